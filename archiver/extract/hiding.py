"""What of a page is never shown, and what a reader may open."""

from __future__ import annotations

import re

from lxml import html as lxml_html

HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# Names of the buttons that head the parts of an accordion; headings in or around a button do so by themselves (ARIA).
_ACCORDION = re.compile("accordion|faq", re.IGNORECASE)
# An inline style that hides; and what scripts show later, mostly when the reader asks: ARIA's roles of it, its names in common use, and
# React's ids of what it has not put in its place yet.
_UNSEEN = re.compile(r"(?:display:\s*none|visibility:\s*hidden)", re.IGNORECASE)
# Characters; a hidden paragraph of so many is the rest of a text.
_PROSE = 60
_PANELS = frozenset({"tabpanel", "region"})
_OPENED = re.compile(r"accordion|collaps|tab|panel|faq|answer|toggle|expand|more|spoiler|slide|reveal|drop|content|\bs:[0-9a-f]")


def opens(button: lxml_html.HtmlElement) -> bool:
    """Whether a button is the heading of a part of the text that it opens, as in ARIA's accordion."""
    return (
        button.getparent().tag in HEADING_TAGS
        or next(button.iter(*HEADING_TAGS), None) is not None
        or _ACCORDION.search(button.get("class") or "") is not None
    )


def is_hidden(element: lxml_html.HtmlElement) -> bool:
    """Whether an element is never shown; what a reader may open (a tab, an answer) is."""
    if not element.keys():
        return False
    style = element.get("style")
    unseen = element.get("hidden") is not None or (style is not None and _UNSEEN.search(style) is not None)
    return (unseen and not _may_open(element)) or "w-condition-invisible" in (element.get("class") or "")


def _may_open(element: lxml_html.HtmlElement) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return (
        element.get("hidden") == "until-found"
        or element.get("role") in _PANELS
        or element.get("aria-labelledby") is not None
        or _OPENED.search(named) is not None
        or any(len(each.text or "") >= _PROSE for each in element.iterdescendants("p"))
    )
