"""The summary at the end of a crawl, for people and for machines."""

from __future__ import annotations

import json

import attrs
from rich.console import Console
from rich.table import Table
from rich.text import Text

from archiver.crawl.session import Session
from archiver.store.overview import Summary

_LISTED = 8


def print_summary(out: Console, summary: Summary, session: Session, *, as_json: bool) -> None:
    """Prints what a run did; as JSON it is one object on one line."""
    if as_json:
        end = {"limit": session.limit, "interrupted": session.interrupted, "archive": str(session.archive.folder.absolute())}
        seconds = round(session.tally.elapsed, 1)
        out.out(json.dumps({"event": "summary", "seconds": seconds, **attrs.asdict(summary), **end}, ensure_ascii=False), highlight=False)
        return
    out.print(_table(summary, session))
    for title, rows in _details(summary):
        out.print(Text(title, style="bold"))
        for row in rows[:_LISTED]:
            out.print(Text("  " + row), soft_wrap=True)
        if len(rows) > _LISTED:
            out.print(Text(f"  ... and {len(rows) - _LISTED} more", style="dim"))
    out.print(Text.assemble("The archive: ", (str(session.archive.folder.absolute() / "archive.db"), "bold")), soft_wrap=True)


def _table(summary: Summary, session: Session) -> Table:
    table = Table(title=f"Run {summary.run_id}: {_ending(session)}", title_justify="left", title_style="bold", show_header=False)
    table.add_column(style="dim")
    table.add_column()
    table.add_row("pages", f"{summary.fetches:,} fetched in {session.tally.elapsed:.0f} s ({_outcomes(summary.outcomes)})")
    table.add_row("articles", f"[bold]{summary.articles:,}[/bold] read, {summary.new_articles:,} of them new")
    table.add_row(
        "comments", f"[bold]{summary.comments:,}[/bold] captured, {summary.new_comments:,} of them new; {summary.announced:,} announced"
    )
    if summary.images:
        table.add_row("images", _outcomes(summary.images))
    if summary.missing:
        table.add_row("not stated", ", ".join(f"{column} {count:,}" for column, count in summary.missing.items()))
    if summary.pending:
        table.add_row("still to fetch", f"{summary.pending:,} (the same command goes on with them)")
    return table


def _ending(session: Session) -> str:
    if session.interrupted:
        return "interrupted; the same command goes on"
    return f"stopped at {session.limit}" if session.limit else "finished"


def _outcomes(counts: dict[str, int]) -> str:
    words = {"ok": "ok", "gone": "gone", "excluded": "excluded", "retry": "to be tried again", "failed": "failed"}
    return ", ".join(f"{counts[name]:,} {word}" for name, word in words.items() if name in counts) or "none"


def _details(summary: Summary) -> list[tuple[str, list[str]]]:
    """(title, lines) of what deserves a look, where there is any."""
    gaps = [f"{gap.captured:,} of {gap.announced:,}  {gap.url}" for gap in summary.gaps]
    errors = [f"{count:,} x {reason}" for reason, count in summary.errors]
    failed = [f"{url}  ({reason})" for url, reason in summary.failed_urls]
    parts = (("Comments captured, of those announced", gaps), ("Not fetched, by reason", errors), ("Failed", failed))
    return [(title, lines) for title, lines in parts if lines]
