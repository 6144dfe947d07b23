"""Second step: one form for text, addresses and keys."""

from __future__ import annotations

from archiver import normalise
from archiver.models import Fetch


class Normalise:
    """Settles the form of what was parsed."""

    def process_item(self, fetch: Fetch) -> Fetch:
        if fetch.article is not None and fetch.page is not None:
            fetch.article = normalise.article(fetch.article, fetch.page)
        fetch.comments = normalise.comments(fetch.comments)
        return fetch
