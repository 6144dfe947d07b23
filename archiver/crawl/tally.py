"""What a run has done so far: the figures behind the progress display, the summary and the exit code."""

from __future__ import annotations

import time
from collections import Counter

import attrs

from archiver import exits, urls
from archiver.models import Fetch
from archiver.store.writer import Stored


@attrs.define
class Tally:
    """Counts of one run."""

    started: float = attrs.field(factory=time.monotonic)
    fetches: int = 0
    articles: int = 0  #: article pages stored, new or seen before
    new_articles: int = 0
    comments: int = 0  #: comments read from pages, each page's own
    new_comments: int = 0
    outcomes: Counter[str] = attrs.field(factory=Counter)
    errors: Counter[str] = attrs.field(factory=Counter)  #: reason -> how often, of failed and gone
    hosts: Counter[str] = attrs.field(factory=Counter)  #: host -> fetches
    lost: int = 0  #: answers that could not be stored

    def count(self, fetch: Fetch, stored: Stored) -> None:
        self.fetches += 1
        self.outcomes[fetch.outcome] += 1
        self.hosts[urls.host_of(fetch.url)] += 1
        if fetch.outcome in ("failed", "gone") and fetch.error:
            self.errors[fetch.error] += 1
        self.articles += fetch.article is not None
        self.new_articles += stored.new_articles
        self.comments += len(fetch.comments)
        self.new_comments += stored.new_comments

    @property
    def elapsed(self) -> float:
        """Seconds since the run began."""
        return time.monotonic() - self.started

    @property
    def rate(self) -> float:
        """Fetches a second."""
        return self.fetches / max(self.elapsed, 0.001)

    def exit_code(self, *, interrupted: bool) -> int:
        """How the run ended, as an exit code."""
        if interrupted:
            return exits.INTERRUPTED
        if self.fetches and not self.outcomes["ok"]:
            return exits.NOTHING_FETCHED
        return exits.WITH_FAILURES if self.outcomes["failed"] or self.lost else exits.ALL_WELL
