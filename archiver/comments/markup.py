"""Comment systems that their markup describes wholly: which elements are the items, and what the nodes inside them hold.

A system of this kind is a table, not code: see :mod:`archiver.comments.xenforo` for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, takewhile
from typing import Protocol

import attrs
from lxml.html import HtmlElement

from archiver import urls
from archiver.comments.announced import announced_count, numbers_in
from archiver.comments.items import Item, collect, content_of, is_name, told
from archiver.comments.names import given_name, is_placeholder
from archiver.comments.numbers import whole_number
from archiver.comments.paging import is_first_page, next_page
from archiver.comments.when import read_date, read_time, stamp_of
from archiver.index import Index
from archiver.models import Comment, FollowUp, Moment, Page, Thread
from archiver.text import clean, inline_text, short_text

_COUNTED = re.compile(r"(?<=\d)\s+[^\W\d]\D*$")  # "6 Likes", "189 points": what is counted, behind the number
# Elements from an item's start on in which its id is looked for.
_NEAR = 200
# Characters; what shows more is no number with what it counts.
_LONGEST_COUNT = 60


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


class Rule(Protocol):
    """Which elements are comments."""

    @property
    def opens(self) -> bool:
        """Whether the item is what a topic opens with, though every page of it may show it."""
        ...

    def fits(self, page: Index) -> bool:
        """Whether an element of a page is an item."""
        ...

    def key(self, element: HtmlElement) -> str | None:
        """The comment's key; None where the element is none."""
        ...


@attrs.frozen(kw_only=True)
class ItemRule:
    """Which elements are comments, and where their id stands."""

    attribute: str
    pattern: re.Pattern[str] = attrs.field(converter=_compiled)  #: matched against the whole value; its first group is the comment's key
    classes: frozenset[str] = frozenset()  #: one of these must be on the element; empty: none need be
    inside: bool = False  #: the id stands on an element at the start of the item, the first one that matches
    on_child: bool = False  #: the id stands on a child of the item
    opens: bool = False  #: the item is what a topic opens with, though every page of it may show it

    def fits(self, page: Index) -> bool:
        """Whether an element of a page is an item."""
        places = range(len(page.elements)) if self.inside or self.on_child else page.values(self.attribute)
        return any(self.key(page.elements[at]) is not None for at in places)

    def key(self, element: HtmlElement) -> str | None:
        if not (self.inside or self.on_child) and element.get(self.attribute) is None:
            return None
        if self.classes and self.classes.isdisjoint((element.get("class") or "").split()):
            return None
        for each in islice(element.iterdescendants(), _NEAR) if self.inside else element if self.on_child else (element,):
            value = each.get(self.attribute)
            if value and (match := self.pattern.fullmatch(value.strip())) is not None:
                return match[1]
        return None


@attrs.frozen(kw_only=True)
class Markup:
    """One comment system.

    Slots are named author, created (or else time, or else the last of signed-at), text (or else body), likes, votes;
    see :func:`archiver.comments.items.collect` for their tokens; gone for what a deleted comment's place shows.
    """

    NAME: str
    #: One of these is part of a class name or id on every page with comments of the system: a quick look before the walk.
    signs: tuple[str, ...]
    items: tuple[Rule, ...]
    slots: Mapping[str, str]
    #: Slot -> the addresses of links that belong there; needs a slot ``link``.
    links: Mapping[str, re.Pattern[str]] = attrs.field(factory=dict)
    skip: frozenset[str] = frozenset()  #: classes of what is none of a comment's text: controls, signatures
    settle: Callable[[Item], None] | None = None  #: puts nodes into an item's slots that no class tells
    is_furniture: Callable[[HtmlElement], bool] | None = None  #: the same of what classes do not tell
    name_attribute: str | None = None  #: of the item, where it holds the author's name
    time_attribute: str | None = None  #: of the item, where it holds the seconds or milliseconds since 1970
    regional: bool = True  #: whether dates are shown in the order of the page's region; else the template has one of its own
    nested: bool = False  #: whether replies stand inside what they answer; else who answers whom is not known
    parent_of: Callable[[Item], str | None] | None = None  #: the parent's key where the item states it otherwise; None is a root
    edits: re.Pattern[str] | None = None  #: the address that a date links to where it is an edit's
    signature: re.Pattern[str] | None = None  #: of slot ``signed``: a line that holds the groups ``name`` and ``date``
    has_opening: bool = False  #: a forum's topic: the first item of its first page is no comment, but what the others answer
    gone: frozenset[str] = frozenset()  #: classes of an item, or of its text, where the comment was deleted and only its place is kept
    next_of: Callable[[Page], str | None] = attrs.field(default=attrs.Factory(lambda: next_page))  #: the address of the thread's next page
    is_first: Callable[[Page], bool] = attrs.field(default=attrs.Factory(lambda: is_first_page))  #: whether a page is the thread's first
    totals: frozenset[str] = frozenset()  #: classes of elements that hold the number of all comments
    rest: frozenset[str] = frozenset()  #: classes of elements that hold the number of comments that are not on the page
    counts: str | None = None  #: what the number over the comments counts (see archiver.counts); None where the software prints none

    def detect(self, page: Page) -> bool:
        return any(sign in page.names for sign in self.signs) and any(rule.fits(page.index) for rule in self.items)

    def parse(self, page: Page) -> Thread:
        items = self._items(page)
        is_first = self.is_first(page)
        opening = items[0] if items and (self._opens(items[0]) or (self.has_opening and is_first)) else None
        found: list[Comment] = []
        depths: dict[str | None, int] = {None: 0}
        for item in (each for each in items if each is not opening):
            parent = self._parent(item)
            if opening is not None and parent == opening.key:
                parent = None
            depths[item.key] = depths.get(parent, 0) + 1
            found.append(self._comment(item, page, position=len(found), parent=parent, depth=depths[item.key]))
        return Thread(
            system=self.NAME,
            comments=tuple(found),
            opening=self._comment(opening, page, position=0, parent=None, depth=1) if opening is not None and is_first else None,
            announced_count=self._announced(page, items, len(found)),
            counted=self.counts,
        )

    def _items(self, page: Page) -> list[Item]:
        items = collect(page.tree, self._key, self.slots)
        if self.settle is not None:
            for item in items:
                self.settle(item)
        return [self._linked(item) for item in items]

    def _opens(self, item: Item) -> bool:
        return any(rule.opens and rule.key(item.element) for rule in self.items)

    def _announced(self, page: Page, items: list[Item], shown: int) -> int | None:
        if totals := numbers_in(self.totals, page):
            return totals[0]
        if rest := numbers_in(self.rest, page):
            return shown + sum(rest)
        return announced_count(page, {item.element for item in items})

    def follow(self, page: Page) -> tuple[FollowUp, ...]:
        following = self.next_of(page)
        return (FollowUp(url=following, why="next page of the thread"),) if following else ()

    def _key(self, element: HtmlElement) -> str | None:
        return next((key for rule in self.items if (key := rule.key(element)) is not None), None)

    def _linked(self, item: Item) -> Item:
        """The item, its links told apart by where they lead to; one without words shows a picture, and one in the text is the text's."""
        said = {link for node in item.nodes.get("text", ()) for link in node.iter("a")} if self.links else ()
        for link in item.nodes.get("link", ()):
            slot = next((slot for slot, address in self.links.items() if address.search(link.get("href") or "")), None)
            if slot is not None and link not in said and inline_text(link):
                item.nodes.setdefault(slot, []).append(link)
        return item

    def _parent(self, item: Item) -> str | None:
        if self.parent_of is not None:
            return self.parent_of(item)
        return item.above.key if self.nested and item.above is not None else None

    def _comment(self, item: Item, page: Page, *, position: int, parent: str | None, depth: int) -> Comment:
        author, author_url = self._author(item, page)
        node = item.first("text") if "text" in item.nodes else item.first("body")
        text, html = content_of(node, page, self._skipped(item)) if node is not None else ("", "")
        is_gone = self._is_gone(item, node) or is_placeholder(author) or (author is None and is_placeholder(text))
        known = "nesting" if self.nested else "id" if self.parent_of is not None else "none"
        return Comment(
            key=item.key,
            parent_key=parent,
            parent_source=known,
            depth=depth,
            position=position,
            author=None if is_placeholder(author) else given_name(author, author_url),
            author_url=author_url,
            posted=self._posted(item, page),
            text="" if is_gone else text,
            html="" if is_gone else html,
            likes=_count(item, "likes"),
            votes=_count(item, "votes"),
            flags=frozenset({"deleted"} if is_gone else ()),
        )

    def _is_gone(self, item: Item, node: HtmlElement | None) -> bool:
        classes = [*item.classes, *((node.get("class") or "").split() if node is not None else ())]
        return "gone" in item.nodes or not self.gone.isdisjoint(classes)

    def _author(self, item: Item, page: Page) -> tuple[str | None, str | None]:
        node = item.first("author")
        link = address = None
        if node is not None:
            link = next((each for each in node.iter("a") if inline_text(each)), None)
            address = link.get("href") if link is not None else told(node, "url")
            node = next(filter(is_name, node.iter()), node)
        named = item.element.get(self.name_attribute) if self.name_attribute else None
        if not named and node is not None:
            named = inline_text(link if link is not None else node, self._skipped(item)) or node.get("content")
        if not named and (signed := self._signed(item)):
            named = signed["name"]
        return clean(named) or None, urls.absolute(page.base_url, address) if address else None

    def _posted(self, item: Item, page: Page) -> Moment | None:
        if self.time_attribute and (moment := stamp_of(item.element, self.time_attribute, page)):
            return moment
        first = None
        for moment in filter(None, self._moments(item, page)):
            if moment.precision:
                return moment  # the first that can be read: other lines of an item share the classes of its date
            first = first or moment
        return first

    def _moments(self, item: Item, page: Page) -> Iterator[Moment | None]:
        for node in (*item.nodes.get("created", ()), *item.nodes.get("time", ()), *reversed(item.nodes.get("signed-at", ()))):
            if self.edits is not None and self.edits.search(node.getparent().get("href") or ""):
                continue
            yield read_time(node, page, regional=self.regional)
        if signed := self._signed(item):
            yield read_date(signed["date"], "signature", page)

    def _signed(self, item: Item) -> re.Match[str] | None:
        """The signature in the innermost of the nodes that may hold it."""
        if self.signature is None:
            return None
        nodes = item.nodes.get("signed", ())
        around: set[HtmlElement] = set()
        for node in nodes:  # what is above a known one is known
            around.update(takewhile(lambda each: each is not item.element and each not in around, node.iterancestors()))
        lines = (inline_text(node, self._skipped(item)) for node in nodes if node not in around)
        return next((match for line in lines if (match := self.signature.search(line))), None)

    def _skipped(self, item: Item) -> Callable[[HtmlElement], bool]:
        """Tells what inside an item is none of its own words: controls, signatures, and other items, which have texts of their own."""

        def is_skipped(element: HtmlElement) -> bool:
            if element in item.inner or not self.skip.isdisjoint((element.get("class") or "").split()):
                return True
            return self.is_furniture is not None and self.is_furniture(element)

        return is_skipped


def _count(item: Item, slot: str) -> int | None:
    """The first whole number among the slot's nodes: by ``content`` or ``title``, or in their text before the word for what is counted."""
    for node in item.nodes.get(slot, ()):
        for shown in (node.get("content"), node.get("title"), short_text(node, _LONGEST_COUNT)):
            count = whole_number(_COUNTED.sub("", shown or ""))
            if count is not None:
                return count
    return None
