"""Steam: discussions of its forums, and comments below other things. Both are flat."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

from archiver import counts
from archiver.comments.markup import ItemRule, Markup
from archiver.models import Page
from archiver.text import inline_text, number_in

_SUMMARY = "forum_paging_summary"
_SHOWN = re.compile(r"(\d[\d,.]*)\s*[-\u2013]\s*(\d[\d,.]*)\D+(\d[\d,.]*)")  # "Showing 1-15 of 43 comments"
_PAGE = re.compile(r"(?:^|&)ctp=(\d+)")


def _next(page: Page) -> str | None:
    """Scripts turn the pages of a discussion; links to its later posts name them by ``ctp``."""
    elements = page.tree.iter("div") if _SUMMARY in page.names else ()
    summary = next((element for element in elements if _SUMMARY in (element.get("class") or "").split()), None)
    shown = _SHOWN.search(inline_text(summary)) if summary is not None else None
    last, of_all = map(number_in, shown.group(2, 3)) if shown is not None else (None, None)
    if last is None or of_all is None or last >= of_all:
        return None
    here = _PAGE.search(urlsplit(page.final_url).query)
    number = number_in(here[1]) if here else None
    return urlunsplit(urlsplit(page.final_url)._replace(query=f"ctp={2 if number is None else number + 1}", fragment=""))


STEAM = Markup(
    NAME="steam",
    signs=("commentthread_comment",),
    items=(
        ItemRule(attribute="id", pattern=r"comment_(\d+)", classes=frozenset({"commentthread_comment"})),
        ItemRule(attribute="id", pattern=r"forum_op_(\d+)", classes=frozenset({"forum_op"}), opens=True),
    ),
    slots={
        "commentthread_author_link": "author",
        "forum_op_author": "author",
        "commentthread_comment_timestamp": "time",
        "date": "time",
        "commentthread_comment_text": "text",
        "content": "text",
    },
    has_opening=True,
    next_of=_next,
    totals=frozenset({_SUMMARY, "commentthread_count_label"}),
    counts=counts.COMMENTS,  # what a discussion opens with is none of them
)
