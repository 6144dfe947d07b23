"""The spider for a site: asks the discovery sources for articles, fetches them, and follows their threads."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from scrapy.utils.datatypes import LocalCache
from twisted.python.failure import Failure

from archiver import urls
from archiver.comments import follow_ups
from archiver.crawl.options import CrawlOptions
from archiver.crawl.outcome import NotSent, Outcomes, unanswered
from archiver.crawl.scheduler import wish
from archiver.crawl.scope import Scope
from archiver.crawl.session import Session, Site
from archiver.extract import extract_article
from archiver.extract.address import article_address
from archiver.models import Fetch, FollowUp, Page
from archiver.store.ledger import Wanted
from spiders.discovery import discover, sitemap, url_file
from spiders.discovery.link import Link
from spiders.discovery.traps import TrapGuard

# Pages that a run starts with come before other listings, and after threads that are under way.
_SEED_BOOST = 25
# Answers in a row that were none, after which an interface counts as closed for the run.
_REFUSALS = 3
# How many addresses are remembered as entered, so that the links of a navigation are not written again for every page.
_REMEMBERED = 50_000


class SiteSpider(Spider):
    """Crawls the sites of a session. From Scrapy's own command line: ``scrapy crawl site -a url=https://example.org/``."""

    name = "site"

    def __init__(self, session: Session, outcomes: Outcomes, **kwargs: Any):
        super().__init__(**kwargs)
        self.session = session
        self._outcomes = outcomes
        self._scopes: dict[int, list[Scope]] = {}  # of a site: one for each address of it that was asked for
        for site in session.sites:
            self._scopes.setdefault(site.id, []).append(Scope(site.home_url, session.options, site.profile))
        self._traps = TrapGuard()
        self._refusals: Counter[tuple[int, str]] = Counter()  # by site and system: answers in a row that were none
        self._entered: LocalCache[tuple[int, str, str], bool] = LocalCache(_REMEMBERED)

    @classmethod
    def from_crawler(cls, crawler: Crawler, session: Session | None = None, url: str | None = None, **kwargs: Any) -> SiteSpider:
        if session is None:
            if url is None or urls.absolute(url, url) is None:
                raise ValueError("Name the site: scrapy crawl site -a url=https://example.org/")
            session = Session.open(Path(crawler.settings["ARCHIVER_ARCHIVE"]), CrawlOptions(seeds=(urls.canonical(url),)))
            crawler.signals.connect(session.close, signal=signals.spider_closed, weak=False)
        crawler.settings.set("USER_AGENT", session.user_agent, priority="spider")
        spider = cls(session, Outcomes(crawler.settings), **kwargs)
        spider._set_crawler(crawler)
        crawler.signals.connect(spider._robots_parsed, signal=signals.robots_parsed)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The addresses that the user gave; a resumed visit has them in its ledger already."""
        for site in self.session.sites:
            if not site.resumed:
                yield wish(Wanted(site_id=site.id, url=site.home_url, kind="listing", found_by="seed", boost=_SEED_BOOST))
        for path in self.session.options.url_files:
            for link in url_file.links(path):
                if (site_of_link := self.session.site_of(link.url)) is not None:
                    yield wish(Wanted(site_id=site_of_link.id, url=link.url, kind=link.kind, found_by=link.found_by))
                else:
                    self.logger.warning("%s (from %s) belongs to no site of this crawl: name its site too", link.url, path)

    def _robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """robots.txt of a site has been read, before its first page: it names the sitemaps."""
        site = self.session.site_of(request.url)
        if site is None or "sitemap" in self.session.options.without:
            return
        for link in sitemap.from_robots(robotparser.rp.sitemaps, request.url):  # type: ignore[attr-defined]  # Protego's
            for wanted in self._accepted([link], site, found_on=None):
                self.crawler.engine.crawl(wish(wanted))

    def answered(self, response: Response) -> Iterator[Request | Fetch]:
        """New requests first, then the one ``Fetch``: what a page led to is in the ledger before the page is acknowledged."""
        fetch = self._outcomes.of_response(response)
        if fetch.page is None:
            yield from self._otherwise(fetch, response.request)  # type: ignore[arg-type]  # Scrapy's scraper sets it
            return
        fetch.page.keys = next(site.profile.keys for site in self.session.sites if site.id == fetch.site_id)
        if "system" in fetch.page.context:
            self._refusals[fetch.site_id, fetch.page.context["system"]] = 0
        try:
            for wanted in self._wanted(fetch.page, fetch.site_id):
                yield wish(wanted)
        except Exception as error:
            self.logger.exception("The links of %s could not be read", fetch.url)
            fetch.outcome, fetch.error = "failed", f"links could not be read: {type(error).__name__}: {error}"
        yield fetch

    def failed(self, failure: Failure) -> Iterator[Request | Fetch]:
        """A request that brought no page ends as a ``Fetch`` too; one that was never sent goes back."""
        if isinstance(failure.value, NotSent):
            self.session.ledger.give_back(failure.request.meta["lease"].id)  # type: ignore[attr-defined]  # Scrapy's
            return
        fetch = self._outcomes.of_failure(failure, failure.request)  # type: ignore[attr-defined]  # Scrapy's
        yield from self._otherwise(fetch, failure.request)  # type: ignore[attr-defined]  # Scrapy's

    def _otherwise(self, fetch: Fetch, request: Request) -> Iterator[Request | Fetch]:
        """Where a comment system's interface gave no answer, the system may know another way to the thread."""
        context = dict(request.meta["lease"].wanted.context)
        if fetch.outcome != "retry" and "system" in context:
            self._refusals[fetch.site_id, context["system"]] += 1
            yield from (wish(wanted) for wanted in self._thread(unanswered(fetch, request), fetch.site_id))
        yield fetch

    def _wanted(self, page: Page, site_id: int) -> Iterator[Wanted]:
        """What a page leads to: the rest of its thread, then other pages of the site."""
        if self.session.options.comments and page.kind in ("article", "listing", "comments"):
            yield from self._thread(page, site_id)
        site = next(site for site in self.session.sites if site.id == site_id)
        if page.kind == "comments" or self._is_lone_article(page, site):
            return
        links = (
            list(discover(page, self.session.options.without)) if page.kind == "listing" else discover(page, self.session.options.without)
        )
        if page.kind == "listing":
            self._traps.look(page.url, (link.url for link in links if link.kind == "article"))
        yield from self._accepted(links, site, found_on=page.final_url)

    def _thread(self, page: Page, site_id: int) -> Iterator[Wanted]:
        """The rest of a page's thread. What this run has been refused by this site again and again is not asked for once more."""
        follows = [each for follow in follow_ups(page) for each in self._unless_closed(follow, page, site_id)]
        if follows and page.kind == "listing" and extract_article(page, self._scopes[site_id][0].profile) is None:
            return  # teasers may bring the first comments along
        article_url = page.article_url or (article_address(page) if follows else None)
        for follow in follows:
            yield Wanted(
                site_id=site_id,
                url=follow.url,
                method=follow.method,
                form=follow.form,
                json=follow.json,
                context=follow.context,
                kind="comments",
                article_url=article_url,
                found_on=page.final_url,
                found_by="thread",
            )

    def _unless_closed(self, follow: FollowUp, page: Page, site_id: int) -> Iterator[FollowUp]:
        """The request, or what stands for it where its interface is closed."""
        context = dict(follow.context)
        if "optional" in context and self._refusals[site_id, context["system"]] >= _REFUSALS:
            yield from follow_ups(Page(url=follow.url, body=b"", status=0, kind="comments", article_url=page.article_url, context=context))
        else:
            yield follow

    def _is_lone_article(self, page: Page, site: Site) -> bool:
        """Whether this is an article that the user asked for: then its neighbours are not wanted."""
        is_asked = any(scope.home_url == page.url and not scope.whole_site for scope in self._scopes[site.id])
        return is_asked and extract_article(page, site.profile) is not None

    def _accepted(self, links: Iterator[Link] | list[Link], site: Site, *, found_on: str | None) -> Iterator[Wanted]:
        for link in links:
            known = (site.id, link.kind, link.url)
            if known in self._entered:
                continue
            kinds = (
                scope.kind_of(link.url, link.kind, published=link.published, modified=link.modified, found_on=found_on)
                for scope in self._scopes[site.id]
            )
            kind = next(filter(None, kinds), None)
            if kind is None or (kind == "listing" and self._traps.is_trap(link.url)):
                continue
            self._entered[known] = True
            yield Wanted(site_id=site.id, url=link.url, kind=kind, found_on=found_on, found_by=link.found_by)
