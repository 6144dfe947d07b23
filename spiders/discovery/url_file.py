"""A file of addresses that the user gives, one a line; empty lines and lines that start with # are passed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archiver import urls
from spiders.discovery.link import Link

NAME = "url-file"


class UrlFileError(ValueError):
    """A file of addresses cannot be used; the message names the file, the line and the remedy."""


def links(path: Path) -> Iterator[Link]:
    """The addresses of a file.

    :raises UrlFileError: for a file that cannot be read, or a line that is no address.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UrlFileError(f"The file of addresses {path} cannot be read: {error}.") from error
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        url = urls.absolute(text, text)
        if url is None:
            raise UrlFileError(f"{path}, line {number}: {text!r} is not an http(s) address. Write one full address a line.")
        yield Link(url=urls.canonical(url), kind="article", found_by=NAME)
