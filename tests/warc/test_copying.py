"""A backup is whole though a crawl goes on; an upgrade keeps what was; a later version's archive is left alone."""

from __future__ import annotations

import gzip
import json
import sqlite3
import subprocess
import time
import zipfile
from pathlib import Path

from archiver.store.archive import Archive
from tests import web
from tests.conftest import Archiver, command
from tests.crawl.test_resume import linked
from tests.store.test_migrations import earlier_archive


def pages(folder: Path) -> int:
    with Archive.read(folder) as archive:
        return int(archive.db.conn.execute("SELECT COUNT(*) FROM articles").fetchone()[0])


def test_a_backup_taken_while_a_crawl_writes_is_an_archive_and_the_next_one_adds_to_it(
    archiver: Archiver, folder: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    with web.serve(linked) as site:
        crawl = subprocess.Popen(command("crawl", site.url("/"), "--archive", folder, "--quiet", "--delay", "0"))
        found = []
        for _ in range(3):
            before = len(site.asked)
            while len(site.asked) < before + 60 and crawl.poll() is None:
                time.sleep(0.01)
            assert crawl.poll() is None, "the crawl was over before the backup: the test proves nothing"
            run = archiver("backup", copy)
            assert run.returncode == 0, run.stderr
            checked = archiver("verify", "--archive", copy)
            assert checked.returncode == 0, checked.stdout + checked.stderr
            found.append(pages(copy))
        crawl.kill()
        crawl.wait()
        assert found == sorted(set(found))
        assert found[0] > 0
        # Restored, it goes on where it was.
        resumed = archiver("crawl", site.url("/"), "--archive", copy, "--quiet", "--delay", "0", "--max-articles", str(found[-1] + 5))
        assert resumed.returncode == 0, resumed.stderr
        assert pages(copy) > found[-1]
    assert archiver("verify", "--archive", copy).returncode == 0


def test_a_backup_is_not_put_into_other_things(archiver: Archiver, crawled: web.Web, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "thesis.txt").write_text("mine")
    run = archiver("backup", tmp_path / "papers")
    assert run.returncode == 2
    assert "holds other things (thesis.txt)" in run.stderr
    assert "is the archive itself" in archiver("backup", folder).stderr
    assert archiver("backup", tmp_path / "copy").returncode == 0
    archiver("crawl", crawled.url("/"), "--archive", tmp_path / "other", "--quiet")
    other = archiver("backup", tmp_path / "copy", "--archive", tmp_path / "other")
    assert other.returncode == 2
    assert "is the backup of another archive" in other.stderr


def test_an_upgrade_keeps_the_archive_as_it_was(folder: Path) -> None:
    earlier_archive(folder, "0002_threads")
    with Archive.write(folder):
        pass
    kept = sqlite3.connect(folder / "archive.before-0002_threads.db")
    assert kept.execute("SELECT url FROM articles").fetchall() == [("https://a.example/",)]
    assert [row[0] for row in kept.execute("SELECT name FROM _sqlite_migrations")] == ["0001_house"]
    kept.close()
    with Archive.write(folder):  # nothing is left to upgrade
        pass
    assert len(list(folder.glob("*.before-*"))) == 1


def test_an_archive_of_a_later_version_is_left_alone(archiver: Archiver, crawled: web.Web, folder: Path) -> None:
    connection = sqlite3.connect(folder / "archive.db")
    connection.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('archiver', '0099_later', 'x')")
    connection.commit()
    before = list(connection.iterdump())
    for arguments in (("crawl", crawled.url("/")), ("status",), ("reparse",)):
        run = archiver(*arguments)
        assert run.returncode == 2
        assert "made by a later version of Archiver (0099_later" in run.stderr
    assert list(connection.iterdump()) == before
    connection.close()


def test_a_wacz_of_an_archive_whose_crawl_was_killed_holds_whole_records_only(
    archiver: Archiver, crawled: web.Web, folder: Path, tmp_path: Path
) -> None:
    (path,) = (folder / "warc").iterdir()
    with path.open("ab") as file:
        file.write(path.read_bytes()[:100])  # a record that is cut off
    with Archive.write(folder) as archive, archive.db.atomic():
        archive.db.conn.execute("UPDATE runs SET outcome = 'running'")
    run = archiver("export", "--format", "wacz", tmp_path / "whole.wacz")
    assert run.returncode == 0, run.stderr
    with zipfile.ZipFile(tmp_path / "whole.wacz") as packed:
        size = packed.getinfo(f"archive/{path.name}").file_size
        index = gzip.decompress(packed.read("indexes/index.cdx.gz")).decode().splitlines()
    places = [json.loads(line.partition("{")[1] + line.partition("{")[2]) for line in index]
    assert len(places) >= 4
    assert all(int(place["offset"]) + int(place["length"]) <= size for place in places)
    back = archiver("ingest", tmp_path / "whole.wacz", "--archive", tmp_path / "again")
    assert (back.returncode, "0 records could not be used" in back.stdout) == (0, True), back.stdout
