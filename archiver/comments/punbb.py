"""PunBB 1.3 and 1.4: forum software. Posts are flat; a quote is not taken for an answer."""

from __future__ import annotations

from archiver.comments.items import Item
from archiver.comments.markup import ItemRule, Markup


def _signed(item: Item) -> None:
    """The name in "Topic by NAME": what the line stresses."""
    byline = item.first("byline")
    name = next(byline.iter("strong", "em"), None) if byline is not None else None
    if name is not None:
        item.nodes["author"] = [name]


PUNBB = Markup(
    NAME="punbb",
    signs=("post-byline",),
    items=(ItemRule(attribute="id", pattern=r"p(\d+)", classes=frozenset({"post"}), on_child=True),),
    slots={"post-byline": "byline", "post-link": "time", "entry-content": "text"},
    settle=_signed,
    skip=frozenset({"sig-content", "lastedit"}),
    has_opening=True,
)
