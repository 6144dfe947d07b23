"""First step: a page becomes records."""

from __future__ import annotations

import logging

from scrapy.crawler import Crawler

from archiver.comments import parse_thread
from archiver.crawl.session import Session, session_of
from archiver.extract import extract_article
from archiver.models import Fetch

logger = logging.getLogger(__name__)


class Parse:
    """Fills a fetch's article and comments from its page; a page that cannot be parsed is recorded with the reason."""

    def __init__(self, session: Session):
        self._profiles = {site.id: site.profile for site in session.sites}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Parse:
        return cls(session_of(crawler))

    def process_item(self, fetch: Fetch) -> Fetch:
        page = fetch.page
        if page is None or page.kind not in ("article", "listing", "comments"):
            return fetch
        try:
            fetch.charset_used = page.decoded[0]
            if page.kind != "comments":
                fetch.article = extract_article(page, self._profiles[fetch.site_id])
            if page.kind == "comments" or fetch.article is not None:
                fetch.thread = parse_thread(page)
                fetch.comments = fetch.thread.comments
        except Exception as error:
            logger.exception("%s could not be parsed", fetch.url)
            fetch.article, fetch.thread, fetch.comments = None, None, ()
            fetch.outcome, fetch.error = "failed", f"page could not be parsed: {type(error).__name__}: {error}"
        if page.kind == "article" and fetch.article is None and fetch.outcome == "ok":
            fetch.error = "not an article"
        return fetch
