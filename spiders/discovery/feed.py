"""RSS and Atom feeds: found on listing pages by autodiscovery, read by feedparser from the bytes that were fetched."""

from __future__ import annotations

from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import feedparser

from archiver import urls
from archiver.models import Page
from spiders.discovery.link import Link

NAME = "feed"
_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/feed+json"})


def links(page: Page) -> Iterator[Link]:
    """From a feed: its entries. From a listing page: the feeds that it announces, save those of comments."""
    if page.kind == "feed":
        yield from _entries(page)
    elif page.kind == "listing":
        yield from _announced(page)


def _announced(page: Page) -> Iterator[Link]:
    for link in page.tree.iter("link"):
        if "alternate" not in (link.get("rel") or "").lower().split() or (link.get("type") or "").lower() not in _TYPES:
            continue
        url = urls.absolute(page.base_url, link.get("href"))
        # WordPress announces a feed of all comments beside that of the posts: comments/feed
        if url is not None and "/comments/" not in url:
            yield Link(url=urls.canonical(url), kind="feed", found_by=NAME)


def _entries(page: Page) -> Iterator[Link]:
    # Sanitising the entries' HTML would take most of the time, and only addresses and dates are read.
    feed = feedparser.parse(BytesIO(page.body), sanitize_html=False, resolve_relative_uris=False)
    for entry in feed.entries:
        url = urls.absolute(page.final_url, entry.get("link"))
        if url is not None:
            # dict.get: feedparser's own lookup stands in for a date that is not there with the other one
            published, modified = _instant(dict.get(entry, "published_parsed")), _instant(dict.get(entry, "updated_parsed"))
            yield Link(url=urls.canonical(url), kind="article", found_by=NAME, published=published, modified=modified)


def _instant(parsed: Any) -> datetime | None:
    """feedparser's dates are UTC time tuples."""
    return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
