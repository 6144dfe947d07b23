"""Finds the comments on a page, and which nodes are a comment's own, in one walk over the tree."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from html import escape

import attrs
from lxml import etree
from lxml.html import HtmlElement

from archiver import content, urls
from archiver.models import Page
from archiver.text import clean, inline_text

# Attributes by which software names the parts of a comment.
_NAMING = ("itemprop", "data-role", "component")
_SENTENCES = frozenset({"p", "blockquote", "em", "strong", "i", "b"})


@attrs.define(eq=False)
class Item:
    """One comment's element, the comment that it is nested in, and its own nodes by what they are for."""

    key: str
    element: HtmlElement
    above: Item | None
    level: int  #: 1 for an item that stands in no other
    nodes: dict[str, list[HtmlElement]] = attrs.field(factory=dict)
    inner: set[HtmlElement] = attrs.field(factory=set)  #: elements of the items that stand directly in it

    def first(self, slot: str) -> HtmlElement | None:
        """The item's first node of that slot."""
        return next(iter(self.nodes.get(slot, ())), None)

    def take(self, node: HtmlElement, slots: Mapping[str, str]) -> None:
        """Puts a node into the slots that its tokens name."""
        for slot in (slots[token] for token in _tokens(node) if token in slots):
            self.nodes.setdefault(slot, []).append(node)

    @property
    def classes(self) -> list[str]:
        return (self.element.get("class") or "").split()


def area_of(first: HtmlElement | None, page: Page) -> HtmlElement:
    """Where a page's comments are: the area around the first of them that says so by its id, as WordPress and its plugins name it."""
    above = first.iterancestors() if first is not None else ()
    return next((element for element in above if element.get("id") in ("comments", "wpdcom")), page.tree)


def collect(root: HtmlElement, key_of: Callable[[HtmlElement], str | None], slots: Mapping[str, str]) -> list[Item]:
    """The items below ``root`` in reading order.

    :param key_of: a comment's key for its element, None for other elements. An element with the key of the comment that it stands in is
        no comment of its own (themes put the id on the list item and on a block inside).
    :param slots: token -> slot, where a token is a class, ``<tag>``, ``#id`` without the number at its end, ``[itemprop=x]``,
        ``[data-role=x]`` or ``[component=x]``. A node belongs to the innermost item that it stands in.
    """
    items: list[Item] = []
    stack: list[Item] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            if stack and stack[-1].element is element:
                stack.pop()
            continue
        if not isinstance(element.tag, str):
            continue
        key = key_of(element)
        if key is not None and (not stack or stack[-1].key != key):
            item = Item(key, element, stack[-1] if stack else None, len(stack) + 1)
            if stack:
                stack[-1].inner.add(element)
            items.append(item)
            stack.append(item)
        elif stack:
            stack[-1].take(element, slots)
    return items


def _tokens(element: HtmlElement) -> Iterator[str]:
    yield f"<{element.tag}>"
    for name, value in element.items():
        if name == "class":
            yield from value.split()
        elif name == "id":
            yield "#" + value.rstrip("0123456789")
        elif name in _NAMING:
            yield f"[{name}={value}]"


def content_of(node: HtmlElement, page: Page, skip: Callable[[HtmlElement], bool], label: str | None = None) -> tuple[str, str]:
    """(text, sanitised HTML with absolute addresses) of a comment's body, without what ``skip`` names.

    :param label: words that stand loose in the body and are not part of it, as "says:" after a name.
    """
    if node.tag == "meta":  # told to machines alone
        return clean(node.get("content")), escape(clean(node.get("content")), quote=False)
    found = content.read(node, skip, partial(urls.absolute, page.base_url), label)
    return found.text(), found.html()


def is_name(node: HtmlElement) -> bool:
    """Whether a node in an author's holds the name alone: in hCard, in schema.org's microdata."""
    return "fn" in (node.get("class") or "").split() or node.get("itemprop") == "name"


def told(item: HtmlElement, name: str) -> str | None:
    """A property that a microdata item tells machines alone."""
    return next((each.get("content") for each in item.iter("meta") if each.get("itemprop") == name), None)


def name_and_link(node: HtmlElement | None, page: Page) -> tuple[str | None, str | None]:
    """(name as shown, address that it links to) of an author's node."""
    if node is None:
        return None, None
    link = node if node.tag == "a" else next(node.iter("a"), None)
    name = inline_text(node) or None
    return name, urls.absolute(page.base_url, link.get("href")) if link is not None and name else None


def is_in_sentence(element: HtmlElement) -> bool:
    """Whether words stand beside an element in its paragraph."""
    parent = element.getparent()
    if parent is None or parent.tag not in _SENTENCES:
        return False
    return any(map(str.isalnum, "".join(filter(None, (parent.text, *(child.tail for child in parent))))))
