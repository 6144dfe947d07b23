"""Last step: the records and the acknowledgement of their request, in one transaction."""

from __future__ import annotations

import logging
import sqlite3

from scrapy.crawler import Crawler

from archiver.crawl.session import Session, session_of
from archiver.models import Fetch
from archiver.store.writer import Stored

logger = logging.getLogger(__name__)


class Store:
    """Writes a fetch and what it brought. If that fails nothing of it is written, and its request stays in the ledger for the next run."""

    def __init__(self, session: Session):
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Store:
        return cls(session_of(crawler))

    def process_item(self, fetch: Fetch) -> Fetch:
        session = self._session
        try:
            with session.archive.db.atomic():
                stored = self._write(fetch)
        except sqlite3.Error:
            session.tally.lost += 1
            session.ledger.abandon(fetch.lease_id)
            logger.exception("%s could not be stored; the next run will ask for it again", fetch.url)
            raise
        session.tally.count(fetch, stored)
        return fetch

    def _write(self, fetch: Fetch) -> Stored:
        session = self._session
        session.writer.refuse_strays(fetch)
        fetch_id = session.writer.record_fetch(fetch, run_id=session.run_id)
        if fetch.outcome == "retry" and fetch.retry_at is not None:
            session.ledger.release(fetch.lease_id, due_at=fetch.retry_at, host_waits=fetch.host_waits)
            return Stored()
        stored = session.writer.store(fetch, fetch_id)
        session.writer.keep_images(fetch, run_id=session.run_id)
        also = [fetch.final_url] if fetch.redirects and fetch.final_url and fetch.outcome == "ok" else []
        session.ledger.acknowledge(fetch.lease_id, failed=fetch.outcome == "failed", also=also)
        session.writer.settle_thread(fetch, run_id=session.run_id, followed=session.options.comments)
        return stored
