"""Lobsters: a tree of list items, each with its comment's box first and the list of its answers after it."""

from __future__ import annotations

import re

from archiver import counts
from archiver.comments.markup import ItemRule, Markup

LOBSTERS = Markup(
    NAME="lobsters",
    signs=("comments_subtree",),
    items=(ItemRule(attribute="data-shortid", pattern=r"(\w+)", classes=frozenset({"comments_subtree"}), on_child=True),),
    slots={"<a>": "link", "<time>": "time", "comment_text": "text", "na": "gone", "upvoter": "votes", "score": "votes"},
    links={"author": re.compile(r"^(?:https?://[^/]+)?/(?:~|u/)[\w-]+$")},
    nested=True,
    totals=frozenset({"comments_label"}),
    counts=counts.COMMENTS,  # of the whole tree
)
