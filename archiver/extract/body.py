"""The body: what holds it, its paragraphs, and its clean markup."""

from __future__ import annotations

from html import escape

import attrs

from archiver import urls
from archiver.extract import furniture
from archiver.extract.outline import Element, Outline
from archiver.extract.reading import Reading
from archiver.text import ALLOWED_TAGS, BLOCK, clean, fold, paragraphs, sanitise

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
    outline = reading.outline
    dropped = set(outline.dropped)
    emphasised = None
    leading, repeated = True, False
    position, end = container + 1, outline.ends[container]
    while position < end:
        element = outline.elements[position]
        if _is_frame(outline, position, container):
            dropped.add(element)
            position = outline.ends[position]
            continue
        if element.tag in BLOCK and _is_leaf(outline, position):
            text = clean("".join(element.itertext()))
            if leading and fold(text) in repeats:
                dropped.add(element)
                repeated = repeated or element.tag[0] == "h"
            elif leading and repeated and emphasised is None and element.tag == "p" and _is_emphasised(element, text):
                emphasised = text
                dropped.add(element)
            elif furniture.is_line(text):
                dropped.add(element)
            elif text:
                leading = False
        position += 1
    root = outline.elements[container]
    found = paragraphs(root, dropped.__contains__)
    return Body("\n\n".join(found), markup(root, dropped, reading.page.final_url), emphasised)


def _is_frame(outline: Outline, position: int, container: int) -> bool:
    """Captions, bylines, forms, pictures, and lists of nothing but links."""
    element = outline.elements[position]
    tag = element.tag
    if tag == "figure":
        return not any(each.tag in ("table", "blockquote", "pre", "p") for each in element.iter("table", "blockquote", "pre"))
    if furniture.in_body(element):
        # A frame that holds most of the text is not a frame, whatever it is called.
        return outline.weights[position] < _ENOUGH * outline.weights[container]
    return tag in ("ul", "ol", "div", "section") and outline.weights[position] == 0 and _is_link_list(element)


def _is_link_list(element: Element) -> bool:
    links = list(element.iter("a"))
    if len(links) < 3:
        return False
    linked = sum(len(clean("".join(link.itertext()))) for link in links)
    return linked > 0.8 * len(clean("".join(element.itertext())))


def _is_leaf(outline: Outline, position: int) -> bool:
    return not any(outline.elements[each].tag in BLOCK for each in range(position + 1, outline.ends[position]))


def _is_emphasised(element: Element, text: str) -> bool:
    """Whether a paragraph is one ``<em>`` or ``<i>`` and nothing else."""
    inner = [each for each in element if each.tag in ("em", "i")]
    return len(inner) == 1 and text != "" and clean("".join(inner[0].itertext())) == text


def markup(root: Element, dropped: set[Element], base: str) -> str:
    """The sanitised markup inside an element, with absolute links and image addresses, without what was dropped."""
    made: list[str] = []
    stack: list[tuple[Element, bool]] = [(root, True)]
    while stack:
        node, opening = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        keep = tag in ALLOWED_TAGS and node is not root
        if not opening:
            made.append(f"</{tag}>" if keep and tag not in ("br", "hr", "img", "col") else "\n" if tag in BLOCK else "")
            made.append(escape(node.tail or "", quote=False) if node is not root else "")
            continue
        if node is not root and (not tag or node in dropped):
            made.append(escape(node.tail or "", quote=False))
            continue
        made.append(_opened(node, tag, base) if keep else "")
        made.append(escape(node.text or "", quote=False))
        stack.append((node, False))
        stack.extend((child, True) for child in reversed(node))
    return sanitise("".join(made))


#: Attributes worth writing, by tag.
_ATTRIBUTES = {
    "a": ("href", "title"),
    "img": ("src", "alt", "title", "width", "height"),
    "time": ("datetime",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "blockquote": ("cite",),
    "q": ("cite",),
    "ol": ("start",),
}
_ADDRESSES = frozenset({"href", "src", "cite"})


def _opened(node: Element, tag: str, base: str) -> str:
    made = ""
    for name in _ATTRIBUTES.get(tag, ()):
        value = node.get(name)
        if value and name in _ADDRESSES:
            value = urls.absolute(base, value)
        if value:
            made += f' {name}="{escape(value)}"'
    return f"<{tag}{made}>"
