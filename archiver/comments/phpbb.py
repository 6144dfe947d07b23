"""phpBB 3: forum software. Posts are flat; a quote is not taken for an answer."""

from __future__ import annotations

import re

from archiver.comments.markup import ItemRule, Markup

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
    # "by Ada » Tue Aug 27, 2019 1:47 am": all that phpBB 3.0 prints of both, without a class or a <time>; later ones put "Post" before.
    signature=re.compile(
        r"^(?:(?:(?:\S+\s+)?(?:by|von|par|por|da|door|av|af|przez|autor:?)\s+)?(?P<name>.{1,80}?)\s*\u00bb\s*)?(?P<date>.*\d.*)$",
        re.IGNORECASE,
    ),
    has_opening=True,
)
