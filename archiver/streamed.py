"""Pages that React sends in pieces: what is ready late stands hidden at the page's end, and scripts put it where it belongs."""

from __future__ import annotations

import re

from lxml import html as lxml_html

#: What such a page has: a hidden piece. (A short sign would take three times as long to look for.)
SIGN = '<div hidden id="'
# React's calls: $RC and $RR put a piece at the place of a boundary, $RS at that of a placeholder.
_TO_BOUNDARY = re.compile(r'\$R[CR]\("([^"]*B:[0-9a-f]+)","([^"]*S:[0-9a-f]+)"')
_TO_PLACEHOLDER = re.compile(r'\$RS\("([^"]*S:[0-9a-f]+)","([^"]*P:[0-9a-f]+)"')


def settle(root: lxml_html.HtmlElement, text: str) -> None:
    """Puts every piece of a page in its place, as its scripts would have done."""
    moves = [(piece, place) for place, piece in _TO_BOUNDARY.findall(text)] + _TO_PLACEHOLDER.findall(text)
    if not moves:
        return
    named = {each.get("id"): each for each in root.iter("div", "template") if each.get("id")}
    for piece, place in moves:
        if piece in named and place in named:
            _move(named[piece], named[place])


def _move(piece: lxml_html.HtmlElement, place: lxml_html.HtmlElement) -> None:
    """Puts what a piece holds behind its place, which itself shows nothing."""
    for child in reversed(piece):
        place.addnext(child)
    place.tail = f"{piece.text or ''}{place.tail or ''}" or None
