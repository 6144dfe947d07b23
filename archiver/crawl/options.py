"""What a user can ask of one run."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import attrs


@attrs.frozen(kw_only=True)
class CrawlOptions:
    """The options of ``archiver crawl``, as Scrapy's components see them."""

    seeds: tuple[str, ...]  #: addresses given on the command line, canonical
    url_files: tuple[Path, ...] = ()  #: files with an article's address a line
    without: frozenset[str] = frozenset()  #: discovery sources that are switched off
    since: datetime | None = None  #: articles published before this are not wanted; aware
    until: datetime | None = None  #: articles published after this are not wanted; aware
    section: str | None = None  #: only articles of this section, by its name in URLs ("politics")
    comments: bool = True  #: whether threads are fetched
    media: bool = False  #: whether images of articles and comments are fetched
    max_articles: int | None = None  #: stop when this many articles have been stored, their threads finished
    max_requests: int | None = None
    max_time: float | None = None  #: seconds
    contact: str | None = None  #: mail or web address, told in the user agent
    delay: float | None = None  #: seconds between requests to one host, at the least
    fresh: bool = False  #: start a new visit though the last one is not finished

    def as_json(self) -> str:
        """For ``runs.arguments``: the options that were given."""
        given = attrs.asdict(self, filter=lambda attribute, value: value not in (None, (), frozenset(), attribute.default))
        return json.dumps(given, default=_plain)


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value.isoformat() if isinstance(value, datetime) else str(value)
