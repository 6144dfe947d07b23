"""The marks that stories and remarks are written in, and what they become: HTML for the page, plain text for the truth.

Blocks stand apart by an empty line: ``## subheading``, ``> quote`` (with ``> -- source``), ``- list item``, ``| table | row |``,
``!picture``, and ``%promo text``, ``%newsletter``, ``%headline``, ``%standfirst`` for what a page puts between the paragraphs of an
article without being part of it. Inside a line: ``**strong**``, ``*emphasis*``, ``[text](address)`` and bare addresses.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

_INLINE = re.compile(r"\[(?P<label>[^\]]+)\]\((?P<href>[^)\s]+)\)|\*\*(?P<strong>.+?)\*\*|\*(?P<em>[^*]+)\*|(?P<bare>https?://[^\s<]+)")


def to_html(text: str, special: Callable[[str, str], str] | None = None, *, tidy: bool = True) -> str:
    """The HTML of a text; ``special(mark, rest)`` renders ``!`` and ``%`` blocks. Untidy leaves paragraphs and items unclosed."""
    made = []
    for block in _blocks(text):
        mark = block[0]
        if mark in "!%" and special is not None:
            made.append(special(mark, block[1:].strip()))
        else:
            made.append(_block_html(block, tidy))
    return "\n".join(made)


def to_text(text: str) -> str:
    """What a reader reads: paragraphs, list items and table cells apart by an empty line, line breaks kept."""
    return "\n\n".join(part for block in _blocks(text) for part in _block_text(block))


def _blocks(text: str) -> list[str]:
    return [block.strip() for block in re.split(r"\n\s*\n", text) if block.strip()]


def _block_html(block: str, tidy: bool) -> str:
    lines = block.splitlines()
    if block.startswith("## "):
        return f'<h2 class="wp-block-heading">{_inline_html(block[3:])}</h2>'
    if block.startswith("> "):
        quoted, source = _quote(lines)
        cite = f"<cite>{_inline_html(source)}</cite>" if source else ""
        return f'<blockquote class="wp-block-quote"><p>{_lines_html(quoted)}</p>{cite}</blockquote>'
    if block.startswith("- "):
        end = "</li>" if tidy else ""
        return "<ul>" + "".join(f"<li>{_inline_html(line[2:])}{end}" for line in lines) + "</ul>"
    if block.startswith("| "):
        return _table_html(lines)
    if tidy:
        return f"<p>{_lines_html(lines)}</p>"
    return f"<p>{_lines_html(lines)}</span>"  # no end of the paragraph, and an end of nothing


def _table_html(lines: list[str]) -> str:
    head, *rows = [_cells(line) for line in lines]
    top = "".join(f"<th>{_inline_html(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{_inline_html(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<figure class="wp-block-table"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></figure>'


def _block_text(block: str) -> list[str]:
    lines = block.splitlines()
    if block[0] in "!%":
        return []
    if block.startswith("## "):
        return [_inline_text(block[3:])]
    if block.startswith("> "):
        quoted, source = _quote(lines)
        return ["\n".join(map(_inline_text, quoted)), *([_inline_text(source)] if source else [])]
    if block.startswith("- "):
        return [_inline_text(line[2:]) for line in lines]
    if block.startswith("| "):
        return [_inline_text(cell) for line in lines for cell in _cells(line)]
    return ["\n".join(map(_inline_text, lines))]


def _quote(lines: list[str]) -> tuple[list[str], str | None]:
    bare = [line.removeprefix(">").strip() for line in lines]
    if bare[-1].startswith("-- "):
        return bare[:-1], bare[-1][3:]
    return bare, None


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _lines_html(lines: list[str]) -> str:
    return "<br>\n".join(_inline_html(line) for line in lines)


def _inline_html(text: str) -> str:
    made, end = [], 0
    for match in _INLINE.finditer(text):
        made += [escape(text[end : match.start()], quote=False), _span_html(match)]
        end = match.end()
    return "".join(made) + escape(text[end:], quote=False)


def _span_html(match: re.Match[str]) -> str:
    if match["strong"]:
        return f"<strong>{escape(match['strong'], quote=False)}</strong>"
    if match["em"]:
        return f"<em>{escape(match['em'], quote=False)}</em>"
    href = match["href"] or match["bare"]
    rel = ' rel="nofollow ugc"' if match["bare"] else ""
    return f'<a href="{escape(href)}"{rel}>{escape(match["label"] or href, quote=False)}</a>'


def _inline_text(text: str) -> str:
    return _INLINE.sub(lambda match: match["label"] or match["strong"] or match["em"] or match["bare"], text)
