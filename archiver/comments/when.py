"""The dates that comments show: declared, as seconds since 1970, in a tooltip, or as a line of text with words around it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from lxml.html import HtmlElement

from archiver.models import Moment, Page
from archiver.moments import parse_moment, unread
from archiver.text import clean, inline_text

# Words that software sets before a date, and the numbers that it sets behind one.
_BEFORE_DATE = re.compile(
    r"^(?:[^»«]*[»«]\s*)?(?:(?:re|posted|wrote|written|repl(?:ied|y #\d+)|commented|answered|asked|added|said|on|at|le|发表于|發表於)\b\s?[:,]?\s*)*",
    re.IGNORECASE,
)
_AFTER_DATE = re.compile(r"\s*(?:\(#\d+\)|[»|·•(-]|#\d+)\s*$")
_DIGIT = re.compile(r"\d")
_EPOCH_DIGITS = {10: 1, 13: 1000}
# Where elements hold the seconds or milliseconds since 1970, and where scripts of tooltips keep a whole date.
_STAMPS = ("data-timestamp", "data-time", "data-epoch", "data-unixtime", "data-utime")
_DECLARED, _TOOLTIPS = ("datetime", "content", "date"), ("title", "data-tippy-content", "data-original-title")
_TIMES = ("time", "woltlab-core-date-time")
# "Created: ...", a second line; Stack Exchange's licence behind the date.
_TOOLTIP = re.compile(r"^[^\W\d]+: |\n.*|, License: .*", re.DOTALL)


def read_time(node: HtmlElement, page: Page, *, regional: bool = True) -> Moment | None:
    """The moment that a node states: by ``datetime``, ``content`` or ``title``, or by its text without the words around the date.

    :param regional: whether the page's region tells the order of day and month.
    """
    inner = node if node.tag in _TIMES or node.get("title") else next(node.iter(*_TIMES), node)
    for name in (*_DECLARED, *_STAMPS, *_TOOLTIPS):
        raw = inner.get(name)
        if raw and (moment := stamp_of(inner, name, page) or _moment(_TOOLTIP.sub("", raw), f"{inner.tag}[{name}]", page)):
            return moment
    own = clean(inner.text)  # without the notes and numbers that stand behind the date in elements of their own
    return read_date(own if _DIGIT.search(own) else inline_text(inner), str(inner.tag), page, regional=regional)


def stamp_of(node: HtmlElement, name: str, page: Page) -> Moment | None:
    """The moment of an attribute that ends in the seconds or milliseconds since 1970."""
    stamp = (node.get(name) or "").rpartition(" ")[2]
    if not stamp.isdecimal() or len(stamp) not in _EPOCH_DIGITS:
        return None
    instant = datetime.fromtimestamp(int(stamp) / _EPOCH_DIGITS[len(stamp)], UTC)
    return parse_moment(instant.isoformat(timespec="seconds"), source=f"[{name}]", fetched_at=page.fetched_at)


def stamped(node: HtmlElement, page: Page) -> Moment | None:
    """The moment of a node that holds it as a number."""
    return next(filter(None, (stamp_of(node, name, page) for name in _STAMPS)), None)


def read_date(text: str, source: str, page: Page, *, regional: bool = True) -> Moment | None:
    """The moment in a line of text; kept as shown where it cannot be read, None where there is nothing."""
    shown = _AFTER_DATE.sub("", _BEFORE_DATE.sub("", text))
    return (_moment(shown, source, page, regional=regional) or unread(shown[:200], source)) if shown else None


def _moment(raw: str, source: str, page: Page, *, regional: bool = True) -> Moment | None:
    language = page.tree.get("lang")
    if language and not regional:
        language = language.partition("-")[0]
    return parse_moment(raw, source=source, fetched_at=page.fetched_at, language=language)
