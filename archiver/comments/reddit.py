"""Old Reddit: comments stand in their parents; what is loaded later is not on the page."""

from __future__ import annotations

from archiver import counts
from archiver.comments.markup import ItemRule, Markup

REDDIT = Markup(
    NAME="reddit",
    signs=("thing_t1_",),
    items=(ItemRule(attribute="data-fullname", pattern=r"t1_(\w+)", classes=frozenset({"comment"})),),
    slots={"author": "author", "live-timestamp": "time", "<time>": "time", "usertext-body": "text", "unvoted": "votes"},
    nested=True,
    gone=frozenset({"deleted"}),
    totals=frozenset({"panestack-title"}),  # "all 76 comments", the deleted ones too
    counts=counts.COMMENTS,  # the deleted ones too, whose places are kept
)
