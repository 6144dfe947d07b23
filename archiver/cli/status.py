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
from archiver.store.overview import last_runs, site_overview, thread_coverage


@click.command(name="status")
@archive_option
@click.option("--threads", is_flag=True, help="The threads that are not whole, and why.")
@click.option("--json", "as_json", is_flag=True, help="As one JSON object.")
def command(folder: Path, threads: bool, as_json: bool) -> None:
    """Print the sites of an archive with their counts, and its last runs.

    \b
    archiver status
    archiver status --threads
    archiver status --archive /srv/archive --json
    """
    with plain_errors(), Archive.read(folder) as archive:
        if threads:
            _print_threads(thread_coverage(archive), as_json)
            return
        sites, runs = site_overview(archive), last_runs(archive)
    if as_json:
        click.echo(json.dumps({"archive": str(folder.absolute()), "sites": sites, "runs": runs}, ensure_ascii=False))
        return
    console = Console()
    console.print(f"Archive {folder.absolute()}", highlight=False)
    console.print(_table("Sites", sites))
    console.print(_table("Last runs", runs))


def _print_threads(coverage: dict[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(coverage, ensure_ascii=False))
        return
    console = Console()
    console.print(f"{coverage['threads']:,} threads read, {coverage['complete']:,} of them whole", highlight=False)
    for gap in coverage["gaps"]:
        console.print(f"{gap['url']}\n  {gap['why']}", highlight=False, markup=False, soft_wrap=True)
        for thread in gap["unreachable"]:
            console.print(f"  {thread['system']}: {thread['reason']}", highlight=False, markup=False, soft_wrap=True)


def _table(title: str, rows: list[dict[str, Any]]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold")
    for name in rows[0] if rows else []:
        table.add_column(name.replace("_", " "), justify="right" if isinstance(rows[0][name], int) else "left")
    for row in rows:
        table.add_row(*(f"{value:,}" if isinstance(value, int) else str(value if value is not None else "") for value in row.values()))
    return table
