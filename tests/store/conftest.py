"""An archive with one site, one run and one request, for what is written next."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.store.archive import Archive, now


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    with Archive.write(folder) as archive:
        with archive.db.atomic() as db:
            db.conn.execute(
                "INSERT INTO sites (id, host, home_url, visit, added_at) VALUES (1, 'a.example', 'https://a.example/', 1, ?)", (now(),)
            )
            db.conn.execute(
                "INSERT INTO runs (id, command, started_at, arguments, version, user_agent) VALUES (1, 'crawl', ?, '{}', '0', 'x')",
                (now(),),
            )
        yield archive
