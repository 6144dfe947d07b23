"""``archiver show``: an article and its thread, as one would read them."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import click
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from archiver.cli import thread
from archiver.cli.places import Address, archive_option, plain_errors
from archiver.store.archive import Archive
from archiver.store.reading import StoredArticle, find_article


@click.command(name="show")
@click.argument("url", type=Address())
@archive_option
@click.option("--json", "as_json", is_flag=True, help="The record as JSON.")
@click.option("--no-body", is_flag=True, help="Leave the article's text out.")
def command(url: str, folder: Path, as_json: bool, no_body: bool) -> None:
    """Print an article of the archive and its thread, who answered whom.

    \b
    archiver show https://example.org/2024/03/04/ferry/
    archiver show https://example.org/2024/03/04/ferry/ --no-body
    """
    with plain_errors(), Archive.read(folder) as archive:
        article = find_article(archive, url)
    if article is None:
        raise click.ClickException(f'{url} is not in the archive {folder}. "archiver status" lists what it holds.')
    if as_json:
        click.echo(json.dumps(as_record(article), ensure_ascii=False, indent=2))
        return
    Console().print(render(article, with_body=not no_body))


def as_record(article: StoredArticle) -> dict[str, Any]:
    """The article as plain data; columns that hold JSON are unpacked."""
    record = _unpacked(article.row)
    return record | {
        "authors": [dict(row) for row in article.authors],
        "tags": article.tags,
        "comments": [_unpacked(row) for row in article.comments],
    }


def _unpacked(row: sqlite3.Row) -> dict[str, Any]:
    return {name: json.loads(row[name]) if name in ("images", "sources", "flags") else row[name] for name in row.keys()}  # noqa: SIM118


def render(article: StoredArticle, *, with_body: bool = True) -> RenderableType:
    """The article's head, text and thread."""
    row = _unpacked(article.row)
    parts: list[RenderableType] = [Text(row["headline"] or "(no headline)", style="bold underline")]
    if row["standfirst"]:
        parts.append(Text(row["standfirst"], style="italic"))
    facts = [row["byline"], thread.when(row, "date_published"), row["section"], ", ".join(article.tags)]
    parts += [Text("  ·  ".join(fact for fact in facts if fact), style="cyan"), Text(row["url"], style="dim")]
    if with_body and row["body_text"]:
        parts += [Padding(Text(paragraph), (1, 0, 0, 0)) for paragraph in row["body_text"].split("\n\n")]
    for image in row["images"]:
        words = "; ".join(word for word in (image["caption"], image["credit"] and f"credit: {image['credit']}") if word)
        parts.append(Text("  ".join(filter(None, ("[image]", image["url"], words))).replace("  ", " ", 1), style="dim"))
    comments = [_unpacked(each) for each in article.comments]
    parts += [Text(), thread.render(comments, row["comment_count"], closed=row["comments_open"] == 0)]
    return Group(*parts)
