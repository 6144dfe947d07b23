"""WordPress' own comment lists: classic themes (Walker_Comment) and the comment blocks.

A list item has ``id="comment-N"`` (or ``li-comment-N``, ``div-comment-N``) and the classes of ``comment_class()``: comment, pingback, even,
odd, depth-N, bypostauthor. Replies are nested in it, in ``.children`` or a plain list, down to the depth that the site allows.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter

from lxml.html import HtmlElement

from archiver import counts
from archiver.comments import pages
from archiver.comments.announced import announced_count
from archiver.comments.items import Item, collect, content_of
from archiver.comments.wordpress_author import DASH, answered, author_of, is_control, is_ping, label_after, signature_of
from archiver.models import Comment, FollowUp, Moment, Page, Thread
from archiver.moments import parse_moment, unread
from archiver.text import inline_text, number_in, parse_html

NAME = "wordpress"

#: What WordPress' own number counts, and so whatever themes and plugins print of it.
COUNTED = counts.WITH_PINGBACKS

_ID = re.compile(r"(?:li-|div-)?comment-(\d+)$")
_ITEM_TAGS = frozenset({"li", "article", "div", "section"})
_COMMENT_CLASSES = frozenset({"comment", "pingback", "trackback"})
_DEPTH = re.compile(r"depth-(\d+)$")
# Other systems number their comments so too: these classes of the items, or of the list around them, are WordPress' own ...
_OWN_CLASS = re.compile(r"(?:thread-)?(?:even|odd)$|depth-\d+$|bypostauthor$|commentlist$|wp-block-comment")
# ... and where a theme prints none of them, its pages still load scripts, styles or pictures from these folders.
_OWN_FOLDER = re.compile(r"/wp-(?:content|includes)/")
_BLOCK_LIST = "wp-block-comment-template"
_LIST_TAG = re.compile(rf"<\w[^<>]*\b{_BLOCK_LIST}\b")
# Class or tag -> what it holds. Classic themes, microformats (fn, vcard), the comment blocks, and common themes' own names.
_SLOTS = {
    "fn": "name",
    "wp-block-comment-author-name": "name",
    "comment-author-name": "name",
    "comment-author-link": "name",
    "comment-name": "name",
    "url": "name",  # get_comment_author_link() prints it on the guest's link
    "comment-author": "author",
    "<cite>": "author",  # before microformats: Kubrick and its heirs
    "<time>": "time",
    "comment-metadata": "date",
    "commentmetadata": "date",
    "comment-date": "date",
    "wp-block-comment-date": "date",
    "comment-meta": "meta",
    "comment-content": "text",
    "comment-text": "text",
    "commenttext": "text",
    "comment_content": "text",
    "comment-entry": "text",
    "wp-block-comment-content": "text",
    "comment-reply-link": "reply",
    "comment-reply-login": "reply",
    "comment-body": "body",
}
_LINKS = frozenset({"comment-reply-link", "comment-edit-link", "edit-link", "fn", "says", "reply"})
# Sidebars list recent comments with the same ids.
_WIDGET = re.compile(r"\b(?:widget|sidebar)")


def detect(page: Page) -> bool:
    if "comment-" not in page.names:
        return False
    first = next((element for element in page.tree.iter(*_ITEM_TAGS) if _key(element)), None)
    return first is not None and (_is_own(first) or _OWN_FOLDER.search(page.text) is not None)


def announces(page: Page) -> Thread:
    """A page without comments: what its heading announces all the same, which is WordPress' own number where WordPress made the page."""
    return Thread(announced_count=announced_count(page), counted=COUNTED if _OWN_FOLDER.search(page.text) else None)


def _is_own(item: HtmlElement) -> bool:
    """Whether an item, the block inside it or the list that it stands in has a class of WordPress' own."""
    family = (item, *item[:1], *itertools.islice(item.iterancestors(), 2))
    return any(_OWN_CLASS.match(name) for element in family for name in (element.get("class") or "").split())


def parse(page: Page) -> Thread:
    root = _root(page)
    items = [item for item in collect(root, _key, _SLOTS) if not _in_widget(item.element)]
    # The comment block, read as it is written, nests below its limit too.
    limit = _limit(items) if root is page.tree else None
    is_threaded = _is_threaded(items)
    replies: Counter[str] = Counter()
    comments = []
    for position, item in enumerate(items):
        above = item.above.key if item.above else None
        # The first reply at the limit is its parent's; a later one may answer that first one.
        is_cut = limit is not None and _depth(item) == limit and above is not None and replies[above] > 0
        if above is not None:
            replies[above] += 1
        comments.append(_comment(item, position, page, is_threaded=is_threaded, is_cut=is_cut))
    return Thread(
        system=NAME,
        comments=tuple(comments),
        announced_count=announced_count(page),
        counted=COUNTED,
        pages_expected=pages.expected(page),
    )


def follow(page: Page) -> tuple[FollowUp, ...]:
    return pages.follow(page)


def _root(page: Page) -> HtmlElement:
    """Where to look for items. At its depth limit the comment block prints list items directly inside list items.

    HTML parsers close the outer item there, and replies end up beside their parents. Python's html.parser leaves the nesting as written; the
    items become ``div`` elements, which may hold each other.
    """
    if not page.index.names.issuperset((_BLOCK_LIST, "depth-2")) or (first := _LIST_TAG.search(page.text)) is None:
        return page.tree
    # Imported where it is needed: few pages need it, and it takes longer to load than all of this package.
    from bs4 import BeautifulSoup
    from bs4.filter import SoupStrainer

    lists = BeautifulSoup(page.text[first.start() :], "html.parser", parse_only=SoupStrainer(class_=_BLOCK_LIST))
    for item in lists.find_all(["li", "ol"]):
        item.name = "div"
    return parse_html(str(lists))


def _key(element: HtmlElement) -> str | None:
    if element.tag not in _ITEM_TAGS:
        return None
    if (match := _ID.match(element.get("id") or "")) is not None:
        return match[1]
    if element.tag == "li" and not _COMMENT_CLASSES.isdisjoint((element.get("class") or "").split()):
        # Themes that put the id on a block inside: the list item is what replies are nested in.
        inner = next((_ID.match(child.get("id") or "") for child in element if isinstance(child.tag, str)), None)
        return inner[1] if inner else None
    return None


def _in_widget(element: HtmlElement) -> bool:
    above = element
    for above in element.iterancestors():
        if _key(above):
            return False  # an item inside an item: the outermost one was looked at
        if above.tag == "aside" or _WIDGET.search(f"{above.get('class') or ''} {above.get('id') or ''}"):
            # "widget" is also what page builders call every part of a page: only one beside the main content is meant
            return not any(ancestor.get("id") in ("comments", "respond") for ancestor in element.iterancestors())
    return False


def _depth(item: Item) -> int:
    """As the class depth-N says, else by nesting."""
    for name in item.classes:
        if (match := _DEPTH.match(name)) and (depth := number_in(match[1])) is not None:
            return depth
    return item.level


def _is_threaded(items: list[Item]) -> bool:
    """Whether nesting means anything here: WordPress prints reply links and deeper levels only where replies are nested."""
    return any(item.above is not None or item.first("reply") is not None or _depth(item) > 1 for item in items)


def _limit(items: list[Item]) -> int | None:
    """The depth below which WordPress prints replies as siblings, if the page reaches it; there it leaves the reply link out."""
    written = [item for item in items if not is_ping(item)]
    deepest = max((_depth(item) for item in written), default=1)
    at_limit = [item for item in written if _depth(item) == deepest]
    return deepest if deepest > 1 and all(item.first("reply") is None for item in at_limit) else None


def _comment(item: Item, position: int, page: Page, *, is_threaded: bool, is_cut: bool) -> Comment:
    author, author_url = author_of(item, page)
    text, html = _content(item, page)
    return Comment(
        key=item.key,
        parent_key=item.above.key if item.above else None,
        parent_source="nesting" if is_threaded else "none",
        depth=_depth(item),
        position=position,
        author=author,
        author_url=author_url,
        posted=_posted(item, page),
        text=text,
        html=html,
        flags=_flags(item, is_cut=is_cut),
    )


def _posted(item: Item, page: Page) -> Moment | None:
    language = page.tree.get("lang")
    time = item.first("time")
    if time is not None and time.get("datetime"):
        raw = time.get("datetime")
        return parse_moment(raw, source="time[datetime]", fetched_at=page.fetched_at, language=language) or unread(raw, "time[datetime]")
    signed = signature_of(item)
    for node in (time, item.first("date"), item.first("meta"), signed):
        shown = _date_text(node, item.first("name")) if node is not None else ""
        if shown and (moment := parse_moment(shown, source="comment-date", fetched_at=page.fetched_at, language=language)):
            return moment
    if (node := item.first("date")) is not None:
        return unread(inline_text(node)[:200], "comment-date") if inline_text(node) else None
    # "Comment by Lena — 17.07, 2011 @ 13:04": a date in a form of the theme's own.
    shown = _date_text(signed, item.first("name")) if signed is not None and signed.tag == "cite" else ""
    return unread(shown, "cite") if any(character.isdigit() for character in shown) else None


def _date_text(node: HtmlElement, name: HtmlElement | None) -> str:
    """What a header says beside the name and the links to reply and edit."""
    shown = inline_text(
        node, lambda child: child is name or child.tag == "strong" or not _LINKS.isdisjoint((child.get("class") or "").split())
    )
    return DASH.split(shown)[-1].strip(" -@,|")


def _content(item: Item, page: Page) -> tuple[str, str]:
    node, named = item.first("text"), answered(item) if item.first("name") is None else None

    def is_left_out(element: HtmlElement) -> bool:
        return element is named or element in item.inner or is_control(element)

    if node is not None:
        return content_of(node, page, is_left_out)
    if is_ping(item):
        return "", ""
    # Themes without a node of its own for the text: what the item holds beside its header, controls and replies.
    whole = item.first("body")
    header = signature_of(item)
    return content_of(
        whole if whole is not None else item.element,
        page,
        lambda element: element is header or is_left_out(element),
        label=label_after(header),
    )


def _flags(item: Item, *, is_cut: bool) -> frozenset[str]:
    classes = set(item.classes)
    signs = {
        "pinned": "wpdiscuz_sticky" in classes,
        "by_article_author": "bypostauthor" in classes,
        "pingback": "pingback" in classes,
        "trackback": "trackback" in classes,
        # The parent shown is the last level that the theme nests: the true one may be a comment beside this one.
        "depth_limit": is_cut,
    }
    return frozenset(flag for flag, is_set in signs.items() if is_set)
