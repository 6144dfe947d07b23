"""Links on pages: home, sections, month archives, pagination, and what articles link to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from lxml.html import HtmlElement

from archiver import urls
from archiver.models import Page
from spiders.discovery.link import Link, verdict

NAME = "listing"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


def links(page: Page) -> Iterator[Link]:
    """Every address that an HTML page links to and that may be an article or a listing; each once."""
    if page.kind not in ("article", "listing"):
        return
    seen: set[str] = set()
    base = page.base_url
    for anchor in page.tree.iter("a"):
        href = anchor.get("href")
        url = _canonical(base, href) if href else None
        if url is None or url in seen:
            continue
        seen.add(url)
        kind = verdict(url) or _by_anchor(anchor)
        if kind != "skip":
            yield Link(url=url, kind=kind, found_by=NAME)


def _by_anchor(anchor: HtmlElement) -> str:
    """Headlines on cards are links in a heading, or say ``rel=bookmark`` (microformats): articles. The rest has to be looked at."""
    parent = anchor.getparent()
    is_headline = "bookmark" in (anchor.get("rel") or "").split() or (parent is not None and parent.tag in _HEADINGS)
    return "article" if is_headline else "listing"


def _canonical(base: str, href: str) -> str | None:
    # The navigation stands on every page: absolute addresses are looked up, whatever page they stand on.
    return _canonical_of("" if href.startswith(("http://", "https://")) else base, href)


@lru_cache(maxsize=50_000)
def _canonical_of(base: str, href: str) -> str | None:
    url = urls.absolute(base or href, href)
    return urls.canonical(url) if url else None
