"""Threads over several pages, as WordPress numbers them: /comment-page-2/ with permalinks, ?cpage=2 without."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from archiver import urls
from archiver.models import FollowUp, Page
from archiver.text import number_in

_IN_PATH = re.compile(r"/comment-page-(\d+)/?$")
_IN_QUERY = re.compile(r"(?:^|&)cpage=(\d+)(?:&|$)")


def number_of(url: str) -> int | None:
    """The number of a comment page; None for the article's own page."""
    parts = urlsplit(url)
    match = _IN_PATH.search(parts.path) or _IN_QUERY.search(parts.query)
    return number_in(match[1]) if match else None


def linked_pages(page: Page) -> dict[str, int]:
    """Comment pages of this article that the page links to: canonical address -> number."""
    if "comment-page-" not in page.text and "cpage=" not in page.text:
        return {}
    own = _article_path(page.article_url or page.final_url)
    here = urls.key(page.final_url)
    found: dict[str, int] = {}
    for anchor in page.tree.iter("a"):
        href = anchor.get("href") or ""
        if "comment-page-" not in href and "cpage=" not in href:
            continue
        url = urls.absolute(page.base_url, href)
        number = number_of(url) if url else None
        if url is None or number is None or not urls.same_site(url, page.final_url) or _article_path(url) != own:
            continue
        if urls.key(url) != here:
            found.setdefault(urls.canonical(url), number)
    return found


def follow(page: Page) -> tuple[FollowUp, ...]:
    """The comment pages that the page links to; the older and newer ones are enough, since each links to the next."""
    return tuple(FollowUp(url=url, why=f"comment page {number}") for url, number in linked_pages(page).items())


def expected(page: Page) -> int | None:
    """How many pages the thread has, as far as the page links to them."""
    numbers = [*linked_pages(page).values(), number_of(page.final_url) or 1]
    return max(numbers) if len(numbers) > 1 else None


def _article_path(url: str) -> str:
    return _IN_PATH.sub("", urlsplit(url).path).rstrip("/")
