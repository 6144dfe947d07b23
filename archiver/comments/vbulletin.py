"""vBulletin 3 to 5: forum software. Posts are flat; a quote is not taken for an answer."""

from __future__ import annotations

from archiver.comments.markup import ItemRule, Markup

VBULLETIN = Markup(
    NAME="vbulletin",
    signs=("post_message_", "b-post__content"),
    items=(
        ItemRule(attribute="id", pattern=r"post_?(\d+)"),
        ItemRule(attribute="data-node-id", pattern=r"(\d+)", classes=frozenset({"b-post"})),  # vBulletin 5
    ),
    slots={
        "#postmenu_": "author",  # vBulletin 3: around the name, which has no class where nobody is registered by it
        "bigusername": "author",
        "username": "author",
        "author": "author",
        "thead": "time",
        "postdate": "time",  # vBulletin 4: day and hour in a node each
        "date": "time",
        "b-post__timestamp": "time",
        "#post_message_": "text",
        "js-post__content-text": "text",
    },
    skip=frozenset({"signature", "b-post__footer"}),
    has_opening=True,
)
