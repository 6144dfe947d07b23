"""What a reparse costs beside parsing: pages read from WARC files, parsed, stored with their history and compared, in one run with both.

    python benchmarks/reparse.py [--pages 20000] [--jobs N]

The pages are those of the demo newspaper, articles with their threads, each under many addresses. Parsing alone is the same processes reading and
parsing the same records and handing nothing back; it is measured before and after.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archiver import runs
from archiver.ingest import Filter, Ingest
from archiver.newsroom import Newsroom
from archiver.newsroom.routes import Desk
from archiver.reparse import _read_batch, pool, reparse
from archiver.store.archive import Archive
from archiver.store.captures import number_visits
from archiver.store.rebuild import Rebuild

BASE = "http://paper.example"
BATCH = 16


def captures(path: Path, pages: int) -> None:
    """A WARC file of so many articles."""
    newsroom = Newsroom.load()
    desk = Desk(newsroom, BASE)
    stories = [story for story in newsroom.stories if not story.busy and not story.delay and story.charset == "utf-8"]
    bodies = [(story.path, desk.answer(story.path).body.decode()) for story in stories]
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in range(pages):
            own, body = bodies[number % len(bodies)]
            url = f"/{number}{own}"
            record = writer.create_warc_record(
                BASE + url, "response", payload=BytesIO(body.replace(own, url).encode()), http_headers=head,
                warc_headers_dict={"WARC-Date": "2024-05-01T10:00:00Z"},
            )  # fmt: skip
            writer.write_record(record)
            record.raw_stream.close()


def parse_batch(folder: Path, rows: list[dict[str, Any]]) -> int:
    """Reads and parses, and hands nothing back."""
    return sum(read.fetch is not None for read in _read_batch(folder, rows, False))


def parsing_alone(archive: Archive, jobs: int) -> float:
    """Seconds a page."""
    rebuild = Rebuild(archive.db, 1)
    rebuild.choose_pages("")
    rows = [dict(row) for row in rebuild.pages()]
    archive.db.conn.rollback()
    with pool(jobs) as workers:
        list(workers.map(parse_batch, [archive.folder] * jobs, [rows[:BATCH]] * jobs))  # the processes have started
        start = time.perf_counter()
        batches = [rows[at : at + BATCH] for at in range(0, len(rows), BATCH)]
        read = sum(workers.map(parse_batch, [archive.folder] * len(batches), batches))
        assert read == len(rows)
        return (time.perf_counter() - start) / len(rows)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=len(os.sched_getaffinity(0)))
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as place, Archive.write(Path(place) / "archive") as archive:
        captures(Path(place) / "pages.warc.gz", chosen.pages)
        ingest = Ingest(archive, runs.begin(archive, "ingest", "{}"), Filter(), about={})
        ingest.bring_in(Path(place) / "pages.warc.gz")
        ingest.close()
        with archive.db.atomic():
            number_visits(archive.db, 1)
        reparse(archive, [1], jobs=chosen.jobs)  # the articles are there
        before = parsing_alone(archive, chosen.jobs)
        start = time.perf_counter()
        report = reparse(archive, [1], jobs=chosen.jobs)
        ours = (time.perf_counter() - start) / report.pages
        alone = (before + parsing_alone(archive, chosen.jobs)) / 2
        articles, comments = (archive.db.conn.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in ("articles", "comments"))
    assert report.pages == chosen.pages
    assert not report.differences.counts
    print(f"| {chosen.pages:,} pages ({articles:,} articles, {comments:,} comments), {chosen.jobs} processes | pages a second |\n|---|---|")
    print(f"| parsing alone | {1 / alone:,.0f} |\n| reparse | {1 / ours:,.0f} |\n\nRatio {alone / ours:.2f}.")


if __name__ == "__main__":
    main()
