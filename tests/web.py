"""A small web server for tests: pages from a dictionary or a function, over real sockets, with a record of what was asked."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import attrs


@attrs.frozen
class Answer:
    """What the server answers."""

    body: bytes | str = b""
    status: int = 200
    headers: Mapping[str, str] = attrs.field(factory=dict)


Pages = Mapping[str, Answer | str] | Callable[[str], Answer | str | None]


@attrs.define
class Web:
    """A running server."""

    base_url: str
    asked: list[str] = attrs.field(factory=list)  #: paths with query, in the order of the requests
    agents: set[str] = attrs.field(factory=set)
    times: list[float] = attrs.field(factory=list)
    posted: list[tuple[str, str]] = attrs.field(factory=list)  #: (content type, body) of every POST

    def url(self, path: str) -> str:
        return self.base_url + path

    def counts(self) -> Counter[str]:
        return Counter(self.asked)


@contextmanager
def serve(pages: Pages) -> Iterator[Web]:
    """Serves ``pages`` on a free port of 127.0.0.1; what is not among them is a 404. ``{base}`` in a text body is the server's address."""
    web = Web("")
    answer_to = pages.get if isinstance(pages, Mapping) else pages

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            import time

            web.asked.append(self.path)
            web.times.append(time.monotonic())
            web.agents.add(self.headers.get("User-Agent", ""))
            answer = answer_to(self.path)
            if answer is None:
                answer = Answer("not here", 404)
            elif isinstance(answer, str):
                answer = Answer(answer)
            body = answer.body.replace("{base}", web.base_url).encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            headers = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))} | dict(answer.headers)
            for name, value in headers.items():
                self.send_header(name, value.replace("{base}", web.base_url))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            web.posted.append((self.headers.get("Content-Type", ""), body))
            self.do_GET()

        def log_message(self, *args: object) -> None:
            """Quiet."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Clients that are killed reset their connections: that is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    web.base_url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def article(headline: str, *, body: str = "", head: str = "", after: str = "") -> str:
    """A page as a plain WordPress theme prints an article."""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{headline}</title>{head}</head>'
        f'<body class="single single-post"><article class="post hentry"><header class="entry-header"><h1 class="entry-title">{headline}</h1></header>'
        f'<div class="entry-content">{body or paragraph(headline)}</div></article>{after}</body></html>'
    )


def paragraph(seed: str) -> str:
    return f"<p>The harbour office said of {seed} that the tide would decide, and that the benches had been counted twice since Monday.</p>"


def listing(*links: str, head: str = "") -> str:
    """A page that lists articles, as a theme's home page does."""
    cards = "".join(
        f'<article class="post"><h2 class="entry-title"><a href="{link}" rel="bookmark">{link}</a></h2></article>' for link in links
    )
    return f'<!DOCTYPE html><html lang="en"><head><title>Home</title>{head}</head><body class="home blog">{cards}</body></html>'
