"""What a change to the records changed, field by field: the rows before against the rows after."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
from sqlite_utils import Database

_ARTICLES = """
SELECT
    id, url, canonical_url, headline, standfirst, byline,
    (
        SELECT json_group_array(name)
        FROM (SELECT name FROM bylines JOIN people ON people.id = person_id WHERE article_id = articles.id ORDER BY position)
    ) AS authors,
    date_published, date_modified, section,
    (
        SELECT json_group_array(name)
        FROM (SELECT name FROM article_tags JOIN tags ON tags.id = tag_id WHERE article_id = articles.id ORDER BY position)
    ) AS tags,
    language, body_text, body_html, images, comment_count, comments_open, access,
    (SELECT COUNT(*) FROM article_revisions WHERE article_id = articles.id) AS earlier_states
FROM articles WHERE site_id = ? ORDER BY id
"""
_COMMENTS = """
SELECT
    comments.id, articles.url || '#' || key AS url, parent_key, parent_source, commenters.name AS author, commenters.url AS author_url,
    posted, text, html, truncated, likes, dislikes, votes, flags, reply_to, vanished_at,
    (SELECT COUNT(*) FROM comment_revisions WHERE comment_id = comments.id) AS earlier_states
FROM comments JOIN articles ON articles.id = article_id LEFT JOIN commenters ON commenters.id = commenter_id
WHERE articles.site_id = ? ORDER BY comments.id
"""
_EMPTY = (None, "", "[]")
_EXAMPLES = 3


@attrs.frozen
class Differences:
    """Counts by what changed, and a few examples of each."""

    counts: Counter[tuple[str, str, str]] = attrs.field(
        factory=Counter
    )  #: (articles or comments, field or "", new, gone, gained, lost or changed)
    examples: dict[tuple[str, str, str], list[tuple[str, Any, Any]]] = attrs.field(factory=dict)  #: of (address, before, after)

    def add(self, table: str, field: str, what: str, *, url: str, before: Any = None, after: Any = None) -> None:
        self.counts[table, field, what] += 1
        known = self.examples.setdefault((table, field, what), [])
        if len(known) < _EXAMPLES:
            known.append((url, before, after))


def compare(before: Database, after: Database, site_id: int, into: Differences) -> None:
    """Adds what differs between two states of one site. A row is the same row by its id."""
    for table, sql in (("articles", _ARTICLES), ("comments", _COMMENTS)):
        for old, new in _pairs(_rows(before, sql, site_id), _rows(after, sql, site_id)):
            if old is None or new is None:
                into.add(table, "", "new" if old is None else "gone", url=(old or new or {})["url"])
                continue
            for field in old:
                if old[field] != new[field]:
                    what = "gained" if old[field] in _EMPTY else "lost" if new[field] in _EMPTY else "changed"
                    into.add(table, field, what, url=new["url"], before=old[field], after=new[field])


def _rows(db: Database, sql: str, site_id: int) -> Iterator[dict[str, Any]]:
    return (dict(row) for row in db.conn.execute(sql, (site_id,)))


def _pairs(
    before: Iterator[dict[str, Any]], after: Iterator[dict[str, Any]]
) -> Iterator[tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]]:
    """Rows of one id together; both come in the order of their ids."""
    old, new = next(before, None), next(after, None)
    while old is not None or new is not None:
        if new is None or (old is not None and old["id"] < new["id"]):
            yield old, None
            old = next(before, None)
        elif old is None or new["id"] < old["id"]:
            yield None, new
            new = next(after, None)
        else:
            yield old, new
            old, new = next(before, None), next(after, None)
