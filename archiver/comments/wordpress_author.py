"""Who wrote a WordPress comment: the names that themes print with and without a node for them, and what stands around a name."""

from __future__ import annotations

import itertools
import re

from lxml.html import HtmlElement

from archiver import urls
from archiver.comments.items import Item, name_and_link
from archiver.comments.names import given_name
from archiver.models import Page
from archiver.text import clean, inline_text

# Not part of what was written: headers, reply and edit links, notices of moderation, Jetpack's likes and share buttons, forms.
_CONTROLS = frozenset(
    "comment-author vcard comment-meta comment-metadata commentmetadata comment-date reply comment-reply-link edit-link comment-edit-link"
    " comment-awaiting-moderation comment-likes jetpack-likes-widget-wrapper sharedaddy says avatar comment-respond children"
    " comment-header comment-footer comment-actions".split()
)
_CONTROL_TAGS = frozenset({"form", "header", "footer"})
# What stands around a name in the name's own node: "Lena says:", "Comment by Lena — 17.07.2011 @ 13:04", and their translations.
_AFTER_NAME = re.compile(
    r"\s*(?:says|said|wrote|sagt|schreibt|meint|a dit|dit|dice|dijo|ha detto|schreef|zegt|skriver|pisze|говорит)?\s*:\s*$", re.IGNORECASE
)
_BEFORE_NAME = re.compile(
    r"^(?:comment|kommentar|commentaire|comentario|commento|reactie)\s+(?:by|von|vom|par|de|por|di|door)\s+", re.IGNORECASE
)
#: Parts name from date in a signature.
DASH = re.compile(r"\s[\u2014\u2013|]\s")
_BESIDE_NAME = frozenset({"time", "small", "img"})
#: What themes set a name in, and how many of them are looked at.
_NAMING = ("strong", "b", "cite", "span", "h2", "h3", "h4", "h5", "h6", "a")
_FIRST = 8
_PERMALINK = re.compile(r"#|replytocom=")


def author_of(item: Item, page: Page) -> tuple[str | None, str | None]:
    """(name as shown, address that it links to); None for what is not shown, and for the stand-in of a missing name."""
    if is_ping(item):
        return _pinger(item, page)
    node = item.first("name")
    if node is not None:
        name, link = name_and_link(node, page)
    else:
        name, link = _signed(signature_of(item), page)
        named = None if name else answered(item)
        name = name if named is None else inline_text(named)
    name = clean(_AFTER_NAME.sub("", _BEFORE_NAME.sub("", name or ""))) or None
    name = given_name(name, link)
    return name, link if name else None


def signature_of(item: Item) -> HtmlElement | None:
    """The node that names the author. A ``<cite>`` inside what was written is the title of a work."""
    written = {"blockquote", "q"}
    text = item.first("text")
    for node in item.nodes.get("author", ()):
        above = list(itertools.takewhile(lambda ancestor: ancestor is not item.element, node.iterancestors()))
        if node.tag != "cite" or not (any(ancestor is text or ancestor.tag in written for ancestor in above)):
            return node
    return None


def _signed(header: HtmlElement | None, page: Page) -> tuple[str | None, str | None]:
    """Name and link in a header without a node for them: what is set in bold, else what is beside dates, labels and links to the comment."""
    if header is None:
        return None, None
    link = next((anchor for anchor in header.iter("a") if not _is_beside_name(anchor)), None)
    address = urls.absolute(page.base_url, link.get("href")) if link is not None else None
    bold = next(header.iter("strong", "b"), None)
    if bold is not None and inline_text(bold):
        return inline_text(bold), address
    shown = inline_text(header, _is_beside_name)
    return DASH.split(shown)[0], address


def answered(item: Item) -> HtmlElement | None:
    """The node of the name in a header of the theme's own, by WordPress' reply link, which says "Reply to Ada" in its language."""
    link = item.first("reply")
    told = clean(link.get("aria-label")) if link is not None else ""
    nodes = itertools.islice(item.element.iter(*_NAMING), _FIRST) if told else ()
    return next((node for node in nodes if (name := inline_text(node)) and f" {name} " in f"{told} "), None)


def _is_beside_name(element: HtmlElement) -> bool:
    if element.tag == "a":
        return _PERMALINK.search(element.get("href") or "") is not None or not inline_text(element)
    return element.tag in _BESIDE_NAME or is_control(element) or element.find(".//time") is not None


def _pinger(item: Item, page: Page) -> tuple[str | None, str | None]:
    """A pingback shows nothing but a link to the page that mentions this one."""
    for anchor in item.element.iter("a"):
        address = urls.absolute(page.base_url, anchor.get("href"))
        if address is not None and not urls.same_site(address, page.final_url) and inline_text(anchor):
            return inline_text(anchor), address
    return None, None


def label_after(header: HtmlElement | None) -> str | None:
    """The word of saying between a name and a text that have no nodes of their own."""
    said = clean(header.tail) if header is not None else ""
    return said if said and _AFTER_NAME.fullmatch(said) else None


def is_ping(item: Item) -> bool:
    """Whether another site's software sent it."""
    return not {"pingback", "trackback"}.isdisjoint(item.classes)


def is_control(element: HtmlElement) -> bool:
    """Whether an element inside a comment is none of what was written."""
    return element.tag in _CONTROL_TAGS or not _CONTROLS.isdisjoint((element.get("class") or "").split())
