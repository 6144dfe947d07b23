"""What one sees while a crawl runs: a live display on a terminal, one plain line a minute elsewhere, JSON for machines, or nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Protocol

from rich.console import Console, Group
from rich.live import Live
from rich.spinner import Spinner
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from archiver.crawl.session import Session


class Display(Protocol):
    """Something that shows a session's progress."""

    interval: float  #: seconds between two calls of ``show``

    def show(self, session: Session) -> None: ...

    def close(self) -> None: ...


class Silent:
    """``--quiet``: cron's choice."""

    interval = 3600.0

    def show(self, session: Session) -> None:
        """Shows nothing."""

    def close(self) -> None:
        """Has nothing to close."""


class Lines:
    """One plain line a minute: for logs, pipes and dumb terminals."""

    interval = 60.0

    def __init__(self, console: Console):
        self._console = console

    def show(self, session: Session) -> None:
        figures = figures_of(session)
        self._console.print(
            f"{figures['seconds']:.0f} s: {figures['pages']:,} pages, {figures['articles']:,} articles, {figures['comments']:,} comments,"
            f" {figures['queue']:,} in queue, {figures['rate']:.1f} pages/s, {figures['failed']:,} failed",
            soft_wrap=True,
            highlight=False,
        )

    def close(self) -> None:
        """Has nothing to close."""


class JsonLines:
    """``--json``: the same figures, an object a line."""

    interval = 60.0

    def __init__(self, console: Console):
        self._console = console

    def show(self, session: Session) -> None:
        self._console.out(json.dumps({"event": "progress", **figures_of(session)}), highlight=False)

    def close(self) -> None:
        """Has nothing to close."""


class LiveTable:
    """On a terminal: the figures in place, with a row a host."""

    interval = 0.5

    def __init__(self, console: Console):
        self._live = Live(console=console, auto_refresh=False, transient=True)
        self._live.start()
        self._spinner = Spinner("dots")

    def show(self, session: Session) -> None:
        figures = figures_of(session)
        head = Text.assemble(
            f" {_clock(figures['seconds'])}   ",
            (f"{figures['pages']:,}", "bold"), " pages   ", (f"{figures['articles']:,}", "bold green"), " articles   ",
            (f"{figures['comments']:,}", "bold green"), " comments   ", (f"{figures['queue']:,}", "bold"), " in queue   ",
            f"{figures['rate']:.1f} pages/s   ", (f"{figures['failed']:,} failed", "bold red" if figures["failed"] else "dim"),
        )  # fmt: skip
        self._spinner.update(text=head)
        hosts = Table(box=None, show_header=False, padding=(0, 2))
        for host, count in session.tally.hosts.most_common(8):
            hosts.add_row("", host, f"{count:,} pages")
        self._live.update(Group(self._spinner, hosts), refresh=True)

    def close(self) -> None:
        self._live.stop()


def figures_of(session: Session) -> dict[str, float]:
    """The figures of a run so far."""
    tally = session.tally
    return {
        "seconds": round(tally.elapsed, 1),
        "pages": tally.fetches,
        "articles": tally.articles,
        "new_articles": tally.new_articles,
        "comments": tally.comments,
        "new_comments": tally.new_comments,
        "queue": session.ledger.count("pending"),
        "rate": round(tally.rate, 2),
        "failed": tally.outcomes["failed"],
        "retried": tally.outcomes["retry"],
    }


def _clock(seconds: float) -> str:
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
