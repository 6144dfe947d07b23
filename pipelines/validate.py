"""Third step: what contradicts itself is refused, with a reason."""

from __future__ import annotations

from scrapy.crawler import Crawler

from archiver import process
from archiver.crawl.session import Session, session_of
from archiver.models import Fetch


class Validate:
    """Refuses values and records, and says why in ``fetch.rejected``."""

    def __init__(self, session: Session):
        self._since, self._until = session.options.since, session.options.until

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Validate:
        return cls(session_of(crawler))

    def process_item(self, fetch: Fetch) -> Fetch:
        return process.refuse(fetch, since=self._since, until=self._until)
