"""Drupal's comment module: answers stand in a wrapper that follows what they answer."""

from __future__ import annotations

import re

from archiver.comments.items import Item
from archiver.comments.markup import ItemRule, Markup

_ID = re.compile(r"comment-(\d+)")


def _answered(item: Item) -> str | None:
    """The comment before the innermost ``.indented`` wrapper."""
    wrapper = next((above for above in item.element.iterancestors() if "indented" in (above.get("class") or "").split()), None)
    if wrapper is None:
        return None
    for sibling in wrapper.itersiblings(preceding=True):
        for element in sibling.iter():
            if (
                isinstance(element.tag, str)
                and (match := _ID.fullmatch(element.get("id") or ""))
                and "comment" in (element.get("class") or "")
            ):
                return match[1]
    return None


DRUPAL = Markup(
    NAME="drupal",
    # Not js-comment, though it is on every comment: Stack Exchange has it too.
    signs=("comment__", "field--name-comment-body", "data-comment-user-id", "comment-by-"),
    items=(ItemRule(attribute="id", pattern=r"comment-(\d+)", classes=frozenset({"js-comment", "comment", "comment--wrapper"})),),
    slots={
        "username": "author",
        "comment__author": "author",
        "comment__submitted": "signed",
        "comment__time": "time",
        "submitted": "signed",
        "<footer>": "signed",
        "field--type-text-long": "text",
        "field--name-comment-body": "body",
        "comment__content": "body",
    },
    skip=frozenset({"links", "hidden", "visually-hidden"}),  # "In reply to ..." is for screen readers
    parent_of=_answered,
    # "Submitted by Ada on Mon, 12/01/2020", "Ada | Di, 21. April 2020 - 16:40", and their translations.
    signature=re.compile(
        r"^(?:(?:submitted|gespeichert|verfasst|soumis|enviado|inviato|skrivet)\s+)?(?:(?:by|von|par|por|da|av)\s+)?"
        # A hyphen without space around it is part of a name.
        r"(?P<name>[^|]{1,60}?)(?:\s*[|,\u00b7]\s*|\s+(?:on|am|le|el|[\u2013-])\s+)(?P<date>[^|]*\d[^|]*)$",
        re.IGNORECASE,
    ),
)
