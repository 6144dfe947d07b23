"""Remark42: ``#remark42`` and ``remark_config``, which names its server and site. The whole tree comes in one answer.

``GET <host>/api/v1/find?site=&url=&format=tree``. The thread is named by ``url`` of the settings, else by the page's address without query.
https://remark42.com/docs/contributing/api/
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

from archiver import counts, urls
from archiver.comments import answers
from archiver.models import Comment, FollowUp, Page, Thread

NAME = "remark42"

_SETTINGS = re.compile(r"remark_config\s*=\s*\{")


def embedded(page: Page) -> tuple[FollowUp, ...]:
    if answers.with_id(page, "remark42") is None:
        return ()
    begin = _SETTINGS.search(page.text)
    text = answers.settings_around(page.text, begin.end()) if begin else ""
    host, site = answers.setting("host", text), answers.setting("site_id", text)
    server = urls.absolute(page.base_url, host) if host else None
    if server is None or site is None:
        return ()
    fields = (("site", site), ("url", answers.setting("url", text) or _location(page)), ("sort", "time"), ("format", "tree"))
    return (answers.ask(NAME, answers.question(server.rstrip("/") + "/api/v1/find", fields), "comments from Remark42"),)


def parse(page: Page) -> Thread:
    answer = answers.record(page, NAME, "comments")
    info = answer.get("info")
    return Thread(
        system=NAME,
        comments=answers.placed(_comment(each, page) for each in _flat(answer)),
        announced_count=answers.number(info.get("count")) if isinstance(info, dict) else None,
        counted=counts.COMMENTS,
        from_api=True,
    )


def follow(page: Page) -> tuple[FollowUp, ...]:
    """Nothing: one answer holds the whole tree."""
    return ()


def _location(page: Page) -> str:
    """``location.origin + location.pathname``."""
    return urlunsplit(urlsplit(page.final_url)._replace(query="", fragment=""))


def _flat(answer: answers.Record) -> Iterator[answers.Record]:
    stack = list(reversed(answers.records(answer["comments"], NAME)))
    while stack:
        node = stack.pop()
        if not isinstance(node.get("comment"), dict):
            raise ValueError(f"no answer of {NAME}: a node without a comment")
        yield node["comment"]
        stack.extend(reversed(answers.records(node.get("replies"), NAME)))


def _comment(data: answers.Record, page: Page) -> Comment:
    """A deleted one has lost its text, and its name where the user was removed."""
    is_deleted = data.get("delete") is True
    user = data.get("user")
    text, html = ("", "") if is_deleted else answers.content(data.get("text"), page)
    name = answers.line(user.get("name")) if isinstance(user, dict) else None
    flags = {"deleted": is_deleted, "pinned": data.get("pin") is True, "edited": isinstance(data.get("edit"), dict) and not is_deleted}
    return Comment(
        key=answers.key_of(data, "id", NAME),
        parent_key=answers.optional_key(data.get("pid")),
        parent_source="id",
        author=None if is_deleted and name == "deleted" else name,
        posted=answers.stated(data.get("time"), "remark42:time", page),
        text=text,
        html=html,
        votes=answers.number(data.get("score")),
        flags=frozenset(flag for flag, is_set in flags.items() if is_set),
    )
