"""Elements that one loop of a page's template prints: what they have in common, and how far up they reach."""

from __future__ import annotations

import itertools

from lxml.html import HtmlElement

from archiver.comments import looks

ITEM_TAGS = frozenset({"li", "article", "div", "section", "tr", "td", "table", "dd", "dl"})
#: How far up the element may be that stands for an item.
_LEVELS = 6


def lifted(elements: list[HtmlElement]) -> list[HtmlElement]:
    """What the elements stand first in, as far up as that is so for all: a list item holds the comment's box, and after it the replies."""
    if len(elements) < 2:
        return elements
    first: dict[HtmlElement, HtmlElement] = {}
    for element in elements:
        for above in itertools.islice(element.iterancestors(), _LEVELS):
            first.setdefault(above, element)

    def steps(element: HtmlElement) -> int:
        above = itertools.islice(element.iterancestors(), _LEVELS)
        return sum(1 for _ in itertools.takewhile(lambda each: first[each] is element and each.tag in ITEM_TAGS, above))

    up = min(map(steps, elements))
    return (
        [next(itertools.islice(itertools.chain([element], element.iterancestors()), up, None)) for element in elements] if up else elements
    )


def is_alike(one: HtmlElement, other: HtmlElement) -> bool:
    """Whether two loops print the same kind of thing: the same tag in the same place or one inside the other, most classes in common."""
    mine, theirs = (set((element.get("class") or "").split()) for element in (one, other))
    numbered = looks.form_of_id(one) == looks.form_of_id(other) != ""
    placed = numbered or _form(one.getparent()) == _form(other.getparent()) or other in one.iterancestors() or one in other.iterancestors()
    return one.tag == other.tag and placed and len(mine & theirs) * 2 >= max(len(mine), len(theirs)) - 1 and bool(mine & theirs)


def _form(element: HtmlElement) -> tuple[str, str]:
    return element.tag, element.get("class") or ""
