"""An answer of the newsroom, before it goes over the wire."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any

import attrs

HTML = "text/html; charset=UTF-8"
XML = "text/xml; charset=UTF-8"


@attrs.frozen(kw_only=True)
class Reply:
    """Status, headers and body of one answer."""

    status: int = 200
    content_type: str = HTML
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    stream: Callable[[], Iterator[bytes]] | None = None  #: instead of ``body``: pieces, sent as long as the client reads
    announced_length: int | None = None  #: Content-Length where it is not the body's
    delay: float = 0.0  #: seconds before the answer
    revalidates: bool = False  #: sent with an ETag; feeds and sitemaps are, WordPress's articles are not

    @property
    def length(self) -> int:
        return len(self.body) if self.announced_length is None else self.announced_length

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:16]}"'

    def unless(self, known_etag: str | None) -> Reply:
        """The answer to a client that may have the body already: 304 if it has."""
        if not self.revalidates:
            return self
        headers = (*self.headers, ("ETag", self.etag))
        if known_etag == self.etag:
            return attrs.evolve(self, status=304, body=b"", headers=headers)
        return attrs.evolve(self, headers=headers)


def redirect(location: str) -> Reply:
    """301 to an absolute address."""
    return Reply(status=301, headers=(("Location", location),))


def as_json(data: Any, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    """JSON as WordPress sends it."""
    return Reply(status=status, content_type="application/json; charset=UTF-8", body=json.dumps(data).encode(), headers=headers)
