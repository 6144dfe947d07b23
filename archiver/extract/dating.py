"""What one element, or one line, says of a date: which day it is, and what happened on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from archiver.extract import datewords
from archiver.extract.datewords import CHANGED
from archiver.extract.metadata import Candidate
from archiver.extract.outline import Element
from archiver.extract.reading import shown
from archiver.text import clean, inline_text, short_text

#: Class names of the day of a change, whole or as a part: hAtom, WordPress' ``wp-block-post-date__modified-date``.
_CHANGED_CLASS = re.compile(r"(?:.*[-_])?(?:updated|modified|update[-_](?:date|time)|last[-_]update)(?:[-_].*)?")
#: Words in front of a visible date.
LABEL = re.compile(r"^(?:first |originally )?(?:published|posted|date|added|created)?\s*(?:on|at)?\s*:?\s*", re.IGNORECASE)
# A line worth reading as a date: it has a year, and a digit or month beside it.
_DIGIT = re.compile(r"\d")
_DATE_LINE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d\s*[年日]|[٠-٩]{4}|\b\d{1,2}[./]\d{1,2}[./]\d{2}\b")
#: A heading that is a label of the line under it, as records of libraries and offices have it.
_LABELS = re.compile(
    r"(?:date |last |first )?(?:published|publication|publish|posted|issued|reviewed|review|updated|modified|revised)(?: (?:date|on))?:?",
    re.IGNORECASE,
)
# A label stands before its date, or before what holds only that, so many levels up; few elements stand between them.
_LEVELS, _NEIGHBOURS = 2, 6
#: HTML's, those of scripts that count "2 days ago" from them, and hAtom's: <abbr title="2024-03-04">.
_ATTRIBUTES = ("datetime", "content", "data-datetime", "data-timestamp", "data-time", "data-date", "title")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Characters: of an element that is marked as the date, of a bare line, and of a line that says what its date is.
_LONGEST, _LONGEST_LINE, _LONGEST_SAYING = 120, 80, 160
# Characters of white space that a line may have inside.
_FOLDED = 40
#: A date, and what it is said to be.
Stated = tuple[str | None, Candidate]


def of_element(element: Element, source: str) -> Iterator[Stated]:
    """The dates that an element states: its own attributes, then those of each ``<time>`` inside or its text."""
    inner = [] if element.tag == "time" else list(element.iter("time"))[:3]
    for attribute in ("datetime", "content"):
        if inner and element.get(attribute):
            yield _kind(element), Candidate(element.get(attribute), f"{source}[{attribute}]")
    for each in inner or [element]:
        kind = _kind(each)
        for attribute in _ATTRIBUTES:
            if (value := each.get(attribute)) and (attribute != "title" or _DATE_LINE.search(value)):
                yield kind, Candidate(value, f"{source}[{attribute}]")
        yield from _of_text(shown(each), source, kind)


def _kind(element: Element) -> str | None:
    """What an element's date is said to be: by its name, its words, or the words in front of it."""
    prop = element.get("itemprop")
    if prop == "dateModified" or (prop != "datePublished" and _is_named_change(element)):
        return CHANGED
    if prop == "datePublished":
        return None
    text = shown(element)
    first = next(datewords.dated(text, before := _words_before(element)), None)
    return first.kind if first else datewords.kind_of(text[: datewords.REACH]) or datewords.label(before)


def _is_named_change(element: Element) -> bool:
    """Whether an element's class, or that of what holds only it, is of the day of a change."""
    names, holder = (element.get("class") or "").lower().split(), element.getparent()
    if holder is not None and holder.get("class") and _has_few_neighbours(element) and short_text(holder, _LONGEST) is not None:
        names += holder.get("class").lower().split()
    return "published" not in names and any(map(is_of_change, names))


def _has_few_neighbours(element: Element) -> bool:
    """Whether an element is one of few in what holds it; of many they are not counted to the end."""
    around = chain(element.itersiblings(), element.itersiblings(preceding=True))
    return next(islice(around, _NEIGHBOURS, None), None) is None


def is_of_change(name: str) -> bool:
    """Whether a class name is of the day of a change."""
    return ("updat" in name or "modified" in name) and _CHANGED_CLASS.fullmatch(name) is not None


def _of_text(text: str, source: str, kind: str | None) -> Iterator[Stated]:
    if len(text) > _LONGEST or not _DATE_LINE.search(text):
        if text:
            yield kind, Candidate(text, source, f"not read: {text!r}" if len(text) <= _LONGEST else "too long for a date")
        return
    dates = list(datewords.dated(text))
    if len(dates) < 2:
        yield kind, Candidate(LABEL.sub("", text), source)
    for at, each in enumerate(dates):
        yield each.kind if at or len(dates) > 1 else kind, Candidate(each.text, source)


def _words_before(element: Element, behind: bool = False) -> str:
    """What stands in front of an element, or, ``behind``, of the text that follows it: up to a heading or prose."""
    words: list[str] = [short_text(element, 2 * datewords.REACH) or ""] if behind else []
    for _ in range(_LEVELS):
        for sibling in islice(element.itersiblings(preceding=True), _NEIGHBOURS):
            words.append(sibling.tail or "")
            text = short_text(sibling, datewords.REACH) if isinstance(sibling.tag, str) else ""
            if sibling.tag in _HEADINGS and text and _LABELS.fullmatch(text):
                words.append(text)
            if sibling.tag in _HEADINGS or text is None or sum(map(len, words)) > datewords.REACH:
                return clean(" ".join(reversed(words)))
            words.append(text)
        parent = element.getparent()
        if parent is None:
            break
        words.append(parent.text or "")
        if any(map(str.strip, words)):
            break
        element = parent
    return clean(" ".join(reversed(words)))


def may_date(text: str | None) -> bool:
    """Whether a text, which may be indented, can be a line with a date."""
    if not text or len(text) > 3 * _LONGEST_SAYING or text.isspace():
        return False
    if len(text) > _LONGEST_SAYING and len(text.strip()) > _LONGEST_SAYING + _FOLDED:
        return False
    return _DIGIT.search(text) is not None and _DATE_LINE.search(text) is not None


def of_line(text: str | None, source: str, element: Element | None, opening: bool = False, behind: bool = False) -> Iterator[Stated]:
    """The dates of a short text of its own; ``opening``: only where the label begins the line."""
    if text is None or not may_date(text) or len(line := clean(text)) > _LONGEST_SAYING:
        return
    before = "" if element is None else _words_before(element, behind)
    if opening and not datewords.opens(line) and not datewords.opens(before):
        return
    for each in datewords.dated(line, before):
        kind = each.kind
        if kind is None and element is not None and not behind:
            kind = CHANGED if _is_named_change(element) else _said_behind(element, line)
        if kind is None and len(line) > _LONGEST_LINE:
            continue
        yield kind, Candidate(each.text, source)
        if each.text != each.day:  # a clock that cannot be read
            yield kind, Candidate(each.day, source)


def _said_behind(element: Element, line: str) -> str | None:
    """What the rest of an element says of the date that it begins with: German themes write "am 4. März 2024 von ... veröffentlicht"."""
    whole = inline_text(element, most=2 * _LONGEST_SAYING) if len(element) else line
    first = datewords.INSIDE.search(whole)
    behind = whole[first.end() :][: datewords.REACH] if first else ""
    return None if datewords.INSIDE.search(behind) else datewords.behind_it(behind)
