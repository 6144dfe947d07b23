"""Lines at the start of a body that say who wrote it, when, and how long it takes to read."""

from __future__ import annotations

import re

from archiver.extract.datewords import INSIDE

_NAME = r"(?-i:[A-Z][\w.'’-]*)"
_NAMES = rf"{_NAME}(?:,? (?:and |& |de |van |von )?{_NAME}){{0,6}}"
_PARTS = (
    rf"(?:{INSIDE.pattern}"
    # what is said of a date or a name
    r"|(?:first |originally |last |medically )?(?:published|posted|updated|modified|reviewed|written|edited|fact[- ]checked)\b(?: on| at| by)?,?:?"
    rf"|by:? {_NAMES}|{_NAMES}(?=\s*[|·•●])"
    r"|(?:(?:estimated )?read(?:ing)? time:?\s*)?\d+\s*min(?:ute)?s?\.?(?: read)?)"
)
_CREDIT = re.compile(rf"(?:{_PARTS}[\s|·•●,—–/-]*)+", re.IGNORECASE)
_LONGEST = 120


def is_credit(text: str) -> bool:
    """Whether a line is made of nothing but dates, names behind "by" or before a bar, and the time that it takes to read the article."""
    return len(text) <= _LONGEST and _CREDIT.fullmatch(text) is not None
