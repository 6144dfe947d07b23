"""A consistent copy of an archive, while others write to it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from archiver.store import evidence, media
from archiver.store.archive import Archive, ArchiveError, connect

_CHUNK = 1 << 20
_HEAD = 4096  # bytes that tell files of one name apart


def backup(archive: Archive, target: Path, progress: Callable[[int], object] = lambda size: None) -> int:
    """Copies an archive into a folder that is new or an earlier backup of it; returns the bytes that were copied.

    The database is copied first, by SQLite, as of one instant; what it names is in the WARC files by then. Those only ever grow: of an earlier
    backup's files only what is missing is copied. The database takes its name at the end, so that a backup that was stopped is the earlier one.

    :raises ArchiveError: for a folder that holds something else.
    """
    _check(archive, target)
    (target / "warc").mkdir(parents=True, exist_ok=True)
    database = target / ".archive.db.partial"
    database.unlink(missing_ok=True)
    archive.db.conn.execute("VACUUM INTO ?", (str(database),))
    copied = database.stat().st_size
    progress(copied)
    with closing(connect(database)) as named:
        for name in evidence.named_files(named):
            _compare(archive.folder / "warc" / name, target / "warc" / name)
            copied += _top_up(archive.folder / "warc" / name, target / "warc" / name, evidence.end_of(named, name), progress)
        for name, size, _ in media.files(named):
            copied += _copy_once(archive.folder / "media" / name, target / "media" / name, size, progress)
    if (archive.folder / "sites").is_dir():
        shutil.copytree(archive.folder / "sites", target / "sites", dirs_exist_ok=True)
    for suffix in ("-wal", "-shm"):
        (target / f"archive.db{suffix}").unlink(missing_ok=True)
    database.replace(target / "archive.db")
    return copied


def size_of(archive: Archive) -> int:
    """Bytes that a first backup copies, about."""
    files = [archive.folder / "archive.db", *(archive.folder / "warc" / name for name in evidence.named_files(archive.db))]
    return sum(path.stat().st_size for path in files if path.exists()) + sum(size for _, size, _ in media.files(archive.db))


def _check(archive: Archive, target: Path) -> None:
    if target.resolve() == archive.folder.resolve():
        raise ArchiveError(f"{target} is the archive itself. Name another folder for its backup.")
    strange = [path.name for path in target.iterdir()] if target.is_dir() else []
    if strange and not {"archive.db", ".archive.db.partial"} & {*strange}:
        raise ArchiveError(
            f"{target} holds other things ({', '.join(sorted(strange)[:3])}). Name a new folder, or that of an earlier backup."
        )


def _compare(source: Path, target: Path) -> None:
    """Two archives have files of one name; the first record of each says whose it is."""
    if target.exists():
        with source.open("rb") as one, target.open("rb") as other:
            known = other.read(_HEAD)
            if one.read(len(known)) != known:
                raise ArchiveError(
                    f"{target.parent.parent} is the backup of another archive: its {target.name} differs. Name a new folder."
                )


def _copy_once(source: Path, target: Path, size: int, progress: Callable[[int], object]) -> int:
    """Copies a file that is named by its content, unless the copy is there."""
    if target.exists() and target.stat().st_size == size:
        return 0
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + media.PARTIAL)
    shutil.copyfile(source, partial)
    partial.replace(target)
    progress(size)
    return size


def _top_up(source: Path, target: Path, end: int, progress: Callable[[int], object]) -> int:
    """Copies what a file has beyond its copy, up to the end of the last record that is named."""
    have = target.stat().st_size if target.exists() else 0
    copied = 0
    with source.open("rb") as reading, target.open("ab") as writing:
        reading.seek(have)
        while have + copied < end and (chunk := reading.read(min(_CHUNK, end - have - copied))):
            writing.write(chunk)
            copied += len(chunk)
            progress(len(chunk))
        writing.flush()
        os.fsync(writing.fileno())
    return copied
