"""Whether the article can be read by everyone."""

from __future__ import annotations

from typing import Any

from archiver.extract.metadata import Candidate, as_list
from archiver.extract.reading import Reading

_STATED = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}
# Fewer words than this are a teaser, not a part of the article.
_PART = 40


def find(reading: Reading, body_text: str | None) -> Candidate | None:
    """schema.org's isAccessibleForFree: open; else partial where a part of the text is there, and paywalled where it is not."""
    free = _free(reading.metadata.article.get("isAccessibleForFree"))
    if free is None:
        return None
    part = len((body_text or "").split()) >= _PART
    return Candidate("open" if free else "partial" if part else "paywalled", "json-ld:isAccessibleForFree")


def _free(value: Any) -> bool | None:
    """True, "True", "http://schema.org/True" and their opposites."""
    stated = next(iter(as_list(value)), None)
    return stated if isinstance(stated, bool) else _STATED.get(str(stated).rpartition("/")[2].lower())
