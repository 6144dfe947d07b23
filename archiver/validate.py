"""Refuses what contradicts itself, with the reason in words. Nothing is mended here: a refused value is NULL, a refused record is not stored."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import attrs

from archiver.models import Article, Comment, Moment
from archiver.moments import end_of, is_after


def article(
    record: Article, fetched_at: datetime, *, since: datetime | None = None, until: datetime | None = None
) -> tuple[Article | None, list[str]]:
    """(the article as it may be stored, or None; what was refused and why)."""
    refused: list[str] = []
    if record.headline is None and record.body_text is None:
        return None, ["article: neither headline nor body"]
    if record.date_published is not None and is_after(record.date_published, fetched_at):
        refused.append(f"date_published: {record.date_published.raw} is after the fetch")
        record = attrs.evolve(record, date_published=None)
    if record.date_modified is not None and is_after(record.date_modified, fetched_at):
        refused.append(f"date_modified: {record.date_modified.raw} is after the fetch")
        record = attrs.evolve(record, date_modified=None)
    if record.comment_count is not None and record.comment_count < 0:
        refused.append(f"comment_count: {record.comment_count} is negative")
        record = attrs.evolve(record, comment_count=None)
    outside = _outside(record.date_published, since, until)
    return (None, [*refused, outside]) if outside else (record, refused)


def _outside(published: Moment | None, since: datetime | None, until: datetime | None) -> str | None:
    """Why an article is not wanted, by the date that it states; one without a date is."""
    instant = end_of(published) if published else None
    if instant is None or published is None:
        return None
    if since is not None and instant < since:
        return f"published {published.raw}, before --since"
    if until is not None and instant > until and (published.utc or "") > until.date().isoformat():
        return f"published {published.raw}, after --until"
    return None


def comments(records: Iterable[Comment], fetched_at: datetime) -> tuple[tuple[Comment, ...], list[str]]:
    """(the comments that may be stored; what was refused and why)."""
    kept: list[Comment] = []
    refused: list[str] = []
    for record in records:
        if not record.text and not record.html and "deleted" not in record.flags and not record.flags & {"pingback", "trackback"}:
            refused.append(f"comment {record.key}: no content")
            continue
        if record.parent_key == record.key:
            refused.append(f"comment {record.key}: is its own parent")
            record = attrs.evolve(record, parent_key=None, parent_source="none")
        if record.posted is not None and is_after(record.posted, fetched_at):
            refused.append(f"comment {record.key}: {record.posted.raw} is after the fetch")
            record = attrs.evolve(record, posted=None)
        kept.append(record)
    return tuple(kept), refused
