"""First step: a page becomes records."""

from __future__ import annotations

from scrapy.crawler import Crawler

from archiver import process
from archiver.crawl.session import Session, session_of
from archiver.models import Fetch


class Parse:
    """Fills a fetch's article and comments from its page."""

    def __init__(self, session: Session):
        self._profiles = {site.id: site.profile for site in session.sites}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Parse:
        return cls(session_of(crawler))

    def process_item(self, fetch: Fetch) -> Fetch:
        return process.parse(fetch, self._profiles[fetch.site_id])
