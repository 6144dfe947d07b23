"""ForumMagnum, the software of LessWrong: comments stand in what they answer."""

from __future__ import annotations

from archiver.comments.markup import ItemRule, Markup

LESSWRONG = Markup(
    NAME="lesswrong",
    signs=("comments-node",),
    items=(ItemRule(attribute="id", pattern=r"([A-Za-z0-9]{17})", classes=frozenset({"comments-node"})),),
    slots={
        "CommentUserName-author": "author",
        "CommentUserName-authorAnswer": "author",
        "<time>": "time",
        "CommentBody-root": "text",
        "OverallVoteAxis-voteScore": "votes",
    },
    nested=True,
)
