"""``archiver import-text``: an article that survives only as the plain text of its page, stored as a normal record."""

from __future__ import annotations

import codecs
import hashlib
import json
import re
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import attrs
import click

from archiver import __version__, flattened, process, urls
from archiver.cli.extract import as_record
from archiver.cli.places import Address, archive_option, plain_errors
from archiver.models import Extraction, Fetch, Page
from archiver.moments import zulu
from archiver.profile import load, path_of
from archiver.store import imported
from archiver.store.archive import Archive

_FOUND_BY = "import-text"
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MARKUP = re.compile(r"\s*(?:<!doctype html|<html|<\?xml)\b", re.IGNORECASE)
_DAY_ALONE = 10


class CopiedAt(click.ParamType[tuple[datetime, datetime]]):
    """A day or instant, ISO 8601, as the first and last instant that it can mean."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[datetime, datetime]:
        try:
            instant = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not a date. Write it as 2024-03-04 or 2024-03-04T13:30.", param, ctx)
        instant = instant if instant.tzinfo else instant.replace(tzinfo=UTC)
        last = datetime.combine(instant.date(), time(23, 59, 59), UTC) if len(str(value)) == _DAY_ALONE else instant
        if instant > datetime.now(UTC):
            self.fail(f"{value!r} is yet to come. Name the day on which the text was copied.", param, ctx)
        return instant, min(last, datetime.now(UTC))


@click.command(name="import-text")
@click.argument("file", metavar="FILE")
@click.option("--url", "address", type=Address(), required=True, help="The address of the page that the text was copied from.")
@archive_option
@click.option("--headline", help="The line that is the headline, where the text does not tell it.")
@click.option("--copied-at", "copied", type=CopiedAt(), help='When the text was copied (2024-03-04): "2 years ago" counts from then.')
@click.option("--dry-run", is_flag=True, help="Print the record as JSON, and store nothing.")
def command(file: str, address: str, folder: Path, headline: str | None, copied: tuple[datetime, datetime] | None, dry_run: bool) -> None:
    """Read an article and its thread from plain text, as copied from its page in a browser, and store them.

    \b
    archiver import-text ferry.txt --url https://example.org/2024/03/04/ferry/
    archiver import-text ferry.txt --url https://example.org/2024/03/04/ferry/ --copied-at 2024-05-01
    archiver import-text ferry.txt --url https://example.org/2024/03/04/ferry/ --dry-run

    Menus, appeals and labels are left out, and what the text does not say stays empty: who answered whom, and, without --copied-at, when
    "2 years ago" was. The same file a second time adds nothing.

    Exit codes: 0 stored, or stored before, 2 the file cannot be read as an article, or wrong usage, 4 another run holds the archive.
    """
    body = _bytes(file)
    charset, text = _decoded(file, body)
    with plain_errors():
        known = path_of(folder, address)
        profile = load(known) if known.is_file() else None
        found = _read(file, text, address, headline, copied, profile.timezone if profile else None)
        fetch = _fetch(address, body, charset, found, copied)
        if dry_run:
            click.echo(json.dumps(_record(fetch), ensure_ascii=False, indent=2))
            return
        arguments = {"file": Path(file).name, "url": address}
        arguments |= {"headline": headline} if headline else {}
        arguments |= {"copied_at": zulu(copied[0])} if copied else {}
        with Archive.write(folder) as archive:
            stored = imported.store(archive, fetch, found_by=_FOUND_BY, arguments=arguments, version=__version__)
    click.echo(_summary(fetch))
    for reason in fetch.rejected:
        click.echo(f"not stored: {reason}")
    if stored is None:
        click.echo("The archive holds it already; nothing was added.")
    else:
        comments = f"{stored.new_comments:,} new comment{'s' if stored.new_comments != 1 else ''}"
        click.echo(f"{'A new article' if stored.new_articles else 'A known article'}, {comments}: archiver show {fetch.url}")


def _bytes(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise click.BadParameter(
            f"{file!r} cannot be read: {error.strerror}. Name a file with the copied text.", param_hint="FILE"
        ) from error


def _decoded(file: str, body: bytes) -> tuple[str, str]:
    """(charset, text): UTF-8, or what a byte order mark says."""
    charset = next((name for mark, name in _BYTE_ORDER_MARKS if body.startswith(mark)), "utf-8")
    try:
        text = body.decode(charset)
    except UnicodeDecodeError as error:
        raise click.BadParameter(
            f"{file!r} is not text in UTF-8: byte {body[error.start]:#04x} at {error.start:,} is none of it. Save it as UTF-8, or convert it: "
            "iconv -f WINDOWS-1252 -t UTF-8",
            param_hint="FILE",
        ) from error
    if "\x00" in text:
        raise click.BadParameter(f"{file!r} is not text: it has null bytes. Name a file with the copied text.", param_hint="FILE")
    if not text.strip():
        raise click.BadParameter(f"{file!r} is empty. Copy the whole page, and save it as text.", param_hint="FILE")
    if _MARKUP.match(text):
        raise click.BadParameter(
            f'{file!r} is a page with its markup, which tells more: read it with "archiver extract".', param_hint="FILE"
        )
    return charset, text


def _read(file: str, text: str, address: str, headline: str | None, copied: tuple[datetime, datetime] | None, timezone: Any) -> Extraction:
    try:
        return flattened.read(text, address, headline=headline, copied=copied, timezone=timezone)
    except flattened.NoHeadline as error:
        raise click.BadParameter(
            f'{file!r}: {error}. Name the line as it stands in the text: --headline "..."',
            param_hint="--headline" if headline else "FILE",
        ) from error


def _fetch(address: str, body: bytes, charset: str, found: Extraction, copied: tuple[datetime, datetime] | None) -> Fetch:
    """The records, settled as those of a crawl are, with what the file itself tells."""
    fetch = Fetch(
        lease_id=0,
        site_id=0,
        url=address,
        kind="article",
        outcome="ok",
        fetched_at=zulu(copied[1] if copied else datetime.now(UTC)),
        charset_used=charset.removesuffix("-sig"),
        size=len(body),
        sha256=hashlib.sha256(body).hexdigest(),
        page=Page(url=urls.canonical(address), body=b""),  # a copied page declares no address
        article=found.article,
        thread=found.thread,
        comments=found.thread.comments,
    )
    return process.refuse(process.settle(fetch))


def _record(fetch: Fetch) -> dict[str, Any]:
    page = fetch.page or Page(url=fetch.url, body=b"")
    thread = attrs.evolve(fetch.thread, comments=fetch.comments) if fetch.thread else None
    return as_record(page, fetch.article, thread, None)


def _summary(fetch: Fetch) -> str:
    """What was found, in one line."""
    article, comments = fetch.article, fetch.comments
    if article is None:
        return "no article"
    paragraphs = len(article.body_text.split("\n\n")) if article.body_text else 0
    parts = [f'headline "{article.headline}"']
    parts += ["a standfirst"] if article.standfirst else []
    parts += [f"by line {article.byline!r}"] if article.byline else []
    parts += [f"{paragraphs:,} paragraph{'s' if paragraphs != 1 else ''}"]
    parts += [f"{len(article.images):,} credited picture{'s' if len(article.images) != 1 else ''}"] if article.images else []
    signed = sum(comment.author is not None for comment in comments)
    total = f"{len(comments):,} comment{'s' if len(comments) != 1 else ''}"
    parts += [f"{total} of which {signed:,} signed" if comments else "no comments"]
    announced = article.comment_count
    parts += [f"{announced:,} announced"] if announced is not None and announced != len(comments) else []
    return ", ".join(parts)
