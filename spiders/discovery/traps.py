"""Endless listings: calendars that link to next month for ever, paginations that never run out."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

#: Listing pages in a row that may bring nothing before their family is no longer followed.
BARREN_PAGES = 3
_DIGITS = re.compile(r"\d+")
_REMEMBERED = 5


def family_of(url: str) -> str | None:
    """What the pages of one pagination share: their address with its numbers taken out. None for addresses without numbers."""
    parts = urlsplit(url)
    names = " ".join(sorted(name for name, _ in parse_qsl(parts.query)))
    path = _DIGITS.sub("#", parts.path)
    return f"{parts.netloc}{path}?{names}" if path != parts.path or _DIGITS.search(parts.query) else None


class TrapGuard:
    """Tells when a family of listing pages has stopped showing articles that its last pages did not show.

    A real archive shows other articles on every page; a trap shows the sidebar again and again. Memory is bounded: a few pages a family.
    """

    def __init__(self) -> None:
        self._shown: dict[str, deque[frozenset[str]]] = {}
        self._barren: dict[str, int] = {}

    def look(self, url: str, articles: Iterable[str]) -> None:
        """Takes note of the articles that a listing page links to."""
        family = family_of(url)
        if family is None:
            return
        shown = self._shown.setdefault(family, deque(maxlen=_REMEMBERED))
        found = frozenset(articles)
        is_new = bool(found.difference(*shown)) if shown else True
        self._barren[family] = 0 if is_new else self._barren.get(family, 0) + 1
        shown.append(found)

    def is_trap(self, url: str) -> bool:
        """Whether further pages of this address' family are not worth asking for."""
        family = family_of(url)
        return family is not None and self._barren.get(family, 0) >= BARREN_PAGES
