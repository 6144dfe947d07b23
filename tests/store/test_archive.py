"""The archive's folder, its lock, and its schema."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from archiver.store.archive import Archive, ArchiveError, ArchiveHeld

HOLDER = """
import sys, time
from pathlib import Path
from archiver.store.archive import Archive
archive = Archive.write(Path(sys.argv[1]))
print("held", flush=True)
time.sleep(60)
"""


def test_a_second_process_is_refused_and_a_dead_one_holds_nothing(folder: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, str(folder)], stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    with pytest.raises(ArchiveHeld, match=f"in use by process {holder.pid}"):
        Archive.write(folder)
    holder.kill()
    holder.wait()
    holder.stdout.close()
    time.sleep(0.05)
    Archive.write(folder).close()


def test_readers_need_no_lock_and_cannot_write(folder: Path) -> None:
    with Archive.write(folder), Archive.read(folder) as reader:
        assert reader.db.conn.execute("SELECT COUNT(*) FROM articles").fetchone()[0] == 0
        with pytest.raises(Exception, match="readonly"):
            reader.db.conn.execute("DELETE FROM articles")


def test_a_missing_archive_is_told_with_the_remedy(folder: Path) -> None:
    with pytest.raises(ArchiveError, match="Crawl a site first"):
        Archive.read(folder)


def test_a_file_that_is_no_database_is_refused_and_kept(folder: Path) -> None:
    folder.mkdir()
    (folder / "archive.db").write_text(
        "not a database, but somebody's notes, and longer than a header of one hundred bytes would be, so that it is read"
    )
    with pytest.raises(ArchiveError, match="cannot be opened as an archive"):
        Archive.write(folder)
    assert (folder / "archive.db").read_text().startswith("not a database")


def test_the_folder_can_be_moved(folder: Path, tmp_path: Path) -> None:
    Archive.write(folder).close()
    moved = folder.rename(tmp_path / "moved")
    with Archive.write(moved) as archive:
        assert archive.db.table("articles").exists()


def test_every_table_is_strict_and_every_column_says_what_it_holds(folder: Path) -> None:
    with Archive.write(folder) as archive:
        tables = [table for table in archive.db.tables if not table.name.startswith(("_sqlite", "sqlite_")) and "_fts" not in table.name]
        assert len(tables) >= 10
        for table in tables:
            assert table.strict, table.name
            for column in table.columns:
                line = re.search(rf"^ +{column.name} .*$", table.schema, re.MULTILINE)
                assert line is not None
                assert "--" in line[0], f"{table.name}.{column.name} has no comment in the schema"


def test_foreign_keys_are_enforced(folder: Path) -> None:
    with Archive.write(folder) as archive, pytest.raises(Exception, match="FOREIGN KEY"):
        archive.db.conn.execute(
            "INSERT INTO comments (article_id, key, parent_source, depth, page, position, text, html, page_hash, first_fetch_id, last_fetch_id,"
            " first_seen_at, last_seen_at) VALUES (99, '1', 'id', 1, 0, 0, '', '', '', 1, 1, '', '')"
        )
