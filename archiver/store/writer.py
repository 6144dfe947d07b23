"""The archive's one writer: what a fetch brought and its acknowledgement, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import attrs
from sqlite_utils import Database

from archiver.models import Article, Byline, Fetch
from archiver.store import media
from archiver.store.columns import as_json, content_hash, id_of, insert, moment_columns, update, visit_of
from archiver.store.completeness import Completeness
from archiver.store.paths import Rows
from archiver.store.threads import Threads

#: Left out of an article's hash: where the values came from, and what changes with every comment.
_NOT_CONTENT = {"url", "sources", "comment_count"}


@attrs.frozen
class Stored:
    """What storing one fetch did."""

    new_articles: int = 0
    new_comments: int = 0


class Writer:
    """Writes records. Every method joins the transaction that is open, or is one.

    Storing the same page again changes nothing but when it was seen last.
    """

    def __init__(self, db: Database, rows: Rows | None = None):
        self._db = db
        self._rows = rows or Rows(db)
        self._threads = Threads(db, self._rows)
        self.completeness = Completeness(db)

    def record_fetch(self, fetch: Fetch, *, run_id: int) -> int:
        """Writes how a request ended; returns the fetch's id."""
        row = {
            "run_id": run_id,
            "ledger_id": fetch.lease_id,
            "site_id": fetch.site_id,
            "visit": visit_of(self._db, fetch),
            "url": fetch.url,
            "method": fetch.method,
            "kind": fetch.kind,
            "final_url": fetch.final_url,
            "redirects": as_json(fetch.redirects),
            "status": fetch.status,
            "outcome": fetch.outcome,
            "error": fetch.error,
            "refused": as_json(fetch.rejected),
            "fetched_at": fetch.fetched_at,
            "latency_ms": fetch.latency_ms,
            "content_type": fetch.content_type,
            "charset_declared": fetch.charset_declared,
            "charset_used": fetch.charset_used,
            "size": fetch.size,
            "sha256": fetch.sha256,
            "warc_file": fetch.record.file if fetch.record else None,
            "warc_offset": fetch.record.offset if fetch.record else None,
            "warc_length": fetch.record.length if fetch.record else None,
            "payload_digest": fetch.record.digest if fetch.record else None,
        }
        columns = ", ".join(row)
        marks = ", ".join("?" * len(row))
        with self._db.atomic():
            cursor = self._db.conn.execute(f"INSERT INTO fetches ({columns}) VALUES ({marks})", tuple(row.values()))
        return int(cursor.lastrowid or 0)

    def refuse_strays(self, fetch: Fetch) -> None:
        """Takes comments from a fetch whose article is not in the archive, and says so."""
        if fetch.comments and fetch.article is None and not (fetch.article_url and self.article_id(fetch.article_url)):
            fetch.rejected.append(f"{len(fetch.comments)} comments: their article is not in the archive")
            fetch.comments = ()

    def amend_fetch(self, fetch: Fetch, fetch_id: int) -> None:
        """Writes anew what parsing says of a page that was fetched before."""
        what = (fetch.outcome, fetch.error, as_json(fetch.rejected), fetch.charset_used, fetch_id)
        self._db.conn.execute("UPDATE fetches SET outcome = ?, error = ?, refused = ?, charset_used = ? WHERE id = ?", what)

    def store(self, fetch: Fetch, fetch_id: int) -> Stored:
        """Writes the article and the comments that a fetch brought."""
        with self._db.atomic():
            article_id, new = None, 0
            if fetch.article is not None:
                article_id, new = self._store_article(fetch.article, fetch, fetch_id)
            elif fetch.article_url is not None:
                article_id = self.article_id(fetch.article_url)
            if article_id is None:
                return Stored()
            return Stored(new_articles=new, new_comments=self._threads.store(article_id, fetch, fetch_id))

    def has_image(self, url: str) -> bool:
        """Whether the image of an address is kept."""
        return media.known(self._db, url)

    def keep_images(self, fetch: Fetch, *, run_id: int) -> None:
        """Writes what became of the images that a page shows."""
        with self._db.atomic():
            media.keep(self._db, fetch.media, site_id=fetch.site_id, run_id=run_id)

    def settle_thread(self, fetch: Fetch, *, run_id: int, followed: bool) -> None:
        """Records how complete a thread is, after a request of its article or of its own was acknowledged."""
        url = fetch.article.url if fetch.article is not None else fetch.article_url
        article_id = self.article_id(url) if url else None
        if url is None or article_id is None:
            return
        with self._db.atomic():
            if self.completeness.note(article_id, fetch, run_id=run_id):
                self.completeness.conclude(article_id, url, visit_of(self._db, fetch), followed=followed)

    def article_id(self, url: str) -> int | None:
        """The row of the article under this address."""
        row = self._db.conn.execute("SELECT id FROM articles WHERE url = ?", (url,)).fetchone()
        return row["id"] if row else None

    def _store_article(self, article: Article, fetch: Fetch, fetch_id: int) -> tuple[int, int]:
        """(the article's row, 1 if it is new)."""
        held = self._db.conn.execute("SELECT id, content_hash FROM articles WHERE url = ?", (article.url,)).fetchone()
        before, told = held["id"] if held else None, content_hash(article, _NOT_CONTENT)
        row: dict[str, Any] = {
            "site_id": fetch.site_id,
            "url": article.url,
            "canonical_url": article.canonical_url,
            "headline": article.headline,
            "standfirst": article.standfirst,
            "byline": article.byline,
            **moment_columns("date_published", article.date_published),
            **moment_columns("date_modified", article.date_modified),
            "section": article.section,
            "language": article.language,
            "body_text": article.body_text,
            "body_html": article.body_html,
            "images": as_json([attrs.asdict(image) for image in article.images]),
            "comment_count": article.comment_count,
            "comments_open": article.comments_open,
            "access": article.access,
            "sources": as_json(article.sources),
            "content_hash": told,
            "last_fetch_id": fetch_id,
            "last_seen_at": fetch.fetched_at,
        }
        if held is None or held["content_hash"] != told:
            row |= {"changed_at": fetch.fetched_at, "changed_visit": visit_of(self._db, fetch)}
        if before is None:
            row |= {"id": self._rows.article(article.url), "first_fetch_id": fetch_id, "first_seen_at": fetch.fetched_at}
            insert(self._db, "articles", row)
        else:
            update(self._db, "articles", before, row)
        article_id = before or row["id"]
        self._store_bylines(article_id, fetch.site_id, article.authors)
        self._store_tags(article_id, article.tags)
        return article_id, int(before is None)

    def _store_bylines(self, article_id: int, site_id: int, authors: Sequence[Byline]) -> None:
        self._db.conn.execute("DELETE FROM bylines WHERE article_id = ?", (article_id,))
        for position, author in enumerate(authors):
            person = id_of(self._db, "people", {"site_id": site_id, "name": author.name, "url": author.url or ""})
            credit = {"article_id": article_id, "position": position, "person_id": person, "role": author.role, "kind": author.kind}
            insert(self._db, "bylines", credit)

    def _store_tags(self, article_id: int, tags: Iterable[str]) -> None:
        self._db.conn.execute("DELETE FROM article_tags WHERE article_id = ?", (article_id,))
        for position, name in enumerate(tags):
            tag = id_of(self._db, "tags", {"name": name})
            insert(self._db, "article_tags", {"article_id": article_id, "position": position, "tag_id": tag})
