"""The archive: a folder that can be moved as a whole, and the lock that keeps it to one writer."""

from __future__ import annotations

import fcntl
import logging
import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TextIO

from sqlite_utils import Database

from archiver import __version__
from archiver.store.migrations import is_current, unknown_steps, upgrade

logger = logging.getLogger(__name__)


class ArchiveError(Exception):
    """The archive cannot be used as asked; the message says why and what to do."""


class ArchiveHeld(ArchiveError):
    """Another process is writing to the archive."""


def now() -> str:
    """This instant as the archive writes instants."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Archive:
    """An open archive folder: ``archive.db``, ``sites/*.toml``, ``logs/``.

    ``Archive.write(folder)`` makes the folder if need be and holds its lock until closed; ``Archive.read(folder)`` needs no lock,
    and may look on while another process writes.
    """

    def __init__(self, folder: Path, db: Database, lock: TextIO | None):
        self.folder = folder
        self.db = db
        self._lock = lock

    @classmethod
    def write(cls, folder: Path) -> Archive:
        """Opens for writing and brings the schema up to date.

        :raises ArchiveHeld: while another process has it open for writing.
        """
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lock = _lock(folder)
        except OSError as error:
            raise ArchiveError(
                f"The archive folder {folder} cannot be written: {error.strerror}. Choose another with --archive."
            ) from error
        try:
            db = connect(folder / "archive.db", "rwc")
            db.conn.execute("PRAGMA journal_mode = WAL")
            # In WAL mode NORMAL survives a killed process; only a power cut can lose the last commits, and never corrupts.
            db.conn.execute("PRAGMA synchronous = NORMAL")
            _refuse_newer(folder, db)
            upgrade(db, keep=lambda step: _keep(folder, db, step))
        except ArchiveError:
            lock.close()
            raise
        except sqlite3.DatabaseError as error:
            lock.close()
            raise ArchiveError(f"{folder / 'archive.db'} cannot be opened as an archive: {error}.") from error
        return cls(folder, db, lock)

    @classmethod
    def read(cls, folder: Path) -> Archive:
        """Opens for reading only."""
        path = folder / "archive.db"
        if not path.is_file():
            raise ArchiveError(f"There is no archive at {folder}. Crawl a site first, or name its folder with --archive.")
        db = connect(path)
        _refuse_newer(folder, db)
        if not is_current(db):
            raise ArchiveError(f"The archive at {folder} was made by an earlier version. The next crawl into it brings it up to date.")
        return cls(folder, db, None)

    def close(self) -> None:
        self.db.close()
        if self._lock is not None:
            self._lock.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def connect(path: Path, mode: str = "ro") -> Database:
    """An open archive.db; ``mode`` as in SQLite's URIs."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=30)
    connection.row_factory = sqlite3.Row
    db = Database(connection)
    db.conn.execute("PRAGMA foreign_keys = ON")
    return db


def _refuse_newer(folder: Path, db: Database) -> None:
    newer = unknown_steps(db)
    if newer:
        raise ArchiveError(
            f"The archive at {folder} was made by a later version of Archiver ({newer[-1]} is not known to {__version__})."
            " Update Archiver: pip install --upgrade news-archiver."
        )


def _keep(folder: Path, db: Database, step: str) -> None:
    """A copy of the database before it is upgraded. One that is there was made before an upgrade that was stopped."""
    copy = folder / f"archive.before-{step}.db"
    if copy.exists():
        return
    partial = copy.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    db.conn.execute("VACUUM INTO ?", (str(partial),))
    partial.replace(copy)
    logger.warning("The archive %s is brought up to date. As it was: %s; remove it when all is well.", folder, copy.name)


def _lock(folder: Path) -> TextIO:
    """Takes the folder's lock. The kernel gives it back when the process ends, however it ends."""
    lock = (folder / "archive.lock").open("a+", encoding="utf-8")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        lock.seek(0)
        holder = lock.read().strip() or "another process"
        lock.close()
        raise ArchiveHeld(
            f"The archive {folder} is in use by {holder}. Wait for it to end, or crawl into another folder with --archive."
        ) from None
    lock.truncate(0)
    lock.write(f"process {os.getpid()}, since {now()}")
    lock.flush()
    return lock
