"""Runs of whatever writes to an archive: begun, with what a killed one left mended, and ended."""

from __future__ import annotations

import logging
from pathlib import Path

from archiver import __version__
from archiver.store.archive import Archive, now
from archiver.store.evidence import last_known
from archiver.warc.members import cut_torn_tail

logger = logging.getLogger(__name__)


def begin(archive: Archive, command: str, arguments: str, user_agent: str | None = None) -> int:
    """Opens a run's row and returns its id. The archive's lock is ours: a row that still says ``running`` belongs to a run that was killed.

    :param arguments: JSON, for ``runs.arguments``.
    """
    db = archive.db
    _mend(archive)
    with db.atomic():
        db.conn.execute("UPDATE runs SET outcome = 'killed' WHERE outcome = 'running'")
        row = (command, now(), arguments, __version__, user_agent)
        cursor = db.conn.execute("INSERT INTO runs (command, started_at, arguments, version, user_agent) VALUES (?, ?, ?, ?, ?)", row)
    return int(cursor.lastrowid or 0)


def finish(archive: Archive, run_id: int, outcome: str, exit_code: int | None) -> None:
    """Closes a run's row."""
    with archive.db.atomic():
        archive.db.conn.execute(
            "UPDATE runs SET finished_at = ?, outcome = ?, exit_code = ? WHERE id = ?", (now(), outcome, exit_code, run_id)
        )


def _mend(archive: Archive) -> None:
    """Cuts off what a killed run left of its last record.

    What the database names was written before it was named, so only bytes that nobody counted are cut.
    """
    for row in archive.db.conn.execute("SELECT id FROM runs WHERE outcome = 'running'").fetchall():
        files = sorted((archive.folder / "warc").glob(f"run-{row['id']:06}-*.warc.gz"))
        if files:
            _mend_file(files[-1], last_known(archive.db, files[-1].name))


def _mend_file(path: Path, known: int) -> None:
    with path.open("r+b") as file:
        cut = cut_torn_tail(file, known)
        empty = file.seek(0, 2) == 0
    if cut:
        logger.warning("%s: an unfinished record of %d bytes was cut off; the run that wrote it was killed", path.name, cut)
    if empty:
        path.unlink()
