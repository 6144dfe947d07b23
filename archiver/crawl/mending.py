"""What a killed run left of its last record is cut off, before the next run begins."""

from __future__ import annotations

import logging
from pathlib import Path

from archiver.store.archive import Archive
from archiver.store.evidence import last_known
from archiver.warc.members import cut_torn_tail

logger = logging.getLogger(__name__)


def mend(archive: Archive) -> None:
    """Mends the last WARC file of each run that was killed. The archive's lock is ours: a row that says ``running`` is such a run.

    What the database names was written before it was named, so only bytes that nobody counted are cut.
    """
    for row in archive.db.conn.execute("SELECT id FROM runs WHERE outcome = 'running'").fetchall():
        files = sorted((archive.folder / "warc").glob(f"run-{row['id']:06}-*.warc.gz"))
        if files:
            _mend(files[-1], last_known(archive.db, files[-1].name))


def _mend(path: Path, known: int) -> None:
    with path.open("r+b") as file:
        cut = cut_torn_tail(file, known)
        empty = file.seek(0, 2) == 0
    if cut:
        logger.warning("%s: an unfinished record of %d bytes was cut off; the run that wrote it was killed", path.name, cut)
    if empty:
        path.unlink()
