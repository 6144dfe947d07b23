"""How many comments a page says that there are, by the heading of its comment area."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from lxml.html import HtmlElement

from archiver.models import Page
from archiver.text import inline_text, number_in

# The heading in WordPress' classic themes, in its comment blocks, and in themes that only mark the area by its id. What it counts is
# everything that was approved, pingbacks and replies to hidden comments included: often more than the page can show.
_TITLE, _AREA, _OF_FORM = "comments-title", "comments", "reply-title"
_HEADINGS = ("h2", "h3", "h4")
_NUMBER = re.compile(r"\d{1,3}(?:[.,'\u00a0\u202f ]\d{3})+|\d+")
# A heading may quote the article's headline, and that may hold a number.
_QUOTE = re.compile('[\u201c\u201e\u00ab\u300c"\u2018]')
# "One thought on ...", as WordPress' translations begin it.
_ONE = frozenset("one a an ein eine eins un une uno una um uma een één en ett jeden jedna egy yksi bir один одна ένα".split())


def announced_count(page: Page, comments: Set[HtmlElement] = frozenset()) -> int | None:
    """The number in the first heading of the comment area that has one; None where the page announces none.

    :param comments: the comments' elements; a heading inside one is a comment's own.
    """
    if "comments" not in page.names:
        return None
    for heading in _headings(page):
        if comments and any(above in comments for above in heading.iterancestors()):
            continue
        count = count_in(_QUOTE.split(inline_text(heading))[0])
        if count is not None:
            return count
    return None


def _headings(page: Page) -> Iterator[HtmlElement]:
    """The headings of the comment area, in reading order."""
    index = page.index
    found = {at for at, classes in index.classes.items() if _TITLE in classes}
    for area in index.at(index.of_id(_AREA)):
        inside = (each for each in area.iterdescendants(*_HEADINGS) if _OF_FORM not in (each.get("class") or ""))
        found.update(map(index.positions.__getitem__, inside))
    return index.at(found)


def count_in(text: str) -> int | None:
    """The first number of a heading such as "59 thoughts on" or "One comment"."""
    if (match := _NUMBER.search(text)) is not None:
        return number_in(match[0])
    words = text.casefold().split()
    return 1 if len(words) > 1 and words[0] in _ONE else None


def numbers_in(classes: frozenset[str], page: Page) -> list[int]:
    """The largest number in each element of one of these classes ("1 to 15 of 43"), where it holds one."""
    if not any(name in page.names for name in classes):
        return []
    counters = (element for element in page.tree.iter() if element.get("class") and not classes.isdisjoint(element.get("class").split()))
    found = ([number for each in _NUMBER.findall(inline_text(element)) if (number := number_in(each)) is not None] for element in counters)
    return [max(numbers) for numbers in found if numbers]
