"""When it was published and changed: every place that states it, and the most exact of those that agree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from archiver.extract import override
from archiver.extract.metadata import Candidate, strings
from archiver.extract.outline import Element
from archiver.extract.reading import Reading, shown
from archiver.extract.weighing import CHOSEN
from archiver.models import Moment
from archiver.moments import parse_moment
from archiver.text import clean

#: Meta names of the day of publication: Open Graph, schema.org, Parse.ly, Sailthru, Dublin Core, Highwire Press, and older habits.
_PUBLISHED_META = (
    "article:published_time", "datePublished", "og:published_time", "parsely-pub-date", "sailthru.date", "article:published",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dc.date.created", "citation_publication_date", "citation_date",
    "publish-date", "publish_date", "published_date", "pubdate", "publication_date", "publication-date", "published-date", "dateCreated",
    "cXenseParse:recs:publishtime", "rnews:datePublished", "originalpublicationdate", "date", "article.published", "published",
)  # fmt: skip
_MODIFIED_META = (
    "article:modified_time", "dateModified", "og:updated_time", "dcterms.modified", "dc.date.modified", "last-modified", "article:modified",
)  # fmt: skip
#: Class names of the visible date: hAtom and WordPress, h-entry, WordPress' date block, then those in common use.
_PUBLISHED_CLASSES = (
    "published", "dt-published", "entry-date", "wp-block-post-date", "posted-on", "post-date", "entry-time", "article-date",
    "article__date", "publish-date",
    "published-date", "pubdate", "pub-date", "date-published", "datepublished", "post-time", "entry-meta-date", "meta-date", "dateline",
    "date", "timestamp",
    "article-timestamp", "td-post-date", "post_date", "blog-date", "news-date",
)  # fmt: skip
_MODIFIED_CLASSES = ("updated", "dt-updated", "modified", "date-modified", "last-updated", "update-date")
#: Class names that end in the word, as block and BEM style sheets make them: ``hero__date``.
_ENDING = re.compile(r".+[-_](?:date|published|pubdate|timestamp)")
#: Words in front of a visible date.
_LABEL = re.compile(r"^(?:first |originally )?(?:published|posted|date|added|created)?\s*(?:on|at)?\s*:?\s*", re.IGNORECASE)
_CHANGED = re.compile(r"\b(?:updated|modified|last (?:edited|changed|reviewed))\b", re.IGNORECASE)
# A line worth reading as a date: it has a year, and a digit or month beside it.
_DATE_LINE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|\d\s*[年日]|[٠-٩]{4}|\b\d{1,2}[./]\d{1,2}[./]\d{2}\b")
_MONTH = r"[^\W\d_]{3,12}\.?"
_CLOCK = r"(?:,? (?:at )?\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?"
_DATE_INSIDE = re.compile(
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
_FINENESS = {"year": 0, "month": 1, "day": 2, "minute": 3, "second": 4}
_EXACT = ("minute", "second")
_LONGEST, _LONGEST_LINE = 120, 80
#: A candidate and what it was read as.
_Tried = tuple[Candidate, Moment | None]
_SAYS_UPDATED = "says that it is the day of a change"


def published(reading: Reading) -> Moment | None:
    """The day of publication, as exactly as the page states it.

    A line under the headline that says "Published" and another day outweighs what machines are told: a move to other software resets that.
    """
    tried: list[_Tried] = []
    own = _choice(reading, _own(reading, "date_published"), tried)
    if own is not None and reading.weighed is None:
        return own
    told = _choice(reading, (*_told(reading), *_shown(reading)), tried)
    said = _choice(reading, _said(reading), tried)
    chosen = own or (told if said is None or (told is not None and _same_day(told, said)) else said)
    _record(reading, "date_published", tried, chosen)
    return chosen


def modified(reading: Reading) -> Moment | None:
    """The last change, if the page states one."""
    tried: list[_Tried] = []
    own = _choice(reading, _own(reading, "date_modified"), tried)
    if own is not None and reading.weighed is None:
        return own
    chosen = own or _choice(reading, _modified(reading), tried)
    _record(reading, "date_modified", tried, chosen)
    return chosen


def _choice(reading: Reading, candidates: Iterable[Candidate], tried: list[_Tried]) -> Moment | None:
    """The first candidate that can be read; a finer one of the same day replaces a coarse one. ``tried`` takes what was looked at."""
    best: Moment | None = None
    for candidate in candidates:
        moment = None if candidate.refused else _moment(reading, candidate)
        tried.append((candidate, moment))
        if best is not None and best.precision in _EXACT:
            continue  # looked at for the record only
        if moment is None or moment.precision not in _FINENESS:
            best = best or moment
        elif best is None or best.precision not in _FINENESS or (_finer(moment, best) and _same_day(moment, best)):
            best = moment
        if best is not None and best.precision in _EXACT and reading.weighed is None:
            break
    return best


def _record(reading: Reading, field: str, tried: list[_Tried], chosen: Moment | None) -> None:
    """Keeps what was thought of each candidate, if anybody asks."""
    for candidate, moment in tried if reading.weighed is not None else ():
        if moment is None:
            verdict = candidate.refused or _unread(reading, candidate)
        elif moment == chosen:
            verdict = CHOSEN
        elif chosen is None or moment.precision not in _FINENESS or chosen.precision not in _FINENESS:
            verdict = f"comes after {chosen.source}" if chosen else "not chosen"
        elif not _same_day(moment, chosen):
            verdict = f"another day than {chosen.source}, which outweighs it"
        else:
            verdict = f"agrees with {chosen.source}" + (", which is more exact" if _finer(chosen, moment) else "")
        reading.weigh(field, candidate, verdict)


def _unread(reading: Reading, candidate: Candidate) -> str:
    """Why a date was not read: it lies after the fetch, or it is none."""
    at_any_time = parse_moment(candidate.value, source=candidate.source, language=_locale(reading), timezone=reading.timezone)
    return "later than the fetch" if at_any_time else f"not read: {candidate.value!r}"


def _own(reading: Reading, field: str) -> Iterator[Candidate]:
    """What the site's profile points at: an attribute or text as it is; of an element its ``datetime`` or ``content``, then its text."""
    for node in override.nodes(reading, field):
        text = override.text_of(node)
        stated = [] if isinstance(node, str) else [node.get("datetime"), node.get("content"), *node.xpath(".//time/@datetime")]
        inside = _DATE_INSIDE.search(text)
        for value in (*stated, _LABEL.sub("", text), inside[0] if inside else None):
            if value:
                yield Candidate(clean(value), override.source(reading, field))


def _moment(reading: Reading, candidate: Candidate) -> Moment | None:
    return parse_moment(
        candidate.value,
        source=candidate.source,
        fetched_at=reading.page.fetched_at,
        language=_locale(reading),
        timezone=reading.timezone,
    )


def _locale(reading: Reading) -> str | None:
    """The page's language, with the region that another declaration of the same language adds: it decides what 3/4 is."""
    language = reading.language
    if language is None or "-" in language:
        return language
    stated = (each.value.replace("_", "-") for each in reading.metadata.stated(("og:locale", "content-language", "language")))
    return next((each for each in stated if each.startswith(f"{language}-")), language)


def _finer(one: Moment, other: Moment) -> bool:
    return _FINENESS[one.precision or "year"] > _FINENESS[other.precision or "year"]


def _same_day(one: Moment, other: Moment) -> bool:
    """Whether two moments can mean the same day; time zones shift a day by one."""
    first, second = (one.utc or "")[:10], (other.utc or "")[:10]
    if len(first) < 10 or len(second) < 10:
        length = min(len(first), len(second))
        return first[:length] == second[:length]
    return abs((date.fromisoformat(first) - date.fromisoformat(second)).days) <= 1


def _told(reading: Reading) -> Iterator[Candidate]:
    """What the page tells machines of the day of publication."""
    metadata = reading.metadata
    yield from metadata.declared("datePublished")
    yield from metadata.stated(_PUBLISHED_META)
    for node in metadata.of_type("WebPage", "ItemPage"):
        yield from (Candidate(value, "json-ld:WebPage.datePublished") for value in strings(node.get("datePublished")))
    yield from metadata.declared("dateCreated")


def _shown(reading: Reading) -> Iterator[Candidate]:
    """What the page shows in the article's head and foot: marked as the date, or in a line that holds one."""
    yield from _marked(reading, "datePublished", _PUBLISHED_CLASSES, _is_publication)
    ending = tuple(name for name in reading.outline.classes if _ENDING.fullmatch(name) and not _CHANGED.search(name))
    yield from _marked(reading, "", ending, _is_publication)
    yield from _lines(reading)


def _modified(reading: Reading) -> Iterator[Candidate]:
    metadata = reading.metadata
    yield from metadata.declared("dateModified")
    yield from metadata.stated(_MODIFIED_META)
    yield from _marked(reading, "dateModified", _MODIFIED_CLASSES, _is_change)
    if not metadata.article:
        for node in metadata.of_type("WebPage", "ItemPage"):
            yield from (Candidate(value, "json-ld:WebPage.dateModified") for value in strings(node.get("dateModified")))


def _is_publication(element: Element) -> bool:
    names = (element.get("class") or "").lower().split()
    if "published" in names or element.get("itemprop") == "datePublished":
        return True
    return (
        not _CHANGED.search(shown(element))
        and not any(name in names for name in _MODIFIED_CLASSES)
        and element.get("itemprop") != "dateModified"
    )


def _is_change(element: Element) -> bool:
    return True


def _marked(reading: Reading, itemprop: str, classes: tuple[str, ...], fits: Callable[[Element], bool]) -> Iterator[Candidate]:
    """Elements of the article's head and foot that say by itemprop, class or ``<time>`` that they are the date."""
    outline = reading.outline
    for element in reading.near(outline.itemprops.get(itemprop, [])):
        yield from _of_element(element, f"[itemprop={itemprop}]")
    for name in classes:
        for element in reading.near(outline.classes.get(name, [])):
            if fits(element):
                yield from _of_element(element, f".{name}")
            elif reading.weighed is not None:
                yield Candidate(shown(element), f".{name}", _SAYS_UPDATED)
    if itemprop == "datePublished":
        for element in reading.near(outline.tags.get("time", [])):
            if _is_publication(element):
                yield from _of_element(element, "dom:time")
            elif reading.weighed is not None:
                yield Candidate(shown(element), "dom:time", _SAYS_UPDATED)


def _of_element(element: Element, source: str) -> Iterator[Candidate]:
    """The dates that an element states: its own attributes, those of a ``<time>`` inside, and its text."""
    inner = [each for each in element.iter("time") if _is_publication(each) or source.strip(".") in _MODIFIED_CLASSES]
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
    yield Candidate(_LABEL.sub("", text), source)
    if match := _DATE_INSIDE.search(text):
        yield Candidate(match[0], source)


def _lines(reading: Reading) -> Iterator[Candidate]:
    """Short lines with a date: between headline and text, then above the headline in its own block, then any that says "Published"."""
    outline = reading.outline
    end, start = outline.ends[reading.scope], reading.scope
    above: range | tuple[()] = ()
    if reading.headline_at is not None:
        block = reading.headline_at
        for _ in range(_ABOVE):
            block = max(outline.parents[block], 0)
        above, start = range(block, reading.headline_at), reading.headline_at
        # The line may be loose text of what holds the headline.
        yield from _loose(outline.elements[reading.headline_at].tail, "text()")
    for at in (*range(start + 1, min(reading.first_text, end)), *above):
        yield from _line(reading, at)
    for at in range(min(reading.first_text, end), end):
        if _LABELLED.match(clean(outline.elements[at].text)):
            yield from _line(reading, at)


def _said(reading: Reading) -> Iterator[Candidate]:
    """Lines between headline and text that say "Published" themselves."""
    if reading.headline_at is None:
        return
    outline = reading.outline
    for at in range(reading.headline_at + 1, min(reading.first_text, outline.ends[reading.scope])):
        if outline.ends[at] - at <= _SMALL and _LABELLED.match(line := shown(outline.elements[at])) and not _CHANGED.search(line):
            yield from _loose(line, f"dom:{outline.elements[at].tag} ~ Published")


def _line(reading: Reading, at: int) -> Iterator[Candidate]:
    element = reading.outline.elements[at]
    for text in (element.text, *(child.tail for child in element)):
        yield from _loose(text, f"dom:{element.tag}")


def _loose(text: str | None, source: str) -> Iterator[Candidate]:
    line = clean(text)
    if len(line) <= _LONGEST_LINE and _DATE_LINE.search(line) and (match := _DATE_INSIDE.search(line)):
        yield Candidate(match[0], source) if not _CHANGED.search(line) else Candidate(line, source, _SAYS_UPDATED)
