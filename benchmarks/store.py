"""What storing costs: a million comments through the product's own writer, beside bare ``executemany`` into the same tables, indexes and triggers.

    python benchmarks/store.py [--comments 1000000] [--articles 1000]

The two take turns, article by article. Another process reads while they write: pages of a thread, a search, the overview. Then a thread of 50,000
comments is read in order, beside the same rows unordered, and its page of 50 in the middle and the last one.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from typing import Any

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


class Reader:
    """Another process that asks and asks, and notes how long each answer took."""

    def __init__(self, folder: Path):
        context = get_context("spawn")
        self._stop, self._took = context.Event(), context.Queue()
        self._process = context.Process(target=ask, args=(folder, self._stop, self._took), daemon=True)
        self._process.start()

    def end(self) -> list[float]:
        """Seconds of each answer."""
        self._stop.set()
        took: list[float] = self._took.get()
        self._process.join()
        return took


def ask(folder: Path, stop: Any, told: Any) -> None:
    connection = sqlite3.connect(f"{(folder / 'archive.db').as_uri()}?mode=ro", uri=True)
    took = []
    while not stop.wait(0.02):
        for query in READS:
            start = time.perf_counter()
            connection.execute(query).fetchall()
            took.append(time.perf_counter() - start)
    told.put(took)


class Watch:
    """Seconds of the clock and of the processor, added up over many turns."""

    def __init__(self) -> None:
        self.clock = self.processor = 0.0

    def __enter__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self.clock += time.perf_counter() - self._began[0]
        self.processor += time.process_time() - self._began[1]


def beside(ours: Archive, bare: Archive, fetches: Iterator[Fetch]) -> tuple[Watch, Watch]:
    """How long the writer takes to store these, and ``executemany`` the rows that they have become, an article a transaction.

    The two take turns, article by article: so that both meet the same load of the machine.
    """
    writer, source, target = Writer(ours.db), ours.db.conn, bare.db.conn
    spent, yardstick = Watch(), Watch()
    for article, each in enumerate(fetches, start=1):
        with spent, ours.db.atomic():
            writer.store(each, writer.record_fetch(each, run_id=1))
        with bare.db.atomic():
            for table, condition in (("fetches", "id = ?"), ("articles", "id = ?"), ("commenters", "? > 0")):
                copy(source.execute(f"SELECT * FROM {table} WHERE {condition}", (article,)).fetchall(), table, target)
        rows = [tuple(row) for row in source.execute("SELECT * FROM comments WHERE article_id = ? ORDER BY id", (article,))]
        marks = ", ".join("?" * len(rows[0]))
        with yardstick, bare.db.atomic():
            target.executemany(f"INSERT INTO comments VALUES ({marks})", rows)
    return spent, yardstick


def copy(rows: list[sqlite3.Row], table: str, target: sqlite3.Connection) -> None:
    marks = ", ".join("?" * len(rows[0]))
    target.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", [tuple(row) for row in rows])


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
        middle, last = (took(f"SELECT * FROM thread WHERE article_id = 1 LIMIT 50 OFFSET {place}") for place in (size // 2, size - 50))
    print(f"\n| a thread of {size:,} | ms |\n|---|---|\n| unordered | {1000 * unordered:.0f} |\n| in order | {1000 * ordered:.0f} |")
    print(f"| the page of 50 in the middle | {1000 * middle:.1f} |\n| the last page | {1000 * last:.1f} |")
    print(f"\nOrdered to unordered: {ordered / unordered:.2f}.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--comments", type=int, default=1_000_000)
    parser.add_argument("--articles", type=int, default=1_000)
    chosen = parser.parse_args()
    size = chosen.comments // chosen.articles
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "ours"
        with prepared(folder) as archive, prepared(Path(place) / "bare") as yardstick:
            reader = Reader(folder)
            ours, theirs = beside(archive, yardstick, (fetch(number, size) for number in range(1, chosen.articles + 1)))
            took = reader.end()
        print(f"{chosen.comments:,} comments on {chosen.articles:,} articles.\n")
        print("| | comments a second | processor microseconds a comment |\n|---|---|---|")
        for name, watch in (("the writer", ours), ("bare executemany", theirs)):
            print(f"| {name} | {chosen.comments / watch.clock:,.0f} | {1e6 * watch.processor / chosen.comments:.0f} |")
        print(
            f"\nRatio {theirs.clock / ours.clock:.2f}; by processor time, which other work does not change, {theirs.processor / ours.processor:.2f}."
        )
        print(f"Readers meanwhile: {len(took):,} queries, p95 {1000 * statistics.quantiles(took, n=20)[-1]:.1f} ms.")
        long_thread(Path(place) / "long")


if __name__ == "__main__":
    main()
