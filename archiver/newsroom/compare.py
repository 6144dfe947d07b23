"""Holds an archive against the newspaper that it was crawled from: every field of every article and comment."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from typing import Any

from archiver.models import Article, Comment, Moment
from archiver.newsroom.content import Newsroom
from archiver.store.archive import Archive
from archiver.store.reading import StoredArticle, find_article

_ARTICLE_FIELDS = ("canonical_url", "headline", "standfirst", "byline", "section", "language", "body_text", "comment_count", "access")
_COMMENT_FIELDS = ("parent_key", "parent_source", "depth", "author", "text", "likes", "dislikes", "votes", "reply_to")
#: Set where a page's nesting may hide the true parent: a statement of the reader about its own certainty, not of the page.
_DOUBT = {"depth_limit"}


def differences(archive: Archive, newsroom: Newsroom, base_url: str) -> Iterator[str]:
    """What the archive lacks, has too much, or has otherwise, in words; nothing where it is exactly the newspaper."""
    printed = {article.url: article for article in newsroom.articles(base_url)}
    rows = archive.db.conn.execute(
        "SELECT articles.url FROM articles JOIN sites ON sites.id = site_id WHERE sites.home_url = ?", (base_url + "/",)
    )
    stored = {row["url"] for row in rows}
    yield from (f"{url}: not in the archive" for url in sorted(printed.keys() - stored))
    yield from (f"{url}: no article of the newspaper" for url in sorted(stored - printed.keys()))
    for url in sorted(printed.keys() & stored):
        found = find_article(archive, url)
        if found is not None:
            yield from _of_article(printed[url], found)
            yield from _of_thread(url, newsroom.comments(base_url, url), found)


def _differ(where: str, pairs: dict[str, tuple[Any, Any]]) -> Iterator[str]:
    for name, (stored, printed) in pairs.items():
        if stored != printed:
            yield f"{where}: {name} is {stored!r}, printed was {printed!r}"


def _of_article(printed: Article, found: StoredArticle) -> Iterator[str]:
    row = found.row
    pairs: dict[str, tuple[Any, Any]] = {name: (row[name], getattr(printed, name)) for name in _ARTICLE_FIELDS}
    pairs["comments_open"] = (None if row["comments_open"] is None else bool(row["comments_open"]), printed.comments_open)
    for name in ("date_published", "date_modified"):
        pairs[name] = (_stored_moment(row, name), _moment(getattr(printed, name)))
    pairs["images"] = (
        json.loads(row["images"]),
        [{"url": image.url, "caption": image.caption, "credit": image.credit} for image in printed.images],
    )
    pairs["tags"] = (found.tags, list(printed.tags))
    pairs["authors"] = (
        [(author["name"], author["url"] or None, author["role"], author["kind"]) for author in found.authors],
        [(author.name, author.url, author.role, author.kind) for author in printed.authors],
    )
    yield from _differ(printed.url, pairs)


def _of_thread(url: str, printed: tuple[Comment, ...], found: StoredArticle) -> Iterator[str]:
    stored = {row["key"]: row for row in found.comments}
    expected = {comment.key: comment for comment in printed}
    yield from (f"{url} #{key}: not in the archive" for key in sorted(expected.keys() - stored.keys()))
    yield from (f"{url} #{key}: no comment of the newspaper" for key in sorted(stored.keys() - expected.keys()))
    for key in sorted(expected.keys() & stored.keys()):
        row, comment = stored[key], expected[key]
        pairs: dict[str, tuple[Any, Any]] = {name: (row[name], getattr(comment, name)) for name in _COMMENT_FIELDS}
        pairs["author_url"] = (row["author_url"] or None, comment.author_url)
        pairs["posted"] = (_stored_moment(row, "posted"), _moment(comment.posted))
        pairs["flags"] = (set(json.loads(row["flags"])) - _DOUBT, set(comment.flags))
        yield from _differ(f"{url} #{key}", pairs)


def _moment(moment: Moment | None) -> tuple[str | None, ...] | None:
    return (moment.utc, moment.precision, moment.raw, moment.local) if moment else None


def _stored_moment(row: sqlite3.Row, column: str) -> tuple[str | None, ...] | None:
    values = tuple(row[column + suffix] for suffix in ("", "_precision", "_raw", "_local"))
    return values if any(values) else None
