"""Why a value was chosen: every candidate that was looked at, and what was thought of it. Kept only when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import attrs

from archiver.extract.metadata import Candidate
from archiver.text import fold

if TYPE_CHECKING:
    from archiver.extract.reading import Reading

CHOSEN = "chosen"


@attrs.frozen
class Weighed:
    """One candidate for a field, and what became of it."""

    field: str  #: of ``Article``, as in its ``sources``; ``article`` for whether the page is one
    value: str  #: as the page states it
    source: str  #: where, as in ``Article.sources``
    verdict: str  #: ``chosen``, perhaps with the reason behind a colon; else why not, in plain words

    @property
    def is_chosen(self) -> bool:
        return self.verdict.startswith(CHOSEN)


def first(reading: Reading, field: str, candidates: Iterable[Candidate], refusal: Callable[[Candidate], str | None]) -> Candidate | None:
    """The first candidate that nothing speaks against; ``refusal`` says what does, in words.

    The others are looked at only when the reading keeps what it weighs.
    """
    chosen: Candidate | None = None
    for candidate in candidates:
        why = refusal(candidate)
        if why is None and chosen is None:
            if reading.weighed is None:
                return candidate
            chosen, why = candidate, CHOSEN
        reading.weigh(field, candidate, why or beside(candidate, chosen))
    return chosen


def beside(candidate: Candidate, chosen: Candidate | None) -> str:
    """What is said of a candidate that nothing speaks against but another one, which was chosen before."""
    if chosen is None:
        return "not chosen"
    return f"agrees with {chosen.source}" if fold(candidate.value) == fold(chosen.value) else f"comes after {chosen.source}"


def too_long(limit: int) -> str:
    """What is said of a text that is longer than its field ever is."""
    return f"longer than {limit} characters"
