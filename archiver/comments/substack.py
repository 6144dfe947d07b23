"""Substack: a post's page shows the first comments; :mod:`archiver.comments.substack_api` has the others."""

from __future__ import annotations

import re

from archiver import counts
from archiver.comments.markup import ItemRule, Markup

SUBSTACK = Markup(
    NAME="substack",
    signs=("comment-anchor",),
    items=(ItemRule(attribute="id", pattern=r"comment-(\d+)", classes=frozenset({"comment"}), on_child=True),),
    slots={"<a>": "link", "comment-body": "text"},
    links={"author": re.compile(r"/profile/\d+"), "time": re.compile(r"/comment/\d+")},
    skip=frozenset({"show-all-toggle"}),
    nested=True,
    rest=frozenset({"more-comments"}),
    counts=counts.COMMENTS,  # what is shown and what is behind "N more comments"
)
