"""``archiver crawl``: the main job."""

from __future__ import annotations

import sys
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from rich.console import Console

from archiver import exits
from archiver.cli.logs import set_up
from archiver.cli.places import Address, archive_option, plain_errors
from archiver.cli.summary import print_summary
from archiver.crawl.display import Display, JsonLines, Lines, LiveTable, Silent
from archiver.crawl.options import CrawlOptions
from archiver.crawl.politeness import is_loopback
from archiver.crawl.run import run
from archiver.crawl.session import Session
from archiver.store.overview import summary_of
from spiders.discovery import NAMES, url_file


class Day(click.ParamType[datetime]):
    """A day or instant, ISO 8601."""

    name = "date"

    def __init__(self, clock: time):
        self._clock = clock

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            instant = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date. Write it as 2024-03-04.", param, ctx)
        if len(str(value)) == 10:
            instant = datetime.combine(instant.date(), self._clock)
        return instant if instant.tzinfo else instant.replace(tzinfo=UTC)


@click.command(name="crawl")
@click.argument("addresses", nargs=-1, required=True, type=Address(), metavar="URL...")
@archive_option
@click.option("--since", type=Day(time.min), help="Only articles published on or after this day (2024-03-04).")
@click.option("--until", type=Day(time.max), help="Only articles published on or before this day.")
@click.option("--section", help='Only this section, by its name in addresses ("politics").')
@click.option("--max-articles", type=click.IntRange(min=1), help="Stop after so many articles; their threads are finished.")
@click.option("--max-requests", type=click.IntRange(min=1), help="Stop after so many requests.")
@click.option("--max-time", type=click.FloatRange(min=0, min_open=True), help="Stop after so many seconds.")
@click.option("--no-comments", is_flag=True, help="Do not fetch further pages of threads.")
@click.option("--media", is_flag=True, help="Fetch the images of articles and comments too, into media/.")
@click.option("--without", multiple=True, type=click.Choice(NAMES), help="Switch a discovery source off; may be given several times.")
@click.option(
    "--urls", "url_files", multiple=True, type=click.Path(path_type=Path), help="A file with an article's address a line, fetched too."
)
@click.option("--contact", help="Your mail or web address, told to the site in the user agent.")
@click.option("--delay", type=click.FloatRange(min=0), help="Seconds between requests to a host (default 1; robots.txt may ask for more).")
@click.option("--fresh", is_flag=True, help="Look for what is new first, though the last crawl of the site is not finished.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but warnings and errors.")
@click.option("--json", "as_json", is_flag=True, help="Progress and summary as JSON, an object a line.")
@click.option("--set", "-s", "overrides", multiple=True, metavar="NAME=VALUE", help="A Scrapy setting, for those who know them.")
def command(addresses: tuple[str, ...], folder: Path, quiet: bool, as_json: bool, overrides: tuple[str, ...], **chosen: Any) -> None:
    """Crawl sites: find their articles, fetch them politely, and keep them with their comments.

    A crawl that was stopped, or killed, goes on where it was. A finished one starts a new visit, which adds what is new
    and updates what has changed.

    \b
    archiver crawl https://example.org/                          the whole site
    archiver crawl https://example.org/ --since 2024-01-01       what is newer
    archiver crawl https://example.org/2024/03/04/ferry/         one article and its thread
    archiver crawl https://example.org/ --max-articles 50 --contact you@example.org

    Exit codes: 0 all well, 1 finished with failures, 2 wrong usage, 3 nothing could be fetched, 4 another run holds the archive,
    130 interrupted.
    """
    options = CrawlOptions(
        seeds=tuple(dict.fromkeys(addresses)),
        without=frozenset(chosen.pop("without")),
        comments=not chosen.pop("no_comments"),
        **chosen,
    )
    if options.since and options.until and options.since > options.until:
        raise click.UsageError("--since is later than --until: no article can lie between them.")
    for path in options.url_files:
        try:
            list(url_file.links(path))
        except url_file.UrlFileError as error:
            raise click.BadParameter(str(error), param_hint="--urls") from error
    sys.exit(crawl(folder, options, quiet=quiet, as_json=as_json, settings=_overrides(overrides)))


def crawl(
    folder: Path, options: CrawlOptions, *, quiet: bool = False, as_json: bool = False, settings: dict[str, str] | None = None
) -> int:
    """Runs one crawl and prints its summary; returns the exit code."""
    out, err = Console(), Console(stderr=True)
    with plain_errors():
        session = Session.open(folder, options)
    with session.archive:
        session.display = _display(out, err, quiet=quiet, as_json=as_json)
        set_up(session.archive.folder, session.run_id, err)
        if not (quiet or as_json):
            _announce(session, err)
        code: int = exits.WITH_FAILURES
        try:
            run(session, settings or {})
            code = session.tally.exit_code(interrupted=session.interrupted)
        finally:
            session.finish(code)
        if as_json or not quiet:
            print_summary(out, summary_of(session.archive, session.run_id), session, as_json=as_json)
    return code


def _display(out: Console, err: Console, *, quiet: bool, as_json: bool) -> Display:
    if quiet:
        return Silent()
    if as_json:
        return JsonLines(out)
    return LiveTable(err) if err.is_terminal else Lines(err)


def _announce(session: Session, err: Console) -> None:
    for site in session.sites:
        what = "Going on with the crawl of" if site.resumed else "Crawling"
        err.print(f"{what} [bold]{site.profile.host}[/bold] into {session.archive.folder}", highlight=False)
    is_public = not all(is_loopback(urlsplit(site.home_url).hostname or "") for site in session.sites)
    if is_public and "; " not in session.user_agent:
        err.print("[dim]Tip: --contact lets the site's owner reach you.[/dim]")


def _overrides(pairs: tuple[str, ...]) -> dict[str, str]:
    for pair in pairs:
        if "=" not in pair:
            raise click.BadParameter(f"{pair!r}: write NAME=VALUE, such as DOWNLOAD_TIMEOUT=30", param_hint="--set")
    return dict(pair.split("=", 1) for pair in pairs)
