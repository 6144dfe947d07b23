"""How complete each thread is: one record per article and visit of its site."""

from __future__ import annotations

from typing import Any

import attrs
from sqlite_utils import Database

from archiver import counts
from archiver.models import Fetch
from archiver.store.columns import as_json, visit_of

_VANISHED = "UPDATE comments SET vanished_at = ? WHERE article_id = ? AND visit < ? AND vanished_at IS NULL"
_RECORD = """
INSERT INTO threads (
    article_id, visit, run_id, seen_at, system, announced, announced_counts, api_total, api_counts, unreachable,
    captured, dangling, unplaced, complete
) VALUES (
    :article_id, :visit, :run_id, :seen_at, :system, :announced, :announced_counts, :api_total, :api_counts, :unreachable,
    0, 0, 0, 0
)
ON CONFLICT (article_id, visit) DO UPDATE SET
    run_id = excluded.run_id, seen_at = excluded.seen_at, system = COALESCE(system, excluded.system),
    announced = COALESCE(announced, excluded.announced),
    announced_counts = CASE WHEN announced IS NULL THEN excluded.announced_counts ELSE announced_counts END,
    api_total = MAX(COALESCE(api_total, excluded.api_total), COALESCE(excluded.api_total, 0)),
    api_counts = CASE WHEN excluded.api_total > COALESCE(api_total, -1) THEN excluded.api_counts ELSE api_counts END,
    unreachable = CASE WHEN excluded.unreachable = '[]' THEN unreachable ELSE excluded.unreachable END
"""
_COUNTS = """
SELECT
    COUNT(*) AS captured,
    COALESCE(SUM(parent_key IS NOT NULL AND parent_id IS NULL), 0) AS dangling,
    COALESCE(SUM(parent_source = 'none'), 0) AS unplaced,
    COALESCE(SUM(truncated), 0) AS truncated,
    COALESCE(SUM(flags LIKE '%"pingback"%' OR flags LIKE '%"trackback"%'), 0) AS pingbacks,
    COALESCE(SUM(parent_key IS NULL), 0) AS roots
FROM comments WHERE article_id = ? AND visit = ?
"""
_REQUESTS = """
SELECT
    ledger.visit = :visit AND ledger.state IN ('pending', 'leased') OR last.outcome = 'retry' AS is_left,
    ledger.context LIKE '%"optional"%' AS optional, last.outcome, last.error, last.url
FROM ledger
LEFT JOIN fetches AS last ON last.id = (SELECT MAX(id) FROM fetches WHERE ledger_id = ledger.id AND visit = :visit)
WHERE ledger.kind = 'comments' AND ledger.article_url = :url AND (ledger.visit = :visit OR last.id IS NOT NULL)
"""
_NOTED = """
SELECT announced, announced_counts, api_total, api_counts, unreachable, seen_at
FROM threads WHERE article_id = :article_id AND visit = :visit
"""
_CONCLUDED = """
UPDATE threads SET
    captured = :captured, dangling = :dangling, unplaced = :unplaced,
    pages_expected = :expected, pages_fetched = :fetched, complete = :complete, why = :why, seen_at = :seen_at
WHERE article_id = :article_id AND visit = :visit
"""
#: How a number is called, its column, and that of what it counts.
_TOTALS = (("announced", "announced", "announced_counts"), ("interface counts", "api_total", "api_counts"))
#: How the source of a number begins that schema.org defines: commentCount, or an interaction counter of comments.
_DECLARED = ("json-ld:", "microdata:")


class Completeness:
    """Writes the record of threads. Every method joins the transaction that is open."""

    def __init__(self, db: Database):
        self._db = db

    def note(self, article_id: int, fetch: Fetch, *, run_id: int) -> bool:
        """Keeps what a page or an answer says of its thread; False where it shows no discussion."""
        thread, (announced, counted) = fetch.thread, _announced(fetch)
        shows = thread is not None and (thread.system or announced is not None or thread.unreachable)
        if fetch.kind != "comments" and not shows:
            return False
        from_api = thread is not None and thread.from_api
        record = {
            "article_id": article_id,
            "visit": visit_of(self._db, fetch),
            "run_id": run_id,
            "seen_at": fetch.fetched_at,
            "system": thread.system if thread else None,
            **_told("announced", "announced_counts", None if from_api else announced, counted),
            **_told("api_total", "api_counts", announced if from_api else None, counted),
            "unreachable": as_json([attrs.asdict(each) for each in thread.unreachable] if thread else []),
        }
        self._db.conn.execute(_RECORD, record)
        return True

    def conclude(self, article_id: int, url: str, visit: int, *, followed: bool, expected: int = 0, seen_at: str = "") -> None:
        """Says whether a thread is whole, and why not. What a whole one lacks has vanished.

        :param followed: whether the run asks for what the article's own page does not hold.
        :param expected: requests that the thread is known to have needed, its article's page included.
        :param seen_at: when the last of them ended, if that is known otherwise.
        """
        this = {"article_id": article_id, "visit": visit, "url": url}
        requests = [dict(row) for row in self._db.conn.execute(_REQUESTS, this)]
        found = dict(self._db.conn.execute(_COUNTS, (article_id, visit)).fetchone())
        record = dict(self._db.conn.execute(_NOTED, this).fetchone())
        expected, seen_at = max(expected, len(requests) + 1), max(seen_at, record["seen_at"])
        why = _why(record, found, requests, expected, followed=followed)
        if why is None:  # only a thread that was seen whole tells what it lacks
            self._db.conn.execute(_VANISHED, (seen_at, article_id, visit))
        answered = sum(each["outcome"] == "ok" for each in requests) + 1
        self._db.conn.execute(
            _CONCLUDED, this | found | {"expected": expected, "fetched": answered, "complete": why is None, "why": why, "seen_at": seen_at}
        )


def _told(total: str, counts_of: str, number: int | None, counted: str | None) -> dict[str, Any]:
    """The columns of a number and of what it counts."""
    return {total: number, counts_of: counted if number is not None else None}


def _announced(fetch: Fetch) -> tuple[int | None, str | None]:
    """(what the page says over its comments, what that counts); else what it declares of its article.

    Of a topic that is not asked: it often counts the opening post, and often does not.
    """
    thread = fetch.thread
    if thread is None or thread.announced_count is not None or fetch.article is None or thread.opening is not None:
        return (thread.announced_count, thread.counted) if thread else (None, None)
    is_declared = fetch.article.sources.get("comment_count", "").startswith(_DECLARED)
    return fetch.article.comment_count, counts.COMMENTS if is_declared else thread.counted


def _why(record: dict[str, Any], found: dict[str, int], requests: list[dict[str, Any]], expected: int, *, followed: bool) -> str | None:
    """Why a thread is not complete; None where it is."""
    left = sum(each["is_left"] for each in requests) + expected - len(requests) - 1
    failed = [each for each in requests if not each["optional"] and not each["is_left"] and each["outcome"] != "ok"]
    if left:
        return f"{left} of {expected} requests to go"
    if failed:
        return f"{len(failed)} of {expected} requests failed: {failed[0]['error']} at {failed[0]['url']}"
    if record["unreachable"] != "[]" and not found["captured"]:
        return "not reachable"
    for name, total, counted in _TOTALS:
        if (short := _short_of(record[total], record[counted], found)) is not None:
            return f"{name} {short}" + ("" if followed else "; only the article's own page was read")
    if found["truncated"]:
        return f"{found['truncated']} texts are cut off"
    return None


def _short_of(number: int | None, counted: str | None, found: dict[str, int]) -> str | None:
    """An announced number and what is shown of what it counts, where that is less."""
    shown = counts.shown(counted, comments=found["captured"], pingbacks=found["pingbacks"], roots=found["roots"])
    return f"{counts.in_words(number, counted)}, shown {shown:,}" if number is not None and number > shown else None
