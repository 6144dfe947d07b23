"""Old Reddit: comments stand in their parents; what is loaded later is not on the page."""

from __future__ import annotations

import attrs
from lxml.html import HtmlElement

from archiver import counts
from archiver.comments.markup import ItemRule, Markup
from archiver.index import Index


@attrs.frozen
class _Submission:
    """What a page of comments answers: its link or text. Lists of submissions and of what one person wrote show the like in another context."""

    opens: bool = True

    def fits(self, page: Index) -> bool:
        return any(self.key(page.elements[at]) is not None for at in page.values("data-context"))

    def key(self, element: HtmlElement) -> str | None:
        name = element.get("data-fullname") if element.get("data-context") == "comments" else None
        return name.removeprefix("t3_") if name and name.startswith("t3_") else None


REDDIT = Markup(
    NAME="reddit",
    signs=("thing_t1_",),
    items=(ItemRule(attribute="data-fullname", pattern=r"t1_(\w+)", classes=frozenset({"comment"})), _Submission()),
    slots={"author": "author", "live-timestamp": "time", "<time>": "time", "usertext-body": "text", "unvoted": "votes"},
    nested=True,
    gone=frozenset({"deleted"}),
    totals=frozenset({"panestack-title"}),  # "all 76 comments", the deleted ones too
    counts=counts.COMMENTS,  # the deleted ones too, whose places are kept
)
