"""Comments that schema.org's microdata declares: ``itemtype="https://schema.org/Comment"``, and ``Answer``. https://schema.org/Comment

A ``DiscussionForumPosting`` or ``Question`` around or before them that has words of its own opens the topic.
Answers without a name are a list of frequent questions, and no discussion.
"""

from __future__ import annotations

import re

import attrs
from lxml.html import HtmlElement

from archiver.comments import answers, keys
from archiver.comments.items import Item
from archiver.comments.markup import Markup
from archiver.models import Page, Thread

_TYPE = re.compile(r"schema\.org/(?:Comment|Answer|(DiscussionForumPosting|Question))\b")  # the group opens a topic
_SIGN = re.compile(r"schema\.org/(?:Comment|Answer)\b")
#: Of the items this share must have a name and a text.
_MOST = 0.6


class _Microdata(Markup):
    """What an item is, its type says; its key is the id that the site gives it, else a fingerprint of its words."""

    def detect(self, page: Page) -> bool:
        types = page.index.values("itemtype").values()
        return any(map(_SIGN.search, types)) and any(self._key(element) for element in page.index.elements)

    def parse(self, page: Page) -> Thread:
        thread = super().parse(page)
        if not thread.comments:
            return Thread()
        whole = sum(comment.author is not None and bool(comment.text) for comment in thread.comments)
        if whole < _MOST * len(thread.comments):
            return Thread()
        is_threaded = any(comment.parent_key for comment in thread.comments)
        return thread if is_threaded else attrs.evolve(thread, comments=answers.unplaced(thread.comments))

    def _items(self, page: Page) -> list[Item]:
        """The comments, and before them what they answer, if it has words."""
        items = super()._items(page)
        kept = [item for item in items if not self._opens(item) or (item is items[0] and "text" in item.nodes)]
        known = set(kept)
        for item in kept:
            item.above = item.above if item.above in known else None
        return kept

    def _opens(self, item: Item) -> bool:
        return (match := _type(item.element)) is not None and match[1] is not None

    def _key(self, element: HtmlElement) -> str | None:
        if _type(element) is None:
            return None
        return keys.key_in(element.get("itemid")) or keys.own_id(element) or keys.fingerprint(keys.first_words(element, _is_item))


def _type(element: HtmlElement) -> re.Match[str] | None:
    return _TYPE.search(element.get("itemtype") or "") if element.get("itemscope") is not None else None


def _is_item(element: HtmlElement) -> bool:
    return _type(element) is not None


def _parent(item: Item) -> str | None:
    """``parentItem``, else the item that this one stands in."""
    node = item.first("parent")
    stated = (node.get(name) for name in ("href", "content", "itemid")) if node is not None else ()
    return next(filter(None, map(keys.key_in, stated)), item.above.key if item.above is not None else None)


MICRODATA = _Microdata(
    NAME="microdata",
    signs=(),
    items=(),
    slots={
        "[itemprop=author]": "author",
        "[itemprop=creator]": "author",
        "[itemprop=dateCreated]": "time",
        "[itemprop=datePublished]": "time",
        "[itemprop=text]": "text",
        "[itemprop=commentText]": "text",
        "[itemprop=description]": "text",
        "[itemprop=articleBody]": "text",
        "[itemprop=upvoteCount]": "votes",
        "[itemprop=parentItem]": "parent",
    },
    parent_of=_parent,
)
