"""One walk over a page: its elements without furniture, found again by tag, class and itemprop, and where the text lies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

import attrs
from lxml import etree
from lxml import html as lxml_html

from archiver.extract import furniture

Element: TypeAlias = lxml_html.HtmlElement

# A text node shorter than this is a label; in scripts without spaces a sentence is shorter.
_LABEL, _CJK_LABEL = 20, 6
# A shorter paragraph may be a label, too.
_PROSE = 60
_FIRST_CJK = "\u3040"
# HTML: a header or footer outside of these is the page's own.
_SECTIONS = frozenset({"article", "main", "section"})
_DECLARED_BODIES = etree.XPath("//*[@itemprop='articleBody']")


@attrs.define
class Outline:
    """The elements of a page in reading order, furniture and comments left out. An element is known by its position in ``elements``."""

    elements: list[Element] = attrs.field(factory=list)
    parents: list[int] = attrs.field(factory=list)
    ends: list[int] = attrs.field(factory=list)  #: one past the last element inside
    weights: list[int] = attrs.field(factory=list)  #: characters of running text inside, links and labels not counted
    tags: dict[str, list[int]] = attrs.field(factory=dict)
    classes: dict[str, list[int]] = attrs.field(factory=dict)  #: by lower-case class name
    itemprops: dict[str, list[int]] = attrs.field(factory=dict)
    dropped: set[Element] = attrs.field(factory=set)  #: roots of furniture and comments
    asides: list[tuple[int, Element]] = attrs.field(factory=list)  #: roots of furniture, each with the position before which it stands
    comment_areas: list[Element] = attrs.field(factory=list)
    longest_run: int = 0  #: characters of the paragraphs of the element that holds most of them

    def position(self, element: Element) -> int | None:
        """Where an element stands; None for furniture."""
        return self._positions.get(element)

    _positions: dict[Element, int] = attrs.field(factory=dict)

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


def read(tree: Element, kept: Iterable[Element] = ()) -> Outline:
    """The outline of a page; ``kept`` is no furniture, nor is what holds it, whatever it is called."""
    found = Outline()
    held = list(tree.iter())  # lxml climbs to the root whenever an element is let go of whose parents nobody holds
    forced = {holder for element in kept for holder in (element, *element.iterancestors())}
    run, found.longest_run = _longest_run(tree)
    protected = _protected(tree, run)
    stack: list[tuple[Element, int, bool, bool]] = [(tree, -1, False, False)]
    while stack:
        element, parent, linked, sectioned = stack.pop()
        tag = element.tag
        if parent >= 0 and not linked:
            found.weights[parent] += _weight(element.tail)
        if not isinstance(tag, str) or tag == "head":
            continue
        what = None if forced and element in forced else _kind(element, element in protected, sectioned)
        if what is not None:
            found.dropped.add(element)
            if what == "comments":
                found.comment_areas.append(element)
            else:
                found.asides.append((len(found.elements), element))
            continue
        position = _enter(found, element, parent)
        linked = linked or tag == "a"
        sectioned = sectioned or tag in _SECTIONS
        if not linked:
            found.weights[position] += _weight(element.text)
        stack.extend((child, position, linked, sectioned) for child in reversed(element))
    _sum_up(found)
    del held
    return found


def _kind(element: Element, protected: bool, sectioned: bool) -> str | None:
    if not protected and not sectioned and element.tag in ("header", "footer"):
        return "furniture"
    return furniture.kind(element, protected)


def _protected(tree: Element, run: Element | None) -> set[Element]:
    """What holds the first headings, a main element, a declared body or the longest run of paragraphs, up to the root."""
    marked: set[Element] = set()
    headings = [each.getparent() for each in list(tree.iter("h1"))[:2]]
    for element in [*headings, *tree.iter("main"), *_DECLARED_BODIES(tree), run]:
        current = element
        while current is not None and current not in marked:
            marked.add(current)
            current = current.getparent()
    return marked


def _longest_run(tree: Element) -> tuple[Element | None, int]:
    """The element whose own paragraphs hold most text, and how much."""
    runs: dict[Element, int] = {}
    for paragraph in tree.iter("p"):
        size = _weight(paragraph.text) + sum(_weight(each.tail) for each in paragraph)
        if size >= _PROSE:
            parent = paragraph.getparent()
            runs[parent] = runs.get(parent, 0) + size
    return max(runs.items(), key=lambda run: run[1], default=(None, 0))


def _enter(found: Outline, element: Element, parent: int) -> int:
    position = len(found.elements)
    found.elements.append(element)
    found.parents.append(parent)
    found.ends.append(1)
    found.weights.append(0)
    found._positions[element] = position
    found.tags.setdefault(element.tag, []).append(position)
    for name in (element.get("class") or "").lower().split():
        found.classes.setdefault(name, []).append(position)
    for name in (element.get("itemprop") or "").split():
        found.itemprops.setdefault(name, []).append(position)
    return position


def _weight(text: str | None) -> int:
    if text is None or len(text) < _CJK_LABEL:
        return 0
    size = len(text.strip())
    return size if size >= _LABEL or (size >= _CJK_LABEL and max(text) >= _FIRST_CJK) else 0


def _sum_up(found: Outline) -> None:
    """Turns own sizes into those of whole subtrees; children come after their parents, so one pass from the end does."""
    for position in range(len(found.elements) - 1, 0, -1):
        parent = found.parents[position]
        found.ends[parent] += found.ends[position]
        found.weights[parent] += found.weights[position]
    for position, size in enumerate(found.ends):
        found.ends[position] = position + size
