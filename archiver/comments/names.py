"""Names that are no names: what software prints where a commenter gave none."""

from __future__ import annotations

import re

# WordPress prints this for an empty author without an account (get_comment_author()), here in its most used translations. A commenter who
# really signs with the word is read as nameless too: the page does not tell the two apart, and says no more about either.
_NO_NAME = frozenset(
    "anonymous anonym anonyme anónimo anônimo anonimo anònim anoniem anonim anonymní anonyymi névtelen ανώνυμος аноним анонім анонимен"
    " nimetön مجهول אנונימי 匿名 익명 ناشناس isimsiz".split()
) | {"anonymous coward"}  # Slash
# Drupal adds this to the name of who has no account.
_UNVERIFIED = re.compile(
    r"\s*\((?:not verified|nicht überprüft|non vérifié|no verificado|non verificato|niet gecontroleerd)\)$", re.IGNORECASE
)


def given_name(name: str | None, link: str | None) -> str | None:
    """The name as shown; None for the stand-in of a missing one. Who leaves an address has an identity, whatever the name."""
    given = _UNVERIFIED.sub("", name or "")
    return None if not given or (link is None and given.casefold() in _NO_NAME) else given


# Old Reddit, Lobsters and ForumMagnum, among others, print this in brackets where a name or a text was.
_PLACEHOLDER = re.compile(r"\[(?:[^\]]{0,40} )?(?:deleted|removed)(?: [^\]]{0,60})?\]", re.IGNORECASE)


def is_placeholder(words: str | None) -> bool:
    """Whether the words stand for a name or a text that was deleted."""
    return _PLACEHOLDER.fullmatch(words or "") is not None
