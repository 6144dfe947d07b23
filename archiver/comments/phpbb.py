"""phpBB 3: forum software. Posts are flat; a quote is not taken for an answer."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from archiver.comments.markup import ItemRule, Markup


def _is_label(element: HtmlElement) -> bool:
    """Whether an element tells the size of an attached file and how often it was asked for, or "Code: Select all".

    That is all below a file's name but its caption, which is stressed; and what stands over the text of a code box.
    """
    above = element.getparent() if element.tag in ("dd", "dt", "p") else None
    names = (above.get("class") or "").split() if above is not None else ()
    if "codebox" in names:
        return bool(element.tag != "dd")
    return "file" in names and element.tag == "dd" and next(element.iter("em"), None) is None


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
    is_furniture=_is_label,
    # "by Ada » Tue Aug 27, 2019 1:47 am": all that phpBB 3.0 prints of both, without a class or a <time>; later ones put "Post" before.
    signature=re.compile(
        r"^(?:(?:(?:\S+\s+)?(?:by|von|par|por|da|door|av|af|przez|autor:?)\s+)?(?P<name>.{1,80}?)\s*\u00bb\s*)?(?P<date>.*\d.*)$",
        re.IGNORECASE,
    ),
    has_opening=True,
)
