"""The ledger: the frontier of every crawl, as a table of the archive.

``pending`` -> ``leased`` by a run -> ``done`` or ``failed``. Nothing of the frontier lives in memory but a small buffer of
requests that were just found; it is written before any page is acknowledged and before the next lease.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterable
from math import inf

import attrs
from sqlite_utils import Database

from archiver import urls
from archiver.models import WALK
from archiver.store.archive import now

#: What is fetched first: a thread once begun is finished, then what tells of articles, then the articles, then the long tail of listings.
PRIORITIES = {"comments": 40, "sitemap": 30, "feed": 30, "article": 20, "api": 15, "listing": 10}
_BUFFER = 1000
_INSERT = """
INSERT INTO ledger (key, site_id, url, method, form, json, context, kind, host, article_url, found_on, found_by, priority, visit, added_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT visit FROM sites WHERE id = ?), ?)
ON CONFLICT (key) DO UPDATE SET
    state = 'pending', attempts = 0, due_at = 0, visit = excluded.visit, run_id = NULL, kind = excluded.kind, url = excluded.url,
    context = excluded.context, article_url = excluded.article_url,
    found_on = excluded.found_on, found_by = excluded.found_by, priority = excluded.priority
WHERE excluded.visit > ledger.visit
    OR (ledger.state = 'pending' AND ledger.attempts = 0 AND excluded.priority > ledger.priority)
"""
_FRONTIER = "FROM ledger WHERE state = 'pending' AND host = ? AND priority >= ? AND due_at <= ?"


@attrs.frozen(kw_only=True)
class Wanted:
    """A request as the ledger keeps it."""

    site_id: int
    url: str
    kind: str
    found_by: str
    method: str = "GET"
    form: tuple[tuple[str, str], ...] = ()
    json: str | None = None  #: a body of JSON, instead of a form
    context: tuple[tuple[str, str], ...] = ()  #: what is needed to read the answer (see FollowUp)
    article_url: str | None = None
    found_on: str | None = None
    boost: int = 0  #: added to the kind's priority

    @property
    def host(self) -> str:
        return urls.host_of(self.url)

    @property
    def key(self) -> str:
        """The same for two spellings of one request, whichever pages led to it."""
        context = [pair for pair in self.context if pair[0] != WALK]
        rest = json.dumps([self.form, self.json, context]) if self.form or self.json or context else ""
        return hashlib.sha256(f"{self.method} {urls.key(self.url)} {rest}".encode()).hexdigest()[:32]


@attrs.frozen(kw_only=True)
class Lease:
    """A request that this run has taken on."""

    id: int
    wanted: Wanted
    attempt: int  #: 1 for the first fetch in this visit


class Ledger:
    """The frontier of one archive, as one run works on it. Every method but ``add`` is a transaction, or joins the one that is open."""

    def __init__(self, db: Database, run_id: int, *, per_host: int = 8):
        self._db = db
        self._run_id = run_id
        self.per_host = per_host  #: leases that one host may hold at a time, so that a slow one leaves room for others
        self._buffer: list[Wanted] = []
        self._in_flight: dict[int, Wanted] = {}  # by lease
        self._turn: dict[str, float] = {}  # host with pending requests -> when it was served last
        self._not_before: dict[str, float] = {}  # host -> until when it asked to be left alone
        self._recover()

    def _recover(self) -> None:
        """The lock on the archive is ours, so no other run is alive: what is leased was never finished, and is pending again."""
        with self._db.atomic():
            # A fetch that never came to an end is not counted as an attempt.
            self._db.conn.execute("UPDATE ledger SET state = 'pending', run_id = NULL, attempts = attempts - 1 WHERE state = 'leased'")
        for row in self._db.conn.execute("SELECT DISTINCT host FROM ledger WHERE state = 'pending'"):
            self._turn[row["host"]] = 0.0

    def add(self, wanted: Wanted) -> None:
        """Wants a request in this visit; one already wanted in it is left as it is. Durable by the next lease or acknowledgement."""
        self._buffer.append(wanted)
        if len(self._buffer) >= _BUFFER:
            self.flush()

    def flush(self) -> None:
        """Writes what was added."""
        if not self._buffer:
            return
        rows, self._buffer = self._buffer, []
        added_at = now()
        with self._db.atomic():
            self._db.conn.executemany(_INSERT, ((*row_of(wanted), wanted.site_id, added_at) for wanted in rows))
        for host in {wanted.host for wanted in rows}:
            self._turn.setdefault(host, 0.0)

    def lease(self, *, at_least: int = 0) -> Lease | None:
        """The next request that is due, of the host that waits longest; None where nothing may be fetched now.

        :param at_least: the lowest priority that is still wanted, once a limit of the run is reached.
        """
        self.flush()
        clock = time.time()
        busy = [wanted.host for wanted in self._in_flight.values()]
        for host in sorted(self._turn, key=lambda host: (busy.count(host), self._turn[host])):
            if busy.count(host) >= self.per_host or self._not_before.get(host, 0) > clock:
                continue
            row = self._db.conn.execute(f"SELECT * {_FRONTIER} ORDER BY priority DESC, id LIMIT 1", (host, at_least, clock)).fetchone()
            if row is not None:
                return self._take(row, clock)
            if not self._db.conn.execute(f"SELECT 1 {_FRONTIER} LIMIT 1", (host, 0, inf)).fetchone():
                del self._turn[host]
        return None

    def _take(self, row: sqlite3.Row, clock: float) -> Lease:
        with self._db.atomic():
            self._db.conn.execute(
                "UPDATE ledger SET state = 'leased', run_id = ?, attempts = attempts + 1 WHERE id = ?", (self._run_id, row["id"])
            )
        wanted = _wanted(row)
        self._turn[wanted.host] = clock
        self._in_flight[row["id"]] = wanted
        return Lease(id=row["id"], wanted=wanted, attempt=row["attempts"] + 1)

    def acknowledge(self, lease_id: int, *, failed: bool, also: Iterable[str] = ()) -> None:
        """Ends a lease, in the transaction that stores what it brought; whatever was added before is written with it.

        :param also: addresses that the same answer serves (the end of a redirect): asking for them again would bring nothing new.
        """
        with self._db.atomic():
            self.flush()
            self._db.conn.execute("UPDATE ledger SET state = ? WHERE id = ?", ("failed" if failed else "done", lease_id))
            for url in also:
                key = Wanted(site_id=0, url=url, kind="", found_by="").key
                self._db.conn.execute("UPDATE ledger SET state = 'done' WHERE key = ? AND state = 'pending'", (key,))
        self._in_flight.pop(lease_id, None)

    def release(self, lease_id: int, *, due_at: float, host_waits: bool = False) -> None:
        """Gives a request back, to be tried again from ``due_at`` on; ``host_waits``: the whole host asked for quiet till then."""
        with self._db.atomic():
            self._db.conn.execute("UPDATE ledger SET state = 'pending', run_id = NULL, due_at = ? WHERE id = ?", (due_at, lease_id))
        wanted = self._in_flight.pop(lease_id, None)
        if wanted is not None:
            self._turn.setdefault(wanted.host, 0.0)
            if host_waits:
                self.leave_alone(wanted.host, until=due_at)

    def leave_alone(self, host: str, *, until: float) -> None:
        """Asks nothing of a host before then (seconds since 1970)."""
        self._not_before[host] = max(until, self._not_before.get(host, 0))

    def is_quiet(self, host: str) -> bool:
        """Whether a host asked to be left alone, and still is."""
        return self._not_before.get(host, 0) > time.time()

    def abandon(self, lease_id: int) -> None:
        """Leaves a lease as it is: nothing could be written of it. It is given back when the run ends."""
        self._in_flight.pop(lease_id, None)

    def give_back(self, lease_id: int) -> None:
        """Gives a request back that was never sent."""
        with self._db.atomic():
            self._db.conn.execute(
                "UPDATE ledger SET state = 'pending', run_id = NULL, attempts = attempts - 1 WHERE id = ? AND state = 'leased'", (lease_id,)
            )
        self._in_flight.pop(lease_id, None)

    def has_pending(self, *, before: float, at_least: int = 0) -> bool:
        """Whether anything of that priority will be due by ``before`` (seconds since 1970)."""
        self.flush()
        return any(
            self._not_before.get(host, 0) <= before
            and self._db.conn.execute(f"SELECT 1 {_FRONTIER} LIMIT 1", (host, at_least, before)).fetchone() is not None
            for host in self._turn
        )

    def in_flight(self, *, below: int) -> int:
        """Requests of a lower priority that this run has leased and not ended."""
        return sum(PRIORITIES[wanted.kind] < below for wanted in self._in_flight.values())

    def count(self, state: str = "pending") -> int:
        """Requests in a state, over all sites of the archive."""
        self.flush()
        return self._db.conn.execute("SELECT COUNT(*) FROM ledger WHERE state = ?", (state,)).fetchone()[0]  # type: ignore[no-any-return]

    def close(self) -> None:
        """Writes what was added and gives back what is still leased."""
        self.flush()
        self._recover()


def row_of(wanted: Wanted) -> tuple[object, ...]:
    """A request's columns, from ``key`` to ``priority``."""
    form, context = (json.dumps(pairs) if pairs else None for pairs in (wanted.form, wanted.context))
    priority = PRIORITIES[wanted.kind] + wanted.boost
    return (
        wanted.key, wanted.site_id, wanted.url, wanted.method, form, wanted.json, context, wanted.kind, wanted.host, wanted.article_url,
        wanted.found_on, wanted.found_by, priority,
    )  # fmt: skip


def _wanted(row: sqlite3.Row) -> Wanted:
    values = {name: row[name] for name in ("site_id", "url", "kind", "found_by", "method", "json", "article_url", "found_on")}
    form, context = (tuple((name, value) for name, value in json.loads(row[column] or "[]")) for column in ("form", "context"))
    return Wanted(form=form, context=context, **values)
