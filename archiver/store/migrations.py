"""The schema's history: one function a step, applied in order, each in a transaction of its own."""

from __future__ import annotations

from importlib.resources import files

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

migrations = Migrations("archiver")


def _run(db: Database, script: str) -> None:
    """Runs a .sql file statement by statement: sqlite3's executescript would end the migration's transaction."""
    statement = ""
    for line in (files("archiver.store") / "schema" / script).read_text("utf-8").splitlines(keepends=True):
        statement += line
        if line.split("--")[0].rstrip().endswith(";"):
            db.conn.execute(statement)
            statement = ""


@migrations(name="0001_house")
def house(db: Database) -> None:
    """Sites, runs, ledger, fetches, articles with people and tags, comments with commenters."""
    _run(db, "0001_house.sql")
