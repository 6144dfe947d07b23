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
from rich.tree import Tree

from archiver.cli.places import Address, archive_option, plain_errors
from archiver.store.archive import Archive
from archiver.store.reading import StoredArticle, find_article

# Deeper replies are drawn at this level, with their depth in words: a terminal has a right margin.
_DEEPEST_INDENT = 12


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
    row = article.row
    parts: list[RenderableType] = [Text(row["headline"] or "(no headline)", style="bold underline")]
    if row["standfirst"]:
        parts.append(Text(row["standfirst"], style="italic"))
    facts = [row["byline"], _when(row, "date_published"), row["section"], ", ".join(article.tags)]
    parts += [Text("  ·  ".join(fact for fact in facts if fact), style="cyan"), Text(row["url"], style="dim")]
    if with_body and row["body_text"]:
        parts += [Padding(Text(paragraph), (1, 0, 0, 0)) for paragraph in row["body_text"].split("\n\n")]
    for image in json.loads(row["images"]):
        words = "; ".join(word for word in (image["caption"], image["credit"] and f"credit: {image['credit']}") if word)
        parts.append(Text(f"[image] {image['url']}{'  ' + words if words else ''}", style="dim"))
    parts += [Text(), _thread(article)]
    return Group(*parts)


def _thread(article: StoredArticle) -> RenderableType:
    announced, captured = article.row["comment_count"], len(article.comments)
    head = f"{captured:,} comment{'s' if captured != 1 else ''}"
    if announced is not None and announced != captured:
        head += f" captured, {announced:,} announced"
    if article.row["comments_open"] == 0:
        head += "; closed"
    tree = Tree(Text(head, style="bold"), guide_style="dim")
    nodes: dict[int, tuple[Tree, int]] = {}
    for row in article.comments:
        above, level = nodes.get(row["parent_id"], (tree, 0))
        holder = above if level < _DEEPEST_INDENT else tree
        node = holder.add(_comment(row))
        nodes[row["id"]] = (node if level < _DEEPEST_INDENT else above, min(level + 1, _DEEPEST_INDENT))
    return tree


def _comment(row: sqlite3.Row) -> RenderableType:
    notes = json.loads(row["flags"])
    if row["parent_id"] is None and row["parent_key"] is not None:
        notes.append(f"answers {row['parent_key']}, which was not seen")
    elif row["parent_source"] == "none":
        notes.append("parent not known")
    if row["votes"]:
        notes.append(f"{row['votes']:+,}")
    if row["likes"] or row["dislikes"]:
        notes.append(f"+{row['likes'] or 0:,} -{row['dislikes'] or 0:,}")
    head = Text.assemble(
        (row["author"] or "(no name)", "bold" if row["author"] else "dim italic"),
        ("  " + (_when(row, "posted") or ""), "cyan"),
        ("  " + ", ".join(notes) if notes else "", "yellow"),
    )
    return Group(head, Text(row["text"] or "(no text)", style="" if row["text"] else "dim"))


def _when(row: sqlite3.Row, column: str) -> str | None:
    """A date as far as it is known: the clock of the site where no zone is, and relative ones as shown."""
    local: str | None = row[f"{column}_local"]
    value: str | None = local or row[column] or row[f"{column}_raw"]
    return value.replace("T", " ").replace("Z", " UTC") if value else None
