"""What changes at a site is kept: earlier states, votes, and comments that vanish and come back."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Archiver
from tests.story import STORY, Site, story_site

Rows = Callable[..., list[sqlite3.Row]]


@pytest.fixture
def site() -> Iterator[Site]:
    with story_site() as made:
        yield made


@pytest.fixture
def visit(site: Site, archiver: Archiver) -> Callable[[], None]:
    def crawl() -> None:
        assert site.web is not None
        run = archiver("crawl", site.web.url(STORY), "--delay", "0")
        assert run.returncode == 0, run.stdout + run.stderr

    return crawl


def test_a_visit_that_finds_everything_as_it_was_adds_nothing(visit: Callable[[], None], rows: Rows) -> None:
    visit()
    visit()
    for table in ("article_revisions", "comment_revisions", "comment_votes", "article_changes", "comment_changes", "vanished_comments"):
        assert rows(f"SELECT * FROM {table}") == [], table
    assert rows("SELECT COUNT(*) AS n FROM comments")[0]["n"] == 3


def test_an_edited_article_keeps_its_earlier_wording(visit: Callable[[], None], site: Site, rows: Rows) -> None:
    visit()
    before = site.headline, site.body
    site.headline, site.body = "The tide came in late", site.body.replace("at four", "at five")
    visit()
    visit()
    [state] = rows("SELECT * FROM article_revisions")
    assert state["headline"] == before[0]
    assert "at four" in state["body_text"]
    changes = {row["field"]: (row["before"], row["after"]) for row in rows("SELECT * FROM article_changes")}
    assert changes["headline"] == ("The tide came in", "The tide came in late")
    assert "at five" in changes["body_text"][1]
    assert set(changes) == {"headline", "body_text"}


def test_more_comments_are_no_change_of_the_article(visit: Callable[[], None], site: Site, rows: Rows) -> None:
    visit()
    site.comments[4] = (0, "Late.")
    visit()
    assert rows("SELECT * FROM article_revisions") == []
    assert rows("SELECT comment_count FROM articles")[0]["comment_count"] == 4


def test_an_edited_comment_keeps_its_earlier_wording(visit: Callable[[], None], site: Site, rows: Rows) -> None:
    visit()
    site.comments[2] = (1, "No, I was second.")
    visit()
    site.comments[2] = (1, "I was second.")
    visit()
    states = [row["text"] for row in rows("SELECT text FROM comment_revisions ORDER BY id")]
    assert states == ["No, second.", "No, I was second."]
    changes = [(row["field"], row["before"], row["after"]) for row in rows("SELECT * FROM comment_changes")]
    assert ("text", "No, I was second.", "I was second.") in changes


def test_a_comment_vanishes_only_by_a_complete_visit_and_may_come_back(visit: Callable[[], None], site: Site, rows: Rows) -> None:
    visit()
    gone = site.comments.pop(3)
    site.announced = 3  # announced, yet not shown: perhaps on its way
    visit()
    assert rows("SELECT * FROM vanished_comments") == []
    site.announced = None
    visit()
    assert [row["key"] for row in rows("SELECT * FROM vanished_comments")] == ["3"]
    site.comments[3] = gone
    visit()
    [back] = rows("SELECT vanished_at, reappeared_at, text FROM comments WHERE key = '3'")
    assert (back["vanished_at"], back["text"]) == (None, "Third, then.")
    assert back["reappeared_at"] is not None


def test_a_visit_that_fails_makes_nothing_vanish(visit: Callable[[], None], site: Site, archiver: Archiver, rows: Rows) -> None:
    visit()
    site.status = 404
    assert site.web is not None
    archiver("crawl", site.web.url(STORY), "--delay", "0")
    assert rows("SELECT * FROM vanished_comments") == []
    assert rows("SELECT COUNT(*) AS n FROM comments")[0]["n"] == 3


def test_a_thread_is_read_in_order_however_its_comments_arrive(visit: Callable[[], None], site: Site, rows: Rows) -> None:
    site.comments = {7: (5, "An answer to nobody seen."), 2: (0, "Root."), 9: (2, "Answer.")}
    visit()
    assert [(row["key"], row["level"]) for row in rows("SELECT key, level FROM thread")] == [("2", 1), ("9", 2), ("7", 1)]
    site.comments[5] = (2, "Here it is.")
    visit()
    assert [(row["key"], row["level"]) for row in rows("SELECT key, level FROM thread")] == [("2", 1), ("5", 2), ("7", 3), ("9", 2)]
    edges = {(row["comment_id"], row["parent_id"]) for row in rows("SELECT * FROM reply_edges")}
    assert len(edges) == 3


def test_search_finds_what_stands_now(visit: Callable[[], None], site: Site, rows: Rows) -> None:
    visit()
    find = "SELECT rowid FROM comments_fts(?)"
    assert len(rows(find, "second")) == 1
    site.comments[2] = (1, "Nichts für Übel.")
    visit()
    assert rows(find, "second") == []
    assert len(rows(find, "ubel")) == 1  # accents do not matter
    assert len(rows("SELECT rowid FROM articles_fts(?)", "NEAR(tide four)")) == 1


def test_every_documented_view_can_be_asked(visit: Callable[[], None], rows: Rows, folder: Path) -> None:
    visit()
    views = [row["name"] for row in rows("SELECT name FROM sqlite_master WHERE type = 'view'")]
    assert {"article_overview", "thread", "reply_edges", "coverage", "activity_by_day", "article_changes", "comment_changes"} < set(views)
    for view in views:
        rows(f"SELECT * FROM {view}")
