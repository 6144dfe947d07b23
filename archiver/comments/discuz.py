"""Discuz! X: forum software. Posts are flat; a quote is not taken for an answer."""

from __future__ import annotations

from archiver.comments.items import Item
from archiver.comments.markup import ItemRule, Markup
from archiver.comments.paging import ClassedPager

_PAGES = ClassedPager(following="nxt", preceding="prev", around="pg")


def _dated(item: Item) -> None:
    """The whole date behind "3 days ago", in the title of an element inside the line."""
    node = item.first("time")
    whole = next((each for each in node.iter("span") if each.get("title")), None) if node is not None else None
    if whole is not None:
        item.nodes["time"] = [whole]


DISCUZ = Markup(
    NAME="discuz",
    signs=("postmessage_",),
    items=(ItemRule(attribute="id", pattern=r"pid(\d+)", classes=frozenset({"plhin"})),),
    slots={"authi": "author", "#authorposton": "time", "#postmessage_": "text"},
    settle=_dated,
    # The note of an edit; words against copyists, which its styles hide; what is shown beside an attached picture.
    skip=frozenset({"pstatus", "jammer", "aimg_tip", "attach_nopermission", "sign"}),
    has_opening=True,
    next_of=_PAGES.next_page,
    is_first=_PAGES.is_first,
)
