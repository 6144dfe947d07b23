"""Discourse: the view that it serves to readers without scripts. It tells the order of posts, not who answers whom."""

from __future__ import annotations

from archiver.comments.markup import ItemRule, Markup

DISCOURSE = Markup(
    NAME="discourse",
    signs=("crawler-post", "topic-body"),
    items=(ItemRule(attribute="id", pattern=r"post_(\d+)", classes=frozenset({"crawler-post", "topic-body"})),),
    slots={"creator": "author", "post-time": "time", "post": "text", "post-likes": "likes"},
    skip=frozenset({"quote-controls", "lightbox-meta", "meta", "cooked-selection-barrier", "onebox-body", "onebox-metadata"}),
    has_opening=True,
)
