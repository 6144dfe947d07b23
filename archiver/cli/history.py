"""``archiver history``: what changed in an article and its thread, visit by visit."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import attrs
import click
from rich.console import Console
from rich.text import Text

from archiver.cli.places import Address, archive_option, plain_errors
from archiver.store.archive import Archive
from archiver.store.history import Event, events
from archiver.store.reading import find_article

_SHORT = 100


@click.command(name="history")
@click.argument("url", type=Address())
@archive_option
@click.option("--json", "as_json", is_flag=True, help="The events as one JSON array.")
def command(url: str, folder: Path, as_json: bool) -> None:
    """Print what changed in an article and its thread, visit by visit.

    \b
    archiver history https://example.org/2024/03/04/ferry/

    Lines with - are gone, lines with + are new. A comment has vanished when a complete visit of its thread lacked it. What changes and
    changes back between two visits is never seen; of votes the time given is when they were last seen as they were.
    """
    with plain_errors(), Archive.read(folder) as archive:
        article = find_article(archive, url)
        if article is None:
            raise click.ClickException(f'{url} is not in the archive {folder}. "archiver status" lists what it holds.')
        found = events(archive.db, article.row["id"])
    if as_json:
        click.echo(json.dumps([attrs.asdict(each) for each in found], ensure_ascii=False, indent=2))
        return
    console = Console()
    console.print(Text(article.row["url"], style="dim"), soft_wrap=True)
    for at, group in groupby(found, key=lambda event: event.at):
        console.print(Text(at, style="bold"))
        for line in (line for event in group for line in _lines(event)):
            console.print(line, soft_wrap=True)
    if len(found) == 1:
        console.print(f"Nothing has changed; last seen {article.row['last_seen_at']}.", highlight=False)


def _lines(event: Event) -> Iterator[Text]:
    who = f"comment {event.comment}" + (f" by {event.author}" if event.author else "")
    if event.what == "first seen":
        yield Text(f"  first seen: {event.after or '(no headline)'}")
    elif event.what in ("changed", "comment changed"):
        yield Text(f"  {event.field if event.comment is None else f'{who}: {event.field}'}", style="cyan")
        yield from _difference(event.before, event.after)
    elif event.what == "votes changed":
        yield Text(f"  {who}: {event.before} -> {event.after}")
    else:
        text = " ".join((event.after or event.before or "").split())
        what = {"new comment": f"new {who}", "vanished": f"{who} has vanished", "reappeared": f"{who} is back"}[event.what]
        yield Text(f"  {what}: {text if len(text) <= _SHORT else text[: _SHORT - 1] + '…'}")


def _difference(before: str | None, after: str | None) -> Iterator[Text]:
    """Paragraphs that are gone or new; those that stayed are left out."""
    old, new = ((text or "").split("\n\n") if text else [] for text in (before, after))
    for line in difflib.unified_diff(old, new, n=0, lineterm=""):
        if line.startswith(("---", "+++", "@@")):
            continue
        yield Text(f"    {line[0]} {line[1:]}", style="red" if line[0] == "-" else "green")
