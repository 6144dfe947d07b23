"""How the pages word dates, bylines and counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from archiver.newsroom.story import Writer

#: The day on which the newsroom is read: relative dates count from it, so that pages are the same on every day.
TODAY = datetime(2025, 6, 1, tzinfo=UTC)


def day(posted: datetime) -> str:
    """March 4, 2024"""
    return f"{posted:%B} {posted.day}, {posted.year}"


def month(posted: datetime) -> str:
    """March 2024"""
    return f"{posted:%B} {posted.year}"


def clock(posted: datetime, joint: str = " ") -> str:
    """March 4, 2024 2:03 pm"""
    return f"{day(posted)}{joint}{posted.hour % 12 or 12}:{posted.minute:02} {'am' if posted.hour < 12 else 'pm'}"


def ago(posted: datetime) -> str:
    """2 years ago"""
    days = (TODAY - posted.replace(tzinfo=UTC)).days
    number, unit = next(((days // size, unit) for size, unit in ((365, "year"), (30, "month"), (1, "day")) if days >= size), (1, "day"))
    return f"{number} {unit}{'s' if number > 1 else ''} ago"


def byline(writers: Sequence[Writer]) -> str | None:
    """By Ada Byrne and Tom Sole"""
    return "By " + " and ".join(writer.name for writer in writers) if writers else None


def short_count(number: int) -> str:
    """12.3K, as wpDiscuz shows large numbers; the exact one is in the title."""
    return f"{number / 1000:.1f}K" if abs(number) >= 1000 else str(number)
