"""What was read from a file that no request brought: a run, a ledger row, a fetch and the records, in one transaction.

Such a fetch has the outcome ``ok``, the file's size and SHA-256, and neither an HTTP status nor a WARC record: no server answered.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from urllib.parse import urlsplit

import attrs

from archiver import urls
from archiver.models import Fetch
from archiver.store.archive import Archive, ArchiveError, now
from archiver.store.ledger import Ledger, Wanted
from archiver.store.writer import Stored, Writer

_LAST = """
SELECT fetches.status, fetches.sha256, fetches.fetched_at, runs.arguments, runs.version
FROM articles JOIN fetches ON fetches.id = articles.last_fetch_id JOIN runs ON runs.id = fetches.run_id
WHERE articles.url = ?
"""
_SITE = "INSERT INTO sites (host, home_url, added_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
# As for a crawl: a new visit, unless the last one has requests left.
_VISIT = """
UPDATE sites SET visit = visit + 1
WHERE host = ? AND NOT EXISTS (SELECT 1 FROM ledger WHERE site_id = sites.id AND state = 'pending')
"""
_RUN = """
INSERT INTO runs (command, started_at, finished_at, outcome, exit_code, arguments, version) VALUES (?, ?, ?, 'finished', 0, ?, ?)
"""
# A request that a crawl wants is still wanted: the page may be there.
_DONE = "UPDATE ledger SET state = 'done', run_id = ?, attempts = 1 WHERE key = ? AND found_by = ? AND state = 'pending'"


def store(archive: Archive, fetch: Fetch, *, found_by: str, arguments: Mapping[str, str], version: str) -> Stored | None:
    """Writes what a file brought; None where the same file, read in the same way, is what the archive holds already.

    :param fetch: settled, its article not None; its ``lease_id`` and ``site_id`` are set here.
    :param arguments: how it was read, for ``runs.arguments``.
    :raises ArchiveError: where the archive has the article from a page: a file of less would be put over more.
    """
    if fetch.article is None:
        raise ValueError(f"{fetch.url}: no article to store")
    told = json.dumps(arguments, ensure_ascii=False, sort_keys=True)
    held = archive.db.conn.execute(_LAST, (fetch.article.url,)).fetchone()
    if held is not None and held["status"] is not None:
        raise ArchiveError(
            f"{fetch.article.url} is in the archive {archive.folder} already, from the page as of {held['fetched_at']}. A copied text tells "
            "less, and is not put over it. To keep both, import the text into another folder with --archive."
        )
    if (
        held is not None
        and (held["sha256"], held["version"]) == (fetch.sha256, version)
        and _same(json.loads(held["arguments"]), arguments)
    ):
        return None
    with archive.db.atomic():
        return _write(archive, attrs.evolve(fetch), found_by, told, version)


def _same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    """Whether a file was read in the same way, whatever it was called."""
    return {**one, "file": ""} == {**other, "file": ""}


def _write(archive: Archive, fetch: Fetch, found_by: str, arguments: str, version: str) -> Stored:
    connection, writer, host = archive.db.conn, Writer(archive.db), urls.site_of(fetch.url)
    run_id = int(connection.execute(_RUN, (found_by, now(), now(), arguments, version)).lastrowid or 0)
    connection.execute(_SITE, (host, _home(fetch.url), now()))
    connection.execute(_VISIT, (host,))
    fetch.site_id = connection.execute("SELECT id FROM sites WHERE host = ?", (host,)).fetchone()["id"]
    fetch.lease_id = _request(archive, fetch, found_by, run_id)
    stored = writer.store(fetch, writer.record_fetch(fetch, run_id=run_id))
    writer.settle_thread(fetch, run_id=run_id, followed=False)
    return stored


def _request(archive: Archive, fetch: Fetch, found_by: str, run_id: int) -> int:
    """The ledger's row of the address, answered for good if the import made it."""
    wanted = Wanted(site_id=fetch.site_id, url=fetch.url, kind=fetch.kind, found_by=found_by)
    ledger = Ledger(archive.db, run_id)
    known: sqlite3.Row | None = archive.db.conn.execute("SELECT id FROM ledger WHERE key = ?", (wanted.key,)).fetchone()
    if known is None:
        ledger.add(wanted)
        ledger.flush()
        archive.db.conn.execute(_DONE, (run_id, wanted.key, found_by))
        known = archive.db.conn.execute("SELECT id FROM ledger WHERE key = ?", (wanted.key,)).fetchone()
    return int(known["id"]) if known is not None else 0


def _home(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"
