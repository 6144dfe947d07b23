"""What the services share: the JSON of an answer, checked; its values as a comment holds them; the requests for more of it.

Conventions: an answer is an object; a value of another type than the protocol's is no value; nothing that is not stated is written.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import attrs
from lxml.html import HtmlElement

from archiver import urls
from archiver.content import read as read_content
from archiver.models import Comment, FollowUp, Moment, Page
from archiver.moments import parse_moment, unread
from archiver.text import clean, parse_html

Record = dict[str, Any]

_LONGEST_SETTINGS = 8000


def record(page: Page, service: str, *needs: str) -> Record:
    """The object that an answer is.

    :param needs: keys that every such answer has.
    :raises ValueError: where it is none, as the page of a login or of an error is.
    """
    try:
        data = json.loads(page.text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise ValueError(f"no answer of {service}: not JSON ({error})") from error
    if not isinstance(data, dict):
        raise ValueError(f"no answer of {service}: a {type(data).__name__}, not an object")
    missing = [key for key in needs if key not in data]
    if missing:
        told = data.get("message") or data.get("errors") or data.get("error") or ""
        raise ValueError(f"no answer of {service}: without {', '.join(missing)}{f' ({str(told)[:200]})' if told else ''}")
    return data


def records(value: Any, service: str) -> list[Record]:
    """The objects of a list; an absent list is empty.

    :raises ValueError: where it is something else.
    """
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise ValueError(f"no answer of {service}: comments that are no list of objects")
    return value


def key_of(data: Record, name: str, service: str) -> str:
    """The id of a comment.

    :raises ValueError: for a comment without one.
    """
    found = optional_key(data.get(name))
    if found is None:
        raise ValueError(f"no answer of {service}: a comment without {name}")
    return found


def optional_key(value: Any) -> str | None:
    """An id as text; None where there is none."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) and value != "" else None


def line(value: Any, *, escaped: bool = False) -> str | None:
    """A name or label as one line; None for anything else. ``escaped``: the service gives it as HTML."""
    return clean(html.unescape(value) if escaped else value) or None if isinstance(value, str) else None


def number(value: Any) -> int | None:
    """A count; None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def address(value: Any) -> str | None:
    """The web address in a field. It must be whole: what commenters type there often is none."""
    if not isinstance(value, str) or not value.lower().startswith(("http://", "https://")):
        return None
    return urls.absolute(value, value)


def content(markup: Any, page: Page) -> tuple[str, str]:
    """(text, sanitised HTML with absolute addresses) of a comment's markup. Addresses in it are relative to the article."""
    if not isinstance(markup, str) or not markup.strip():
        return "", ""
    root = parse_html(markup)
    body = root.find("body")
    found = read_content(root if body is None else body, lambda _: False, partial(urls.absolute, page.article_url or page.final_url))
    return found.text(), found.html()


def stated(raw: Any, source: str, page: Page) -> Moment | None:
    """The moment of an ISO date; one without a zone is in UTC with these services."""
    if not isinstance(raw, str) or not raw:
        return None
    return parse_moment(raw, source=source, fetched_at=page.fetched_at, timezone=UTC) or unread(raw[:80], source)


def dated(raw: Any, source: str, page: Page) -> Moment | None:
    """The moment of a date that may lack a zone, which is then not known."""
    if not isinstance(raw, str) or not raw:
        return None
    return parse_moment(raw, source=source, fetched_at=page.fetched_at) or unread(raw[:80], source)


def since_1970(seconds: Any, raw: Any, source: str, page: Page) -> Moment | None:
    """The moment of a number of seconds, kept as given in ``raw``."""
    if not isinstance(seconds, int | float) or isinstance(seconds, bool):
        return None
    try:
        instant = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return unread(str(raw), source)
    moment = parse_moment(instant.isoformat(timespec="seconds"), source=source, fetched_at=page.fetched_at)
    return attrs.evolve(moment, raw=str(raw)) if moment else None


def placed(found: Iterable[Comment]) -> tuple[Comment, ...]:
    """The comments with their position in the answer, and their depth as far as it tells: below a parent that it lacks, at least 2."""
    comments = tuple(found)
    parents = {comment.key: comment.parent_key for comment in comments}
    depths: dict[str, int] = {}
    for key in parents:
        chain: list[str] = []
        above: str | None = key
        while above is not None and above in parents and above not in depths:
            chain.append(above)
            depths[above] = 0  # a circle ends here
            above = parents[above]
        base = 0 if above is None else depths.get(above, 1)
        depths.update({each: depth for depth, each in enumerate(reversed(chain), base + 1)})
    return tuple(attrs.evolve(comment, position=position, depth=depths[comment.key]) for position, comment in enumerate(comments))


def unplaced(comments: Iterable[Comment]) -> tuple[Comment, ...]:
    """The comments of a list that names no parents: who answers whom is not known."""
    return tuple(attrs.evolve(comment, parent_source="none") for comment in comments)


def question(base: str, fields: Sequence[tuple[str, str]]) -> str:
    """An address with a query."""
    return f"{base}?{urlencode(fields)}"


def with_query(url: str, **changes: str) -> str:
    """The same request with other values of some parameters."""
    parts = urlsplit(url)
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in changes]
    return urlunsplit(parts._replace(query=urlencode([*kept, *changes.items()])))


def ask(service: str, url: str, why: str, *, body: Record | None = None, context: Mapping[str, str] | None = None) -> FollowUp:
    """A request whose answer the service reads; with a ``body``, a POST of JSON."""
    return FollowUp(
        url=url,
        why=why,
        method="GET" if body is None else "POST",
        json=None if body is None else json.dumps(body),
        context=(("system", service), *(context or {}).items()),
    )


def with_id(page: Page, name: str) -> HtmlElement | None:
    """The element that a script fills; None where the page has none, however many scripts it loads."""
    return next(page.index.at(page.index.of_id(name)), None)


def path_of(page: Page) -> str:
    """``location.pathname``, by which many services name a page's thread."""
    return urlsplit(page.final_url).path or "/"


def settings_around(text: str, at: int) -> str:
    """The object literal of a script that holds a place; empty where it is not closed nearby, or there is no such place (-1)."""
    depth, begin = 0, at
    while begin > max(at - _LONGEST_SETTINGS, 0) and depth >= 0:
        begin -= 1
        depth += {"}": 1, "{": -1}.get(text[begin], 0)
    if depth >= 0:
        return ""
    end = at
    while end < min(at + _LONGEST_SETTINGS, len(text)) and depth < 0:
        depth += {"{": -1, "}": 1}.get(text[end], 0)
        end += 1
    return text[begin:end] if depth == 0 else ""


def setting(name: str, text: str) -> str | None:
    """The value of a setting in a script: ``name: 'value'``, ``name = "value"``, ``name: 12``; None where it is computed."""
    if (first := text.find(name)) < 0:
        return None
    match = re.compile(rf"""(?<![\w$-]){re.escape(name)}["']?\s*[:=]\s*(?:"([^"\n]*)"|'([^'\n]*)'|(\d+)\b)""").search(text, first)
    if match is None:
        return None
    value = (match[1] or match[2] or match[3] or "").replace("\\/", "/").strip()
    return value or None
