"""Disqus: ``#disqus_thread``, and a forum's short name in the script. Its interface wants a key, which a site's profile may name.

``GET https://disqus.com/api/3.0/threads/listPosts.json?api_key=&forum=&thread=&limit=100&cursor=``. A thread is ``ident:X`` where the page
gives it an identifier, else ``link:URL``. Comments that were deleted or not approved are not told. https://disqus.com/api/docs/threads/listPosts/
"""

from __future__ import annotations

import re

from archiver.comments import answers
from archiver.comments.names import given_name
from archiver.models import Comment, FollowUp, Page, Thread, Unreachable

NAME = "disqus"

_LIST = "https://disqus.com/api/3.0/threads/listPosts.json"
_CONTAINER = "disqus_thread"
_LOADER = re.compile(r"//([\w-]+)\.disqus\.com/(?:embed|count)\.js")
# Settings of the universal code, of its 2012 variables and of the WordPress plugin, in that order.
_IDENTIFIER = ("this.page.identifier", "disqus_identifier", "disqusIdentifier")
_ADDRESS = ("this.page.url", "disqus_url", "disqusUrl")
_FORUM = ("disqus_shortname", "disqusShortname", "data-disqus-shortname")


def embedded(page: Page) -> tuple[FollowUp, ...]:
    known, key = identifiers(page), page.keys.get(NAME)
    if known is None or not key or (forum := known.get("forum")) is None:
        return ()
    thread = f"ident:{known['identifier']}" if "identifier" in known else f"link:{known.get('url', page.final_url)}"
    fields = (("api_key", key), ("forum", forum), ("thread", thread), ("limit", "100"), ("order", "asc"))
    return (answers.ask(NAME, answers.question(_LIST, fields), "comments from Disqus"),)


def parse(page: Page) -> Thread:
    return Thread(system=NAME, comments=answers.placed(_comment(each, page) for each in _listed(page)), from_api=True)


def follow(page: Page) -> tuple[FollowUp, ...]:
    if page.status != 200:
        return ()
    cursor = answers.record(page, NAME, "cursor")["cursor"]
    following = answers.line(cursor.get("next")) if isinstance(cursor, dict) and cursor.get("hasNext") is True else None
    # A page without comments ends a thread, whatever its cursor says.
    return (
        (answers.ask(NAME, answers.with_query(page.url, cursor=following), "further comments from Disqus"),)
        if following and _listed(page)
        else ()
    )


def identifiers(page: Page) -> dict[str, str] | None:
    """forum, identifier and url of the page's thread, as far as it states them; None where it embeds none."""
    container = answers.with_id(page, _CONTAINER)
    if container is None:
        return None
    loader = _LOADER.search(page.text)
    found = {
        "forum": _first(_FORUM, page.text) or (loader[1] if loader else None),
        "identifier": container.get("data-disqus-identifier") or _first(_IDENTIFIER, page.text),
        "url": answers.address(container.get("data-disqus-url") or _first(_ADDRESS, page.text)),
    }
    return {name: value for name, value in found.items() if value}


def unreachable(page: Page) -> Unreachable | None:
    """The thread, where no key is known."""
    known = identifiers(page)
    if known is None or (page.keys.get(NAME) and "forum" in known):
        return None
    reason = (
        f"Disqus answers only to a key: register an application at https://disqus.com/api/applications/ and write its public key into the"
        f' site\'s profile, as {NAME} = "..." in the table [keys]'
        if "forum" in known
        else "the page does not name its forum at Disqus"
    )
    return Unreachable(system=NAME, reason=reason, identifiers=tuple(known.items()))


def _first(names: tuple[str, ...], text: str) -> str | None:
    return next((found for name in names if (found := answers.setting(name, text))), None)


def _listed(page: Page) -> list[answers.Record]:
    answer = answers.record(page, NAME, "code", "response")
    if answer["code"] != 0:
        raise ValueError(f"no answer of {NAME}: {answers.line(answer['response']) or answer['code']}")
    return answers.records(answer["response"], NAME)


def _comment(data: answers.Record, page: Page) -> Comment:
    """``createdAt`` is in UTC and does not say so. A guest's name may be left out."""
    who = data.get("author")
    author = who if isinstance(who, dict) else {}
    link = answers.address(author.get("profileUrl")) or answers.address(author.get("url"))
    is_deleted = data.get("isDeleted") is True
    text, html = ("", "") if is_deleted else answers.content(data.get("message"), page)
    flags = {"deleted": is_deleted, "pinned": data.get("isHighlighted") is True, "edited": data.get("isEdited") is True}
    return Comment(
        key=answers.key_of(data, "id", NAME),
        parent_key=answers.optional_key(data.get("parent")),
        parent_source="id",
        author=given_name(answers.line(author.get("name")), link),
        author_url=link,
        posted=answers.stated(data.get("createdAt"), "disqus:createdAt", page),
        text=text,
        html=html,
        likes=answers.number(data.get("likes")),
        dislikes=answers.number(data.get("dislikes")),
        flags=frozenset(flag for flag, is_set in flags.items() if is_set),
    )
