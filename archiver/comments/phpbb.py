"""phpBB 3: forum software. Posts are flat; a quote is not taken for an answer."""

from __future__ import annotations

from archiver.comments.markup import ItemRule, Markup

PHPBB = Markup(
    NAME="phpbb",
    signs=("postbody", "postprofile"),
    items=(
        ItemRule(attribute="id", pattern=r"p(\d+)", classes=frozenset({"post"})),
        ItemRule(attribute="id", pattern=r"post_container(\d+)", classes=frozenset({"postbody"})),  # as Tapatalk serves it
    ),
    slots={
        "username": "author",
        "username-coloured": "author",
        "<time>": "time",
        "author": "time",
        "content": "text",
    },
    skip=frozenset({"signature", "notice", "attachbox"}),
    has_opening=True,
)
