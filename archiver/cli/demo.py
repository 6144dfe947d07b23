"""``archiver demo``: the whole job within a minute, on a newspaper of our own."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path

import click
from rich.console import Console

from archiver import exits
from archiver.cli.crawl import crawl
from archiver.cli.places import archive_option
from archiver.crawl.options import CrawlOptions
from archiver.newsroom import Newsroom, Server, serve
from archiver.newsroom.compare import differences
from archiver.store.archive import Archive

_SHOWN = 10
# The article with every trap of a real page; worth a look.
_WORTH_A_LOOK = "lighthouse-lamp-comes-home"


@click.command(name="demo")
@archive_option
@click.option("--port", default=8642, show_default=True, help="Where to serve it on 127.0.0.1; another one is taken where it is in use.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but warnings and errors.")
def command(folder: Path, port: int, quiet: bool) -> None:
    """Serve a small newspaper on this machine, crawl it, and hold the archive against what was printed.

    The newspaper has the troubles of real sites: pages that are missing, broken or slow, a calendar without end, comments over several
    pages. The crawl therefore ends with some failures; the command ends with code 0 if the archive holds exactly what was printed.

    \b
    archiver demo
    archiver demo --archive /tmp/demo
    """
    newsroom = Newsroom.load()
    with ExitStack() as stack:
        server = _served(stack, newsroom, port)
        code = crawl(folder, CrawlOptions(seeds=(server.base_url + "/",)), quiet=quiet)
        if code not in (exits.ALL_WELL, exits.WITH_FAILURES):
            sys.exit(code)
        with Archive.read(folder) as archive:
            found = list(differences(archive, newsroom, server.base_url))
    console = Console(stderr=bool(found))
    if found:
        console.print(f"The archive differs from the newspaper in {len(found)} places:", style="bold red")
        for line in found[:_SHOWN]:
            console.print("  " + line, highlight=False, markup=False)
        sys.exit(exits.WITH_FAILURES)
    if not quiet:
        console.print(
            "[green]The archive holds exactly what the newspaper printed,[/green] every field of it. Have a look:", highlight=False
        )
        console.print(f"  archiver show {_address(newsroom, server)} --archive {folder}", highlight=False, soft_wrap=True)


def _served(stack: ExitStack, newsroom: Newsroom, port: int) -> Server:
    try:
        return stack.enter_context(serve(newsroom, port))
    except OSError:
        return stack.enter_context(serve(newsroom, 0))


def _address(newsroom: Newsroom, server: Server) -> str:
    return next(article.url for article in newsroom.articles(server.base_url) if _WORTH_A_LOOK in article.url)
