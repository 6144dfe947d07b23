"""Which post opens a topic of unknown markup: one that stands before the others, or the first of them where the page holds nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml.html import HtmlElement

from archiver.comments import looks
from archiver.comments.items import Item
from archiver.comments.paging import is_first_page
from archiver.models import Page
from archiver.text import inline_text

#: Where the items hold this share of a page's text, the first of them is what the others answer.
TOPIC = 0.7
#: Characters of a paragraph; shorter ones are labels.
_PARAGRAPH = 100
_POST_TEXT = re.compile(r"(?:post|message)[-_]?(?:body|text|content)", re.IGNORECASE)
_SEVERAL = 3  # of a loop's elements tell what its template calls a text
_DIALOGS = frozenset({"dialog", "alertdialog"})


def opener(before: Iterable[HtmlElement], loop: list[HtmlElement]) -> HtmlElement | None:
    """The post that a loop of others answers: the last before them with their tag and a class of a post that all of them share.

    The first post is printed by the same template, with a class more or another one, such as ``post-original`` beside ``post-reply``; or by
    another template, but with its text in an element of the same class as theirs.

    :param before: what stands before the loop and has a text, a name and a date, in reading order.
    """
    if len(loop) < 2:
        return None
    shared = {name for name in _shared(map(_classes, loop)) if looks.POST.search(name)}
    around = set(loop[0].iterancestors())
    posts = [each for each in before if each.tag == loop[0].tag and each not in around]
    alike = [each for each in posts if not shared.isdisjoint(_classes(each))]
    if posts and not alike and (texts := _shared(map(_text_classes, loop[:_SEVERAL]))):
        alike = [each for each in posts if not texts.isdisjoint(_text_classes(each))]
    return alike[-1] if alike else None


def _shared(names: Iterable[set[str]]) -> set[str]:
    return set.intersection(*names)


def _text_classes(post: HtmlElement) -> set[str]:
    """Classes inside an element that call something the text of a post."""
    return {name for element in post.iterdescendants() for name in _classes(element) if _POST_TEXT.fullmatch(name)}


def is_topic(page: Page, items: list[Item], *, are_comments: bool) -> bool:
    """Whether the page holds nothing but the items: then it is a forum's, and the first item opens the topic.

    :param are_comments: whether they are called so: such answer something that stands above them, if there is a paragraph there.
    """
    if len(items) < 2 or items[0].above is not None or not is_first_page(page):
        return False
    is_called_comment = any(map(looks.LONE.fullmatch, items[0].classes))
    if is_called_comment or (are_comments and _stands_text_above(items[0].element, page.tree)):
        return False
    inside = looks.prose_of(item.element for item in items if item.above is None)
    return inside >= TOPIC * prose(page.tree) and looks.POST.search(page.names) is not None


def prose(tree: HtmlElement) -> int:
    """Characters of sentences on a page, without those of dialogs: what asks for consent is longer than many a topic."""
    dialogs = {element for element in tree.iter("div", "section", "aside") if element.get("role") in _DIALOGS}
    return looks.prose_of([tree]) - looks.prose_of(each for each in dialogs if dialogs.isdisjoint(each.iterancestors()))


def _classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def _stands_text_above(first: HtmlElement, tree: HtmlElement) -> bool:
    """Whether a paragraph of sentences stands between the page's main heading and its first item."""
    headed = False
    for element in tree.iter():
        if element is first:
            return False
        headed = headed or element.tag == "h1"
        if headed and element.tag == "p" and len(inline_text(element)) >= _PARAGRAPH:
            return True
    return False
