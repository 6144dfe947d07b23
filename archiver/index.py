"""One walk over a page, for all who look for something in it: its elements, and where those of a tag, an attribute or a class stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

import attrs
from lxml import html as lxml_html

#: NodeBB's attribute that names what an element is.
_COMPONENT = "component"
_parent = lxml_html.HtmlElement.getparent


@attrs.define(slots=False)
class Index:
    """All elements of a page in reading order. An element is known by its position in ``elements``."""

    #: They are held as long as the page is: lxml climbs to the root whenever an element is let go of whose parents nobody holds.
    elements: list[lxml_html.HtmlElement]
    positions: dict[lxml_html.HtmlElement, int]  #: in reverse order, so that inner elements are let go of first
    parents: list[int]  #: of each element, the position of what holds it; -1 for the root
    tags: dict[str, list[int]]  #: tag -> positions
    attributes: dict[str, list[int]]  #: name of an attribute -> positions of the elements that have it

    @classmethod
    def of(cls, tree: lxml_html.HtmlElement) -> Index:
        """The index of a whole page."""
        elements = list(tree.iter("*"))
        positions = dict(zip(reversed(elements), range(len(elements) - 1, -1, -1), strict=True))
        tags: dict[str, list[int]] = defaultdict(list)
        attributes: dict[str, list[int]] = defaultdict(list)
        for at, element in enumerate(elements):
            tags[element.tag].append(at)
            for name in element.keys():  # noqa: SIM118 - not a dict: its keys are listed several times faster than it is walked over
                attributes[name].append(at)
        parents = [-1, *map(positions.__getitem__, map(_parent, elements[1:]))]
        return cls(elements, positions, parents, dict(tags), dict(attributes))

    def of_tag(self, *tags: str) -> Iterator[lxml_html.HtmlElement]:
        """The elements of any of these tags, in reading order."""
        return self.at(at for tag in tags for at in self.tags.get(tag, ()))

    def at(self, positions: Iterable[int]) -> Iterator[lxml_html.HtmlElement]:
        """The elements at some positions, in reading order."""
        return (self.elements[at] for at in sorted(positions))

    def of_class(self, name: str) -> list[int]:
        """Positions of elements with a class."""
        return [at for at, classes in self.classes.items() if name in classes.split()] if name in self.names else []

    def of_id(self, name: str) -> list[int]:
        """Positions of elements with an id: one, on pages that are well made."""
        return [at for at, id_ in self.ids.items() if id_ == name] if name in self.names else []

    def values(self, attribute: str) -> dict[int, str]:
        """Position -> value of an attribute, where elements have it."""
        return {at: self.elements[at].get(attribute, "") for at in self.attributes.get(attribute, ())}

    @cached_property
    def ends(self) -> list[int]:
        """Of each element, one past the last element inside."""
        parents, ends = self.parents, list(range(1, len(self.elements) + 1))
        for at in range(len(ends) - 1, 0, -1):
            above, end = parents[at], ends[at]
            if end > ends[above]:
                ends[above] = end
        return ends

    @cached_property
    def classes(self) -> dict[int, str]:
        """Position -> class attribute as it is written."""
        return self.values("class")

    @cached_property
    def ids(self) -> dict[int, str]:
        """Position -> id."""
        return self.values("id")

    @cached_property
    def itemprops(self) -> dict[int, str]:
        """Position -> microdata's properties."""
        return self.values("itemprop")

    @cached_property
    def links(self) -> list[tuple[lxml_html.HtmlElement, str]]:
        """Each link with its texts, a line each."""
        return [(link, "\n".join(link.itertext())) for link in self.of_tag("a")]

    @cached_property
    def names(self) -> frozenset[str]:
        """The class names, ids and component names of all elements: what is not in here need not be looked for in the tree."""
        return frozenset(" ".join([*self.classes.values(), *self.ids.values(), *self.values(_COMPONENT).values()]).split())
