"""Captures that were not made by a crawl of this archive: their requests, and the visits that they belong to."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlite_utils import Database

from archiver.models import Fetch
from archiver.store.archive import now
from archiver.store.columns import as_json
from archiver.store.ledger import Wanted, row_of
from archiver.store.writer import Writer

#: Fetches that belong to no visit yet.
UNPLACED = 0
_DONE = """
INSERT INTO ledger (key, site_id, url, method, form, json, context, kind, host, article_url, found_on, found_by, priority, state, visit, added_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'done', ?, ?) ON CONFLICT (key) DO NOTHING
"""
_BELONGS = """
UPDATE ledger SET kind = 'comments', article_url = ?, context = ?
WHERE key = ? AND found_by = 'ingest' AND (kind <> 'comments' OR article_url IS NOT ?) RETURNING id
"""
_VISITS = "SELECT visit, MIN(fetched_at) AS first, MAX(fetched_at) AS last FROM fetches WHERE site_id = ? AND visit <> 0 GROUP BY visit"
_DAYS = "SELECT DISTINCT substr(fetched_at, 1, 10) AS day FROM fetches WHERE site_id = ? AND visit = 0"
_OF_SITE = "article_id IN (SELECT id FROM articles WHERE site_id = :site)"
#: Every column that holds the number of a visit, with the condition for the rows of a site.
_NUMBERED = (
    ("fetches", "visit", "site_id = :site"),
    ("ledger", "visit", "site_id = :site"),
    ("articles", "changed_visit", "site_id = :site"),
    ("comments", "visit", _OF_SITE),
    ("comments", "api_visit", _OF_SITE),
    ("comments", "changed_visit", _OF_SITE),
    ("threads", "visit", _OF_SITE),
)


class Captures:
    """Writes captures of one run as fetches. Every method joins the transaction that is open."""

    def __init__(self, db: Database, run_id: int):
        self._db = db
        self._run_id = run_id
        self._writer = Writer(db)

    def site(self, host: str, home_url: str) -> int:
        """The row of a site, made if need be."""
        self._db.conn.execute(
            "INSERT INTO sites (host, home_url, added_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (host, home_url, now())
        )
        return int(self._db.conn.execute("SELECT id FROM sites WHERE host = ?", (host,)).fetchone()["id"])

    def request(self, wanted: Wanted) -> tuple[int, str]:
        """(row, kind) of a request in the ledger; a new one is done, since its answer is here."""
        self._db.conn.execute(_DONE, (*row_of(wanted), UNPLACED, now()))
        found = self._db.conn.execute("SELECT id, kind FROM ledger WHERE key = ?", (wanted.key,)).fetchone()
        return int(found["id"]), str(found["kind"])

    def is_known(self, ledger_id: int, fetched_at: str, digest: str) -> bool:
        """Whether the answer of that instant is in the archive."""
        sql = "SELECT 1 FROM fetches WHERE ledger_id = ? AND fetched_at = ? AND payload_digest = ?"
        return self._db.conn.execute(sql, (ledger_id, fetched_at, digest)).fetchone() is not None

    def add(self, fetch: Fetch) -> None:
        """Writes a capture, which belongs to no visit until ``number_visits``."""
        fetch.visit = UNPLACED
        self._writer.record_fetch(fetch, run_id=self._run_id)

    def belongs(self, url: str, article_url: str, context: tuple[tuple[str, str], ...]) -> bool:
        """Marks a capture as a page of an article's thread; False where there is none of this address, or it was known.

        :param context: what is needed to read it (see FollowUp).
        """
        key = Wanted(site_id=0, url=url, kind="comments", found_by="ingest").key
        row = self._db.conn.execute(_BELONGS, (article_url, as_json(context) if context else None, key, article_url)).fetchone()
        if row is not None:
            self._db.conn.execute("UPDATE fetches SET kind = 'comments' WHERE ledger_id = ?", (row["id"],))
        return row is not None


def number_visits(db: Database, site_id: int) -> None:
    """Gives the captures of a site their visits, and all visits their numbers in the order of time.

    A day (UTC) of captures is a visit; where a crawl of this archive was under way on that day, they are part of its visit.
    """
    visits = [(row["first"], row["visit"], row["last"]) for row in db.conn.execute(_VISITS, (site_id,))]
    is_open = db.conn.execute("SELECT 1 FROM ledger WHERE site_id = ? AND state IN ('pending', 'leased') LIMIT 1", (site_id,)).fetchone()
    if is_open:  # the last visit is not finished: it lasts until now
        current = db.conn.execute("SELECT visit FROM sites WHERE id = ?", (site_id,)).fetchone()["visit"]
        begun = next((first for first, visit, _ in visits if visit == current), now())
        visits = [*(each for each in visits if each[1] != current), (begun, current, now())]
    placed: dict[str, str | int] = {}  # day -> visit as it is numbered now, or the day itself where it is a visit of its own
    for row in db.conn.execute(_DAYS, (site_id,)).fetchall():
        day = row["day"]
        placed[day] = next((visit for first, visit, last in visits if first[:10] <= day <= last[:10]), day)
    starts: list[tuple[str, str | int]] = [(first, visit) for first, visit, _ in visits]
    starts += [(day, day) for day in placed.values() if isinstance(day, str)]
    numbers = {visit: number for number, (_, visit) in enumerate(sorted(starts, key=lambda each: each[0]), start=1)}
    _renumber(db, site_id, {old: new for old, new in numbers.items() if isinstance(old, int) and old != new})
    for day, visit in placed.items():
        after = (datetime.fromisoformat(day) + timedelta(days=1)).date().isoformat()
        where = "site_id = ? AND visit = 0 AND fetched_at >= ? AND fetched_at < ?"
        db.conn.execute(f"UPDATE fetches SET visit = ? WHERE {where}", (numbers[visit], site_id, day, after))
    db.conn.execute(
        "UPDATE ledger SET visit = (SELECT MAX(visit) FROM fetches WHERE ledger_id = ledger.id) WHERE site_id = ? AND visit = 0", (site_id,)
    )
    db.conn.execute("UPDATE sites SET visit = ? WHERE id = ?", (len(numbers), site_id))


def _renumber(db: Database, site_id: int, changed: dict[int, int]) -> None:
    if not changed:
        return
    cases = " ".join(f"WHEN {old} THEN {new}" for old, new in changed.items())
    for table, column, condition in _NUMBERED:
        # By way of negative numbers: two visits of one thread must not have the same number in between.
        mapped = f"UPDATE {table} SET {column} = -(CASE {column} {cases} ELSE {column} END) WHERE {condition} AND {column} > 0"
        db.conn.execute(mapped, {"site": site_id})
        db.conn.execute(f"UPDATE {table} SET {column} = -{column} WHERE {condition} AND {column} < 0", {"site": site_id})
