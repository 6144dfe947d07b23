"""The demo: crawled over real sockets, the archive holds exactly what the newspaper printed."""

from __future__ import annotations

import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from archiver.newsroom import Newsroom
from archiver.newsroom.compare import differences
from archiver.store.archive import Archive
from tests.conftest import Archiver, command

Rows = Callable[..., list[sqlite3.Row]]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the demo, made by the command."""
    folder = tmp_path_factory.mktemp("demo") / "archive"
    finished = subprocess.run(command("demo", "--archive", folder, "--port", "0"), capture_output=True, text=True, timeout=120, check=False)
    assert finished.returncode == 0, finished.stdout + finished.stderr
    assert "exactly what the newspaper printed" in finished.stdout
    return folder


def base_url(archive: Archive) -> str:
    return str(archive.db.conn.execute("SELECT home_url FROM sites").fetchone()[0]).rstrip("/")


def test_every_field_of_every_article_and_comment_is_as_printed(crawled: Path) -> None:
    with Archive.read(crawled) as archive:
        assert list(differences(archive, Newsroom.load(), base_url(archive))) == []
        assert archive.db.conn.execute("SELECT COUNT(*) FROM articles").fetchone()[0] >= 30
        assert archive.db.conn.execute("SELECT COUNT(*) FROM comments").fetchone()[0] >= 90


def test_the_comparison_sees_every_kind_of_difference(crawled: Path, tmp_path: Path) -> None:
    changes = (
        "UPDATE articles SET headline = headline || '!' WHERE id = 1",
        "UPDATE articles SET byline = 'Anonymous' WHERE byline IS NULL",
        "UPDATE articles SET date_published = '2026-11-23' WHERE date_published IS NULL",
        "UPDATE comments SET parent_key = NULL, parent_id = NULL WHERE id = (SELECT MIN(id) FROM comments WHERE parent_key IS NOT NULL)",
        "UPDATE comments SET text = text || ' Reply' WHERE id = 1",
        "UPDATE comments SET commenter_id = 1 WHERE commenter_id IS NULL",
        "DELETE FROM article_tags WHERE position = 0",
    )
    source = sqlite3.connect(crawled / "archive.db")
    for number, change in enumerate(changes):
        folder = tmp_path / str(number)
        folder.mkdir()
        copy = sqlite3.connect(folder / "archive.db")
        source.backup(copy)
        copy.execute(change)
        copy.commit()
        copy.close()
        with Archive.read(folder) as archive:
            assert list(differences(archive, Newsroom.load(), base_url(archive))), change
    source.close()


def test_what_pages_do_not_state_is_null(crawled: Path) -> None:
    with Archive.read(crawled) as archive:
        trap = archive.db.conn.execute("SELECT * FROM articles WHERE url LIKE '%lighthouse-lamp-comes-home%'").fetchone()
        assert (trap["byline"], trap["date_published"], trap["date_published_raw"]) == (None, None, None)
        assert trap["body_text"].count("\n\n") == 4
        names = {row[0] for row in archive.db.conn.execute("SELECT name FROM commenters UNION SELECT name FROM people")}
        assert not names & {"Anonymous", "Unknown", "admin", "Guest", ""}
        everything = " ".join(
            str(value) for row in archive.db.conn.execute("SELECT headline, standfirst, body_text FROM articles") for value in row
        )
        for furniture in (
            "Notify of",
            "Inline Feedbacks",
            "Most Voted",
            "View all comments",
            "JUNE 2023",
            "Support independent journalism",
        ):
            assert furniture.casefold() not in everything.casefold()


def test_the_crawl_spared_what_it_should_and_recorded_what_failed(crawled: Path) -> None:
    with Archive.read(crawled) as archive:
        db, base = archive.db.conn, base_url(archive)
        asked = {row["url"]: row for row in db.execute("SELECT url, outcome, error FROM fetches ORDER BY id")}
        for url in Newsroom.load().failures(base):
            assert asked[url]["outcome"] in ("failed", "gone"), url
            assert asked[url]["error"], url
        assert not [url for url in asked if "replytocom" in url or "share=" in url or "print=1" in url]
        assert sum("/calendar/" in url for url in asked) <= 6
        assert [row["outcome"] for url, row in asked.items() if "/private/" in url] == ["excluded"]
        twice = db.execute("SELECT url FROM fetches WHERE outcome = 'ok' GROUP BY ledger_id HAVING COUNT(*) > 1").fetchall()
        assert twice == []
        assert db.execute("SELECT COUNT(*) FROM ledger WHERE state IN ('pending', 'leased')").fetchone()[0] == 0


def test_an_article_and_its_thread_are_shown_as_a_tree(crawled: Path, archiver: Archiver) -> None:
    with Archive.read(crawled) as archive:
        url = archive.db.conn.execute("SELECT url FROM articles WHERE url LIKE '%ferry-winter-timetable%'").fetchone()[0]
    shown = archiver("show", url, "--archive", crawled).stdout
    assert "└──" in shown
    deepest = max(len(line) - len(line.lstrip("│ └├─")) for line in shown.splitlines())
    assert deepest >= 36, "ten levels are drawn"
