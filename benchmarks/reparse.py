"""What a reparse costs beside parsing: pages read from WARC files, parsed, stored with their history and compared, in one run with both.

    python benchmarks/reparse.py [--pages 20000] [--jobs N]

The pages are those of the demo newspaper, articles with their threads, each under many addresses. Parsing alone is the same processes reading and
parsing the same records and handing nothing back; it is measured before and after.
"""

from __future__ import annotations

import argparse
import os
import resource
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


def spent() -> tuple[float, float]:
    """Seconds of the clock, and of the processors by this process and those of it that have ended."""
    usage = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return time.perf_counter(), sum(each.ru_utime + each.ru_stime for each in usage)


def parsing_alone(archive: Archive, jobs: int) -> tuple[float, float]:
    """Seconds a page: of the clock, of the processors. The starting of the processes is part of it, as it is of a reparse."""
    rebuild = Rebuild(archive.db, 1)
    rebuild.choose_pages("")
    rows = [dict(row) for row in rebuild.pages()]
    archive.db.conn.rollback()
    clock, processors = spent()
    with pool(jobs) as workers:
        batches = [rows[at : at + BATCH] for at in range(0, len(rows), BATCH)]
        read = sum(workers.map(parse_batch, [archive.folder] * len(batches), batches))
        assert read == len(rows)
    return (spent()[0] - clock) / len(rows), (spent()[1] - processors) / len(rows)


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
        clock, processors = spent()
        report = reparse(archive, [1], jobs=chosen.jobs)
        ours = [(spent()[0] - clock) / report.pages, (spent()[1] - processors) / report.pages]
        alone = [sum(pair) / 2 for pair in zip(before, parsing_alone(archive, chosen.jobs), strict=True)]
        articles, comments = (archive.db.conn.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in ("articles", "comments"))
    assert report.pages == chosen.pages
    assert not report.differences.counts
    print(f"{chosen.pages:,} pages ({articles:,} articles, {comments:,} comments), {chosen.jobs} processes.\n")
    print("| | pages a second | processor ms a page |\n|---|---|---|")
    for name, (clock, processors) in (("parsing alone", alone), ("reparse", ours)):
        print(f"| {name} | {1 / clock:,.0f} | {1000 * processors:.1f} |")
    print(
        f"\nRatio {alone[0] / ours[0]:.2f}; by processor time, which other work on the machine does not change, {alone[1] / ours[1]:.2f}."
    )


if __name__ == "__main__":
    main()
