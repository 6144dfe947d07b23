"""wpDiscuz, a WordPress plugin: the comments that stand in the page itself. Versions 7 (``wpd-``) and 2 to 5 (``wc-``).

Each comment's element is ``#wpd-comm-ID_PARENT`` (``#wc-comm-ID_PARENT``): the true parent at any depth. Nesting, which is cut off at the
theme's limit, is not asked. Only version 2 has nothing else: its elements are ``#wc-comm-POST_ID``, nested three levels deep.
"""

from __future__ import annotations

import re
from collections import Counter

import attrs
from lxml.html import HtmlElement

from archiver import counts
from archiver.comments import pages
from archiver.comments.announced import announced_count
from archiver.comments.items import Item, area_of, collect, content_of, name_and_link
from archiver.comments.names import given_name
from archiver.comments.numbers import whole_number
from archiver.models import Comment, FollowUp, Moment, Page, Thread
from archiver.moments import parse_moment, unread
from archiver.text import inline_text

NAME = "wpdiscuz"

#: It prints WordPress' own number.
COUNTED = counts.WITH_PINGBACKS

ID = re.compile(r"(?:wpd|wc)-comm-(\d+)_(\d+)$")
_DEEPEST_OF_VERSION_2 = 3
# The classes of wpDiscuz' comment template, by version.
_SLOTS = {
    "wc-comment-author": "author",
    "wc-comment-date": "date",
    "wc-comment-text": "text",
    "wc-vote-result": "votes",
    "wpd-comment-author": "author",
    "wpd-comment-date": "date",
    "wpd-comment-text": "text",
    "wpd-reply-to": "reply-to",
    "wpd-vote-result": "votes",
    "wpd-vote-result-like": "likes",
    "wpd-vote-result-dislike": "dislikes",
    "wpd-comment-last-edited": "edited",
    "wpd-comment-wrap": "wrap",
}
_COUNT = frozenset({"wpdtc", "wc_header_text_count"})
# What the plugin puts into a comment's text: the read-more link, the label of edits, the note that it awaits moderation.
_CONTROLS = frozenset({"wpdiscuz-readmore", "wpd-comment-last-edited", "wpd-comment-footer", "wc_held_for_moderate", "wpd-approved-notice"})


def detect(page: Page) -> bool:
    return _first(page) is not None


def parse(page: Page) -> Thread:
    first = _first(page)
    if first is not None and _is_version_2(first):
        comments = _nested(collect(area_of(first, page), _key_of_version_2, _SLOTS), page)
    else:
        comments = _linked(collect(area_of(first, page), _key, _SLOTS), page)
    return Thread(system=NAME, comments=comments, announced_count=_announced(page), counted=COUNTED, pages_expected=pages.expected(page))


def follow(page: Page) -> tuple[FollowUp, ...]:
    return pages.follow(page)


def _first(page: Page) -> HtmlElement | None:
    if "-comm-" not in page.names:
        return None
    return next((element for element in page.tree.iter("div") if ID.match(element.get("id") or "")), None)


def _key(element: HtmlElement) -> str | None:
    match = ID.match(element.get("id") or "") if element.tag == "div" else None
    return match[1] if match else None


def _key_of_version_2(element: HtmlElement) -> str | None:
    match = ID.match(element.get("id") or "") if element.tag == "div" else None
    return match[2] if match else None


def _is_version_2(element: HtmlElement) -> bool:
    """Whether the second number is the comment's own: all versions have ``#comment-ID`` inside."""
    numbers = ID.match(element.get("id"))
    inner = next((child.get("id") for child in element.iter("div") if (child.get("id") or "").startswith("comment-")), None)
    return numbers is not None and numbers[1] != numbers[2] and inner == f"comment-{numbers[2]}"


def _linked(items: list[Item], page: Page) -> tuple[Comment, ...]:
    """Comments that name their parents."""
    depths: dict[str | None, int] = {None: 0}
    comments = []
    for position, item in enumerate(items):
        # A parent stands before its replies; one that is not on the page counts as nothing.
        parent = _parent_key(item)
        depths[item.key] = depths.get(parent, 0) + 1
        comments.append(_comment(item, page, position=position, depth=depths[item.key], parent_key=parent, parent_source="id"))
    return tuple(comments)


def _nested(items: list[Item], page: Page) -> tuple[Comment, ...]:
    """Comments that stand in their parents. On the deepest level a later reply may answer an earlier one that stands beside it."""
    replies: Counter[str | None] = Counter()
    comments = []
    for position, item in enumerate(items):
        parent = item.above.key if item.above else None
        comment = _comment(item, page, position=position, depth=item.level, parent_key=parent, parent_source="nesting")
        if item.level >= _DEEPEST_OF_VERSION_2 and replies[parent]:
            comment = attrs.evolve(comment, flags=comment.flags | {"depth_limit"})
        replies[parent] += 1
        comments.append(comment)
    return tuple(comments)


def _parent_key(item: Item) -> str | None:
    """From the id's second number; 0 is a root."""
    parent = item.element.get("id").rpartition("_")[2]
    return None if parent == "0" else parent


def _announced(page: Page) -> int | None:
    for element in page.tree.iter("div", "span"):
        classes = (element.get("class") or "").split()
        if "wpd-thread-info" in classes and (count := whole_number(element.get("data-comments-count"))) is not None:
            return count
        if not _COUNT.isdisjoint(classes) and (count := whole_number(element.get("title") or inline_text(element))) is not None:
            return count
    return announced_count(page)


def _comment(item: Item, page: Page, *, position: int, depth: int, parent_key: str | None, parent_source: str) -> Comment:
    author, author_url = name_and_link(item.first("author"), page)
    body = item.first("text")
    left_out: list[HtmlElement] = []

    def is_left_out(element: HtmlElement) -> bool:
        if element in item.inner or is_control(element):
            left_out.append(element)
            return True
        return False

    text, html = content_of(body, page, is_left_out) if body is not None else ("", "")
    reply_to = item.first("reply-to")
    target = next(reply_to.iter("a"), None) if reply_to is not None else None
    return Comment(
        key=item.key,
        parent_key=parent_key,
        parent_source=parent_source,
        depth=depth,
        position=position,
        author=given_name(author, author_url),
        author_url=author_url,
        posted=_posted(item.first("date"), page),
        text=text,
        html=html,
        likes=_count(item, "likes"),
        dislikes=_count(item, "dislikes"),
        votes=None if "likes" in item.nodes else _count(item, "votes"),  # counted apart, likes carry both classes
        flags=_flags(item),
        truncated=any(map(_is_read_more, left_out)),
        reply_to=(inline_text(target) or None) if target is not None else None,
    )


def is_control(element: HtmlElement) -> bool:
    return _is_read_more(element) or not _CONTROLS.isdisjoint((element.get("class") or "").split())


def _is_read_more(element: HtmlElement) -> bool:
    """Whether an element is the link to the rest of a text that was cut."""
    return (element.get("id") or "").startswith("wpdiscuz-readmore")


def _posted(node: HtmlElement | None, page: Page) -> Moment | None:
    """The title holds the site's clock to the minute; the text only says "2 years ago"."""
    if node is None:
        return None
    language = page.tree.get("lang")
    for raw, source in ((node.get("title"), "wpd-comment-date[title]"), (inline_text(node), "wpd-comment-date")):
        if raw and (moment := parse_moment(raw, source=source, fetched_at=page.fetched_at, language=language)) is not None:
            return moment
    shown = node.get("title") or inline_text(node)
    return unread(shown, "wpd-comment-date") if shown else None


def _count(item: Item, slot: str) -> int | None:
    """Votes: the title is exact, the text may say "12.3K"."""
    node = item.first(slot)
    if node is None:
        return None
    return whole_number(node.get("title") or inline_text(node))


def _flags(item: Item) -> frozenset[str]:
    wrap = item.first("wrap")
    classes = {*item.classes, *((wrap.get("class") or "").split() if wrap is not None else ())}
    signs = {
        "pinned": not classes.isdisjoint({"wpd-sticky-comment", "wpdiscuz_sticky"}),
        "by_article_author": not classes.isdisjoint({"bypostauthor", "wpd-blog-post_author"}),
        "edited": item.first("edited") is not None,
    }
    return frozenset(flag for flag, is_set in signs.items() if is_set)
