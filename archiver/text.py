"""Bytes to text, and elements to text: decoding, white space, block-aware text."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice

from lxml import etree
from lxml import html as lxml_html
from w3lib.encoding import html_to_unicode

from archiver import deep, streamed

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)

#: Elements whose text is never shown to a reader.
INVISIBLE = frozenset({"script", "style", "template", "noscript", "head", "svg", "iframe", "object", "select", "button", "textarea"})
#: Elements that start and end a paragraph of their own (HTML's "display: block" defaults).
BLOCK = frozenset(
    "address article aside blockquote body dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_ELEMENTS = etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement)
# Marks that no reader sees. Joiners (U+200C, U+200D) and bidi marks carry meaning in Persian, Hindi, emoji and Hebrew, and a zero-width space
# parts the words of Thai and Khmer: they are kept.
_UNSEEN = ("\u00ad", "\u2060", "\ufeff")
#: White space that no page holds, since XML does not know it: where a line and where a paragraph ends.
LINE, PARAGRAPH = "\x1e", "\x1d"
# Two line breaks with nothing between them; those of ``<pre>`` are told apart from them.
_EMPTY_LINE = re.compile(r"\x1e\s*\x1e\s*")
# HTML: what a head can hold.
_OF_HEAD = frozenset({"base", "basefont", "bgsound", "link", "meta", "noframes", "noscript", "script", "style", "template", "title"})
NEW_LINES = re.compile(r"\n\s*")
# Characters that XML 1.0 does not know, and that lxml refuses in text; in UTF-8, surrogates left out, which it does not know either.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes(range(0x20)).translate(None, b"\t\n\r")
_NO_CHARACTER = re.compile(b"\xef\xbf[\xbe\xbf]")
# References other than the usual ones, to characters from the space on, of at most four digits.
_REFERENCE = re.compile(
    rb"&#(?!(?:3[2-9]|[4-9]\d|[1-9]\d{2,3}|[xX](?:[2-9a-fA-F][0-9a-fA-F]|[1-9a-cA-C][0-9a-fA-F]{3}));)"
    rb"(?:[xX]([0-9a-fA-F]{1,8})|(\d{1,8}));?"
)
_MOST_DIGITS = 12
# A limited text is looked for in so many elements for each of its characters.
_ELEMENTS_A_CHARACTER = 4
# Bytes by which valid UTF-8 is longer than its text: of a dozen characters that are no ASCII.
_BY_NO_CHANCE = 12


def charset_in(content_type: str) -> str | None:
    """The charset that a Content-Type header declares, in lower case."""
    declared = _CHARSET.search(content_type)
    return declared[1].lower() if declared else None


def decode(body: bytes, content_type: str | None = None) -> tuple[str, str]:
    """(charset used, text) of a page, by the browsers' rule: BOM, HTTP header, ``<meta>``, else UTF-8 if it fits, else Windows-1252.

    A page that declares another charset and is valid UTF-8 is read as that: a stale declaration is common, also on pages that somebody
    saved, and text in another charset practically never forms valid UTF-8 (RFC 3629, section 1). Of Latin letters with accents a single
    one tells; where most bytes are no ASCII, as in Chinese, a few might come out so by chance.
    """
    charset, text = html_to_unicode(content_type, body, auto_detect_fun=_utf8_or_latin, default_encoding="utf-8")
    if not charset.startswith("utf") and not body.isascii():
        with suppress(UnicodeDecodeError):
            valid = body.decode("utf-8")
            if charset == "cp1252" or len(body) - len(valid) >= _BY_NO_CHANCE:
                return "utf-8", valid
    return charset, text


def _utf8_or_latin(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        # A page cut off in the middle of a character is still UTF-8.
        return "utf-8" if error.start >= len(body) - 3 else "cp1252"
    return "utf-8"


def parse_html(text: str, encoded: bytes | None = None) -> lxml_html.HtmlElement:
    """The root element of a page or fragment; an empty ``<html>`` where there is nothing to parse. Never raises on bad markup.

    :param encoded: the same text in UTF-8, where it is at hand.
    """
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ELEMENTS)  # lxml.html's own parser asks a Python function for each element
    data = _REFERENCE.sub(_readable, _known(text.encode("utf-8", "ignore") if encoded is None else encoded))
    root = etree.fromstring(data, parser=parser) if data and not data.isspace() else None
    if root is None:
        return lxml_html.Element("html")
    if (last := parser.error_log.last_error) is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return deep.parse(data.decode("utf-8"))
    _end_head(root)
    _take_in_what_follows(root)
    if streamed.SIGN in text:
        streamed.settle(root, text)
    return root


def _known(data: bytes) -> bytes:
    """A page in UTF-8 without the characters that XML does not know. Bytes are searched several times faster than text."""
    return _NO_CHARACTER.sub(b"", data.translate(None, _CONTROLS))


def _readable(reference: re.Match[bytes]) -> bytes:
    """A character reference, unless it is one to a character that XML does not know, such as ``&#1;``: lxml would take and then refuse it."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return b"" if number > sys.maxunicode or _NOT_XML.match(chr(number)) else reference[0]


def _end_head(root: lxml_html.HtmlElement) -> None:
    """The first element that HTML's head cannot hold begins the body, as in browsers; libxml2 knows only those of before HTML5 as such."""
    head = root.find("head")
    first = next((each for each in head if each.tag not in _OF_HEAD), None) if head is not None else None
    if head is None or first is None:
        return
    body = root.find("body")
    if body is None:
        body = lxml_html.Element("body")
        head.addnext(body)
    moved = [first, *first.itersiblings()]
    moved[-1].tail, body.text = f"{moved[-1].tail or ''}{body.text or ''}" or None, None
    body[:0] = moved


def _take_in_what_follows(root: lxml_html.HtmlElement) -> None:
    """What stands after ``</html>`` belongs to the body, as in browsers; libxml2 makes further roots of it, which nobody would look at."""
    body = root.find("body")
    home = body if body is not None else root
    for extra in list(root.itersiblings()):
        append_text(home, extra.text)
        home.extend(list(extra))


def append_text(element: lxml_html.HtmlElement, text: str | None) -> None:
    """Puts text at the end of what an element holds."""
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def clean(text: str | None) -> str:
    """One line: white space of every kind folded to single spaces, invisible characters dropped."""
    if not text:
        return ""
    if text.isascii():
        return " ".join(text.split())
    return _one_line(_seen(text))


def _seen(text: str) -> str:
    """A text without the marks that no reader sees."""
    for sign in _UNSEEN:
        text = text.replace(sign, "")
    return text


def _one_line(text: str) -> str:
    return " ".join(text.split()).strip(" \u200b")  # split() knows every white space of Unicode


def fold(text: str | None) -> str:
    """For comparing: case, punctuation, accents' composition and white space do not count."""
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return " ".join(re.findall(r"\w+", folded))


def number_in(text: str) -> int | None:
    """The number that the digits of a text write, whatever parts them; None without digits, and with more than any count has.

    Python reads no number of thousands of digits, and SQLite stores nineteen at most.
    """
    digits = re.sub(r"\D", "", text)
    return int(digits) if 0 < len(digits) <= _MOST_DIGITS else None


def inline_text(
    element: lxml_html.HtmlElement, skip: Callable[[lxml_html.HtmlElement], bool] | None = None, most: int | None = None
) -> str:
    """The element's visible text as one line; blocks and ``<br>`` separate words.

    :param most: characters, or elements, after which the rest does not matter: what is left out by that is not read.
    """
    if not len(element):
        return clean(element.text)
    shown, _ = _shown(element, skip, most)
    return clean(shown) if "\u200b" not in shown else clean(" ".join(paragraphs_of(shown)))


def short_text(element: lxml_html.HtmlElement, most: int) -> str | None:
    """The same of an element that shows at most so many characters; None of one that shows more, which is not read to its end."""
    shown, is_whole = _shown(element, None, most)
    text = clean(shown)
    return text if is_whole and len(text) <= most else None


def whole_text(element: lxml_html.HtmlElement, most: int | None = None) -> str:
    """All text in an element as one line, whatever a reader sees of it; ``most`` as above."""
    if not len(element):
        return clean(element.text)
    if most is None:
        return clean("".join(element.itertext()))
    pieces, left = [], most
    for piece in islice(element.itertext(), most * _ELEMENTS_A_CHARACTER):
        pieces.append(piece)
        if (left := left - len("".join(piece.split()))) < 0:
            break
    return clean("".join(pieces))


def paragraphs_of(shown: str) -> list[str]:
    """The paragraphs of a text whose paragraphs and lines end in the signs for that."""
    seen = shown if shown.isascii() else _seen(shown)
    parts = [part for part in seen.split(PARAGRAPH) if part and not part.isspace()]
    lines = [_one_line(part) if LINE not in part else "\n".join(filter(None, map(_one_line, part.split(LINE)))) for part in parts]
    return [line for line in lines if line]


def article_paragraphs(shown: str) -> list[str]:
    """The same of an article, where an empty line made of ``<br>`` parts paragraphs, too."""
    return paragraphs_of(_EMPTY_LINE.sub(PARAGRAPH, shown))


def _shown(root: lxml_html.HtmlElement, skip: Callable[[lxml_html.HtmlElement], bool] | None, most: int | None) -> tuple[str, bool]:
    """(visible text, whether that is all) of a tree as it is written, without recursion; paragraphs and lines end in the signs for that.

    :param most: characters, white space not counted, after which the rest does not matter, and as many elements times four.
    """
    pieces: list[str] = []
    left, steps = most, (most or 0) * _ELEMENTS_A_CHARACTER
    stack: list[Iterator[lxml_html.HtmlElement] | str] = [iter((root,))]
    while stack:
        waiting = stack[-1]
        node = None if isinstance(waiting, str) else next(waiting, None)
        if node is None:
            stack.pop()
            if isinstance(waiting, str):
                pieces.append(waiting)
            continue
        tag, after = node.tag, ""
        if node is not root:
            after = node.tail or ""
            if tag in INVISIBLE or not isinstance(tag, str) or (skip is not None and skip(node)):
                pieces.append(after)
                continue
        if tag in BLOCK:
            pieces.append(PARAGRAPH)
            after = PARAGRAPH + after
        elif tag == "br":
            pieces.append(LINE)
        if text := node.text:
            pieces.append(NEW_LINES.sub(LINE, text) if tag == "pre" else text)
            if left is not None and (left := left - len("".join(text.split()))) < 0:
                return "".join(pieces), False
        if left is not None and (steps := steps - 1) < 0:
            return "".join(pieces), False
        if len(node):
            stack.append(after)
            stack.append(iter(node))
        else:
            pieces.append(after)
    return "".join(pieces), True
