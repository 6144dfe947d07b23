"""Tripadvisor's forums. Posts are flat; "Re: " and the topic's title stand over every one."""

from __future__ import annotations

from archiver.comments.markup import ItemRule, Markup
from archiver.comments.paging import ClassedPager

_PAGER = ClassedPager(following="sprite-pageNext", preceding="sprite-pagePrev", around="pgLinks")
TRIPADVISOR = Markup(
    NAME="tripadvisor",
    signs=("postRightContent",),
    items=(ItemRule(attribute="id", pattern=r"pst_adm_(\d+)", classes=frozenset({"post"}), inside=True),),
    slots={"username": "author", "postDate": "time", "postBody": "text"},
    has_opening=True,
    next_of=_PAGER.next_page,
    is_first=_PAGER.is_first,
)
