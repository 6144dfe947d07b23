# ruff: noqa: F811
"""``archiver verify`` names each planted fault."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from tests import web
from tests.conftest import Archiver
from tests.warc.conftest import STORY, crawled  # noqa: F401 - a fixture

pytestmark = pytest.mark.usefixtures("crawled")


def warc(folder: Path) -> Path:
    return folder / "warc" / "run-000001-00001.warc.gz"


def story(folder: Path, site: web.Web) -> tuple[int, int]:
    """(offset, length) of the article's record."""
    connection = sqlite3.connect(folder / "archive.db")
    row = connection.execute("SELECT warc_offset, warc_length FROM fetches WHERE url = ?", (site.url(STORY),)).fetchone()
    connection.close()
    return row[0], row[1]


def change(folder: Path, sql: str) -> None:
    connection = sqlite3.connect(folder / "archive.db")
    connection.execute(sql)
    connection.commit()
    connection.close()


def test_a_sound_archive_is_said_to_be_one(archiver: Archiver) -> None:
    for options in ((), ("--quick",)):
        checked = archiver("verify", *options)
        assert checked.returncode == 0
        assert checked.stdout.startswith("Nothing is wrong: ")


@pytest.mark.parametrize("place", [0.1, 0.3, 0.5, 0.7, 0.95])
def test_a_flipped_byte_is_found_where_it_is(archiver: Archiver, folder: Path, crawled: web.Web, place: float) -> None:
    offset, length = story(folder, crawled)
    content = bytearray(warc(folder).read_bytes())
    content[offset + 10 + int(place * (length - 10))] ^= 0x10
    warc(folder).write_bytes(content)
    checked = archiver("verify")
    assert checked.returncode == 1
    assert f"run-000001-00001.warc.gz at {offset:,}: " in checked.stdout
    assert checked.stdout.endswith("1 faults.\n"), checked.stdout


@pytest.mark.parametrize("options", [(), ("--quick",)])
def test_a_cut_file_is_named_with_what_is_lost(
    archiver: Archiver,
    folder: Path,
    crawled: web.Web,
    options: tuple[str, ...],
) -> None:
    offset, length = story(folder, crawled)
    warc(folder).write_bytes(warc(folder).read_bytes()[: offset + length // 2])
    checked = archiver("verify", *options)
    assert checked.returncode == 1
    assert f"run-000001-00001.warc.gz at {offset:,}: the file ends" in checked.stdout


@pytest.mark.parametrize("options", [(), ("--quick",)])
def test_missing_and_unknown_files_are_named(archiver: Archiver, folder: Path, options: tuple[str, ...]) -> None:
    warc(folder).rename(folder / "warc" / "somebody-elses.warc.gz")
    checked = archiver("verify", *options)
    assert checked.returncode == 1
    assert "run-000001-00001.warc.gz: the file is missing; the database names" in checked.stdout
    assert "somebody-elses.warc.gz: the file is unknown" in checked.stdout


def test_a_wrong_offset_length_or_digest_in_the_database_is_named(archiver: Archiver, folder: Path, crawled: web.Web) -> None:
    offset, length = story(folder, crawled)
    change(folder, f"UPDATE fetches SET warc_offset = warc_offset + 1 WHERE warc_offset = {offset}")
    assert f"at {offset + 1:,}: no record begins here, though one of {crawled.url(STORY)} should" in archiver("verify").stdout
    change(folder, f"UPDATE fetches SET warc_offset = {offset}, warc_length = 7 WHERE warc_offset = {offset + 1}")
    assert f"at {offset:,}: the record has {length:,} bytes; the database says 7" in archiver("verify").stdout
    change(folder, f"UPDATE fetches SET warc_length = {length}, payload_digest = 'sha1:X' WHERE warc_offset = {offset}")
    assert "; the database says sha1:X" in archiver("verify").stdout


def test_a_row_that_refers_to_none_is_named(archiver: Archiver, folder: Path) -> None:
    change(folder, "UPDATE articles SET last_fetch_id = 999999 WHERE id = 1")
    checked = archiver("verify")
    assert checked.returncode == 1
    assert "archive.db: row 1 of articles refers to a row of fetches that does not exist" in checked.stdout


def test_without_an_archive_the_remedy_is_told(archiver: Archiver, tmp_path: Path) -> None:
    checked = archiver("verify", "--archive", tmp_path / "nowhere")
    assert checked.returncode == 2
    assert "Crawl a site first" in checked.stderr
