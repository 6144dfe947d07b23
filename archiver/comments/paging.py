"""The pages of a thread over several, as ``rel`` states them, and as MyBB's pager does by its classes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml.html import HtmlElement

from archiver import urls
from archiver.models import Page

# MyBB tells its pager's links by classes alone; the same classes stand in a menu of the forum's pages.
_PAGER = {"next": "pagination_next", "prev": "pagination_previous"}
_PAGER_OF_FORUM = "pagination_breadcrumb"
# SMF 2.0 relates a topic to the topics beside it, not to its own pages.
_OTHER_TOPIC = "prev_next="


def next_page(page: Page) -> str | None:
    """The page that follows in a thread of several, as ``rel=next`` states it; None for the last."""
    return next(_related(page, "next"), None)


def is_first_page(page: Page) -> bool:
    """Whether nothing precedes the page in its thread."""
    return page.kind != "comments" and next(_related(page, "prev"), None) is None


def _related(page: Page, relation: str) -> Iterator[str]:
    """Other pages of the site that the page relates to in that way."""
    for element in page.tree.iter("link", "a"):
        if _relates(element, relation):
            url = urls.absolute(page.base_url, element.get("href"))
            if url is None or _OTHER_TOPIC in url or not urls.same_site(url, page.final_url):
                continue
            if urls.key(url) != urls.key(page.final_url):
                yield urls.canonical(url)


def _relates(element: HtmlElement, relation: str) -> bool:
    if relation in (element.get("rel") or "").split():
        return True
    if _PAGER[relation] not in (element.get("class") or "").split():
        return False
    return not any(_PAGER_OF_FORUM in (above.get("class") or "") for above in element.iterancestors())
