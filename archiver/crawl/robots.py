"""robots.txt, as RFC 9309 reads it: kept as evidence, and while it cannot be read nothing may be fetched."""

from __future__ import annotations

import logging

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.robotstxt import RobotParser

from archiver.crawl.session import Session, session_of

logger = logging.getLogger(__name__)


class RobotsUnreachable(IgnoreRequest):
    """A request was not sent, since the site's robots.txt could not be read (RFC 9309, 2.3.1.4)."""


class RobotsForbidden(IgnoreRequest):
    """A request was not sent, since robots.txt disallows it."""


class Robots(RobotsTxtMiddleware):
    """Scrapy's middleware, save that an unreachable robots.txt forbids everything, a missing one (4xx) nothing, and that it is kept.

    Settings: ``ROBOTSTXT_OBEY``, ``USER_AGENT``.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._session: Session = session_of(crawler)
        self._unreachable: dict[str, str] = {}  # host and port -> why

    async def robot_parser(self, request: Request) -> RobotParser | None:
        parser = await super().robot_parser(request)
        if (reason := self._unreachable.get(_netloc(request))) is not None:
            raise RobotsUnreachable(f"robots.txt could not be read: {reason}")
        return parser

    def process_request_2(self, rp: RobotParser | None, request: Request) -> None:
        try:
            super().process_request_2(rp, request)
        except IgnoreRequest as refused:
            raise RobotsForbidden("forbidden by robots.txt") from refused

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status >= 500 or response.status == 429:
            raise IgnoreRequest(f"HTTP {response.status}")
        if response.status >= 400:
            response = response.replace(body=b"")  # an error page is no robots.txt
        else:
            self._keep(request.url, response)
        await super()._parse_robots(response, netloc, request)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        self._unreachable[netloc] = str(exc) or type(exc).__name__
        logger.error("robots.txt of %s could not be read (%s): nothing is fetched from it in this run", netloc, self._unreachable[netloc])
        super()._robots_error(exc, netloc)

    def _keep(self, url: str, response: Response) -> None:
        site = self._session.site_of(url)
        if site is not None:
            with self._session.archive.db.atomic() as db:
                db.conn.execute("UPDATE sites SET robots_txt = ? WHERE id = ?", (response.body.decode("utf-8", "replace"), site.id))


def _netloc(request: Request) -> str:
    return request.url.split("/")[2]
