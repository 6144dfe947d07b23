"""kill -9 at any instant of a reparse or an ingest: nothing is wrong after it, and the next one makes it whole."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import web
from tests.conftest import Archiver, command
from tests.crawl.test_resume import linked
from tests.test_reparse import state

KILLS = 20


@pytest.fixture
def crawled(archiver: Archiver, folder: Path) -> Iterator[web.Web]:
    with web.serve(linked) as site:
        run = archiver("crawl", site.url("/"), "--quiet", "--delay", "0", "--max-articles", "150")
        assert run.returncode == 0, run.stderr
        yield site


def killed(arguments: list[str], longest: float, randomly: random.Random) -> Iterator[None]:
    """Kills a command at KILLS random instants of its run. A run that was done before its instant does not count: the next ones come sooner."""
    hits = 0
    for _ in range(3 * KILLS):
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(randomly.uniform(0.1, longest))
        process.send_signal(signal.SIGKILL)
        is_hit = process.wait() == -signal.SIGKILL
        hits, longest = hits + is_hit, longest if is_hit else 0.8 * longest
        yield
        if hits == KILLS:
            return
    pytest.fail(f"{arguments[3]} was too quick to be killed more than {hits} times: the test proves nothing")


def timed(arguments: list[str]) -> float:
    begin = time.monotonic()
    subprocess.run(arguments, check=True, capture_output=True)
    return time.monotonic() - begin


def test_a_reparse_that_is_killed_has_changed_nothing(archiver: Archiver, crawled: web.Web, folder: Path) -> None:
    before, randomly = state(folder), random.Random(20240503)
    arguments = command("reparse", "--archive", folder)
    for _ in killed(arguments, timed(arguments), randomly):
        checked = archiver("verify")
        assert checked.returncode == 0, checked.stdout
        assert state(folder) == before


def test_an_ingest_that_is_killed_is_repeated_and_whole(archiver: Archiver, crawled: web.Web, folder: Path, tmp_path: Path) -> None:
    randomly = random.Random(20240504)
    source, whole, target = folder / "warc", tmp_path / "whole", tmp_path / "target"
    longest = timed(command("ingest", source, "--archive", whole))
    for _ in killed(command("ingest", source, "--archive", target), longest, randomly):
        if (target / "archive.db").exists():
            checked = archiver("verify", "--archive", target)
            assert checked.returncode in ((0,) if (target / "warc").exists() else (0, 2)), checked.stdout + checked.stderr
    timed(command("ingest", source, "--archive", target))
    assert archiver("verify", "--archive", target).returncode == 0
    one, other = (contents(each) for each in (whole, target))
    assert one == other
    assert len(one) >= 150


def contents(folder: Path) -> list[tuple[object, ...]]:
    return [row[2:4] + row[4:9] for row in state(folder)["articles"]]
