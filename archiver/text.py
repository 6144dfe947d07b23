"""Bytes to text, and elements to text: decoding, white space, block-aware text, sanitised HTML."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress

import nh3
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
#: What sanitised HTML may hold: text structure, links and images; no scripts, styles, forms or embeds.
ALLOWED_TAGS = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li"
    " mark ol p pre q s small span strong sub sup table tbody td tfoot th thead time tr u ul".split()
)
# In the order in which they are written: sets would have another one in each process.
_ALLOWED_ATTRIBUTES = {
    "a": ("href", "title"),
    "img": ("alt", "height", "src", "title", "width"),
    "time": ("datetime",),
    "td": ("colspan", "rowspan"),
    "th": ("colspan", "rowspan", "scope"),
    "blockquote": ("cite",),
    "q": ("cite",),
    "ol": ("start",),
}
_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    attributes={tag: set(names) for tag, names in _ALLOWED_ATTRIBUTES.items()},
    url_schemes={"http", "https", "mailto"},
    clean_content_tags={"script", "style", "template", "noscript", "iframe", "object", "svg"},
    link_rel="nofollow noopener",
)
_ELEMENTS = etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement)
# Marks that no reader sees. Joiners (U+200C, U+200D) and bidi marks carry meaning in Persian, Hindi, emoji and Hebrew, and a zero-width space
# parts the words of Thai and Khmer: they are kept.
_UNSEEN = ("\u00ad", "\u2060", "\ufeff")
# White space that no page holds, since XML does not know it: where a line and where a paragraph ends.
_LINE, _PARAGRAPH = "\x1e", "\x1d"
# Two line breaks with nothing between them; those of ``<pre>`` are told apart from them.
_EMPTY_LINE = re.compile(r"\x1e\s*\x1e\s*")
_NEW_LINES = re.compile(r"\n\s*")
# Browsers nest no deeper (Blink: 512 levels); what stands deeper follows as siblings.
_DEEPEST = 512
# Characters that XML 1.0 does not know, and that lxml refuses in text; in UTF-8, surrogates left out, which it does not know either.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes(range(0x20)).translate(None, b"\t\n\r")
_NO_CHARACTER = re.compile(b"\xef\xbf[\xbe\xbf]")
# References other than the usual ones, to printable characters of at most four decimal digits.
_REFERENCE = re.compile(rb"&#(?!(?:3[2-9]|[4-9]\d|[1-9]\d{2,3});)(?:[xX]([0-9a-fA-F]{1,8})|(\d{1,8}));?")


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


def parse_html(text: str) -> lxml_html.HtmlElement:
    """The root element of a page or fragment; an empty ``<html>`` where there is nothing to parse. Never raises on bad markup."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(_ELEMENTS)  # lxml.html's own parser asks a Python function for each element
    data = _REFERENCE.sub(_readable, _encoded(text))
    root = etree.fromstring(data, parser=parser) if data and not data.isspace() else None
    if root is None:
        return lxml_html.Element("html")
    if (last := parser.error_log.last_error) is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
        return deep.parse(data.decode("utf-8"))
    _take_in_what_follows(root)
    if streamed.SIGN in text:
        streamed.settle(root, text)
    return root


def _encoded(text: str) -> bytes:
    """A page in UTF-8 without the characters that XML does not know. Bytes are searched several times faster than text."""
    return _NO_CHARACTER.sub(b"", text.encode("utf-8", "ignore").translate(None, _CONTROLS))


def _readable(reference: re.Match[bytes]) -> bytes:
    """A character reference, unless it is one to a character that XML does not know, such as ``&#1;``: lxml would take and then refuse it."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    return b"" if number > sys.maxunicode or _NOT_XML.match(chr(number)) else reference[0]


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
    for sign in _UNSEEN:
        text = text.replace(sign, "")
    return " ".join(text.split()).strip(" \u200b")  # split() knows every white space of Unicode


def fold(text: str | None) -> str:
    """For comparing: case, punctuation, accents' composition and white space do not count."""
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return " ".join(re.findall(r"\w+", folded))


def inline_text(element: lxml_html.HtmlElement, skip: Callable[[lxml_html.HtmlElement], bool] | None = None) -> str:
    """The element's visible text as one line; blocks and ``<br>`` separate words."""
    shown = _shown(element, skip)
    return clean(shown) if "\u200b" not in shown else clean(" ".join(_paragraphs(shown)))


def whole_text(element: lxml_html.HtmlElement) -> str:
    """All text in an element as one line, whatever a reader sees of it."""
    return clean("".join(element.itertext()) if len(element) else element.text)


def block_text(element: lxml_html.HtmlElement, skip: Callable[[lxml_html.HtmlElement], bool] | None = None) -> str:
    """The element's visible text: paragraphs separated by an empty line, ``<br>`` kept as a line break."""
    return "\n\n".join(paragraphs(element, skip))


def paragraphs(element: lxml_html.HtmlElement, skip: Callable[[lxml_html.HtmlElement], bool] | None = None) -> list[str]:
    """The element's visible paragraphs, in reading order; ``skip(child)`` leaves an element and all below it out."""
    return _paragraphs(_shown(element, skip))


def article_paragraphs(element: lxml_html.HtmlElement) -> list[str]:
    """The same of an article, where an empty line made of ``<br>`` parts paragraphs, too."""
    return _paragraphs(_EMPTY_LINE.sub(_PARAGRAPH, _shown(element, None)))


def _paragraphs(shown: str) -> list[str]:
    parts = (part for part in shown.split(_PARAGRAPH) if part and not part.isspace())
    return list(filter(None, ("\n".join(filter(None, map(clean, part.split(_LINE)))) for part in parts)))


def _shown(root: lxml_html.HtmlElement, skip: Callable[[lxml_html.HtmlElement], bool] | None) -> str:
    """The visible text of a tree as it is written, without recursion; paragraphs and lines end in the signs for that."""
    pieces: list[str] = []
    stack: list[lxml_html.HtmlElement | str] = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        tag, after = node.tag, ""
        if node is not root:
            after = node.tail or ""
            if tag in INVISIBLE or not isinstance(tag, str) or (skip is not None and skip(node)):
                pieces.append(after)
                continue
        if tag in BLOCK:
            pieces.append(_PARAGRAPH)
            after = _PARAGRAPH + after
        elif tag == "br":
            pieces.append(_LINE)
        if text := node.text:
            pieces.append(_NEW_LINES.sub(_LINE, text) if tag == "pre" else text)
        if len(node):
            stack.append(after)
            stack.extend(reversed(node))
        else:
            pieces.append(after)
    return "".join(pieces)


def without(
    node: lxml_html.HtmlElement,
    skip: Callable[[lxml_html.HtmlElement], bool],
    address: Callable[[str], str | None],
) -> lxml_html.HtmlElement:
    """A copy of an element without what ``skip(child)`` names, with the attributes that sanitised HTML may hold.

    :param address: settles the address of a link or image; None leaves it as it is.
    """
    tree = etree.TreeBuilder()  # which, unlike SubElement, does not climb to the root for every element
    tree.start("div", {})
    tree.data(node.text or "")
    stack: list[lxml_html.HtmlElement | tuple[str, str | None]] = list(reversed(node))
    depth = 0
    while stack:
        element = stack.pop()
        if isinstance(element, tuple):  # the end of one: its tag, and what follows it
            tag, after = element
            depth -= 1
            if depth < _DEEPEST:
                tree.end(tag)
        else:
            tag, after = element.tag, element.tail
            if isinstance(tag, str) and not skip(element):
                if not (tag.isalnum() and tag.isascii()) or tag == "button":
                    tag = "span"
                tree.start(tag, dict(_kept(element, address)) if tag in _ALLOWED_ATTRIBUTES else {})
                tree.data(element.text or "")
                if depth >= _DEEPEST:
                    tree.end(tag)
                depth += 1
                stack.append((tag, after))
                stack.extend(reversed(element))
                continue
        if after:
            tree.data(after)
    tree.end("div")
    return tree.close()


def _kept(element: lxml_html.HtmlElement, address: Callable[[str], str | None]) -> Iterator[tuple[str, str]]:
    for name in _ALLOWED_ATTRIBUTES.get(element.tag, ()):
        if (value := element.get(name)) is not None:
            yield name, (address(value) or value) if name in ("href", "src", "cite") else value


def sanitise(markup: str) -> str:
    """Markup that is safe to show: text structure, links and images, http(s) and mailto only."""
    return _CLEANER.clean(markup).strip()


def image_addresses(markup: str) -> tuple[str, ...]:
    """The http(s) addresses of the images in sanitised HTML, in their order, each once."""
    if "<img" not in markup:
        return ()
    found = (element.get("src") or "" for element in parse_html(markup).iter("img"))
    return tuple(dict.fromkeys(each for each in found if each.startswith(("http://", "https://"))))


def inner_html(element: lxml_html.HtmlElement) -> str:
    """The markup inside an element, unsanitised."""
    head = element.text or ""
    escaped = head.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped + "".join(lxml_html.tostring(child, encoding="unicode") for child in element)
