"""Draws the README's pictures anew, from the demo as it runs: ``python docs/pictures.py``."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from rich.console import Console

from archiver.cli.show import render
from archiver.cli.summary import print_summary
from archiver.crawl.options import CrawlOptions
from archiver.crawl.run import run
from archiver.crawl.session import Session
from archiver.newsroom import Newsroom, serve
from archiver.store.overview import summary_of
from archiver.store.reading import load

IMAGES = Path(__file__).parent / "images"
PORT = 8642


def main() -> None:
    with tempfile.TemporaryDirectory() as place, serve(Newsroom.load(), PORT) as server:
        session = Session.open(Path(place) / "data", CrawlOptions(seeds=(server.base_url + "/",)))
        with session.archive as archive:
            run(session, {})
            session.finish()
            summary = Console(record=True, width=100, file=io.StringIO())
            print_summary(summary, summary_of(archive, session.run_id), session, as_json=False)
            (row,) = archive.db.conn.execute("SELECT * FROM articles WHERE url LIKE '%lighthouse-lamp%'")
            article = load(archive, row)
    shown = Console(record=True, width=100, file=io.StringIO())
    shown.print(render(article))
    summary.save_svg(str(IMAGES / "summary.svg"), title="archiver crawl")
    shown.save_svg(str(IMAGES / "show.svg"), title="archiver show")


if __name__ == "__main__":
    main()
