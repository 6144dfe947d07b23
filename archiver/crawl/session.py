"""One run on one archive: what Scrapy's components share."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Self

import attrs
from scrapy.crawler import Crawler

from archiver import PROJECT_URL, __version__, runs, urls
from archiver.crawl.display import Display, Silent
from archiver.crawl.options import CrawlOptions
from archiver.crawl.tally import Tally
from archiver.profile import SiteProfile, find_or_make
from archiver.store.archive import Archive, now
from archiver.store.ledger import PRIORITIES, Ledger
from archiver.store.writer import Writer


def session_of(crawler: Crawler) -> Session:
    """The session of the spider that a crawler runs, for components built by ``from_crawler``."""
    session = getattr(crawler.spider, "session", None)
    if not isinstance(session, Session):
        raise TypeError(f"{crawler.spider} has no session: Archiver's components work for its own spiders only")
    return session


@attrs.frozen
class Site:
    """One site of a run."""

    id: int  #: row of ``sites``
    home_url: str  #: the address that this run was given
    profile: SiteProfile
    resumed: bool  #: whether the run goes on with an unfinished visit


class Session:
    """An open archive, the run's row in it, its ledger and writer, and the limits that the user set."""

    def __init__(self, archive: Archive, options: CrawlOptions, display: Display):
        self.archive = archive
        self.options = options
        self.display = display
        self.tally = Tally()
        self.profiles = {urls.site_of(seed): find_or_make(archive.folder, seed) for seed in options.seeds}
        self.user_agent = self._user_agent()
        self.run_id = runs.begin(archive, "crawl", options.as_json(), self.user_agent)
        self.ledger = Ledger(archive.db, self.run_id)
        self.writer = Writer(archive.db)
        self.sites: list[Site] = []
        for seed in options.seeds:
            self.sites.append(self._open_site(seed))
        self.limit: str | None = None  # the limit that ended the run, in words
        self.interrupted = False
        self._requests = 0
        self._started = time.monotonic()

    @classmethod
    def open(cls, folder: Path, options: CrawlOptions, display: Display | None = None) -> Self:
        """Opens the archive for one run.

        :raises ArchiveError: where the archive cannot be used; :raises ProfileError: for a broken profile. Both before any request.
        """
        archive = Archive.write(folder)
        try:
            return cls(archive, options, display or Silent())
        except BaseException:
            archive.close()
            raise

    def _user_agent(self) -> str:
        contact = self.options.contact or next((profile.contact for profile in self.profiles.values() if profile.contact), None)
        return f"Archiver/{__version__} (+{PROJECT_URL}{'; ' + contact if contact else ''})"

    def _open_site(self, seed: str) -> Site:
        """The site's row; a new visit begins unless the last one has requests left."""
        db, host = self.archive.db, urls.site_of(seed)
        with db.atomic():
            db.conn.execute("INSERT INTO sites (host, home_url, added_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (host, seed, now()))
            site_id = db.conn.execute("SELECT id FROM sites WHERE host = ?", (host,)).fetchone()["id"]
            pending = db.conn.execute("SELECT 1 FROM ledger WHERE site_id = ? AND state = 'pending' LIMIT 1", (site_id,)).fetchone()
            resumed = pending is not None and not self.options.fresh
            if not resumed and not any(site.id == site_id for site in self.sites):
                db.conn.execute("UPDATE sites SET visit = visit + 1 WHERE id = ?", (site_id,))
        return Site(id=site_id, home_url=seed, profile=self.profiles[host], resumed=resumed)

    def site_of(self, url: str) -> Site | None:
        """The site of this run that an address belongs to."""
        return next((site for site in self.sites if urls.same_site(site.home_url, url)), None)

    def floor(self) -> int | None:
        """The lowest priority that may still be fetched; None where a limit or a signal ends the run."""
        options = self.options
        if self.interrupted:
            return None
        if options.max_requests is not None and self._requests >= options.max_requests:
            self.limit = f"--max-requests {options.max_requests}"
            return None
        if options.max_time is not None and time.monotonic() - self._started >= options.max_time:
            self.limit = f"--max-time {options.max_time:g}"
            return None
        if options.max_articles is None:
            return 0
        threads = PRIORITIES["comments"]
        if self.tally.articles >= options.max_articles:
            self.limit = f"--max-articles {options.max_articles}"
            return threads
        # Whatever is under way may turn out to be an article: the last ones are awaited one by one.
        return threads if self.tally.articles + self.ledger.in_flight(below=threads) >= options.max_articles else 0

    def count_request(self) -> None:
        self._requests += 1

    def close(self) -> None:
        """Ends a run that nobody else will end: one that was started from Scrapy's own command line."""
        self.finish(self.tally.exit_code(interrupted=self.interrupted))
        self.archive.close()

    def finish(self, exit_code: int | None = None) -> None:
        """Closes the run's row and gives back what is still leased."""
        self.ledger.close()
        outcome = "interrupted" if self.interrupted else "limit" if self.limit else "finished"
        runs.finish(self.archive, self.run_id, outcome, exit_code)
