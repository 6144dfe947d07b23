"""The fields of an item of unknown markup: name, date and text, by the conventions of :mod:`archiver.comments.looks`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Container, Iterator

from lxml.html import HtmlElement

from archiver import urls
from archiver.comments import looks, placing
from archiver.comments.items import Item, content_of, is_in_sentence
from archiver.comments.names import given_name, is_placeholder
from archiver.comments.numbers import whole_number
from archiver.comments.when import read_date, read_time, stamped
from archiver.models import Comment, Moment, Page
from archiver.text import clean, inline_text

# What is called the text of a comment, and what may be called so that holds more.
_BODY = re.compile(
    r"^comment$|(?:comment|comm|post|message|msg|reply|user|rich)[-_]?(?:text|body|content|copy)"
    r"|(?:^|[-_])(?:text|body|content|copy|markdown|md|prose|bbcode|bbwrapper|texte|tresc)(?:[-_]|$)",
    re.IGNORECASE,
)
_TEXT = re.compile(r"(?:^|[-_])(?:message|msg|description|inner)(?:[-_]|$)", re.IGNORECASE)
_CONTROLS = re.compile(
    r"(?:^|[-_])(?:reply|respond|response|actions?|buttons?|toolbar|tools|footer|header|head|meta|votes?|likes?|share|report|avatar|signature|form"
    r"|controls?|permalink|reactions?|badges?|rank|edit|flag|author|user|username|date|time|timestamp|posted|byline|info|score|rating|sig|stats"
    r"|toggle|expand|more|profile|menu|dropdown|tooltip|sr-only)(?:[-_]|$)",
    re.IGNORECASE,
)
# Utility classes of style sheets.
_LAYOUT = re.compile(
    r"(?:justify|align|place|items|self|flex|d|w|h)-|text-(?:\w+-)*(?:center|left|right|start|end|xs|sm|md|lg|xl|base|muted|\d+)"
)
_CONTROL_TAGS = frozenset({"form", "button", "header", "footer", "time", "textarea", "select", "nav"})
_LABEL = re.compile(
    r"^(?:(?:comment|kommentar|commentaire|comentario|posted|written|submitted)\s+)?(?:by|from|von|par|por|di|door|od|author)\b:?(?:\s+|$)"
    r"|\s+(?:says|said|wrote|writes|sagt|schreibt|a écrit|dice|schreef)\s*:?$|\s*:$",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"[$€£%?!]|https?:|\b(?:facebook|twitter|pinterest|linkedin|whatsapp)\b", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:^|[-_])(?:sr-only|visually-?hidden|screen-reader(?:-text)?|status)(?:[-_]|$)", re.IGNORECASE)
_FEW = 4  # levels up that tell whose name an element holds
_NUMBER = re.compile(r"^#\d+(?:\.\d+)*\s*[—–-]?\s*")
#: schema.org's properties.
_AUTHORS, _DATES = ("author", "creator"), ("dateCreated", "datePublished")
_LONGEST_NAME, _LONGEST_DATE = 60, 80


def read_item(item: Item, page: Page, own: list[HtmlElement], others: Container[HtmlElement]) -> Comment:
    """A comment of what an item shows; its place is settled by the caller.

    :param own: the item's own elements, see :func:`own_elements`.
    :param others: the elements of all items; what stands in another item is that one's.
    """
    named, name = _name_node(own)
    dated, date = _date_node(own, named, name)
    body = _body_node(own, named, dated)
    text, html = content_of(
        body if body is not None else item.element,
        page,
        lambda element: element is named or element is dated or element in others or _is_control(element) or looks.is_control(element),
    )
    author, author_url = _author(named, name, page)
    is_gone = is_placeholder(author) or (author is None and is_placeholder(text))
    return Comment(
        key=item.key,
        author=None if is_placeholder(author) else given_name(author, author_url),
        author_url=author_url,
        posted=_posted(item.element, dated, date, page),
        text="" if is_gone else text,
        html="" if is_gone else html,
        flags=frozenset({"deleted"} if is_gone else ()),
        votes=_votes(own),
    )


def own_elements(root: HtmlElement, others: Container[HtmlElement]) -> Iterator[HtmlElement]:
    """An item's elements in reading order, those of items inside it left out."""
    stack = list(reversed(root))
    while stack:
        element = stack.pop()
        if isinstance(element.tag, str) and element not in others:
            yield element
            stack.extend(reversed(element))


def _name_node(own: list[HtmlElement]) -> tuple[HtmlElement | None, str]:
    """The first node that is marked as a name, and the name: all of it, or what stands first in it, in bold, as a link or loose."""
    stated = [element for element in own if element.get("itemprop") in _AUTHORS]
    for element in (*stated, *own):
        if looks.marks_of(element) & looks.NAME and not looks.is_mention(element) and not _is_of_another(element):
            inner = (each for each in element.iter("a", "strong", "b", "cite") if each is not element and not _is_of_another(each))
            if signed := _signed(element):
                return element, signed
            loose = clean(_LABEL.sub("", clean(element.text))).rstrip(f" {looks.PARTING}")
            lines = (
                (element, inline_text(element, _is_aside)),
                (element, loose),
                *((each, inline_text(each, _is_aside)) for each in inner),
            )
            for node, line in lines:
                if _is_name(line):
                    return node, line
    for element in own:
        if looks.marks_of(element) & looks.DATE and (signed := _signed(element)):
            return element, signed
    return None, ""


def _is_of_another(element: HtmlElement) -> bool:
    """Whether a name stands for a picture (its first letter), or in the line that says who is answered."""
    above = element.getparent()
    if looks.is_picture(element) or (above is not None and looks.is_picture(above)):
        return True
    around = itertools.islice((element, *itertools.islice(element.iterancestors(), _FEW)), _FEW)
    names = (name for each in around for name in f"{each.get('class') or ''} {each.get('component') or ''}".split())
    return any(map(placing.REPLY_TO_CLASS.search, names))


def _is_aside(element: HtmlElement) -> bool:
    """Whether an element beside a name is a picture with its first letter, or words for screen readers."""
    return looks.is_picture(element) or any(map(_HIDDEN.search, (element.get("class") or "").split()))


def _signed(element: HtmlElement) -> str | None:
    """The name in a line "by NAME on DATE"."""
    line = inline_text(element)
    match = looks.SIGNED.match(line) if len(line) <= 2 * _LONGEST_DATE and looks.DATE_TEXT.search(line) else None
    name = clean(_LABEL.sub("", match["name"])) if match else ""
    return name if _is_name(name) else None


def _is_name(line: str) -> bool:
    return (
        0 < len(line) <= _LONGEST_NAME
        and not looks.DATE_TEXT.search(line)
        and _NO_NAME.search(line) is None
        and any(map(str.isalpha, line))
        and line.strip(" -|\u00b7\u2013\u2014").casefold() not in looks.REPLY_WORDS
    )


def _date_node(own: list[HtmlElement], named: HtmlElement | None, name: str) -> tuple[HtmlElement | None, str]:
    """A node that holds the date, and the line with it: one that is declared to, one that is called so, one with a short text that has one."""
    declared = (each for each in own if each.get("itemprop") in _DATES)
    timed = (each for each in own if each.tag == "time" or each.get("datetime"))
    if (element := next(itertools.chain(declared, timed), None)) is not None:
        return element, inline_text(element)
    for element in own:
        if looks.marks_of(element) & looks.DATE:
            line = _without_name(element, named, name)
            if len(line) <= _LONGEST_DATE and (looks.DATE_TEXT.search(line) or element.get("title")):
                return _titled(element), line
    for element in own:
        for text in (element.text, *(child.tail for child in element)):
            line = clean(text) if text and len(text) <= 2 * _LONGEST_DATE else ""
            if len(line) <= _LONGEST_DATE and looks.is_dated(line):
                return element, line
    return None, ""


def _titled(element: HtmlElement) -> HtmlElement:
    """What states the date of an element that shows it: a link or so around it alone, with a title."""
    above = element.getparent()
    is_around = above is not None and not element.get("title") and above.get("title") and inline_text(above) == inline_text(element)
    return above if is_around else element


def _without_name(element: HtmlElement, named: HtmlElement | None, name: str) -> str:
    """A node's words without the author's node and the controls in it, and without a name that stands loose before the date."""
    if named is not None and (element is named or element in named.iterancestors()):
        line = inline_text(element)
        if (signed := looks.SIGNED.match(line)) and looks.DATE_TEXT.search(signed["date"]):
            return signed["date"]
        if element is named:
            return line.removeprefix(name)
    words = inline_text(element, lambda each: each is named or looks.is_control(each))
    return words.strip(" -|\u00b7\u2022\u2013\u2014,")


def _body_node(own: list[HtmlElement], named: HtmlElement | None, dated: HtmlElement | None) -> HtmlElement | None:
    """The fullest node that is called text or body; else what holds all paragraphs. Neither holds the name or the date."""
    inside = set(own)
    lines = (itertools.chain([node], node.iterancestors()) for node in (named, dated) if node is not None)
    header = {above for line in lines for above in itertools.takewhile(inside.__contains__, line)}
    lengths = _lengths(own)
    controls = _controls(own)
    free = [element for element in own if element not in header and element not in controls and element.tag not in _CONTROL_TAGS]
    for pattern in (_BODY, _TEXT):
        called = [element for element in free if _is_called(element, pattern)]
        if called:
            return max(called, key=lengths.__getitem__)
    holders = {element.getparent() for element in free if element.tag == "p" and inline_text(element)} - header
    return holders.pop() if len(holders) == 1 else None


def _controls(own: list[HtmlElement]) -> set[HtmlElement]:
    """What is called a control, with all in it, unless a text stands in it: in a form to edit it, say."""
    found: set[HtmlElement] = set()
    holding: set[HtmlElement | None] = set()
    for element in reversed(own):
        if element in holding or _is_called(element, _BODY):
            holding.add(element.getparent())
    for element in own:
        if element.getparent() in found or (element not in holding and _is_control(element)):
            found.add(element)
    return found


def _lengths(own: list[HtmlElement]) -> dict[HtmlElement, int]:
    """Characters of text in each of an item's own elements, without that of items inside it."""
    lengths = {element: len(clean("".join(filter(None, (element.text, *(child.tail for child in element)))))) for element in own}
    for element in reversed(own):
        if (parent := element.getparent()) in lengths:
            lengths[parent] += lengths[element]
    return lengths


def _is_control(element: HtmlElement) -> bool:
    if is_in_sentence(element):
        return False  # a mention, however it is called
    names = (element.get("class") or "").split()
    return element.tag in _CONTROL_TAGS or (any(map(_CONTROLS.search, names)) and not any(map(_BODY.search, names)))


def _is_called(element: HtmlElement, pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(name) and not _LAYOUT.match(name) for name in looks.names_of(element).split())


def _author(node: HtmlElement | None, line: str, page: Page) -> tuple[str | None, str | None]:
    if node is None:
        return None, None
    link = node if node.tag == "a" else next((each for each in node.iter("a") if _is_name(inline_text(each, _is_aside))), None)
    linked = inline_text(link, _is_aside) if link is not None else ""
    name = clean(_LABEL.sub("", linked if linked and linked in line else line)) or None
    return name, urls.absolute(page.base_url, link.get("href")) if link is not None and name else None


def _posted(item: HtmlElement, node: HtmlElement | None, line: str, page: Page) -> Moment | None:
    if (moment := stamped(item, page)) is not None or node is None:
        return moment
    line = _NUMBER.sub("", line)
    if node.tag == "time" or node.get("datetime") or node.get("title"):
        return read_time(node, page)
    return read_date(line, str(node.tag), page)


def _votes(own: list[HtmlElement]) -> int | None:
    for element in own:
        if looks.marks_of(element) & looks.VOTE and (number := whole_number(inline_text(element))) is not None:
            return number
    return None
