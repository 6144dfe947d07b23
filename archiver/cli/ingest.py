"""``archiver ingest``: captures that others made, brought into the archive."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from archiver import exits, runs
from archiver.cli.places import archive_option, jobs_option, plain_errors
from archiver.ingest import TYPES, Filter, Ingest, Ingested
from archiver.reparse import Report
from archiver.store.archive import Archive
from archiver.warc.foreign import NotWarc, files_of


@click.command(name="ingest")
@click.argument("paths", nargs=-1, required=True, metavar="FILE_OR_FOLDER...", type=click.Path(exists=True, path_type=Path))
@archive_option
@click.option("--host", "hosts", multiple=True, metavar="HOST", help="Only captures of this host; may be given again.")
@click.option("--status", "statuses", multiple=True, type=int, help="Only answers of this HTTP status.  [default: 200]")
@click.option("--type", "types", multiple=True, metavar="TYPE", help=f"Only answers of this media type.  [default: {', '.join(TYPES)}]")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only captures of this day (UTC) and later.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Only captures of this day (UTC) and earlier.")
@jobs_option
@click.option("--json", "as_json", is_flag=True, help="The report as one JSON object.")
def command(
    paths: tuple[Path, ...],
    folder: Path,
    hosts: tuple[str, ...],
    statuses: tuple[int, ...],
    types: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    jobs: int,
    as_json: bool,
) -> None:
    """Bring in captures that others made: .warc, .warc.gz and .wacz files, or folders of them. Nothing is fetched.

    What is wanted is copied to the archive's own warc/, and read as a crawl would read it: articles and threads stand at their place in
    the history, by the date of their capture. A day of captures of a site is one visit. Records that cannot be used are named and passed
    over. What the archive has already is not added again, so that an ingest that was stopped is simply repeated.

    \b
    archiver ingest CC-NEWS-20240304-00012.warc.gz --host example.org
    archiver ingest crawl.wacz
    archiver ingest downloads/ --since 2024-01-01 --until 2024-03-31

    Answers to forms (POST) are not read: the comments that a script loads so are missing, and the thread says that it is not whole.

    Exit codes: 0 done, 1 some records could not be used or read, 2 wrong usage, 4 another run holds the archive, 130 interrupted.
    """
    err = Console(stderr=True)
    files = [file for path in paths for file in files_of(path)]
    if not files:
        raise click.BadParameter(f"{paths[0]} holds no .warc, .warc.gz or .wacz file.", param_hint="FILE_OR_FOLDER")
    chosen = Filter(
        hosts=frozenset(host.lower().removeprefix("www.") for host in hosts),
        statuses=frozenset(statuses) or Filter().statuses,
        types=frozenset(each.lower() for each in types) or Filter().types,
        since=since and since.replace(tzinfo=UTC),
        until=until and until.replace(tzinfo=UTC) + timedelta(days=1, microseconds=-1),
    )
    arguments = json.dumps({"files": [str(file) for file in files]} | ({"hosts": hosts} if hosts else {}), ensure_ascii=False)
    with plain_errors(), Archive.write(folder) as archive, Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
        run_id = runs.begin(archive, "ingest", arguments)
        ingest = Ingest(archive, run_id, chosen, about={"isPartOf": f"run {run_id}", "description": "archiver ingest"})
        try:
            for file in files:
                task = progress.add_task(f"Copying {file.name}", total=file.stat().st_size)
                try:
                    ingest.bring_in(file, lambda size, task=task: progress.update(task, completed=size))  # type: ignore[misc]
                except (NotWarc, OSError) as error:
                    ingest.found.bad.append(str(error))
                progress.remove_task(task)
            task = progress.add_task("Reading", total=None)
            report = ingest.read(jobs, lambda done, total: progress.update(task, completed=done, total=total))
        except KeyboardInterrupt:
            runs.finish(archive, run_id, "interrupted", exits.INTERRUPTED)
            click.echo("Interrupted. Repeat the command to bring in the rest.", err=True)
            sys.exit(exits.INTERRUPTED)
        code = exits.WITH_FAILURES if ingest.found.bad or report.unreadable or report.unparsed else exits.ALL_WELL
        runs.finish(archive, run_id, "finished", code)
    _print(ingest.found, report, as_json=as_json)
    sys.exit(code)


def _print(found: Ingested, report: Report, *, as_json: bool) -> None:
    counts = report.differences.counts
    articles, comments = (counts[table, "", "new"] - counts[table, "", "gone"] for table in ("articles", "comments"))
    if as_json:
        told = {"added": found.added, "known": found.known, "bad": found.bad, "unreadable": report.unreadable, "unparsed": report.unparsed}
        click.echo(json.dumps(told | {"articles": articles, "comments": comments}, ensure_ascii=False))
        return
    click.echo(f"{found.added:,} captures added, {found.known:,} were there already; {len(found.bad):,} records could not be used.")
    click.echo(f"{articles:,} new articles, {comments:,} new comments.")
    for what in found.bad:
        click.echo(f"bad record: {what}")
    for what in (*report.unreadable, *report.unparsed):
        click.echo(f"could not be read: {what}")
