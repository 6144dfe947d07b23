"""Comments.

A comment may be told twice, by a page and by an interface (WordPress' REST beside its markup), in any order: the rows are united by the
site's own id. What the interface tells better (parent, date, name, text) is its own; what only the page shows (place, votes, flags) is the
page's. Each telling has a hash of its own, so that a second visit in which neither changed changes nothing.
"""

from __future__ import annotations

import hashlib
import json

from sqlite_utils import Database

from archiver.models import Comment, Fetch
from archiver.store import paths
from archiver.store.columns import as_json, moment_values, visit_of
from archiver.store.media import link_images

_INTERFACE = (
    "parent_key parent_source commenter_id posted posted_precision posted_raw posted_local posted_earliest posted_latest text html truncated"
).split()
_SHOWN = "depth page position likes dislikes votes flags reply_to".split()
# Values are bound in this order: by name it would take a tenth of the time of storing.
_COLUMNS = (
    *"id parent_id path level article_id key page_hash api_hash visit api_visit changed_visit changed_at".split(),
    *"first_fetch_id last_fetch_id first_seen_at last_seen_at".split(), *_INTERFACE, *_SHOWN,
)  # fmt: skip
# Whether this telling's own columns are written: an interface's always; a page's where it says something new, unless an interface has spoken
# since the visit began, or has told before what the page now shows for the first time.
_TAKES = """(
    excluded.api_hash IS NOT NULL
    OR comments.api_hash IS NULL AND comments.page_hash IS NOT excluded.page_hash
    OR comments.api_visit < excluded.visit AND comments.page_hash IS NOT NULL AND comments.page_hash IS NOT excluded.page_hash
)"""
# Whether what is told is not what the same source told before.
_CHANGES = """(
    comments.api_hash IS NOT NULL AND excluded.api_hash IS NOT NULL AND comments.api_hash IS NOT excluded.api_hash
    OR comments.page_hash IS NOT NULL AND excluded.page_hash IS NOT NULL AND comments.page_hash IS NOT excluded.page_hash
    OR comments.api_hash IS NULL AND comments.page_hash IS NULL
)"""
_UPSERT = f"""
INSERT INTO comments ({", ".join(_COLUMNS)}) VALUES ({", ".join("?" * len(_COLUMNS))})
ON CONFLICT (article_id, key) DO UPDATE SET
    parent_id = CASE WHEN NOT {_TAKES} OR parent_key IS excluded.parent_key THEN parent_id END,
    level = CASE WHEN NOT {_TAKES} OR parent_key IS excluded.parent_key THEN level END,
    changed_visit = CASE WHEN {_CHANGES} THEN excluded.changed_visit ELSE changed_visit END,
    changed_at = CASE WHEN {_CHANGES} AND excluded.changed_visit > changed_visit THEN excluded.changed_at ELSE changed_at END,
    reappeared_at = CASE WHEN vanished_at IS NULL THEN reappeared_at ELSE excluded.last_seen_at END,
    vanished_at = NULL,
    {", ".join(f"{name} = CASE WHEN {_TAKES} THEN excluded.{name} ELSE comments.{name} END" for name in _INTERFACE)},
    {", ".join(f"{name} = CASE WHEN excluded.api_hash IS NULL OR page_hash IS NULL THEN excluded.{name} ELSE {name} END" for name in _SHOWN)},
    page_hash = COALESCE(excluded.page_hash, page_hash), api_hash = COALESCE(excluded.api_hash, api_hash),
    visit = excluded.visit, api_visit = COALESCE(excluded.api_visit, api_visit),
    last_fetch_id = excluded.last_fetch_id, last_seen_at = excluded.last_seen_at
"""
_SIGN = "INSERT INTO commenters (site_id, name, url) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
_SIGNED = """
SELECT commenters.id, commenters.name, commenters.url FROM json_each(?) AS signed
CROSS JOIN commenters ON site_id = ? AND name = signed.value ->> 0 AND url = signed.value ->> 1
"""
_WHOLE_TEXT = "UPDATE comments SET text = ?, html = ?, truncated = 0 WHERE article_id = ? AND key = ? AND truncated = 1"


class Threads:
    """Writes comments. Every method joins the transaction that is open."""

    def __init__(self, db: Database, rows: paths.Rows):
        self._db = db
        self._rows = rows

    def store(self, article_id: int, fetch: Fetch, fetch_id: int) -> int:
        """Upserts the comments of a page or answer; returns how many are new."""
        thread = fetch.thread
        if thread is not None and thread.texts:
            for key, text, html in thread.texts:
                self._db.conn.execute(_WHOLE_TEXT, (text, html, article_id, key))
            link_images(self._db, article_id, ((key, html) for key, _, html in thread.texts))
        if not fetch.comments:
            return 0
        count = "SELECT COUNT(*) AS n FROM comments WHERE article_id = ?"
        before = self._db.conn.execute(count, (article_id,)).fetchone()["n"]
        visit = visit_of(self._db, fetch)
        commenters = self._commenters(fetch)
        places = paths.of_new(self._db, article_id, fetch.comments, self._rows)
        if paths.run_in_a_circle(places.values()):
            self._db.conn.execute("PRAGMA defer_foreign_keys = ON")  # not for all: it has every statement prepared anew
        seen = (fetch_id, fetch_id, fetch.fetched_at, fetch.fetched_at)
        by_api = fetch.thread is not None and fetch.thread.from_api
        self._db.conn.executemany(
            _UPSERT,
            (
                (
                    *places[comment.key], article_id, comment.key, *_states(comment, visit, fetch.fetched_at, by_api=by_api), *seen,
                    *_told(comment, commenters.get((comment.author or "", comment.author_url or ""))), *_shown(comment, fetch.comment_page),
                )
                # An answer may list a reply before its parent, whose row must be there before it.
                for comment in sorted(fetch.comments, key=lambda comment: places[comment.key].level or 0)
            ),
        )  # fmt: skip
        paths.place(self._db, article_id)
        link_images(self._db, article_id, ((comment.key, comment.html) for comment in fetch.comments))
        return int(self._db.conn.execute(count, (article_id,)).fetchone()["n"]) - int(before)

    def _commenters(self, fetch: Fetch) -> dict[tuple[str, str], int]:
        """The rows of the names that comments are signed with, by name and address."""
        signed = sorted({(comment.author, comment.author_url or "") for comment in fetch.comments if comment.author})
        site = fetch.site_id
        self._db.conn.executemany(_SIGN, ((site, name, url) for name, url in signed))
        return {(row["name"], row["url"]): row["id"] for row in self._db.conn.execute(_SIGNED, (json.dumps(signed), site))}


def _hash(comment: Comment) -> str:
    """SHA-256 of what a comment says and answers: not of its place and votes, nor of the words of a date ("2 years ago")."""
    content = [
        comment.key, comment.parent_key, comment.parent_source, comment.author, comment.author_url, comment.posted and comment.posted.utc,
        comment.text, comment.html, sorted(comment.flags), comment.reply_to, comment.truncated,
    ]  # fmt: skip
    return hashlib.sha256(as_json(content).encode()).hexdigest()


def _states(comment: Comment, visit: int, fetched_at: str, *, by_api: bool) -> tuple[object, ...]:
    """From ``page_hash`` to ``changed_at``."""
    told = _hash(comment)
    return (None, told, visit, visit, visit, fetched_at) if by_api else (told, None, visit, None, visit, fetched_at)


def _told(comment: Comment, commenter_id: int | None) -> tuple[object, ...]:
    """The columns of ``_INTERFACE``."""
    posted = moment_values(comment.posted)
    return comment.parent_key, comment.parent_source, commenter_id, *posted, comment.text, comment.html, comment.truncated


def _shown(comment: Comment, page: int) -> tuple[object, ...]:
    """The columns of ``_SHOWN``."""
    flags = as_json(sorted(comment.flags)) if comment.flags else "[]"
    return comment.depth, page, comment.position, comment.likes, comment.dislikes, comment.votes, flags, comment.reply_to
