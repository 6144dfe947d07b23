"""Discourse's JSON, which tells who answers whom; the markup that it serves to readers without scripts does not.

``GET /t/<topic>.json`` gives the first posts, and in ``post_stream.stream`` the ids of all; ``/t/<topic>/posts.json?post_ids[]=`` gives those
that it lacks. A comment's key is its number in the topic, as in :mod:`archiver.comments.discourse`; number 1 is the opening post, and what
answers it, or nothing in particular, is a root. https://docs.discourse.org/

Articles elsewhere embed a topic by ``#discourse-comments`` and ``DiscourseEmbed``, whose ``topicId`` names it. With ``discourseEmbedUrl`` only
the forum knows the topic. https://meta.discourse.org/t/31963
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archiver import counts, urls
from archiver.comments import answers
from archiver.comments.discourse import DISCOURSE
from archiver.models import Comment, FollowUp, Page, Thread, Unreachable

NAME = "discourse"

_TOPIC = re.compile(r"(https?://.*?)/t/(?:[^/?#]+/)?(\d+)(?:[/?#]|$)")
_CHUNK = 20  # posts a request, as the software's own scripts ask
_OPENING = "1"
_LIKE = 2  # the number of that kind of reaction in actions_summary
_ACTION, _WHISPER = 3, 4  # kinds of posts: "closed this topic"; notes among the staff


def embedded(page: Page) -> tuple[FollowUp, ...]:
    """Optional where the markup shows the posts: then the answers only add who answers whom."""
    place = _embed(page)
    if place is not None and "topicId" in place:
        return (
            answers.ask(NAME, f"{place['discourseUrl'].rstrip('/')}/t/{place['topicId']}.json", "the topic on the article, from Discourse"),
        )
    match = _TOPIC.match(page.final_url)
    is_shown = match is not None and DISCOURSE.detect(page)
    if match is None or not (is_shown or _is_generated(page)):
        return ()
    context = {"optional": "yes"} if is_shown else {}
    return (answers.ask(NAME, f"{match[1]}/t/{match[2]}.json", "who answers whom, from Discourse", context=context),)


def unreachable(page: Page) -> Unreachable | None:
    """The topic on an article, where only the forum knows which it is."""
    place = _embed(page)
    if place is None or "topicId" in place:
        return None
    reason = "the page does not name its topic: only the forum knows which one belongs to this address"
    return Unreachable(system=NAME, reason=reason, identifiers=tuple(place.items()))


def parse(page: Page) -> Thread:
    posts = [post for post in _posts(page) if post.get("post_type") not in (_ACTION, _WHISPER)]
    opening = next((_comment(post, page) for post in posts if _key(post) == _OPENING), None)
    found = answers.placed(_comment(post, page) for post in posts if _key(post) != _OPENING)
    return Thread(system=NAME, comments=found, opening=opening, announced_count=_untold(page), counted=counts.POSTS, from_api=True)


def follow(page: Page) -> tuple[FollowUp, ...]:
    """What the first answer lacks."""
    if page.status != 200 or "posts" in page.context:
        return ()
    has = {answers.number(post.get("id")) for post in _posts(page)}
    stream = answers.record(page, NAME, "post_stream")["post_stream"].get("stream")
    lacks = [str(each) for each in stream if isinstance(each, int) and each not in has] if isinstance(stream, list) else []
    base = page.url.removesuffix(".json")
    chunks = [lacks[start : start + _CHUNK] for start in range(0, len(lacks), _CHUNK)]
    return tuple(_posts_of(base, chunk, is_optional="optional" in page.context) for chunk in chunks)


def _embed(page: Page) -> dict[str, str] | None:
    """The settings of an article that embeds a topic."""
    if answers.with_id(page, "discourse-comments") is None:
        return None
    settings = answers.settings_around(page.text, page.text.find("discourseUrl"))
    found = ((name, answers.setting(name, settings)) for name in ("discourseUrl", "topicId", "discourseEmbedUrl"))
    named = {name: value for name, value in found if value}
    forum = urls.absolute(page.base_url, named.get("discourseUrl"))
    return named | {"discourseUrl": forum} if forum else None


def _untold(page: Page) -> int | None:
    """Posts of a topic so long that its stream does not name all posts: then the count tells that some lack."""
    answer = answers.record(page, NAME, "post_stream")
    count = answers.number(answer.get("posts_count"))
    return count if answer["post_stream"].get("isMegaTopic") is True else None


def _posts_of(base: str, ids: list[str], *, is_optional: bool) -> FollowUp:
    context = {"posts": "yes"} | ({"optional": "yes"} if is_optional else {})
    url = answers.question(f"{base}/posts.json", [("post_ids[]", each) for each in ids])
    return answers.ask(NAME, url, f"{len(ids)} posts of the topic", context=context)


def _is_generated(page: Page) -> bool:
    metas = (meta for meta in page.tree.iter("meta") if meta.get("name") == "generator")
    return any((meta.get("content") or "").startswith("Discourse ") for meta in metas)


def _posts(page: Page) -> list[answers.Record]:
    stream = answers.record(page, NAME, "post_stream")["post_stream"]
    if not isinstance(stream, dict) or "posts" not in stream:
        raise ValueError(f"no answer of {NAME}: without posts")
    return answers.records(stream["posts"], NAME)


def _key(post: answers.Record) -> str:
    return answers.key_of(post, "post_number", NAME)


def _comment(post: answers.Record, page: Page) -> Comment:
    user, above = answers.line(post.get("username")), answers.optional_key(post.get("reply_to_post_number"))
    flags = frozenset(_flags(post))
    text, html = ("", "") if "deleted" in flags else answers.content(post.get("cooked"), page)
    base = page.url.partition("/t/")[0]
    return Comment(
        key=_key(post),
        parent_key=None if above == _OPENING else above,
        parent_source="id",
        author=user,
        author_url=f"{base}/u/{user}" if user else None,
        posted=answers.stated(post.get("created_at"), "discourse:created_at", page),
        text=text,
        html=html,
        likes=_likes(post),
        flags=flags,
    )


def _flags(post: answers.Record) -> Iterator[str]:
    """What stands in a deleted or hidden post is the software's own words."""
    if post.get("user_deleted") is True or post.get("deleted_at") or post.get("cooked_hidden") is True:
        yield "deleted"
    if (answers.number(post.get("version")) or 1) > 1:
        yield "edited"


def _likes(post: answers.Record) -> int | None:
    kinds = post.get("actions_summary")
    listed = kinds if isinstance(kinds, list) else []
    counts = (each.get("count") for each in listed if isinstance(each, dict) and each.get("id") == _LIKE)
    return answers.number(next(counts, None))
