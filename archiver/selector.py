"""A CSS selector or an XPath, as a person writes it in a site's profile: checked and compiled once, asked on every page."""

from __future__ import annotations

import re
from typing import Any

import attrs
from cssselect import SelectorError as CssError
from lxml import etree
from lxml import html as lxml_html
from parsel.csstranslator import HTMLTranslator

#: Stands in front of an XPath.
XPATH = "xpath:"
#: EXSLT's regular expressions, which libxml2 offers to XPath: ``xpath://p[re:test(., '^By ')]``.
_NAMESPACES = {"re": "http://exslt.org/regular-expressions"}
_EMPTY = lxml_html.Element("html")
# An XPath, or what ``::attr(name)`` and ``::text`` become, that ends in something else than an element.
_NO_ELEMENT = re.compile(r"(?:@[\w:.*-]+|attribute::\S+|text\(\))\s*$")


class SelectorError(ValueError):
    """A text is no selector; the message says what is wrong with it."""


@attrs.frozen
class Selector:
    """A selector and what it finds: elements, or the values of attributes and texts.

    >>> page = lxml_html.fromstring("<p class=by>By <a href='/ada'>Ada Byrne</a></p>")
    >>> [str(each) for each in Selector.parse(".by a::attr(href)").find(page)]
    ['/ada']
    >>> [each.tag for each in Selector.parse("xpath://p/a").find(page)]
    ['a']
    """

    text: str  #: as it is written
    _path: etree.XPath = attrs.field(eq=False, repr=False)

    @classmethod
    def parse(cls, text: str) -> Selector:
        """The selector that a text writes: CSS with Scrapy's ``::attr(name)`` and ``::text``, or an XPath behind ``xpath:``.

        :raises SelectorError: where it writes none, or one that counts or compares instead of selecting.
        """
        path = _xpath(text.strip())
        try:
            compiled = etree.XPath(path, namespaces=_NAMESPACES)
            found = compiled(_EMPTY)  # names of functions and prefixes are looked up only now
        except etree.XPathError as error:
            raise SelectorError(f"not an XPath: {error}") from error
        if not isinstance(found, list | str):
            raise SelectorError("an XPath that counts or compares, and selects nothing")
        return cls(text.strip(), compiled)

    @property
    def selects_elements(self) -> bool:
        """Whether it selects elements, as far as its form tells: neither attributes nor texts."""
        return _NO_ELEMENT.search(self._path.path) is None

    def find(self, tree: lxml_html.HtmlElement) -> list[Any]:
        """What it selects on a page, in reading order: elements, or strings for attributes and texts."""
        found = self._path(tree)
        return found if isinstance(found, list) else [found] if found else []

    def elements(self, tree: lxml_html.HtmlElement) -> list[lxml_html.HtmlElement]:
        """The elements among what it selects."""
        return [each for each in self.find(tree) if isinstance(each, etree.ElementBase)]


def _xpath(text: str) -> str:
    if text.startswith(XPATH):
        return text[len(XPATH) :].strip()
    try:
        return HTMLTranslator().css_to_xpath(text)
    except CssError as error:
        raise SelectorError(f"not a CSS selector: {error}") from error
