"""phpBB 3: forum software. Posts are flat; a quote is not taken for an answer."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from archiver.comments.markup import ItemRule, Markup


def _is_counter(element: HtmlElement) -> bool:
    """Whether an element tells the size of an attached file and how often it was asked for: all below its name but the caption, which is stressed."""
    above = element.getparent() if element.tag == "dd" else None
    return above is not None and "file" in (above.get("class") or "").split() and next(element.iter("em"), None) is None


PHPBB = Markup(
    NAME="phpbb",
    signs=("postbody", "postprofile"),
    items=(ItemRule(attribute="id", pattern=r"p_?(\d+)", classes=frozenset({"post"})),),  # with _ as Tapatalk serves it
    slots={
        "username": "author",
        "username-coloured": "author",
        "<time>": "time",
        "author": "signed",
        "content": "text",
    },
    skip=frozenset({"signature", "notice", "attachbox"}),
    is_furniture=_is_counter,
    # "by Ada » Tue Aug 27, 2019 1:47 am": all that phpBB 3.0 prints of both, without a class or a <time>; later ones put "Post" before.
    signature=re.compile(
        r"^(?:(?:(?:\S+\s+)?(?:by|von|par|por|da|door|av|af|przez|autor:?)\s+)?(?P<name>.{1,80}?)\s*\u00bb\s*)?(?P<date>.*\d.*)$",
        re.IGNORECASE,
    ),
    has_opening=True,
)
