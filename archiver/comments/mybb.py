"""MyBB: forum software. Posts are flat; a quote is not taken for an answer."""

from __future__ import annotations

from archiver.comments.markup import ItemRule, Markup

MYBB = Markup(
    NAME="mybb",
    signs=("post_body", "author_information"),
    items=(ItemRule(attribute="id", pattern=r"post_(\d+)", classes=frozenset({"post"})),),
    slots={"author_information": "author", "post_date": "time", "post_body": "text"},
    skip=frozenset({"post_edit", "signature", "smalltext"}),  # smalltext: the rank below a name
    has_opening=True,
)
