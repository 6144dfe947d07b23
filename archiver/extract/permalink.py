"""The date in a page's own address: WordPress' permalinks, and those of other software, hold the day or the month of publication."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from archiver.extract.metadata import Candidate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"/(?P<year>(?:19|20)\d\d)"
_NAMED = rf"(?P<month>\d\d?|(?:{'|'.join(_MONTHS)})[a-z]*)"
#: Where a path holds a date: whole segments, or the start of one.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}[/-]{_NAMED}[/-](?P<day>\d\d?)(?![\da-z])",  # /2024/03/04/, /2024/march/4/, and Jekyll's /2024-03-04-title
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?=/|$)",  # /20240304/
        rf"{_YEAR}/(?P<month>\d\d)(?P<day>\d\d)/",  # /2024/0304/
        rf"{_YEAR}(?P<month>\d\d)/(?P<day>\d\d)/",  # /202403/04/
        rf"{_YEAR}/(?P<month>(?:0[1-9]|1[0-2])|(?:{'|'.join(_MONTHS)})[a-z]*)/",  # /2024/03/; /2024-3/ is an issue of a magazine
    )
)


def dates(url: str) -> Iterator[Candidate]:
    """The day that the address names, or the month."""
    path = urlsplit(url).path.lower()
    for form in _FORMS:
        match = form.search(path)
        if match is not None:
            month = match["month"]
            number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
            day = match.groupdict().get("day")
            yield Candidate(f"{match['year']}-{number:02d}" + (f"-{int(day):02d}" if day else ""), "url")
