"""Simple Machines Forum. Posts are flat; a quote is not taken for an answer."""

from __future__ import annotations

from archiver.comments.markup import ItemRule, Markup

_ITEMS = frozenset({"windowbg", "windowbg2", "approvebg"})

SMF = Markup(
    NAME="smf",
    signs=("post_wrapper",),
    items=(
        ItemRule(attribute="id", pattern=r"msg_?(\d+)", classes=_ITEMS),
        ItemRule(attribute="id", pattern=r"msg_(\d+)", classes=_ITEMS, inside=True),  # SMF 2.0: only the text has the number
    ),
    slots={"<h4>": "author", "smalltext": "time", "inner": "text"},
    skip=frozenset({"signature", "codeoperation"}),  # "[Select]" over a piece of code
    has_opening=True,
)
