"""Shows a run's progress from time to time, on whatever display the session has."""

from __future__ import annotations

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call

from archiver.crawl.session import Session, session_of


class Progress:
    """Scrapy extension that calls the session's display from time to time."""

    def __init__(self, session: Session):
        self._session = session
        self._loop = create_looping_call(session.display.show, session)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Progress:
        progress = cls(session_of(crawler))
        crawler.signals.connect(progress._opened, signal=signals.spider_opened)
        crawler.signals.connect(progress._closed, signal=signals.spider_closed)
        return progress

    def _opened(self) -> None:
        self._loop.start(self._session.display.interval, now=False)

    def _closed(self) -> None:
        if self._loop.running:
            self._loop.stop()
