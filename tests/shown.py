"""What an element shows, as the product reads it."""

from __future__ import annotations

from collections.abc import Callable

from lxml import html as lxml_html

from archiver import content


def text_of(element: lxml_html.HtmlElement, skip: Callable[[lxml_html.HtmlElement], bool] = lambda _: False) -> str:
    """The text of an element, paragraphs separated by an empty line, without what ``skip(child)`` names."""
    return content.read(element, skip, lambda _: None).text()
