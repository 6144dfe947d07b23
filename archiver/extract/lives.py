"""Whose life a page tells under a text: below a heading with the name, "About Ada Byrne", or below a picture that is called like the name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archiver.extract import others, people, wording
from archiver.extract.metadata import Candidate
from archiver.extract.outline import Element
from archiver.extract.reading import Reading
from archiver.text import clean, fold, whole_text

#: A heading over a life, in the languages whose credit lines are known.
_ABOUT = re.compile(
    r"(?:about|meet|über|sobre|acerca de|à propos de|over|om|o autorze:?|об авторе:?)\s+(?P<name>[^.,:;!?]{4,40})", re.IGNORECASE
)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
#: Elements behind a heading, or a picture, in which the life must begin.
_NEXT = 6
#: The share of the article's elements that are its end: a part of the text before that tells of whom the text is about.
_LAST = 0.2


def told(reading: Reading) -> Iterator[Candidate]:
    """The names of those whose lives stand under the text."""
    yield from _headed(reading)
    boxes = list(_pictured(reading))
    if len(boxes) == 1:  # several are a team, or customers
        yield boxes[0]


def _headed(reading: Reading) -> Iterator[Candidate]:
    """ "About Ada Byrne", and then "Ada is a reporter"."""
    outline, last = reading.outline, _last_part(reading)
    for at in outline.of_tag(*_HEADINGS):
        is_behind = at >= min(last, outline.ends[reading.scope] - _NEXT) or (at > reading.first_text and not reading.in_text(at))
        match = _ABOUT.fullmatch(whole_text(outline.elements[at])) if is_behind else None
        if match and people.is_personal(match["name"]) and _begins_life(outline.elements[at + 1 : at + _NEXT], match["name"]):
            yield Candidate(match["name"], f"{outline.elements[at].tag} ~ About")


def _pictured(reading: Reading) -> Iterator[Candidate]:
    """A picture called "Ada Byrne" in the last part of the article, the same name as the next text, and a job behind it."""
    outline = reading.outline
    start, end = _last_part(reading), outline.ends[reading.scope]
    for at in outline.tags.get("img", ()):
        called = fold(outline.elements[at].get("alt"))
        if not start <= at < end or " " not in called or others.is_of_another(reading, outline.elements[at]):
            continue
        texts = [text for each in outline.elements[at + 1 : at + _NEXT] if (text := clean(each.text))]
        name = texts[0] if texts else ""
        if len(texts) > 1 and fold(name) == called and people.is_personal(name) and wording.JOB.search(texts[1]):
            yield Candidate(name, "img[alt] + name")


def _last_part(reading: Reading) -> float:
    """Where the end of the article begins, as a position."""
    end = reading.outline.ends[reading.scope]
    return end - _LAST * (end - reading.first_text)


def _begins_life(elements: list[Element], name: str) -> bool:
    """Whether one of some elements begins with a name, or its first or last word, and goes on as a sentence."""
    words = name.split()
    starts = (f"{name} ", f"{words[0]} ", f"{words[-1]} ")
    return any(clean(each.text).startswith(starts) for each in elements if each.text)
