"""Lines at the start of a body that say who wrote it, when, and how long it takes to read."""

from __future__ import annotations

import re

from archiver.extract import wording
from archiver.extract.datewords import INSIDE, kind_of

_NAME = r"(?-i:[A-Z][\w.'’-]*)"
_NAMES = rf"{_NAME}(?:,? (?:and |& |de |van |von )?{_NAME}){{0,6}}"
_MONTHS = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*"
_PARTS = (
    rf"(?:{INSIDE.pattern}"
    # of this year, with a clock: "March 18 at 3:57 PM"
    rf"|{_MONTHS}\.? \d{{1,2}}(?:,| at|, at)? \d{{1,2}}:\d\d(?: ?[ap]\.?m\b\.?)?(?-i: [A-Z]{{2,4}}\b)?"
    # what is said of a date or a name
    r"|(?:first |originally |last |medically )?(?:published|posted|updated|modified|reviewed|written|edited|fact[- ]checked)\b(?: on| at| by)?,?:?"
    rf"|by:? {_NAMES}|{_NAMES}(?=\s*[|·•●])"
    r"|follow @\w+"
    r"|(?:(?:estimated )?read(?:ing)? time:?\s*)?\d+\s*min(?:ute)?s?\.?(?: read)?)"
)
_CREDIT = re.compile(rf"(?:{_PARTS}[\s|·•●,—–/-]*)+", re.IGNORECASE)
_LONGEST, _LONGEST_NAMES = 120, 60
_CLOCK = re.compile(r"\b\d{1,2} ?[:h] ?\d\d\b")
# Words beside a date: "Stand:", "Publié le", "Uhr".
_BESIDE = 3
_SENTENCE = (".", "!", "?", "…", ":", "。", "؟")
_PARTICLES = frozenset("and und et y e en och og i de da di del van von der den la le".split())


def is_credit(text: str) -> bool:
    """Whether a line is made of nothing but dates, names behind "by" or before a bar, and the time that it takes to read the article."""
    if len(text) > _LONGEST:
        return False
    return _CREDIT.fullmatch(text) is not None or (not text.endswith(_SENTENCE) and (_names(text) or _dates(text)))


def is_dated(text: str) -> bool:
    """Whether a line is a date with hardly a word beside it."""
    return len(text) <= _LONGEST and not text.endswith(_SENTENCE) and _dates(text)


def _names(text: str) -> bool:
    """Names behind the "by" of any language."""
    begun = wording.CREDITED.match(text) if len(text) <= _LONGEST_NAMES else None
    words = text[begun.end() :].split() if begun else []
    return bool(words) and not words[0][0].islower() and all(not word[0].islower() or word in _PARTICLES for word in words)


def _dates(text: str) -> bool:
    """A date, alone or with a word that says what it is, in any language."""
    beside = INSIDE.sub(" ", text)
    words = re.findall(r"\w+", _CLOCK.sub(" ", beside))
    return beside != text and (not words or (len(words) <= _BESIDE and kind_of(beside) is not None))
