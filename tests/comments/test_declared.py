"""Comments that pages state for machines: in JSON-LD, in Flarum's JSON, in Substack's."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from archiver.comments import follow_ups, parse_thread
from archiver.models import Comment, Page

PERSON = {"@type": "Person", "name": "Hob", "url": "https://bell.example/hob"}
REPLY = {"@type": "Comment", "@id": "#c-42", "author": "Tolla", "dateCreated": "2026-03-02T13:30:00Z", "text": "Not on <b>Sundays</b>."}
SAID = {
    "@type": "Comment",
    "@id": "https://bell.example/tower#c-41",
    "author": [PERSON],
    "datePublished": "2026-03-02T12:00:00+00:00",
    "text": "It wanders.",
    "upvoteCount": 5,
    "comment": [REPLY],
}
GONE = {"@type": "Comment", "url": "#c-43", "author": {"@type": "Person", "name": "[deleted]"}, "text": "[removed]"}
LATE = {"@type": "Comment", "@id": "#c-44", "author": "Hob", "text": "Sundays too.", "parentItem": {"@type": "Comment", "@id": "#c-41"}}


def page(markup: str, url: str = "https://bell.example/tower", **fields: Any) -> Page:
    body = f"<!DOCTYPE html><html lang='en'><head><title>T</title></head><body><h1>T</h1>{markup}</body></html>"
    return Page(url=url, body=body.encode(), fetched_at=datetime(2026, 5, 10, 12, tzinfo=UTC), **fields)


def declared(data: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(data)}</script>'


def brief(comment: Comment) -> tuple[Any, ...]:
    """(key, parent, how it is known, depth, name, UTC, text, flags)"""
    utc = comment.posted.utc if comment.posted else None
    parent = (comment.parent_key, comment.parent_source, comment.depth)
    return (comment.key, *parent, comment.author, utc, comment.text, sorted(comment.flags))


def test_json_ld_tells_comments_in_comments_and_those_that_name_their_parent() -> None:
    article = {"@context": "https://schema.org", "@graph": [{"@type": "NewsArticle", "headline": "T", "comment": [SAID, GONE, LATE]}]}
    thread = parse_thread(page(declared(article)))
    assert thread.system == "json-ld"
    assert [brief(comment) for comment in thread.comments] == [
        ("41", None, "nesting", 1, "Hob", "2026-03-02T12:00:00Z", "It wanders.", []),
        ("42", "41", "nesting", 2, "Tolla", "2026-03-02T13:30:00Z", "Not on Sundays.", []),
        ("43", None, "nesting", 1, None, None, "", ["deleted"]),
        ("44", "41", "id", 2, "Hob", None, "Sundays too.", []),
    ]
    assert (thread.comments[0].author_url, thread.comments[0].votes) == ("https://bell.example/hob", 5)


def test_answers_to_a_question_are_comments_and_a_flat_list_tells_no_parents() -> None:
    answers = [{"@type": "Answer", "url": "/q/1#9", "author": PERSON, "text": "Oil it.", "dateCreated": "2026-03-02"}]
    question = {"@type": "QAPage", "mainEntity": {"@type": "Question", "name": "Why?", "suggestedAnswer": answers, "acceptedAnswer": None}}
    (comment,) = parse_thread(page(declared(question))).comments
    assert brief(comment) == ("9", None, "none", 1, "Hob", "2026-03-02", "Oil it.", [])


@pytest.mark.parametrize(
    "data",
    [
        {"@type": "NewsArticle", "headline": "T", "comment": []},
        {"@type": "FAQPage", "mainEntity": [{"@type": "Question", "acceptedAnswer": {"@type": "Answer", "text": "Within a week."}}]},
        {"@type": "QAPage", "mainEntity": {"@type": "Question", "acceptedAnswer": {"@type": "Answer", "text": "Within a week."}}},
        {"@type": "Product", "review": [{"@type": "Review", "author": PERSON, "reviewBody": "Rings."}]},
    ],
    ids=["an empty list", "frequent questions", "a question that the site answers itself", "a product's reviews"],
)
def test_what_is_no_discussion_has_no_comments(data: dict[str, Any]) -> None:
    assert parse_thread(page(declared(data))).comments == ()


def test_broken_json_is_no_thread() -> None:
    assert parse_thread(page('<script type="application/ld+json">{"@type": "Comment", </script>')).comments == ()


def test_the_markup_is_believed_where_it_shows_as_much() -> None:
    shown = "".join(
        f"<div class='comment' id='c-{number}'><span class='author'>{name}</span><time datetime='2026-03-02T12:00:00Z'>then</time>"
        f"<div class='text'>{text}</div><a href='#'>Reply</a></div>"
        for number, name, text in ((41, "Hob", "It wanders."), (42, "Tolla", "Not on Sundays."))
    )
    both = declared({"@type": "NewsArticle", "comment": [SAID]}) + f"<section class='comments'>{shown}</section>"
    assert (parse_thread(page(both)).system, len(parse_thread(page(both)).comments)) == ("repeated", 2)


def test_frequent_questions_in_microdata_are_no_comments() -> None:
    markup = "<div itemscope itemtype='https://schema.org/Answer'><div itemprop='text'>Within a week.</div></div>"
    assert parse_thread(page(markup)).comments == ()


def flarum_post(number: int, markup: str, user: str | None = "3", **attributes: Any) -> dict[str, Any]:
    stated = {
        "number": number,
        "createdAt": f"2026-02-0{number}T10:00:00+00:00",
        "contentType": "comment",
        "contentHtml": markup,
        **attributes,
    }
    relationships = {"user": {"data": {"type": "users", "id": user}}} if user else {}
    return {"type": "posts", "id": f"{600 + number}", "attributes": stated, "relationships": relationships}


def flarum(*posts: dict[str, Any], count: int = 5) -> str:
    user = {"type": "users", "id": "3", "attributes": {"username": "mire", "displayName": "Mire"}}
    discussion = {"type": "discussions", "id": "60", "attributes": {"title": "Peat", "commentCount": count}}
    payload = json.dumps({"apiDocument": {"data": discussion, "included": [user, *posts]}}).replace("<", "\\u003C")
    shown = "<article><div class='PostUser'><h3 class='PostUser-name'>Mire</h3></div><div class='Post-body'><p>Cut it in May.</p></div></article>"
    script = f'<script id="flarum-json-payload" type="application/json">{payload}</script>' if posts else ""
    return f'<noscript id="flarum-content"><div class="container">{shown}{shown.replace("May", "June")}</div></noscript>{script}'


def test_flarum_tells_posts_in_its_json_and_answers_by_the_mention_that_they_begin_with() -> None:
    mention = '<p><a href="/d/60/2" class="PostMention" data-id="602">Mire</a> '
    thread = parse_thread(
        page(
            flarum(
                flarum_post(1, "<p>Cut it in May.</p>"),
                flarum_post(3, f"{mention}Why May?</p>", None),
                flarum_post(2, "<p>Or June. See <a class='PostMention' data-id='601'>Mire</a>.</p>"),
                flarum_post(4, '["Peat", "Peat cutting"]', contentType="discussionRenamed"),
                flarum_post(5, "<p>Words.</p>", isHidden=True),
            ),
            "https://bog.example/d/60-peat",
        )
    )
    assert (thread.system, thread.announced_count, thread.counted) == ("flarum", 5, "posts")
    assert thread.opening is not None
    assert brief(thread.opening)[4:7] == ("Mire", "2026-02-01T10:00:00Z", "Cut it in May.")
    assert [brief(comment) for comment in thread.comments] == [
        ("602", None, "none", 1, "Mire", "2026-02-02T10:00:00Z", "Or June. See Mire.", []),
        ("603", "602", "reply-link", 2, None, "2026-02-03T10:00:00Z", "Mire Why May?", []),
        ("605", None, "none", 1, "Mire", "2026-02-05T10:00:00Z", "", ["deleted"]),
    ]


def test_flarum_without_its_json_shows_names_and_texts_alone() -> None:
    thread = parse_thread(page(flarum(), "https://bog.example/d/60-peat"))
    assert thread.opening is not None
    assert [(comment.author, comment.posted, comment.text) for comment in thread.comments] == [("Mire", None, "Cut it in June.")]


def test_a_discussion_of_flarum_without_answers_is_no_thread_but_an_article() -> None:
    thread = parse_thread(page(flarum(flarum_post(1, "<p>Cut it in May.</p>"), count=1), "https://bog.example/d/60-peat"))
    assert (thread.comments, thread.announced_count) == ((), 1)


def test_flarum_is_followed_to_its_next_page() -> None:
    found = page('<a rel="next" href="/d/60-peat?page=2">Next</a>' + flarum(flarum_post(1, "<p>A</p>")), "https://bog.example/d/60-peat")
    assert [follow.url for follow in follow_ups(found)] == ["https://bog.example/d/60-peat?page=2"]


def substack(count: int, **fields: Any) -> Page:
    loaded = json.dumps(json.dumps({"pub": {"id": 9}, "post": {"id": 4711, "comment_count": count}}))
    return page(f"<script>window._preloads        = JSON.parse({loaded})</script>", "https://rails.example/p/why?utm_source=x", **fields)


def test_a_post_of_substack_is_asked_for_its_whole_thread() -> None:
    (follow,) = follow_ups(substack(6))
    assert follow.url == "https://rails.example/api/v1/post/4711/comments?token=&all_comments=true&sort=oldest_first"
    assert dict(follow.context) == {"system": "substack", "optional": "yes"}
    assert follow_ups(substack(0)) == ()
    assert follow_ups(page("<script>window._preloads = JSON.parse(broken)</script>", "https://rails.example/p/why")) == ()
