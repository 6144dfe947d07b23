"""Flarum: the JSON that a discussion's page brings along for its scripts; else what it shows to readers without scripts, who get no dates.

``<script id="flarum-json-payload">`` holds a JSON:API document: the discussion, and of this page the posts with their users. A post answers
another where it begins with a mention of it, as the software's own "Reply" writes; else it is not known whether it answers one.
https://docs.flarum.org/
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import attrs
from lxml.html import HtmlElement

from archiver import counts
from archiver.comments import answers, keys
from archiver.comments.items import content_of
from archiver.comments.paging import is_first_page, next_page
from archiver.models import Comment, FollowUp, Page, Thread
from archiver.text import clean, inline_text, parse_html

NAME = "flarum"

_PAYLOAD, _NAME, _BODY = "flarum-json-payload", "PostUser-name", "Post-body"
_MENTION = "PostMention"


def detect(page: Page) -> bool:
    return _PAYLOAD in page.names or _NAME in page.index.names


def parse(page: Page) -> Thread:
    document = _document(page)
    attributes = _part(document.get("data"), "attributes")
    found = list(_told(document, page)) or list(_shown(page))
    opening = found[0] if found and is_first_page(page) else None
    rest = [comment for comment in found if comment is not opening]
    return Thread(
        system=NAME if found else None,
        comments=answers.placed(_below(comment, opening) for comment in rest),
        opening=opening,
        announced_count=answers.number(attributes.get("commentCount")),
        counted=counts.POSTS,
    )


def follow(page: Page) -> tuple[FollowUp, ...]:
    following = next_page(page)
    return (FollowUp(url=following, why="next page of the thread"),) if following else ()


def _document(page: Page) -> answers.Record:
    script = answers.with_id(page, _PAYLOAD)
    try:
        return _part(json.loads(script.text or ""), "apiDocument") if script is not None else {}
    except (json.JSONDecodeError, RecursionError):
        return {}


def _part(data: Any, *names: str) -> answers.Record:
    """The object at a path; empty where there is none."""
    for name in names:
        data = data.get(name) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _told(document: answers.Record, page: Page) -> Iterator[Comment]:
    """The posts of the page's JSON, in their order; notes of the software ("renamed the discussion") are none."""
    included = document.get("included")
    parts = [part for part in included if isinstance(part, dict)] if isinstance(included, list) else []
    names = {str(part.get("id")): _part(part, "attributes").get("displayName") for part in parts if part.get("type") == "users"}
    posts = [part for part in parts if part.get("type") == "posts" and _part(part, "attributes").get("contentType") == "comment"]
    for post in sorted(posts, key=lambda post: answers.number(_part(post, "attributes").get("number")) or 0):
        stated = _part(post, "attributes")
        text, html = answers.content(stated.get("contentHtml"), page)
        is_deleted = stated.get("isHidden") is True
        parent = _answered(stated.get("contentHtml"))
        yield Comment(
            key=answers.key_of(post, "id", NAME),
            parent_key=parent,
            parent_source="reply-link" if parent else "none",
            author=answers.line(names.get(str(_part(post, "relationships", "user", "data").get("id")))),
            posted=answers.stated(stated.get("createdAt"), "flarum:createdAt", page),
            text="" if is_deleted else text,
            html="" if is_deleted else html,
            flags=frozenset({"deleted"} if is_deleted else {"edited"} if stated.get("editedAt") else ()),
        )


def _answered(markup: Any) -> str | None:
    """The post that the text begins with a mention of."""
    if not isinstance(markup, str) or _MENTION not in markup:
        return None
    for element in parse_html(markup).iter():
        if element.tag == "a" and _MENTION in (element.get("class") or "").split():
            return answers.optional_key(element.get("data-id"))
        if clean(element.text):
            return None
    return None


def _shown(page: Page) -> Iterator[Comment]:
    for name in _with_class(page.tree, _NAME):
        body = next((each for holder in name.iterancestors("article") for each in _with_class(holder, _BODY)), None)
        text, html = content_of(body, page, lambda _: False) if body is not None else ("", "")
        author = inline_text(name)
        yield Comment(key=keys.fingerprint((author, text)), author=author or None, text=text, html=html)


def _with_class(root: HtmlElement, name: str) -> Iterator[HtmlElement]:
    return (element for element in root.iter() if name in (element.get("class") or "").split())


def _below(comment: Comment, opening: Comment | None) -> Comment:
    """An answer to the opening post is a root."""
    return attrs.evolve(comment, parent_key=None) if opening is not None and comment.parent_key == opening.key else comment
