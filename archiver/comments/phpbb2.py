"""phpBB 2, and its forks: a post is a row of a table, numbered by the anchor before its author's name. Posts are flat."""

from __future__ import annotations

import re
from copy import deepcopy

import attrs
from lxml.html import HtmlElement

from archiver.comments.items import Item
from archiver.comments.markup import Markup
from archiver.comments.paging import CountedPager
from archiver.index import Index

_PAGES = CountedPager(parameter="start", topic="t")
#: What the software puts between a post and its author's signature.
_LINE = "_________________"


@attrs.frozen
class _Row:
    """A row whose first cell begins with a name, and an anchor with the post's number in it."""

    opens: bool = False

    def fits(self, page: Index) -> bool:
        return any(self.key(row) is not None for row in page.of_tag("tr"))

    def key(self, element: HtmlElement) -> str | None:
        if element.tag != "tr" or not len(element):
            return None
        names = (each for each in element[0] if (each.get("class") or "") == "name")
        anchors = (anchor.get("name") or anchor.get("id") or "" for name in names for anchor in name.iter("a"))
        return next((number for number in anchors if number.isdecimal()), None)


def _whole(item: Item) -> None:
    """The cell that holds a post's text: a quote parts it into several elements, and a signature ends it."""
    node = item.first("text")
    cell = node.getparent() if node is not None and node.tag != "td" else node
    if cell is not None and not item.inner and _LINE in "".join(cell.itertext()):  # a post with others inside was never closed
        item.nodes["copied"] = list(deepcopy(cell).iter())  # held, since lxml looks for what is above each element that is let go of
        cell = _unsigned(item.nodes["copied"])
    if cell is not None:
        item.nodes["text"] = [cell]


def _unsigned(elements: list[HtmlElement]) -> HtmlElement:
    """A cell, of which all elements are given, up to the line before the signature."""
    cell = elements[0]
    lines = [each for each in elements if (each.tail or "").strip().startswith(_LINE)]
    inner = lines[-1] if lines else cell
    while inner is not cell:
        inner.tail = None
        above = inner.getparent()
        for later in list(inner.itersiblings()):
            above.remove(later)
        inner = above
    return cell


PHPBB2 = Markup(
    NAME="phpbb2",
    signs=("postdetails",),
    items=(_Row(),),
    slots={"name": "author", "postdetails": "signed", "postbody": "text"},
    settle=_whole,
    skip=frozenset({"gensmall"}),  # "Last edited by"
    # "Posted: Mon Jan 01, 2007 1:00 am    Post subject: ...", in any language: the author's details have no clock.
    signature=re.compile(r"^(?P<name>)[^:\d]{2,30}:\s*(?P<date>[^:]{4,40}?\d{1,2}:\d\d(?::\d\d)?(?:\s*[ap]m\b)?)", re.IGNORECASE),
    has_opening=True,
    next_of=_PAGES.next_page,
    is_first=_PAGES.is_first,
)
