"""Stack Exchange: a question with its answers, and comments on both. A comment stands inside what it is about."""

from __future__ import annotations

import re

from archiver import counts
from archiver.comments.markup import ItemRule, Markup

STACKEXCHANGE = Markup(
    NAME="stackexchange",
    signs=("js-post-body", "comment-copy"),
    items=(
        ItemRule(attribute="data-questionid", pattern=r"(\d+)", classes=frozenset({"question"}), opens=True),
        ItemRule(attribute="id", pattern=r"upvote-btn-(\d+)", classes=frozenset({"question"}), inside=True, opens=True),  # since 2026
        ItemRule(attribute="id", pattern=r"answer-(\d+)", classes=frozenset({"answer"})),
        ItemRule(attribute="id", pattern=r"comment-(\d+)", classes=frozenset({"comment"})),
        ItemRule(attribute="id", pattern=r"follow-up-(\d+)"),  # a comment since 2026
    ),
    slots={
        "comment-user": "author",
        "[itemprop=author]": "author",
        "relativetime-clean": "time",
        "[itemprop=dateCreated]": "time",
        "s-user-card--time": "time",
        "relativetime": "signed-at",
        "js-post-body": "text",
        "comment-copy": "text",
        "[itemprop=text]": "text",
        "js-vote-count": "votes",
        "js-comment-score": "votes",
    },
    nested=True,
    edits=re.compile(r"/revisions$"),  # the block of the last editor stands before the author's
    rest=frozenset({"js-show-link"}),  # "Show 3 more comments"
    has_opening=True,
    counts=counts.COMMENTS,  # what is shown, answers and comments, and what the buttons say is hidden
)
