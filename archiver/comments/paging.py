"""The pages of a thread over several: as ``rel`` states them, else by the classes of a pager's links, or by a number in their addresses."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import attrs
from lxml.html import HtmlElement

from archiver import urls
from archiver.models import Page
from archiver.text import number_in

# MyBB tells its pager's links by classes alone; the same classes stand in a menu of the forum's pages.
_PAGER = {"next": "pagination_next", "prev": "pagination_previous"}
_PAGER_OF_FORUM = "pagination_breadcrumb"
# SMF 2.0 and phpBB 2 relate a topic to the topics beside it, not to its own pages.
_OTHER_TOPIC = re.compile(r"[?&;](?:prev_next=|view=(?:next|previous)\b)")


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
            if url is None or _OTHER_TOPIC.search(url) or not urls.same_site(url, page.final_url):
                continue
            if urls.key(url) != urls.key(page.final_url):
                yield urls.canonical(url)


def _relates(element: HtmlElement, relation: str) -> bool:
    if relation in (element.get("rel") or "").split():
        return True
    if _PAGER[relation] not in (element.get("class") or "").split():
        return False
    return not any(_PAGER_OF_FORUM in (above.get("class") or "") for above in element.iterancestors())


@attrs.frozen
class ClassedPager:
    """The pages of a thread by the classes of the links in its pager."""

    following: str
    preceding: str
    around: str  #: a class of the pager, in which the links stand

    def next_page(self, page: Page) -> str | None:
        return next(self._leading(page, self.following), None)

    def is_first(self, page: Page) -> bool:
        return page.kind != "comments" and next(self._leading(page, self.preceding), None) is None

    def _leading(self, page: Page, name: str) -> Iterator[str]:
        for element in page.index.at(page.index.of_class(name)):
            url = urls.absolute(page.base_url, element.get("href"))
            if url is not None and urls.same_site(url, page.final_url) and self._is_within(element):
                yield urls.canonical(url)

    def _is_within(self, element: HtmlElement) -> bool:
        return any(self.around in (above.get("class") or "").split() for above in element.iterancestors())


@attrs.frozen
class CountedPager:
    """The pages of a thread by their number, or that of their first post, which stands in their addresses."""

    parameter: str
    topic: str  #: the parameter that names the topic
    first: int = 0  #: the number of the first page, whose address need not have it

    def next_page(self, page: Page) -> str | None:
        """The page with the smallest number above the page's own among those that it links to."""
        here, topic = self._number(page.final_url), self._of(page.final_url, self.topic)
        linked: dict[int, str] = {}
        for element in page.index.of_tag("a") if f"{self.parameter}=" in page.text else ():
            url = urls.absolute(page.base_url, element.get("href"))
            if url is None or not urls.same_site(url, page.final_url) or urlsplit(url).path != urlsplit(page.final_url).path:
                continue
            if self._number(url) > here and self._of(url, self.topic) == topic:
                linked.setdefault(self._number(url), urls.canonical(url))
        return linked[min(linked)] if linked else None

    def is_first(self, page: Page) -> bool:
        return page.kind != "comments" and self._number(page.final_url) == self.first

    def _number(self, url: str) -> int:
        stated = self._of(url, self.parameter)
        number = number_in(stated) if stated and stated.isdecimal() else None
        return self.first if number is None else number

    def _of(self, url: str, parameter: str) -> str | None:
        return parse_qs(urlsplit(url).query).get(parameter, [None])[0]
