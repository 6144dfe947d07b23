"""The schema's history: one function a step, applied in order, each in a transaction of its own; then triggers and views."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from archiver.store import paths

migrations = Migrations("archiver")
_UNDER_WAY = 0  # also of a file that is new
_INDEXES = ("articles_fts", "comments_fts")


def unknown_steps(db: Database) -> list[str]:
    """Steps that a later version has taken."""
    known = {step.name for step in migrations.pending(Database(memory=True))}
    return [step.name for step in migrations.applied(db) if step.name not in known]


def is_current(db: Database) -> bool:
    """Whether all steps have been taken, and triggers and views are those of this version."""
    return not migrations.pending(db) and _stamp_of(db) == _stamp()


def _stamp_of(db: Database) -> int:
    return int(db.conn.execute("PRAGMA user_version").fetchone()[0])


@cache
def _stamp() -> int:
    """A number that changes with the triggers and views; 31 bits, as SQLite keeps it."""
    return zlib.crc32(b"".join((files("archiver.store") / "schema" / script).read_bytes() for script in ("triggers.sql", "views.sql"))) >> 1


def upgrade(db: Database, keep: Callable[[str], object]) -> None:
    """Brings an archive's schema up to date. Steps make tables anew, so foreign keys are not enforced meanwhile, but checked at the end.

    :param keep: is told the first step that is to come before it is taken, unless the archive is new.
    :raises sqlite3.IntegrityError: where a row refers to none.
    """
    pending = migrations.pending(db)
    if is_current(db):
        return
    if pending and migrations.applied(db):
        keep(pending[0].name)
    remade = bool(pending) or _stamp_of(db) == _UNDER_WAY
    db.conn.execute("PRAGMA foreign_keys = OFF")
    try:
        db.conn.execute(f"PRAGMA user_version = {_UNDER_WAY}")  # before any trigger is taken away: one that is stopped is taken up again
        for kind, name in db.conn.execute("SELECT type, name FROM sqlite_master WHERE type IN ('view', 'trigger')").fetchall():
            db.conn.execute(f'DROP {kind} "{name}"')
        migrations.apply(db)
        with db.atomic():
            _run(db, "triggers.sql")
            for index in _INDEXES if remade else ():
                db.conn.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
            _run(db, "views.sql")
            db.conn.execute(f"PRAGMA user_version = {_stamp()}")
        if broken := db.conn.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.IntegrityError(f"a row of {broken[0]} refers to one of {broken[2]} that does not exist")
    finally:
        db.conn.execute("PRAGMA foreign_keys = ON")


def _run(db: Database, script: str) -> None:
    """Runs a .sql file statement by statement: sqlite3's executescript would end the migration's transaction."""
    statement = ""
    for line in (files("archiver.store") / "schema" / script).read_text("utf-8").splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            db.conn.execute(statement)
            statement = ""


@migrations(name="0001_house")
def house(db: Database) -> None:
    """Sites, runs, ledger, fetches, articles with people and tags, comments with commenters."""
    _run(db, "0001_house.sql")


@migrations(name="0002_threads")
def threads(db: Database) -> None:
    """Requests to comment systems' interfaces, a record of each thread's completeness, and the place of each comment in its thread."""
    _run(db, "0002_threads.sql")
    for row in db.conn.execute("SELECT DISTINCT article_id FROM comments").fetchall():
        paths.place(db, row[0])


@migrations(name="0003_warc")
def warc(db: Database) -> None:
    """Where the bytes of each answer lie in the WARC files, and which payloads they hold."""
    _run(db, "0003_warc.sql")


@migrations(name="0004_media")
def media(db: Database) -> None:
    """Images of articles and comments, and the files that hold them."""
    _run(db, "0004_media.sql")


@migrations(name="0005_counts")
def counts(db: Database) -> None:
    """What the announced number of each thread counts."""
    _run(db, "0005_counts.sql")
