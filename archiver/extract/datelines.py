"""Dates that a page shows to readers, in the article's head and foot: marked as the date, or in a line that holds one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator

from archiver.extract.metadata import Candidate
from archiver.extract.outline import Element
from archiver.extract.reading import Reading, shown
from archiver.text import clean

#: Class names of the visible date: hAtom and WordPress, h-entry, WordPress' date block, then those in common use.
_PUBLISHED_CLASSES = (
    "published", "dt-published", "entry-date", "wp-block-post-date", "posted-on", "post-date", "entry-time", "article-date",
    "article__date", "publish-date",
    "published-date", "pubdate", "pub-date", "date-published", "datepublished", "post-time", "entry-meta-date", "meta-date", "dateline",
    "date", "timestamp",
    "article-timestamp", "td-post-date", "post_date", "blog-date", "news-date",
)  # fmt: skip
MODIFIED_CLASSES = ("updated", "dt-updated", "modified", "date-modified", "last-updated", "update-date")
#: Class names that end in the word, as block and BEM style sheets make them: ``hero__date``.
_ENDING = re.compile(r".+[-_](?:date|published|pubdate|timestamp)")
#: Words in front of a visible date.
LABEL = re.compile(r"^(?:first |originally )?(?:published|posted|date|added|created)?\s*(?:on|at)?\s*:?\s*", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:updated|modified|last (?:edited|changed|reviewed))\b", re.IGNORECASE)
# A line worth reading as a date: it has a year, and a digit or month beside it.
_DATE_LINE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d\s*[年日]|[٠-٩]{4}|\b\d{1,2}[./]\d{1,2}[./]\d{2}\b")
_MONTH = r"[^\W\d_]{3,12}\.?"
_CLOCK = r"(?:,? (?:at )?\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?"
INSIDE = re.compile(
    rf"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d\d"
    rf"|\b\d{{1,2}}(?:st|nd|rd|th|º|\.)? (?:de )?{_MONTH},? (?:de )?(?:19|20)\d\d"
    rf"|\b(?:19|20)\d\d[-./]\d\d[-./]\d\d|(?<!\d)\d{{1,2}}[./-]\d{{1,2}}[./-](?:19|20)\d\d|(?:19|20)\d\d年\d{{1,2}}月\d{{1,2}}日){_CLOCK}"
)
#: A line that says what its date is.
_LABELLED = re.compile(
    r"(?:first |originally |date )?(?:published|posted|publication date|date published|written|veröffentlicht|publié|publicado|pubblicato"
    r"|gepubliceerd|publicerad|опубликовано)\b",
    re.IGNORECASE,
)
# How far above the headline a line of its own block may stand, in levels of the tree.
_ABOVE = 2
# A line is an element with no more elements in it.
_SMALL = 4
_LONGEST, _LONGEST_LINE = 120, 80
_SAYS_UPDATED = "says that it is the day of a change"


def printed(reading: Reading) -> Iterator[Candidate]:
    """What the page shows in the article's head, then in its foot: marked as the date, or in a line that holds one."""
    head = _head(reading)
    foot = sorted(set(surroundings(reading)).difference(head))
    ending = tuple(name for name in reading.outline.classes if _ENDING.fullmatch(name) and not _CHANGED.search(name))
    yield from marked(reading, "datePublished", (), _is_publication, [*head, *foot])
    for part in (head, foot):
        yield from marked(reading, "", _PUBLISHED_CLASSES, _is_publication, part)
        yield from _times(reading, part)
        yield from marked(reading, "", ending, _is_publication, part)
        if part is head:
            yield from _lines(reading, head)
            yield from _aside(reading)
    for at in range(reading.first_text, reading.outline.ends[reading.scope]):
        if _LABELLED.match(clean(reading.outline.elements[at].text)):
            yield from _line(reading, at)


def _head(reading: Reading) -> list[int]:
    """Positions between headline and text, then those above the headline in its own block."""
    outline, headline = reading.outline, reading.headline_at
    end = min(reading.first_text, outline.ends[reading.scope])
    if headline is None:
        return list(range(reading.scope + 1, end))
    block = headline
    for _ in range(_ABOVE):
        block = max(outline.parents[block], 0)
    return [*range(headline + 1, end), *range(block, headline)]


def surroundings(reading: Reading) -> list[int]:
    """Positions in what holds the article, outside of its text."""
    return [at for at in range(reading.scope, reading.outline.ends[reading.scope]) if not reading.in_text(at)]


def _is_publication(element: Element) -> bool:
    names = (element.get("class") or "").lower().split()
    if "published" in names or element.get("itemprop") == "datePublished":
        return True
    return (
        not _CHANGED.search(shown(element))
        and not any(name in names for name in MODIFIED_CLASSES)
        and element.get("itemprop") != "dateModified"
    )


def is_change(element: Element) -> bool:
    return True


def marked(
    reading: Reading, itemprop: str, classes: tuple[str, ...], fits: Callable[[Element], bool], part: Collection[int]
) -> Iterator[Candidate]:
    """Elements of some part of the page that say by itemprop or class that they are the date."""
    outline, within = reading.outline, frozenset(part)
    for at in outline.itemprops.get(itemprop, ()):
        if at in within:
            yield from _of_element(outline.elements[at], f"[itemprop={itemprop}]")
    for name in classes:
        elements = [outline.elements[at] for at in outline.classes.get(name, ()) if at in within]
        yield from _fitting(reading, elements, f".{name}", fits)


def _times(reading: Reading, part: Collection[int]) -> Iterator[Candidate]:
    """``<time>`` elements of some part of the page."""
    outline, within = reading.outline, frozenset(part)
    yield from _fitting(reading, [outline.elements[at] for at in outline.tags.get("time", ()) if at in within], "dom:time", _is_publication)


def _fitting(reading: Reading, elements: list[Element], source: str, fits: Callable[[Element], bool]) -> Iterator[Candidate]:
    for element in elements:
        if fits(element):
            yield from _of_element(element, source)
        elif reading.weighed is not None:
            yield Candidate(shown(element), source, _SAYS_UPDATED)


def _of_element(element: Element, source: str) -> Iterator[Candidate]:
    """The dates that an element states: its own attributes, those of a ``<time>`` inside, and its text."""
    inner = [each for each in element.iter("time") if _is_publication(each) or source.strip(".") in MODIFIED_CLASSES]
    for each in [element, *inner[:1]]:
        for attribute in ("datetime", "content"):
            if each.get(attribute):
                yield Candidate(each.get(attribute), f"{source}[{attribute}]")
    text = shown(inner[0] if inner and element.tag != "time" else element)
    yield from _of_text(text, source)


def _of_text(text: str, source: str) -> Iterator[Candidate]:
    if len(text) > _LONGEST or not _DATE_LINE.search(text):
        if text:
            yield Candidate(text, source, f"not read: {text!r}" if len(text) <= _LONGEST else "too long for a date")
        return
    yield Candidate(LABEL.sub("", text), source)
    if match := INSIDE.search(text):
        yield Candidate(match[0], source)


def _lines(reading: Reading, head: list[int]) -> Iterator[Candidate]:
    """Short lines of the article's head with a date."""
    if reading.headline_at is not None:  # the line may be loose text of what holds the headline
        yield from _loose(reading.outline.elements[reading.headline_at].tail, "text()")
    for at in head:
        yield from _line(reading, at)


def said(reading: Reading) -> Iterator[Candidate]:
    """Lines between headline and text that say "Published" themselves."""
    if reading.headline_at is None:
        return
    outline = reading.outline
    for at in range(reading.headline_at + 1, min(reading.first_text, outline.ends[reading.scope])):
        if outline.ends[at] - at <= _SMALL and _LABELLED.match(line := shown(outline.elements[at])) and not _CHANGED.search(line):
            yield from _loose(line, f"dom:{outline.elements[at].tag} ~ Published")


def _aside(reading: Reading) -> Iterator[Candidate]:
    """Dates in small furniture: a ``<time>`` beside the headline, or a line under it, in an ``<aside>`` or a share bar."""
    for element, is_under in reading.asides():
        if element.tag == "time" and _is_publication(element):
            yield from _of_element(element, "aside:time")
        elif is_under and not _CHANGED.search(shown(element)):
            yield from _loose(element.text, f"aside:{element.tag}")


def _line(reading: Reading, at: int) -> Iterator[Candidate]:
    element = reading.outline.elements[at]
    for text in (element.text, *(child.tail for child in element)):
        yield from _loose(text, f"dom:{element.tag}")


def _loose(text: str | None, source: str) -> Iterator[Candidate]:
    line = clean(text)
    if len(line) <= _LONGEST_LINE and _DATE_LINE.search(line) and (match := INSIDE.search(line)):
        yield Candidate(match[0], source) if not _CHANGED.search(line) else Candidate(line, source, _SAYS_UPDATED)
