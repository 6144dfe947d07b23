"""Dates as evidence: from what a page shows to a ``Moment`` that claims no more than the page does."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache, lru_cache

import attrs
from dateparser.date import DateData, DateDataParser

from archiver import monthnames
from archiver.models import Moment
from archiver.text import clean

# ISO 8601 as HTML's datetime attribute, JSON-LD and OpenGraph use it; a space for the T and a missing colon in the offset are common.
_ISO = re.compile(
    r"(\d{4})-(\d\d)(?:-(\d\d)(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?", re.IGNORECASE
)
#: ISO 8601 without hyphens, as libraries' meta tags write days.
_BASIC_DAY = re.compile(r"((?:19|20)\d\d)(0[1-9]|1[0-2])([0-2]\d|3[01])")
#: Seconds, or milliseconds, since 1970, as scripts count: from September 2001 to 2033.
_EPOCH = re.compile(r"(1\d{9})(?:\d{3})?")
_RFC822_ZONE = re.compile(r"(?:\b(?:GMT|UTC)|[+-]\d{4}|\d\dZ)\s*$")
# The half of the day stands behind (am, Greek, Arabic) or, in East Asia, in front.
_CLOCK = re.compile(
    r"(?P<part>(?:오전|오후|上午|下午|午前|午後|晚上) ?)?(?<![\d.])(?P<hour>\d{1,2})(?:[:.h]|[時时点] ?|시 ?)(?P<minute>\d\d)(?:[分분])?"
    r"(?::(?P<second>\d\d))?(?!\d|\.\d)(?:\s*(?P<half>[apμπ]\.?[mμ]\b\.?|[مص](?!\w)))?",
    re.IGNORECASE,
)
_AFTERNOON = ("p", "μ", "م", "오후", "下午", "午後", "晚上")
# Words that join a day and a clock: at (en), um ... Uhr (de), a/as/alle/a las (fr, pt, it, es), kl (sv, da, no), v (ru), o (pl), and marks.
_FILLER = re.compile(r"(?:[\s,@|\u2013-]|\b(?:at|um|uhr|\u00e0|\u00e0s|as|alle|ore|a las|kl|\u0432|o|om)\b\.?)+\s*$", re.IGNORECASE)
#: Before any newspaper: what systems write where no date is set is year 1, or the first second of 1970.
_FIRST_YEAR, _UNSET = 1600, "1970-01-01T00:00:00Z"
#: Languages that dateparser knows by another code: Norwegian without its written standard, and ISO 639's former codes.
_RENAMED = {"no": "nb", "iw": "he", "in": "id"}
_PARTIAL = {"year": "%Y", "month": "%Y-%m"}
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|[٠-٩۰-۹]{4}|[〇一二三四五六七八九]{4}")
_NUMERIC = re.compile(r"^\D*(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b")
#: "2021-01-03T17:40:00EET": a zone's letters right behind the clock, as templates put them there.
_GLUED_ZONE = re.compile(r"(?<=:\d\d)(?=[A-Z]{3,4}$)")
#: Full-width digits and marks, as East Asian sites write them.
_WIDE = str.maketrans({0xFF01 + at: chr(0x21 + at) for at in range(94)})
# How long one unit of a relative date is, by the period that dateparser reports for it.
_UNIT = {
    "time": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(days=7),
    "month": timedelta(days=31),
    "year": timedelta(days=366),
}
# The longest line that is still read as a date; prose that happens to hold one is not a date line.
_LONGEST = 80


def parse_moment(
    raw: str | None, *, source: str, fetched_at: datetime | None = None, language: str | None = None, timezone: tzinfo | None = None
) -> Moment | None:
    """The moment that ``raw`` states, or None where it states none, or one after the fetch.

    :param language: BCP 47 tag of the page; decides names of months and, with its region, the order of day and month.
    :param timezone: the site's zone, from its profile: used where the page shows a clock without a zone.
    """
    shown = clean(raw)
    if not shown or len(shown) > _LONGEST:
        return None
    text = _GLUED_ZONE.sub(" ", shown.translate(_WIDE))
    if basic := _BASIC_DAY.fullmatch(text):
        text = "-".join(basic.groups())
    if epoch := _EPOCH.fullmatch(text):
        return _unless_later(_at(datetime.fromtimestamp(int(epoch[1]), UTC), shown, source, "second"), fetched_at)
    moment = _iso(text, source, timezone) or _absolute(text, source, language, timezone)
    if moment is None and fetched_at is not None:
        moment = _relative(shown, source, language, fetched_at)
    if moment is None or moment.utc == _UNSET:
        return None
    return _unless_later(moment if moment.raw == shown else attrs.evolve(moment, raw=shown), fetched_at)


def _unless_later(moment: Moment, fetched_at: datetime | None) -> Moment | None:
    """The moment, if it does not lie after the fetch."""
    return None if fetched_at is not None and is_after(moment, fetched_at) else moment


def unread(raw: str, source: str) -> Moment:
    """A date that the page shows and that could not be read: kept as shown."""
    return Moment(raw=clean(raw), source=source)


def is_after(moment: Moment, fetched_at: datetime) -> bool:
    """Whether the moment lies after the fetch in every time zone; clocks may differ by a few minutes."""
    stated = moment.utc or moment.earliest
    if stated is None:
        return False
    if moment.precision in ("second", "minute", "window"):
        return datetime.fromisoformat(stated) > fetched_at + timedelta(minutes=10)
    # Somewhere on earth it is already tomorrow (UTC+14).
    latest = (fetched_at + timedelta(hours=14)).date().isoformat()
    return stated > latest[: len(stated)]


def zulu(instant: datetime) -> str:
    """ISO 8601 in UTC, to the second, with Z."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _at(instant: datetime, raw: str, source: str, precision: str) -> Moment:
    return Moment(raw=raw, utc=zulu(instant), precision=precision, source=source)


def _clock(wall: datetime, raw: str, source: str, precision: str, zone: tzinfo | None) -> Moment:
    """A date with a clock time: UTC where the zone is known, else the day as stated, with the wall clock beside it."""
    zone = wall.tzinfo or zone
    if zone is not None:
        return _at(wall.replace(tzinfo=zone), raw, source, precision)
    local = wall.strftime("%Y-%m-%dT%H:%M:%S" if precision == "second" else "%Y-%m-%dT%H:%M")
    return Moment(raw=raw, utc=wall.strftime("%Y-%m-%d"), precision="day", local=local, source=source)


def _iso(shown: str, source: str, timezone: tzinfo | None) -> Moment | None:
    match = _ISO.fullmatch(shown)
    if not match:
        return None
    year, month, day, hour, minute, second, offset = match.groups()
    if int(year) < _FIRST_YEAR:
        return None
    try:
        if day is None:
            date(int(year), int(month), 1)
            return Moment(raw=shown, utc=f"{year}-{month}", precision="month", source=source)
        if hour is None:
            return Moment(raw=shown, utc=date(int(year), int(month), int(day)).isoformat(), precision="day", source=source)
        wall = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0), tzinfo=_offset(offset))
    except ValueError:
        return None  # 2024-13-45 is not a date
    return _clock(wall, shown, source, "second" if second else "minute", timezone)


def _offset(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    sign = -1 if text[0] == "-" else 1
    return datetime.strptime(f"{'-' if sign < 0 else '+'}{digits}", "%z").tzinfo


def _absolute(shown: str, source: str, language: str | None, timezone: tzinfo | None) -> Moment | None:
    """A date in words or digits that names its year."""
    if (not _YEAR.search(shown) and not _NUMERIC.match(shown)) or is_ambiguous(shown, language):
        return None
    clock = _CLOCK.search(shown)
    if clock is not None and not _names_zone(shown) and (wall := _by_day(shown, clock, language)) is not None:
        return _clock(wall, shown, source, "second" if clock["second"] else "minute", timezone)
    found, period = _read(shown, language)
    if found is None or found.year < 1900:
        return None
    if period in _PARTIAL:
        return Moment(raw=shown, utc=found.strftime(_PARTIAL[period]), precision=period, source=source)
    if clock is None and period != "time":
        return Moment(raw=shown, utc=found.strftime("%Y-%m-%d"), precision="day", source=source)
    zone = found.tzinfo if found.tzinfo is not None and _names_zone(shown) else None
    return _clock(found.replace(tzinfo=zone), shown, source, "second" if clock and clock["second"] else "minute", timezone)


def _by_day(shown: str, clock: re.Match[str], language: str | None) -> datetime | None:
    """Day and clock read apart: the comments of a thread share few days, and a day that was read once is known."""
    day, period = _read(_FILLER.sub("", shown[: clock.start()] + " " + shown[clock.end() :]).strip(), language)
    hour, minute, second = int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)
    if half := (clock["half"] or clock["part"] or "").lower():
        hour = hour % 12 + (12 if half.startswith(_AFTERNOON) else 0)
    if day is None or period != "day" or day.year < 1900 or hour > 23 or minute > 59 or second > 59:
        return None
    return day.replace(hour=hour, minute=minute, second=second, microsecond=0, tzinfo=None)


@lru_cache(maxsize=4096)
def _read(shown: str, language: str | None) -> tuple[datetime | None, str | None]:
    """(date, period) as dateparser reads it; an absolute date reads the same whenever it is read."""
    named = monthnames.read(shown)
    if named is not None:
        return named, "day"
    data = _reader(language).date(shown)
    return data.date_obj, data.period


def _names_zone(shown: str) -> bool:
    return bool(_RFC822_ZONE.search(shown) or re.search(r"\b[A-Z]{3,4}\b|[+-]\d\d:?\d\d\b", shown))


def is_ambiguous(shown: str, language: str | None) -> bool:
    """03/04/2024 is the 3rd of April or the 4th of March; English without a region does not tell."""
    match = _NUMERIC.match(shown)
    if not match or int(match[1]) > 12 or int(match[2]) > 12 or match[1] == match[2]:
        return False
    return (language or "en").lower() in ("en", "und")


@lru_cache(maxsize=1024)
def _relative(shown: str, source: str, language: str | None, fetched_at: datetime) -> Moment | None:
    """ "6 years ago", "vor 8 Stunden", "2d": a window, since sites round up, down or to the nearest unit.

    Relative is what moves with the day on which one reads it: the text is read twice, as of two days.
    """
    if _YEAR.search(shown):
        return None
    one = _reader(language).age(shown, fetched_at)
    two = _reader(language).age(shown, fetched_at - timedelta(days=1000)) if one.date_obj is not None else one
    if one.date_obj is None or two.date_obj is None:
        return None
    found = one.date_obj.replace(tzinfo=UTC)
    moved = found - two.date_obj.replace(tzinfo=UTC)
    if abs(moved - timedelta(days=1000)) > timedelta(days=3):
        return None  # "March 4" without a year: which year is not known
    unit = _UNIT.get(one.period or "day", _UNIT["day"])
    if re.search(r"\bmin|\bsec|\bsek|\bjust\b", shown, re.IGNORECASE):
        unit = timedelta(minutes=1)
    latest = min(found + unit / 2, fetched_at)
    return Moment(raw=shown, precision="window", earliest=zulu(found - unit), latest=zulu(latest), source=source)


class _Reader:
    """dateparser for one language tag, reused: 29 times faster than detecting the language of every string."""

    def __init__(self, languages: list[str], region: str | None):
        firsts = {"PREFER_DAY_OF_MONTH": "first", "PREFER_MONTH_OF_YEAR": "first"}
        common = {"RETURN_TIME_AS_PERIOD": True, "PREFER_DATES_FROM": "past", "TIMEZONE": "UTC"}
        # In the given order: dateparser would try English before French, and read 03/04 the American way.
        self._dates = DateDataParser(languages=languages, region=region, use_given_order=True, settings=common | firsts)
        self._ages = DateDataParser(languages=languages, region=region, use_given_order=True, settings=common)

    def date(self, shown: str) -> DateData:
        return self._dates.get_date_data(shown)

    def age(self, shown: str, as_of: datetime) -> DateData:
        """Reads a relative date as of a day."""
        # The base is set on the parser: dateparser keeps every settings object that was ever made, and one a page would be a leak.
        self._ages._settings.RELATIVE_BASE = as_of.replace(tzinfo=None)
        return self._ages.get_date_data(shown)


@cache
def _reader(language: str | None) -> _Reader:
    tag = (language or "en").replace("_", "-").split("-")
    name, region = _RENAMED.get(tag[0].lower(), tag[0].lower()), (tag[1].upper() if len(tag) > 1 and len(tag[1]) == 2 else None)
    languages = [name] if name == "en" else [name, "en"]
    for choice, place in ((languages, region), (languages, None)):
        try:
            reader = _Reader(choice, place)
            reader.date("1 January 2000")
        except ValueError:
            continue  # a language or region that dateparser does not know
        return reader
    return _Reader(["en"], None)


def end_of(moment: Moment) -> datetime | None:
    """The last instant that a moment can mean, in UTC; for comparing with ``--since``. None where nothing is known."""
    stated = moment.utc or moment.latest
    if stated is None or "T" in stated:
        return datetime.fromisoformat(stated) if stated else None
    year, month, day = (int(part) for part in (stated + "-12-31"[len(stated) - 4 :] if len(stated) < 10 else stated).split("-"))
    return datetime(year, month, min(day, monthrange(year, month)[1]), 23, 59, 59, tzinfo=UTC)
