"""The keys of items of unknown markup: the id that the site gives them, else a fingerprint of their first words."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from lxml.html import HtmlElement

from archiver.comments.looks import NUMBERED
from archiver.text import clean

_BEGIN = 400  # characters of an item that tell it from others
_KEY = re.compile(
    r"(?:^|(?<=[a-zA-Z])(?=\d\d)|[^a-zA-Z\d])([0-9]+(?:[-_.][0-9]+)*|[0-9a-f]{8,}(?:-[0-9a-f]{4,}){0,4})$|[-_:]([A-Za-z0-9]{5,})$"
)
#: Attributes that hold an item's id; others that end in -id do too.
_ID_ATTRIBUTES = (
    "data-comment-id", "data-commentid", "data-comment", "data-reply-id", "data-post-id", "data-postid", "data-id", "data-key", "data-pid",
    "id", "name",
)  # fmt: skip
#: Of these, those that say what the id is of; a post's may be an article's.
CALLING = ("data-comment-id", "data-commentid", "data-reply-id")
_HOLDING_IDS = ("a", "div", "span", "article")


def is_comment_by_id(element: HtmlElement) -> bool:
    """Whether an attribute calls an element a comment or a reply by the id that it holds."""
    return any(element.get(name) for name in CALLING)


def key_in(value: str | None) -> str | None:
    """The number or token that an id or address ends in."""
    match = _KEY.search(value or "")
    return (match[1] or match[2]) if match else None


def own_id(element: HtmlElement) -> str | None:
    """The id that the site gives an item: the number or token at the end of its id or of a data attribute."""
    for name in _ID_ATTRIBUTES:
        value = element.get(name)
        if key := key_in(value):
            return key
        if value and name != "id" and value.isalnum():
            return str(value)
    return None


def fingerprint(words: Iterable[str]) -> str:
    """A key made of the first words, which stay the same from visit to visit."""
    return hashlib.sha256(clean("".join(words))[:_BEGIN].encode()).hexdigest()[:16]


def first_words(element: HtmlElement, is_other: Callable[[HtmlElement], bool]) -> Iterator[str]:
    """The first texts of an item, those of items inside it left out: answers come and go."""
    stack: list[HtmlElement | str] = [*reversed(element), element.text or ""]
    left = _BEGIN
    while stack and left > 0:
        each = stack.pop()
        if isinstance(each, str):
            left -= len(each.strip())
            yield each
            continue
        stack.append(each.tail or "")
        if isinstance(each.tag, str) and not is_other(each):
            stack.extend((*reversed(each), each.text or ""))


def keys_of(own: Mapping[HtmlElement, Sequence[HtmlElement]]) -> dict[HtmlElement, str]:
    """A key for each item: its own id, or that of an element inside it; else a fingerprint of its words, which stays the same.

    :param own: the elements inside each item, those of items inside it left out.
    """
    keys: dict[HtmlElement, str] = {}
    taken: set[str] = set()
    for element, inside in own.items():
        numbered = (key_in(each.get("id")) for each in inside if NUMBERED.fullmatch(each.get("id") or ""))
        ids = (own_id(each) for each in inside if each.tag in _HOLDING_IDS)
        key = next(filter(None, itertools.chain([own_id(element)], numbered, ids)), None)
        if key is None or key in taken:
            key = fingerprint(first_words(element, own.__contains__))
        if key not in taken:
            taken.add(key)
            keys[element] = key
    return keys
