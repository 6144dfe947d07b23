"""Woltlab Suite and Burning Board, from version 3 on: forum software. Posts are flat; a quote is not taken for an answer."""

from __future__ import annotations

from archiver.comments.markup import ItemRule, Markup
from archiver.comments.paging import CountedPager, is_first_page, next_page
from archiver.models import Page

# Burning Board relates no pages; its successors do.
_PAGES = CountedPager(parameter="pageNo", topic="threadID", first=1)


def _next(page: Page) -> str | None:
    return next_page(page) or _PAGES.next_page(page)


def _is_first(page: Page) -> bool:
    return is_first_page(page) and _PAGES.is_first(page)


WOLTLAB = Markup(
    NAME="woltlab",
    signs=("wbbThreadPostList", "postRow"),
    items=(
        ItemRule(attribute="id", pattern=r"post(\d+)"),
        ItemRule(attribute="id", pattern=r"postRow(\d+)", classes=frozenset({"message"})),  # Burning Board 3
    ),
    slots={
        "username": "author",
        "userName": "author",  # Burning Board 3
        "messagePublicationTime": "created",
        "permalink": "created",  # Burning Board 4
        "light": "time",  # Burning Board 3
        "messageText": "text",
        "#postText": "text",  # Burning Board 3
        "messageDeleted": "gone",
    },
    skip=frozenset({"messageSignature", "messageFooterNote", "toggleButton"}),
    has_opening=True,
    next_of=_next,
    is_first=_is_first,
)
