"""Fetches a single page as a crawl would: the same user agent, robots.txt, limits and guards, and nothing is kept."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from scrapy.crawler import Crawler

from archiver.crawl.options import CrawlOptions
from archiver.crawl.run import run
from archiver.crawl.session import Session, session_of
from archiver.models import Fetch, Page


class NotFetched(Exception):
    """A page did not come; the message says why, in words."""


def fetch_page(url: str, contact: str | None = None) -> Page:
    """The page of an address. Once a process: Scrapy's reactor cannot be started twice.

    :param contact: mail or web address, told in the user agent.
    :raises NotFetched: where it may not be fetched, or does not come; it is not tried again.
    :raises KeyboardInterrupt: on SIGINT or SIGTERM.
    """
    options = CrawlOptions(seeds=(url,), without=frozenset({"sitemap"}), comments=False, max_requests=1, contact=contact)
    with TemporaryDirectory(prefix="archiver-") as folder:
        session = _OnePage.open(Path(folder), options)
        with session.archive:
            try:
                run(session, {"ITEM_PIPELINES": {_Keep: 100}, "ARCHIVER_ATTEMPTS": 1})
            finally:
                session.finish()
    if session.interrupted:
        raise KeyboardInterrupt
    fetch = session.fetch
    if fetch is None or fetch.page is None:
        reason = (fetch.error if fetch else None) or "no answer came"
        raise NotFetched(f"{url} was not fetched: {reason.rstrip('.')}.")
    return fetch.page


class _OnePage(Session):
    """A run of one request, on an archive that is thrown away."""

    fetch: Fetch | None = None  #: how the request ended


class _Keep:
    """The only pipeline of such a run."""

    def __init__(self, session: Session):
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> _Keep:
        return cls(session_of(crawler))

    def process_item(self, fetch: Fetch) -> Fetch:
        if isinstance(self._session, _OnePage):
            self._session.fetch = fetch
        return fetch
