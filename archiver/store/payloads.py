"""Which payloads the archive holds, so that an unchanged one is kept once."""

from __future__ import annotations

from sqlite_utils import Database

from archiver.models import Record


class Payloads:
    """Finds payloads by their digest, whatever address they came from."""

    def __init__(self, db: Database):
        self._db = db

    def find(self, digest: str, size: int) -> Record | None:
        """The record that holds this payload. The size is compared too: a forged SHA-1 collision would need both."""
        return self._record(digest, " AND size = ?", size)

    def named(self, digest: str) -> Record | None:
        """The record that holds the payload of this digest, whose size is not known."""
        return self._record(digest, "")

    def _record(self, digest: str, condition: str, *values: int) -> Record | None:
        sql = f"SELECT warc_file, warc_offset, warc_length, url, recorded_at FROM payloads WHERE digest = ?{condition}"
        row = self._db.conn.execute(sql, (digest, *values)).fetchone()
        return row and Record(
            file=row["warc_file"],
            offset=row["warc_offset"],
            length=row["warc_length"],
            digest=digest,
            url=row["url"],
            date=row["recorded_at"],
        )

    def keep(self, record: Record, size: int) -> None:
        """Remembers a payload whose bytes have been written."""
        with self._db.atomic():
            self._db.conn.execute(
                "INSERT INTO payloads (digest, size, url, recorded_at, warc_file, warc_offset, warc_length) VALUES (?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                (record.digest, size, record.url, record.date, record.file, record.offset, record.length),
            )
