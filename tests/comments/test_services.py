"""Services: what embeds them, what their answers say, and what is still to be asked. Answers are written after each service's documents."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import attrs
import pytest

from archiver.comments import (
    SERVICES,
    Service,
    commento,
    discourse_json,
    disqus,
    follow_ups,
    hackernews,
    isso,
    parse_thread,
    remark42,
    substack_api,
    waline,
)
from archiver.models import Comment, Page
from tests.comments import page as saved

HERE: tuple[Service, ...] = (isso, remark42, waline, commento, disqus, discourse_json, hackernews, substack_api)
ANSWERS = Path(__file__).parent / "answers"
STORY = "https://kiosk.example/2024/03/04/ferry/?utm_source=x"
#: Service -> what embeds it in a page, and the request that this leads to.
EMBEDS = {
    "isso": (
        '<script data-isso="//talk.example/isso/" src="//talk.example/isso/js/embed.min.js"></script><section id="isso-thread"></section>',
        "GET https://talk.example/isso/?uri=%2F2024%2F03%2F04%2Fferry%2F&limit=100&nested_limit=100",
    ),
    "remark42": (
        "<script>var remark_config = {\n host: 'https://talk.example/',\n site_id: \"harbour\",\n components: ['embed'] }; var url = '/no';</script>"
        '<div id="remark42"></div>',
        "GET https://talk.example/api/v1/find?site=harbour&url=https%3A%2F%2Fkiosk.example%2F2024%2F03%2F04%2Fferry%2F&sort=time&format=tree",
    ),
    "waline": (
        '<div id="talk"></div><script type="module">import {init} from "https://unpkg.com/@waline/client@v3/dist/waline.js";'
        "init({ el: '#talk', serverURL: 'https://talk.example', reaction: { a: '/x' } }); f({path: '/other/'})</script>",
        "GET https://talk.example/api/comment?path=%2F2024%2F03%2F04%2Fferry%2F&pageSize=50&page=1&sortBy=insertedAt_asc",
    ),
    "commento": (
        '<div id="commento"></div><script defer src="https://cdn.talk.example/js/commento.js"></script>',
        "POST https://talk.example/api/comment/list",
    ),
    "disqus": (
        '<div id="disqus_thread"></div><script>var disqus_config = function () { this.page.identifier = "ferry-1"; };'
        "s.src = 'https://harbour-kiosk.disqus.com/embed.js';</script>",
        "GET https://disqus.com/api/3.0/threads/listPosts.json?api_key=KEY&forum=harbour-kiosk&thread=ident%3Aferry-1&limit=100&order=asc",
    ),
}  # fmt: skip


def story(markup: str, url: str = STORY, **fields: Any) -> Page:
    body = f"<!DOCTYPE html><html><head><title>Ferry</title></head><body><h1>Ferry</h1>{markup}</body></html>"
    return Page(url=url, body=body.encode(), fetched_at=datetime(2026, 5, 10, 12, tzinfo=UTC), **fields)


def answer(name: str, url: str = "https://talk.example/api", *, file: str = "", **context: str) -> Page:
    body = (ANSWERS / f"{file or name}.json").read_bytes()
    fetched_at = datetime(2026, 5, 10, 12, tzinfo=UTC)
    context = {"system": name, **context}
    return Page(url=url, body=body, fetched_at=fetched_at, kind="comments", article_url="https://kiosk.example/ferry/", context=context)


def brief(comment: Comment) -> tuple[Any, ...]:
    """(key, parent, depth, name, address, UTC, raw date, text, flags)"""
    posted = comment.posted
    assert comment.parent_source == "id"
    assert posted is not None
    flags = sorted(comment.flags)
    key, parent = (each and each.rpartition(":")[2] for each in (comment.key, comment.parent_key))  # the service's name stands in front
    return (key, parent, comment.depth, comment.author, comment.author_url, posted.utc, posted.raw, comment.text, flags)


@pytest.mark.parametrize("name", EMBEDS)
def test_what_embeds_a_service_leads_to_its_first_request(name: str) -> None:
    markup, request = EMBEDS[name]
    (follow,) = follow_ups(story(markup, keys={"disqus": "KEY"}))
    assert f"{follow.method} {follow.url}" == request
    assert dict(follow.context) == {"system": name}


@pytest.mark.parametrize("name", EMBEDS)
def test_a_script_without_the_element_that_it_fills_is_no_thread(name: str) -> None:
    markup = EMBEDS[name][0]
    for element in ("isso-thread", "remark42", "talk", "commento", "disqus_thread"):
        markup = markup.replace(f'id="{element}"', 'id="other"')
    assert follow_ups(story(markup, keys={"disqus": "KEY"})) == ()


@pytest.mark.parametrize("service", HERE, ids=lambda service: service.NAME)
def test_a_request_that_failed_leads_nowhere(service: Service) -> None:
    for status in (0, 404):
        assert (
            service.follow(Page(url="https://talk.example/", body=b"", status=status, kind="comments", context={"system": service.NAME}))
            == ()
        )


@pytest.mark.parametrize("service", HERE, ids=lambda service: service.NAME)
@pytest.mark.parametrize(
    "body", [b"", b"<html>Log in</html>", b"[]", b"{}", b'{"message": "no"}', b'{"code": 5, "response": "Invalid API key", "cursor": null}']
)
def test_an_answer_that_is_none_is_refused_in_words(service: Service, body: bytes) -> None:
    found = Page(url="https://talk.example/", body=body, kind="comments", context={"system": service.NAME})
    with pytest.raises(ValueError, match=f"no answer of {service.NAME}: "):
        parse_thread(found)


def test_every_service_is_asked_and_has_an_answer_here() -> None:
    assert set(HERE) <= set(SERVICES)
    assert {service.NAME for service in HERE} <= {path.stem for path in ANSWERS.glob("*.json")}


def test_isso_tells_two_levels_with_times_to_the_second() -> None:
    thread = parse_thread(answer("isso"))
    assert [brief(comment) for comment in thread.comments] == [
        ("1", None, 1, "Nan O'Dell & Son", "https://nan.example/?a=1&b=2", "2016-06-01T22:01:00Z", "1464818460.732863", "First. A map.", ["edited"]),
        ("2", "1", 2, None, None, "2016-06-01T22:01:00Z", "1464818460.769638", "An answer.", []),
        ("3", None, 1, None, None, "2016-06-01T22:01:10Z", "1464818470", "", ["deleted"]),
    ]  # fmt: skip
    assert (thread.announced_count, thread.from_api, thread.system) == (4, True, "isso")
    assert (thread.comments[0].likes, thread.comments[0].dislikes) == (2, 1)
    assert thread.comments[0].posted is not None
    assert (thread.comments[0].posted.source, thread.comments[0].posted.precision) == ("isso:created", "second")
    assert 'href="https://kiosk.example/map"' in thread.comments[0].html, "an address is relative to the article, not to the interface"


def test_isso_is_asked_for_what_its_bounds_left_out() -> None:
    (follow,) = follow_ups(answer("isso", "https://talk.example/isso/?uri=%2Fferry%2F&limit=100&nested_limit=100"))
    assert follow.url == "https://talk.example/isso/?uri=%2Fferry%2F&limit=100&nested_limit=100&parent=1&after=1464818460.769638"
    assert dict(follow.context) == {"system": "isso", "parent": "1"}


def test_isso_names_a_thread_as_its_element_does_and_finds_a_server_without_an_address() -> None:
    markup = '<script src="/isso/js/embed.min.js"></script><div id="isso-thread" data-isso-id="/old/name"></div>'
    (follow,) = follow_ups(story(markup))
    assert follow.url == "https://kiosk.example/isso/?uri=%2Fold%2Fname&limit=100&nested_limit=100"


def test_remark42_tells_the_whole_tree_with_placeholders_of_deleted_comments() -> None:
    found = answer("remark42")
    thread = parse_thread(found)
    assert [brief(comment) for comment in thread.comments] == [
        (
            "a1", None, 1, "Ada Byrne", None, "2024-03-04T18:30:00Z", "2024-03-04T13:30:00.123456789-05:00", "Which pier? See the map.",
            ["edited", "pinned"],
        ),
        ("b2", "a1", 2, None, None, "2024-03-04T14:00:00Z", "2024-03-04T14:00:00Z", "", ["deleted"]),
        ("c3", "b2", 3, None, None, "2024-03-04T15:00:00Z", "2024-03-04T15:00:00Z", "The second one.", []),
        ("d4", None, 1, "Bo", None, "2024-03-05T09:00:00Z", "2024-03-05T09:00:00Z", "Closed.", []),
    ]  # fmt: skip
    assert [comment.votes for comment in thread.comments] == [-2, 0, 3, 0]
    assert "script" not in thread.comments[0].html
    assert thread.announced_count == 3
    assert follow_ups(found) == ()


def test_waline_tells_pages_of_roots_with_all_answers_below_them() -> None:
    first = answer("waline", "https://talk.example/api/comment?path=%2Fferry%2F&pageSize=50&page=1&sortBy=insertedAt_asc")
    thread = parse_thread(first)
    assert [brief(comment) for comment in thread.comments] == [
        ("11", None, 1, "Ada", "https://ada.example/", "2024-03-04T13:30:00Z", "1709559000123", "First.", ["pinned"]),
        ("13", "12", 3, "Bo", None, "2024-03-04T13:33:20Z", "1709559200000", "To the answer.", []),
        ("12", "11", 2, None, None, "2024-03-04T13:31:40Z", "1709559100000", "An answer.", []),
        ("14", None, 1, "Cy", None, "2024-03-04T13:46:40Z", "1709560000000", "Second.", []),
    ]
    assert (thread.announced_count, thread.pages_expected, thread.comments[0].likes) == (120, 3, 4)
    assert [follow.url.partition("&pageSize")[2] for follow in follow_ups(first)] == ["=50&sortBy=insertedAt_asc&page=2"]
    assert follow_ups(answer("waline", page="3")) == ()
    endless = first.body.replace(b'"totalPages": 3', b'"totalPages": 1000000000000000')
    assert len(follow_ups(attrs.evolve(first, body=endless, thread=None))) == 1


def test_waline_of_version_1_is_asked_and_answers_in_its_own_way() -> None:
    loader = '<div id="waline"></div><script src="https://cdn.example/Waline.min.js"></script>'
    markup = loader + '<script>new Waline({el: "#waline", path: "/ferry", serverURL: "//talk.example/"})</script>'
    (follow,) = follow_ups(story(markup))
    assert follow.url == "https://talk.example/comment?path=%2Fferry&pageSize=50&page=1&sortBy=insertedAt_asc"
    (comment,) = parse_thread(answer("waline", file="waline1")).comments
    assert brief(comment) == ("5f0a", None, 1, "Ada", None, "2021-02-03T04:05:06Z", "2021-02-03T04:05:06.000Z", "First.", [])


def test_commento_is_asked_as_an_anonymous_reader() -> None:
    (follow,) = follow_ups(story(EMBEDS["commento"][0]))
    assert json.loads(follow.json or "") == {"commenterToken": "anonymous", "domain": "kiosk.example", "path": "/2024/03/04/ferry/"}
    (named,) = follow_ups(story(EMBEDS["commento"][0].replace("defer", 'data-page-id="/one"')))
    assert json.loads(named.json or "")["path"] == "/one"


def test_commento_tells_names_beside_the_comments() -> None:
    thread = parse_thread(answer("commento"))
    assert [brief(comment) for comment in thread.comments] == [
        ("c2", "c1", 2, None, None, "2019-06-02T10:00:00Z", "2019-06-02T10:00:00.5Z", "An answer.", []),
        ("c1", None, 1, "Ada", None, "2019-06-01T10:00:00Z", "2019-06-01T10:00:00Z", "First.", ["pinned"]),
        ("c3", "c2", 3, "Ada", None, "2019-06-03T10:00:00Z", "2019-06-03T10:00:00Z", "", ["deleted"]),
    ]
    assert thread.comments[1].votes == 7


def test_disqus_tells_pages_by_a_cursor_and_utc_without_saying_so() -> None:
    url = "https://disqus.com/api/3.0/threads/listPosts.json?api_key=KEY&forum=kiosk&thread=ident%3A1&limit=100&order=asc"
    first = answer("disqus", url)
    thread = parse_thread(first)
    assert [brief(comment) for comment in thread.comments] == [
        (
            "701", None, 1, "Ada", "https://disqus.com/by/ada/", "2012-10-30T22:10:08Z", "2012-10-30T22:10:08", "First, says a link.",
            ["edited", "pinned"],
        ),
        ("702", "701", 2, "Guest of the house", None, "2012-10-30T22:20:00Z", "2012-10-30T22:20:00", "An answer.", []),
        ("703", "650", 2, None, None, "2012-10-30T22:30:00Z", "2012-10-30T22:30:00", "", ["deleted"]),
    ]  # fmt: skip
    (follow,) = follow_ups(first)
    assert follow.url == url + "&cursor=1351634000000000%3A0%3A0"
    last = attrs.evolve(first, body=first.body.replace(b'"hasNext": true', b'"hasNext": false'), thread=None)
    assert follow_ups(last) == ()


def test_disqus_without_identifier_is_asked_by_address() -> None:
    markup = EMBEDS["disqus"][0].replace('this.page.identifier = "ferry-1"', "this.page.url = 'https:\\/\\/kiosk.example\\/ferry\\/'")
    (follow,) = follow_ups(story(markup, keys={"disqus": "KEY"}))
    assert "&thread=link%3Ahttps%3A%2F%2Fkiosk.example%2Fferry%2F&" in follow.url
    computed = EMBEDS["disqus"][0].replace('"ferry-1"', "PAGE_ID")
    (follow,) = follow_ups(story(computed, keys={"disqus": "KEY"}))
    assert "&thread=link%3Ahttps%3A%2F%2Fkiosk.example%2F2024%2F03%2F04%2Fferry%2F%3Futm_source%3Dx&" in follow.url


def test_discourse_tells_parents_under_the_keys_of_its_markup() -> None:
    topic = saved("discourse.html", "https://forum.example/t/rope-ferries-in-winter/31")
    (request,) = [follow for follow in follow_ups(topic) if "system" in dict(follow.context)]
    assert request.url == "https://forum.example/t/31.json"
    assert dict(request.context) == {"system": "discourse", "optional": "yes"}, "the markup shows the posts"
    thread, users = parse_thread(answer("discourse", request.url)), "https://forum.example/u/"
    assert [brief(comment) for comment in thread.comments] == [
        ("2", None, 1, "iven_ferry", users + "iven_ferry", "2025-01-11T10:20:00Z", "2025-01-11T10:20:00.000Z", "Never. We saw a channel.", []),
        ("4", "2", 2, "otto", users + "otto", "2025-01-12T06:00:05Z", "2025-01-12T06:00:05.000Z", "", ["deleted", "edited"]),
        ("5", "4", 3, "maren", users + "maren", "2025-01-12T07:45:00Z", "2025-01-12T07:45:00.000Z", "Thank you.", []),
    ]  # fmt: skip
    markup = parse_thread(topic)
    assert thread.opening is not None
    assert markup.opening is not None
    assert (thread.opening.key, thread.opening.likes) == (markup.opening.key, markup.opening.likes) == ("1", 12)
    one, other = ({comment.key: comment for comment in each.comments}["2"] for each in (thread, markup))
    assert (one.author, one.author_url, one.likes) == (other.author, other.author_url, other.likes)


def test_discourse_is_asked_for_the_posts_that_the_first_answer_lacks() -> None:
    first = answer("discourse", "https://forum.example/t/31.json", optional="yes")
    follows = follow_ups(first)
    assert [follow.url.count("post_ids%5B%5D=") for follow in follows] == [20, 1]
    assert follows[0].url.startswith("https://forum.example/t/31/posts.json?post_ids%5B%5D=913&post_ids%5B%5D=914&")
    assert dict(follows[0].context) == {"system": "discourse", "posts": "yes", "optional": "yes"}
    assert follow_ups(answer("discourse", follows[0].url, posts="yes")) == ()


def test_a_topic_that_scripts_show_needs_the_json() -> None:
    markup = '<meta name="generator" content="Discourse 3.4.0 - https://github.com/discourse/discourse"><div id="main"></div>'
    (follow,) = follow_ups(story(markup, "https://forum.example/talk/t/31?u=x"))
    assert (follow.url, dict(follow.context)) == ("https://forum.example/talk/t/31.json", {"system": "discourse"})
    assert follow_ups(story(markup, "https://forum.example/c/ice/5")) == ()


def test_a_topic_on_an_article_elsewhere_is_asked_for_by_its_number() -> None:
    settings = "<script>DiscourseEmbed = { discourseUrl: 'https://forum.example/', topicId: 31 };</script>"
    (follow,) = follow_ups(story(settings + '<div id="discourse-comments"></div>'))
    assert (follow.url, dict(follow.context)) == ("https://forum.example/t/31.json", {"system": "discourse"})
    assert follow_ups(story(settings)) == ()
    by_address = story(
        settings.replace("topicId: 31", "discourseEmbedUrl: 'https://kiosk.example/ferry/'") + '<p id="discourse-comments"></p>'
    )
    assert follow_ups(by_address) == ()
    (untold,) = parse_thread(by_address).unreachable
    assert dict(untold.identifiers) == {"discourseUrl": "https://forum.example/", "discourseEmbedUrl": "https://kiosk.example/ferry/"}


def test_a_topic_too_long_for_its_stream_says_how_much_there_is() -> None:
    whole = answer("discourse")
    assert parse_thread(whole).announced_count is None, "its own count includes the software's notes"
    cut = attrs.evolve(whole, body=whole.body.replace(b'"stream": [', b'"isMegaTopic": true, "stream": ['), thread=None)
    assert (parse_thread(cut).announced_count, parse_thread(cut).counted) == (26, "posts")


def test_hacker_news_tells_the_whole_tree_below_a_story() -> None:
    (follow,) = follow_ups(story("", "https://news.ycombinator.com/item?id=8863"))
    assert (follow.url, dict(follow.context)) == ("https://hn.algolia.com/api/v1/items/8863", {"system": "hackernews"})
    thread = parse_thread(answer("hackernews"))
    profile = "https://news.ycombinator.com/user?id="
    assert [brief(comment) for comment in thread.comments] == [
        (
            "8864",
            None,
            1,
            "ada",
            profile + "ada",
            "2007-04-04T19:22:00Z",
            "2007-04-04T19:22:00.000Z",
            "Which pier?\n\nAnd when > noon?",
            [],
        ),
        ("8870", "8864", 2, None, None, "2007-04-04T20:00:00Z", "2007-04-04T20:00:00.000Z", "", ["deleted"]),
        ("8871", "8870", 3, "bo", profile + "bo", "2007-04-04T21:00:00Z", "2007-04-04T21:00:00.000Z", "The second.", []),
        ("8900", None, 1, "cy", profile + "cy", "2007-04-05T08:00:00Z", "2007-04-05T08:00:00.000Z", "Closed.", []),
    ]


def test_a_long_chain_of_answers_and_a_circle_have_depths() -> None:
    chain: dict[str, Any] = {"id": 1, "type": "comment", "author": "x", "text": "x", "parent_id": 0, "story_id": 0, "children": []}
    for number in range(2, 301):
        chain = {**chain, "id": number, "children": [chain | {"parent_id": number}]}
    body = json.dumps({"id": 0, "type": "story", "children": [chain]}).encode()
    deep = parse_thread(Page(url="https://x.example/", body=body, kind="comments", context={"system": "hackernews"}))
    assert max(comment.depth for comment in deep.comments) == 300
    circle = answer("commento").body.replace(b'"parentHex": "root"', b'"parentHex": "c3"')
    found = parse_thread(Page(url="https://x.example/", body=circle, kind="comments", context={"system": "commento"}))
    assert all(comment.depth >= 1 for comment in found.comments)


def test_substack_tells_the_whole_tree_in_plain_text_under_the_keys_of_its_markup() -> None:
    thread = parse_thread(answer("substack"))
    ilse = "https://substack.com/@ilse"
    plain = "It sings in F.\n\nMy piano agrees,\nmostly."
    assert [brief(comment) for comment in thread.comments] == [
        ("801", None, 1, "Ilse Brandt", ilse, "2026-04-12T18:16:05Z", "2026-04-12T18:16:05.123Z", plain, ["edited"]),
        ("802", "801", 2, None, None, "2026-04-12T19:02:00Z", "2026-04-12T19:02:00.000Z", "", ["deleted"]),
        ("804", "802", 3, "Otto", None, "2026-04-14T08:00:00Z", "2026-04-14T08:00:00.000Z", "1 < 2 & so on", []),
        ("803", None, 1, "Otto", None, "2026-04-13T09:00:00Z", "2026-04-13T09:00:00.000Z", "https://rails.example/brewery", []),
    ]
    assert [comment.likes for comment in thread.comments] == [12, 0, 1, None]
    assert {comment.key for comment in thread.comments} >= {"801", "802"}
