"""The raw archive read again: nothing changes where the parser has not; everything, history too, where it was wrong."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archiver.newsroom import Newsroom
from archiver.newsroom import serve as serve_newsroom
from archiver.profile import path_of
from tests.conftest import Archiver
from tests.story import STORY, Site, story_site

Rows = Callable[..., list[sqlite3.Row]]


@pytest.fixture
def site() -> Iterator[Site]:
    with story_site() as made:
        yield made


def state(folder: Path, without: frozenset[str] = frozenset({"runs"})) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for those of full-text search, which are asked apart."""
    connection = sqlite3.connect(folder / "archive.db")
    names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '*_fts*'")]
    found = {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names if name not in without}
    for index in ("articles_fts", "comments_fts"):
        connection.execute(f"INSERT INTO {index} ({index}) VALUES ('integrity-check')")
    connection.close()
    return found


def crawl(site: Site, archiver: Archiver) -> None:
    assert site.web is not None
    run = archiver("crawl", site.web.url(STORY), "--delay", "0")
    assert run.returncode == 0, run.stdout + run.stderr


def live_through_changes(site: Site, archiver: Archiver) -> None:
    """Five visits: edits, a deletion, a return, new replies."""
    crawl(site, archiver)
    site.headline, site.comments[2] = "The tide came in late", (1, "No, I was second.")
    crawl(site, archiver)
    gone = site.comments.pop(3)
    crawl(site, archiver)
    site.comments[3], site.comments[4] = gone, (0, "Late.")
    crawl(site, archiver)
    site.body = site.body.replace("at four", "at five")
    crawl(site, archiver)


def test_what_was_read_rightly_stays_to_the_last_row_of_its_history(site: Site, archiver: Archiver, folder: Path, rows: Rows) -> None:
    live_through_changes(site, archiver)
    before = state(folder)
    assert len(before["article_revisions"]) == 2
    assert len(before["comment_revisions"]) == 1
    assert [row["key"] for row in rows("SELECT key FROM comments WHERE reappeared_at IS NOT NULL")] == ["3"]
    run = archiver("reparse", "--jobs", "2")
    assert run.returncode == 0, run.stderr
    assert "5 pages read again" in run.stdout
    assert "Nothing changed" in run.stdout
    assert state(folder) == before


def test_a_whole_newsroom_stays_as_it_was(archiver: Archiver, folder: Path) -> None:
    with serve_newsroom(Newsroom.load()) as server:
        archiver("crawl", server.base_url + "/", "--quiet", "--delay", "0", "--set", "ARCHIVER_BACKOFF=0.1", timeout=300)
    before = state(folder)
    assert len(before["articles"]) > 20
    assert len(before["comments"]) > 80
    run = archiver("reparse")
    assert run.returncode == 0, run.stderr
    assert "Nothing changed" in run.stdout
    assert state(folder) == before


def test_a_fault_of_a_profile_is_repaired_without_a_request_and_leaves_no_trace_in_the_history(
    site: Site, archiver: Archiver, folder: Path, rows: Rows
) -> None:
    assert site.web is not None
    profile = path_of(folder, site.web.base_url)
    profile.parent.mkdir(parents=True)
    right = f'[site]\nhome = "{site.web.base_url}/"\n'
    profile.write_text(right + "[article]\nheadline = '#comments h2'\n", "utf-8")  # "3 comments" is not the headline
    live_through_changes(site, archiver)
    assert rows("SELECT headline FROM articles")[0]["headline"] == "4 comments"
    wrong = {row["after"] for row in rows("SELECT after FROM article_changes WHERE field = 'headline'")}
    assert any("comments" in value for value in wrong)
    asked = len(site.web.asked)
    profile.write_text(right, "utf-8")

    before = state(folder)
    run = archiver("reparse", "--dry-run")
    assert run.returncode == 0, run.stderr
    assert "articles.headline: 1 changed" in run.stdout
    assert "4 comments -> The tide came in late" in run.stdout
    assert "nothing was changed" in run.stdout
    assert state(folder) == before

    run = archiver("reparse", "--json")
    assert run.returncode == 0, run.stderr
    [headline] = [each for each in json.loads(run.stdout)["differences"] if each["field"] == "headline"]
    assert (headline["table"], headline["what"], headline["count"]) == ("articles", "changed", 1)
    assert len(site.web.asked) == asked
    assert rows("SELECT headline FROM articles")[0]["headline"] == "The tide came in late"
    changes = [(row["before"], row["after"]) for row in rows("SELECT * FROM article_changes WHERE field = 'headline'")]
    assert changes == [("The tide came in", "The tide came in late")]


def test_articles_whose_pages_cannot_be_read_stay_and_are_told(site: Site, archiver: Archiver, folder: Path, rows: Rows) -> None:
    crawl(site, archiver)
    before = state(folder)
    [record] = rows("SELECT warc_file, warc_offset FROM fetches WHERE kind IN ('article', 'listing')")
    path = folder / "warc" / record["warc_file"]
    content = bytearray(path.read_bytes())
    content[record["warc_offset"] + 40 : record["warc_offset"] + 60] = bytes(20)
    path.write_bytes(content)
    run = archiver("reparse")
    assert run.returncode == 1
    assert f"could not be read: {site.web and site.web.url(STORY)}" in run.stdout
    assert "1 articles are as they were" in run.stdout
    assert state(folder) == before


def test_only_the_sites_and_articles_that_were_asked_for(site: Site, archiver: Archiver, folder: Path) -> None:
    crawl(site, archiver)
    run = archiver("reparse", "--site", "nowhere.example")
    assert run.returncode == 2
    assert "'nowhere.example' is not in this archive. It has: 127.0.0.1" in run.stderr
    assert "0 pages read again" in archiver("reparse", "--since", "2999-01-01").stdout
    assert "1 pages read again" in archiver("reparse", "--since", "2020-01-01").stdout
    missing = archiver("reparse", "--archive", folder / "elsewhere")
    assert missing.returncode == 2
    assert "There is no archive" in missing.stderr
