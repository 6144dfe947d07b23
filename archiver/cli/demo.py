"""``archiver demo``: the whole job on a site of our own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from archiver.cli.crawl import crawl
from archiver.cli.places import archive_option
from archiver.crawl.options import CrawlOptions
from archiver.newsroom import Newsroom, serve


@click.command(name="demo")
@archive_option
def command(folder: Path) -> None:
    """Serve."""
    with serve(Newsroom.load()) as server:
        sys.exit(crawl(folder, CrawlOptions(seeds=(server.base_url + "/",))))
