"""The body: what holds it, its paragraphs, and its clean markup."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial

import attrs

from archiver import content, urls
from archiver.extract import lead, override
from archiver.extract.cleanup import Cleanup
from archiver.extract.metadata import Candidate
from archiver.extract.outline import Element, Outline
from archiver.extract.reading import Reading, shown
from archiver.extract.weighing import CHOSEN

#: Class names of an article's body, the more specific first: h-entry, hAtom and WordPress, its blocks, then those in common use.
_CLASSES = (
    "e-content", "entry-content", "wp-block-post-content", "post-content", "article-body", "article__body", "articlebody",
    "article-content",
    "article__content", "articlecontent", "story-body", "story__body", "story-content", "post-body", "post__content", "post__body",
    "body-content",
    "single-content", "td-post-content", "content-body", "blog-content", "blog-post-content", "news-content", "article-text",
    "article__text",
    "elementor-widget-theme-post-content", "w-richtext",
    "rich-text", "prose",
)  # fmt: skip
# The share of the page's running text that a conventional container must hold to be believed over the text's own place.
_ENOUGH = 0.5
# An element that holds this share of its parent's running text is the better container.
_MOST = 0.7
# Characters; an article of fewer is a teaser itself.
_ARTICLE = 200
# Text beside it that makes up this share belongs to it, if it is of the same kind.
_REST = 0.05
_TEXT_TAGS = frozenset({"p", "li", "blockquote", "td", "pre", "table", "ul", "ol"})
# The same for a body spread over several elements beside each other.
_SPREAD = 0.8


@attrs.define(slots=False)
class Body:
    """The body as paragraphs and markup, made when they are asked for, and what was found at its start."""

    base: str
    parts: list[tuple[Element, set[Element]]]  #: what holds the text, each with what of it does not belong to it
    lead: str | None = None  #: the standfirst, where it stands at the start of the body's own container

    @cached_property
    def text(self) -> str:
        return "\n\n".join(filter(None, (part.article_text() for part in self._contents)))

    @cached_property
    def html(self) -> str:
        parts = zip(self.parts, self._contents, strict=True)
        return content.sanitise("".join(f"<p>{part.markup}</p>" if root.tag == "p" else part.markup for (root, _), part in parts))

    @cached_property
    def _contents(self) -> list[content.Content]:
        return [content.read(root, dropped.__contains__, partial(urls.absolute, self.base)) for root, dropped in self.parts]


def locate(reading: Reading) -> tuple[int, str] | None:
    """(position, source) of the element that holds the body."""
    outline = reading.outline
    if not outline.elements:
        return None
    start = _area(reading)
    densest = _densest(outline, start, reading.headline_at)
    places = [(at, source, _refusal(held, outline.weights[densest])) for at, source, held in _conventional(outline)]
    places.append((densest, "text-density", None))
    if "body" in reading.overrides:
        places = [*_own(reading), *places]
    chosen = next((at, source) for at, source, refused in places if refused is None)
    if reading.weighed is not None:
        for at, source, refused in places:
            candidate = Candidate(shown(outline.elements[at]), source)
            beside = f"the same element as {chosen[1]}" if at == chosen[0] else f"comes after {chosen[1]}"
            reading.weigh("body_text", candidate, refused or (CHOSEN if (at, source) == chosen else beside))
    return chosen


def _refusal(held: int, there: int) -> str | None:
    """What speaks against a container that is conventional by its name; both are characters of running text."""
    return None if held >= _ENOUGH * there or there == 0 else f"holds {held:,} characters of text, of {there:,} that stand together"


def _own(reading: Reading) -> Iterator[tuple[int, str, str | None]]:
    """What the site's profile says holds the body."""
    for element in reading.overrides["body"].elements(reading.page.tree):
        if (at := reading.outline.position(element)) is not None:
            yield at, override.source(reading, "body"), None if shown(element) else "empty"


def _area(reading: Reading) -> int:
    """Where running text is looked for: what the page calls its main part, if it holds the headline; else the whole page.

    The innermost part that holds the headline, a text and the comments on it is the article, however short.
    """
    outline, at = reading.outline, reading.headline_at
    if at is not None and (own := _own_article(outline, at)) is not None:
        return own
    parts = [each for each in outline.of_tag("main", "article") if at is None or each <= at < outline.ends[each]]
    if at is not None and outline.comment_areas:
        areas = [outline.position(area.getparent()) for area in outline.comment_areas]
        talked = [each for each in parts if outline.weights[each] and any(area and each <= area < outline.ends[each] for area in areas)]
        if talked:
            return talked[-1]
    return next((each for each in parts if outline.weights[each] >= _ENOUGH * outline.weights[0]), 0)


def _own_article(outline: Outline, headline: int) -> int | None:
    """The ``<article>`` with the headline, where the rest of the text is in cards of other articles, each with a linked heading."""
    places = outline.tags.get("article", [])
    own = next((at for at in places if at < headline < outline.ends[at] and outline.weights[at] >= _ARTICLE), None)
    if own is None:
        return None
    cards = [at for at in _outer(outline, places) if at >= outline.ends[own] and _is_card(outline, at)]
    rest = outline.weights[0] - outline.weights[own]
    return own if cards and sum(outline.weights[at] for at in cards) >= _MOST * rest else None


def _is_card(outline: Outline, at: int) -> bool:
    inside = (outline.elements[each] for each in outline.of_tag("h2", "h3", "h4") if at < each < outline.ends[at])
    return any(each.getparent().tag == "a" or next(each.iter("a"), None) is not None for each in inside)


def _conventional(outline: Outline) -> list[tuple[int, str, int]]:
    """(position, source, characters with those of its copies) of the richest element of each convention, in the order of trust."""
    groups = [(outline.itemprops.get("articleBody", []), "[itemprop=articleBody]")]
    groups += [(outline.classes.get(name, []), f".{name}") for name in _CLASSES]
    found = [(_richest(outline, places), source, places) for places, source in groups if places]
    return [(at, source, outline.weights[at] * _copies(outline, at, places)) for at, source, places in found]


def _copies(outline: Outline, at: int, places: list[int]) -> int:
    """How often the page holds a text, for large and for small screens: a copy weighs as much."""
    return max(1, sum(outline.weights[each] == outline.weights[at] for each in _outer(outline, places)))


def _outer(outline: Outline, places: list[int]) -> list[int]:
    """Those that no other one holds."""
    return [at for at, before in zip(places, [-1, *places], strict=False) if before < 0 or at >= outline.ends[before]]


def _richest(outline: Outline, places: list[int]) -> int:
    """The one with most text; what holds them all where the text is spread over several of them, and little else is there."""
    best = max(places, key=lambda at: (outline.weights[at], -at))
    outer = _outer(outline, places)
    together = sum({outline.weights[at] for at in outer})  # a copy for small screens weighs as much as what it copies
    if len(outer) < 2 or outline.weights[best] >= _SPREAD * together:
        return best
    around = outline.common(outer[0], outer[-1])
    return around if together >= _SPREAD * outline.weights[around] else best


def _densest(outline: Outline, start: int, headline: int | None) -> int:
    """The innermost element that still holds most of the running text, and what belongs to it beside it."""
    at = start
    while True:
        child = next((each for each in _children(outline, at) if outline.weights[each] >= _MOST * outline.weights[at]), None)
        if child is None or outline.weights[at] == 0 or outline.elements[child].tag in _TEXT_TAGS:
            return at
        if outline.weights[at] - outline.weights[child] > _REST * outline.weights[at] and _belongs(outline, at, child, headline):
            return at
        at = child


def _children(outline: Outline, at: int) -> Iterator[int]:
    child = at + 1
    while child < outline.ends[at]:
        yield child
        child = outline.ends[child]


def _belongs(outline: Outline, at: int, child: int, headline: int | None) -> bool:
    """Whether text beside the densest child is the article's too: between headline and child, or in further elements of the same kind."""
    inside = headline is not None and at < headline < outline.ends[at]
    kind = outline.kind(child)
    beside = 0
    for each in _children(outline, at):
        before = each < child and inside and headline is not None and headline < each
        if each != child and (before or outline.elements[each].tag in _TEXT_TAGS or (kind[1] and outline.kind(each) == kind)):
            beside += outline.weights[each]
    return beside > _REST * outline.weights[at]


def read(reading: Reading, container: int, repeats: frozenset[str]) -> Body:
    """The cleaned body; ``repeats`` are folded texts (headline, standfirst) that do not belong to it where they stand at its start."""
    parts = []
    for at in (*lead.find(reading, container, repeats), container):
        cleanup = Cleanup(reading, at, repeats)
        cleanup.run()
        parts.append((reading.outline.elements[at], cleanup.dropped))
    return Body(reading.page.base_url, parts, cleanup.lead)
