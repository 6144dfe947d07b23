"""Reads pages back from WARC files: the same pages that the crawl saw."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from io import BytesIO
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.recordloader import ArcWarcRecord

from archiver.models import Page
from archiver.warc.members import LARGEST, read_member


class Unreadable(Exception):
    """A record is not where it should be, or is damaged; the message says which and why."""


def read_page(
    folder: Path,
    file: str,
    offset: int,
    length: int | None = None,
    *,
    url: str | None = None,
    kind: str = "article",
    article_url: str | None = None,
    form: tuple[tuple[str, str], ...] = (),
    context: Mapping[str, str] | None = None,
) -> Page:
    """The page whose answer, or whose revisit, lies at an offset. Only that record is read (and the one that a revisit names).

    :param folder: the folder of the WARC files.
    :param url: as asked for, where redirects led to the recorded address; defaults to that.
    :raises Unreadable: where there is no such record.
    """
    record = _record(folder, file, offset, length)
    headers = tuple(record.http_headers.headers)
    raw = record.raw_stream.read() if record.rec_type == "response" else _original(folder, file, offset, record)
    target = record.rec_headers.get_header("WARC-Target-URI")
    return Page(
        url=url or target,
        final_url=target,
        status=int(record.http_headers.get_statuscode()),
        headers=headers,
        body=decoded(raw, record.http_headers.get_header("Content-Encoding")),
        fetched_at=datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")),
        kind=kind,
        article_url=article_url,
        form=form,
        context=dict(context or {}),
    )


def payload_at(folder: Path, file: str, offset: int) -> bytes:
    """The payload of the response record at an offset, as it was sent.

    :raises Unreadable: where there is no such record.
    """
    return bytes(_record(folder, file, offset, None).raw_stream.read())


def parse_record(content: bytes, *, check_digests: bool = False) -> ArcWarcRecord:
    """The one record that a gzip member holds.

    :raises Unreadable: where it is none.
    """
    try:
        # warcio reads header blocks with a lenient parser: whatever it stumbles over is one fault to us.
        return next(iter(ArchiveIterator(BytesIO(content), check_digests=check_digests)))
    except Exception as error:
        raise Unreadable(f"it is no WARC record ({type(error).__name__}: {error})") from error


def _record(folder: Path, file: str, offset: int, length: int | None) -> ArcWarcRecord:
    where = f"{file} at {offset:,}"
    try:
        with (folder / file).open("rb") as opened:
            member = read_member(opened, offset)
    except OSError as error:
        raise Unreadable(f"{file} cannot be read: {error.strerror}") from error
    if member is None or member.fault is not None:
        raise Unreadable(f"{where}: {member.fault if member else 'the file ends before it'}")
    if length is not None and member.length != length:
        raise Unreadable(f"{where}: the record has {member.length:,} bytes, not {length:,}")
    try:
        record = parse_record(member.content)
    except Unreadable as error:
        raise Unreadable(f"{where}: {error}") from error
    if record.rec_type not in ("response", "revisit"):
        raise Unreadable(f"{where}: it is a {record.rec_type} record, not an answer")
    return record


def _original(folder: Path, file: str, offset: int, revisit: ArcWarcRecord) -> bytes:
    """The payload that a revisit stands for."""
    named = revisit.rec_headers.get_header("WARC-Refers-To-Filename")
    place = revisit.rec_headers.get_header("WARC-Refers-To-File-Offset")
    if not named or not place or Path(named).name != named:
        raise Unreadable(f"{file} at {offset:,}: the revisit does not say where its original lies")
    original = _record(folder, named, int(place), None)
    digest = "WARC-Payload-Digest"
    if original.rec_type != "response" or original.rec_headers.get_header(digest) != revisit.rec_headers.get_header(digest):
        raise Unreadable(f"{file} at {offset:,}: the record that the revisit names, {named} at {int(place):,}, has another payload")
    return bytes(original.raw_stream.read())


def decoded(body: bytes, encodings: str | None) -> bytes:
    """A body with its content encodings undone, the last one first. What claims an encoding that it has not is given as it is, as browsers do."""
    for name in reversed([each.strip().lower() for each in (encodings or "").split(",")]):
        try:
            body = _undo(name, body)
        except (zlib.error, EOFError, ValueError):
            return body
    return body


def _undo(name: str, body: bytes) -> bytes:
    if name in ("gzip", "x-gzip"):
        return _inflate(body, 16 + zlib.MAX_WBITS)
    if name == "deflate":
        try:
            return _inflate(body, zlib.MAX_WBITS)
        except zlib.error:
            return _inflate(body, -zlib.MAX_WBITS)  # many servers leave the zlib header out
    if name == "br":
        return bytes(_library("brotli", name).decompress(body))
    if name == "zstd":
        return bytes(_library("zstandard", name).ZstdDecompressor().decompressobj().decompress(body))
    return body


def _inflate(body: bytes, window: int) -> bytes:
    parts = []
    while body:
        unpacker = zlib.decompressobj(window)
        parts.append(unpacker.decompress(body, LARGEST))
        if not unpacker.eof or not unpacker.unused_data.startswith(b"\x1f\x8b"):
            break
        body = unpacker.unused_data
    return b"".join(parts)


def _library(module: str, encoding: str) -> Any:
    """Scrapy asks for these encodings only where the library is installed; whoever reads the archive elsewhere may lack it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise Unreadable(f"a page is encoded as {encoding}: pip install {module}") from error
