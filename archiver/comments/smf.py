"""Simple Machines Forum. Posts are flat; a quote is not taken for an answer."""

from __future__ import annotations

from archiver.comments.markup import ItemRule, Markup

SMF = Markup(
    NAME="smf",
    signs=("post_wrapper",),
    items=(ItemRule(attribute="id", pattern=r"msg_?(\d+)", classes=frozenset({"windowbg", "windowbg2", "approvebg"})),),
    slots={"poster": "author", "<h4>": "author", "smalltext": "time", "inner": "text"},
    skip=frozenset({"signature"}),
    has_opening=True,
)
