"""XenForo 1 and 2: forum software. Posts are flat; a quote is not taken for an answer."""

from __future__ import annotations

from archiver.comments.markup import ItemRule, Markup

XENFORO = Markup(
    NAME="xenforo",
    signs=("js-post-", "messageList", "messageUserBlock"),
    items=(
        ItemRule(attribute="id", pattern=r"js-post-(\d+)", classes=frozenset({"js-post", "message--post"})),
        ItemRule(attribute="id", pattern=r"post-(\d+)", classes=frozenset({"message"})),  # XenForo 1
    ),
    slots={
        "message-name": "author",
        "message-attribution-main": "created",
        "MessageCard__date-created": "created",
        "u-dt": "time",
        "[itemprop=datePublished]": "time",
        "bbWrapper": "text",  # what was written, without what add-ons put before it
        "message-body": "body",
        "MessageCard__user-info__name": "author",
        "username": "author",
        "DateTime": "time",
        "messageText": "text",
    },
    skip=frozenset(
        {
            "bbCodeBlock-expandLink",
            "bbCodeBlock-shrinkLink",
            "js-expandLink",
            "bbCodeSpoiler-button",
            "message-lastEdit",
            "message-signature",
            "quoteExpand",
            "js-unfurl-desc",
            "contentRow-minor",  # of the card that a link becomes, all but its title: what it says of the page, and the host
        }
    ),
    name_attribute="data-author",
    gone=frozenset({"message--deleted", "deleted"}),
    has_opening=True,
)
