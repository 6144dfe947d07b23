"""wpForo, a forum plugin of WordPress, in its four layouts. Posts are flat; the third has comments below its answers, of which it tells no more."""

from __future__ import annotations

from archiver.comments.markup import ItemRule, Markup

WPFORO = Markup(
    NAME="wpforo",
    signs=("wpforo-post",),
    items=(ItemRule(attribute="id", pattern=r"post-(\d+)", classes=frozenset({"post-wrap", "comment-wrap"})),),
    slots={
        "author-name": "author",
        "wpf-author-name": "author",
        "wpforo-comment-footer": "author",  # "by NAME DATE", below a comment of the third layout
        "cbleft": "time",  # the first two: "Posted : DATE"
        "wpforo-post-date": "time",
        "wpf-post-date": "time",
        "wpforo-post-content": "text",
        "wpforo-comment-content": "text",
    },
    skip=frozenset(
        {
            "wpforo-post-signature",
            "wpf-post-edited",
            "wpf-post-edit-wrap",
            "wpf-post-button-actions",
            "wpforo-comment-footer",
            "wpforo-comment-action-links",
            "wpf-mod-message",
        }
    ),
    regional=False,  # "d/m/Y", unless the site chose another format
    has_opening=True,
)
