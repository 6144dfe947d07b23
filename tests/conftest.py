"""What many tests need: an archive folder, and the command as a user runs it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Archiver = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where a test's archive lies."""
    return tmp_path / "archive"


def command(*arguments: str | Path) -> list[str]:
    """The command line of ``archiver``."""
    return [sys.executable, "-m", "archiver", *map(str, arguments)]


@pytest.fixture
def archiver(folder: Path) -> Archiver:
    """Runs ``archiver`` in a process of its own, on the test's archive, to its end."""

    def run(*arguments: str | Path, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        environment = os.environ | {"ARCHIVER_ARCHIVE": str(folder), "COLUMNS": "140"}
        return subprocess.run(command(*arguments), env=environment, capture_output=True, text=True, timeout=timeout, check=False)

    return run


@pytest.fixture
def rows(folder: Path) -> Iterator[Callable[..., list[sqlite3.Row]]]:
    """Queries the test's archive."""
    opened: list[sqlite3.Connection] = []

    def query(sql: str, *values: object) -> list[sqlite3.Row]:
        if not opened:
            opened.append(sqlite3.connect(f"{(folder / 'archive.db').as_uri()}?mode=ro", uri=True))
            opened[0].row_factory = sqlite3.Row
        return opened[0].execute(sql, values).fetchall()

    yield query
    for connection in opened:
        connection.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real pages with their truth; tests that need it are skipped where it is absent."""
    place = Path(os.environ.get("ARCHIVER_SHARED", Path(__file__).parents[1].parent / "shared"))
    if not (place / "corpus").is_dir():
        pytest.skip(f"no corpus of real pages at {place}: set ARCHIVER_SHARED to its folder")
    return place
