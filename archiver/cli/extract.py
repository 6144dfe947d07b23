"""``archiver extract``: one page read on the spot, and why each value was chosen. The tool for a site that is read wrongly."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path
from typing import Any

import attrs
import click
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from archiver import exits, urls
from archiver.cli import thread
from archiver.cli.places import Address, archive_option, plain_errors
from archiver.comments import follow_ups, parse_thread
from archiver.extract import Weighed, extract_article
from archiver.extract.address import declared_canonical
from archiver.models import Article, Comment, Moment, Page, Thread
from archiver.profile import SiteProfile, load, path_of

#: Characters of a value in a table.
_SHORT = 90
#: Fields that are shown beneath the table, or say where the others come from.
_APART = frozenset({"url", "body_text", "body_html", "images", "sources"})
#: Fields that nothing is weighed for; the text and its markup are one choice.
_NO_CANDIDATES = frozenset({"url", "body_html", "sources"})


@click.command(name="extract")
@click.argument("page", metavar="FILE_OR_URL")
@click.option("--url", "address", type=Address(), help="The address of a page that is read from a file.")
@archive_option
@click.option("--profile", "profile_path", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Use this profile instead.")
@click.option("--sources", is_flag=True, help="Every candidate for every field, and why it was chosen or not.")
@click.option("--json", "as_json", is_flag=True, help="All of it as JSON; with --sources also the candidates.")
def command(page: str, address: str | None, folder: Path, profile_path: Path | None, sources: bool, as_json: bool) -> None:
    """Read one page, from a file or fetched once, and print its article and thread. Nothing is stored.

    \b
    archiver extract https://example.org/2024/03/04/ferry/
    archiver extract https://example.org/2024/03/04/ferry/ --sources
    archiver extract saved.html --url https://example.org/2024/03/04/ferry/ --profile data/sites/example.org.toml

    An address is fetched as a crawl would: robots.txt is obeyed, and the user agent names Archiver. A file without --url is read
    under the canonical address that it declares, else under file:///..., where links stay unread and no site's name is known.
    The site's profile in the archive's folder is used, as in a crawl; --profile names another one.

    Exit codes: 0 read (also a page that is no article), 2 wrong usage, 3 the page could not be fetched, 130 interrupted.
    """
    with plain_errors():
        given = load(profile_path) if profile_path else None
        if page.lower().startswith(("http://", "https://")):
            if address is not None:
                raise click.UsageError("--url gives a file its address; this page has one already.")
            wanted = Address().convert(page, None, None)
            known = given or _known(folder, wanted)
            read = _fetched(wanted, known.contact if known else None)
        else:
            read = _saved(page, address)
            known = given or _known(folder, read.url)
    read.keys = known.keys if known else {}
    weighed: list[Weighed] | None = [] if sources or not as_json else None
    article = extract_article(read, known, weighed)
    found = parse_thread(read)
    if as_json:
        click.echo(json.dumps(as_record(read, article, found, weighed), ensure_ascii=False, indent=2))
        return
    console = Console()
    if article is None:
        why = next((each.verdict for each in weighed or () if each.field == "article"), "no article")
        console.print(f"{read.final_url} is {why}.", highlight=False, soft_wrap=True)
    if sources:
        console.print(_candidates(weighed or [], is_article=article is not None))
    elif article is not None:
        console.print(_shown(read, article, found))


def _known(folder: Path, url: str) -> SiteProfile | None:
    """The profile that the archive has of an address's site; none is written."""
    path = path_of(folder, url)
    return load(path) if urls.host_of(url) and path.is_file() else None


def _saved(name: str, address: str | None) -> Page:
    path = Path(name)
    if "://" in name:
        raise click.BadParameter(f"{name!r} is neither a file nor an http(s) address.", param_hint="FILE_OR_URL")
    try:
        body = path.read_bytes()
    except OSError as error:
        raise click.BadParameter(
            f"{name!r} cannot be read: {error.strerror}. Write an address in full, such as https://example.org/story/",
            param_hint="FILE_OR_URL",
        ) from error
    page = Page(url=address or path.absolute().as_uri(), body=body)
    canonical = None if address else declared_canonical(page)
    return Page(url=canonical, body=body) if canonical else page


def _fetched(url: str, contact: str | None) -> Page:
    from archiver.crawl.one_page import NotFetched, fetch_page  # Scrapy takes a second to load, which a file need not wait for

    logging.basicConfig(handlers=[logging.NullHandler()])  # the one thing that can go wrong is told below
    try:
        return fetch_page(url, contact)
    except NotFetched as error:
        click.echo(f"Error: {error}", err=True)
        sys.exit(exits.NOTHING_FETCHED)
    except KeyboardInterrupt:
        sys.exit(exits.INTERRUPTED)


def as_record(page: Page, article: Article | None, found: Thread | None, weighed: list[Weighed] | None) -> dict[str, Any]:
    """All of it as plain data."""
    record = {
        "url": page.final_url,
        "article": attrs.asdict(article) if article else None,
        "thread": attrs.asdict(found, value_serializer=_plain) if found else None,
    }
    return record if weighed is None else record | {"weighed": [attrs.asdict(each) for each in weighed]}


def _plain(instance: Any, attribute: Any, value: Any) -> Any:
    return sorted(value) if isinstance(value, frozenset) else value


def _shown(page: Page, article: Article, found: Thread) -> RenderableType:
    """The fields with their sources, then the text, the pictures and the thread."""
    table = Table.grid(padding=(0, 2))
    for name, value in attrs.asdict(article, recurse=False).items():
        if name not in _APART and value not in (None, ()):
            table.add_row(Text(name, style="cyan"), Text(_words(value)), Text(article.sources.get(name, ""), style="dim"))
    parts: list[RenderableType] = [Text(article.url, style="dim"), table]
    parts += [Padding(Text(paragraph), (1, 0, 0, 0)) for paragraph in (article.body_text or "(no text)").split("\n\n")]
    parts.append(Text(f"[text] {article.sources.get('body_text', 'not found')}", style="dim"))
    parts += [
        Text(
            "; ".join(filter(None, (f"[image] {each.url or ''}".strip(), each.caption, each.credit and f"credit: {each.credit}"))),
            style="dim",
        )
        for each in article.images
    ]
    parts += [Text(), thread.render(_rows(found), found.announced_count, counted=found.counted, closed=article.comments_open is False)]
    if further := len(follow_ups(page)):
        parts.append(Text(f"{further:,} more request{'s' if further != 1 else ''} would bring the rest of the thread", style="dim"))
    return Group(*parts)


def _words(value: Any) -> str:
    """A field's value in one line."""
    if isinstance(value, Moment):
        return thread.plain(value.local, value.utc, value.raw) or ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(each if isinstance(each, str) else f"{each.name} ({each.role})" if each.role else each.name for each in value)
    return str(value)


def _rows(found: Thread) -> list[thread.Row]:
    """The comments as the columns that the tree is drawn from."""
    keys = {each.key for each in found.comments}
    return [_row(each, keys) for each in found.comments]


def _row(comment: Comment, keys: set[str]) -> thread.Row:
    posted = comment.posted or Moment(raw="")
    columns = attrs.asdict(comment, recurse=False, value_serializer=_plain)
    parent = comment.parent_key if comment.parent_key in keys else None
    return columns | {
        "id": comment.key,
        "parent_id": parent,
        "posted": posted.utc,
        "posted_local": posted.local,
        "posted_raw": posted.raw,
    }


def _candidates(weighed: list[Weighed], *, is_article: bool) -> Table:
    """What was weighed, field by field, the chosen one first."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for title in ("field", "value", "source", "verdict"):
        table.add_column(title, overflow="fold")
    fields = [each.name for each in attrs.fields(Article) if each.name not in _NO_CANDIDATES] if is_article else []
    for field in fields or dict.fromkeys(each.field for each in weighed):
        name = field
        for each in sorted((each for each in weighed if each.field == field), key=lambda each: not each.is_chosen):
            value = each.value if len(each.value) <= _SHORT else each.value[: _SHORT - 1] + "…"
            styles = ("cyan", "bold", "dim", "green") if each.is_chosen else ("cyan", "", "dim", "")
            table.add_row(*map(Text, (name, value, each.source, each.verdict), styles))
            name = ""
        if name:
            table.add_row(Text(name, "cyan"), "", "", Text("the page does not state it", "dim"))
    return table
