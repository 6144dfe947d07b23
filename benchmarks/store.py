"""What storing costs: a million comments through the product's own writer, beside bare ``executemany`` into the same tables, indexes and triggers.

    python benchmarks/store.py [--comments 1000000] [--articles 1000]

A second thread reads while they write: pages of a thread, a search, the overview. Then a thread of 50,000 comments is read in order, beside
the same rows unordered, and any page of 50 of it.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from archiver.models import Article, Comment, Fetch, Moment, Thread
from archiver.store.archive import Archive, now
from archiver.store.writer import Writer

WORDS = "the harbour office said that the tide would decide and the benches had been counted twice since monday".split()
READS = (
    "SELECT * FROM thread WHERE article_id = 1 LIMIT 50 OFFSET 200",
    "SELECT id FROM comments WHERE id IN (SELECT rowid FROM comments_fts('harbour') LIMIT 20)",
    "SELECT headline FROM articles ORDER BY id DESC LIMIT 20",
)


def comment(number: int, of: int) -> Comment:
    """A comment of a thread of ``of``: most answer one of the ten before it."""
    text = " ".join(WORDS[(number * 7 + step) % len(WORDS)] for step in range(20)) + f" {number}."
    parent = None if number % 4 == 0 else str(number - 1 - number % 3)
    posted = Moment(raw="2024-03-04T13:30:00Z", utc="2024-03-04T13:30:00Z", precision="second", source="time[datetime]")
    return Comment(
        key=str(number), parent_key=parent, parent_source="id", position=number, author=f"Reader {number % 997}", posted=posted, text=text,
        html=f"<p>{text}</p>", likes=number % 5,
    )  # fmt: skip


def fetch(article: int, size: int) -> Fetch:
    url = f"https://paper.example/{article}/"
    comments = tuple(comment(number, size) for number in range(1, size + 1))
    return Fetch(
        lease_id=1, site_id=1, url=url, kind="article", outcome="ok", fetched_at="2024-05-01T10:00:00Z",
        article=Article(url=url, headline=f"Article {article}", body_text="Text."), comments=comments,
        thread=Thread(system="wordpress", announced_count=size),
    )  # fmt: skip


def prepared(folder: Path) -> Archive:
    archive = Archive.write(folder)
    with archive.db.atomic():
        run = archive.db.conn.execute
        run("INSERT INTO sites (host, home_url, added_at, visit) VALUES ('paper.example', 'https://paper.example/', ?, 1)", (now(),))
        run("INSERT INTO runs (command, started_at, arguments, version) VALUES ('crawl', ?, '{}', '')", (now(),))
        run(
            "INSERT INTO ledger (key, site_id, url, kind, host, found_by, priority, visit, added_at)"
            " VALUES ('k', 1, 'https://paper.example/', 'article', 'paper.example', 'seed', 1, 1, ?)",
            (now(),),
        )
    return archive


class Reader(threading.Thread):
    """Asks and asks, and notes how long each answer took."""

    def __init__(self, folder: Path):
        super().__init__(daemon=True)
        self.folder, self.stopped, self.took = folder, threading.Event(), list[float]()

    def run(self) -> None:
        connection = sqlite3.connect(f"{(self.folder / 'archive.db').as_uri()}?mode=ro", uri=True)
        while not self.stopped.wait(0.02):
            for query in READS:
                start = time.perf_counter()
                connection.execute(query).fetchall()
                self.took.append(time.perf_counter() - start)


def through_the_writer(folder: Path, fetches: Iterator[Fetch]) -> tuple[float, Reader]:
    """(seconds of storing alone, the reader that looked on)."""
    with prepared(folder) as archive:
        writer, reader, spent = Writer(archive.db), Reader(folder), 0.0
        reader.start()
        for each in fetches:
            start = time.perf_counter()
            with archive.db.atomic():
                writer.store(each, writer.record_fetch(each, run_id=1))
            spent += time.perf_counter() - start
        reader.stopped.set()
        reader.join()
    return spent, reader


def bare(folder: Path, source: Path) -> float:
    """Seconds that ``executemany`` takes for the comments of ``source``, an article a transaction."""
    with prepared(folder) as archive:
        connection = archive.db.conn
        connection.execute("ATTACH ? AS source", (str(source / "archive.db"),))
        with archive.db.atomic():
            connection.execute("INSERT INTO fetches SELECT * FROM source.fetches")
            connection.execute("INSERT INTO articles SELECT * FROM source.articles")
            connection.execute("INSERT INTO commenters SELECT * FROM source.commenters")
        reader = Reader(folder)
        reader.start()
        articles = [row[0] for row in connection.execute("SELECT id FROM articles")]
        spent = 0.0
        for article in articles:
            rows = [tuple(row) for row in connection.execute("SELECT * FROM source.comments WHERE article_id = ? ORDER BY id", (article,))]
            marks = ", ".join("?" * len(rows[0]))
            start = time.perf_counter()
            with archive.db.atomic():
                connection.executemany(f"INSERT INTO main.comments VALUES ({marks})", rows)
            spent += time.perf_counter() - start
        reader.stopped.set()
        reader.join()
    return spent


def long_thread(folder: Path, size: int = 50_000) -> None:
    with prepared(folder) as archive:
        writer, whole = Writer(archive.db), fetch(1, size)
        with archive.db.atomic():
            writer.store(whole, writer.record_fetch(whole, run_id=1))

        def took(sql: str) -> float:
            runs = []
            for _ in range(5):
                start = time.perf_counter()
                archive.db.conn.execute(sql).fetchall()
                runs.append(time.perf_counter() - start)
            return min(runs)

        columns = "id, key, level, text, parent_id"
        unordered = took(f"SELECT {columns} FROM comments WHERE article_id = 1")
        ordered = took(f"SELECT {columns} FROM comments WHERE article_id = 1 ORDER BY path")
        page = took("SELECT * FROM thread WHERE article_id = 1 LIMIT 50 OFFSET 25000")
    print(f"\n| a thread of {size:,} | ms |\n|---|---|\n| unordered | {1000 * unordered:.0f} |\n| in order | {1000 * ordered:.0f} |")
    print(f"| the 501st page of 50 | {1000 * page:.1f} |\n\nOrdered to unordered: {ordered / unordered:.2f}.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--comments", type=int, default=1_000_000)
    parser.add_argument("--articles", type=int, default=1_000)
    chosen = parser.parse_args()
    size = chosen.comments // chosen.articles
    with tempfile.TemporaryDirectory() as place:
        ours, reader = through_the_writer(Path(place) / "ours", (fetch(number, size) for number in range(1, chosen.articles + 1)))
        theirs = bare(Path(place) / "bare", Path(place) / "ours")
        p95 = statistics.quantiles(reader.took, n=20)[-1]
        print(f"| {chosen.comments:,} comments on {chosen.articles:,} articles | comments a second |\n|---|---|")
        print(f"| the writer | {chosen.comments / ours:,.0f} |\n| bare executemany | {chosen.comments / theirs:,.0f} |")
        print(f"\nRatio {theirs / ours:.2f}. Readers meanwhile: {len(reader.took):,} queries, p95 {1000 * p95:.1f} ms.")
        long_thread(Path(place) / "long")


if __name__ == "__main__":
    main()
