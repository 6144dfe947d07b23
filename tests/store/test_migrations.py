"""An archive of an earlier version is brought up to date with all that it holds."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlite_utils import Database

from archiver.models import Article, Comment, Fetch
from archiver.store.archive import Archive, ArchiveError
from archiver.store.migrations import migrations
from archiver.store.overview import thread_coverage
from archiver.store.writer import Writer

SITE = "INSERT INTO sites (id, host, home_url, added_at) VALUES (1, 'a.example', 'https://a.example/', '2024-05-01T12:00:00Z')"
RUN = "INSERT INTO runs (id, started_at, arguments, version, user_agent) VALUES (1, '2024-05-01T12:00:00Z', '{}', '0', 'x')"
WANTED = (
    "INSERT INTO ledger (id, key, site_id, url, kind, host, found_by, priority, visit, added_at)"
    " VALUES (1, 'k', 1, 'https://a.example/', 'article', 'a.example', 'seed', 1, 1, '2024-05-01T12:00:00Z')"
)
FETCH = (
    "INSERT INTO fetches (id, run_id, ledger_id, site_id, url, method, kind, outcome, fetched_at, sha256)"
    " VALUES (7, 1, 1, 1, 'https://a.example/', 'GET', 'article', 'ok', '2024-05-01T12:00:00Z', 'abc')"
)
ARTICLE = {
    "0002_threads": (
        "INSERT INTO articles (site_id, url, content_hash, first_fetch_id, last_fetch_id, first_seen_at, last_seen_at)"
        " VALUES (1, 'https://a.example/', 'x', 7, 7, '2024-05-01T12:00:00Z', '2024-05-01T12:00:00Z')"
    ),
    "0003_warc": (
        "INSERT INTO articles (site_id, url, content_hash, changed_at, changed_visit, first_fetch_id, last_fetch_id, first_seen_at, last_seen_at)"
        " VALUES (1, 'https://a.example/', 'x', '2024-05-01T12:00:00Z', 1, 7, 7, '2024-05-01T12:00:00Z', '2024-05-01T12:00:00Z')"
    ),
}
ARTICLE["0004_media"] = ARTICLE["0005_counts"] = ARTICLE["0003_warc"]

MADE = "SELECT name FROM sqlite_master WHERE type IN ('view', 'trigger')"
OLD_COMMENT = (
    "INSERT INTO comments (id, article_id, key, parent_key, parent_id, parent_source, depth, page, position, text, html, content_hash,"
    " first_fetch_id, last_fetch_id, first_seen_at, last_seen_at)"
    " VALUES (?, 1, ?, ?, ?, 'id', 1, 0, 0, 'x', 'x', 'x', 7, 7, '2024-05-01T12:00:00Z', '2024-05-01T12:00:00Z')"
)


def earlier_archive(folder: Path, step: str) -> None:
    """An archive as it was before a step, with one article."""
    folder.mkdir()
    connection = sqlite3.connect(folder / "archive.db")
    migrations.apply(Database(connection), stop_before=step)
    has_command = step > "0003_warc"
    run = RUN.replace("(id,", "(id, command,").replace("(1,", "(1, 'crawl',") if has_command else RUN
    for statement in (SITE, run, WANTED, FETCH, ARTICLE[step]):
        connection.execute(statement)
    connection.commit()
    connection.close()


@pytest.mark.parametrize("step", ["0002_threads", "0003_warc", "0004_media", "0005_counts"])
def test_an_archive_of_an_earlier_version_keeps_its_rows(folder: Path, step: str) -> None:
    earlier_archive(folder, step)
    with Archive.write(folder) as archive:
        (row,) = archive.db.conn.execute("SELECT fetches.* FROM fetches JOIN articles ON last_fetch_id = fetches.id").fetchall()
        assert (row["id"], row["sha256"], row["warc_file"], row["payload_digest"]) == (7, "abc", None, None)
        assert archive.db.conn.execute("PRAGMA foreign_key_check").fetchall() == []


def test_of_an_earlier_versions_threads_it_is_not_known_what_their_numbers_count(folder: Path) -> None:
    earlier_archive(folder, "0005_counts")
    connection = sqlite3.connect(folder / "archive.db")
    connection.execute(
        "INSERT INTO threads (article_id, visit, run_id, system, announced, api_total, captured, dangling, unplaced, complete, why, seen_at)"
        " VALUES (1, 1, 1, 'wordpress', 91, 80, 74, 0, 0, 0, 'announced 91, shown 74', '2024-05-01T12:00:00Z')"
    )
    connection.commit()
    connection.close()
    with Archive.write(folder) as archive:
        (gap,) = thread_coverage(archive)["gaps"]
    assert (gap["announced"], gap["announced_counts"], gap["api_total"], gap["api_counts"]) == (91, None, 80, None)
    assert (gap["system"], gap["captured"], gap["why"], gap["seen_at"]) == (
        "wordpress",
        74,
        "announced 91, shown 74",
        "2024-05-01T12:00:00Z",
    )


def test_triggers_and_views_are_made_anew_when_they_are_not_those_of_this_version(folder: Path) -> None:
    Archive.write(folder).close()
    connection = sqlite3.connect(folder / "archive.db")
    connection.execute("DROP VIEW thread")
    connection.execute("CREATE VIEW thread AS SELECT 1 AS old")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    with pytest.raises(ArchiveError, match="earlier version"):
        Archive.read(folder)
    with Archive.write(folder) as archive:
        assert archive.db.conn.execute("SELECT key, level FROM thread").fetchall() == []
    Archive.read(folder).close()
    assert not list(folder.glob("*.before-*")), "no step was taken: there is nothing to keep"


def test_an_upgrade_that_was_killed_is_taken_up_again(folder: Path) -> None:
    with Archive.write(folder) as archive:
        made = {row[0] for row in archive.db.conn.execute(MADE)}
    connection = sqlite3.connect(folder / "archive.db")
    connection.execute("PRAGMA user_version = 0")  # all steps taken, triggers and views not yet made: as a kill leaves it
    for kind, name in connection.execute("SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger')").fetchall():
        connection.execute(f"DROP {kind} {name}")
    connection.close()
    with Archive.write(folder) as archive:
        assert {row[0] for row in archive.db.conn.execute(MADE)} == made
    assert len(made) > 15


def test_a_thread_of_the_first_version_is_put_in_order_and_takes_new_replies(folder: Path) -> None:
    earlier_archive(folder, "0002_threads")
    connection = sqlite3.connect(folder / "archive.db")
    connection.executemany(OLD_COMMENT, [(1, "10", None, None), (2, "9", None, None), (3, "11", "9", 2)])
    connection.commit()
    connection.close()
    url = "https://a.example/"
    reply = Comment(key="12", parent_key="11", parent_source="id", text="Late.")
    found = Fetch(
        lease_id=1, site_id=1, url=url, kind="article", outcome="ok", fetched_at="2024-06-01T12:00:00Z", article=Article(url=url), comments=(reply,)
    )  # fmt: skip
    with Archive.write(folder) as archive:
        thread = "SELECT key, level FROM thread"
        assert [tuple(row) for row in archive.db.conn.execute(thread)] == [("9", 1), ("11", 2), ("10", 1)]
        writer = Writer(archive.db)
        with archive.db.atomic():
            writer.store(found, writer.record_fetch(found, run_id=1))
        assert [tuple(row) for row in archive.db.conn.execute(thread)] == [("9", 1), ("11", 2), ("12", 3), ("10", 1)]
