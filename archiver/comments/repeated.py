"""Comments of systems that no other file knows: repeated elements that look like comments. Asked last.

Comments are printed by a loop: elements of the same tag and classes, each with a text and with several of what marks a comment everywhere: a
name, a date, a control to answer or vote, an avatar, an id of its own. What is printed by a loop and is something else (teasers of articles,
recent-comment widgets, testimonials) lacks the controls, links its headings, or says by a class what it is.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

import attrs
from lxml.html import HtmlElement

from archiver.comments import keys, looks, placing
from archiver.comments.announced import announced_count
from archiver.comments.fields import own_elements, read_item
from archiver.comments.items import Item, collect
from archiver.comments.loops import ITEM_TAGS, is_alike, lifted
from archiver.comments.openings import TOPIC, is_topic, opener, prose
from archiver.comments.paging import is_first_page, next_page
from archiver.index import Index
from archiver.models import Comment, FollowUp, Page, Thread
from archiver.text import INVISIBLE

NAME = "repeated"

_FRAME_TAGS = (INVISIBLE - {"button", "noscript"}) | {"nav"}
# The page's own, outside of these; inside, a comment's.
_SECTIONS, _ENDS = frozenset({"article", "section", "main", "li"}), frozenset({"footer", "aside", "header"})
# So many numbered elements of a forum's names are worth a look.
_FEW = 3
#: Characters; what is called a name or a date and has more of them holds more than that.
_LABEL = 60
_SIGNED = looks.NAME | looks.DATE
#: Of the elements of one loop this share must look like comments.
_MOST = 0.6
#: The right loop holds about as much text as the loops around and inside it.
_SAME_TEXT = 0.7
#: How far up an element's surroundings tell what it is.
_LEVELS = 6


@attrs.define(eq=False)
class _Node:
    """An element with what its whole content shows."""

    element: HtmlElement
    parent: int
    marks: int = 0  #: of looks.NAME and its like
    prose: int = 0  #: characters of text outside of names, dates and controls


def detect(page: Page) -> bool:
    """Whether some class, property or id calls an element a comment, or several ids number posts: most pages have none, and need no walk."""
    names, joined = page.index.names, page.names.lower()
    if any(sign in joined for sign in looks.LONE_SIGNS) and any(map(looks.LONE.fullmatch, names)):
        return True
    if "comment" in page.index.itemprops.values() or any(map(page.index.values, keys.CALLING)):
        return True
    return sum(map(looks.is_numbered, page.index.ids.values())) >= _FEW


def parse(page: Page) -> Thread:
    nodes = _read(page.index)
    loop = _loop(nodes, page.tree)
    if not loop:
        return Thread()
    before = itertools.takewhile(lambda node: node.element is not loop[0], nodes)
    posts = (node.element for node in before if node.prose and node.marks & _SIGNED == _SIGNED)
    first = opener(posts, loop) if is_first_page(page) else None
    chosen = [*([] if first is None or first in loop else [first]), *lifted(loop)]
    elements = set(chosen)
    inside = {element: list(own_elements(element, elements)) for element in chosen}
    known = keys.keys_of(inside)
    items = collect(page.tree, known.get, {})
    own = {item.key: inside[item.element] for item in items}
    opening = items[0] if first is not None or is_topic(page, items, are_comments=_context(items[0].element) is looks.COMMENT) else None
    read = [read_item(item, page, own[item.key], elements) for item in items]
    if sum(comment.author is not None for comment in read) < _MOST * len(read):
        return Thread()
    found = placing.places(items, own, {comment.key: comment.author for comment in read})
    comments = list(_placed(read, found, opening))
    return Thread(
        system=NAME,
        comments=tuple(comments[1:] if opening is not None else comments),
        opening=comments[0] if opening is not None else None,
        announced_count=announced_count(page),
    )


def follow(page: Page) -> tuple[FollowUp, ...]:
    """The next page of a topic. What follows an article's page is the article's, not the thread's."""
    following = next_page(page) if page.kind == "comments" or (page.thread is not None and page.thread.opening is not None) else None
    return (FollowUp(url=following, why="next page of the thread"),) if following else ()


def _placed(read: list[Comment], places: dict[str, placing.Place], opening: Item | None) -> Iterator[Comment]:
    """The comments with their parents and depths; what answers the opening post is a root."""
    depths: dict[str | None, int] = {None: 0}
    for position, comment in enumerate(read):
        parent, source = places[comment.key]
        if opening is not None and parent == opening.key:
            parent = None
        depths[comment.key] = depths.get(parent, 1) + 1
        place = position - 1 if opening is not None and position else position
        yield attrs.evolve(comment, parent_key=parent, parent_source=source, depth=depths[comment.key], position=place)


def _loop(nodes: list[_Node], tree: HtmlElement) -> list[HtmlElement]:
    """The elements of the loop that prints comments; none where there is no such loop."""
    groups = _groups(nodes)
    loops = [kept for loop in groups if _are_comments(loop, tree) and (kept := list(filter(_belongs, loop)))]
    several = [loop for loop in loops if len(loop) > 1] or [loop for loop in loops if _is_lone_comment(loop[0], tree)]
    if not several:
        return []
    most = max(sum(node.prose for node in loop) for loop in several)
    full = [loop for loop in several if sum(node.prose for node in loop) >= _SAME_TEXT * most]
    best = max(full, key=len)  # the outermost of equals, since groups come in the order of the page
    chosen = {node.element for node in best}
    alike = (
        list(filter(_belongs, loop)) for loop in groups if loop[0].element not in chosen and is_alike(loop[0].element, best[0].element)
    )
    inside = (loop for loop in loops if loop[0].element not in chosen and _is_below(loop, best, chosen))
    return [node.element for loop in (best, *alike, *inside) for node in loop]


def _is_below(loop: list[_Node], best: list[_Node], chosen: set[HtmlElement]) -> bool:
    """Whether a loop prints comments on the items, as below an answer: all in items, beside much text of theirs; what wraps texts holds them all."""
    within = all(any(above in chosen for above in itertools.islice(node.element.iterancestors(), 2 * _LEVELS)) for node in loop)
    return within and _prose(loop) <= _SAME_TEXT * _prose(best) and _numbered(loop)


def _prose(loop: list[_Node]) -> int:
    """The characters of a loop's elements, of those in others once."""
    elements = {node.element for node in loop}
    outermost = (node for node in loop if elements.isdisjoint(itertools.islice(node.element.iterancestors(), 2 * _LEVELS)))
    return sum(node.prose for node in outermost)


def _read(page: Index) -> list[_Node]:
    """The page's elements in reading order, frames left out, with what their content shows summed up."""
    nodes: list[_Node] = []
    places = [-1] * len(page.elements)  # of each element of the page: its position in ``nodes``
    sectioned: list[bool] = []  # of each node: whether it stands in a section
    at = 0
    while at < len(page.elements):
        element, parent = page.elements[at], places[page.parents[at]] if at else -1
        tag, classes, is_inside = element.tag, page.classes.get(at), parent >= 0 and sectioned[parent]
        here, at = at, page.ends[at]  # unless what is inside is looked at, too
        if tag in _FRAME_TAGS or (classes and looks.is_frame(tag, classes)) or (tag in _ENDS and not is_inside):
            continue
        at, places[here] = here + 1, len(nodes)
        if parent >= 0 and (tail := element.tail):
            nodes[parent].prose += len(tail.strip())
        nodes.append(_Node(element, parent, looks.marks_of(element), len((element.text or "").strip())))
        sectioned.append(is_inside or tag in _SECTIONS)
    own = [node.marks for node in nodes]
    for node, mark in zip(reversed(nodes), reversed(own), strict=True):
        if mark & ~looks.OWN_ID and node.prose <= _LABEL and not node.marks & ~mark & _SIGNED:
            node.prose = (
                0  # a name, a date or a control; a longer text is none, whatever its element is called, and neither is a short comment
            )
        if node.parent >= 0:
            nodes[node.parent].marks |= node.marks
            nodes[node.parent].prose += node.prose
    return nodes


def _groups(nodes: list[_Node]) -> list[list[_Node]]:
    """Elements that one loop can have printed: the same tag, classes and form of id."""
    frequency = Counter(name for node in nodes for name in (node.element.get("class") or "").split())
    groups: dict[tuple[str, ...], list[_Node]] = {}
    for node in nodes:
        if node.element.tag in ITEM_TAGS and (signature := looks.signature(node.element, frequency)):
            groups.setdefault(signature, []).append(node)
    return list(groups.values())


def _are_comments(loop: list[_Node], tree: HtmlElement) -> bool:
    """Whether most elements of a loop look like comments, and the loop, or what it stands in, is called so."""
    if sum(_is_comment(node) for node in loop) < max(1, _MOST * len(loop)):
        return False
    called = _context(loop[0].element)
    if called is None:
        return False
    return called is looks.COMMENT or _answerable(loop) or _numbered(loop) or (len(loop) > 1 and _fill(loop, tree))


def _answerable(loop: list[_Node]) -> bool:
    return sum(bool(node.marks & looks.REPLY) for node in loop) >= max(2, _MOST * len(loop))


def _numbered(loop: list[_Node]) -> bool:
    """Whether a loop's elements are numbered posts, signed and dated: teasers are numbered too, but link their headings."""
    return sum(
        looks.NUMBERED.fullmatch(node.element.get("id") or "") is not None and node.marks & _SIGNED == _SIGNED for node in loop
    ) >= max(_FEW, _MOST * len(loop))


def _fill(loop: list[_Node], tree: HtmlElement) -> bool:
    """Whether there is little text on the page beside a loop: then it is a forum's topic."""
    outer = [node.element for node in loop if not any(above is other.element for other in loop for above in node.element.iterancestors())]
    return looks.prose_of(outer) >= TOPIC * prose(tree)


def _is_comment(node: _Node) -> bool:
    """Whether an element holds text, a name with a date or a control, and no headline that leads elsewhere."""
    marks = _marks(node)
    named = bool(marks & (looks.NAME | looks.AVATAR))
    said = marks & looks.DATE or marks & looks.REPLY
    if marks & looks.TEASER and not (marks & looks.REPLY and marks & looks.OWN_ID):
        return False
    return node.prose > 0 and named and bool(said) and (_is_called_comment(node) or bool(marks & (looks.REPLY | looks.VOTE | looks.OWN_ID)))


def _is_called_comment(node: _Node) -> bool:
    return any(looks.LONE.fullmatch(name) for name in (node.element.get("class") or "").split())


def _belongs(node: _Node) -> bool:
    """Whether an element of a loop of comments is one: a deleted or nameless one shows little; a form for a reply shows no date."""
    called = _is_called_comment(node) or bool(_marks(node) & looks.OWN_ID)
    signed = bool(node.marks & (looks.NAME | looks.AVATAR)), bool(node.marks & looks.DATE), called
    if node.marks & looks.FORM and not node.marks & looks.DATE:
        return False
    return _is_comment(node) or (sum(signed) > 1 and not node.marks & looks.TEASER)


def _is_lone_comment(node: _Node, tree: HtmlElement) -> bool:
    """The only comment of a page must show more: who and when, and an id; be called a comment; and hold no form or main heading."""
    marks = _marks(node)
    wanted = looks.NAME | looks.DATE | looks.OWN_ID
    if marks & wanted != wanted or marks & looks.FORM or not _is_called_comment(node):
        return False
    return next(node.element.iter("h1"), None) is None and looks.prose_of([node.element]) < TOPIC * prose(tree)


def _marks(node: _Node) -> int:
    return node.marks | (looks.OWN_ID if keys.own_id(node.element) else 0)


def _context(element: HtmlElement) -> re.Pattern[str] | None:
    """What the element, or what it stands in, is called: comments or a forum's posts; None where it is called neither, or something else."""
    above: HtmlElement | None = element
    found = None
    for _ in range(_LEVELS):
        if above is None or above.tag in ("body", "html"):
            break
        told = looks.names_of(above)
        if looks.NO_COMMENTS.search(told):
            return None
        if looks.COMMENT.search(told) or (above is element and keys.is_comment_by_id(element)):
            return looks.COMMENT
        found = found or (looks.POST if looks.POST.search(told) else None)
        above = above.getparent()
    return found
