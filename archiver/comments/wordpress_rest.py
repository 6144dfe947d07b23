"""WordPress' REST interface, ``wp/v2/comments``: true parents, exact UTC, raw names and whole texts, where a site leaves it open.

It lists what was approved as an ordinary comment, replies to hidden comments included, and nothing of votes, pins, pingbacks and roles: so it
is asked beside the markup, not instead of it. A pinned comment of wpDiscuz is of another type and missing in the list, but is told by its own
address. A site may close the interface: then wpDiscuz is asked for the texts that its page cuts off.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from archiver import counts, urls
from archiver.comments import wpdiscuz_ajax
from archiver.comments.items import content_of
from archiver.models import Comment, FollowUp, Moment, Page, Thread
from archiver.moments import parse_moment
from archiver.text import inline_text, number_in, parse_html

NAME = "wordpress-rest"

_ROOT = etree.XPath("string(//link[@rel='https://api.w.org/']/@href)")
_POST_LINKS = etree.XPath("//link[@rel='alternate' and @type='application/json']/@href | //link[@rel='shortlink']/@href")
_POST_LINK = re.compile(r"/wp/v2/(?:posts|pages)/(\d+)|[?&]p=(\d+)$")
_POST_CLASS = re.compile(r"\b(?:postid|page-id)-(\d+)\b")
# The most that the interface gives at once.
_PER_PAGE = 100
_HOUR = timedelta(hours=1)


def embedded(page: Page) -> tuple[FollowUp, ...]:
    """The list's first page, for a page that shows a discussion; without the interface, wpDiscuz' own requests."""
    root, post, thread = _address(page), _post(page), page.thread
    state = wpdiscuz_ajax.state_of(page)
    shows = state is not None or (thread is not None and bool(thread.comments or thread.announced_count))
    if not shows:
        return ()
    if root is None or post is None:
        return wpdiscuz_ajax.requests(state, whole_texts=False)
    pinned = [comment.key for comment in thread.comments if "pinned" in comment.flags] if thread is not None and state is not None else []
    context = {"wpdiscuz": json.dumps(state), "pinned": json.dumps(pinned)} if state is not None else {}
    return (_listing(root, post, 1, context),)


def parse(page: Page) -> Thread:
    records = _answer(page)
    if records is None:
        raise ValueError(f"the REST interface gave no list of comments, but {page.text[:60]!r}")
    late = _late(records)
    comments = tuple(_comment(record, position, page, late) for position, record in enumerate(records))
    total = page.header("X-WP-Total") or ""
    return Thread(
        system=NAME,
        comments=comments,
        announced_count=number_in(total) if total.isdigit() else None,
        counted=counts.WITHOUT_PINGBACKS,
        from_api=True,
    )


def follow(page: Page) -> tuple[FollowUp, ...]:
    """After the first page: the other pages, pinned comments, and what only wpDiscuz tells. After a failure: all that wpDiscuz tells."""
    query = dict(parse_qsl(urlsplit(page.url).query))
    if query.get("page") != "1":
        return ()
    state = json.loads(page.context.get("wpdiscuz", "null"))
    records = _answer(page)
    if records is None:
        return wpdiscuz_ajax.requests(state, whole_texts=False)
    root, post = page.context["root"], query["post"]
    stated = page.header("X-WP-TotalPages") or ""
    pages = (number_in(stated) if stated.isdigit() else None) or 1
    more = tuple(_listing(root, post, number, {}) for number in range(2, pages + 1))
    listed = {str(record.get("id")) for record in records}
    single = tuple(_single(root, key) for key in json.loads(page.context.get("pinned", "[]")) if key not in listed)
    return more + single + wpdiscuz_ajax.requests(state, whole_texts=True)


def _address(page: Page) -> str | None:
    """The interface's address, as WordPress links it."""
    return urls.absolute(page.base_url, _ROOT(page.tree)) if "api.w.org" in page.text else None


def _post(page: Page) -> str | None:
    """The number of the article, as WordPress links it, or writes it into the classes of the body."""
    for href in _POST_LINKS(page.tree):
        if match := _POST_LINK.search(href):
            return match[1] or match[2]
    body = page.tree.find("body")
    match = _POST_CLASS.search(body.get("class") or "") if body is not None else None
    return match[1] if match else None


def _listing(root: str, post: str, number: int, context: dict[str, str]) -> FollowUp:
    query = f"post={post}&per_page={_PER_PAGE}&page={number}&orderby=id&order=asc"
    return _ask(root, "wp/v2/comments", query, f"comments by REST, page {number}", context)


def _single(root: str, key: str) -> FollowUp:
    return _ask(root, f"wp/v2/comments/{key}", "", f"comment {key} by REST", {})


def _ask(root: str, path: str, query: str, why: str, context: dict[str, str]) -> FollowUp:
    """``root`` is ``https://example.org/wp-json/``, or ``https://example.org/?rest_route=/`` where the site has no permalinks."""
    sign = "&" if "?" in root else "?"
    url = root + path + (sign + query if query else "")
    return FollowUp(url=url, why=why, context=tuple({"system": NAME, "optional": "yes", "root": root, **context}.items()))


def _answer(page: Page) -> list[dict[str, Any]] | None:
    """The comments of an answer; None where it is none."""
    if not page.ok:
        return None
    try:
        answer = json.loads(page.text)
    except ValueError:
        return None
    records = [answer] if isinstance(answer, dict) else answer
    if not isinstance(records, list) or not all(isinstance(each, dict) and "id" in each and "content" in each for each in records):
        return None
    return records


def _late(records: list[dict[str, Any]]) -> frozenset[str]:
    """The comments whose ``date_gmt`` is an hour late.

    WordPress reads the UTC clock as one of the site's zone, where the hour that summer time skips does not exist. So once a year, for one hour,
    UTC is an hour further from the local clock than before and after, which no zone ever does.
    """
    told = [(record, _clock(record, "date"), _clock(record, "date_gmt")) for record in records]
    known = sorted(((local, utc - local, str(record["id"])) for record, local, utc in told if local and utc), key=itemgetter(0))
    runs = [list(run) for _, run in groupby(known, key=itemgetter(1))]
    late: set[str] = set()
    for before, run, after in zip(runs, runs[1:], runs[2:], strict=False):
        is_bump = before[0][1] == after[0][1] == run[0][1] - _HOUR
        if is_bump and run[-1][0] - run[0][0] < _HOUR:
            late.update(key for _, _, key in run)
    return frozenset(late)


def _clock(record: dict[str, Any], name: str) -> datetime | None:
    try:
        return datetime.fromisoformat(record.get(name) or "")
    except ValueError:
        return None


def _comment(record: dict[str, Any], position: int, page: Page, late: frozenset[str]) -> Comment:
    body = parse_html(f"<div>{(record.get('content') or {}).get('rendered') or ''}</div>")
    base = Page(url=page.article_url or page.url, body=b"")
    text, html = content_of(body, base, lambda element: False)
    parent = record.get("parent")
    return Comment(
        key=str(record["id"]),
        parent_key=str(parent) if parent else None,
        parent_source="id",
        position=position,
        author=_plain(record.get("author_name")),
        author_url=urls.absolute(base.url, record.get("author_url") or None),
        posted=_posted(record, page, late),
        text=text,
        html=html,
    )


def _plain(name: str | None) -> str | None:
    """A name as themes print it: markup that somebody typed into it is not shown."""
    return (inline_text(parse_html(f"<p>{name}</p>")) or None) if name else None


def _posted(record: dict[str, Any], page: Page, late: frozenset[str]) -> Moment | None:
    clock = _clock(record, "date_gmt")
    if clock is None:
        return None
    if str(record["id"]) in late:
        clock -= _HOUR
    moment = parse_moment(f"{clock.isoformat()}Z", source="wordpress-rest:date_gmt", fetched_at=page.fetched_at)
    return moment and Moment(raw=record["date_gmt"], utc=moment.utc, precision=moment.precision, source=moment.source)
