"""Dates that a page shows to readers, in the article's head and foot: marked as the date, or in a line that holds one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import tee

from archiver.extract import datewords, dating, others
from archiver.extract.datewords import CHANGED, OTHER, PUBLISHED
from archiver.extract.dating import Stated
from archiver.extract.metadata import Candidate
from archiver.extract.outline import Element
from archiver.extract.reading import PROSE, Reading
from archiver.text import short_text

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
_ENDINGS = tuple(f"{joint}{word}" for joint in "-_" for word in ("date", "published", "pubdate", "timestamp"))
#: hAtom's and h-entry's names of the day of the last change, which is also that of publication where nothing was changed since.
_UPDATED_CLASSES = ("updated", "dt-updated")
#: The day before all changes. What "appeared" first may have done so elsewhere.
_FIRST = re.compile(r"\b(?:first|originally) (?:published|posted)\b(?! (?:by|in)\b)", re.IGNORECASE)
# How far above the headline a line of its own block may stand, in levels of the tree.
_ABOVE = 2
# More elements with one mark are a list.
_MOST = 20
# Characters; a link with more than a date in it is the card of what it leads to.
_CARD = 40
_REFUSED = {CHANGED: "says that it is the day of a change", OTHER: "says that it is the day of something else"}


def printed(reading: Reading) -> Iterator[Candidate]:
    """What the page shows in the article's head, then in its foot; what is said to be no day of publication is refused."""
    for kind, candidate in _stated(reading):
        why_not = candidate.refused or _REFUSED.get(kind or "")
        yield Candidate(candidate.value, candidate.source, why_not) if why_not else candidate


def said(reading: Reading) -> Iterator[Candidate]:
    """Lines under the text that say "First published", and between headline and text that say "Published" themselves."""
    outline, end = reading.outline, reading.outline.ends[reading.scope]
    for at in range(reading.first_text if reading.container is None else outline.ends[reading.container], end):
        if (text := outline.elements[at].text) and dating.may_date(text) and _FIRST.search(text):
            yield from (Candidate(each.value, f"{each.source} ~ First published") for kind, each in _line(reading, at) if kind == PUBLISHED)
    if reading.headline_at is not None:
        for at in range(reading.headline_at + 1, min(reading.first_text, end)):
            for kind, candidate in _line(reading, at):
                if kind == PUBLISHED:
                    yield Candidate(candidate.value, f"{candidate.source} ~ Published", candidate.refused)


def changes(reading: Reading) -> Iterator[Candidate]:
    """What the page shows as the day of a change."""
    around = frozenset(_surroundings(reading))
    yield from (each for _, each in _itemprop(reading, "dateModified", around))
    for name in _UPDATED_CLASSES:
        for element in _inside(reading, reading.outline.classes.get(name, ()), around):
            yield from (each for _, each in dating.of_element(element, f".{name}"))
    yield from (candidate for kind, candidate in _stated(reading) if kind == CHANGED)


def _stated(reading: Reading) -> Iterator[Stated]:
    """Every date of the article's head, then of its foot, with what it is said to be; each is read once, whoever asks."""
    reading.dated, again = tee(_read(reading) if reading.dated is None else reading.dated)
    return again


def _read(reading: Reading) -> Iterator[Stated]:
    head = _head(reading)
    foot = sorted(set(_surroundings(reading)).difference(head))
    names = reading.outline.classes
    marks = [each for each in _PUBLISHED_CLASSES if each in names]
    marks += [each for each in names if dating.is_of_change(each) or (each.endswith(_ENDINGS) and not datewords.names_another_day(each))]
    around = frozenset((*head, *foot))
    for name in ("datePublished", "published"):  # schema.org's, and data-vocabulary.org's before it
        yield from _itemprop(reading, name, around)
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
    """Positions between headline and text, then those above the headline in its own block.

    Without a headline those over the text, from it upwards: the page's head shows today's date, too.
    """
    outline, headline = reading.outline, reading.headline_at
    end = min(_text_proper(reading), outline.ends[reading.scope])
    if headline is None:
        return list(range(end - 1, reading.scope, -1))
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
    start, end = reading.scope, reading.outline.ends[reading.scope]
    if reading.container is None:
        return list(range(start, end))
    return [*range(start, min(reading.first_text, end)), *range(max(reading.outline.ends[reading.container], start), end)]


def _inside(reading: Reading, positions: Iterable[int], within: Collection[int]) -> list[Element]:
    return [reading.outline.elements[at] for at in positions if at in within]


def _itemprop(reading: Reading, name: str, within: Collection[int]) -> Iterator[Stated]:
    for element in _inside(reading, reading.outline.itemprops.get(name, ()), within):
        yield from dating.of_element(element, f"[itemprop={name}]")


def _of_elements(reading: Reading, elements: list[Element], source: str, alone: bool) -> Iterator[Stated]:
    """The dates of elements with one mark; below the text several of different days are a list of other things."""
    own = [each for each in elements[:_MOST] if not _is_card(reading, each)]
    found = [list(dating.of_element(each, source)) for each in own]
    unsaid = {each[0][1].value for each in found if each and each[0][0] is None}
    why_not = "one of several such dates: a list" if alone and len(unsaid) > 1 else None
    for kind, candidate in (pair for each in found for pair in each):
        yield kind, Candidate(candidate.value, candidate.source, candidate.refused or (why_not if kind is None else None))


def _is_card(reading: Reading, element: Element) -> bool:
    """Whether a date stands on the card of another article, or in a link to something else, among other words."""
    link = element if element.tag == "a" else next(element.iterancestors("a"), None)
    if link is None or short_text(link, _CARD) is not None:
        return others.is_on_card(reading, element)
    return reading.leads_away(link.get("href"))


def _lines(reading: Reading, head: list[int]) -> Iterator[Stated]:
    """Short lines of the article's head with a date."""
    if reading.headline_at is not None:  # the line may be loose text of what holds the headline
        yield from dating.of_line(reading.outline.elements[reading.headline_at].tail, "text()", None)
    for at in head:
        yield from _line(reading, at)


def _aside(reading: Reading) -> Iterator[Stated]:
    """Dates in small furniture: a ``<time>`` beside the headline, or a line under it, in an ``<aside>`` or a share bar."""
    for element, is_under in reading.asides():
        if element.tag == "time":
            yield from dating.of_element(element, "aside:time")
        elif is_under:
            found = dating.of_line(element.text, f"aside:{element.tag}", element)
            yield from (each for each in found if datewords.INSIDE.search(each[1].value))  # a month alone is a meter's or an archive's


def _labelled(reading: Reading) -> Iterator[Stated]:
    """Lines below the text, or the last ones in it, that say what their date is."""
    outline = reading.outline
    for at in range(reading.first_text, outline.ends[reading.scope]):
        element = outline.elements[at]
        if dating.may_date(text := element.text):
            yield from _labels(dating.of_line(text, f"dom:{element.tag}", element, reading.in_text(at)))
        if dating.may_date(text := element.tail):
            yield from _labels(dating.of_line(text, f"dom:{element.tag}", element, reading.in_text(at), behind=True))


def _labels(found: Iterator[Stated]) -> Iterator[Stated]:
    return (each for each in found if each[0] is not None)


def _line(reading: Reading, at: int) -> Iterator[Stated]:
    """The dates in the texts of an element's own, which are read once, whoever asks."""
    if (known := reading.lines.get(at)) is None:
        element = reading.outline.elements[at]
        texts = [(element.text, element, False), *((child.tail, child, True) for child in element)]
        dated = [each for each in texts if dating.may_date(each[0])]
        known = reading.lines[at] = []
        if dated and not datewords.names_another_day(element.get("class")) and not _is_card(reading, element):
            for text, beside, behind in dated:
                known += dating.of_line(text, f"dom:{element.tag}", beside, behind=behind)
    yield from known
