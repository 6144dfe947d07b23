"""What the database says of the WARC files, for those that mend or check them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sqlite_utils import Database

from archiver.models import Record

_RUN_FILE = re.compile(r"run-(\d{6,})-\d{5,}\.warc\.gz")
# Every row that names a record of a file.
_OF_FILE = """
SELECT warc_offset, warc_length, payload_digest AS digest, COALESCE(final_url, url) AS url, fetched_at AS date FROM fetches
WHERE warc_file = :file
UNION SELECT warc_offset, warc_length, digest, url, recorded_at FROM payloads WHERE warc_file = :file
UNION SELECT warc_offset, warc_length, payload_digest, COALESCE(final_url, url), fetched_at FROM media WHERE warc_file = :file
"""


def last_known(db: Database, file: str) -> int:
    """The offset of the last record of a file that the database names; 0 where it names none."""
    return int(db.conn.execute(f"SELECT COALESCE(MAX(warc_offset), 0) FROM ({_OF_FILE})", {"file": file}).fetchone()[0])


def end_of(db: Database, file: str) -> int:
    """Where the last record of a file ends that the database names."""
    return int(db.conn.execute(f"SELECT COALESCE(MAX(warc_offset + warc_length), 0) FROM ({_OF_FILE})", {"file": file}).fetchone()[0])


def named_files(db: Database) -> list[str]:
    """The WARC files that the database names, by name."""
    tables = (f"SELECT warc_file FROM {table} WHERE warc_file IS NOT NULL" for table in ("fetches", "payloads", "media"))
    return [row[0] for row in db.conn.execute(f"{' UNION '.join(tables)} ORDER BY 1")]


def named_records(db: Database, file: str) -> Iterator[Record]:
    """The records of a file that the database names, each once for every way in which it is named, in the order of the file."""
    for row in db.conn.execute(f"{_OF_FILE} ORDER BY 1", {"file": file}):
        yield Record(
            file=file, offset=row["warc_offset"], length=row["warc_length"], digest=row["digest"], url=row["url"], date=row["date"]
        )


def run_of(file: str) -> int | None:
    """The run that has written a WARC file, by its name; None for a file of others."""
    match = _RUN_FILE.fullmatch(file)
    return int(match[1]) if match else None


def unfinished_runs(db: Database) -> set[int]:
    """Runs that are under way, or were killed and not yet found dead: their last file may end within a record."""
    return {row[0] for row in db.conn.execute("SELECT id FROM runs WHERE outcome = 'running'")}


def runs(db: Database) -> set[int]:
    """All runs."""
    return {row[0] for row in db.conn.execute("SELECT id FROM runs")}


def database_faults(db: Database) -> Iterator[str]:
    """What SQLite finds wrong with the file itself: damaged pages, rows that refer to none."""
    for row in db.conn.execute("PRAGMA integrity_check(20)"):
        if row[0] != "ok":
            yield f"the file is damaged: {row[0]}"
    for row in db.conn.execute("PRAGMA foreign_key_check").fetchmany(20):
        yield f"row {row[1]} of {row[0]} refers to a row of {row[2]} that does not exist"


def records_of_site(db: Database, site_id: int) -> Iterator[tuple[str, int]]:
    """(file, offset) of the answers that were fetched for a site, and of those that hold the payloads of its revisits, in the order of the files."""
    sql = """
    WITH named AS (
        SELECT warc_file, warc_offset, payload_digest FROM fetches WHERE site_id = :site AND warc_file IS NOT NULL
        UNION SELECT warc_file, warc_offset, payload_digest FROM media WHERE site_id = :site AND warc_file IS NOT NULL
    )
    SELECT warc_file, warc_offset FROM named
    UNION SELECT payloads.warc_file, payloads.warc_offset FROM named JOIN payloads ON digest = payload_digest
    ORDER BY 1, 2
    """
    for row in db.conn.execute(sql, {"site": site_id}):
        yield row["warc_file"], row["warc_offset"]
