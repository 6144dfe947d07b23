"""Checks WARC files against what is said of them; each fault is told in words, with file and offset."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

import attrs

from archiver.models import Record
from archiver.warc.exchange import payload_digest
from archiver.warc.members import Member, members, read_member
from archiver.warc.reader import Unreadable, parse_record

_MAGIC = b"\x1f\x8b\x08"


@attrs.frozen
class Fault:
    """Something that is wrong, and where."""

    file: str
    offset: int | None
    what: str
    harmless: bool = False  #: what a crash leaves, and the next run mends

    def __str__(self) -> str:
        where = self.file if self.offset is None else f"{self.file} at {self.offset:,}"
        return f"{where}: {self.what}"


def check_quickly(path: Path, named: Iterable[Record]) -> Iterator[Fault]:
    """Only whether each named record can be there: within the file, and beginning as a gzip member does."""
    size = path.stat().st_size
    with path.open("rb") as file:
        for record in named:
            if record.offset + record.length > size:
                yield Fault(path.name, record.offset, f"the file ends at {size:,}, before the end of the record of {record.url}")
                continue
            file.seek(record.offset)
            if file.read(len(_MAGIC)) != _MAGIC:
                yield Fault(path.name, record.offset, f"no record begins here, though one of {record.url} should")


def check(
    path: Path, named: Iterable[Record], *, unfinished: bool = False, progress: Callable[[int], object] = lambda size: None
) -> Iterator[Fault]:
    """Reads a whole file: every record with its digests, and whether those that are named are what they are said to be.

    :param unfinished: whether the file's end may be missing, since its run is under way or was killed.
    :param progress: is told the bytes that were read, bit by bit.
    """
    waiting = sorted(named, key=lambda record: record.offset)
    at = 0
    with path.open("rb") as file:
        for member in _all_members(file, sorted({record.offset for record in waiting})):
            while at < len(waiting) and waiting[at].offset < member.offset:
                yield _absent(waiting[at])
                at += 1
            yield from _check_record(path.name, member, unfinished=unfinished and at >= len(waiting))
            while at < len(waiting) and waiting[at].offset == member.offset:
                yield from _compare(member, waiting[at])
                at += 1
            progress(member.length)
    for record in waiting[at:]:
        yield _absent(record)


def _all_members(file: BinaryIO, known: list[int]) -> Iterator[Member]:
    """Every member; after a damaged one the reading goes on at the next record that is known to begin somewhere."""
    start: int | None = 0
    while start is not None:
        broken: Member | None = None
        for member in members(file, start):
            yield member
            broken = member if member.fault is not None else None
        start = next((offset for offset in known if offset > broken.offset), None) if broken is not None else None
        if start is not None and read_member(file, start) is None:
            return


def _absent(record: Record) -> Fault:
    return Fault(record.file, record.offset, f"no record begins here, though one of {record.url} should")


def _check_record(name: str, member: Member, *, unfinished: bool) -> Iterator[Fault]:
    """Whether a member is whole, a WARC record, and has the digests that it states."""
    if member.torn and unfinished:
        yield Fault(
            name, member.offset, "the last record is unfinished, as a killed run leaves it; the next run cuts it off", harmless=True
        )
        return
    if member.fault is not None:
        yield Fault(name, member.offset, member.fault)
        return
    try:
        record = parse_record(member.content, check_digests=True)
        record.raw_stream.read()
    except Unreadable as error:
        yield Fault(name, member.offset, str(error))
        return
    if record.digest_checker.passed is False:
        yield Fault(name, member.offset, "; ".join(record.digest_checker.problems))


def _compare(member: Member, named: Record) -> Iterator[Fault]:
    """Whether a record is the one that the database names."""
    if member.fault is not None:
        return  # told already
    if member.length != named.length:
        yield Fault(named.file, named.offset, f"the record has {member.length:,} bytes; the database says {named.length:,}")
    try:
        record = parse_record(member.content)
    except Unreadable:
        return  # told already
    headers = record.rec_headers
    if record.rec_type not in ("response", "revisit"):
        yield Fault(named.file, named.offset, f"a {record.rec_type} record; the database says that it is the answer of {named.url}")
        return
    found = payload_digest(record.raw_stream.read()) if record.rec_type == "response" else headers.get_header("WARC-Payload-Digest")
    if found != named.digest:
        yield Fault(named.file, named.offset, f"the payload of {named.url} has the digest {found}; the database says {named.digest}")
    if headers.get_header("WARC-Target-URI") != named.url:
        yield Fault(named.file, named.offset, f"the answer of {headers.get_header('WARC-Target-URI')}; the database says {named.url}")
