"""A crawl that dies at any instant goes on where it was: nothing lost, nothing twice."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from pathlib import Path

from tests import web
from tests.conftest import command

PAGES = 1000
KILLS = 6


def linked(path: str) -> str | None:
    """A site of PAGES articles; each links to the next ones of a tree, and to some that are known already."""
    if path == "/":
        return web.listing("/2024/05/01/page-0/")
    name = path.strip("/").rpartition("/")[2]
    if not name.startswith("page-"):
        return None
    number = int(name.removeprefix("page-"))
    children = [child for child in (3 * number + 1, 3 * number + 2, 3 * number + 3, number // 2) if child < PAGES]
    links = "".join(f'<p><a href="/2024/05/01/page-{child}/">Page {child}</a></p>' for child in children)
    return web.article(f"Page {number}", after=f"<nav>{links}</nav>")


def leased(folder: Path) -> list[str]:
    """The requests in flight when the process died."""
    connection = sqlite3.connect(folder / "archive.db")
    try:
        return [row[0] for row in connection.execute("SELECT url FROM ledger WHERE state = 'leased'")]
    finally:
        connection.close()


def test_a_crawl_killed_at_random_instants_loses_no_page_and_stores_none_twice(folder: Path) -> None:
    randomly = random.Random(20240501)
    in_flight: Counter[str] = Counter()
    killed = 0
    with web.serve(linked) as site:
        arguments = command("crawl", site.url("/"), "--archive", folder, "--quiet", "--delay", "0")
        while killed < KILLS:
            process = subprocess.Popen(arguments)
            before = len(site.asked)
            while len(site.asked) < before + 3 and process.poll() is None:
                time.sleep(0.005)
            time.sleep(randomly.uniform(0, 0.7))
            if process.poll() is not None:
                break  # it finished before it could be killed
            process.send_signal(signal.SIGKILL)
            process.wait()
            in_flight.update(path.removeprefix(site.base_url) for path in leased(folder))
            killed += 1
        assert subprocess.run(arguments, check=False).returncode == 0
        asked = site.counts()

    assert killed >= 4, "the crawl was too quick to be killed often enough: the test proves nothing"
    pages = {f"/2024/05/01/page-{number}/" for number in range(PAGES)}
    assert pages <= set(asked)
    again = {path: count - 1 for path, count in asked.items() if path in pages and count > 1}
    assert all(count <= in_flight[path] for path, count in again.items()), "only pages in flight may be fetched again"

    connection = sqlite3.connect(folder / "archive.db")
    assert connection.execute("SELECT COUNT(*), COUNT(DISTINCT url) FROM articles").fetchone() == (PAGES, PAGES)
    assert connection.execute("SELECT COUNT(*) FROM ledger WHERE state != 'done' AND kind = 'article'").fetchone() == (0,)
    assert connection.execute("SELECT MAX(n) FROM (SELECT COUNT(*) AS n FROM fetches GROUP BY ledger_id)").fetchone() == (1,)
    outcomes = [row[0] for row in connection.execute("SELECT outcome FROM runs ORDER BY id")]
    assert outcomes == ["killed"] * killed + ["finished"]
    connection.close()


def slow(path: str) -> str | None:
    if path.startswith("/2024"):
        time.sleep(0.3)
    return linked(path)


def test_a_signal_stops_within_seconds_and_the_same_command_goes_on(folder: Path) -> None:
    with web.serve(slow) as site:
        arguments = command("crawl", site.url("/"), "--archive", folder, "--quiet", "--delay", "0", "--max-requests", "12")
        for number in (signal.SIGINT, signal.SIGTERM):
            process = subprocess.Popen(arguments)
            before = len(site.asked)
            while len(site.asked) < before + 3:
                time.sleep(0.01)
            process.send_signal(number)
            began = time.monotonic()
            assert process.wait(timeout=20) == 130
            assert time.monotonic() - began < 8
            assert leased(folder) == []
        assert subprocess.run(arguments, check=False).returncode == 0
        repeated = {path: count for path, count in site.counts().items() if path.startswith("/2024") and count > 1}
    assert repeated == {}, "answers on their way when the signal came are awaited and kept"
    connection = sqlite3.connect(folder / "archive.db")
    assert [row[0] for row in connection.execute("SELECT outcome FROM runs ORDER BY id")] == ["interrupted", "interrupted", "limit"]
    assert connection.execute("SELECT COUNT(*) FROM fetches WHERE outcome IN ('failed', 'retry')").fetchone() == (0,)
    connection.close()
