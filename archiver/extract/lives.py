"""Whose life a page tells under a text, below a heading with the name: "About Ada Byrne"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archiver.extract import people
from archiver.extract.metadata import Candidate
from archiver.extract.outline import Element
from archiver.extract.reading import Reading
from archiver.text import clean, whole_text

#: A heading over a life, in the languages whose credit lines are known.
_ABOUT = re.compile(
    r"(?:about|meet|über|sobre|acerca de|à propos de|over|om|o autorze:?|об авторе:?)\s+(?P<name>[^.,:;!?]{4,40})", re.IGNORECASE
)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
#: Elements behind a heading in which the life must begin.
_NEXT = 6


def told(reading: Reading) -> Iterator[Candidate]:
    """The names of those whose lives stand under the text: "About Ada Byrne", and then "Ada is a reporter"."""
    outline = reading.outline
    for at in outline.of_tag(*_HEADINGS):
        match = _ABOUT.fullmatch(whole_text(outline.elements[at])) if at > reading.first_text else None
        if match and people.is_personal(match["name"]) and _begins_life(outline.elements[at + 1 : at + _NEXT], match["name"]):
            yield Candidate(match["name"], f"{outline.elements[at].tag} ~ About")


def _begins_life(elements: list[Element], name: str) -> bool:
    """Whether one of some elements begins with a name, or its first or last word, and goes on as a sentence."""
    words = name.split()
    starts = (f"{name} ", f"{words[0]} ", f"{words[-1]} ")
    return any(clean(each.text).startswith(starts) for each in elements if each.text)
