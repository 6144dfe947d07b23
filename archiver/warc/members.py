"""The gzip members of a WARC file: one a record, so that each can be read by its offset alone."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO

import attrs

_CHUNK = 1 << 16
_GZIP = 16 + zlib.MAX_WBITS
#: What a record may hold, decompressed: four times the largest answer that a crawl accepts. More is a fault, not a reason to fill the memory.
LARGEST = 64 * 1024 * 1024


@attrs.frozen
class Member:
    """One gzip member."""

    offset: int
    length: int  #: bytes in the file
    content: bytes  #: decompressed; of a broken member what could be read
    fault: str | None = None  #: what is wrong with it, in words; None for a whole one
    torn: bool = False  #: whether the file ends within it


def members(file: BinaryIO, start: int = 0) -> Iterator[Member]:
    """The members from an offset on, to the end of the file or to the first broken one, which is the last that is given."""
    while True:
        member = read_member(file, start)
        if member is None:
            return
        yield member
        if member.fault is not None:
            return
        start += member.length


def read_member(file: BinaryIO, offset: int) -> Member | None:
    """The member that begins at an offset; None at the end of the file."""
    file.seek(offset)
    unpacker, read, size = zlib.decompressobj(_GZIP), 0, 0
    content: list[bytes] = []
    while not unpacker.eof:
        chunk = file.read(_CHUNK)
        if not chunk:
            if not read:
                return None
            return Member(offset, read, b"".join(content), "the file ends within the record", torn=True)
        read += len(chunk)
        try:
            content.append(unpacker.decompress(chunk, LARGEST + 1 - size))
        except zlib.error:
            return Member(offset, read, b"".join(content), "the compressed bytes are damaged")
        size += len(content[-1])
        if size > LARGEST:
            return Member(offset, read, b"".join(content), f"the record is larger than {LARGEST // 1024**2} MiB")
    return Member(offset, read - len(unpacker.unused_data), b"".join(content))


def cut_torn_tail(file: BinaryIO, start: int = 0) -> int:
    """Cuts what a killed process left of a record at the end of a file; returns how many bytes that were.

    :param start: offset of a record that is known to be whole: what lies before it is not read.
    """
    end = start
    for member in members(file, start):
        if member.fault is not None and not member.torn:
            return 0  # damage, not a crash: it is left for ``archiver verify`` to name
        if not member.torn:
            end = member.offset + member.length
    size = file.seek(0, 2)
    if size > end:
        file.truncate(end)
    return size - end
