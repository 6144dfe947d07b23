"""What a crawl sent and got is in its WARC files, byte by byte, and nothing twice."""

from __future__ import annotations

import gzip
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archiver.models import Record
from archiver.warc.exchange import Exchange, payload_digest
from archiver.warc.writer import Recorder
from tests import web
from tests.conftest import Archiver
from tests.warc.conftest import BUSY, OLD, STORY, records
from tests.web import article

Rows = Callable[..., list[sqlite3.Row]]


def test_robots_redirects_errors_and_retries_are_recorded_with_their_requests(crawled: web.Web, folder: Path) -> None:
    answers, requests = Counter[str](), Counter[str]()
    partners, ids = [], []
    for record, _ in records(folder):
        path = (record.rec_headers.get_header("WARC-Target-URI") or "").removeprefix(crawled.base_url)
        if record.rec_type in ("response", "revisit"):
            answers[path] += 1
            ids.append(record.rec_headers.get_header("WARC-Record-ID"))
        elif record.rec_type == "request":
            requests[path] += 1
            partners.append(record.rec_headers.get_header("WARC-Concurrent-To"))
    assert answers == requests == crawled.counts()
    assert answers["/robots.txt"] == 1
    assert answers[BUSY] == 2
    assert answers[OLD] == 1
    assert partners == ids


def test_bytes_are_kept_as_they_came_compressed(crawled: web.Web, folder: Path) -> None:
    bodies = [
        (record, payload)
        for record, payload in records(folder)
        if record.rec_type == "response" and record.rec_headers.get_header("WARC-Target-URI") == crawled.url(STORY)
    ]
    ((record, payload),) = bodies
    assert gzip.decompress(payload) == article("Story").encode()
    assert record.http_headers.get_header("Content-Encoding") == "gzip"
    assert record.http_headers.get_header("Content-Length") == str(len(payload))
    assert record.rec_headers.get_header("WARC-Payload-Digest") == payload_digest(payload)


def test_each_file_begins_with_warcinfo_and_passes_warcio_check(crawled: web.Web, folder: Path) -> None:
    (path,) = (folder / "warc").iterdir()
    assert path.name == "run-000001-00001.warc.gz"
    first, content = next(records(folder))
    assert first.rec_type == "warcinfo"
    assert b"software: Archiver/" in content
    checked = subprocess.run([sys.executable, "-m", "warcio.cli", "check", str(path)], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stdout) == (0, "")


def test_what_has_not_changed_becomes_a_revisit_of_the_first_record(crawled: web.Web, folder: Path, archiver: Archiver) -> None:
    archiver("crawl", crawled.url("/"), "--quiet", "--fresh")
    again = {
        record.rec_headers.get_header("WARC-Target-URI"): record
        for record, _ in records(folder)
        if record.rec_type == "revisit" and record.rec_headers.get_header("WARC-Refers-To-Filename") == "run-000001-00001.warc.gz"
    }
    revisit = again[crawled.url(STORY)]
    assert revisit.rec_headers.get_header("WARC-Profile") == "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    assert revisit.rec_headers.get_header("WARC-Refers-To-Target-URI") == crawled.url(STORY)
    assert revisit.rec_headers.get_header("WARC-Refers-To-Date").startswith("20")
    assert archiver("verify").returncode == 0


def test_every_answered_fetch_names_its_record(crawled: web.Web, rows: Rows) -> None:
    unnamed = rows("SELECT url FROM fetches WHERE status IS NOT NULL AND (warc_file IS NULL OR payload_digest NOT LIKE 'sha1:%')")
    assert unnamed == []
    assert rows("SELECT COUNT(*) FROM fetches WHERE warc_offset > 0")[0][0] >= 6


class Shelf:
    """Payloads in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, Record] = {}

    def find(self, digest: str, size: int) -> Record | None:
        return self.kept.get(digest)

    def keep(self, record: Record, size: int) -> None:
        self.kept[record.digest] = record


def exchange(body: bytes, *received: tuple[str, str]) -> Exchange:
    return Exchange(url="https://a.example/x?y=1", status=200, body=body, received=received, date="2024-05-01T12:00:00Z")


def test_headers_do_not_contradict_a_body_whose_transfer_encoding_is_undone(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, 1, Shelf(), about={})
    record = recorder.keep(exchange(b"twelve bytes", ("Transfer-Encoding", "chunked"), ("Content-Length", "99")))
    recorder.close()
    content = gzip.decompress((tmp_path / record.file).read_bytes()[record.offset : record.offset + record.length])
    read = next(iter(ArchiveIterator(BytesIO(content))))
    assert read.http_headers.headers == [("X-Archive-Orig-Transfer-Encoding", "chunked"), ("X-Archive-Orig-Content-Length", "99")]
    assert read.raw_stream.read() == b"twelve bytes"


def test_a_full_file_is_followed_by_the_next(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, 12, Shelf(), about={}, file_size=2000)
    for number in range(10):
        recorder.keep(exchange(str(number).encode() * 10))
    recorder.close()
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names[:2] == ["run-000012-00001.warc.gz", "run-000012-00002.warc.gz"]
    for name in names:
        with (tmp_path / name).open("rb") as file:
            assert next(iter(ArchiveIterator(file))).rec_type == "warcinfo"


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = Recorder(tmp_path, 1, Shelf(), about={})
    first = recorder.keep(exchange(b"one"))
    before = (tmp_path / first.file).read_bytes()
    import os

    really = os.write

    def full(file: int, content: memoryview) -> int:
        if len(content) < 100:
            raise OSError(28, "No space left on device")
        return really(file, content[:100] if len(content) > 200 else content[:50])

    with monkeypatch.context() as patched:
        patched.setattr("archiver.warc.writer.os.write", full)
        with pytest.raises(OSError, match="No space"):
            recorder.keep(exchange(b"two"))
    assert (tmp_path / first.file).read_bytes() == before
    assert recorder.keep(exchange(b"three")).offset == len(before)
    recorder.close()
