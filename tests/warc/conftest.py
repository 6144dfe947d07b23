"""A small crawl on a real socket, recorded; and what its WARC files hold."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from tests import web
from tests.conftest import Archiver
from tests.web import Answer, article, listing

STORY, COPY, OLD, BUSY = (f"/2024/05/01/{name}/" for name in ("story", "copy", "old", "busy"))


def newspaper() -> Callable[[str], Answer | str | None]:
    """An article packed and plain, one that moved, one that answers at the second attempt, and a page that is missing."""
    asked: list[str] = []
    pages: dict[str, Answer | str] = {
        "/": listing(STORY, COPY, OLD, BUSY, "/2024/05/01/missing/"),
        "/robots.txt": "User-agent: *\nDisallow: /private/\n",
        STORY: Answer(gzip.compress(article("Story").encode()), headers={"Content-Type": "text/html", "Content-Encoding": "gzip"}),
        COPY: article("Story"),
        OLD: Answer("it moved", 301, {"Location": "{base}" + STORY}),
        BUSY: article("At last"),
    }

    def answer(path: str) -> Answer | str | None:
        asked.append(path)
        if path == BUSY and asked.count(path) == 1:
            return Answer("busy", 503)
        return pages.get(path)

    return answer


@pytest.fixture
def crawled(archiver: Archiver, folder: Path) -> Iterator[web.Web]:
    """A finished crawl; its archive lies in ``folder``."""
    with web.serve(newspaper()) as site:
        archiver("crawl", site.url("/"), "--quiet", "--delay", "0", "--set", "ARCHIVER_BACKOFF=0.1")
        yield site


def records(folder: Path) -> Iterator[tuple[ArcWarcRecord, bytes]]:
    """Every record of an archive with its payload as it was sent."""
    for path in sorted((folder / "warc").iterdir()):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests=True):
                payload = record.raw_stream.read()
                assert record.digest_checker.passed is not False, record.digest_checker.problems
                yield record, payload
