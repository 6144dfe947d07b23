"""Hacker News: an item's page asks its search service, which has the whole tree below a story in one answer.

``GET https://hn.algolia.com/api/v1/items/<id>``, beside ``news.ycombinator.com/item?id=<id>``: a story with the service's own address, whose
text is the article's; of a comment's own page it is the first comment. https://hn.algolia.com/api
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archiver.comments import answers
from archiver.models import Comment, FollowUp, Page, Thread

NAME = "hackernews"

_ITEM = re.compile(r"https?://news\.ycombinator\.com/item\?(?:.*&)?id=(\d+)")
_ANSWERS = "https://hn.algolia.com/api/v1/items/"


def embedded(page: Page) -> tuple[FollowUp, ...]:
    match = _ITEM.match(page.final_url)
    return (answers.ask(NAME, _ANSWERS + match[1], "the tree of the thread"),) if match else ()


def parse(page: Page) -> Thread:
    item = answers.record(page, NAME, "id", "type", "children")
    found = (_comment(each, item, page) for each in _flat(item) if each.get("type", "comment") == "comment")
    return Thread(system=NAME, comments=answers.placed(found), from_api=True)


def follow(page: Page) -> tuple[FollowUp, ...]:
    """Nothing: one answer holds the whole tree."""
    return ()


def _flat(item: answers.Record) -> Iterator[answers.Record]:
    stack = [item]
    while stack:
        each = stack.pop()
        yield each
        stack.extend(reversed(answers.records(each.get("children"), NAME)))


def _comment(data: answers.Record, top: answers.Record, page: Page) -> Comment:
    """A deleted one has neither name nor text."""
    author = answers.line(data.get("author"))
    text, html = answers.content(data.get("text"), page)
    parent = answers.optional_key(data.get("parent_id"))
    story = answers.optional_key(data.get("story_id")) or (answers.optional_key(top["id"]) if top["type"] != "comment" else None)
    return Comment(
        key=answers.key_of(data, "id", NAME),
        parent_key=None if parent == story else parent,
        parent_source="id",
        author=author,
        author_url=f"https://news.ycombinator.com/user?id={author}" if author else None,
        posted=answers.stated(data.get("created_at"), "hackernews:created_at", page),
        text=text,
        html=html,
        votes=answers.number(data.get("points")),
        flags=frozenset({"deleted"} if author is None and not text else ()),
    )
