"""A thread as a tree, for the terminal: who answered whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text
from rich.tree import Tree

from archiver import counts

# Deeper replies are drawn at this level, with their depth in words: a terminal has a right margin.
_DEEPEST_INDENT = 12

#: A comment as the columns of ``comments``, its flags unpacked; ``id`` and ``parent_id`` tell the tree.
Row = Mapping[str, Any]


def render(comments: Sequence[Row], announced: int | None, *, counted: str | None = None, closed: bool) -> RenderableType:
    """The thread; parents stand before their replies.

    :param counted: what the announced number counts (see archiver.counts).
    """
    captured = len(comments)
    head = f"{captured:,} comment{'s' if captured != 1 else ''}"
    if announced is not None and announced != _shown(comments, counted):
        head += f" captured, {counts.in_words(announced, counted)} announced"
    if closed:
        head += "; closed"
    tree = Tree(Text(head, style="bold"), guide_style="dim")
    nodes: dict[Any, tuple[Tree, int]] = {}
    for row in comments:
        above, level = nodes.get(row["parent_id"], (tree, 0))
        holder = above if level < _DEEPEST_INDENT else tree
        node = holder.add(_comment(row))
        nodes[row["id"]] = (node if level < _DEEPEST_INDENT else above, min(level + 1, _DEEPEST_INDENT))
    return tree


def _shown(comments: Sequence[Row], counted: str | None) -> int:
    pingbacks = sum(not {"pingback", "trackback"}.isdisjoint(row["flags"]) for row in comments)
    roots = sum(row["parent_key"] is None for row in comments)
    return counts.shown(counted, comments=len(comments), pingbacks=pingbacks, roots=roots)


def _comment(row: Row) -> RenderableType:
    notes = list(row["flags"])
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
        ("  " + (when(row, "posted") or ""), "cyan"),
        ("  " + ", ".join(notes) if notes else "", "yellow"),
    )
    return Group(head, Text(row["text"] or "(no text)", style="" if row["text"] else "dim"))


def when(row: Row, column: str) -> str | None:
    """A date as far as it is known: the clock of the site where no zone is, and relative ones as shown."""
    return plain(row[f"{column}_local"], row[column], row[f"{column}_raw"])


def plain(local: str | None, utc: str | None, raw: str | None) -> str | None:
    """The same of its three spellings."""
    value = local or utc or raw
    return value.replace("T", " ").replace("Z", " UTC") if value else None
