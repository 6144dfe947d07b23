"""Isso's own server, filled over HTTP and crawled: what was written there is what the archive holds."""

from __future__ import annotations

import json
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import web
from tests.conftest import Archiver
from tests.web import Answer, article

pytest.importorskip("isso", reason="Isso is not installed: pip install -e .[dev]")

Rows = Callable[..., list[sqlite3.Row]]
STORY = "/2024/05/01/ferry/"
EMBED = '<script data-isso="{base}/isso" src="{base}/isso/js/embed.min.js"></script><section id="isso-thread"></section>'
#: More than an answer holds, on both levels.
ROOTS, REPLIES = 105, 230


class Isso:
    """A running server."""

    def __init__(self, base_url: str):
        self.base_url = base_url

    def send(self, path: str, data: object = None, method: str = "POST", cookie: str = "") -> tuple[object, str]:
        """(answer, cookie)"""
        headers = {"Content-Type": "application/json"} | ({"Cookie": cookie} if cookie else {})
        body = None if data is None else json.dumps(data).encode()
        request = urllib.request.Request(self.base_url + path, body, headers, method=method)
        with urllib.request.urlopen(request, timeout=20) as response:
            return json.load(response), (response.headers.get("Set-Cookie") or "").partition(";")[0]

    def write(self, text: str, author: str | None = None, parent: int | None = None, website: str | None = None) -> tuple[int, str]:
        """(id, the cookie that may change it)"""
        data = {"text": text, "author": author, "parent": parent, "website": website, "title": "Ferry"}
        answer, cookie = self.send(f"/new?uri={STORY}", data)
        assert isinstance(answer, dict)
        return answer["id"], cookie

    def get(self, path: str) -> Answer:
        try:
            with urllib.request.urlopen(self.base_url + path, timeout=20) as response:
                return Answer(response.read(), response.status, {"Content-Type": response.headers["Content-Type"]})
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.read(), error.code)


@contextmanager
def running(folder: Path) -> Iterator[Isso]:
    """The server on a free port, with a database of its own, without moderation and limits."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = folder / "isso.cfg"
    settings.write_text(
        f"[general]\ndbpath = {folder / 'comments.db'}\nhost = http://127.0.0.1/\n[server]\nlisten = http://127.0.0.1:{port}\n"
        "[moderation]\nenabled = false\n[guard]\nenabled = false\n"
    )
    arguments = [sys.executable, "-c", "import isso; isso.main()", "-c", str(settings), "run"]
    with (folder / "isso.log").open("w") as log, subprocess.Popen(arguments, stdout=log, stderr=log) as process:
        try:
            server = Isso(f"http://127.0.0.1:{port}")
            for _ in range(300):
                try:
                    server.get("/config")
                    break
                except OSError:
                    assert process.poll() is None, (folder / "isso.log").read_text()
                    time.sleep(0.1)
            yield server
        finally:
            process.terminate()


def test_every_comment_of_an_isso_thread_comes_back_with_its_parent(archiver: Archiver, rows: Rows, tmp_path: Path) -> None:
    with running(tmp_path) as isso:
        written = fill(isso)

        def pages(path: str) -> Answer | str | None:
            if path.startswith("/isso/"):
                return isso.get(path.removeprefix("/isso"))
            return article("Ferry", after=EMBED) if path == STORY else None

        with web.serve(pages) as site:
            finished = archiver("crawl", site.url(STORY), "--quiet", "--delay", "0", "--set", "ARCHIVER_BACKOFF=0.1")
            assert finished.returncode == 0, finished.stderr
            asked = [path for path in site.asked if path.startswith("/isso/")]
    found = {
        int(row["key"].removeprefix("isso:")): (row["parent"] and int(row["parent"].removeprefix("isso:")), row["text"], row["name"])
        for row in rows(
            "SELECT comments.key, parent.key AS parent, comments.text, commenters.name FROM comments"
            " LEFT JOIN comments AS parent ON parent.id = comments.parent_id LEFT JOIN commenters ON commenters.id = comments.commenter_id"
        )
    }
    assert found == written
    assert len(asked) == len(set(asked)) == 4, (
        "the first answer, the rest of the roots, and the rest of the longest list of answers in two parts"
    )
    (thread,) = rows("SELECT * FROM threads")
    assert (thread["complete"], thread["why"], thread["captured"], thread["api_total"]) == (1, None, len(written), len(written))
    assert (thread["dangling"], thread["unplaced"], thread["pages_expected"], thread["pages_fetched"]) == (0, 0, 5, 5)
    assert {row[0] for row in rows("SELECT parent_source FROM comments")} == {"id"}
    assert [row[0] for row in rows("SELECT posted_precision FROM comments GROUP BY 1")] == ["second"]


def fill(isso: Isso) -> dict[int, tuple[int | None, str, str | None]]:
    """id -> (parent, text, author) of what is then there."""
    written: dict[int, tuple[int | None, str, str | None]] = {}
    roots = []
    for number in range(ROOTS):
        key, cookie = isso.write(f"Root number {number}.", "Nan O'Dell & Son" if number % 2 else None)
        written[key] = (None, f"Root number {number}.", "Nan O'Dell & Son" if number % 2 else None)
        roots.append((key, cookie))
    for number in range(REPLIES):
        parent = roots[0][0] if number < 210 else roots[1][0] if number < 220 else roots[-1][0]
        key, _ = isso.write(f"Answer number {number}.", "Bo", parent)
        written[key] = (parent, f"Answer number {number}.", "Bo")
    last = max(written)
    # Isso has two levels: an answer to an answer is one to its root.
    key, _ = isso.write("To an answer.", None, last)
    written[key] = (roots[-1][0], "To an answer.", None)
    key, cookie = roots[1]
    isso.send(f"/id/{key}", method="DELETE", cookie=cookie)
    written[key] = (None, "", None)  # its answers keep it
    return written


def test_a_deleted_comment_keeps_its_answers_and_a_linked_name_its_address(archiver: Archiver, rows: Rows, tmp_path: Path) -> None:
    with running(tmp_path) as isso:
        gone, cookie = isso.write("Not for long.", "Ada")
        answer, _ = isso.write("I *answer*.\n\nTwice.", "Bo <b>", gone, "https://bo.example/?a=1&b=2")
        isso.send(f"/id/{gone}", method="DELETE", cookie=cookie)

        def pages(path: str) -> Answer | str | None:
            if path.startswith("/isso/"):
                return isso.get(path.removeprefix("/isso"))
            return article("Ferry", after=EMBED) if path == STORY else None

        with web.serve(pages) as site:
            assert archiver("crawl", site.url(STORY), "--quiet").returncode == 0
    found = rows(
        "SELECT key, parent_key, text, html, flags, name, url, posted_raw FROM comments"
        " LEFT JOIN commenters ON commenters.id = commenter_id ORDER BY comments.id"
    )
    assert [tuple(row)[:3] for row in found] == [(f"isso:{gone}", None, ""), (f"isso:{answer}", f"isso:{gone}", "I answer.\n\nTwice.")]
    assert [(json.loads(row["flags"]), row["name"], row["url"]) for row in found] == [
        (["deleted"], None, None),
        ([], "Bo <b>", "https://bo.example/?a=1&b=2"),
    ]
    assert found[1]["html"] == "<p>I <em>answer</em>.</p>\n<p>Twice.</p>"
    assert float(found[1]["posted_raw"]) <= time.time()


def test_a_server_that_is_down_leaves_the_thread_incomplete_with_the_reason(archiver: Archiver, rows: Rows) -> None:
    with web.serve({STORY: article("Ferry", after=EMBED)}) as site:
        archiver("crawl", site.url(STORY), "--quiet")
    (thread,) = rows("SELECT complete, why FROM threads")
    assert thread["complete"] == 0
    assert "HTTP 404" in thread["why"]
