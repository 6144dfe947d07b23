"""Sitemaps: those that robots.txt names, or the usual places; indexes, gzip, and news sitemaps (sitemaps.org, Google News)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from urllib.parse import urljoin

from lxml import etree
from scrapy.utils.gz import gunzip

from archiver import urls
from archiver.models import Page
from archiver.moments import end_of, parse_moment
from spiders.discovery.link import Link, verdict

NAME = "sitemap"
#: Where sitemaps lie when robots.txt names none: Yoast and others, WordPress itself, everybody else.
USUAL_PLACES = ("/sitemap_index.xml", "/wp-sitemap.xml", "/sitemap.xml")
# Sitemaps of tags, authors and media, by the names that WordPress and its plugins give them: no articles in them.
_NOT_ARTICLES = re.compile(r"[/_-](?:tag|author|user|image|video|attachment|media|post_format)s?(?:[-_]?sitemap)?-?\d*\.xml", re.IGNORECASE)
_MAX_UNPACKED = 64 * 1024 * 1024  # a sitemap may have 50 MB by the protocol


def from_robots(sitemaps: Iterable[str], home_url: str) -> Iterator[Link]:
    """The sitemaps to ask for: as robots.txt names them, else the usual places."""
    for place in list(sitemaps) or USUAL_PLACES:
        yield Link(url=urls.canonical(urljoin(home_url, place)), kind="sitemap", found_by=NAME)


def links(page: Page) -> Iterator[Link]:
    """What a sitemap lists: further sitemaps, or pages with the dates that it gives them."""
    if page.kind != "sitemap":
        return
    for is_index, entry in _entries(_unpacked(page.body)):
        url = urls.absolute(page.final_url, entry.get("loc"))
        if url is None:
            continue
        modified = _instant(entry.get("lastmod"))
        if is_index:
            if not _NOT_ARTICLES.search(url):
                yield Link(url=urls.canonical(url), kind="sitemap", found_by=NAME, modified=modified)
        elif (kind := verdict(url) or "article") != "skip":
            published = _instant(entry.get("publication_date"))
            yield Link(url=urls.canonical(url), kind=kind, found_by=NAME, published=published, modified=modified)


def _unpacked(body: bytes) -> bytes:
    """Gzipped sitemaps are files, not compressed answers: Scrapy leaves them as they are."""
    packed = body[:3] == b"\x1f\x8b\x08"
    return gunzip(body, max_size=_MAX_UNPACKED) if packed else body


def _entries(body: bytes) -> Iterator[tuple[bool, dict[str, str]]]:
    """(is it an index's, tag -> text) for every entry, without ever holding the whole tree."""
    events = etree.iterparse(
        BytesIO(body.lstrip()), events=("end",), recover=True, resolve_entities=False, huge_tree=True, remove_comments=True
    )
    for _, element in events:
        tag = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if tag not in ("url", "sitemap"):
            continue
        entry: dict[str, str] = {}
        for child in element.iterdescendants():
            if isinstance(child.tag, str) and child.text and child.text.strip():
                # A page's own <loc> comes before those of its images.
                entry.setdefault(etree.QName(child).localname, child.text.strip())
        yield tag == "sitemap", entry
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _instant(text: str | None) -> datetime | None:
    moment = parse_moment(text, source=NAME)
    return end_of(moment) if moment else None
