"""Dates in the state that a page's own scripts are started with: ``__NEXT_DATA__``, ``__NUXT__``, ``window.__STATE__`` and their like.

Such a state holds other articles, too. So a date counts only where the object that has it also names this page: by its address, by the last
part of it, or by the headline.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from archiver import urls
from archiver.extract.metadata import Candidate, Node
from archiver.extract.reading import Reading
from archiver.text import fold

#: Names of the day of publication, in lower case without underscores: schema.org's and WordPress', then those of content systems
#: (Contentful, Sanity, Strapi, Ghost, Arc, Prismic, Wagtail).
_NAMES = (
    "datepublished", "publishedat", "published", "firstpublishedat", "firstpublishat", "firstpublishdate", "firstpublicationdate", "publisheddate",
    "publishdate", "publicationdate", "publishedon", "publishtime", "publishedtime", "firstpublished", "pubdate", "dateposted",
)  # fmt: skip
_ANY = ("publish", "publication", "pubdate", "dateposted", "date_posted", "modified")
#: Names of what an object is called.
_TITLES = frozenset({"title", "headline", "name"})
_ADDRESSES = frozenset({"slug", "url", "uid", "path", "link", "href", "canonicalurl", "fullslug", "permalink", "webpageurl"})
_START = re.compile(r"[{\[]")
_DECODER = json.JSONDecoder(strict=False)
# Characters; a shorter last part of an address, or a title, may be that of anything.
_TELLING = 8
_STARTS, _MOST = 40, 200_000
_SECONDS, _MILLISECONDS = range(10**8, 10**10), range(10**11, 10**13)


def dates(reading: Reading) -> Iterator[Candidate]:
    """What the scripts' state says of this article."""
    own = _Own(reading)
    for script in reading.page.tree.iter("script"):
        text = script.text or ""
        small = text.lower()
        if any(name in small for name in _ANY) and "ld+json" not in (script.get("type") or ""):
            for value in _values(text):
                yield from own.dates(value)


class _Own:
    """What a page is known by."""

    def __init__(self, reading: Reading) -> None:
        self._url = reading.page.final_url
        self._key = urls.key(self._url)
        self._slug = urlsplit(self._url).path.rstrip("/").rpartition("/")[2]
        self._headline = fold(reading.headline or "")

    def dates(self, value: Any) -> Iterator[Candidate]:
        """The dates of the objects inside a value that name this page, outer first."""
        level, seen = [value], 0
        while level and seen < _MOST:
            seen += len(level)
            for each in level:
                if isinstance(each, dict):
                    yield from self._of(each)
            inside = (inner for each in level for inner in (each.values() if isinstance(each, dict) else each))
            level = [inner for inner in inside if isinstance(inner, dict | list)]

    def _of(self, node: Node) -> Iterator[Candidate]:
        plain = {name.lower().replace("_", ""): value for name, value in node.items() if isinstance(value, str | int)}
        # WordPress' REST interface has "date" beside "modified" or "status": "publish"; elsewhere a mere date may be that of a change.
        names = (*_NAMES, "date") if "modified" in plain or plain.get("status") == "publish" else _NAMES
        stated = [(name, plain[name]) for name in names if plain.get(name)]
        if stated and any(self._is_called(name, value) for name, value in plain.items() if isinstance(value, str)):
            yield from (Candidate(text, f"script:{name}") for name, value in stated if (text := _text(value)))

    def _is_called(self, name: str, value: str) -> bool:
        if name in _TITLES:
            return len(self._headline) >= _TELLING and fold(value) == self._headline
        if name not in _ADDRESSES:
            return False
        if len(self._slug) >= _TELLING and value.rstrip("/").rpartition("/")[2] == self._slug:
            return True
        address = urls.absolute(self._url, value) if "/" in value else None
        return address is not None and urls.key(address) == self._key


def _values(text: str) -> Iterator[Any]:
    """The JSON in a script: the whole, or what is assigned in it; in React's stream that inside its strings."""
    streamed = "self.__next_f.push(" in text[:200]
    for value in _decoded(text):
        for inner in value if streamed and isinstance(value, list) else ():
            yield from _decoded(inner) if isinstance(inner, str) else ()
        yield value


def _decoded(text: str) -> Iterator[Any]:
    at = 0
    for _ in range(_STARTS):
        match = _START.search(text, at)
        if match is None:
            return
        try:
            value, at = _DECODER.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            at = match.end()
            continue
        yield value


def _text(value: str | int) -> str | None:
    """A date as text; numbers are seconds or milliseconds since 1970."""
    if isinstance(value, str):
        return value
    seconds = value if value in _SECONDS else value / 1000 if value in _MILLISECONDS else None
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
