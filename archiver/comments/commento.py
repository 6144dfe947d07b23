"""Commento and Commento++: ``#commento`` and the script ``commento.js``. The whole thread comes in one answer.

``POST <origin>/api/comment/list`` with ``{"commenterToken": "anonymous", "domain", "path"}``. The thread is named by the page's host and its
path, or by ``data-page-id`` of the script. Names stand in a table of commenters beside the comments.
https://gitlab.com/commento/commento
"""

from __future__ import annotations

from urllib.parse import urlsplit

from archiver import urls
from archiver.comments import answers
from archiver.comments.names import given_name
from archiver.models import Comment, FollowUp, Page, Thread

NAME = "commento"

_SCRIPT = "/js/commento.js"
_ROOT, _ANONYMOUS = "root", "anonymous"
_DELETED = "[deleted]"


def embedded(page: Page) -> tuple[FollowUp, ...]:
    if answers.with_id(page, "commento") is None:
        return ()
    for script in page.tree.iter("script"):
        source = urls.absolute(page.base_url, script.get("src")) or ""
        place = urlsplit(source).path
        if place.endswith(_SCRIPT):
            # A host that only serves files is named after that; the interface is beside it.
            origin = source[: source.index(_SCRIPT)].replace("//cdn.", "//", 1)
            thread = script.get("data-page-id") or answers.path_of(page)
            body = {"commenterToken": _ANONYMOUS, "domain": urlsplit(page.final_url).netloc, "path": thread}
            return (answers.ask(NAME, f"{origin}/api/comment/list", "comments from Commento", body=body),)
    return ()


def parse(page: Page) -> Thread:
    answer = answers.record(page, NAME, "success")
    if answer["success"] is not True:
        raise ValueError(f"no answer of {NAME}: {answers.line(answer.get('message')) or 'no success'}")
    commenters = answer.get("commenters")
    names = commenters if isinstance(commenters, dict) else {}
    listed = answers.records(answer.get("comments"), NAME)
    attributes = answer.get("attributes")
    pinned = attributes.get("stickyCommentHex") if isinstance(attributes, dict) else None
    return Thread(system=NAME, comments=answers.placed(_comment(each, names, pinned, page) for each in listed), from_api=True)


def follow(page: Page) -> tuple[FollowUp, ...]:
    """Nothing: one answer holds the whole thread."""
    return ()


def _comment(data: answers.Record, names: answers.Record, pinned: object, page: Page) -> Comment:
    key, parent = answers.key_of(data, "commentHex", NAME), answers.key_of(data, "parentHex", NAME)
    is_deleted = data.get("deleted") is True or data.get("markdown") == _DELETED
    text, html = ("", "") if is_deleted else answers.content(data.get("html"), page)
    commenter = names.get(str(data.get("commenterHex")))
    who = commenter if isinstance(commenter, dict) and data.get("commenterHex") != _ANONYMOUS else {}
    link = answers.address(who.get("link"))
    return Comment(
        key=key,
        parent_key=None if parent == _ROOT else parent,
        parent_source="id",
        author=given_name(answers.line(who.get("name")), link),
        author_url=link,
        posted=answers.stated(data.get("creationDate"), "commento:creationDate", page),
        text=text,
        html=html,
        votes=answers.number(data.get("score")),
        flags=frozenset(flag for flag, is_set in {"deleted": is_deleted, "pinned": key == pinned}.items() if is_set),
    )
