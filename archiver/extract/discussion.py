"""What the page says about its discussion: how many comments there are, and whether more are taken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archiver.extract import override
from archiver.extract.metadata import Candidate, Metadata, Node, as_list, types
from archiver.extract.outline import Element
from archiver.extract.reading import Reading, shown
from archiver.extract.weighing import CHOSEN, beside
from archiver.text import clean, number_in

_NUMBER = r"(\d{1,3}(?:[.,\u00a0 ]\d{3})+|\d+)"
#: Headings of a comment area: WordPress' and its themes' ("59 thoughts on", "One response to", "12 Comments").
_HEADING = re.compile(
    rf"^(?:{_NUMBER}|(one|no))\s+(?:thoughts?|comments?|responses?|replies|reply)\b|^comments?\s*\(\s*{_NUMBER}\s*\)", re.IGNORECASE
)
#: Class names of such headings, and of the link to the thread in the article's head: WordPress' themes and blocks.
_HEADINGS = (
    "comments-title",
    "wp-block-comments-title",
    "comments-heading",
    "comment-title",
    "comments_number",
    "comments-count",
    "comment-count",
    "wc-comment-title",
)
_LINKS = ("comments-link", "comments-count", "comment-count", "post-comments", "td-post-comments")
_CLOSED = re.compile(
    r"\bcomments? (?:are|is|have been) (?:now )?(?:closed|disabled|turned off)|\bcommenting (?:is|has been) closed", re.IGNORECASE
)
#: WordPress' themes and wpDiscuz on a closed thread.
_CLOSED_CLASSES = frozenset({"no-comments", "nocomments", "comments-closed", "wpdiscuz-comments-closed"})
#: Class names of the comments themselves, whose words are not the page's: WordPress, its blocks, wpDiscuz of every age.
_COMMENTS = frozenset(
    {"comment-list", "commentlist", "comment", "comment-body", "wp-block-comment-template", "wpd-thread-list", "wpd-comment", "wc-comment"}
)
_LONGEST = 120


def count(reading: Reading) -> tuple[int, str] | None:
    """(number of comments as announced, source)."""
    chosen: tuple[int, str] | None = None
    for number, source in _counts(reading):
        if reading.weighed is None:
            return number, source
        best = Candidate(str(chosen[0]), chosen[1]) if chosen else None
        candidate = Candidate(str(number), source)
        reading.weigh("comment_count", candidate, beside(candidate, best) if best else CHOSEN)
        chosen = chosen or (number, source)
    return chosen


def is_open(reading: Reading) -> tuple[bool, str] | None:
    """(whether comments are taken, source); None where the page does not tell."""
    frames = [element for area in reading.outline.comment_areas for element in _frame(area)]
    for element in frames:
        name = next((each for each in (element.get("class") or "").split() if each in _CLOSED_CLASSES), None)
        if name:
            return False, f".{name}"
        if element.text and len(element.text) < _LONGEST and _CLOSED.search(element.text):
            return False, f"{element.tag} ~ closed"
    form = next((each for element in frames if element.tag == "form" for each in _taking(element)), None)
    return (True, f"form.{(form.get('class') or form.get('id') or '').split()[0]}") if form is not None else None


def _frame(area: Element) -> Iterator[Element]:
    """A comment area without the comments in it."""
    stack = [area]
    while stack:
        element = stack.pop()
        if isinstance(element.tag, str) and _COMMENTS.isdisjoint((element.get("class") or "").split()):
            yield element
            stack.extend(reversed(element))


def _taking(form: Element) -> Iterator[Element]:
    """The form, if it takes comments: it is named, and has a text area."""
    if (form.get("id") or form.get("class") or "").strip() and next(form.iter("textarea"), None) is not None:
        yield form


def _counts(reading: Reading) -> Iterator[tuple[int, str]]:
    for candidate in override.texts(reading, "comment_count"):
        if (match := re.search(_NUMBER, candidate.value)) and (number := number_in(match[1])) is not None:
            yield number, candidate.source
        else:
            reading.weigh("comment_count", candidate, "no number in it")
    yield from _declared(reading.metadata)
    for area in reading.outline.comment_areas:
        yield from _wpdiscuz(area)
    for area in reading.outline.comment_areas:
        yield from _headed(area)
    for name in _LINKS:
        for element in reading.near(reading.outline.classes.get(name, [])):
            yield from _worded(shown(element), f".{name}")


def _declared(metadata: Metadata) -> Iterator[tuple[int, str]]:
    """schema.org: commentCount, or an interaction counter of comments."""
    if (number := _number(metadata.article.get("commentCount"))) is not None:
        yield number, metadata.source("commentCount")
    for counter in as_list(metadata.article.get("interactionStatistic")):
        if (
            isinstance(counter, dict)
            and "CommentAction" in str(_interaction(counter))
            and (number := _number(counter.get("userInteractionCount"))) is not None
        ):
            yield number, metadata.source("interactionStatistic")


def _interaction(counter: Node) -> object:
    kind = counter.get("interactionType")
    return types(kind) if isinstance(kind, dict) else kind


def _wpdiscuz(area: Element) -> Iterator[tuple[int, str]]:
    for element in area.iter("div"):
        if (
            "wpd-thread-info" in (element.get("class") or "").split()
            and (number := _number(element.get("data-comments-count"))) is not None
        ):
            yield number, ".wpd-thread-info[data-comments-count]"


def _headed(area: Element) -> Iterator[tuple[int, str]]:
    for element in _frame(area):
        names = (element.get("class") or "").split()
        name = next((each for each in names if each in _HEADINGS), None)
        if name or element.tag in ("h2", "h3", "h4"):
            yield from _worded(shown(element), f".{name}" if name else element.tag)


def _worded(text: str, source: str) -> Iterator[tuple[int, str]]:
    if match := _HEADING.match(text):
        word = (match[2] or "").lower()
        number = 1 if word == "one" else 0 if word == "no" else number_in(match[1] or match[3] or "")
        if number is not None:
            yield number, source


def _number(value: object) -> int | None:
    digits = clean(str(value)).replace(",", "") if value is not None and not isinstance(value, bool) else ""
    return number_in(digits) if digits.isdecimal() else None
