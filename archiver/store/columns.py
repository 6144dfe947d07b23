"""How values of records become columns."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

import attrs
from sqlite_utils import Database

from archiver.models import Article, Fetch, Moment

_JSON = json.JSONEncoder(ensure_ascii=False)  # one for all: json.dumps makes one for each call


def moment_columns(column: str, moment: Moment | None) -> dict[str, str | None]:
    """The columns of a date: the value under its own name, the evidence beside it."""
    names = (column, *(f"{column}_{part}" for part in ("precision", "raw", "local", "earliest", "latest")))
    return dict(zip(names, moment_values(moment), strict=True))


def moment_values(moment: Moment | None) -> tuple[str | None, ...]:
    """What the columns of a date hold, in the order of the schema."""
    if moment is None:
        return (None,) * 6
    return moment.utc, moment.precision, moment.raw, moment.local, moment.earliest, moment.latest


def content_hash(record: Article, leave_out: Iterable[str]) -> str:
    """SHA-256 over an article's normalised content, as canonical JSON."""
    content = {name: value for name, value in attrs.asdict(record).items() if name not in leave_out}
    for moment in ("date_published", "date_modified"):
        # "2 years ago" becomes "3 years ago" by itself: a relative date is no change of the content.
        if isinstance(content.get(moment), dict):
            content[moment] = content[moment]["utc"]
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=sorted, ensure_ascii=False).encode()).hexdigest()


def as_json(value: object) -> str:
    """JSON as the archive writes it."""
    return _JSON.encode(value)


def visit_of(db: Database, fetch: Fetch) -> int:
    """The number of the site's visit that a fetch belongs to."""
    if fetch.visit is not None:
        return fetch.visit
    return int(db.conn.execute("SELECT visit FROM sites WHERE id = ?", (fetch.site_id,)).fetchone()["visit"])


def insert(db: Database, table: str, row: Mapping[str, object]) -> None:
    """A new row."""
    db.conn.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", tuple(row.values()))


def update(db: Database, table: str, row_id: int, row: Mapping[str, object]) -> None:
    """New values of some columns."""
    db.conn.execute(f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in row)} WHERE id = ?", (*row.values(), row_id))


def id_of(db: Database, table: str, unique: dict[str, object]) -> int:
    """The row that holds these unique values, made if need be."""
    columns, first = ", ".join(unique), next(iter(unique))
    sql = (
        f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(unique))})"
        f" ON CONFLICT ({columns}) DO UPDATE SET {first} = excluded.{first} RETURNING id"  # an update, so that the row is returned
    )
    return int(db.conn.execute(sql, tuple(unique.values())).fetchone()["id"])
