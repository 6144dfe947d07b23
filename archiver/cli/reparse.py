"""``archiver reparse``: the pages of the raw archive read again, after the parser or a profile was mended."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress

from archiver import exits, runs
from archiver.cli.places import archive_option, jobs_option, plain_errors, site_ids
from archiver.moments import zulu
from archiver.reparse import Report, reparse
from archiver.store.archive import Archive, ArchiveError
from archiver.store.differences import Differences

_SHORT = 60  # characters of a value


@click.command(name="reparse")
@archive_option
@click.option("--site", "hosts", multiple=True, metavar="HOST", help="Only this site; may be given again.")
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only articles that were seen since this day (UTC).")
@jobs_option
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="The report as one JSON object.")
def command(folder: Path, hosts: tuple[str, ...], since: datetime | None, jobs: int, dry_run: bool, as_json: bool) -> None:
    """Read every page of the raw archive again, and store what the parser of today makes of it. Nothing is fetched.

    The right thing after an upgrade, or after a site's profile in sites/ was mended. Articles, comments and their whole history are made
    anew from all visits, under the ids that they had, and what changed is printed field by field. All pages of a site are stored at once: an
    interrupted reparse has changed nothing of the site that it was at.

    \b
    archiver reparse --dry-run                     what would change
    archiver reparse --site example.org            after its profile was mended
    archiver reparse --since 2026-01-01 --jobs 4

    Exit codes: 0 done, 1 some pages could not be read or parsed, 2 wrong usage, 4 another run holds the archive, 130 interrupted.
    """
    err = Console(stderr=True)
    arguments = {"sites": hosts, "since": since and since.isoformat(), "dry_run": dry_run}
    with plain_errors():
        if not (folder / "archive.db").is_file():
            raise ArchiveError(f"There is no archive at {folder}. Name its folder with --archive.")
        with Archive.write(folder) as archive, Progress(console=err, transient=True, disable=not err.is_terminal) as progress:
            sites = site_ids(archive, hosts)
            run_id = runs.begin(archive, "reparse", json.dumps({name: value for name, value in arguments.items() if value}))
            task = progress.add_task("Reading", total=None)
            try:
                report = reparse(
                    archive,
                    sites,
                    since=zulu(since.replace(tzinfo=UTC)) if since else None,
                    jobs=jobs,
                    dry_run=dry_run,
                    progress=lambda done, total: progress.update(task, completed=done, total=total),
                )
            except KeyboardInterrupt:
                runs.finish(archive, run_id, "interrupted", exits.INTERRUPTED)
                click.echo("Interrupted. The site that was being read is as it was before.", err=True)
                sys.exit(exits.INTERRUPTED)
            code = exits.WITH_FAILURES if report.unreadable or report.unparsed else exits.ALL_WELL
            runs.finish(archive, run_id, "finished", code)
    click.echo(_as_json(report) if as_json else _in_words(report, dry_run=dry_run))
    sys.exit(code)


def _in_words(report: Report, *, dry_run: bool) -> str:
    lines = [f"{report.pages:,} pages read again."]
    lines += in_words(report.differences)
    if not report.differences.counts:
        lines.append("Nothing changed: the archive is as this parser would have made it.")
    if report.left:
        lines.append(f"{report.left:,} articles are as they were: pages of theirs are not in the raw archive, or cannot be read.")
    lines += [f"could not be read: {what}" for what in report.unreadable]
    lines += [f"could not be parsed: {what}" for what in report.unparsed]
    if dry_run:
        lines.append("This was a dry run: nothing was changed.")
    return "\n".join(lines)


def in_words(differences: Differences) -> list[str]:
    """A line for each field that differs, and examples beneath it."""
    lines = []
    fields = dict.fromkeys((table, field) for table, field, _ in sorted(differences.counts))
    for table, field in fields:
        whats = [what for what in ("new", "gone", "gained", "lost", "changed") if (table, field, what) in differences.counts]
        counts = ", ".join(f"{differences.counts[table, field, what]:,} {what}" for what in whats)
        lines.append(f"{table}{'.' if field else ''}{field}: {counts}")
        for what in whats:
            url, before, after = differences.examples[table, field, what][0]
            lines.append(f"    {url}" + (f": {_short(before)} -> {_short(after)}" if field else f" is {what}"))
    return lines


def _short(value: object) -> str:
    text = "NULL" if value is None else str(value).replace("\n", " ")
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"


def _as_json(report: Report) -> str:
    differences = [
        {
            "table": table,
            "field": field or None,
            "what": what,
            "count": count,
            "examples": [
                {"url": url, "before": before, "after": after} for url, before, after in report.differences.examples[table, field, what]
            ],
        }
        for (table, field, what), count in sorted(report.differences.counts.items())
    ]
    rest = {"pages": report.pages, "left": report.left, "unreadable": report.unreadable, "unparsed": report.unparsed}
    return json.dumps(rest | {"differences": differences}, ensure_ascii=False)
