"""Third step: what contradicts itself is refused, with a reason."""

from __future__ import annotations

from datetime import datetime

from scrapy.crawler import Crawler

from archiver import validate
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
        fetched_at = datetime.fromisoformat(fetch.fetched_at)
        if fetch.article is not None:
            fetch.article, refused = validate.article(fetch.article, fetched_at, since=self._since, until=self._until)
            fetch.rejected += refused
            if fetch.article is None:
                fetch.comments = ()
        fetch.comments, refused = validate.comments(fetch.comments, fetched_at)
        fetch.rejected += refused
        return fetch
