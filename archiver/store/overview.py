"""Figures over an archive, for summaries and ``archiver status``. Reads only."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

import attrs

from archiver.store.archive import Archive

#: Columns of ``articles`` that a reader would expect to be filled; the summary says how often each is not.
EXPECTED = ("headline", "byline", "date_published", "section", "language", "body_text")

# The articles whose values a run brought, or whose thread it read.
_TOUCHED = """
WITH run_fetches AS (SELECT id FROM fetches WHERE run_id = :run),
touched AS (
    SELECT id FROM articles WHERE last_fetch_id IN run_fetches
    UNION SELECT article_id FROM comments WHERE last_fetch_id IN run_fetches
)
"""


@attrs.frozen(kw_only=True)
class Gap:
    """An article whose announced comments were not all captured, or that has more."""

    url: str
    announced: int
    captured: int


@attrs.frozen(kw_only=True)
class Summary:
    """What one run did."""

    run_id: int
    fetches: int
    outcomes: dict[str, int]  #: outcome -> fetches
    articles: int  #: articles that the run read
    new_articles: int
    comments: int  #: comments of these articles in the archive
    new_comments: int
    announced: int  #: comments that these articles announce
    gaps: list[Gap]  #: where fewer were captured than announced
    images: dict[str, int]  #: outcome -> images that the run asked for, or would not
    missing: dict[str, int]  #: column -> articles without a value
    errors: list[tuple[str, int]]  #: (reason, how often), of requests that failed, are gone or were excluded
    failed_urls: list[tuple[str, str]]  #: (URL, reason), the first few that failed
    pending: int  #: requests left for the next run


def summary_of(archive: Archive, run_id: int) -> Summary:
    """The summary of a run, from the database."""
    db, run = archive.db, {"run": run_id}

    def rows(sql: str) -> list[Any]:
        return db.conn.execute(sql, run).fetchall()

    outcomes = {row[0]: row[1] for row in rows("SELECT outcome, COUNT(*) FROM fetches WHERE run_id = :run GROUP BY outcome")}
    images = {row[0]: row[1] for row in rows("SELECT outcome, COUNT(*) FROM media WHERE run_id = :run GROUP BY outcome")}
    figures = rows(
        _TOUCHED + "SELECT COUNT(*), SUM(first_fetch_id IN run_fetches), SUM(comment_count),"
        " (SELECT COUNT(*) FROM comments WHERE article_id IN touched),"
        " (SELECT COUNT(*) FROM comments WHERE first_fetch_id IN run_fetches)"
        " FROM articles WHERE id IN touched"
    )[0]
    absent = ", ".join(f"SUM({column} IS NULL)" for column in EXPECTED)
    missing = rows(_TOUCHED + f"SELECT {absent} FROM articles WHERE id IN touched")[0]
    gaps = rows(
        _TOUCHED + "SELECT url, comments_announced, comments_captured FROM article_overview"
        " WHERE id IN touched AND comments_captured < comments_announced ORDER BY comments_announced - comments_captured DESC"
    )
    errors = Counter(
        # The reason without the address at its end: "redirect leaves the site: https://..."
        re.sub(r": https?://.*", "", row["error"] or "")
        for row in db.conn.execute("SELECT error FROM fetches WHERE run_id = :run AND outcome IN ('failed', 'gone', 'excluded')", run)
    )
    failed = rows("SELECT url, error FROM fetches WHERE run_id = :run AND outcome = 'failed' ORDER BY id LIMIT 10")
    return Summary(
        run_id=run_id,
        fetches=sum(outcomes.values()),
        outcomes=outcomes,
        articles=figures[0],
        new_articles=figures[1] or 0,
        announced=figures[2] or 0,
        comments=figures[3],
        new_comments=figures[4],
        gaps=[Gap(url=row[0], announced=row[1], captured=row[2]) for row in gaps],
        images=images,
        missing={column: count for column, count in zip(EXPECTED, missing, strict=True) if count},
        errors=errors.most_common(),
        failed_urls=[(row[0], row[1]) for row in failed],
        pending=rows("SELECT COUNT(*) FROM ledger WHERE state = 'pending'")[0][0],
    )


def site_overview(archive: Archive) -> list[dict[str, Any]]:
    """A row a site: what was captured, what is announced, what is left to fetch."""
    sql = """
    SELECT
        sites.host AS site,
        sites.visit AS visits,
        (SELECT COUNT(*) FROM articles WHERE site_id = sites.id) AS articles,
        (SELECT COUNT(*) FROM comments JOIN articles ON articles.id = article_id WHERE site_id = sites.id) AS comments,
        (SELECT COALESCE(SUM(comment_count), 0) FROM articles WHERE site_id = sites.id) AS announced,
        (SELECT COUNT(*) FROM ledger WHERE site_id = sites.id AND state = 'pending') AS still_to_fetch,
        (SELECT COUNT(*) FROM ledger WHERE site_id = sites.id AND state = 'failed') AS failed,
        (SELECT MAX(fetched_at) FROM fetches WHERE site_id = sites.id) AS last_fetch
    FROM sites
    ORDER BY sites.host
    """
    return [dict(row) for row in archive.db.conn.execute(sql)]


def thread_coverage(archive: Archive) -> dict[str, Any]:
    """How many threads were read and are whole, and those that are not: ``url``, ``why``, ``captured``, ``announced``, ``system``, ..."""
    read, whole = archive.db.conn.execute("SELECT COUNT(*), COALESCE(SUM(complete), 0) FROM coverage").fetchone()
    gaps = archive.db.conn.execute(
        "SELECT url, why, captured, announced, announced_counts, api_total, api_counts, dangling, unplaced, system, unreachable, seen_at"
        " FROM coverage WHERE complete = 0 ORDER BY COALESCE(announced, 0) - captured DESC, url"
    )
    return {"threads": read, "complete": whole, "gaps": [dict(row) | {"unreachable": json.loads(row["unreachable"])} for row in gaps]}


def last_runs(archive: Archive) -> list[dict[str, Any]]:
    """The last ten runs, newest first. A run that was killed says so once the next one has begun."""
    sql = """
    SELECT
        runs.id AS run,
        command,
        started_at,
        finished_at,
        runs.outcome,
        exit_code,
        (SELECT COUNT(*) FROM fetches WHERE run_id = runs.id) AS pages,
        (SELECT COUNT(*) FROM articles JOIN fetches ON fetches.id = first_fetch_id WHERE run_id = runs.id) AS new_articles,
        (SELECT COUNT(*) FROM fetches WHERE run_id = runs.id AND fetches.outcome = 'failed') AS failed
    FROM runs
    ORDER BY runs.id DESC
    LIMIT 10
    """
    return [dict(row) for row in archive.db.conn.execute(sql)]
