"""Runs Scrapy for a session, in this process, and stops it cleanly."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.settings import Settings
from twisted.python.failure import Failure

from archiver.crawl.outcome import NotSent
from archiver.crawl.session import Session

#: Seconds that answers on their way get after SIGINT or SIGTERM; what has not come by then is asked for again by the next run.
GRACE = 4.0


def run(session: Session, settings: Mapping[str, Any]) -> None:
    """Crawls until the frontier is empty, a limit is reached, or a signal comes. ``settings`` override ``archiver.settings``."""
    merged = Settings()
    merged.setmodule("archiver.settings", priority="project")
    merged.setdict(dict(settings), priority="cmdline")
    named = [urlsplit(seed).hostname or "" for seed in session.options.seeds]
    merged.set("ARCHIVER_NAMED_HOSTS", named, priority="project")
    process = CrawlerProcess(merged)
    crawler = process.create_crawler("site")
    broken: list[Failure] = []
    process.crawl(crawler, session=session).addErrback(broken.append)
    stopper = _Stopper(session, process, crawler)
    previous = {number: signal.signal(number, stopper.signalled) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        process.start(install_signal_handlers=False)
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        session.display.close()
    if broken:
        broken[0].raiseException()


class _Stopper:
    """On the first signal: no new leases, what waits is given back, answers on their way get a few seconds. On the second: at once."""

    def __init__(self, session: Session, process: CrawlerProcess, crawler: Crawler):
        self._session = session
        self._process = process
        self._crawler = crawler

    def signalled(self, number: int, frame: FrameType | None) -> None:
        _reactor().callFromThread(self._stop_at_once if self._session.interrupted else self._stop)

    def _stop(self) -> None:
        self._session.interrupted = True
        for slot in self._crawler.engine.downloader.slots.values():
            while slot.queue:
                _, waiting = slot.queue.popleft()
                waiting.errback(NotSent("the run was interrupted"))
        self._process.stop()
        _reactor().callLater(GRACE, self._stop_at_once)

    def _stop_at_once(self) -> None:
        if _reactor().running:
            _reactor().stop()


def _reactor() -> Any:
    """The reactor that Scrapy has installed; importing it earlier would install another one."""
    from twisted.internet import reactor

    return reactor
