"""Storing: idempotent, in one transaction, with parents joined whenever they appear."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from archiver.models import Article, Byline, Comment, Fetch, Moment
from archiver.store.archive import Archive, now
from archiver.store.writer import Writer

URL = "https://a.example/story/"


def fetch(**changes: Any) -> Fetch:
    return Fetch(
        **({"lease_id": 1, "site_id": 1, "url": URL, "kind": "article", "outcome": "ok", "fetched_at": "2024-05-01T10:00:00Z"} | changes)
    )


def article(**changes: Any) -> Article:
    published = Moment(raw="4 March 2024", utc="2024-03-04", precision="day", source="time")
    whole = Article(
        url=URL,
        headline="Ferry",
        authors=(Byline(name="Ada"), Byline(name="Tom", url="https://a.example/tom/")),
        tags=("sea", "boats"),
        date_published=published,
    )
    return attrs.evolve(whole, **changes)


def comment(key: str, parent: str | None = None, **changes: Any) -> Comment:
    return attrs.evolve(
        Comment(key=key, parent_key=parent, parent_source="id", text=f"Text {key}", html="<p>x</p>", author="Nan"), **changes
    )


@pytest.fixture(autouse=True)
def _request(archive: Archive) -> None:
    """The request that the fetches of these tests end."""
    with archive.db.atomic() as db:
        db.conn.execute(
            "INSERT INTO ledger (id, key, site_id, url, kind, host, found_by, priority, visit, added_at)"
            " VALUES (1, 'k', 1, ?, 'article', 'a', 'seed', 1, 1, ?)",
            (URL, now()),
        )


def store(archive: Archive, what: Fetch) -> None:
    writer = Writer(archive.db)
    with archive.db.atomic():
        writer.store(what, writer.record_fetch(what, run_id=1))


def dump(archive: Archive, leave_out: tuple[str, ...] = ("last_fetch_id", "last_seen_at")) -> dict[str, list[tuple[Any, ...]]]:
    tables = ("articles", "people", "bylines", "tags", "article_tags", "commenters", "comments")
    return {
        table: [
            tuple(value for name, value in dict(row).items() if name not in leave_out)
            for row in archive.db.conn.execute(f"SELECT * FROM {table}")
        ]
        for table in tables
    }


def test_storing_the_same_page_twice_changes_nothing_but_when_it_was_seen_last(archive: Archive) -> None:
    page = fetch(article=article(), comments=(comment("1"), comment("2", "1")))
    store(archive, page)
    before = dump(archive)
    store(archive, attrs.evolve(page, fetched_at="2024-06-01T10:00:00Z"))
    assert dump(archive) == before
    seen = archive.db.conn.execute("SELECT first_seen_at, last_seen_at FROM articles").fetchone()
    assert tuple(seen) == ("2024-05-01T10:00:00Z", "2024-06-01T10:00:00Z")


def test_a_date_is_stored_with_its_evidence(archive: Archive) -> None:
    store(archive, fetch(article=article()))
    row = archive.db.conn.execute(
        "SELECT date_published, date_published_precision, date_published_raw, date_modified FROM articles"
    ).fetchone()
    assert tuple(row) == ("2024-03-04", "day", "4 March 2024", None)


def test_authors_and_tags_keep_their_order_and_follow_the_page(archive: Archive) -> None:
    store(archive, fetch(article=article()))
    store(archive, fetch(article=article(authors=(Byline(name="Tom", url="https://a.example/tom/"),), tags=("boats",))))
    names = archive.db.conn.execute("SELECT name FROM bylines JOIN people ON people.id = person_id ORDER BY position").fetchall()
    tags = archive.db.conn.execute("SELECT name FROM article_tags JOIN tags ON tags.id = tag_id ORDER BY position").fetchall()
    assert ([row[0] for row in names], [row[0] for row in tags]) == (["Tom"], ["boats"])
    assert archive.db.conn.execute("SELECT COUNT(*) FROM people").fetchone()[0] == 2


def test_a_reply_is_joined_to_its_parent_when_that_appears(archive: Archive) -> None:
    store(archive, fetch(article=article(), comments=(comment("2", "1"),)))
    assert tuple(archive.db.conn.execute("SELECT parent_id, parent_key FROM comments").fetchone()) == (None, "1")
    store(archive, fetch(kind="comments", article_url=URL, comments=(comment("1"),), comment_page=2))
    row = archive.db.conn.execute(
        "SELECT parent.key FROM comments JOIN comments AS parent ON parent.id = comments.parent_id WHERE comments.key = '2'"
    ).fetchone()
    assert row[0] == "1"


def test_a_comment_without_a_name_has_no_commenter(archive: Archive) -> None:
    store(archive, fetch(article=article(), comments=(comment("1", author=None),)))
    assert archive.db.conn.execute("SELECT commenter_id FROM comments").fetchone()[0] is None
    assert archive.db.conn.execute("SELECT COUNT(*) FROM commenters").fetchone()[0] == 0


def test_new_votes_and_an_older_relative_date_are_no_change_of_the_content(archive: Archive) -> None:
    def shown(age: str, votes: int) -> Comment:
        return comment(
            "1", votes=votes, posted=Moment(raw=age, precision="window", earliest="2022-01-01T00:00:00Z", latest="2023-01-01T00:00:00Z")
        )

    hashes = set()
    for age, votes in (("2 years ago", 3), ("3 years ago", 9)):
        store(archive, fetch(article=article(), comments=(shown(age, votes),)))
        hashes.add(archive.db.conn.execute("SELECT page_hash FROM comments").fetchone()[0])
    assert len(hashes) == 1
    store(archive, fetch(article=article(), comments=(attrs.evolve(shown("3 years ago", 9), text="Edited"),)))
    assert archive.db.conn.execute("SELECT page_hash FROM comments").fetchone()[0] not in hashes


def test_what_fails_half_way_leaves_nothing(archive: Archive) -> None:
    broken = comment("2", parent_source="a guess")  # the schema knows no such source
    with pytest.raises(Exception, match="CHECK"):
        store(archive, fetch(article=article(), comments=(comment("1"), broken)))
    assert dump(archive) == {table: [] for table in dump(archive)}
    assert archive.db.conn.execute("SELECT COUNT(*) FROM fetches").fetchone()[0] == 0


def test_comments_that_answer_each_other_in_a_circle_are_kept(archive: Archive) -> None:
    store(archive, fetch(article=article(), comments=(comment("1", "2"), comment("2", "3"), comment("3", "1"), comment("4", "4"))))
    rows = {row["key"]: row["parent_key"] for row in archive.db.conn.execute("SELECT key, parent_key FROM comments")}
    assert rows == {"1": "2", "2": "3", "3": "1", "4": "4"}
    assert archive.db.conn.execute("SELECT COUNT(*) FROM thread WHERE level IS NOT NULL").fetchone()[0] == 4


def test_storing_does_not_have_its_statements_prepared_anew_for_each_page(archive: Archive) -> None:
    asked: list[str] = []
    archive.db.conn.set_trace_callback(asked.append)
    store(archive, fetch(article=article(), comments=(comment("2", "1"), comment("1"))))
    assert not [statement for statement in asked if statement.startswith("PRAGMA")]


def test_a_thread_of_a_thousand_levels_is_in_order_with_every_level_right(archive: Archive) -> None:
    deep = [comment(str(number), str(number - 1) if number > 1 else None) for number in range(1, 1001)]
    aside = [comment(str(2000 + number), str(number)) for number in (1, 500, 1000)]
    store(archive, fetch(article=article(), comments=tuple(reversed(deep[500:]))))
    store(archive, fetch(article=article(), comments=(*aside, *deep[:500])))
    rows = [(row["key"], row["level"]) for row in archive.db.conn.execute("SELECT key, level FROM thread WHERE article_id = 1")]
    down = [(str(number), number) for number in range(1, 1001)]
    assert rows == [*down, ("3000", 1001), ("2500", 501), ("2001", 2)]


def test_a_comment_that_the_site_has_deleted_keeps_its_words_as_an_earlier_state(archive: Archive) -> None:
    store(archive, fetch(article=article(), comments=(comment("1"), comment("2", "1"))))
    with archive.db.atomic() as db:
        db.conn.execute("UPDATE sites SET visit = 2")
    gone = comment("1", text="", html="", author=None, flags=frozenset({"deleted"}))
    store(archive, fetch(article=article(), comments=(gone, comment("2", "1")), fetched_at="2024-05-02T10:00:00Z"))
    [stands] = archive.db.conn.execute("SELECT text, flags, commenter_id, vanished_at FROM comments WHERE key = '1'").fetchall()
    assert tuple(stands) == ("", '["deleted"]', None, None)
    [earlier] = archive.db.conn.execute("SELECT text, author, flags, seen_until FROM comment_revisions").fetchall()
    assert tuple(earlier) == ("Text 1", "Nan", "[]", "2024-05-01T10:00:00Z")
