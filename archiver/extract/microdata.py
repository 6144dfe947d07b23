"""schema.org's microdata (WHATWG HTML, section 5), read into the form of JSON-LD nodes.

``itemref`` is not followed, and the article's own text is not taken from here: the body has a reader of its own. What comments and biographies
below the text state in the article's name is left out: values of one property count while they stand beside the first.
"""

from __future__ import annotations

from typing import Any

from lxml import html as lxml_html

from archiver.index import Index
from archiver.text import inline_text

#: The attribute that is the value of a property, by tag.
_VALUES = {
    "meta": "content", "a": "href", "area": "href", "link": "href", "img": "src", "audio": "src", "embed": "src", "iframe": "src",
    "source": "src", "track": "src", "video": "src", "object": "data", "data": "value", "meter": "value", "time": "datetime",
}  # fmt: skip
#: Properties of running text.
_TEXTS = frozenset({"articleBody", "text", "description"})
# A page with more properties is a listing of a shop.
_MOST = 500


def read(page: Index) -> list[dict[str, Any]]:
    """The items of a page that are no property of another, each with its ``@type`` and its properties."""
    scopes = frozenset(page.attributes.get("itemscope", ()))
    found: list[dict[str, Any]] = []
    open_items: list[tuple[int, dict[str, Any]]] = []  # each with the position where it ends
    places: list[dict[str, lxml_html.HtmlElement | None]] = []  # of the open items: where the first value of each property stands
    read_so_far = 0
    for at in sorted(scopes.union(page.itemprops)) if scopes else ():
        while open_items and at >= open_items[-1][0]:
            open_items.pop()
            places.pop()
        element = page.elements[at]
        item: dict[str, Any] | None = {"@type": (element.get("itemtype") or "").split() or ["Thing"]} if at in scopes else None
        names = [name for name in page.itemprops.get(at, "").split() if name not in _TEXTS] if open_items else []
        if names and read_so_far < _MOST:
            read_so_far += 1
            value = item or _value(element)
            for name in names:
                if _is_beside(places[-1].setdefault(name, _block(element)), element):
                    open_items[-1][1].setdefault(name, []).append(value)
        elif item is not None and not open_items:
            found.append(item)
        if item is not None:
            open_items.append((page.ends[at], item))
            places.append({})
    return found


def _block(element: lxml_html.HtmlElement) -> lxml_html.HtmlElement | None:
    """What holds the list that an element is an entry of."""
    parent = element.getparent()
    return parent if parent is None or parent.getparent() is None else parent.getparent()


def _is_beside(block: lxml_html.HtmlElement | None, element: lxml_html.HtmlElement) -> bool:
    return block is _block(element) or block is element.getparent()


def _value(element: lxml_html.HtmlElement) -> str:
    """The value of a property; ``content`` counts on any element, since publishers write it so."""
    stated = element.get("content") or element.get(_VALUES.get(element.tag, "content"))
    if stated is None and element.tag == "abbr":  # Blogger: <abbr itemprop="datePublished" title="2024-03-04T21:05:00-07:00">
        stated = element.get("title")
    return stated if stated is not None else inline_text(element)
