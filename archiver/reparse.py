"""Every page of the raw archive read again by the parser of today: in several processes, and stored by one.

The pages of one site are stored in one transaction, in the order in which they were fetched, so that the history of each article and comment is what
this parser would have made of them. A reparse that is stopped has changed nothing of the site that it was at.
"""

from __future__ import annotations

import json
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from itertools import islice
from multiprocessing import get_context, parent_process
from pathlib import Path
from typing import Any

import attrs

from archiver.comments import follow_ups
from archiver.models import Fetch, FollowUp, Page
from archiver.process import UNPARSED, process
from archiver.profile import SiteProfile, find
from archiver.store.archive import Archive
from archiver.store.differences import Differences, compare
from archiver.store.rebuild import Rebuild
from archiver.warc.reader import Unreadable, read_page

_BATCH = 16  # pages that one process is given at a time
_AHEAD = 4  # batches per process that may wait for the writer


@attrs.define
class Report:
    """What a reparse did."""

    pages: int = 0  #: that were read
    left: int = 0  #: articles that stay as they are, since the raw archive lacks pages of theirs
    unreadable: list[str] = attrs.field(factory=list)  #: records that could not be read, and why
    unparsed: list[str] = attrs.field(factory=list)  #: pages that could not be parsed, and why
    differences: Differences = attrs.field(factory=Differences)
    follows: list[Follows] = attrs.field(factory=list)  #: of a reparse of some requests


@attrs.frozen
class Follows:
    """What a page leads to for the rest of its thread."""

    ledger_id: int
    article_url: str
    requests: tuple[FollowUp, ...]


@attrs.frozen
class _Read:
    """One page read again; without its bytes, which the process that reads keeps to itself."""

    fetch_id: int
    run_id: int
    followed: bool
    fetch: Fetch | None
    unreadable: str | None = None
    follows: tuple[FollowUp, ...] = ()


def reparse(
    archive: Archive,
    site_ids: Sequence[int],
    *,
    since: str | None = None,
    rows: Sequence[int] | None = None,
    jobs: int,
    dry_run: bool = False,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> Report:
    """Reads the pages of sites again and makes their articles and threads anew.

    :param since: only articles that were seen since this instant (ISO 8601, UTC).
    :param rows: only what these requests of the ledger brought; what follows from their pages is then in the report.
    :param jobs: processes that read and parse.
    :param dry_run: to only report what would change.
    :param progress: is told (pages done, pages in all), site by site.
    :raises ProfileError: for a broken profile, before anything is read.
    """
    homes = [archive.db.conn.execute("SELECT home_url FROM sites WHERE id = ?", (site,)).fetchone()["home_url"] for site in site_ids]
    for home in homes:
        find(archive.folder, home)
    with pool(jobs) as workers, Archive.read(archive.folder) as before:
        work = _Work(archive, before, workers, jobs, since, rows, dry_run, progress)
        for site_id in site_ids:
            unreadable, articles = dict[int, str](), set[int]()
            while not work.do(site_id, unreadable, articles):
                pass  # again, with what was found out
            work.report.unreadable += unreadable.values()
    return work.report


@attrs.frozen
class _Work:
    """What the sites of one reparse share."""

    archive: Archive
    before: Archive  #: the same, as others see it while a transaction is open
    workers: ProcessPoolExecutor
    jobs: int
    since: str | None
    rows: Sequence[int] | None
    dry_run: bool
    progress: Callable[[int, int], object]
    report: Report = attrs.field(factory=Report)

    def do(self, site_id: int, unreadable: dict[int, str], articles: set[int]) -> bool:
        """One site, in one transaction; False where it has to be done again.

        :param unreadable: fetch -> why its page cannot be read; is added to.
        :param articles: articles that are to be made anew though no request of ``rows`` has brought them; is added to.
        """
        db, report = self.archive.db, self.report
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            rebuild = Rebuild(db, site_id, since=self.since, rows=self.rows, articles=articles, without=unreadable)
            total = rebuild.choose_pages(UNPARSED)
            rebuild.clear()
            found, unparsed, follows = dict[int, str](), list[str](), list[Follows]()
            pages = read_again(self.workers, self.jobs, self.archive.folder, rebuild.pages(), with_follows=self.rows is not None)
            for done, read in enumerate(pages, start=1):
                if read.fetch is None:
                    found[read.fetch_id] = read.unreadable or ""
                elif not found:
                    rebuild.store(read.fetch, read.fetch_id, run_id=read.run_id, followed=read.followed)
                    if read.fetch.outcome != "ok":
                        unparsed.append(f"{read.fetch.url}: {read.fetch.error}")
                    url = read.fetch.article.url if read.fetch.article is not None else read.fetch.article_url
                    if read.follows and url is not None:
                        follows.append(Follows(read.fetch.lease_id, url, read.follows))
                self.progress(done, total)
            if found or (self.rows is not None and rebuild.clashes):
                unreadable |= found
                articles |= rebuild.clashes
                return False
            rebuild.finish()
            report.pages += total
            report.left += rebuild.left
            report.unparsed += unparsed
            report.follows += follows
            compare(self.before.db, db, site_id, report.differences)
            if not self.dry_run:
                db.conn.commit()
            return True
        finally:
            db.conn.rollback()  # nothing, after a commit


@contextmanager
def pool(jobs: int) -> Iterator[ProcessPoolExecutor]:
    """Processes that end with this one, also where it is killed."""
    workers = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_watch_parent)
    try:
        yield workers
    finally:
        workers.shutdown(cancel_futures=True)


def read_again(
    workers: ProcessPoolExecutor, jobs: int, folder: Path, rows: Iterable[Mapping[str, Any]], *, with_follows: bool = False
) -> Iterator[_Read]:
    """The pages of these rows (see :meth:`Rebuild.pages`), in their order. Few are held at a time."""
    waiting: deque[Future[list[_Read]]] = deque()
    rows = iter(rows)
    while batch := [dict(row) for row in islice(rows, _BATCH)]:
        waiting.append(workers.submit(_read_batch, folder, batch, with_follows))
        if len(waiting) >= jobs * _AHEAD:
            yield from waiting.popleft().result()
    while waiting:
        yield from waiting.popleft().result()


def _watch_parent() -> None:
    def wait() -> None:
        parent = parent_process()
        assert parent is not None  # this is a child  # noqa: S101
        parent.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()


def _read_batch(folder: Path, rows: Sequence[dict[str, Any]], with_follows: bool) -> list[_Read]:
    return [_read(folder, row, with_follows) for row in rows]


def _read(folder: Path, row: dict[str, Any], with_follows: bool) -> _Read:
    followed = row["comments"] != 0  # JSON's false
    try:
        page = page_of(folder, row)
    except Unreadable as error:
        return _Read(row["id"], row["run_id"], followed, None, f"{row['url']}: {error}")
    fetch = _fetch(row, page)
    since, until = (datetime.fromisoformat(row[name]) if row[name] else None for name in ("since", "until"))
    process(fetch, _profile(folder, row["home_url"]), since=since, until=until)
    fetch.page = None
    follows = follow_ups(page) if with_follows and fetch.outcome == "ok" else ()
    return _Read(row["id"], row["run_id"], followed, fetch, follows=follows)


def page_of(folder: Path, row: dict[str, Any]) -> Page:
    """The page of a row of ``fetches`` that has its ledger's ``article_url``, ``form`` and ``context``, and its site's ``home_url``.

    :raises Unreadable: where its record is not there, or damaged.
    """
    page = read_page(
        folder / "warc",
        row["warc_file"],
        row["warc_offset"],
        row["warc_length"],
        url=row["url"],
        kind=row["kind"],
        article_url=row["article_url"],
        form=_pairs(row["form"]),
        context=dict(_pairs(row["context"])),
    )
    page.keys = _profile(folder, row["home_url"]).keys
    return page


def _fetch(row: dict[str, Any], page: Page) -> Fetch:
    return Fetch(
        lease_id=row["ledger_id"],
        site_id=row["site_id"],
        url=row["url"],
        kind=row["kind"],
        outcome="ok",
        fetched_at=row["fetched_at"],
        visit=row["visit"],
        method=row["method"],
        final_url=row["final_url"],
        status=row["status"],
        article_url=row["article_url"],
        page=page,
    )


@lru_cache(maxsize=16)
def _profile(folder: Path, home_url: str) -> SiteProfile:
    return find(folder, home_url)


def _pairs(text: str | None) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in json.loads(text or "[]"))
