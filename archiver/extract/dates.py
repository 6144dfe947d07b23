"""When it was published and changed: every place that states it, and the most exact of those that agree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import chain, tee

from archiver.extract import datelines, datewords, dating, override, permalink, state
from archiver.extract.metadata import Candidate, strings
from archiver.extract.reading import Reading
from archiver.extract.weighing import CHOSEN
from archiver.models import Moment
from archiver.moments import is_ambiguous, parse_moment
from archiver.text import clean

#: Meta names of the day of publication: Open Graph, schema.org, Parse.ly, Sailthru, Dublin Core, Highwire Press, and older habits.
_PUBLISHED_META = (
    "article:published_time", "datePublished", "og:published_time", "og:article:published_time", "parsely-pub-date", "sailthru.date",
    "article:published", "article.published", "article:post_date", "date_published", "dc.date.issued", "dcterms.issued", "dc.issued",
    "dcterms.created", "dc.date", "dcterms.date", "dc.date.created", "dc.created", "citation_publication_date", "citation_online_date",
    "citation_date", "publish-date", "publish_date", "published_date", "publishdate", "publisheddate", "published_at", "published_time",
    "publish_time", "pubdate", "pub_date", "bt:pubdate", "publication_date", "publication-date", "published-date", "dateCreated",
    "article_date_original", "cXenseParse:recs:publishtime", "rnews:datePublished", "originalpublicationdate", "DCSext.articleFirstPublished",
    "mediator_published_time", "apub:time", "weibo: article:create_at", "weibo:article:create_at", "firstcreatetime", "createdate", "releasedate",
    "pubtime", "ptime", "date", "published",
)  # fmt: skip
#: What a site calls the same in its own way: "w-published-date", "page.publish-time".
_ANY_PUBLISHED = re.compile(r"(?:.*[-_.:])?(?:first[-_]?)?publish(?:ed)?[-_. ]?(?:date|time|on|at)", re.IGNORECASE)
_MODIFIED_META = (
    "article:modified_time", "dateModified", "og:updated_time", "og:modified_time", "article:modified", "article:updated_time",
    "article:updated", "date_modified", "dcterms.modified", "dc.date.modified", "dc.modified", "last-modified", "last_modified",
    "lastmod", "last-updated", "last_updated", "lastupdated", "article_date_updated", "modified", "updated", "revised",
)  # fmt: skip
_FINENESS = {"year": 0, "month": 1, "day": 2, "minute": 3, "second": 4}
_EXACT = ("minute", "second")
_COARSE = ("month", "year")
#: The outermost time zones, UTC+14 and UTC-12.
_EAST, _WEST = timedelta(hours=14), timedelta(hours=12)
#: A candidate and what it was read as.
_Tried = tuple[Candidate, Moment | None]


def published(reading: Reading) -> Moment | None:
    """The day of publication, as exactly as the page states it.

    A move to other software resets what machines are told. So a line under the headline that says "Published" and another day outweighs it,
    and so does an earlier day that the page prints or has in its address; a later one is that of a change.
    """
    tried: list[_Tried] = []
    own = _choice(reading, _own(reading, "date_published"), tried)
    if own is not None and reading.weighed is None:
        return own
    printed, again = tee(datelines.printed(reading))
    told = _choice(reading, chain(_told(reading), printed), tried)
    address = _choice(reading, permalink.dates(reading.page.final_url), tried)
    chosen = own or told or _choice(reading, state.dates(reading), tried) or address
    if own is None and told is not None:
        said = _choice(reading, datelines.said(reading), tried)
        shown = next(_days(reading, again), None)
        better = next((each for each in (said, shown, address) if each and _outweighs(each, told, is_said=each is said)), told)
        chosen = _choice(reading, datelines.printed(reading), []) if better is shown else better
    _record(reading, "date_published", tried, chosen)
    return chosen


def _days(reading: Reading, printed: Iterable[Candidate]) -> Iterator[Moment]:
    """What readers see of the dates that the page prints, as far as it can be read."""
    visible = (each for each in printed if not each.refused and not each.source.endswith("[content]"))
    yield from (moment for each in visible if (moment := _moment(reading, each)) is not None)


def _outweighs(shown: Moment, told: Moment, *, is_said: bool) -> bool:
    """Whether a day that is shown speaks against the one that machines are told."""
    return shown.precision not in _COARSE and not _same_day(told, shown) and (is_said or _before(shown, told))


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
        inside = datewords.INSIDE.search(text)
        for value in (*stated, dating.LABEL.sub("", text), inside[0] if inside else None):
            if value:
                yield Candidate(clean(value), override.source(reading, field))


def _moment(reading: Reading, candidate: Candidate) -> Moment | None:
    language = _locale(reading)
    if is_ambiguous(candidate.value, language):
        language = reading.numeric_order or language
    return parse_moment(
        candidate.value, source=candidate.source, fetched_at=reading.page.fetched_at, language=language, timezone=reading.timezone
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
    """Whether two moments can mean the same day; time zones shift a bare day by one."""
    first, second = one.utc or "", other.utc or ""
    length = min(len(first[:10]), len(second[:10]))
    if length < 10:
        return first[:length] == second[:length]
    if ("T" in first) == ("T" in second):
        return abs((date.fromisoformat(first[:10]) - date.fromisoformat(second[:10])).days) <= 1
    instant, day = sorted((first, second), key=len, reverse=True)
    since = datetime.fromisoformat(instant) - datetime.fromisoformat(f"{day}T00:00:00Z")
    return -_EAST <= since <= timedelta(days=1) + _WEST  # it is that day somewhere on earth


def _before(one: Moment, other: Moment) -> bool:
    return bool(one.utc and other.utc and one.utc < other.utc)


def _told(reading: Reading) -> Iterator[Candidate]:
    """What the page tells machines of the day of publication."""
    metadata = reading.metadata
    yield from metadata.declared("datePublished")
    yield from metadata.salvaged("datePublished")
    yield from metadata.stated(_PUBLISHED_META)
    yield from metadata.stated(tuple(name for name in metadata.meta if _ANY_PUBLISHED.fullmatch(name)))
    for node in metadata.of_type("WebPage", "ItemPage"):
        yield from (Candidate(value, "json-ld:WebPage.datePublished") for value in strings(node.get("datePublished")))
    yield from metadata.works("datePublished")
    yield from metadata.declared("dateCreated")
    yield from metadata.works("dateCreated")


def _modified(reading: Reading) -> Iterator[Candidate]:
    metadata = reading.metadata
    yield from metadata.declared("dateModified")
    yield from metadata.salvaged("dateModified")
    yield from metadata.stated(_MODIFIED_META)
    yield from datelines.changes(reading)
    if not metadata.article:
        for node in metadata.of_type("WebPage", "ItemPage"):
            yield from (Candidate(value, "json-ld:WebPage.dateModified") for value in strings(node.get("dateModified")))
        yield from metadata.works("dateModified")
