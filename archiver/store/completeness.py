"""How complete each thread is: one record per article and visit of its site."""

from __future__ import annotations

from typing import Any

import attrs
from sqlite_utils import Database

from archiver.models import Fetch
from archiver.store.columns import as_json, visit_of

_VANISHED = "UPDATE comments SET vanished_at = ? WHERE article_id = ? AND visit < ? AND vanished_at IS NULL"
_RECORD = """
INSERT INTO threads (article_id, visit, run_id, system, announced, api_total, unreachable, captured, dangling, unplaced, complete, seen_at)
VALUES (:article_id, :visit, :run_id, :system, :announced, :api_total, :unreachable, 0, 0, 0, 0, :seen_at)
ON CONFLICT (article_id, visit) DO UPDATE SET
    run_id = excluded.run_id, seen_at = excluded.seen_at, system = COALESCE(system, excluded.system),
    announced = COALESCE(announced, excluded.announced), api_total = MAX(COALESCE(api_total, excluded.api_total), COALESCE(excluded.api_total, 0)),
    unreachable = CASE WHEN excluded.unreachable = '[]' THEN unreachable ELSE excluded.unreachable END
"""
_COUNTS = """
SELECT
    COUNT(*) AS captured,
    COALESCE(SUM(parent_key IS NOT NULL AND parent_id IS NULL), 0) AS dangling,
    COALESCE(SUM(parent_source = 'none'), 0) AS unplaced,
    COALESCE(SUM(truncated), 0) AS truncated
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
_NOTED = "SELECT announced, api_total, unreachable, seen_at FROM threads WHERE article_id = :article_id AND visit = :visit"
_CONCLUDED = """
UPDATE threads SET
    captured = :captured, dangling = :dangling, unplaced = :unplaced,
    pages_expected = :expected, pages_fetched = :fetched, complete = :complete, why = :why, seen_at = :seen_at
WHERE article_id = :article_id AND visit = :visit
"""


class Completeness:
    """Writes the record of threads. Every method joins the transaction that is open."""

    def __init__(self, db: Database):
        self._db = db

    def note(self, article_id: int, fetch: Fetch, *, run_id: int) -> bool:
        """Keeps what a page or an answer says of its thread; False where it shows no discussion."""
        thread, announced = fetch.thread, _announced(fetch)
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
            "announced": announced if not from_api else None,
            "api_total": thread.announced_count if thread and from_api else None,
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
        counts = dict(self._db.conn.execute(_COUNTS, (article_id, visit)).fetchone())
        record = dict(self._db.conn.execute(_NOTED, this).fetchone())
        expected, seen_at = max(expected, len(requests) + 1), max(seen_at, record["seen_at"])
        why = _why(record, counts, requests, expected, followed=followed)
        if why is None:  # only a thread that was seen whole tells what it lacks
            self._db.conn.execute(_VANISHED, (seen_at, article_id, visit))
        answered = sum(each["outcome"] == "ok" for each in requests) + 1
        self._db.conn.execute(
            _CONCLUDED, this | counts | {"expected": expected, "fetched": answered, "complete": why is None, "why": why, "seen_at": seen_at}
        )


def _announced(fetch: Fetch) -> int | None:
    """What the page says over its comments, else what it declares of its article; of a topic, that often counts the opening post."""
    thread = fetch.thread
    if thread is None or thread.announced_count is not None or fetch.article is None or thread.opening is not None:
        return thread.announced_count if thread else None
    return fetch.article.comment_count


def _why(record: dict[str, Any], counts: dict[str, int], requests: list[dict[str, Any]], expected: int, *, followed: bool) -> str | None:
    """Why a thread is not complete; None where it is."""
    left = sum(each["is_left"] for each in requests) + expected - len(requests) - 1
    failed = [each for each in requests if not each["optional"] and not each["is_left"] and each["outcome"] != "ok"]
    if left:
        return f"{left} of {expected} requests to go"
    if failed:
        return f"{len(failed)} of {expected} requests failed: {failed[0]['error']} at {failed[0]['url']}"
    captured = counts["captured"]
    if record["unreachable"] != "[]" and not captured:
        return "not reachable"
    for name, total in (("announced", record["announced"]), ("interface counts", record["api_total"])):
        if total is not None and total > captured:
            return f"{name} {total}, shown {captured}" + ("" if followed else "; only the article's own page was read")
    if counts["truncated"]:
        return f"{counts['truncated']} texts are cut off"
    return None
