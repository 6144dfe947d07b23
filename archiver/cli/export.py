"""``archiver export``: the archive in the forms that other tools read."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from archiver import wacz
from archiver.cli.places import archive_option, plain_errors, site_ids
from archiver.store.archive import Archive, ArchiveError


@click.command(name="export")
@click.argument("target", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--format", "form", type=click.Choice(["wacz"]), required=True, help="wacz: every page as it was fetched, for replay.")
@click.option("--site", "host", metavar="HOST", help="Only this site.")
@archive_option
def command(target: Path, form: str, host: str | None, folder: Path) -> None:
    """Write the archive's pages into one file. It may run while a crawl does.

    \b
    archiver export --format wacz example.wacz
    archiver export --format wacz example.wacz --site example.org

    A WACZ file opens in ReplayWeb.page and other replay tools: each page as it was, and a list of the articles.
    """
    err = Console(stderr=True)
    with plain_errors(), Archive.read(folder) as archive, Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        [site_id] = site_ids(archive, (host,)) if host else [None]
        task = progress.add_task(f"Writing {form}", total=None if host else wacz.size_of(archive))
        try:
            pages = wacz.export(archive, target, site_id=site_id, progress=lambda size: progress.advance(task, size))
        except OSError as error:
            raise ArchiveError(
                f"{target} cannot be written: {error.strerror}: {error.filename}. archiver verify tells whether files are missing."
            ) from error
    click.echo(f"{target}: {pages:,} articles, {target.stat().st_size:,} bytes.")
