"""Hacker News: the page of a story, whose comments are rows of a table. Its search service tells the same tree, and exact texts."""

from __future__ import annotations

import re

from archiver.comments.items import Item
from archiver.comments.markup import ItemRule, Markup
from archiver.text import inline_text

_HERE = re.compile(r"#(\d+)$")


def _answered(item: Item) -> str | None:
    """The row that the link "parent" leads to; comments on the story have no such link."""
    links = (link for node in item.nodes.get("navigation", ()) for link in node.iter("a") if inline_text(link) == "parent")
    return next((match[1] for link in links if (match := _HERE.search(link.get("href") or ""))), None)


HACKERNEWS = Markup(
    NAME="hackernews",
    signs=("comtr",),
    items=(ItemRule(attribute="id", pattern=r"(\d+)", classes=frozenset({"comtr"})),),
    slots={"hnuser": "author", "age": "time", "navs": "navigation", "comment": "text"},
    skip=frozenset({"reply"}),
    parent_of=_answered,
)
