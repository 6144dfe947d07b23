"""Names that stand on a page as authors do, and are not this article's: of who checked it, of a quotation, of another article's card."""

from __future__ import annotations

import re
from itertools import chain

from archiver.extract import credit_lines, wording
from archiver.extract.outline import Element
from archiver.extract.reading import Reading, shown
from archiver.text import clean, fold

#: Class names of what holds somebody else's words or work: quotations, what customers say, books and records that a text is about.
#: WordPress' names of the sections and tags of a post are none.
_QUOTED = re.compile(
    r"(?:^|\s|(?<!category)(?<!tag)[-_])(?:(?:block|pull)?quotes?|testimonials?|customers?|clients?|books?|albums?|tracks?)(?:$|[-_\s])",
    re.IGNORECASE,
)
_QUOTES = frozenset({"blockquote", "q"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
#: How far around a name a quotation or a card may reach, in levels of the tree.
_LEVELS = 4
#: Words; a link of fewer is a label, "More" or "Our team".
_TITLE = 3


def is_of_another(reading: Reading, element: Element) -> bool:
    """Whether a name belongs to somebody else than the article's author."""
    return _is_checker(element) or _is_quoted(element) or is_on_card(reading, element)


def _is_checker(element: Element) -> bool:
    """Whether the words in front of an element say who checked the text: "Reviewed by" and a link of an author's class behind it."""
    for each in (element, element.getparent()):
        above = each.getparent() if each is not None else None
        if above is None:
            return False
        before = each.getprevious()
        words = (
            above.text if before is None else before.tail if clean(before.tail) else shown(before) if isinstance(before.tag, str) else ""
        )
        if words := clean(words):
            return any(not words[found.end() :].strip(" :") for found in wording.CHECKED.finditer(words))
    return False


def _is_quoted(element: Element) -> bool:
    """Whether a name is that of who said what is quoted, or made what the text is about."""
    current, level = element, 0
    while current is not None and level <= _LEVELS:
        if current.tag in _QUOTES or (level < _LEVELS - 1 and _QUOTED.search(current.get("class") or "")):
            return True
        current, level = current.getparent(), level + 1
    return False


def is_on_card(reading: Reading, element: Element) -> bool:
    """Whether a name or a day stands on the card of another article, with its linked heading, in what holds neither this headline nor the text."""
    outline = reading.outline
    at = outline.position(element)
    if at is None or reading.headline_at is None or at < reading.first_text:
        return False
    name = fold(shown(element))
    for above in list(outline.ancestors(at))[1 : _LEVELS + 1]:
        if above <= reading.headline_at < outline.ends[above] or above <= reading.first_text < outline.ends[above]:
            return False
        titles = [each for each in _linked_titles(reading, outline.elements[above]) if fold(each) not in name]
        if titles:
            return len(titles) == 1 or outline.elements[above].tag in ("article", "li")
    return False


def _linked_titles(reading: Reading, holder: Element) -> list[str]:
    """The headings in an element, or its first text, that lead to other pages of the site than people's."""
    around = (next(chain(heading.iter("a"), heading.iterancestors("a")), None) for heading in holder.iter(*_HEADINGS))
    links = [link for link in around if link is not None]
    if not links and not clean(holder.text) and len(holder) and holder[0].tag == "a" and len(shown(holder[0]).split()) >= _TITLE:
        links = [holder[0]]
    return [shown(link) for link in links if reading.leads_elsewhere(link.get("href")) and not credit_lines.is_profile(link.get("href"))]
