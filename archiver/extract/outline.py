"""One walk over a page: its elements without furniture, found again by tag, class and itemprop, and where the text lies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice
from typing import TypeAlias

import attrs
from lxml import html as lxml_html

from archiver.extract import furniture
from archiver.index import Index

Element: TypeAlias = lxml_html.HtmlElement

# A text node shorter than this is a label; in scripts without spaces a sentence is shorter.
_LABEL, _CJK_LABEL = 20, 6
# A shorter paragraph may be a label, too.
_PROSE = 60
#: The first of the characters of scripts without spaces, in which a sentence is one word.
FIRST_CJK = "\u3040"
# HTML: a header or footer outside of these is the page's own.
_SECTIONS = ("article", "main", "section")
_IN_LINK, _IN_SECTION = 1, 2
_STATES = {"a": _IN_LINK} | dict.fromkeys(_SECTIONS, _IN_SECTION)
_ENDS = ("header", "footer")


@attrs.define(slots=False)
class Outline:
    """The elements of a page in reading order, furniture and comments left out. An element is known by its position in ``elements``."""

    elements: list[Element] = attrs.field(factory=list)
    parents: list[int] = attrs.field(factory=list)
    ends: list[int] = attrs.field(factory=list)  #: one past the last element inside
    weights: list[int] = attrs.field(factory=list)  #: characters of running text inside, links and labels not counted
    tags: dict[str, list[int]] = attrs.field(factory=lambda: defaultdict(list))
    classes: dict[str, list[int]] = attrs.field(factory=lambda: defaultdict(list))  #: by lower-case class name
    itemprops: dict[str, list[int]] = attrs.field(factory=lambda: defaultdict(list))
    dropped: set[Element] = attrs.field(factory=set)  #: roots of furniture and comments
    asides: list[tuple[int, Element]] = attrs.field(factory=list)  #: roots of furniture, each with the position before which it stands
    comment_areas: list[Element] = attrs.field(factory=list)
    longest_run: int = 0  #: characters of the paragraphs of the element that holds most of them

    def position(self, element: Element) -> int | None:
        """Where an element stands; None for furniture."""
        return self._positions.get(element)

    @cached_property
    def _positions(self) -> dict[Element, int]:
        return {element: position for position, element in enumerate(self.elements)}

    def of_class(self, *names: str) -> list[int]:
        """Positions of elements with any of these classes, in reading order."""
        return sorted({each for name in names for each in self.classes.get(name, ())})

    def of_tag(self, *names: str) -> list[int]:
        return sorted(each for name in names for each in self.tags.get(name, ()))

    def common(self, one: int, other: int) -> int:
        """The innermost element that holds both."""
        while not (one <= other < self.ends[one]):
            one = self.parents[one]
        return one

    def kind(self, position: int) -> tuple[str, str]:
        """(tag, first class name) of an element."""
        element = self.elements[position]
        return element.tag, next(iter((element.get("class") or "").split()), "")

    def ancestors(self, position: int) -> Iterator[int]:
        """The position itself and those of all that hold it, inner first."""
        while position >= 0:
            yield position
            position = self.parents[position]


def read(page: Index, kept: Iterable[Element] = ()) -> Outline:
    """The outline of a page; ``kept`` is no furniture, nor is what holds it, whatever it is called."""
    found = Outline()
    forced = {holder for element in kept for holder in (element, *element.iterancestors())}
    run, found.longest_run = _longest_run(page)
    protected = _protected(page, run)
    weights = found.weights
    elements, parents, ends = page.elements, page.parents, page.ends
    classes, ids, roles, itemprops = page.classes, page.ids, page.values("role"), page.itemprops
    places = [0] * len(elements)  # of each element of the page: its position in the outline
    states: list[int] = []  # of each element of the outline: what it stands in
    at = 0
    while at < len(elements):
        element, parent = elements[at], places[parents[at]] if at else -1
        tag, state = element.tag, states[parent] if at else 0
        here, at = at, ends[at]  # unless what is inside is looked at, too
        if not state & _IN_LINK and (tail := element.tail) and not tail.isspace() and here:
            weights[parent] += _weight(tail)
        if tag == "head":
            continue
        named = classes.get(here)
        if element not in forced:
            is_protected = element in protected
            what = "furniture" if not is_protected and tag in _ENDS and not state & _IN_SECTION else None
            if what is None and (tag in furniture.PAGE_TAGS or named or here in ids or here in roles):
                what = furniture.kind(element, named, ids.get(here), roles.get(here), protected=is_protected)
            if what is not None:
                _leave_out(found, element, what)
                continue
        at, place = here + 1, len(states)
        places[here] = place
        states.append(state := state | _STATES.get(tag, 0))
        weights.append(_weight(text) if not state & _IN_LINK and (text := element.text) and not text.isspace() else 0)
        found.elements.append(element)
        found.parents.append(parent)
        found.tags[tag].append(place)
        for name in named.lower().split() if named else ():
            found.classes[name].append(place)
        for name in itemprops[here].split() if here in itemprops else ():
            found.itemprops[name].append(place)
    _sum_up(found)
    return found


def _leave_out(found: Outline, element: Element, what: str) -> None:
    found.dropped.add(element)
    if what == "comments":
        found.comment_areas.append(element)
    else:
        found.asides.append((len(found.elements), element))


def _protected(page: Index, run: Element | None) -> set[Element]:
    """What holds the first headings, a main element, a declared body or the longest run of paragraphs, up to the root."""
    marked: set[Element] = set()
    headings = [each.getparent() for each in islice(page.of_tag("h1"), 2)]
    bodies = (page.elements[at] for at, name in page.itemprops.items() if name == "articleBody")
    for element in [*headings, *page.of_tag("main"), *bodies, run]:
        current = element
        while current is not None and current not in marked:
            marked.add(current)
            current = current.getparent()
    return marked


def _longest_run(page: Index) -> tuple[Element | None, int]:
    """The element whose own paragraphs hold most text, and how much; what consent tools say of each kind of cookie is often longer."""
    runs: dict[Element, int] = {}
    for paragraph in page.of_tag("p"):
        size = sum(map(_weight, filter(None, (paragraph.text, *(each.tail for each in paragraph)))))
        if size >= _PROSE:
            parent = paragraph.getparent()
            runs[parent] = runs.get(parent, 0) + size
    longest = sorted(runs.items(), key=lambda run: run[1], reverse=True)
    return next((run for run in longest if not furniture.is_of_consent(run[0])), (None, 0))


def _weight(text: str) -> int:
    if len(text) < _CJK_LABEL:
        return 0
    size = len(text.strip())
    return size if size >= _LABEL or (size >= _CJK_LABEL and max(text) >= FIRST_CJK) else 0


def _sum_up(found: Outline) -> None:
    """Turns own sizes into those of whole subtrees; children come after their parents, so one pass from the end does."""
    parents, weights = found.parents, found.weights
    found.ends = ends = list(range(1, len(parents) + 1))
    for position in range(len(ends) - 1, 0, -1):
        parent, end = parents[position], ends[position]
        if end > ends[parent]:
            ends[parent] = end
        weights[parent] += weights[position]
