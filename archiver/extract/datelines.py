"""Dates that a page shows to readers, in the article's head and foot: marked as the date, or in a line that holds one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice, tee

from archiver import urls
from archiver.extract import datewords, others
from archiver.extract.datewords import CHANGED, OTHER, PUBLISHED
from archiver.extract.metadata import Candidate
from archiver.extract.outline import Element
from archiver.extract.reading import PROSE, Reading, shown
from archiver.text import clean, inline_text

#: Class names of the visible date: hAtom and WordPress, h-entry, WordPress' date block, then those in common use; Drupal's "submitted";
#: last the lines of small print that WordPress' and Movable Type's themes have under or over a text.
_PUBLISHED_CLASSES = (
    "published", "dt-published", "entry-date", "wp-block-post-date", "posted-on", "post-date", "entry-time", "article-date",
    "article__date", "publish-date",
    "published-date", "pubdate", "pub-date", "date-published", "datepublished", "post-time", "entry-meta-date", "meta-date", "dateline", "timeago",
    "date", "timestamp",
    "article-timestamp", "td-post-date", "post_date", "blog-date", "news-date", "submitted",
    "entry-meta", "post-meta", "postmetadata", "asset-meta", "post-footer", "post-info", "article-meta", "article-info", "byline",
)  # fmt: skip
#: Class names that end in the word, as block and BEM style sheets make them: ``hero__date``.
_ENDING = re.compile(r".+[-_](?:date|published|pubdate|timestamp)")
#: hAtom's and h-entry's names of the day of the last change, which is also that of publication where nothing was changed since.
_UPDATED_CLASSES = ("updated", "dt-updated")
#: Class names of the day of a change, whole or as a part: hAtom, WordPress' ``wp-block-post-date__modified-date``.
_CHANGED_CLASS = re.compile(r"(?:.*[-_])?(?:updated|modified|update[-_](?:date|time)|last[-_]update)(?:[-_].*)?")
#: Words in front of a visible date.
LABEL = re.compile(r"^(?:first |originally )?(?:published|posted|date|added|created)?\s*(?:on|at)?\s*:?\s*", re.IGNORECASE)
# A line worth reading as a date: it has a year, and a digit or month beside it.
_DIGIT = re.compile(r"\d")
_DATE_LINE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d\s*[年日]|[٠-٩]{4}|\b\d{1,2}[./]\d{1,2}[./]\d{2}\b")
# How far above the headline a line of its own block may stand, in levels of the tree.
_ABOVE = 2
# A label stands before its date, or before what holds only that, so many levels up; few elements stand between them.
_LEVELS, _NEIGHBOURS = 2, 6
#: HTML's, those of scripts that count "2 days ago" from them, and hAtom's: <abbr title="2024-03-04">.
_ATTRIBUTES = ("datetime", "content", "data-datetime", "data-timestamp", "data-time", "data-date", "title")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Characters: of an element that is marked as the date, of a bare line, and of a line that says what its date is.
_LONGEST, _LONGEST_LINE, _LONGEST_SAYING = 120, 80, 160
# More elements with one mark are a list.
_MOST = 20
# Characters; a link with more than a date in it is the card of what it leads to.
_CARD = 40
_REFUSED = {CHANGED: "says that it is the day of a change", OTHER: "says that it is the day of something else"}
#: A date, and what it is said to be.
_Stated = tuple[str | None, Candidate]


def printed(reading: Reading) -> Iterator[Candidate]:
    """What the page shows in the article's head, then in its foot; what is said to be no day of publication is refused."""
    for kind, candidate in _stated(reading):
        why_not = candidate.refused or _REFUSED.get(kind or "")
        yield Candidate(candidate.value, candidate.source, why_not) if why_not else candidate


def said(reading: Reading) -> Iterator[Candidate]:
    """Lines between headline and text that say "Published" themselves."""
    if reading.headline_at is not None:
        for at in range(reading.headline_at + 1, min(reading.first_text, reading.outline.ends[reading.scope])):
            for kind, candidate in _line(reading, at):
                if kind == PUBLISHED:
                    yield Candidate(candidate.value, f"{candidate.source} ~ Published", candidate.refused)


def changes(reading: Reading) -> Iterator[Candidate]:
    """What the page shows as the day of a change."""
    around = frozenset(_surroundings(reading))
    yield from (each for _, each in _itemprop(reading, "dateModified", around))
    for name in _UPDATED_CLASSES:
        for element in _inside(reading, reading.outline.classes.get(name, ()), around):
            yield from (each for _, each in _of_element(element, f".{name}"))
    yield from (candidate for kind, candidate in _stated(reading) if kind == CHANGED)


def _stated(reading: Reading) -> Iterator[_Stated]:
    """Every date of the article's head, then of its foot, with what it is said to be; each is read once, whoever asks."""
    reading.dated, again = tee(_read(reading) if reading.dated is None else reading.dated)
    return again


def _read(reading: Reading) -> Iterator[_Stated]:
    head = _head(reading)
    foot = sorted(set(_surroundings(reading)).difference(head))
    names = reading.outline.classes
    marks = [each for each in _PUBLISHED_CLASSES if each in names]
    marks += [
        each for each in names if _CHANGED_CLASS.fullmatch(each) or (_ENDING.fullmatch(each) and not datewords.names_another_day(each))
    ]
    yield from _itemprop(reading, "datePublished", frozenset((*head, *foot)))
    for part in (head, foot):
        within = frozenset(part)
        for name in marks:
            yield from _of_elements(reading, _inside(reading, names[name], within), f".{name}", alone=part is foot)
        yield from _of_elements(reading, _inside(reading, reading.outline.tags.get("time", ()), within), "dom:time", alone=part is foot)
        if part is head:
            yield from _lines(reading, head)
            yield from _aside(reading)
    yield from _labelled(reading)


def _head(reading: Reading) -> list[int]:
    """Positions between headline and text, then those above the headline in its own block."""
    outline, headline = reading.outline, reading.headline_at
    end = min(_text_proper(reading), outline.ends[reading.scope])
    if headline is None:
        return list(range(reading.scope + 1, end))
    block = headline
    for _ in range(_ABOVE):
        block = max(outline.parents[block], 0)
    return [*range(headline + 1, end), *range(block, headline)]


def _text_proper(reading: Reading) -> int:
    """Where the text begins behind a lead: a single paragraph in a block of its own, which many layouts put over the date."""
    outline, lead = reading.outline, reading.first_text
    if lead >= len(outline.elements) or outline.elements[lead].tag != "p":
        return lead
    block = outline.parents[lead]
    following = next(
        (at for at in range(lead + 1, outline.ends[reading.scope]) if outline.elements[at].tag == "p" and outline.weights[at] >= PROSE),
        lead,
    )
    return following if following >= outline.ends[block] else lead


def _surroundings(reading: Reading) -> list[int]:
    """Positions in what holds the article, outside of its text."""
    return [at for at in range(reading.scope, reading.outline.ends[reading.scope]) if not reading.in_text(at)]


def _inside(reading: Reading, positions: Iterable[int], within: Collection[int]) -> list[Element]:
    return [reading.outline.elements[at] for at in positions if at in within]


def _itemprop(reading: Reading, name: str, within: Collection[int]) -> Iterator[_Stated]:
    for element in _inside(reading, reading.outline.itemprops.get(name, ()), within):
        yield from _of_element(element, f"[itemprop={name}]")


def _of_elements(reading: Reading, elements: list[Element], source: str, alone: bool) -> Iterator[_Stated]:
    """The dates of elements with one mark; below the text several of different days are a list of other things."""
    own = [each for each in elements[:_MOST] if not _is_card(reading, each)]
    found = [list(_of_element(each, source)) for each in own]
    unsaid = {each[0][1].value for each in found if each and each[0][0] is None}
    why_not = "one of several such dates: a list" if alone and len(unsaid) > 1 else None
    for kind, candidate in (pair for each in found for pair in each):
        yield kind, Candidate(candidate.value, candidate.source, candidate.refused or (why_not if kind is None else None))


def _is_card(reading: Reading, element: Element) -> bool:
    """Whether a date stands on the card of another article, or in a link to something else, among other words."""
    link = element if element.tag == "a" else next(element.iterancestors("a"), None)
    if link is None or len(inline_text(link)) <= _CARD:
        return others.is_on_card(reading, element)
    address = urls.absolute(reading.page.base_url, link.get("href"))
    return address is not None and urls.key(address) != urls.key(reading.page.final_url)


def _of_element(element: Element, source: str) -> Iterator[_Stated]:
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
    if holder is not None and holder.get("class") and len(inline_text(holder)) <= _LONGEST:
        names += holder.get("class").lower().split()
    return "published" not in names and any(map(_CHANGED_CLASS.fullmatch, names))


def _of_text(text: str, source: str, kind: str | None) -> Iterator[_Stated]:
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
    words: list[str] = [inline_text(element)] if behind else []
    for _ in range(_LEVELS):
        for sibling in islice(element.itersiblings(preceding=True), _NEIGHBOURS):
            words.append(sibling.tail or "")
            text = inline_text(sibling) if isinstance(sibling.tag, str) else ""
            if sibling.tag in _HEADINGS or len(text) > datewords.REACH or sum(map(len, words)) > datewords.REACH:
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


def _lines(reading: Reading, head: list[int]) -> Iterator[_Stated]:
    """Short lines of the article's head with a date."""
    if reading.headline_at is not None:  # the line may be loose text of what holds the headline
        yield from _loose(reading.outline.elements[reading.headline_at].tail, "text()", None)
    for at in head:
        yield from _line(reading, at)


def _aside(reading: Reading) -> Iterator[_Stated]:
    """Dates in small furniture: a ``<time>`` beside the headline, or a line under it, in an ``<aside>`` or a share bar."""
    for element, is_under in reading.asides():
        if element.tag == "time":
            yield from _of_element(element, "aside:time")
        elif is_under:
            found = _loose(element.text, f"aside:{element.tag}", element)
            yield from (each for each in found if datewords.INSIDE.search(each[1].value))  # a month alone is a meter's or an archive's


def _labelled(reading: Reading) -> Iterator[_Stated]:
    """Lines below the text, or the last ones in it, that say what their date is."""
    outline = reading.outline
    for at in range(reading.first_text, outline.ends[reading.scope]):
        element = outline.elements[at]
        for text, behind in ((element.text, False), (element.tail, True)):
            if text and _may_date(text):
                found = _loose(text, f"dom:{element.tag}", element, reading.in_text(at), behind)
                yield from (each for each in found if each[0] is not None)


def _line(reading: Reading, at: int) -> Iterator[_Stated]:
    element = reading.outline.elements[at]
    stated = any(map(_may_date, (element.text, *(child.tail for child in element))))
    if not stated or datewords.names_another_day(element.get("class")) or _is_card(reading, element):
        return
    yield from _loose(element.text, f"dom:{element.tag}", element)
    for child in element:
        yield from _loose(child.tail, f"dom:{element.tag}", child, behind=True)


def _may_date(text: str | None) -> bool:
    """Whether a text, which may be indented, can be a line with a date."""
    return text is not None and len(text) <= 3 * _LONGEST_SAYING and bool(_DIGIT.search(text)) and _DATE_LINE.search(text) is not None


def _loose(text: str | None, source: str, element: Element | None, opening: bool = False, behind: bool = False) -> Iterator[_Stated]:
    """The dates of a short text of its own; ``opening``: only where the label begins the line."""
    if text is None or not _may_date(text) or len(line := clean(text)) > _LONGEST_SAYING:
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
    whole = inline_text(element) if len(element) else line
    first = datewords.INSIDE.search(whole)
    behind = whole[first.end() :][: datewords.REACH] if first else ""
    return None if datewords.INSIDE.search(behind) else datewords.behind_it(behind)
