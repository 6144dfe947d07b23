"""Substack's interface, which has the whole thread below a post; the post's page shows the first comments of it.

``GET /api/v1/post/<post>/comments?all_comments=true`` on the page's own host. The post's number, and how many comments it has, stand in
``window._preloads``, JSON inside a string of a script. Keys are those of :mod:`archiver.comments.substack`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import escape

from archiver import urls
from archiver.comments import answers
from archiver.models import Comment, FollowUp, Page, Thread

NAME = "substack"

_PRELOADS = re.compile(r"window\._preloads\s*=\s*JSON\.parse\(")
_POST = re.compile(r"/p/[^/?#]+")
_DECODER = json.JSONDecoder()


def embedded(page: Page) -> tuple[FollowUp, ...]:
    """Optional: the markup shows the first comments."""
    post = _post(page)
    number, count = answers.number(post.get("id")), answers.number(post.get("comment_count"))
    url = (
        urls.absolute(page.final_url, f"/api/v1/post/{number}/comments?token=&all_comments=true&sort=oldest_first")
        if number and count
        else None
    )
    return (answers.ask(NAME, url, "the whole thread, from Substack", context={"optional": "yes"}),) if url else ()


def parse(page: Page) -> Thread:
    answer = answers.record(page, NAME, "comments")
    found = (_comment(data, parent, page) for data, parent in _flat(answers.records(answer["comments"], NAME)))
    return Thread(system=NAME, comments=answers.placed(found), from_api=True)


def follow(page: Page) -> tuple[FollowUp, ...]:
    """Nothing: one answer holds the whole tree."""
    return ()


def _post(page: Page) -> answers.Record:
    begin = _PRELOADS.search(page.text) if "window._preloads" in page.text and _POST.search(page.final_url) else None
    try:
        loaded = json.loads(_DECODER.raw_decode(page.text, begin.end())[0]) if begin else {}
    except (ValueError, TypeError, RecursionError):
        return {}
    post = loaded.get("post") if isinstance(loaded, dict) else None
    return post if isinstance(post, dict) else {}


def _flat(roots: list[answers.Record]) -> Iterator[tuple[answers.Record, str | None]]:
    """The comments in reading order, each with the key of the one that holds it."""
    stack: list[tuple[answers.Record, str | None]] = [(each, None) for each in reversed(roots)]
    while stack:
        data, parent = stack.pop()
        yield data, parent
        key = answers.key_of(data, "id", NAME)
        stack.extend((each, key) for each in reversed(answers.records(data.get("children"), NAME)))


def _comment(data: answers.Record, parent: str | None, page: Page) -> Comment:
    """The text is plain; a deleted comment has neither text nor name."""
    body = data.get("body")
    is_deleted = data.get("deleted") is True or not isinstance(body, str)
    paragraphs = [] if is_deleted else [f"<p>{escape(part.strip())}</p>" for part in re.split(r"\n\s*\n", str(body)) if part.strip()]
    text, html = answers.content("".join(paragraphs).replace("\n", "<br>"), page)
    handle = answers.line(data.get("handle"))
    return Comment(
        key=answers.key_of(data, "id", NAME),
        parent_key=parent,
        parent_source="id",
        author=answers.line(data.get("name")),
        author_url=f"https://substack.com/@{handle}" if handle else None,
        posted=answers.stated(data.get("date"), "substack:date", page),
        text=text,
        html=html,
        likes=answers.number(data.get("reaction_count")),
        flags=frozenset({"deleted"} if is_deleted else {"edited"} if data.get("edited_at") else ()),
    )
