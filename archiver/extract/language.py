"""The language that the page declares; it decides how dates are read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archiver.extract import override
from archiver.extract.metadata import Candidate, strings
from archiver.extract.reading import Reading
from archiver.extract.weighing import first
from archiver.text import clean

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def find(reading: Reading) -> Candidate | None:
    """A BCP 47 tag."""
    tags = (Candidate(clean(each.value).replace("_", "-"), each.source) for each in _declared(reading))
    return first(reading, "language", tags, _refusal)


def _refusal(candidate: Candidate) -> str | None:
    return None if _TAG.fullmatch(candidate.value) else "no language tag such as en or en-GB"


def _declared(reading: Reading) -> Iterator[Candidate]:
    yield from override.texts(reading, "language")
    tree = reading.page.tree
    if tree.tag == "html" and (tag := tree.get("lang") or tree.get("xml:lang")):
        yield Candidate(tag, "html[lang]")
    yield from (Candidate(each, reading.metadata.source("inLanguage")) for each in strings(reading.metadata.article.get("inLanguage")))
    yield from reading.metadata.stated(("og:locale", "content-language", "language"))
