"""The body: what holds it, its paragraphs, and its clean markup."""

from __future__ import annotations

from functools import partial

import attrs

from archiver import urls
from archiver.extract.cleanup import Cleanup
from archiver.extract.outline import Outline
from archiver.extract.reading import Reading
from archiver.text import inner_html, paragraphs, sanitise, without

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
# The same for a body spread over several elements beside each other.
_SPREAD = 0.8


@attrs.frozen
class Body:
    """The body as paragraphs and markup, and what was found at its start."""

    text: str
    html: str
    emphasised: str | None = None  #: a paragraph all in italics under a repeated headline: the standfirst of pages that have no other


def locate(reading: Reading) -> tuple[int, str] | None:
    """(position, source) of the element that holds the body."""
    outline = reading.outline
    if not outline.elements:
        return None
    start = _area(reading)
    densest = _densest(outline, start)
    for at, source in _conventional(outline):
        if outline.weights[at] >= _ENOUGH * outline.weights[densest] or outline.weights[densest] == 0:
            return at, source
    return densest, "text-density"


def _area(reading: Reading) -> int:
    """Where running text is looked for: what the page calls its main part, if it holds the headline; else the whole page."""
    outline, at = reading.outline, reading.headline_at
    for each in outline.of_tag("main", "article"):
        if (at is None or each <= at < outline.ends[each]) and outline.weights[each] >= _ENOUGH * outline.weights[0]:
            return each
    return 0


def _conventional(outline: Outline) -> list[tuple[int, str]]:
    """The richest element of each convention, in the order of trust."""
    groups = [(outline.itemprops.get("articleBody", []), "[itemprop=articleBody]")]
    groups += [(outline.classes.get(name, []), f".{name}") for name in _CLASSES]
    return [(_richest(outline, places), source) for places, source in groups if places]


def _richest(outline: Outline, places: list[int]) -> int:
    """The one with most text; the common parent where the text is spread over several of them."""
    best = max(places, key=lambda at: (outline.weights[at], -at))
    parent = outline.parents[best]
    siblings = [at for at in places if outline.parents[at] == parent]
    together = sum(outline.weights[at] for at in siblings)
    spread = len(siblings) > 1 and outline.weights[best] < _SPREAD * together and together >= _SPREAD * outline.weights[parent]
    return parent if spread else best


def _densest(outline: Outline, start: int) -> int:
    """The innermost element that still holds most of the running text."""
    at = start
    while True:
        child, end = at + 1, outline.ends[at]
        while child < end and outline.weights[child] < _MOST * outline.weights[at]:
            child = outline.ends[child]
        if (
            child >= end
            or outline.weights[at] == 0
            or outline.elements[child].tag in ("p", "li", "blockquote", "td", "pre", "table", "ul", "ol")
        ):
            return at
        at = child


def read(reading: Reading, container: int, repeats: frozenset[str]) -> Body:
    """The cleaned body; ``repeats`` are folded texts (headline, standfirst) that do not belong to it where they stand at its start."""
    cleanup = Cleanup(reading, container, repeats)
    cleanup.run()
    root = reading.outline.elements[container]
    kept = without(root, cleanup.dropped.__contains__, partial(urls.absolute, reading.page.final_url))
    return Body("\n\n".join(paragraphs(kept)), sanitise(inner_html(kept)), cleanup.emphasised)
