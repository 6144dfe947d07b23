"""Slash, the software of Slashdot: a tree of list items, in which hidden comments hold their answers' places."""

from __future__ import annotations

from archiver.comments.markup import ItemRule, Markup

SLASHDOT = Markup(
    NAME="slashdot",
    signs=("commtree_",),
    items=(ItemRule(attribute="id", pattern=r"tree_(\d+)", classes=frozenset({"comment"})),),
    slots={"by": "author", "otherdetails": "time", "commentBody": "text"},
    skip=frozenset({"quote-toggle", "byby", "uid"}),
    nested=True,
)
