"""Waline: ``init({el, serverURL, path})`` or ``new Waline({...})``, and the element that it fills. Pages of roots with all answers below them.

``GET <serverURL>/api/comment?path=&pageSize=&page=``; clients of versions 1 and 2 ask ``/comment``. An answer is ``{errno, errmsg, data}``, and
before that was the data alone. The answers below a root are one flat list, in which ``pid`` names what each answers.
https://waline.js.org/en/guide/features/
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from archiver import counts, urls
from archiver.comments import answers
from archiver.comments.names import given_name
from archiver.models import Comment, FollowUp, Moment, Page, Thread

NAME = "waline"

_PAGE_SIZE = 50
# A client that asks the older address: its version in the script's, or the name that only version 1 had.
_OLD_CLIENT = re.compile(r"@waline/client@v?[12]\b|[wW]aline(?:/client)?[@/]v?[12]\.|Waline\.min\.js|new\s+Waline\b")


def embedded(page: Page) -> tuple[FollowUp, ...]:
    begin = page.text.find("serverURL")
    if begin < 0 or "aline" not in page.text:
        return ()
    text = answers.settings_around(page.text, begin)
    stated_server, element = answers.setting("serverURL", text), answers.setting("el", text) or "#waline"
    server = urls.absolute(page.base_url, stated_server) if stated_server else None
    if server is None or not element.startswith("#") or answers.with_id(page, element[1:]) is None:
        return ()
    place = "/comment" if _OLD_CLIENT.search(page.text) else "/api/comment"
    fields = (
        ("path", answers.setting("path", text) or answers.path_of(page)),
        ("pageSize", str(_PAGE_SIZE)),
        ("page", "1"),
        ("sortBy", "insertedAt_asc"),
    )
    return (answers.ask(NAME, answers.question(server.rstrip("/") + place, fields), "comments from Waline"),)


def parse(page: Page) -> Thread:
    answer = _data(page)
    found = answers.placed(_comment(each, page) for each in _flat(answer))
    pages = answers.number(answer.get("totalPages"))
    count = answers.number(answer.get("count"))
    return Thread(system=NAME, comments=found, announced_count=count, counted=counts.COMMENTS, from_api=True, pages_expected=pages)


def follow(page: Page) -> tuple[FollowUp, ...]:
    """The next page; none after one without comments, whatever the number of pages is said to be."""
    if page.status != 200:
        return ()
    answer, following = _data(page), int(page.context.get("page", "1")) + 1
    if following > (answers.number(answer.get("totalPages")) or 1) or not answer["data"]:
        return ()
    url = answers.with_query(page.url, page=str(following))
    return (answers.ask(NAME, url, f"page {following} of the comments from Waline", context={"page": str(following)}),)


def _data(page: Page) -> answers.Record:
    answer = answers.record(page, NAME, "data")
    if answer.get("errno"):
        raise ValueError(f"no answer of {NAME}: {answers.line(answer.get('errmsg')) or answer['errno']}")
    data = answer["data"]
    if isinstance(data, dict) and "data" in data:
        return data
    if isinstance(data, list):
        return answer
    raise ValueError(f"no answer of {NAME}: without comments")


def _flat(answer: answers.Record) -> Iterator[answers.Record]:
    for each in answers.records(answer["data"], NAME):
        yield each
        yield from answers.records(each.get("children"), NAME)


def _posted(data: answers.Record, page: Page) -> Moment | None:
    milliseconds = data.get("time")
    if isinstance(milliseconds, int | float) and math.isfinite(milliseconds):
        return answers.since_1970(milliseconds / 1000, milliseconds, "waline:time", page)
    return answers.stated(data.get("insertedAt"), "waline:insertedAt", page)


def _comment(data: answers.Record, page: Page) -> Comment:
    text, html = answers.content(data.get("comment"), page)
    link = answers.address(data.get("link"))
    return Comment(
        key=answers.key_of(data, "objectId", NAME),
        parent_key=answers.optional_key(data.get("pid")) or answers.optional_key(data.get("rid")),
        parent_source="id",
        author=given_name(answers.line(data.get("nick")), link),
        author_url=link,
        posted=_posted(data, page),
        text=text,
        html=html,
        likes=answers.number(data.get("like")),
        flags=frozenset({"pinned"} if data.get("sticky") is True else ()),
    )
