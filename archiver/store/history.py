"""What happened to an article and its thread, visit by visit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import attrs
from sqlite_utils import Database

_COMMENT = "SELECT {columns} FROM comments LEFT JOIN commenters ON commenters.id = commenter_id WHERE article_id = ? {condition}"
_VOTES = "SELECT * FROM comment_votes WHERE comment_id IN (SELECT id FROM comments WHERE article_id = ?) ORDER BY seen_at DESC, id DESC"


@attrs.frozen(kw_only=True)
class Event:
    """One thing that a visit found."""

    at: str  #: ISO 8601, UTC: when it was first seen to be so
    what: str  #: first seen, changed, new comment, comment changed, votes changed, vanished, reappeared
    field: str | None = None  #: of a change
    comment: str | None = None  #: the comment's key
    author: str | None = None  #: the comment's
    before: str | None = None
    after: str | None = None


def events(db: Database, article_id: int) -> list[Event]:
    """All of it, in the order of time. Comments that were there at the first visit are part of it."""
    return sorted([*_of_article(db, article_id), *_of_comments(db, article_id)], key=lambda event: event.at)


def _of_article(db: Database, article_id: int) -> Iterator[Event]:
    row = db.conn.execute("SELECT first_seen_at, headline FROM articles WHERE id = ?", (article_id,)).fetchone()
    yield Event(at=row["first_seen_at"], what="first seen", after=row["headline"])
    for change in db.conn.execute("SELECT * FROM article_changes WHERE article_id = ?", (article_id,)):
        before, after = (_shown(change[name], change["field"]) for name in ("before", "after"))
        yield Event(at=change["changed_at"], what="changed", field=change["field"], before=before, after=after)


def _of_comments(db: Database, article_id: int) -> Iterator[Event]:
    def comments(columns: str, condition: str) -> Iterator[dict[str, Any]]:
        columns = f"comments.id, key AS comment, commenters.name AS author, {columns}"
        return map(dict, db.conn.execute(_COMMENT.format(columns=columns, condition=condition), (article_id,)))

    first = db.conn.execute("SELECT MIN(first_seen_at) AS at FROM comments WHERE article_id = ?", (article_id,)).fetchone()["at"]
    known: dict[int, dict[str, Any]] = {}
    for row in comments("first_seen_at, text, vanished_at, reappeared_at", "ORDER BY path"):
        who = known[row["id"]] = {"comment": row["comment"], "author": row["author"]}
        if row["first_seen_at"] != first:
            yield Event(at=row["first_seen_at"], what="new comment", after=row["text"], **who)
        if row["vanished_at"]:
            yield Event(at=row["vanished_at"], what="vanished", before=row["text"], **who)
        if row["reappeared_at"]:
            yield Event(at=row["reappeared_at"], what="reappeared", after=row["text"], **who)
    for row in db.conn.execute("SELECT * FROM comment_changes WHERE article_id = ?", (article_id,)):
        change = {"field": row["field"], "before": row["before"], "after": row["after"]}
        yield Event(at=row["changed_at"], what="comment changed", **known[row["comment_id"]], **change)
    yield from _of_votes(db, article_id, known)


def _of_votes(db: Database, article_id: int, known: dict[int, dict[str, Any]]) -> Iterator[Event]:
    """Each state of the votes against the one that came after it; the change was seen at some time after ``at``."""
    later = {
        row["id"]: row for row in db.conn.execute("SELECT id, likes, dislikes, votes FROM comments WHERE article_id = ?", (article_id,))
    }
    for row in db.conn.execute(_VOTES, (article_id,)).fetchall():
        before, after = _votes(row), _votes(later[row["comment_id"]])
        later[row["comment_id"]] = row
        yield Event(at=row["seen_at"], what="votes changed", before=before, after=after, **known[row["comment_id"]])


def _votes(row: Any) -> str:
    parts = (f"{row[name]} {name}" for name in ("likes", "dislikes", "votes") if row[name] is not None)
    return ", ".join(parts) or "not shown"


def _shown(value: str | None, field: str) -> str | None:
    return ", ".join(json.loads(value)) if value and field in ("authors", "tags") else value
