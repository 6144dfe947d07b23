"""Whether the article can be read by everyone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from archiver.extract.body import Body
from archiver.extract.metadata import Candidate, as_list
from archiver.extract.outline import Element
from archiver.extract.reading import Reading
from archiver.text import inline_text

_STATED = {"true": True, "false": False, "1": True, "0": False, "yes": True, "no": False}
#: ``article:content_tier`` (Facebook, 2017); "metered" tells nothing of this reading.
_TIERS = {"free": True, "locked": False}
#: Class names of the box that stands where the text is cut off, as publishers and Jetpack name it; a bar or button only advertises.
_WALL = re.compile(
    r"(?:.+[-_])?(?:paywall|regwall|registration-wall|subscription-wall|subscribe-wall)(?:[-_](?:container|content|overlay|inline|prompt))?"
)
# Fewer words than this are a teaser, not a part of the article; fewer characters are no box.
_PART, _BOX = 40, 20
_UNSEEN = re.compile(r"display:\s*none", re.IGNORECASE)


def find(reading: Reading, body: Body | None) -> Candidate | None:
    """Open, or partial where a part of the text is there, or paywalled where it is not.

    schema.org's isAccessibleForFree says so, or the tier in a meta tag, or a wall with text in it that stands in the article after its first words.
    """
    free, source = _stated(reading)
    if free is None:
        wall = next(_walls(reading), None)
        if wall is None:
            return None
        free, source = False, f".{wall}"
    part = body is not None and len(body.text.split()) >= _PART
    return Candidate("open" if free else "partial" if part else "paywalled", source)


def _stated(reading: Reading) -> tuple[bool | None, str]:
    metadata = reading.metadata
    free = _free(metadata.article.get("isAccessibleForFree"))
    if free is not None:
        return free, metadata.source("isAccessibleForFree")
    tier = next(metadata.stated(("article:content_tier",)), None)
    return (_TIERS.get(tier.value.lower()), tier.source) if tier else (None, "")


def _free(value: Any) -> bool | None:
    """True, "True", "http://schema.org/True" and their opposites."""
    stated = next(iter(as_list(value)), None)
    return stated if isinstance(stated, bool) else _STATED.get(str(stated).rpartition("/")[2].lower())


def _walls(reading: Reading) -> Iterator[str]:
    """The class names of walls in the article, from its first words to the end of what holds it."""
    outline = reading.outline
    start, end = reading.first_text, outline.ends[reading.scope]
    for name in filter(_WALL.fullmatch, outline.classes):
        yield from (name for at in outline.classes[name] if start <= at < end and _is_seen(outline.elements[at]))
    for at, root in outline.asides:
        if start <= at <= end:
            yield from (name for name in (root.get("class") or "").lower().split() if _WALL.fullmatch(name) and _is_seen(root))


def _is_seen(element: Element) -> bool:
    return "hidden" not in element.attrib and not _UNSEEN.search(element.get("style") or "") and len(inline_text(element)) >= _BOX
