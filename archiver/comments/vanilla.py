"""Vanilla: forum software. Posts are flat."""

from __future__ import annotations

from archiver.comments.markup import ItemRule, Markup

VANILLA = Markup(
    NAME="vanilla",
    signs=("ItemComment", "ItemDiscussion"),
    items=(
        ItemRule(attribute="id", pattern=r"Comment_(\d+)", classes=frozenset({"ItemComment"})),
        ItemRule(attribute="id", pattern=r"(Discussion_\d+)", classes=frozenset({"ItemDiscussion"})),
    ),
    slots={"Username": "author", "<time>": "time", "Message": "text"},
    has_opening=True,
)
