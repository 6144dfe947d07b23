"""One site's articles, threads and their history made anew from what was fetched, in the order in which it was.

Rows keep their ids. Only articles whose every page is in the raw archive are made anew; the others stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from archiver.models import Fetch
from archiver.store.paths import Rows
from archiver.store.writer import Writer

_PREPARE = (
    "DROP TABLE IF EXISTS temp.again", "DROP TABLE IF EXISTS temp.evidence", "DROP TABLE IF EXISTS temp.reread",
    "DROP TABLE IF EXISTS temp.pages", "DROP TABLE IF EXISTS temp.kept_comments", "DROP TABLE IF EXISTS temp.kept_threads",
    "CREATE TEMP TABLE again (id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE)",
    "CREATE TEMP TABLE evidence (article_id INTEGER, fetch_id INTEGER, PRIMARY KEY (article_id, fetch_id)) WITHOUT ROWID",
    "CREATE TEMP TABLE reread (ledger_id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE pages (position INTEGER PRIMARY KEY, fetch_id INTEGER)",
    "CREATE TEMP TABLE kept_comments (article_id INTEGER, key TEXT, id INTEGER, PRIMARY KEY (article_id, key)) WITHOUT ROWID",
    "CREATE TEMP TABLE kept_threads (article_id INTEGER, visit INTEGER, run_id INTEGER, pages_expected INTEGER, seen_at TEXT,"
    " PRIMARY KEY (article_id, visit)) WITHOUT ROWID",
)  # fmt: skip
# With :since, articles that were seen since then; with :rows (JSON: ids of the ledger), those that these requests brought.
_CHOSEN = """
INSERT INTO again SELECT id, url FROM articles
WHERE site_id = :site AND (
    :rows IS NULL AND (:since IS NULL OR last_seen_at >= :since)
    OR EXISTS (SELECT 1 FROM threads WHERE article_id = articles.id AND seen_at >= :since)
    OR id IN (SELECT value FROM json_each(:articles))
    OR url IN (SELECT article_url FROM ledger WHERE id IN (SELECT value FROM json_each(:rows)))
    OR EXISTS (
        SELECT 1 FROM fetches
        WHERE fetches.id IN (first_fetch_id, last_fetch_id) AND ledger_id IN (SELECT value FROM json_each(:rows))
    )
)
"""
_EVIDENCE = """
INSERT INTO evidence
SELECT id, first_fetch_id FROM articles WHERE id IN (SELECT id FROM again)
UNION SELECT id, last_fetch_id FROM articles WHERE id IN (SELECT id FROM again)
UNION SELECT article_id, fetch_id FROM article_revisions WHERE article_id IN (SELECT id FROM again)
UNION SELECT article_id, first_fetch_id FROM comments WHERE article_id IN (SELECT id FROM again)
UNION SELECT article_id, last_fetch_id FROM comments WHERE article_id IN (SELECT id FROM again)
UNION SELECT article_id, fetch_id FROM comment_revisions JOIN comments ON comments.id = comment_id WHERE article_id IN (SELECT id FROM again)
"""
_WITHOUT_BYTES = """
DELETE FROM again WHERE id IN (
    SELECT article_id FROM evidence JOIN fetches ON fetches.id = fetch_id
    WHERE warc_file IS NULL OR fetches.id IN (SELECT value FROM json_each(?))
)
"""
_REREAD = """
INSERT INTO reread
SELECT ledger_id FROM evidence JOIN fetches ON fetches.id = fetch_id WHERE article_id IN (SELECT id FROM again)
UNION SELECT id FROM ledger WHERE kind = 'comments' AND article_url IN (SELECT url FROM again)
UNION SELECT value FROM json_each(:rows)
UNION SELECT ledger_id FROM fetches
WHERE :rows IS NULL AND site_id = :site AND kind IN ('article', 'listing') AND (:since IS NULL OR fetched_at >= :since)
"""
# In the order in which a crawl stored them. Captures of other tools have no such order: there, within a visit, articles come first, since comments
# belong to them.
_CHOOSE_PAGES = """
INSERT INTO pages (fetch_id)
WITH others AS (SELECT DISTINCT visit FROM fetches JOIN runs ON runs.id = run_id WHERE site_id = :site AND command = 'ingest')
SELECT id FROM fetches
WHERE ledger_id IN (SELECT ledger_id FROM reread) AND warc_file IS NOT NULL AND visit > 0
    AND (outcome = 'ok' OR error GLOB :unparsed || '*') AND kind IN ('article', 'listing', 'comments')
    AND id NOT IN (SELECT value FROM json_each(:without))
ORDER BY visit, visit IN others AND kind = 'comments', CASE WHEN visit IN others THEN fetched_at END, id
"""
_PAGES = """
SELECT
    fetches.id, fetches.run_id, fetches.ledger_id, fetches.site_id, fetches.visit, fetches.url, fetches.method, fetches.kind, fetches.final_url,
    fetches.status, fetches.fetched_at, fetches.warc_file, fetches.warc_offset, fetches.warc_length,
    ledger.article_url, ledger.form, ledger.context, sites.home_url,
    runs.arguments ->> 'since' AS since, runs.arguments ->> 'until' AS until, runs.arguments ->> 'comments' AS comments
FROM pages
JOIN fetches ON fetches.id = fetch_id
JOIN ledger ON ledger.id = ledger_id
JOIN sites ON sites.id = fetches.site_id
JOIN runs ON runs.id = fetches.run_id
ORDER BY position
"""
_UNUSED = (
    "DELETE FROM commenters WHERE site_id = ? AND id NOT IN (SELECT commenter_id FROM comments WHERE commenter_id IS NOT NULL)",
    "DELETE FROM people WHERE site_id = ? AND id NOT IN (SELECT person_id FROM bylines)",
)


class Rebuild:
    """The rebuilding of one site's articles. Every method joins the transaction that is open; rolled back, nothing has happened."""

    def __init__(
        self,
        db: Database,
        site_id: int,
        *,
        since: str | None = None,
        rows: Iterable[int] | None = None,
        articles: Iterable[int] = (),
        without: Iterable[int] = (),
    ):
        """Chooses what is made anew.

        :param since: only articles that were seen since this instant; their whole history is made anew.
        :param rows: only articles that these requests of the ledger brought, or may bring now.
        :param articles: and these.
        :param without: fetches whose bytes cannot be read: their articles are left as they are.
        """
        self._db = db
        self._site_id = site_id
        self._without = sorted(without)
        for statement in _PREPARE:
            db.conn.execute(statement)
        self._asked_for = frozenset(articles)
        this = {
            "site": site_id,
            "since": since,
            "articles": str(sorted(self._asked_for)),
            "rows": None if rows is None else str(sorted(rows)),
        }
        self.chosen = db.conn.execute(_CHOSEN, this).rowcount
        db.conn.execute(_EVIDENCE)
        self.left = db.conn.execute(_WITHOUT_BYTES, (str(self._without),)).rowcount  #: articles that stay as they are
        db.conn.execute(_REREAD, this)
        self._ids = _Remembered(db)
        self._writer = Writer(db, self._ids)
        self._open = {row["url"] for row in db.conn.execute("SELECT url FROM again")}  # may be written
        self.clashes: set[int] = set()  #: articles that were not chosen, though pages that were read belong to them
        self._noted: dict[int, tuple[str, bool]] = {}  # articles whose threads were seen in this visit -> (url, followed)
        self._visit: int | None = None

    def choose_pages(self, unparsed: str) -> int:
        """Chooses the pages to be read; returns how many they are.

        :param unparsed: how the error of a fetch begins whose page could not be parsed.
        """
        return self._db.conn.execute(_CHOOSE_PAGES, {"site": self._site_id, "unparsed": unparsed, "without": str(self._without)}).rowcount

    def pages(self) -> Iterator[Mapping[str, Any]]:
        """Their rows of ``fetches``, in order, with what is needed to read them."""
        return iter(self._db.conn.execute(_PAGES))

    def clear(self) -> None:
        """Takes the chosen articles away, with all that belongs to them."""
        self._db.conn.execute("PRAGMA defer_foreign_keys = ON")
        self._db.conn.execute(
            "INSERT INTO kept_comments SELECT article_id, key, id FROM comments WHERE article_id IN (SELECT id FROM again)"
        )
        self._db.conn.execute(
            "INSERT INTO kept_threads SELECT article_id, visit, run_id, pages_expected, seen_at FROM threads"
            " WHERE article_id IN (SELECT id FROM again)"
        )
        self._ids.begin()
        self._db.conn.execute("DELETE FROM articles WHERE id IN (SELECT id FROM again)")

    def store(self, fetch: Fetch, fetch_id: int, *, run_id: int, followed: bool) -> None:
        """Writes what one fetch brought, as if it had just come."""
        if fetch.visit != self._visit:
            self._conclude()
            self._visit = fetch.visit
        url = fetch.article.url if fetch.article is not None else fetch.article_url
        if url is not None and url not in self._open:
            held = self._writer.article_id(url)
            if held is not None:
                self.clashes |= {held} - self._asked_for  # those that were asked for cannot be made anew
                return
            self._open.add(url)
        self._writer.refuse_strays(fetch)
        self._writer.amend_fetch(fetch, fetch_id)
        self._writer.store(fetch, fetch_id)
        article_id = self._writer.article_id(url) if url else None
        if url is not None and article_id is not None:
            kept = self._db.conn.execute(
                "SELECT run_id FROM kept_threads WHERE article_id = ? AND visit = ?", (article_id, fetch.visit)
            ).fetchone()
            if self._writer.completeness.note(article_id, fetch, run_id=kept["run_id"] if kept else run_id):
                self._noted[article_id] = (url, followed)

    def finish(self) -> None:
        """After the last fetch."""
        self._conclude()
        for statement in _UNUSED:
            self._db.conn.execute(statement, (self._site_id,))
        self._db.conn.execute("DELETE FROM tags WHERE id NOT IN (SELECT tag_id FROM article_tags)")

    def _conclude(self) -> None:
        """At the end of a visit: whether its threads were whole. How many requests they needed is known from the crawl."""
        for article_id, (url, followed) in self._noted.items():
            assert self._visit is not None  # something was stored  # noqa: S101
            kept = self._db.conn.execute(
                "SELECT COALESCE(pages_expected, 0) AS expected, seen_at FROM kept_threads WHERE article_id = ? AND visit = ?",
                (article_id, self._visit),
            ).fetchone()
            self._writer.completeness.conclude(article_id, url, self._visit, followed=followed, **(dict(kept) if kept else {}))
        self._noted = {}


class _Remembered(Rows):
    """The ids that rows had before, and beyond them new ones."""

    def begin(self) -> None:
        """Before the rows are taken away."""
        self._next_article = super().article("")
        self._next_comment = super().comments(0, [""])[""]

    def article(self, url: str) -> int:
        row = self._db.conn.execute("SELECT id FROM again WHERE url = ?", (url,)).fetchone()
        if row is not None:
            return int(row["id"])
        self._next_article += 1
        return self._next_article - 1

    def comments(self, article_id: int, keys: Sequence[str]) -> dict[str, int]:
        kept = {
            row["key"]: row["id"] for row in self._db.conn.execute("SELECT key, id FROM kept_comments WHERE article_id = ?", (article_id,))
        }
        ids = {}
        for key in keys:
            if key in kept:
                ids[key] = kept[key]
            else:
                ids[key] = self._next_comment
                self._next_comment += 1
        return ids
