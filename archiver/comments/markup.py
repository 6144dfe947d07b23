"""Comment systems that their markup describes wholly: which elements are the items, and what the nodes inside them hold.

A system of this kind is a table, not code: see :mod:`archiver.comments.xenforo` for one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime

import attrs
from lxml.html import HtmlElement

from archiver import urls
from archiver.comments.announced import announced_count, numbers_in
from archiver.comments.items import Item, collect, content_of, is_name, told
from archiver.comments.names import given_name, is_placeholder
from archiver.comments.numbers import whole_number
from archiver.index import Index
from archiver.models import Comment, FollowUp, Moment, Page, Thread
from archiver.moments import parse_moment, unread
from archiver.text import clean, inline_text

# Words that software sets before a date, and the numbers that it sets behind one.
_BEFORE_DATE = re.compile(
    r"^(?:[^»«]*[»«]\s*)?(?:(?:re|posted|wrote|written|repl(?:ied|y #\d+)|commented|answered|asked|added|said|on|at|le)\b[:,]?\s*)*",
    re.IGNORECASE,
)
_AFTER_DATE = re.compile(r"\s*(?:\(#\d+\)|[»|·•(-]|#\d+)\s*$")
_COUNTED = re.compile(r"(?<=\d)\s+[^\W\d]\D*$")  # "6 Likes", "189 points": what is counted, behind the number
# MyBB tells its pager's links by classes alone; the same classes stand in a menu of the forum's pages.
_PAGER = {"next": "pagination_next", "prev": "pagination_previous"}
_PAGER_OF_FORUM = "pagination_breadcrumb"
# SMF 2.0 relates a topic to the topics beside it, not to its own pages.
_OTHER_TOPIC = "prev_next="
_DIGIT = re.compile(r"\d")
_EPOCH_DIGITS = {10: 1, 13: 1000}
# Where elements hold the seconds or milliseconds since 1970, and where scripts of tooltips keep a whole date.
_STAMPS = ("data-timestamp", "data-time", "data-epoch", "data-unixtime", "data-utime")
_DECLARED, _TOOLTIPS = ("datetime", "content"), ("title", "data-tippy-content", "data-original-title")
# "Created: ...", a second line; Stack Exchange's licence behind the date.
_TOOLTIP = re.compile(r"^[^\W\d]+: |\n.*|, License: .*", re.DOTALL)


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@attrs.frozen(kw_only=True)
class ItemRule:
    """Which elements are comments, and where their id stands."""

    attribute: str
    pattern: re.Pattern[str] = attrs.field(converter=_compiled)  #: matched against the whole value; its first group is the comment's key
    classes: frozenset[str] = frozenset()  #: one of these must be on the element; empty: none need be
    inside: bool = False  #: the id stands on an element inside the item, the first one that matches
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
        for each in element.iterdescendants() if self.inside else element if self.on_child else (element,):
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
    items: tuple[ItemRule, ...]
    slots: Mapping[str, str]
    #: Slot -> the addresses of links that belong there; needs a slot ``link``.
    links: Mapping[str, re.Pattern[str]] = attrs.field(factory=dict)
    skip: frozenset[str] = frozenset()  #: classes of what is none of a comment's text: controls, signatures
    name_attribute: str | None = None  #: of the item, where it holds the author's name
    time_attribute: str | None = None  #: of the item, where it holds the seconds or milliseconds since 1970
    nested: bool = False  #: whether replies stand inside what they answer; else who answers whom is not known
    parent_of: Callable[[Item], str | None] | None = None  #: the parent's key where the item states it otherwise; None is a root
    edits: re.Pattern[str] | None = None  #: the address that a date links to where it is an edit's
    signature: re.Pattern[str] | None = None  #: of slot ``signed``: a line that holds the groups ``name`` and ``date``
    has_opening: bool = False  #: a forum's topic: the first item of its first page is no comment, but what the others answer
    gone: frozenset[str] = frozenset()  #: classes of an item, or of its text, where the comment was deleted and only its place is kept
    next_of: Callable[[Page], str | None] = attrs.field(default=attrs.Factory(lambda: next_page))  #: the address of the thread's next page
    totals: frozenset[str] = frozenset()  #: classes of elements that hold the number of all comments
    rest: frozenset[str] = frozenset()  #: classes of elements that hold the number of comments that are not on the page
    counts: str | None = None  #: what the number over the comments counts (see archiver.counts); None where the software prints none

    def detect(self, page: Page) -> bool:
        return any(sign in page.names for sign in self.signs) and any(rule.fits(page.index) for rule in self.items)

    def parse(self, page: Page) -> Thread:
        items = self._items(page)
        is_first = is_first_page(page)
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
        return [self._linked(item) for item in collect(page.tree, self._key, self.slots)]

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
        text, html = content_of(node, page, self._is_skipped) if node is not None else ("", "")
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
            named = inline_text(link if link is not None else node, self._is_skipped) or node.get("content")
        if not named and (signed := self._signed(item)):
            named = signed["name"]
        return clean(named) or None, urls.absolute(page.base_url, address) if address else None

    def _posted(self, item: Item, page: Page) -> Moment | None:
        if self.time_attribute and (moment := _stamped(item.element, self.time_attribute, page)):
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
            yield read_time(node, page)
        if signed := self._signed(item):
            yield read_date(signed["date"], "signature", page)

    def _signed(self, item: Item) -> re.Match[str] | None:
        """The signature in the innermost of the nodes that may hold it."""
        if self.signature is None:
            return None
        nodes = item.nodes.get("signed", ())
        around = {above for node in nodes for above in node.iterancestors()}
        lines = (inline_text(node, self._is_skipped) for node in nodes if node not in around)
        return next((match for line in lines if (match := self.signature.search(line))), None)

    def _is_skipped(self, element: HtmlElement) -> bool:
        return not self.skip.isdisjoint((element.get("class") or "").split())


def read_time(node: HtmlElement, page: Page) -> Moment | None:
    """The moment that a node states: by ``datetime``, ``content`` or ``title``, or by its text without the words around the date."""
    inner = node if node.tag == "time" or node.get("title") else next(node.iter("time"), node)
    for name in (*_DECLARED, *_STAMPS, *_TOOLTIPS):
        raw = inner.get(name)
        if raw and (moment := _stamped(inner, name, page) or _moment(_TOOLTIP.sub("", raw), f"{inner.tag}[{name}]", page)):
            return moment
    own = clean(inner.text)  # without the notes and numbers that stand behind the date in elements of their own
    return read_date(own if _DIGIT.search(own) else inline_text(inner), str(inner.tag), page)


def _stamped(node: HtmlElement, name: str, page: Page) -> Moment | None:
    """The moment of an attribute that ends in the seconds or milliseconds since 1970."""
    stamp = (node.get(name) or "").rpartition(" ")[2]
    if not stamp.isdecimal() or len(stamp) not in _EPOCH_DIGITS:
        return None
    instant = datetime.fromtimestamp(int(stamp) / _EPOCH_DIGITS[len(stamp)], UTC)
    return parse_moment(instant.isoformat(timespec="seconds"), source=f"[{name}]", fetched_at=page.fetched_at)


def stamped(node: HtmlElement, page: Page) -> Moment | None:
    """The moment of a node that holds it as a number."""
    return next(filter(None, (_stamped(node, name, page) for name in _STAMPS)), None)


def read_date(text: str, source: str, page: Page) -> Moment | None:
    """The moment in a line of text; kept as shown where it cannot be read, None where there is nothing."""
    shown = _AFTER_DATE.sub("", _BEFORE_DATE.sub("", text))
    return (_moment(shown, source, page) or unread(shown[:200], source)) if shown else None


def _moment(raw: str, source: str, page: Page) -> Moment | None:
    return parse_moment(raw, source=source, fetched_at=page.fetched_at, language=page.tree.get("lang"))


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


def _count(item: Item, slot: str) -> int | None:
    """The first whole number among the slot's nodes: by ``content`` or ``title``, or in their text before the word for what is counted."""
    for node in item.nodes.get(slot, ()):
        for shown in (node.get("content"), node.get("title"), inline_text(node)):
            count = whole_number(_COUNTED.sub("", shown or ""))
            if count is not None:
                return count
    return None
