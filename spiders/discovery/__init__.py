"""Where articles are found. Each source is a file with a NAME and ``links(page)``, which reads addresses from a page that was fetched."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

from archiver.models import Page
from spiders.discovery import feed, listing, sitemap, wordpress
from spiders.discovery.link import Link


class Source(Protocol):
    """A discovery source."""

    NAME: str

    def links(self, page: Page) -> Iterator[Link]:
        """The addresses that a page of this source's kind holds; none for other pages."""
        ...


SOURCES: tuple[Source, ...] = (sitemap, feed, wordpress, listing)
NAMES = tuple(source.NAME for source in SOURCES)


def discover(page: Page, without: Collection[str] = ()) -> Iterator[Link]:
    """What all sources, but those switched off, find on a page."""
    for source in SOURCES:
        if source.NAME not in without:
            yield from source.links(page)
