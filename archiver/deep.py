"""Pages nested deeper than libxml2 reads: it stops at 2,048 levels, and what follows would be lost. Python's own tokeniser has no limit."""

from __future__ import annotations

from collections import Counter
from html.parser import HTMLParser

from lxml import etree
from lxml import html as lxml_html

# HTML: elements without content.
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
# HTML: an element of these ends where the next one of them begins, if both stand in the same parent.
_ENDS = {"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "tr": {"tr"}, "td": {"td", "th"}, "th": {"td", "th"}, "option": {"option"}}
_PARAGRAPH_ENDS = frozenset(
    "address article aside blockquote div dl fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul".split()
)
_NAME = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-_")


def parse(text: str) -> lxml_html.HtmlElement:
    """The root element of a page, however deep it is nested, in linear time."""
    builder = _Builder()
    builder.feed(text)
    return builder.root()


class _Builder(HTMLParser):
    """Hands the tokeniser's events to a tree, and closes what HTML lets authors leave open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._tree = etree.TreeBuilder()  # of plain elements: those of lxml.html take many times as long
        self._open: list[str] = []
        self._count: Counter[str] = Counter()
        self._start("html", {})

    def root(self) -> lxml_html.HtmlElement:
        """Closes what is open, and the parser with it."""
        self.close()
        while self._open:
            self._end()
        return self._tree.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs if set(name) <= _NAME}
        if tag == "html" or not set(tag) <= _NAME or not tag[0].isalpha():
            return
        if self._open[-1] in _ENDS.get(tag, ()) or (self._open[-1] == "p" and tag in _PARAGRAPH_ENDS):
            self._end()
        self._start(tag, named)
        if tag in _VOID:
            self._end()

    def handle_endtag(self, tag: str) -> None:
        if tag == "html" or not self._count[tag]:
            return
        while self._open[-1] != tag:
            self._end()
        self._end()

    def handle_data(self, data: str) -> None:
        self._tree.data(data)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._tree.start(tag, attributes)
        self._open.append(tag)
        self._count[tag] += 1

    def _end(self) -> None:
        tag = self._open.pop()
        self._count[tag] -= 1
        self._tree.end(tag)
