"""Recorded sites, served again: each recorded request (method, path, form) is answered with its recorded answer."""

from __future__ import annotations

import gzip
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import attrs

Key = tuple[str, str, frozenset[tuple[str, str]]]
_KEPT = {"content-type", "link", "x-wp-total", "x-wp-totalpages"}


@attrs.define
class Replay:
    """A running replay of one configuration."""

    base_url: str
    asked: list[str] = attrs.field(factory=list)  #: method, path and action of each request, in order
    unknown: list[str] = attrs.field(factory=list)  #: requests that nobody recorded
    stale_nonces: int = 0  #: how many of the next forms are answered as if their nonce had run out


def key_of(method: str, url: str, form: dict[str, Any]) -> Key:
    parts = urlsplit(url)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return method, path, frozenset((name, str(value)) for name, value in form.items())


def recorded(folder: Path, *, rest: bool = True) -> dict[Key, dict[str, Any]]:
    """The recordings of a configuration; :param rest: whether its REST interface is open."""
    answers: dict[Key, dict[str, Any]] = {}
    for path in sorted(folder.glob("*/requests.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            record = json.loads(line)
            if "/wp-json/" in record["url"] and not rest:
                continue
            record["file"] = path.parent / record["response_file"]
            answers[key_of(record["method"], record["url"], record["body"] or {})] = record
    return answers


@contextmanager
def replay(answers: dict[Key, dict[str, Any]]) -> Iterator[Replay]:
    """Serves recordings on a free port of 127.0.0.1; the recorded host is rewritten to it."""
    host = urlsplit(next(iter(answers.values()))["url"]).netloc
    running = Replay("")

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.answer({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            self.answer(dict(parse_qsl(body, keep_blank_values=True)))

        def answer(self, form: dict[str, str]) -> None:
            running.asked.append(" ".join(filter(None, [self.command, self.path, form.get("action")])))
            record = answers.get(key_of(self.command, self.path, form))
            if form.get("wpdiscuz_nonce") and running.stale_nonces > 0:
                running.stale_nonces -= 1
                self.send(200, b"Nonce is invalid.", {"Content-Type": "text/html; charset=UTF-8"})
            elif record is None:
                running.unknown.append(f"{self.command} {self.path} {form}")
                self.send(404, b"not recorded", {"Content-Type": "text/html"})
            else:
                headers = {name: value for name, value in record["response_headers"].items() if name.lower() in _KEPT}
                self.send(record["status"], content_of(record["file"]), headers)

        def send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            here = urlsplit(running.base_url).netloc
            body = re.sub(rf"{re.escape(host)}|{re.escape(host.replace(':', '%3A'))}".encode(), lambda found: here_as(found[0], here), body)
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value.replace(host, here))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    running.base_url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def here_as(found: bytes, here: str) -> bytes:
    return (here.replace(":", "%3A") if b"%3A" in found else here).encode()


def content_of(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
