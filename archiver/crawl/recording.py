"""Keeps every answer of a crawl as it came, with its request: pages, robots.txt, redirects, errors, and what is tried again."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response

from archiver.crawl.session import Session, session_of
from archiver.moments import zulu
from archiver.store.payloads import Payloads
from archiver.warc.exchange import Exchange
from archiver.warc.writer import Recorder


class Recording:
    """Writes each exchange to the archive's WARC files before anything is made of it; ``request.meta["record"]`` then says where.

    Settings: ``ARCHIVER_WARC_SIZE``, bytes after which the next file is begun.
    """

    def __init__(self, session: Session, file_size: int):
        about = {"http-header-user-agent": session.user_agent, "robots": "obey", "isPartOf": f"run {session.run_id}"}
        about["description"] = "archiver crawl " + json.dumps(list(session.options.seeds))
        self._recorder = Recorder(
            session.archive.folder / "warc", session.run_id, Payloads(session.archive.db), about=about, file_size=file_size
        )

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Recording:
        recording = cls(session_of(crawler), crawler.settings.getint("ARCHIVER_WARC_SIZE"))
        crawler.signals.connect(recording._closed, signal=signals.spider_closed)
        return recording

    def process_response(self, request: Request, response: Response) -> Response:
        address = response.ip_address
        exchange = Exchange(
            url=response.url,
            method=request.method,
            sent=_pairs(request.headers),
            form=request.body,
            status=response.status,
            received=_pairs(response.headers),
            body=response.body,
            protocol=response.protocol or "HTTP/1.1",
            ip_address=str(address) if address is not None else None,
            date=zulu(datetime.now(UTC)),
        )
        request.meta["record"] = self._recorder.keep(exchange)
        return response

    def _closed(self) -> None:
        self._recorder.close()


def _pairs(headers: Headers) -> tuple[tuple[str, str], ...]:
    return tuple((name.decode("latin-1"), value.decode("latin-1")) for name, values in headers.items() for value in values)
