"""Blogger: replies stand in their parents, one level deep."""

from __future__ import annotations

from archiver import counts
from archiver.comments.markup import ItemRule, Markup

BLOGGER = Markup(
    NAME="blogger",
    signs=("comment-block",),
    items=(ItemRule(attribute="id", pattern=r"c(\d{15,})", classes=frozenset({"comment"})),),
    slots={"user": "author", "datetime": "time", "comment-content": "text", "deleted-comment": "gone"},
    nested=True,
    counts=counts.COMMENTS,  # "5 comments:", answers too
)
