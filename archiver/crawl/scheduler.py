"""Scrapy's scheduler over the ledger: requests come from the archive's own file, and only what is in flight is in memory."""

from __future__ import annotations

import time
from collections import deque
from urllib.parse import urlencode

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from archiver.crawl.session import Session, session_of
from archiver.store.ledger import Lease, Wanted


def wish(wanted: Wanted) -> Request:
    """What a spider yields to have a request entered in the ledger."""
    return Request(wanted.url, meta={"wanted": wanted})


class LedgerScheduler(BaseScheduler):
    """Hands out leases, and takes in wishes.

    A redirect comes back here as a request that still carries its lease: it is the same request going on, and goes out first.
    Settings: ``ARCHIVER_PATIENCE``, how long (seconds) a run waits for requests that are not due yet; ``CONCURRENT_REQUESTS_PER_DOMAIN``,
    how many leases a host may hold, so that none waits long in the downloader.
    """

    def __init__(self, session: Session, patience: float, per_host: int):
        self._session = session
        self._session.ledger.per_host = per_host
        self._patience = patience
        self._continued: deque[Request] = deque()
        self._spider: Spider | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> LedgerScheduler:
        settings = crawler.settings
        return cls(session_of(crawler), settings.getfloat("ARCHIVER_PATIENCE"), settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN"))

    def open(self, spider: Spider) -> None:
        self._spider = spider

    def enqueue_request(self, request: Request) -> bool:
        if "lease" in request.meta:
            self._continued.append(request)
            return True
        self._session.ledger.add(request.meta["wanted"])
        return True

    def next_request(self) -> Request | None:
        if self._continued:
            return self._continued.popleft()
        floor = self._session.floor()
        lease = None if floor is None else self._session.ledger.lease(at_least=floor)
        if lease is None:
            return None
        self._session.count_request()
        return self._request(lease)

    def has_pending_requests(self) -> bool:
        floor = self._session.floor()
        if self._continued:
            return True
        return floor is not None and self._session.ledger.has_pending(before=time.time() + self._patience, at_least=floor)

    def _request(self, lease: Lease) -> Request:
        wanted = lease.wanted
        body = urlencode(wanted.form) if wanted.form else wanted.json
        headers = {"Referer": wanted.found_on} if wanted.found_on else {}
        if wanted.form:
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
        elif wanted.json:
            headers["Content-Type"] = "application/json"
        spider = self._spider
        return Request(
            wanted.url,
            method=wanted.method,
            headers=headers,
            body=body,
            meta={"lease": lease},
            callback=spider.answered,  # type: ignore[union-attr]
            errback=spider.failed,  # type: ignore[union-attr]
        )
