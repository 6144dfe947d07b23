"""Images of articles and comments: files named by the hash of their content, and the rows that say where they came from."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from archiver.content import image_addresses
from archiver.models import Media

#: How the name of a file ends that is not whole yet.
PARTIAL = ".partial"
#: Media type -> how the names of such files end. Others are kept too, without an ending.
_ENDINGS = {
    "image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp", "image/avif": ".avif", "image/svg+xml": ".svg",
    "image/bmp": ".bmp", "image/tiff": ".tiff", "image/heic": ".heic", "image/x-icon": ".ico", "image/vnd.microsoft.icon": ".ico",
}  # fmt: skip
_CHUNK = 1 << 20
_KEEP = """
INSERT INTO media (
    url, site_id, run_id, outcome, error, final_url, status, fetched_at, content_type, size, sha256, file, warc_file, warc_offset, warc_length,
    payload_digest
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (url) DO UPDATE SET
    site_id = excluded.site_id, run_id = excluded.run_id, outcome = excluded.outcome, error = excluded.error, final_url = excluded.final_url,
    status = excluded.status, fetched_at = excluded.fetched_at, content_type = excluded.content_type, size = excluded.size,
    sha256 = excluded.sha256, file = excluded.file, warc_file = excluded.warc_file, warc_offset = excluded.warc_offset,
    warc_length = excluded.warc_length, payload_digest = excluded.payload_digest
WHERE media.outcome <> 'ok'
"""
_OF_COMMENTS = "SELECT id, html FROM comments WHERE article_id = ? AND key IN (SELECT value FROM json_each(?))"


def file_of(content: bytes, content_type: str) -> str:
    """The path in media/ of a file with this content: ``3a/3a7bd3....jpg``."""
    digest = hashlib.sha256(content).hexdigest()
    return f"{digest[:2]}/{digest}{_ENDINGS.get(content_type, '')}"


class MediaFolder:
    """Keeps files as Scrapy's media pipelines ask a store to. One that is there is whole: it takes its name when it is."""

    def __init__(self, folder: str):
        self._folder = Path(folder)

    def persist_file(
        self, path: str, buf: BytesIO, info: object, meta: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        target = self._folder / path
        if target.exists():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_name(target.name + PARTIAL)
        with partial.open("wb") as file:
            file.write(buf.getbuffer())
            file.flush()
            os.fsync(file.fileno())
        partial.replace(target)

    def stat_file(self, path: str, info: object) -> dict[str, Any]:
        """Nothing: whether an address is known is asked of the database."""
        return {}


def known(db: Database, url: str) -> bool:
    """Whether the image of an address is kept."""
    return db.conn.execute("SELECT 1 FROM media WHERE url = ? AND outcome = 'ok'", (url,)).fetchone() is not None


def keep(db: Database, media: Iterable[Media], *, site_id: int, run_id: int) -> None:
    """Writes what became of images; one that is kept stays as it is. Joins the transaction that is open."""
    db.conn.executemany(_KEEP, (_row(each, site_id, run_id) for each in media))


def link_images(db: Database, article_id: int, told: Iterable[tuple[str, str]]) -> None:
    """Writes which images the texts of comments show now. A trigger has taken away those of a text that has changed.

    :param told: (key, sanitised HTML) of the comments that were just stored.
    """
    keys = [key for key, markup in told if "<img" in markup]
    if not keys:
        return
    for row in db.conn.execute(_OF_COMMENTS, (article_id, json.dumps(keys))).fetchall():
        found = enumerate(image_addresses(row["html"]))
        db.conn.executemany("INSERT OR IGNORE INTO comment_images VALUES (?, ?, ?)", ((row["id"], at, url) for at, url in found))


def files(db: Database) -> Iterator[tuple[str, int, str]]:
    """(path in media/, bytes, SHA-256) of every file that the database names."""
    for row in db.conn.execute("SELECT DISTINCT file, size, sha256 FROM media WHERE file IS NOT NULL ORDER BY file"):
        yield row["file"], row["size"], row["sha256"]


def sha256_of(path: Path) -> str:
    """Of a file, hexadecimal."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _row(media: Media, site_id: int, run_id: int) -> tuple[object, ...]:
    record = media.record
    where = (record.file, record.offset, record.length, record.digest) if record else (None,) * 4
    return (
        media.url, site_id, run_id, media.outcome, media.error, media.final_url, media.status, media.fetched_at, media.content_type, media.size,
        media.sha256, media.file, *where,
    )  # fmt: skip
