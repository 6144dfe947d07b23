"""Counts as pages write them."""

from __future__ import annotations

import re

from archiver.text import number_in

_WHOLE = re.compile(r"\s*([+\u2212-]?)\s*(\d{1,3}(?:[.,'\u00a0\u202f ]\d{3})+|\d+)\s*")


def whole_number(text: str | None) -> int | None:
    """12345 for "12,345", "12 345" and "12.345"; None for "12.3K", which does not say, and for what counts nothing."""
    match = _WHOLE.fullmatch(text or "")
    if match is None:
        return None
    number = number_in(match[2])
    return -number if number is not None and match[1] in ("-", "\u2212") else number
