"""The archive's one writer: what a fetch brought and its acknowledgement, in one transaction."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

import attrs
from sqlite_utils import Database
from sqlite_utils.db import Table

from archiver.models import Article, Byline, Comment, Fetch, Moment

#: Left out of an article's hash: they say where the values came from, not what the article is.
_NOT_CONTENT = {"url", "sources"}
#: Left out of a comment's hash: where the page shows it, and what changes with every reader.
_NOT_WRITTEN = {"position", "likes", "dislikes", "votes", "depth"}


@attrs.frozen
class Stored:
    """What storing one fetch did."""

    new_articles: int = 0
    new_comments: int = 0


class Writer:
    """Writes records. Every method joins the transaction that is open, or is one.

    Storing the same page again changes nothing but when it was seen last.
    """

    def __init__(self, db: Database):
        self._db = db

    def _table(self, name: str) -> Table:
        return self._db.table(name)

    def record_fetch(self, fetch: Fetch, *, run_id: int) -> int:
        """Writes how a request ended; returns the fetch's id."""
        row = {
            "run_id": run_id,
            "ledger_id": fetch.lease_id,
            "site_id": fetch.site_id,
            "url": fetch.url,
            "method": fetch.method,
            "kind": fetch.kind,
            "final_url": fetch.final_url,
            "redirects": _json(fetch.redirects),
            "status": fetch.status,
            "outcome": fetch.outcome,
            "error": fetch.error,
            "refused": _json(fetch.rejected),
            "fetched_at": fetch.fetched_at,
            "latency_ms": fetch.latency_ms,
            "content_type": fetch.content_type,
            "charset_declared": fetch.charset_declared,
            "charset_used": fetch.charset_used,
            "size": fetch.size,
            "sha256": fetch.sha256,
        }
        columns = ", ".join(row)
        marks = ", ".join("?" * len(row))
        with self._db.atomic():
            cursor = self._db.conn.execute(f"INSERT INTO fetches ({columns}) VALUES ({marks})", tuple(row.values()))
        return int(cursor.lastrowid or 0)

    def store(self, fetch: Fetch, fetch_id: int) -> Stored:
        """Writes the article and the comments that a fetch brought."""
        with self._db.atomic():
            article_id, new = None, 0
            if fetch.article is not None:
                article_id, new = self._store_article(fetch.article, fetch, fetch_id)
            elif fetch.article_url is not None:
                article_id = self._article_id(fetch.article_url)
            if article_id is None:
                return Stored()
            return Stored(new_articles=new, new_comments=self._store_comments(article_id, fetch, fetch_id))

    def has_article(self, url: str) -> bool:
        """Whether the archive holds an article under this address."""
        return self._article_id(url) is not None

    def _article_id(self, url: str) -> int | None:
        row = self._db.conn.execute("SELECT id FROM articles WHERE url = ?", (url,)).fetchone()
        return row["id"] if row else None

    def _store_article(self, article: Article, fetch: Fetch, fetch_id: int) -> tuple[int, int]:
        """(the article's row, 1 if it is new)."""
        before = self._article_id(article.url)
        row = {
            "site_id": fetch.site_id,
            "url": article.url,
            "canonical_url": article.canonical_url,
            "headline": article.headline,
            "standfirst": article.standfirst,
            "byline": article.byline,
            **_moment("date_published", article.date_published),
            **_moment("date_modified", article.date_modified),
            "section": article.section,
            "language": article.language,
            "body_text": article.body_text,
            "body_html": article.body_html,
            "images": _json([attrs.asdict(image) for image in article.images]),
            "comment_count": article.comment_count,
            "comments_open": article.comments_open,
            "access": article.access,
            "sources": _json(article.sources),
            "content_hash": content_hash(article, _NOT_CONTENT),
            "last_fetch_id": fetch_id,
            "last_seen_at": fetch.fetched_at,
        }
        if before is None:
            row |= {"first_fetch_id": fetch_id, "first_seen_at": fetch.fetched_at}
            self._table("articles").insert(row)
        else:
            self._table("articles").update(before, row)
        article_id = before or self._article_id(article.url)
        assert article_id is not None  # just written  # noqa: S101
        self._store_bylines(article_id, fetch.site_id, article.authors)
        self._store_tags(article_id, article.tags)
        return article_id, int(before is None)

    def _store_bylines(self, article_id: int, site_id: int, authors: Sequence[Byline]) -> None:
        self._db.conn.execute("DELETE FROM bylines WHERE article_id = ?", (article_id,))
        for position, author in enumerate(authors):
            person = self._id_of("people", {"site_id": site_id, "name": author.name, "url": author.url or ""})
            credit = {"article_id": article_id, "position": position, "person_id": person, "role": author.role, "kind": author.kind}
            self._table("bylines").insert(credit)

    def _store_tags(self, article_id: int, tags: Iterable[str]) -> None:
        self._db.conn.execute("DELETE FROM article_tags WHERE article_id = ?", (article_id,))
        for position, name in enumerate(tags):
            tag = self._id_of("tags", {"name": name})
            self._table("article_tags").insert({"article_id": article_id, "position": position, "tag_id": tag})

    def _id_of(self, table: str, unique: dict[str, Any]) -> int:
        """The row that holds these unique values, made if need be."""
        columns, first = ", ".join(unique), next(iter(unique))
        sql = (
            f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(unique))})"
            f" ON CONFLICT ({columns}) DO UPDATE SET {first} = excluded.{first} RETURNING id"  # an update, so that the row is returned
        )
        return int(self._db.conn.execute(sql, tuple(unique.values())).fetchone()["id"])

    def _store_comments(self, article_id: int, fetch: Fetch, fetch_id: int) -> int:
        """Upserts a page of comments; returns how many are new."""
        if not fetch.comments:
            return 0
        count = "SELECT COUNT(*) AS n FROM comments WHERE article_id = ?"
        before = self._db.conn.execute(count, (article_id,)).fetchone()["n"]
        commenters: dict[tuple[str, str], int] = {}
        for name, url in {(comment.author, comment.author_url or "") for comment in fetch.comments if comment.author}:
            assert name is not None  # filtered above  # noqa: S101
            commenters[name, url] = self._id_of("commenters", {"site_id": fetch.site_id, "name": name, "url": url})
        self._db.conn.executemany(
            _UPSERT_COMMENT,
            (
                _comment(comment, fetch, fetch_id)
                | {"article_id": article_id, "commenter_id": commenters.get((comment.author or "", comment.author_url or ""))}
                for comment in fetch.comments
            ),
        )
        self._db.conn.execute(_JOIN_PARENTS, (article_id,))
        return int(self._db.conn.execute(count, (article_id,)).fetchone()["n"]) - int(before)


_COMMENT_COLUMNS = (
    "article_id key parent_key parent_source depth page position commenter_id posted posted_precision posted_raw posted_local posted_earliest"
    " posted_latest text html likes dislikes votes flags reply_to content_hash first_fetch_id last_fetch_id first_seen_at last_seen_at"
).split()
_KEPT = {"article_id", "key", "first_fetch_id", "first_seen_at"}
_UPSERT_COMMENT = (
    f"INSERT INTO comments ({', '.join(_COMMENT_COLUMNS)}) VALUES ({', '.join(':' + name for name in _COMMENT_COLUMNS)})"
    f" ON CONFLICT (article_id, key) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in _COMMENT_COLUMNS if name not in _KEPT)},"
    " parent_id = CASE WHEN parent_key IS excluded.parent_key THEN parent_id END"
)
# A parent may come after its reply: on a later page, or in a later visit.
_JOIN_PARENTS = """
UPDATE comments
SET parent_id = (SELECT parent.id FROM comments AS parent WHERE parent.article_id = comments.article_id AND parent.key = comments.parent_key)
WHERE article_id = ? AND parent_id IS NULL AND parent_key IS NOT NULL
"""


def _comment(comment: Comment, fetch: Fetch, fetch_id: int) -> dict[str, Any]:
    return {
        "key": comment.key,
        "parent_key": comment.parent_key,
        "parent_source": comment.parent_source,
        "depth": comment.depth,
        "page": fetch.comment_page,
        "position": comment.position,
        **_moment("posted", comment.posted),
        "text": comment.text,
        "html": comment.html,
        "likes": comment.likes,
        "dislikes": comment.dislikes,
        "votes": comment.votes,
        "flags": _json(sorted(comment.flags)),
        "reply_to": comment.reply_to,
        "content_hash": content_hash(comment, _NOT_WRITTEN),
        "first_fetch_id": fetch_id,
        "last_fetch_id": fetch_id,
        "first_seen_at": fetch.fetched_at,
        "last_seen_at": fetch.fetched_at,
    }


def _moment(column: str, moment: Moment | None) -> dict[str, str | None]:
    """The columns of a date: the value under its own name, the evidence beside it."""
    return {
        column: moment.utc if moment else None,
        f"{column}_precision": moment.precision if moment else None,
        f"{column}_raw": moment.raw if moment else None,
        f"{column}_local": moment.local if moment else None,
        f"{column}_earliest": moment.earliest if moment else None,
        f"{column}_latest": moment.latest if moment else None,
    }


def content_hash(record: Article | Comment, leave_out: Iterable[str]) -> str:
    """SHA-256 over a record's normalised content, as canonical JSON."""
    content = {name: value for name, value in attrs.asdict(record).items() if name not in leave_out}
    for moment in ("date_published", "date_modified", "posted"):
        # "2 years ago" becomes "3 years ago" by itself: a relative date is no change of the content.
        if isinstance(content.get(moment), dict):
            content[moment] = content[moment]["utc"]
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=sorted, ensure_ascii=False).encode()).hexdigest()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
