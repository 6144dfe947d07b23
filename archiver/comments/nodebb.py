"""NodeBB: forum software. A reply names the post that it answers."""

from __future__ import annotations

import re

from archiver.comments.items import Item
from archiver.comments.markup import ItemRule, Markup

_POST = re.compile(r"/post/(\d+)$")


def _answered(item: Item) -> str | None:
    """The post in the line above a reply: by its number, or by the link to it."""
    node = item.first("parent")
    if node is None:
        return None
    if node.get("data-parent-pid"):
        return str(node.get("data-parent-pid"))
    links = (_POST.search(anchor.get("href") or "") for anchor in node.iter("a"))
    return next((match[1] for match in links if match), None)


NODEBB = Markup(
    NAME="nodebb",
    signs=("post/content",),
    items=(ItemRule(attribute="data-pid", pattern=r"(\d+)"),),
    slots={
        "[component=post/parent]": "parent",
        "[itemprop=author]": "author",
        "[component=post/content]": "text",
        "[component=post/vote-count]": "votes",
    },
    name_attribute="data-username",
    time_attribute="data-timestamp",
    parent_of=_answered,
    gone=frozenset({"deleted"}),
    has_opening=True,
)
