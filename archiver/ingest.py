"""Captures that others made, brought in: copied to the raw archive, entered as fetches, and read like pages of a crawl."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import attrs

from archiver import urls
from archiver.models import Fetch
from archiver.reparse import Follows, Report, reparse
from archiver.store.archive import Archive
from archiver.store.captures import Captures, number_visits
from archiver.store.ledger import Wanted
from archiver.store.payloads import Payloads
from archiver.text import charset_in
from archiver.warc.exchange import Exchange, payload_digest
from archiver.warc.foreign import Bad, Capture, captures, opened
from archiver.warc.reader import decoded, payload_at
from archiver.warc.writer import Recorder

#: Media types that pages and the answers of comment systems have.
TYPES = ("text/html", "application/xhtml+xml", "application/json")
_BATCH = 200  # captures that are entered at once
_ROUNDS = 20  # of finding the pages of threads: each may lead to the next


@attrs.frozen(kw_only=True)
class Filter:
    """Which captures are brought in."""

    hosts: frozenset[str] = frozenset()  #: without "www."; empty: all
    statuses: frozenset[int] = frozenset({200})
    types: frozenset[str] = frozenset(TYPES)
    since: datetime | None = None  #: of the capture; aware
    until: datetime | None = None

    def wants(self, url: str, date: datetime, status: int, media: str) -> bool:
        if status not in self.statuses or media not in self.types or urlsplit(url).path == "/robots.txt":
            return False
        if (self.since is not None and date < self.since) or (self.until is not None and date > self.until):
            return False
        return not self.hosts or urls.site_of(url) in self.hosts


@attrs.define
class Ingested:
    """What was found."""

    added: int = 0  #: captures that are new to the archive
    known: int = 0  #: captures that it had
    bad: list[str] = attrs.field(factory=list)  #: records that could not be used, with file and offset
    requests: dict[int, set[int]] = attrs.field(factory=dict)  #: site -> rows of the ledger that captures answer


class Ingest:
    """Brings captures into an archive, in one run."""

    def __init__(self, archive: Archive, run_id: int, chosen: Filter, *, about: Mapping[str, str]):
        self._archive = archive
        self._chosen = chosen
        self._captures = Captures(archive.db, run_id)
        self._payloads = Payloads(archive.db)
        self._recorder = Recorder(archive.folder / "warc", run_id, self._payloads, about=dict(about))
        self._digests: dict[str, str] = {}  # of a payload as a file states it -> as it is here, where that is another
        self.found = Ingested()

    def bring_in(self, path: Path, progress: Callable[[int], object] = lambda size: None) -> None:
        """Copies what is wanted of one file. What the archive has already is passed over, so that a run that was stopped can be repeated.

        :param progress: is told how far the file has been read, in bytes.
        :raises NotWarc: for a file that holds no captures; :raises OSError: where it cannot be read.
        """
        with opened(path) as files:
            for name, file in files:
                batch: list[Capture] = []
                for each in captures(name, file, self._chosen.wants):
                    if isinstance(each, Bad):
                        self.found.bad.append(f"{name} at {each.offset:,}: {each.why}")
                        continue
                    batch.append(each)
                    if len(batch) >= _BATCH:
                        self._enter(name, batch)
                        batch = []
                        progress(each.offset)
                self._enter(name, batch)

    def close(self) -> None:
        """Ends the writing of WARC files."""
        self._recorder.close()

    def read(self, jobs: int, progress: Callable[[int, int], object] = lambda done, total: None) -> Report:
        """Reads what was brought in, and stores its articles and threads at their place in the history.

        :param progress: is told (pages done, pages in all), site by site.
        """
        db = self._archive.db
        self.close()
        with db.atomic():
            for site_id in self.found.requests:
                number_visits(db, site_id)
        whole = Report()
        for site_id, requests in self.found.requests.items():
            for _ in range(_ROUNDS):
                report = reparse(self._archive, [site_id], rows=sorted(requests), jobs=jobs, progress=progress)
                whole.differences.counts.update(report.differences.counts)
                with db.atomic():
                    if not self._join(report.follows):
                        break
            whole.pages += report.pages
            whole.unreadable += report.unreadable
            whole.unparsed += report.unparsed
        return whole

    def _enter(self, name: str, batch: Iterable[Capture]) -> None:
        with self._archive.db.atomic():
            for capture in batch:
                self._enter_one(name, capture)

    def _enter_one(self, name: str, capture: Capture) -> None:
        exchange = capture.exchange
        if capture.is_revisit:
            stated = capture.stated_digest or ""
            original = self._payloads.named(self._digests.get(stated, stated))
            if original is None:
                self.found.bad.append(f"{name} at {capture.offset:,}: a revisit whose original is in none of these files")
                return
            exchange = attrs.evolve(exchange, body=payload_at(self._archive.folder / "warc", original.file, original.offset))
        digest = payload_digest(exchange.body)
        if capture.stated_digest and capture.stated_digest != digest:
            self._digests[capture.stated_digest] = digest
        url = urls.canonical(exchange.url)
        site_id = self._captures.site(urls.site_of(url), urls.absolute(url, "/") or url)
        media = _header(exchange, "content-type") or ""
        kind = "article" if "html" in media else "api"
        ledger_id, kind = self._captures.request(Wanted(site_id=site_id, url=url, kind=kind, found_by="ingest"))
        self.found.requests.setdefault(site_id, set()).add(ledger_id)
        if self._captures.is_known(ledger_id, exchange.date, digest):
            self.found.known += 1
            return
        record = self._recorder.keep(exchange)
        body, charset = decoded(exchange.body, _header(exchange, "content-encoding")), charset_in(media)
        fetch = Fetch(
            lease_id=ledger_id,
            site_id=site_id,
            url=url,
            kind=kind,
            outcome="ok",
            fetched_at=exchange.date,
            final_url=exchange.url,
            status=exchange.status,
            content_type=media or None,
            charset_declared=charset,
            size=len(body),
            sha256=hashlib.sha256(body).hexdigest(),
            record=record,
        )
        self._captures.add(fetch)
        self.found.added += 1

    def _join(self, follows: Iterable[Follows]) -> bool:
        """Marks captures that are pages of a thread as such; True where there were any."""
        leads = {request.url: (each.article_url, request.context) for each in reversed(list(follows)) for request in each.requests}
        return sum(self._captures.belongs(url, article_url, context) for url, (article_url, context) in leads.items()) > 0


def _header(exchange: Exchange, name: str) -> str | None:
    return next((value for key, value in exchange.received if key.lower() == name), None)
