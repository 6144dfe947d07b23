"""SPIP: answers stand in their parents. A comment's number is part of a class inside it."""

from __future__ import annotations

from archiver import counts
from archiver.comments.markup import ItemRule, Markup

_ITEMS = frozenset({"forum-fil", "comment-item", "comment-fil"})

SPIP = Markup(
    NAME="spip",
    signs=("forum-texte", "comment-texte"),
    items=(
        ItemRule(attribute="class", pattern=r".*\bforum-texte-(\d+)\b.*", classes=_ITEMS, inside=True),
        ItemRule(attribute="id", pattern=r"(?:comment|forum)(\d+)", classes=_ITEMS, inside=True),
    ),
    slots={
        "comment-author": "author",
        "reviewer": "author",
        "<abbr>": "time",
        "dtreviewed": "time",
        "<time>": "time",
        "comment-content": "text",
    },
    nested=True,
    counts=counts.THREADS,  # its templates count the loop of those that answer the article itself
)
