"""Dates with the name of a month, in the languages that newspapers are written in: read at once, and whatever language a page says it has."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, datetime
from functools import cache
from importlib import import_module

_LANGUAGES = (
    "en de fr es pt it ca gl nl sv da nb fi is et lv lt pl cs sk sl hu ro hr sr bg ru uk be tr el he ar fa hi id vi"
).split()  # fmt: skip
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
#: The months' names in the Levant and Iraq, as far as they are one word; dateparser knows those of Egypt and the Maghreb.
_LEVANT = {"شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7, "آب": 8, "أيلول": 9}
_WORD = r"(?P<month>[^\s\d.,،]+)"
_DAY = r"(?P<day>\d{1,2})"
_YEAR = r"(?P<year>\d{4})"
_FORMS = tuple(
    re.compile(rf"(?:(?P<weekday>[^\s\d.,،]+)[.,،]{{0,2}} )?{form}", re.IGNORECASE)
    for form in (
        rf"{_DAY}(?:st|nd|rd|th|er|[.ºª°])? ?(?:de |of )?{_WORD}[.,،]{{0,2}} (?:de |del )?{_YEAR}(?: ?[гр]| ?r)?\.?",  # 4. März 2024, 4 марта 2024 г.
        rf"{_WORD}\.? {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",  # March 4th, 2024
        rf"{_YEAR}\.? {_WORD} {_DAY}\.?",  # 2024. március 4.
        rf"{_YEAR} ?[年년] ?(?P<month>\d{{1,2}}) ?[月월] ?{_DAY} ?[日일号]",  # 2024年3月4日
    )
)


def read(shown: str) -> datetime | None:
    """The day of a date that is written with the name of its month and nothing else but a weekday."""
    for form in _FORMS:
        match = form.fullmatch(shown)
        if match is None:
            continue
        months, weekdays = _names()
        month = int(match["month"]) if match["month"].isdigit() else months.get(match["month"].lower())
        if month is None or (match["weekday"] and match["weekday"].lower() not in weekdays):
            continue
        try:
            return datetime(int(match["year"]), month, int(match["day"]), tzinfo=UTC)
        except ValueError:
            return None  # the 31st of February
    return None


@cache
def _names() -> tuple[dict[str, int], frozenset[str]]:
    """Month by name, and the names of weekdays; a name that is of two months in two languages is left out (Polish and Croatian listopad)."""
    meanings: dict[str, set[int]] = defaultdict(set)
    weekdays: set[str] = set()
    for language in _LANGUAGES:
        known = import_module(f"dateparser.data.date_translation_data.{language}").info
        for number, name in enumerate(_MONTHS, 1):
            for word in known[name]:
                meanings[word.lower().rstrip(".")].add(number)
        weekdays.update(word.lower().rstrip(".") for name in _DAYS for word in known[name])
    months = {word: number for word, numbers in meanings.items() if len(numbers) == 1 for number in numbers}
    return {**_LEVANT, **months}, frozenset(weekdays)
