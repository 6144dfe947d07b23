"""Reads an article and its thread back from an archive."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import attrs

from archiver import urls
from archiver.store.archive import Archive
from archiver.store.ledger import Wanted


@attrs.frozen(kw_only=True)
class StoredArticle:
    """An article with all that belongs to it, as rows of the archive."""

    row: sqlite3.Row  #: of ``articles``
    authors: list[sqlite3.Row]  #: name, url, kind, role; in order
    tags: list[str]
    comments: list[sqlite3.Row]  #: of ``comments``, with ``author`` and ``author_url``; parents before replies


def find_article(archive: Archive, url: str) -> StoredArticle | None:
    """The article of an address, however that is spelled; an address that was redirected to it finds it too."""
    db = archive.db
    wanted = urls.canonical(url)
    row = db.conn.execute(
        "SELECT * FROM articles WHERE url IN (?, ?, ?)", (wanted, wanted.rstrip("/"), wanted.rstrip("/") + "/")
    ).fetchone()
    if row is None:
        row = db.conn.execute(
            "SELECT articles.* FROM ledger JOIN fetches ON ledger_id = ledger.id"
            " JOIN articles ON articles.url = fetches.final_url OR articles.last_fetch_id = fetches.id"
            " WHERE ledger.key = ? ORDER BY fetches.id DESC LIMIT 1",
            (Wanted(site_id=0, url=wanted, kind="", found_by="").key,),
        ).fetchone()
    return load(archive, row) if row is not None else None


def load(archive: Archive, row: sqlite3.Row) -> StoredArticle:
    """Completes a row of ``articles``."""
    db, of_article = archive.db, (row["id"],)
    authors = db.conn.execute(
        "SELECT people.name, people.url, bylines.kind, bylines.role FROM bylines JOIN people ON people.id = bylines.person_id"
        " WHERE bylines.article_id = ? ORDER BY bylines.position",
        of_article,
    ).fetchall()
    tags = db.conn.execute(
        "SELECT tags.name FROM article_tags JOIN tags ON tags.id = article_tags.tag_id WHERE article_id = ? ORDER BY position", of_article
    ).fetchall()
    return StoredArticle(row=row, authors=authors, tags=[tag["name"] for tag in tags], comments=list(_in_reading_order(archive, row["id"])))


def _in_reading_order(archive: Archive, article_id: int) -> Iterator[sqlite3.Row]:
    """Depth first; siblings in the order of their pages. A reply whose parent was never seen stands where a root would."""
    rows = archive.db.conn.execute(
        "SELECT comments.*, commenters.name AS author, commenters.url AS author_url FROM comments"
        " LEFT JOIN commenters ON commenters.id = comments.commenter_id WHERE article_id = ? ORDER BY page, position",
        (article_id,),
    ).fetchall()
    replies: dict[int | None, list[sqlite3.Row]] = {}
    for row in rows:
        replies.setdefault(row["parent_id"], []).append(row)
    stack = list(reversed(replies.get(None, [])))
    while stack:
        row = stack.pop()
        yield row
        stack.extend(reversed(replies.get(row["id"], [])))
