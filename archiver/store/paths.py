"""Where a comment stands in its thread, as a text that sorts: parents before their replies, siblings in the order of the site's numbers."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlite_utils import Database

from archiver.models import Comment

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
#: Deeper replies sort under the last level that is written out: a path grows with its level, and a thread with the square of that.
DEEPEST = 2_000
_LONGEST_NUMBER = 15
# Replies whose parent has come after them begin anew, with all that answers them.
_JOIN = """
UPDATE comments
SET parent_id = (SELECT parent.id FROM comments AS parent WHERE parent.article_id = comments.article_id AND parent.key = comments.parent_key)
WHERE article_id = ? AND parent_id IS NULL AND parent_key IS NOT NULL
    AND EXISTS (SELECT 1 FROM comments AS parent WHERE parent.article_id = comments.article_id AND parent.key = comments.parent_key)
RETURNING path
"""
_MOVED = "SELECT path FROM comments WHERE article_id = ? AND level IS NULL AND +path IS NOT NULL"  # by the index of these few
# "~" sorts behind all that a path is written in.
_FORGET = "UPDATE comments SET path = NULL, level = NULL WHERE article_id = ? AND path >= ? AND path < ? || '~'"
_HELD = "SELECT key, id, path, level FROM comments WHERE key IN (SELECT value FROM json_each(?)) AND article_id = ?"
_UNPLACED = "SELECT id, key, parent_id FROM comments WHERE article_id = ? AND level IS NULL"


def segment(key: str, row: int) -> str:
    """A comment's own part of its path, of its number at the site or else its row: the length first, so that texts sort as numbers do."""
    number = int(key) if key.isdecimal() and key.isascii() and len(key) <= _LONGEST_NUMBER else row
    digits = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return _DIGITS[len(digits)] + digits


class Rows:
    """Gives new rows their ids: the next ones that are free."""

    def __init__(self, db: Database):
        self._db = db

    def article(self, url: str) -> int:
        """The id of a new article."""
        return int(self._db.conn.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM articles").fetchone()[0])

    def comments(self, article_id: int, keys: Sequence[str]) -> dict[str, int]:
        """The ids of new comments of an article, by their keys."""
        free = int(self._db.conn.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM comments").fetchone()[0])
        return {key: free + count for count, key in enumerate(keys)}


class Place(NamedTuple):
    """What a comment's row is to have if it is new."""

    id: int
    parent_id: int | None
    path: str | None
    level: int | None


def of_new(db: Database, article_id: int, comments: Sequence[Comment], ids: Rows) -> dict[str, Place]:
    """The place of each comment by its key."""
    wanted = {key for comment in comments for key in (comment.key, comment.parent_key) if key is not None}
    held = {row["key"]: row for row in db.conn.execute(_HELD, (json.dumps(sorted(wanted)), article_id))}
    rows = ids.comments(article_id, [comment.key for comment in comments if comment.key not in held])
    rows |= {key: row["id"] for key, row in held.items()}
    known = {row["id"]: (row["path"], row["level"]) for row in held.values()}
    parents = {rows[comment.key]: rows.get(comment.parent_key or "") for comment in comments if comment.key not in held}
    new = {
        rows[comment.key]: {"key": comment.key, "parent_id": parents[rows[comment.key]]} for comment in comments if comment.key not in held
    }
    for row in new:
        _settle(db, row, new, known)
    unplaced = (None, None)
    return {comment.key: Place(row, parents.get(row), *known.get(row, unplaced)) for comment in comments for row in [rows[comment.key]]}


def run_in_a_circle(places: Collection[Place]) -> bool:
    """Whether one of these comments answers one that stands below it: no order of them has every parent first."""
    levels = {place.id: place.level or 0 for place in places}
    return any(place.parent_id in levels and levels[place.parent_id] >= levels[place.id] for place in places)


def place(db: Database, article_id: int) -> None:
    """Joins replies to parents that have come after them, and gives a path to every comment of an article whose level is not known."""
    joined = [row["path"] for row in db.conn.execute(_JOIN, (article_id,)).fetchall() if row["path"] is not None]
    moved = [row["path"] for row in db.conn.execute(_MOVED, (article_id,))]
    for path in {*joined, *moved}:
        db.conn.execute(_FORGET, (article_id, path, path))
    unplaced = {row["id"]: dict(row) for row in db.conn.execute(_UNPLACED, (article_id,))}
    known: dict[int, tuple[str, int]] = {}
    for row in unplaced:
        _settle(db, row, unplaced, known)
    db.conn.executemany("UPDATE comments SET path = ?, level = ? WHERE id = ?", ((*known[row], row) for row in unplaced if row in known))


def _settle(db: Database, row: int, unplaced: Mapping[int, Mapping[str, Any]], known: dict[int, tuple[str, int]]) -> None:
    """Works out the path and level of a comment, and of those that it answers."""
    waiting: list[int] = []
    on_the_way: set[int] = set()
    current: int | None = row
    while current is not None and current not in known and current in unplaced and current not in on_the_way:
        waiting.append(current)
        on_the_way.add(current)
        current = unplaced[current]["parent_id"]
    if current is None or current in on_the_way:  # a root; or a circle, which is opened where it was entered
        above = ("", 0)
    elif current in known:
        above = known[current]
    else:
        found = db.conn.execute("SELECT path, level FROM comments WHERE id = ?", (current,)).fetchone()
        above = known[current] = (found["path"], found["level"])
    for each in reversed(waiting):
        path, level = above
        base = path if level < DEEPEST else path[: _end_of(path, DEEPEST - 1)]
        above = known[each] = (base + segment(unplaced[each]["key"], each), level + 1)


def _end_of(path: str, segments: int) -> int:
    """Where that many segments end."""
    end = 0
    for _ in range(segments):
        end += 1 + _DIGITS.index(path[end])
    return end
