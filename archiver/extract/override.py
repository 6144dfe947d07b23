"""What a site's profile says of an article: where this site's pages show a field. It stands before all other candidates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import attrs

from archiver import urls
from archiver.extract import people
from archiver.extract.metadata import Candidate
from archiver.extract.outline import Element
from archiver.extract.reading import Reading, shown
from archiver.models import Byline
from archiver.text import clean, fold


def source(reading: Reading, field: str) -> str:
    """``profile:`` and the selector, as it stands in an article's sources."""
    return f"profile:{reading.overrides[field].text}"


def nodes(reading: Reading, field: str) -> list[Any]:
    """What the profile's selector of a field finds: elements and strings; nothing where the profile has none."""
    selector = reading.overrides.get(field)
    return selector.find(reading.page.tree) if selector else []


def texts(reading: Reading, field: str) -> Iterator[Candidate]:
    """The same as texts."""
    return (Candidate(text_of(node), source(reading, field)) for node in nodes(reading, field))


def text_of(node: Any) -> str:
    """A string, the content of a ``<meta>``, or what an element shows."""
    if isinstance(node, str):
        return clean(node)
    return clean(node.get("content")) if node.tag == "meta" else shown(node)


def element_of(node: Any) -> Element:
    """The element that was found, or that holds the attribute or text that was."""
    return node.getparent() if isinstance(node, str) and hasattr(node, "getparent") else node


def names(reading: Reading, field: str) -> tuple[Candidate, tuple[Byline, ...]] | None:
    """The credit line and the names in it that the selector of ``byline`` finds; for ``authors`` the names of all that it finds."""
    lines: list[Candidate] = []
    found: list[Byline] = []
    for node in nodes(reading, field):
        line = Candidate(text_of(node), source(reading, field))
        named = list(_names(reading, node, line.value))
        if not named:
            reading.weigh(field, line, "names no one")
        elif not lines or field == "authors":
            lines.append(line)
            found += named
    unique = {fold(each.name): each for each in reversed(found)}
    return (lines[0], tuple(reversed(unique.values()))) if lines else None


def _names(reading: Reading, node: Any, text: str) -> Iterator[Byline]:
    links = {} if isinstance(node, str) else {fold(people.without_label(shown(each))): each.get("href") for each in node.iter("a")}
    for each in people.split(people.without_tail(text)):
        if people.is_name(reading, each.name, personal=True):
            yield attrs.evolve(each, url=urls.absolute(reading.page.base_url, links.get(fold(each.name))))
