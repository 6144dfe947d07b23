"""What an element holds, as text and as markup, in one walk that leaves the page's tree as it is."""

from __future__ import annotations

from collections.abc import Callable

import attrs
import nh3
from lxml import html as lxml_html

from archiver.text import BLOCK, INVISIBLE, LINE, NEW_LINES, PARAGRAPH, article_paragraphs, clean, paragraphs_of, parse_html

#: What sanitised HTML may hold: text structure, links and images; no scripts, styles, forms or embeds.
ALLOWED_TAGS = frozenset(
    "a abbr b blockquote br caption cite code col colgroup dd del dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li"
    " mark ol p pre q s small span strong sub sup table tbody td tfoot th thead time tr u ul".split()
)
#: The attributes that sanitised HTML may hold, in the order in which they are written: a set would have another one in each process.
ATTRIBUTES = {
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
    attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
    url_schemes={"http", "https", "mailto"},
    clean_content_tags={"script", "style", "template", "noscript", "iframe", "object", "svg"},
    link_rel="nofollow noopener",
)
_ADDRESSES = frozenset({"href", "src", "cite"})
_NO_END = frozenset({"br", "hr", "img", "wbr", "col", "input", "source", "track", "embed", "area", "base", "link", "meta", "param"})
# Browsers nest no deeper (Blink: 512 levels); what stands deeper follows as siblings.
_DEEPEST = 512


@attrs.frozen
class Content:
    """The visible text of an element as it is written, paragraphs and lines ending in the signs for that, and its markup, unsanitised."""

    shown: str
    markup: str

    def text(self) -> str:
        """Paragraphs separated by an empty line, ``<br>`` kept as a line break."""
        return "\n\n".join(paragraphs_of(self.shown))

    def article_text(self) -> str:
        """The same, where an empty line made of ``<br>`` parts paragraphs, too."""
        return "\n\n".join(article_paragraphs(self.shown))

    def html(self) -> str:
        """Markup that is safe to show."""
        return sanitise(self.markup)


def read(
    root: lxml_html.HtmlElement,
    skip: Callable[[lxml_html.HtmlElement], bool],
    address: Callable[[str], str | None],
    label: str | None = None,
) -> Content:
    """What an element holds without what ``skip(child)`` names.

    :param address: settles the address of a link or image; None leaves it as it is.
    :param label: words that stand loose in the element itself and are no part of it, as "says:" after a name.
    """
    shown, markup = [PARAGRAPH], []
    stack: list[lxml_html.HtmlElement | tuple[str, str, str | None]] = list(reversed(root))
    depth = 0
    if (text := root.text) and (label is None or clean(text) != label):
        shown.append(NEW_LINES.sub(LINE, text) if root.tag == "pre" else text)
        markup.append(_escaped(text))
    while stack:
        node = stack.pop()
        if isinstance(node, tuple):  # the end of one: what closes it in text and markup, and what follows it
            closing, end, after = node
            depth -= 1
            if depth < _DEEPEST:
                markup.append(end)
            shown.append(closing)
        else:
            tag, after = node.tag, node.tail
            if isinstance(tag, str) and (tag == "button" or tag not in INVISIBLE) and not skip(node):
                if not (tag.isalnum() and tag.isascii()) or tag == "button":
                    tag = "span"
                attributes = _attributes(node, tag, address) if tag in ATTRIBUTES else ""
                markup.append(f"<{tag}{attributes}>")
                is_block = tag in BLOCK
                if is_block:
                    shown.append(PARAGRAPH)
                elif tag == "br":
                    shown.append(LINE)
                if text := node.text:
                    shown.append(NEW_LINES.sub(LINE, text) if tag == "pre" else text)
                    markup.append(_escaped(text))
                end = "" if tag in _NO_END else f"</{tag}>"
                if tag == "cite" and _heads_quote(node):
                    end, closing = f"{end}<br>", LINE
                else:
                    closing = PARAGRAPH if is_block else ""
                if depth >= _DEEPEST:
                    markup.append(end)
                if len(node):
                    depth += 1
                    stack.append((closing, end, after))
                    stack.extend(reversed(node))
                    continue
                if depth < _DEEPEST:
                    markup.append(end)
                shown.append(closing)
        if after and (label is None or depth or clean(after) != label):
            shown.append(after)
            markup.append(_escaped(after))
    shown.append(PARAGRAPH)
    return Content("".join(shown), "".join(markup))


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attributes(element: lxml_html.HtmlElement, tag: str, address: Callable[[str], str | None]) -> str:
    written = ""
    for name in ATTRIBUTES[tag]:
        if (value := element.get(name)) is not None:
            if name in _ADDRESSES:
                value = address(value) or value
            written += f' {name}="{_escaped(value).replace(chr(34), "&quot;")}"'
    return written


def _heads_quote(cite: lxml_html.HtmlElement) -> bool:
    """Whether it is the name over a quote, which phpBB, SMF and MyBB show on a line of its own by style alone."""
    above = cite.getparent()
    around = above.getparent() if above is not None else None
    is_in_quote = above is not None and (above.tag == "blockquote" or (around is not None and around.tag == "blockquote"))
    return is_in_quote and above[0] is cite and not clean(above.text) and bool((cite.tail or " ")[0].strip())


def sanitise(markup: str) -> str:
    """Markup that is safe to show: text structure, links and images, http(s) and mailto only."""
    return _CLEANER.clean(markup).strip()


def image_addresses(markup: str) -> tuple[str, ...]:
    """The http(s) addresses of the images in sanitised HTML, in their order, each once."""
    if "<img" not in markup:
        return ()
    found = (element.get("src") or "" for element in parse_html(markup).iter("img"))
    return tuple(dict.fromkeys(each for each in found if each.startswith(("http://", "https://"))))
