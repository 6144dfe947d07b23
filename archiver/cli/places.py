"""Options and errors that the commands share."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from archiver import exits, urls
from archiver.profile import ProfileError
from archiver.store.archive import Archive, ArchiveError, ArchiveHeld

F = TypeVar("F", bound=Callable[..., Any])


def archive_option(command: F) -> F:
    """--archive, else ARCHIVER_ARCHIVE, else ./data."""
    return click.option(
        "--archive",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="ARCHIVER_ARCHIVE",
        default=Path("data"),
        show_default="ARCHIVER_ARCHIVE, else ./data",
        help="The archive's folder.",
    )(command)


def jobs_option(command: F) -> F:
    """--jobs, else one process a processor."""
    return click.option(
        "--jobs",
        type=click.IntRange(min=1),
        default=lambda: len(os.sched_getaffinity(0)),
        show_default="one a processor",
        help="Processes that read pages.",
    )(command)


@contextmanager
def plain_errors() -> Iterator[None]:
    """What a user can mend is told in one sentence, without a traceback, and ends with the documented code."""
    try:
        yield
    except ArchiveHeld as error:
        raise _Held(str(error)) from error
    except (ArchiveError, ProfileError) as error:
        raise _Unusable(str(error)) from error


class _Held(click.ClickException):
    exit_code = exits.ARCHIVE_HELD


class _Unusable(click.ClickException):
    exit_code = exits.WRONG_USAGE


class Address(click.ParamType[str]):
    """An http(s) address; ``https://`` may be left out."""

    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        text = str(value).strip()
        url = urls.absolute(text, text) or (
            urls.absolute(f"https://{text}", f"https://{text}") if "." in text and "://" not in text else None
        )
        if url is None:
            self.fail(f"{text!r} is not a web address. Write it in full, such as https://example.org/", param, ctx)
        return urls.canonical(url)


def site_ids(archive: Archive, hosts: tuple[str, ...]) -> list[int]:
    """The rows of sites by their hosts, all where none is given."""
    known = {row["host"]: row["id"] for row in archive.db.conn.execute("SELECT id, host FROM sites ORDER BY id")}
    wanted = {host: host.lower().removeprefix("www.") for host in hosts}
    for host, name in wanted.items():
        if name not in known:
            raise click.BadParameter(f"{host!r} is not in this archive. It has: {', '.join(known) or 'no site yet'}.", param_hint="--site")
    return [known[name] for name in wanted.values()] or list(known.values())
