"""bbPress, the forum plugin of WordPress: a reply is marked as WordPress' post, and what signs it stands in a bar before it."""

from __future__ import annotations

from archiver.comments.items import Item
from archiver.comments.markup import ItemRule, Markup
from archiver.comments.paging import ClassedPager
from archiver.text import inline_text

_HEADS = frozenset({"bbp-reply-header", "bbp-topic-header"})
_NUMBER = r"(?:.*\s)?post-(\d+)(?:\s.*)?"
_SLOTS = {
    "bbp-author-link": "author",
    "bbp-author-name": "author",
    "bbp-reply-post-date": "time",
    "bbp-topic-post-date": "time",
    "bbp-reply-content": "text",
    "bbp-topic-content": "text",
}
_PAGES = ClassedPager(following="next", preceding="prev", around="bbp-pagination-links")


def _with_head(item: Item) -> None:
    """Adds what the bar before a reply shows; a link around the picture alone is no name."""
    item.nodes["author"] = [node for node in item.nodes.get("author", ()) if inline_text(node)]
    head = item.element.getprevious()
    if head is not None and not _HEADS.isdisjoint((head.get("class") or "").split()):
        for node in head.iter("*"):
            item.take(node, _SLOTS)


BBPRESS = Markup(
    NAME="bbpress",
    signs=("bbp-reply-content", "bbp-topic-content"),
    items=(
        ItemRule(attribute="class", pattern=_NUMBER, classes=frozenset({"type-reply"})),
        ItemRule(attribute="class", pattern=_NUMBER, classes=frozenset({"type-topic"}), opens=True),
    ),
    slots=_SLOTS,
    settle=_with_head,
    skip=frozenset({"bbp-reply-revision-log", "bbp-topic-revision-log", "bbp-attachments", "bbp-signature", "bbp-reply-details"}),
    has_opening=True,
    next_of=_PAGES.next_page,
    is_first=_PAGES.is_first,
)
