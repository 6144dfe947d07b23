"""Captures that others made: WARC files of any writer, whole or damaged, compressed by record, as one, or not at all; and WACZ files of them."""

from __future__ import annotations

import gzip
import re
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import attrs
from warcio.bufferedreaders import ChunkedDataReader
from warcio.recordloader import ArcWarcRecord

from archiver.moments import zulu
from archiver.warc.exchange import Exchange
from archiver.warc.members import LARGEST, read_member
from archiver.warc.reader import Unreadable, parse_record

_MAGIC = b"\x1f\x8b\x08"
_LENGTH = re.compile(rb"^content-length:\s*(\d+)", re.IGNORECASE | re.MULTILINE)
_LONGEST_HEAD = 1 << 16
_CHUNK = 1 << 20
_IN_WACZ = re.compile(r"archive/.+\.warc(?:\.gz)?")
_HTTP = ("http://", "https://")


class NotWarc(Exception):
    """A file that holds no captures; the message says why."""


@attrs.frozen
class Bad:
    """A record that cannot be used."""

    offset: int  #: of the record in its file; of its gzip member, where it has one
    why: str


@attrs.frozen
class Capture:
    """One answer in a file of captures."""

    offset: int
    exchange: Exchange  #: the body of a revisit is empty
    stated_digest: str | None  #: WARC-Payload-Digest, as the file's writer made it
    is_revisit: bool


def files_of(path: Path) -> list[Path]:
    """The files of captures that a path stands for: itself, or all that are in a folder, by name."""
    if not path.is_dir():
        return [path]
    return sorted(each for each in path.rglob("*") if each.is_file() and each.name.lower().endswith((".warc", ".warc.gz", ".wacz")))


@contextmanager
def opened(path: Path) -> Iterator[Iterator[tuple[str, BinaryIO]]]:
    """The WARC files in a file, by name: itself; or those of a WACZ, unpacked one after another.

    :raises NotWarc: where it is neither; :raises OSError: where it cannot be read.
    """
    with path.open("rb") as file, tempfile.TemporaryFile() as unpacked:
        head = file.read(8)
        file.seek(0)
        if head.startswith(b"PK"):
            yield _unpacked(path, unpacked)
        elif head.startswith((_MAGIC, b"WARC/")):
            yield iter([(path.name, file)])
        else:
            raise NotWarc(f"{path} is neither a WARC file nor a WACZ: it begins with {head!r}")


def _unpacked(path: Path, into: BinaryIO) -> Iterator[tuple[str, BinaryIO]]:
    try:
        with zipfile.ZipFile(path) as packed:
            names = [name for name in packed.namelist() if _IN_WACZ.fullmatch(name)]
            if not names:
                raise NotWarc(f"{path} is a ZIP file, but no WACZ: it has no archive/*.warc.gz")
            for name in names:
                into.seek(0)
                into.truncate()
                with packed.open(name) as source:
                    shutil.copyfileobj(source, into, _CHUNK)
                into.seek(0)
                yield f"{path.name}/{name}", into
    except (zipfile.BadZipFile, zlib.error) as error:
        raise NotWarc(f"{path} is a damaged ZIP file: {error}") from error


def captures(name: str, file: BinaryIO, wanted: Callable[[str, datetime, int, str], bool]) -> Iterator[Capture | Bad]:
    """The answers of a WARC file that are wanted, and the records that cannot be read. Requests and metadata are passed over.

    :param wanted: is asked with (URL, date, HTTP status, media type).
    """
    for offset, content in _contents(file):
        if isinstance(content, Bad):
            yield content
            continue
        try:
            found = _capture(name, offset, content, wanted)
        except Unreadable as error:
            yield Bad(offset, str(error))
            continue
        if found is not None:
            yield found


def _capture(name: str, offset: int, content: bytes, wanted: Callable[[str, datetime, int, str], bool]) -> Capture | None:
    record = parse_record(content, check_digests=True)
    url = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
    if record.rec_type not in ("response", "revisit") or not url.lower().startswith(_HTTP):
        return None
    if record.http_headers is None:
        if record.rec_type == "revisit":
            return None  # of a writer that keeps no headers with it: it says only that nothing changed
        raise Unreadable("it holds no HTTP answer")
    status = record.http_headers.get_statuscode()
    date = _date(record)
    media = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    if not status.isdecimal() or not wanted(url, date, int(status), media):
        return None
    body = _payload(record)
    if record.digest_checker.passed is False:
        raise Unreadable("; ".join(record.digest_checker.problems))
    identity = record.rec_headers.get_header("WARC-Record-ID")
    exchange = Exchange(
        url=url,
        sent=None,
        status=int(status),
        received=tuple(record.http_headers.headers),
        body=body,
        protocol=record.http_headers.protocol or "HTTP/1.1",
        ip_address=record.rec_headers.get_header("WARC-IP-Address"),
        date=zulu(date),
        origin=f"{name} at {offset}, {identity}",
    )
    return Capture(offset, exchange, record.rec_headers.get_header("WARC-Payload-Digest"), record.rec_type == "revisit")


def _payload(record: ArcWarcRecord) -> bytes:
    content = bytes(record.raw_stream.read())
    if (record.http_headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
        # Many writers undo it and keep the header; the reader tells by the bytes.
        reader = ChunkedDataReader(BytesIO(content))
        return b"".join(iter(reader.read, b""))
    return content


def _date(record: ArcWarcRecord) -> datetime:
    stated = record.rec_headers.get_header("WARC-Date") or ""
    try:
        date = datetime.fromisoformat(stated)
    except ValueError as error:
        raise Unreadable(f"its WARC-Date is {stated!r}") from error
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def _contents(file: BinaryIO) -> Iterator[tuple[int, bytes | Bad]]:
    """Every record with its offset, decompressed; broken ones as ``Bad``, and on with the next that can be read."""
    start = file.tell()
    is_packed = file.read(len(_MAGIC)) == _MAGIC
    file.seek(start)
    if not is_packed:
        yield from _split(file)
        return
    offset: int | None = start
    while offset is not None and (member := read_member(file, offset)) is not None:
        if member.fault is None:
            for _, content in _split(BytesIO(member.content)):
                yield offset, content if isinstance(content, bytes) else Bad(offset, content.why)
            offset += member.length
        elif _holds_several(member.content):
            file.seek(offset)
            yield from _split(gzip.GzipFile(fileobj=file))  # type: ignore[arg-type]  # a file to read from
            return
        else:
            yield offset, Bad(offset, member.fault)
            offset = None if member.torn else _next_member(file, offset + 1)


def _holds_several(content: bytes) -> bool:
    """Whether a member that is too large is a whole file, compressed as one: its first record ends within it."""
    head = content[:_LONGEST_HEAD].partition(b"\r\n\r\n")[0]
    length = _LENGTH.search(head)
    return length is not None and len(head) + int(length[1]) + 8 < len(content)


def _next_member(file: BinaryIO, start: int) -> int | None:
    """Where the next gzip member begins that holds a WARC record."""
    file.seek(start)
    before = b""
    while chunk := file.read(_CHUNK):
        window = before + chunk
        place = window.find(_MAGIC)
        while place != -1:
            if _begins_record(window[place : place + _LONGEST_HEAD]):
                return start - len(before) + place
            place = window.find(_MAGIC, place + 1)
        start += len(chunk)
        before = window[-_LONGEST_HEAD:] if len(chunk) == _CHUNK else b""
    return None


def _begins_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(packed, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _split(file: BinaryIO) -> Iterator[tuple[int, bytes | Bad]]:
    """The records of a stream that is not compressed by record."""
    offset, lost = 0, False
    try:
        while line := file.readline(_LONGEST_HEAD):
            begin, offset = offset, offset + len(line)
            if not line.startswith(b"WARC/"):
                if line.strip() and not lost:
                    lost = True
                    yield begin, Bad(begin, "no WARC record begins here")
                continue
            lost = False
            head = [line]
            while (line := file.readline(_LONGEST_HEAD)).strip():
                head.append(line)
            head.append(line)
            length = _LENGTH.search(b"".join(head))
            offset = begin + sum(map(len, head))
            if length is None or not line:
                yield begin, Bad(begin, "the record does not state its length" if line else "the file ends within the record")
                continue
            size, content = int(length[1]), b""
            if size > LARGEST:
                yield begin, Bad(begin, f"the record is larger than {LARGEST // 1024**2} MiB")
            for place in range(0, size, _CHUNK):
                part = file.read(min(_CHUNK, size - place))
                content = content + part if size <= LARGEST else b""
                offset += len(part)
            if size <= LARGEST:
                whole = len(content) == size
                yield begin, b"".join(head) + content + b"\r\n\r\n" if whole else Bad(begin, "the file ends within the record")
    except (EOFError, OSError, zlib.error) as error:
        yield offset, Bad(offset, f"the compressed bytes are damaged: {error}")
