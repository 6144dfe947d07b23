"""Lemmy: a tree of list items. Only the newest date is shown; the first one stands in its tooltip."""

from __future__ import annotations

from archiver.comments.markup import ItemRule, Markup

LEMMY = Markup(
    NAME="lemmy",
    signs=("comment-node",),
    items=(ItemRule(attribute="id", pattern=r"comment-(\d+)", classes=frozenset({"comment"}), on_child=True),),
    slots={"person-listing": "author", "moment-time": "time", "comment-content": "text"},
    gone=frozenset({"text-muted"}),  # on the text that stands for a deleted or removed one
    nested=True,
)
