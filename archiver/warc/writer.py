"""Writes the exchanges of one run into files of its own, each record whole or not at all."""

from __future__ import annotations

import os
import time
from io import BytesIO
from pathlib import Path
from typing import Protocol

from warcio.warcwriter import WARCWriter

from archiver import PROJECT_URL, __version__
from archiver.models import Record
from archiver.warc.exchange import Exchange, payload_digest, request_record, response_record

#: A file that has reached this size is not written to any more; the common size of WARC files.
FILE_SIZE = 1_000_000_000
#: Bytes are forced to the disk (fsync) this often at most, in seconds; and when a file is closed. A killed process loses nothing either way.
SYNC_SECONDS = 5.0


class Payloads(Protocol):
    """Knows which payloads the archive holds already."""

    def find(self, digest: str, size: int) -> Record | None: ...

    def keep(self, record: Record, size: int) -> None: ...


class Recorder:
    """The WARC files of one run: ``run-000012-00001.warc.gz`` and so on. A file is made when there is something to write."""

    def __init__(self, folder: Path, run_id: int, payloads: Payloads, *, about: dict[str, str], file_size: int = FILE_SIZE):
        self._folder = folder
        self._run_id = run_id
        self._payloads = payloads
        self._about = about
        self._file_size = file_size
        self._number = 0
        self._file: int | None = None  # descriptor
        self._name = ""
        self._size = 0
        self._synced = 0.0

    def keep(self, exchange: Exchange) -> Record:
        """Writes the answer, and its request if it is known; when this returns, the bytes are with the operating system.

        :raises OSError: where they cannot be written; the file is then as it was before.
        """
        if self._file is None or self._size >= self._file_size:
            self._open_next()
        digest, size = payload_digest(exchange.body), len(exchange.body)
        original = self._payloads.find(digest, size) if size else None
        buffer = BytesIO()
        writer = WARCWriter(buffer, gzip=True, warc_version="WARC/1.1")
        response = response_record(writer, exchange, digest, original)
        writer.write_record(response)
        length = buffer.tell()
        written = [response]
        if exchange.sent is not None:
            written.append(request_record(writer, exchange, response))
            writer.write_record(written[1])
        for record in written:
            record.raw_stream.close()  # warcio buffers in temporary files
        offset = self._append(buffer.getbuffer())
        kept = Record(file=self._name, offset=offset, length=length, digest=digest, url=exchange.url, date=exchange.date)
        if size and original is None:
            self._payloads.keep(kept, size)
        return kept

    def close(self) -> None:
        """Forces the bytes to the disk and closes the file."""
        if self._file is not None:
            os.fsync(self._file)
            os.close(self._file)
            self._file = None

    def _open_next(self) -> None:
        self.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._number += 1
        self._name = f"run-{self._run_id:06}-{self._number:05}.warc.gz"
        self._file = os.open(self._folder / self._name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND | os.O_CLOEXEC, 0o644)
        self._size = 0
        buffer = BytesIO()
        writer = WARCWriter(buffer, gzip=True, warc_version="WARC/1.1")
        about = {"software": f"Archiver/{__version__} (+{PROJECT_URL})", "format": "WARC File Format 1.1", **self._about}
        writer.write_record(writer.create_warcinfo_record(self._name, about))
        self._append(buffer.getbuffer())

    def _append(self, content: memoryview) -> int:
        """Appends bytes, all or none; returns where they begin."""
        assert self._file is not None  # opened by keep  # noqa: S101
        offset, written = self._size, 0
        try:
            while written < len(content):
                written += os.write(self._file, content[written:])
        except OSError:
            os.ftruncate(self._file, offset)
            raise
        self._size += written
        if time.monotonic() - self._synced >= SYNC_SECONDS:
            os.fsync(self._file)
            self._synced = time.monotonic()
        return offset
