"""A crash never leaves a record half-counted."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from pathlib import Path

from archiver.store.archive import Archive
from archiver.warc.members import cut_torn_tail, members
from tests import web
from tests.conftest import Archiver, command
from tests.crawl.test_resume import linked

KILLS = 20


def test_after_each_kill_verify_finds_nothing_wrong_and_the_next_run_mends(archiver: Archiver, folder: Path) -> None:
    randomly = random.Random(20240502)
    killed = 0
    with web.serve(linked) as site:
        arguments = command("crawl", site.url("/"), "--archive", folder, "--quiet", "--delay", "0", "--set", "ARCHIVER_WARC_SIZE=20000")
        for _ in range(KILLS):
            process = subprocess.Popen(arguments)
            before = len(site.asked)
            while len(site.asked) < before + 5 and process.poll() is None:
                time.sleep(0.002)
            time.sleep(randomly.uniform(0, 0.5))
            process.send_signal(signal.SIGKILL)
            process.wait()
            killed += process.returncode == -signal.SIGKILL
            checked = archiver("verify")
            assert (checked.returncode, checked.stderr) == (0, ""), checked.stdout
        subprocess.run([*arguments, "--max-requests", "3"], check=False)
    assert killed >= KILLS - 1
    assert "note:" not in archiver("verify").stdout
    for path in (folder / "warc").iterdir():
        with path.open("rb") as file:
            assert all(member.fault is None for member in members(file))


def test_a_tail_torn_at_any_byte_is_noted_and_cut_by_the_next_run(archiver: Archiver, crawled: web.Web, folder: Path) -> None:
    (path,) = (folder / "warc").iterdir()
    whole = path.read_bytes()
    with path.open("rb") as file:
        last = list(members(file))[-1]
    with Archive.write(folder) as archive, archive.db.atomic():
        archive.db.conn.execute("UPDATE runs SET outcome = 'running'")  # as a killed run leaves it
    for length in (1, 9, last.length // 2, last.length - 1):
        path.write_bytes(whole + whole[last.offset : last.offset + length])
        with path.open("r+b") as file:
            assert cut_torn_tail(file, last.offset) == length
        assert path.read_bytes() == whole
    path.write_bytes(whole + whole[last.offset : last.offset + 20])
    checked = archiver("verify")
    assert checked.returncode == 0
    assert f"note: {path.name} at {len(whole):,}: the last record is unfinished" in checked.stdout
    archiver("crawl", crawled.url("/"), "--quiet", "--max-requests", "1")
    assert path.read_bytes() == whole
