"""``archiver backup``: a copy of the whole archive that is consistent, though a crawl goes on."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from archiver.cli.places import archive_option, plain_errors
from archiver.store.archive import Archive, ArchiveError
from archiver.store.copying import backup, size_of


@click.command(name="backup")
@click.argument("target", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@archive_option
def command(target: Path, folder: Path) -> None:
    """Copy the database, the profiles, the raw archive and the images into a folder, as of one instant. It may run while a crawl does.

    \b
    archiver backup /mnt/backup/archive
    archiver verify --archive /mnt/backup/archive      whether the copy is whole

    Into the folder of an earlier backup only what is new of the raw archive and the images is copied. The copy is an archive like any
    other: to restore it, copy it back, or name it with --archive.
    """
    err = Console(stderr=True)
    with plain_errors(), Archive.read(folder) as archive, Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        task = progress.add_task("Copying", total=size_of(archive))
        try:
            copied = backup(archive, target, lambda size: progress.advance(task, size))
        except OSError as error:
            raise ArchiveError(f"{error.filename or target} cannot be copied: {error.strerror}.") from error
    click.echo(f"{target}: {copied:,} bytes copied.")
