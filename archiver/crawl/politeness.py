"""The pace of a crawl: Scrapy's AutoThrottle, never faster than robots.txt's Crawl-delay or the user's --delay."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from archiver.crawl.session import Session, session_of


class Politeness(AutoThrottle):
    """AutoThrottle with a floor for each host.

    The floor is the largest of: ``DOWNLOAD_DELAY`` (for a loopback address, the user's own machine, nothing), the profile's ``delay``, and
    the Crawl-delay that robots.txt states. ``--delay`` takes the place of ``DOWNLOAD_DELAY``, and cannot undercut Crawl-delay. A host with
    a Crawl-delay is asked one request at a time, without jitter that would shorten the pause. Without ``AUTOTHROTTLE_ENABLED`` the pace
    does not adapt, but the floors stand.
    """

    def __init__(self, crawler: Crawler):
        try:
            super().__init__(crawler)
        except NotConfigured:
            # AUTOTHROTTLE_ENABLED is off: the pace does not adapt, but the floors stand all the same.
            crawler.signals.connect(self._set_floors, signal=signals.spider_opened)
        self.crawler = crawler
        self._session: Session = session_of(crawler)
        self._user_agent: str = self._session.user_agent
        self._default: float = crawler.settings.getfloat("DOWNLOAD_DELAY")
        self._floors: dict[str, float] = {}  # host name, as the downloader's slots are named -> seconds
        crawler.signals.connect(self._robots_parsed, signal=signals.robots_parsed)

    def _spider_opened(self, spider: Spider) -> None:
        super()._spider_opened(spider)
        self.mindelay = 0.0  # each slot has its own floor
        self._set_floors()

    def _set_floors(self) -> None:
        for site in self._session.sites:
            name = urlsplit(site.home_url).hostname or ""
            self._set_floor(name, max(self._wanted_delay(name), site.profile.delay or 0.0), one_by_one=False)

    def _wanted_delay(self, name: str) -> float:
        if self._session.options.delay is not None:
            return self._session.options.delay
        return 0.0 if is_loopback(name) else self._default

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        delay = robotparser.crawl_delay(self._user_agent)
        site = self._session.site_of(request.url)
        if site is not None:
            with self._session.archive.db.atomic() as db:
                db.conn.execute("UPDATE sites SET crawl_delay = ? WHERE id = ?", (delay, site.id))
        name = urlsplit(request.url).hostname or ""
        stated = site.profile.delay if site is not None else None
        self._set_floor(name, max(self._wanted_delay(name), stated or 0.0, delay or 0.0), one_by_one=bool(delay))

    def _set_floor(self, name: str, seconds: float, *, one_by_one: bool) -> None:
        self._floors[name] = seconds
        downloader = self.crawler.engine.downloader
        # For slots to come (idle ones are dropped after a minute) and for the one that robots.txt itself came through.
        slot_settings: dict[str, float] = {"delay": seconds}
        if one_by_one:
            slot_settings |= {"jitter": 0.0, "concurrency": 1}
        downloader.per_slot_settings[name] = slot_settings
        if (slot := downloader.slots.get(name)) is not None:
            slot.delay = max(slot.delay, seconds)
            if one_by_one:
                slot.jitter, slot.concurrency = 0.0, 1

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        super()._response_downloaded(response, request, spider)
        name, slot = self._get_slot(request, spider)
        if slot is not None and name is not None:
            slot.delay = max(slot.delay, self._floors.get(name, self._default))


def is_loopback(name: str) -> bool:
    """Whether a host name is this machine itself."""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name == "localhost" or name.endswith(".localhost")
