"""Simple:Press, a forum plugin of WordPress. Posts are flat; a quote is not taken for an answer."""

from __future__ import annotations

from archiver.comments.markup import ItemRule, Markup

SIMPLEPRESS = Markup(
    NAME="simplepress",
    signs=("spTopicPostSection",),
    items=(ItemRule(attribute="id", pattern=r"(?:eachPost|post)(\d+)", classes=frozenset({"spTopicPostSection"})),),  # from version 6 on; 5
    slots={"spPostUserName": "author", "spPostUserDate": "time", "spPostContent": "text"},
    skip=frozenset({"spPostUserSignature", "spEditPostHistory", "spPostIndexAttachments"}),
    has_opening=True,
)
