"""Comments that a page's JSON-LD declares: ``Comment``, and ``Answer`` to a question of a discussion. https://schema.org/Comment

Often it holds a part of the thread alone, so what the markup shows is believed where that is as much.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from archiver.comments import answers, keys, repeated
from archiver.comments.announced import announced_count
from archiver.comments.names import given_name, is_placeholder
from archiver.models import Comment, FollowUp, Page, Thread

NAME = "json-ld"

_TYPE = re.compile(r'"@type"\s*:\s*(?:\[[^\]]*)?"(?:https?://schema\.org/)?(?:Comment|Answer)"')
_TYPES = frozenset({"Comment", "Answer"})
_ALREADY_ANSWERED = frozenset({"FAQPage"})  # its answers are the site's own
#: Of the comments this share must have a name.
_MOST = 0.6
_DECODER = json.JSONDecoder(strict=False)  # line breaks inside strings are common
_HOLDERS = ("comment", "suggestedAnswer", "acceptedAnswer", "hasPart", "mainEntity", "mainEntityOfPage", "@graph")


def detect(page: Page) -> bool:
    return next(_scripts(page), None) is not None


def parse(page: Page) -> Thread:
    found: dict[str, Comment] = {}
    for data, parent in _declared(page):
        comment = _comment(data, parent, page)
        if comment.text or comment.author or comment.flags:
            found.setdefault(comment.key, comment)
    if sum(comment.author is not None or "deleted" in comment.flags for comment in found.values()) < _MOST * len(found):
        found = {}  # frequent questions with the site's own answers
    shown = repeated.parse(page) if repeated.detect(page) else Thread()
    if len(shown.comments) >= len(found):
        return shown
    is_threaded = any(comment.parent_key for comment in found.values())
    placed = answers.placed(found.values())
    return Thread(
        system=NAME,
        comments=placed if is_threaded else answers.unplaced(placed),
        announced_count=announced_count(page),
    )


def follow(page: Page) -> tuple[FollowUp, ...]:
    """Nothing: what else there is, the JSON does not tell."""
    return ()


def _declared(page: Page) -> Iterator[tuple[answers.Record, str | None]]:
    """The page's comments in the order of its JSON, each with the key of the one that holds it."""
    for text in _scripts(page):
        yield from _within(_loaded(text))


def _scripts(page: Page) -> Iterator[str]:
    """The page's JSON-LD with a comment in it."""
    for script in page.index.of_tag("script"):
        if "ld+json" in (script.get("type") or "").lower() and (text := script.text) and _TYPE.search(text):
            yield text


def _loaded(text: str) -> Any:
    try:
        return _DECODER.raw_decode(text.strip())[0]
    except (ValueError, RecursionError):
        return None


def _within(loaded: Any) -> Iterator[tuple[answers.Record, str | None]]:
    stack: list[tuple[Any, str | None]] = [(loaded, None)]
    while stack:
        value, parent = stack.pop()
        if isinstance(value, list):
            stack.extend((each, parent) for each in reversed(value))
        elif isinstance(value, dict) and _types(value).isdisjoint(_ALREADY_ANSWERED):
            if not _types(value).isdisjoint(_TYPES):
                yield value, parent
                parent = _key(value)
            stack.extend((value[name], parent) for name in reversed(_HOLDERS) if name in value)


def _types(data: answers.Record) -> set[str]:
    stated = data.get("@type")
    return {each.rpartition("/")[2] for each in (stated if isinstance(stated, list) else [stated]) if isinstance(each, str)}


def _key(data: answers.Record) -> str:
    stated = (data.get(name) for name in ("@id", "identifier", "url"))
    known = next(filter(None, (keys.key_in(str(each)) for each in stated if isinstance(each, str | int))), None)
    return known or keys.fingerprint((_name(data)[0] or "", _text(data)))


def _text(data: answers.Record) -> str:
    return next((data[name] for name in ("text", "articleBody", "description") if isinstance(data.get(name), str)), "")


def _name(data: answers.Record) -> tuple[str | None, str | None]:
    """(name, address) of the first author."""
    author = data.get("author") or data.get("creator")
    first = author[0] if isinstance(author, list) and author else author
    if not isinstance(first, dict):
        return answers.line(first, escaped=True), None
    return answers.line(first.get("name"), escaped=True), answers.address(first.get("url"))


def _comment(data: answers.Record, parent: str | None, page: Page) -> Comment:
    author, link = _name(data)
    above = data.get("parentItem")
    stated = keys.key_in(above.get("@id") or above.get("url")) if isinstance(above, dict) else None
    text, html = answers.content(_text(data), page)
    is_deleted = is_placeholder(author) or is_placeholder(text)
    dated = next((data[name] for name in ("dateCreated", "datePublished") if data.get(name)), None)
    return Comment(
        key=_key(data),
        parent_key=stated or parent,
        parent_source="id" if stated else "nesting",
        author=None if is_placeholder(author) else given_name(author, link),
        author_url=link,
        posted=answers.dated(dated, "json-ld:dateCreated", page),
        text="" if is_deleted else text,
        html="" if is_deleted else html,
        votes=answers.number(data.get("upvoteCount")),
        flags=frozenset({"deleted"} if is_deleted else ()),
    )
