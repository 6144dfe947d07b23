"""The spider from Scrapy's own command line, as people who know Scrapy start it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests import web
from tests.web import article, listing

ROOT = Path(__file__).parents[2]


def test_scrapy_crawl_works_in_the_project_folder(folder: Path, rows: Callable[..., list[sqlite3.Row]]) -> None:
    with web.serve({"/": listing("/2024/05/01/story/"), "/2024/05/01/story/": article("Story")}) as site:
        arguments = [sys.executable, "-m", "scrapy", "crawl", "site", "-a", f"url={site.url('/')}", "-s", f"ARCHIVER_ARCHIVE={folder}"]
        finished = subprocess.run(arguments, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert finished.returncode == 0, finished.stderr
    assert [row[0] for row in rows("SELECT headline FROM articles")] == ["Story"]
    assert [tuple(row) for row in rows("SELECT outcome, exit_code FROM runs")] == [("finished", 0)]
