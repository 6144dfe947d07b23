"""Isso: ``#isso-thread`` and a script with ``data-isso``, the address of its server. Two levels; who answers whom is stated by id.

``GET <server>/?uri=<thread>`` gives comments, oldest first; ``limit`` and ``nested_limit`` bound it. What a bound left out is asked for with
``after``, the time of the last one: every version of the server knows it, and ``offset`` only late ones. The thread is named by
``data-isso-id``, else by the page's path. https://isso-comments.de/docs/reference/server-api/
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archiver import urls
from archiver.comments import answers
from archiver.comments.names import given_name
from archiver.models import Comment, FollowUp, Page, Thread

NAME = "isso"

_LIMIT = 100
_SCRIPT = "js/embed.min.js"
_DELETED = 4  # the mode of a comment that was deleted and has replies


def embedded(page: Page) -> tuple[FollowUp, ...]:
    container = answers.with_id(page, "isso-thread")
    server = _server(page) if container is not None else None
    if container is None or server is None:
        return ()
    thread = container.get("data-isso-id") or answers.path_of(page)
    fields = (("uri", thread), ("limit", str(_LIMIT)), ("nested_limit", str(_LIMIT)))
    return (answers.ask(NAME, answers.question(server, fields), "comments from Isso"),)


def parse(page: Page) -> Thread:
    answer = answers.record(page, NAME, "replies")
    found = answers.placed(_comment(each, page) for each in _flat(answer))
    # What the number counts depends on the version: late ones count nested comments too, earlier ones the first level.
    return Thread(system=NAME, comments=found, announced_count=_total(page, answer), from_api=True)


def follow(page: Page) -> tuple[FollowUp, ...]:
    if page.status != 200:
        return ()
    shown = answers.records(answers.record(page, NAME, "replies")["replies"], NAME)
    above = page.context.get("parent")
    more = [_more(page, shown, above)] if len(shown) >= _LIMIT else []
    cut = [each for each in shown if above is None and (answers.number(each.get("hidden_replies")) or 0) > 0]
    more += [_more(page, answers.records(each.get("replies"), NAME), answers.key_of(each, "id", NAME)) for each in cut]
    return tuple(more)


def _server(page: Page) -> str | None:
    """The server's address with a slash at its end: as the script states it, else where the script was loaded from."""
    for script in page.tree.iter("script"):
        if (stated := script.get("data-isso")) is not None and (found := urls.absolute(page.base_url, stated or "/")):
            return found.rstrip("/") + "/"
    sources = (urls.absolute(page.base_url, script.get("src")) or "" for script in page.tree.iter("script"))
    return next((source.removesuffix(_SCRIPT) for source in sources if source.endswith(f"/{_SCRIPT}")), None)


def _flat(answer: answers.Record) -> Iterator[answers.Record]:
    for each in answers.records(answer["replies"], NAME):
        yield each
        yield from answers.records(each.get("replies"), NAME)


def _total(page: Page, answer: answers.Record) -> int | None:
    """Of the whole thread, told by its first level."""
    return answers.number(answer.get("total_replies")) if page.context.get("parent") is None else None


def _more(page: Page, shown: list[answers.Record], parent: str | None) -> FollowUp:
    last: Any = shown[-1].get("created") if shown else 0
    if parent is None:
        return answers.ask(NAME, answers.with_query(page.url, after=str(last)), "further comments from Isso")
    url = answers.with_query(page.url, parent=parent, after=str(last))
    return answers.ask(NAME, url, f"further answers to {parent} from Isso", context={"parent": parent})


def _comment(data: answers.Record, page: Page) -> Comment:
    text, html = answers.content(data.get("text"), page)
    link = answers.address(answers.line(data.get("website"), escaped=True))
    flags = {"deleted": data.get("mode") == _DELETED, "edited": data.get("modified") is not None and data.get("mode") != _DELETED}
    return Comment(
        key=answers.key_of(data, "id", NAME),
        parent_key=answers.optional_key(data.get("parent")),
        parent_source="id",
        author=given_name(answers.line(data.get("author"), escaped=True), link),
        author_url=link,
        posted=answers.since_1970(data.get("created"), data.get("created"), "isso:created", page),
        text=text,
        html=html,
        likes=answers.number(data.get("likes")),
        dislikes=answers.number(data.get("dislikes")),
        flags=frozenset(flag for flag, is_set in flags.items() if is_set),
    )
