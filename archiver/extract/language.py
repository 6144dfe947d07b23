"""The language that the page declares, unless its script cannot be that language's; it decides how dates are read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from archiver.extract import override, scripts
from archiver.extract.metadata import Candidate, strings
from archiver.extract.reading import Reading
from archiver.extract.weighing import first
from archiver.text import clean

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


#: Elements that are looked at, the texts of them that are kept, and the characters of each that tell.
_SAMPLED, _MOST, _ENOUGH = 120, 6, 120


def find(reading: Reading) -> Candidate | None:
    """A BCP 47 tag; that of the only language in the text's script, where none is declared or a theme's was never changed."""
    written = scripts.languages(_sample(reading))
    tags = [Candidate(clean(each.value).replace("_", "-"), each.source) for each in _declared(reading)]
    by_script = [Candidate(written[0], "script of the text")] if written else []
    return first(reading, "language", [*tags, *by_script], lambda candidate: _refusal(candidate, written))


def _refusal(candidate: Candidate, written: tuple[str, ...]) -> str | None:
    if not _TAG.fullmatch(candidate.value):
        return "no language tag such as en or en-GB"
    is_other = written and candidate.value.split("-")[0].lower() not in written and not candidate.source.startswith("profile:")
    return "the text is in another script" if is_other else None


def _sample(reading: Reading) -> str:
    """The title and the first texts of the page; paragraphs, where it has some, since menus may be in another language."""
    outline = reading.outline
    texts = [reading.page.tree.findtext(".//title") or ""]
    for places in (outline.tags.get("p", ()), range(len(outline.elements))):
        for at in islice(places, _SAMPLED):
            if outline.weights[at] and (text := outline.elements[at].text):
                texts.append(text)
                if len(texts) > _MOST:
                    break
        if len(texts) > 1:
            break
    return " ".join(each[:_ENOUGH] for each in texts)


def _declared(reading: Reading) -> Iterator[Candidate]:
    yield from override.texts(reading, "language")
    tree = reading.page.tree
    if tree.tag == "html" and (tag := tree.get("lang") or tree.get("xml:lang")):
        yield Candidate(tag, "html[lang]")
    yield from (Candidate(each, reading.metadata.source("inLanguage")) for each in strings(reading.metadata.article.get("inLanguage")))
    yield from reading.metadata.stated(("og:locale", "content-language", "language"))
