"""``archiver status``: what an archive holds, and what it lacks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from archiver.cli.places import archive_option, plain_errors
from archiver.store.archive import Archive
from archiver.store.overview import last_runs, site_overview


@click.command(name="status")
@archive_option
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def command(folder: Path, as_json: bool) -> None:
    """Print the sites of an archive with their counts, and its last runs.

    \b
    archiver status
    archiver status --archive /srv/archive --json
    """
    with plain_errors(), Archive.read(folder) as archive:
        sites, runs = site_overview(archive), last_runs(archive)
    if as_json:
        click.echo(json.dumps({"archive": str(folder.absolute()), "sites": sites, "runs": runs}, ensure_ascii=False))
        return
    console = Console()
    console.print(f"Archive {folder.absolute()}", highlight=False)
    console.print(_table("Sites", sites))
    console.print(_table("Last runs", runs))


def _table(title: str, rows: list[dict[str, Any]]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for name in rows[0] if rows else []:
        table.add_column(name.replace("_", " "), justify="right" if isinstance(rows[0][name], int) else "left")
    for row in rows:
        table.add_row(*(f"{value:,}" if isinstance(value, int) else str(value if value is not None else "") for value in row.values()))
    return table
