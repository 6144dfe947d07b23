"""Invision Community (IPB 4): forum software. Posts are flat; a quote is not taken for an answer."""

from __future__ import annotations

from lxml.html import HtmlElement

from archiver import counts
from archiver.comments.markup import ItemRule, Markup


def _is_inserted(element: HtmlElement) -> bool:
    """Whether an element is kept from search engines: what stands so inside a post was put there by the forum, as an advertisement is."""
    return element.get("data-nosnippet") is not None


IPB = Markup(
    NAME="ipb",
    signs=("elComment_",),
    items=(ItemRule(attribute="id", pattern=r"elComment_(\d+)", classes=frozenset({"ipsComment", "cPost", "ipsEntry"})),),
    slots={
        "cAuthorPane_author": "author",
        "ipsEntry__username": "author",
        "<time>": "time",
        "[data-role=commentContent]": "text",
    },
    skip=frozenset({"ipsItemControls", "ipsComment_controls", "ipsQuote_citation", "ipsEntry__controls", "ipsType_light", "ipsEdited"}),
    is_furniture=_is_inserted,
    has_opening=True,
    counts=counts.POSTS,  # "5 posts in this topic"
)
