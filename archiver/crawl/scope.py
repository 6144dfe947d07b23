"""What belongs to a crawl: which addresses of a site are wanted, and which redirects may be followed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

import attrs
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from archiver import urls
from archiver.crawl.options import CrawlOptions
from archiver.crawl.session import Session, Site, session_of
from archiver.profile import SiteProfile

# The publication date in an address, as WordPress permalinks and most news sites write it: /2024/03/04/x, /2024/03/x, /2024-03-04-x
_URL_DATE = re.compile(r"/(19\d\d|20\d\d)[/-](0[1-9]|1[0-2])(?:[/-](0[1-9]|[12]\d|3[01]))?(?=[/-]|$)")


@attrs.frozen
class Scope:
    """The addresses of one site that a run wants."""

    home_url: str
    options: CrawlOptions
    profile: SiteProfile

    @property
    def whole_site(self) -> bool:
        """Whether the site's root was asked for: then all sources are asked, not just what the page links to."""
        return urlsplit(self.home_url).path == "/"

    def kind_of(
        self, url: str, kind: str, *, published: datetime | None = None, modified: datetime | None = None, found_on: str | None = None
    ) -> str | None:
        """As what an address is wanted; None where it is not."""
        path = urlsplit(url).path
        if not urls.same_site(url, self.home_url) or any(pattern.search(path) for pattern in self.profile.skip):
            return None
        if kind in ("article", "listing") and any(pattern.search(path) for pattern in self.profile.articles):
            kind = "article"
        if kind == "listing" and not path.startswith(urlsplit(self.home_url).path):
            return None  # below the address that was asked for; articles may lie anywhere on the site
        wanted = self._in_section(url, kind, found_on) and self._in_time(url, published, modified)
        return kind if wanted else None

    def _in_section(self, url: str, kind: str, found_on: str | None) -> bool:
        """Whether an address, or for articles the page that led to it, names the wanted section as a step of its path."""
        if self.options.section is None or kind == "sitemap":
            return True
        wanted = self.options.section.strip("/").casefold()
        places = (url, found_on or "") if kind == "article" else (url,)
        return any(wanted in unquote(urlsplit(place).path).casefold().split("/") for place in places)

    def _in_time(self, url: str, published: datetime | None, modified: datetime | None) -> bool:
        """Whether an article can lie between ``--since`` and ``--until``, by what its source and its address tell. Unknown is yes."""
        earliest, latest = _span(url)
        earliest, latest = published or earliest, published or modified or latest
        since, until = self.options.since, self.options.until
        return not (since and latest and latest < since) and not (until and earliest and earliest > until)


def why_no_image(url: str, site: Site) -> str | None:
    """Why an image is not asked for; None where it may be: it lies on the site, on a host below its name, or on one that its profile names."""
    host, own = urls.site_of(url), site.profile.host
    if host != own and not host.endswith(f".{own}") and host not in site.profile.image_hosts:
        return f"image of another host: {host} is not among crawl.image_hosts of the site's profile"
    if any(pattern.search(urlsplit(url).path) for pattern in site.profile.skip):
        return "image that the site's profile skips"
    return None


def _span(url: str) -> tuple[datetime | None, datetime | None]:
    """First and last instant of the day or month that an address names, a day wider for time zones."""
    match = _URL_DATE.search(urlsplit(url).path)
    if match is None:
        return None, None
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 0)
    try:
        first = datetime(year, month, day or 1, tzinfo=UTC)
    except ValueError:
        return None, None
    return first - timedelta(days=1), first + timedelta(days=2 if day else 32)


class RedirectScope:
    """Refuses redirects that leave the site: an archive of one site does not quietly fetch others."""

    def __init__(self, session: Session):
        self._session = session

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RedirectScope:
        return cls(session_of(crawler))

    def process_request(self, request: Request) -> None:
        passed = request.meta.get("redirect_urls")
        if passed and not urls.same_site(request.url, passed[0]):
            raise IgnoreRequest(f"redirect leaves the site: {request.url}")
