"""GitHub: comments of issues, pull requests and gists. They are flat."""

from __future__ import annotations

from archiver.comments.markup import ItemRule, Markup

GITHUB = Markup(
    NAME="github",
    signs=("timeline-comment",),
    items=(
        ItemRule(
            attribute="id", pattern=r"(?:gistcomment|issuecomment)-(\d+)", classes=frozenset({"timeline-comment-group", "timeline-comment"})
        ),
    ),
    slots={"author": "author", "<relative-time>": "time", "comment-body": "text"},
)
