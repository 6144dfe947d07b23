"""What was crawled is read back from the WARC files, and parses to the same records."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.models import Page
from archiver.warc.reader import Unreadable, read_page
from tests import web
from tests.conftest import Archiver

Rows = Callable[..., list[sqlite3.Row]]
ANSWERED = (
    "SELECT fetches.*, ledger.article_url, ledger.form, ledger.context FROM fetches JOIN ledger ON ledger.id = ledger_id"
    " WHERE warc_file IS NOT NULL ORDER BY warc_file, warc_offset"
)


def page_of(folder: Path, row: sqlite3.Row) -> Page:
    return read_page(
        folder / "warc",
        row["warc_file"],
        row["warc_offset"],
        row["warc_length"],
        url=row["url"],
        kind=row["kind"],
        article_url=row["article_url"],
        form=tuple((name, value) for name, value in json.loads(row["form"] or "[]")),
        context=dict(json.loads(row["context"] or "[]")),
    )


def test_every_page_is_read_back_as_it_was_and_a_second_crawls_too(crawled: web.Web, archiver: Archiver, folder: Path, rows: Rows) -> None:
    archiver("crawl", crawled.url("/"), "--quiet", "--fresh")
    read = [(row, page_of(folder, row)) for row in rows(ANSWERED)]
    assert len(read) > 12
    for row, page in read:
        assert hashlib.sha256(page.body).hexdigest() == row["sha256"], row["url"]
        assert (page.final_url, page.status, page.header("Content-Type")) == (row["final_url"], row["status"], row["content_type"])


def test_what_is_not_there_is_told_with_file_and_offset(crawled: web.Web, folder: Path) -> None:
    name = "run-000001-00001.warc.gz"
    with pytest.raises(Unreadable, match=r"missing.warc.gz cannot be read: No such file"):
        read_page(folder / "warc", "missing.warc.gz", 0)
    with pytest.raises(Unreadable, match=f"{name} at 0: it is a warcinfo record"):
        read_page(folder / "warc", name, 0)
    with pytest.raises(Unreadable, match=f"{name} at 5: the compressed bytes are damaged"):
        read_page(folder / "warc", name, 5)
    with pytest.raises(Unreadable, match="the file ends before it"):
        read_page(folder / "warc", name, 10**9)
