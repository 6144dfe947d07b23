"""Lines of an article's head: its credit, its dates, its picture's credit."""

from __future__ import annotations

import re

from archiver.extract.images import split_credit
from archiver.flattened.lines import credited, dated_tail, is_date
from archiver.models import Image

LONGEST_HEADLINE, LONGEST_STANDFIRST = 250, 600
#: Words of a line; the labels of menus and sections have fewer than a headline or standfirst.
FEW_WORDS = 3
#: Lines between headline and text that may be its head: standfirst, credit, dates, share bars.
LONGEST_HEAD = 15
LONGEST_CREDIT = 80
# Agencies and libraries of pictures, which credits without a label end with.
_AGENCY = re.compile(
    r"\b(?:reuters|afp|associated press|getty images|epa-efe|dpa|shutterstock|istock|wikimedia commons|flickr|unsplash|pexels|pixabay)[)\]]?$",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"^(?:last )?(?:updated|modified|edited)\b(?: on| at)?\s*:?\s*", re.IGNORECASE)
_PUBLISHED = re.compile(r"^(?:first |originally )?(?:published|posted)\b(?: on| at)?\s*:?\s*", re.IGNORECASE)
# A caption before its credit ends as a sentence, or the credit is in brackets.
_CAPTIONED = re.compile(r"(?:[.!?…]|\()\s*$")


def is_mark(text: str) -> bool:
    """Whether a line is of an article's head: its credit, its date, its picture's credit."""
    return credited(text) or date_of(text) is not None or credit_of(text) is not None


def ends(text: str) -> bool:
    """Whether a line ends as a sentence or quotation does."""
    return re.search(r"[.!?…:。！？][\"'”’»)\]]*$|[\"”»]$", text) is not None


def date_of(text: str) -> tuple[str, bool] | None:
    """(date, whether it is of a change) of a line that is a date, with or without a label, or that credits and dates."""
    bare, label = _CHANGED.sub("", text), _CHANGED.match(text) is not None
    bare = _PUBLISHED.sub("", bare)
    if is_date(bare):
        return bare, label
    tail = dated_tail(text)
    return (tail[1], False) if tail is not None and credited(tail[0]) else None


def credit_of(text: str) -> Image | None:
    """The picture that a line credits: a credit alone, or behind a caption."""
    if len(text) > LONGEST_STANDFIRST:
        return None
    caption, credit = split_credit(text)
    if credit is None:
        is_agency = len(text) <= LONGEST_CREDIT and not ends(text) and _AGENCY.search(text)
        return Image(url=None, credit=text.strip("()[] ")) if is_agency else None
    if caption is None:
        return Image(url=None, credit=credit) if len(text) <= LONGEST_HEADLINE else None
    at = text.rfind(credit)
    behind = text[len(caption) : at]
    is_apart = _CAPTIONED.search(caption) or behind.lstrip().startswith(("(", "[", "|", "©"))
    return Image(url=None, caption=caption, credit=credit) if is_apart and re.search(r"[:©(/]|\bby\b", behind) else None
