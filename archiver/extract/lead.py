"""The beginning of a body that stands apart from the rest: paragraphs between the headline and the container."""

from __future__ import annotations

from collections.abc import Iterator

from archiver.extract import furniture, hiding, phrases
from archiver.extract.reading import PROSE, Reading, shown
from archiver.text import fold

# Characters; a page shows a standfirst of fewer than these under its headline, and that is no part of the body.
_ENOUGH = 250
# A beginning holds less than this share of what follows it.
_MOST = 0.5


def find(reading: Reading, container: int, repeats: frozenset[str]) -> list[int]:
    """Positions of the paragraphs, and of whole elements of the container's kind, that stand between headline and container."""
    outline, headline = reading.outline, reading.headline_at
    if headline is None or not headline < container:
        return []
    found = list(_between(reading, headline + 1, container, repeats))
    weight = sum(outline.weights[at] for at in found)
    return found if _ENOUGH <= weight < _MOST * outline.weights[container] else []


def _between(reading: Reading, start: int, container: int, repeats: frozenset[str]) -> Iterator[int]:
    outline, at = reading.outline, start
    kind = outline.kind(container)
    while at < container:
        element, end = outline.elements[at], outline.ends[at]
        if container < end:
            at += 1  # it holds the container
        elif outline.weights[at] < PROSE or _is_frame(reading, at):
            at = end
        elif kind[1] and outline.kind(at) == kind:
            yield at
            at = end
        elif element.tag == "p":
            text = shown(element)
            if fold(text) not in repeats and not phrases.is_line(text):
                yield at
            at = end
        else:
            at += 1


def _is_frame(reading: Reading, at: int) -> bool:
    """Captions and bylines; a header may hold the beginning, too."""
    element = reading.outline.elements[at]
    return element in reading.unwanted or hiding.is_hidden(element) or (element.tag != "header" and furniture.in_body(element))
