"""``archiver verify``: whether an archive is still what it was written as."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from archiver import exits
from archiver.cli.places import archive_option, plain_errors
from archiver.store import evidence, media
from archiver.store.archive import Archive
from archiver.warc.check import Fault, check, check_quickly


@click.command(name="verify")
@archive_option
@click.option("--quick", is_flag=True, help="Only whether every record can be there: sizes and beginnings, no digests.")
def command(folder: Path, quick: bool) -> None:
    """Check the database, every record of the raw archive, and every image, and say what is wrong.

    The database: SQLite's own check, and rows that refer to none. The raw archive in warc/: files that are missing or unknown, and for each
    record its bytes, its digests, and whether it is the one that the database names. Images in media/: their sizes and SHA-256. It may run
    while a crawl does.

    \b
    archiver verify                          read everything
    archiver verify --quick                  a look within seconds, for every night
    archiver verify --archive /mnt/copy      whether a copy is whole

    Exit codes: 0 nothing wrong, 1 something is wrong, 2 no archive there.
    """
    err = Console(stderr=True)
    found, records = 0, 0
    with plain_errors(), Archive.read(folder) as archive, Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        for fault in _faults(archive, progress, quick=quick):
            found += not fault.harmless
            click.echo(f"note: {fault}" if fault.harmless else str(fault))
        records = sum(1 for name in evidence.named_files(archive.db) for _ in evidence.named_records(archive.db, name))
    click.echo(f"{found:,} faults." if found else f"Nothing is wrong: {records:,} records are where the database says.")
    sys.exit(exits.WITH_FAILURES if found else exits.ALL_WELL)


def _faults(archive: Archive, progress: Progress, *, quick: bool) -> Iterator[Fault]:
    for what in evidence.database_faults(archive.db):
        yield Fault("archive.db", None, what)
    place = archive.folder / "warc"
    unfinished = evidence.unfinished_runs(archive.db)
    # The database is asked first: what it names now is in the files by now, while a crawl goes on.
    named = evidence.named_files(archive.db)
    there = sorted(path.name for path in place.iterdir()) if place.is_dir() else []
    for name in sorted({*named} - {*there}):
        count = sum(1 for _ in evidence.named_records(archive.db, name))
        yield Fault(name, None, f"the file is missing; the database names {count:,} of its records")
    yield from _unknown(there, named, evidence.runs(archive.db))
    paths = [place / name for name in there if name in named or evidence.run_of(name) is not None]
    task = progress.add_task("Reading", total=sum(path.stat().st_size for path in paths))
    for path in paths:
        records = list(evidence.named_records(archive.db, path.name))
        if quick:
            yield from check_quickly(path, records)
            progress.advance(task, path.stat().st_size)
        else:
            open_ended = evidence.run_of(path.name) in unfinished
            yield from check(path, records, unfinished=open_ended, progress=lambda size: progress.advance(task, size))
    yield from _media(archive, quick=quick)


def _media(archive: Archive, *, quick: bool) -> Iterator[Fault]:
    """Images that are missing, or not what they were; and files that no row names, as a killed run leaves them."""
    place, named = archive.folder / "media", set[str]()
    for name, size, sha256 in media.files(archive.db):
        named.add(name)
        path = place / name
        if not path.is_file():
            yield Fault(f"media/{name}", None, "the file is missing")
        elif path.stat().st_size != size:
            yield Fault(f"media/{name}", None, f"the file has {path.stat().st_size:,} bytes; the database says {size:,}")
        elif not quick and (found := media.sha256_of(path)) != sha256:
            yield Fault(f"media/{name}", None, f"the file has the SHA-256 {found}; the database says {sha256}")
    for path in sorted(place.rglob("*")):
        if path.is_file() and (name := path.relative_to(place).as_posix()) not in named:
            yield Fault(f"media/{name}", None, "no row names this file: a run was killed, or is under way", harmless=True)


def _unknown(there: list[str], named: list[str], runs: set[int]) -> Iterator[Fault]:
    """Files that no run of this archive has written."""
    for name in there:
        if name not in named and evidence.run_of(name) not in runs:
            yield Fault(name, None, "the file is unknown: no run of this archive has written it")
