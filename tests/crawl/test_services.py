"""Threads over interfaces, crawled from small servers that speak the services' protocols."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests import web
from tests.conftest import Archiver
from tests.web import Answer, article

Rows = Callable[..., list[sqlite3.Row]]
STORY = "/2024/05/01/ferry/"
TOPIC = "/t/rope-ferries/31"
#: Posts of the topic, and how many a page of it shows.
POSTS, SHOWN = 45, 20


def as_json(data: object) -> Answer:
    return Answer(json.dumps(data), headers={"Content-Type": "application/json; charset=utf-8"})


def parents(rows: Rows) -> dict[str, str | None]:
    """Key of every comment -> key of the row that is its parent, without the service's name in front."""
    found = rows("SELECT c.key, p.key AS parent FROM comments AS c LEFT JOIN comments AS p ON p.id = c.parent_id")
    return {row["key"].rpartition(":")[2]: row["parent"] and row["parent"].rpartition(":")[2] for row in found}


# Remark42


def node(number: int, replies: list[Any], *, parent: int | None = None) -> dict[str, Any]:
    comment = {
        "id": f"c{number}",
        "pid": f"c{parent}" if parent else "",
        "text": f"<p>Words {number}.</p>",
        "user": {"name": f"Reader {number % 5}", "id": "x"},
        "score": number,
        "time": f"2024-05-01T10:{number:02}:00+02:00",
    }
    return {"comment": comment} | ({"replies": replies} if replies else {})


def remark42(path: str) -> Answer | str | None:
    """A site whose article embeds its own Remark42."""
    parts = urlsplit(path)
    fields = {name: values[0] for name, values in parse_qs(parts.query).items()}
    if parts.path == "/remark/api/v1/find" and fields["site"] == "harbour" and fields["url"].endswith(STORY) and fields["format"] == "tree":
        answers = [node(3, [node(4, [], parent=3)], parent=2), node(5, [], parent=2)]
        return as_json({"comments": [node(1, []), node(2, answers)], "info": {"url": fields["url"], "count": 5}})
    script = '<script>var remark_config = { host: "{base}/remark", site_id: "harbour" }</script><div id="remark42"></div>'
    return article("Ferry", after=script) if path == STORY else None


def test_a_tree_from_remark42_is_stored_whole(archiver: Archiver, rows: Rows) -> None:
    with web.serve(remark42) as site:
        finished = archiver("crawl", site.url(STORY), "--quiet")
        assert finished.returncode == 0, finished.stderr
    assert parents(rows) == {"c1": None, "c2": None, "c3": "c2", "c4": "c3", "c5": "c2"}
    assert [row[0] for row in rows("SELECT posted FROM comments ORDER BY key LIMIT 1")] == ["2024-05-01T08:01:00Z"]
    (thread,) = rows("SELECT * FROM threads")
    assert (thread["complete"], thread["captured"], thread["api_total"], thread["pages_fetched"], thread["dangling"]) == (1, 5, 5, 2, 0)


# Waline


def waline(path: str) -> Answer | str | None:
    """Three pages of 50 roots, the last one not full; every tenth root has two answers, one to the other."""
    parts = urlsplit(path)
    if parts.path == "/waline/api/comment":
        fields = {name: values[0] for name, values in parse_qs(parts.query).items()}
        assert fields["path"] == STORY
        page, size = int(fields["page"]), int(fields["pageSize"])
        keys = range(1, 121)[(page - 1) * size : page * size]
        return as_json(
            {"errno": 0, "errmsg": "", "data": {"page": page, "totalPages": 3, "count": 144, "data": [root(key) for key in keys]}}
        )
    script = '<div id="waline"></div><script type="module">init({ el: "#waline", serverURL: "{base}/waline" }); // Waline</script>'
    return article("Ferry", after=script) if path == STORY else None


def root(key: int) -> dict[str, Any]:
    comment = {"objectId": key, "nick": "Ada", "comment": f"<p>Root {key}.</p>", "time": 1709559000000 + key}
    answers = [
        comment | {"objectId": key * 1000 + 2, "pid": key * 1000 + 1, "rid": key},
        comment | {"objectId": key * 1000 + 1, "pid": key, "rid": key},
    ]
    return comment | {"children": answers if key % 10 == 0 else []}


def test_all_pages_from_waline_are_asked_for(archiver: Archiver, rows: Rows) -> None:
    with web.serve(waline) as site:
        assert archiver("crawl", site.url(STORY), "--quiet", "--delay", "0").returncode == 0
    expected: dict[str, str | None] = {str(key): None for key in range(1, 121)}
    for key in range(10, 121, 10):
        expected |= {str(key * 1000 + 1): str(key), str(key * 1000 + 2): str(key * 1000 + 1)}
    assert parents(rows) == expected
    (thread,) = rows("SELECT * FROM threads")
    assert (thread["complete"], thread["captured"], thread["api_total"], thread["pages_fetched"]) == (1, 144, 144, 4)


# Commento


def test_commento_is_asked_by_a_body_of_json(archiver: Archiver, rows: Rows) -> None:
    answer = {
        "success": True,
        "comments": [
            {
                "commentHex": "b",
                "parentHex": "a",
                "commenterHex": "anonymous",
                "html": "<p>Two.</p>",
                "creationDate": "2024-05-02T10:00:00Z",
            },
            {"commentHex": "a", "parentHex": "root", "commenterHex": "u", "html": "<p>One.</p>", "creationDate": "2024-05-01T10:00:00Z"},
        ],
        "commenters": {"u": {"name": "Ada", "link": "undefined"}},
    }
    embed = '<div id="commento"></div><script src="/js/commento.js"></script>'
    with web.serve({STORY: article("Ferry", after=embed), "/api/comment/list": as_json(answer)}) as site:
        assert archiver("crawl", site.url(STORY), "--quiet").returncode == 0
        ((kind, body),) = site.posted
    assert (kind, json.loads(body)) == (
        "application/json",
        {"commenterToken": "anonymous", "domain": site.base_url.removeprefix("http://"), "path": STORY},
    )
    assert parents(rows) == {"a": None, "b": "a"}
    assert [tuple(row) for row in rows("SELECT complete, captured FROM threads")] == [(1, 2)]


# Discourse


def above(number: int) -> int | None:
    """Which post a post answers."""
    return None if number == 1 else number // 2 if number % 3 else None


def post(number: int) -> dict[str, Any]:
    return {
        "id": 1000 + number,
        "post_number": number,
        "post_type": 1,
        "username": f"user{number % 4}",
        "created_at": f"2025-01-11T10:{number:02}:00.000Z",
        "cooked": f"<p>Words of post {number}, which say that the river is closed.</p>",
        "reply_to_post_number": above(number),
        "actions_summary": [{"id": 2, "count": number}],
    }


def markup(page: int) -> str:
    """What readers without scripts are served."""
    posts = "".join(
        f'<div id="post_{number}" class="topic-body crawler-post"><div class="crawler-post-meta"><span class="creator"><a href="/u/user{number % 4}">'
        f'<span itemprop="name">user{number % 4}</span></a></span><time datetime="2025-01-11T10:{number:02}:00Z" class="post-time">then</time></div>'
        f'<div class="post" itemprop="text"><p>Words of post {number}, which say that the river is closed.</p></div></div>'
        for number in range(1, POSTS + 1)[(page - 1) * SHOWN : page * SHOWN]
    )
    links = f'<link rel="next" href="{TOPIC}?page={page + 1}">' if page * SHOWN < POSTS else ""
    links += f'<link rel="prev" href="{TOPIC}?page={page - 1}">' if page > 1 else ""
    heading = f'<div id="topic-title"><h1><a href="{TOPIC}">Rope ferries in winter</a></h1></div>'
    head = f"<head><title>Rope ferries in winter</title>{links}</head>"
    return f"<!DOCTYPE html><html lang='en'>{head}<body class='crawler'>{heading}{posts}</body></html>"


def discourse(path: str) -> Answer | str | None:
    parts = urlsplit(path)
    fields = parse_qs(parts.query)
    if parts.path == TOPIC:
        return markup(int(fields.get("page", ["1"])[0]))
    if path == "/t/31.json":
        stream = {"posts": [post(number) for number in range(1, SHOWN + 1)], "stream": [1000 + number for number in range(1, POSTS + 1)]}
        return as_json({"post_stream": stream, "id": 31, "posts_count": POSTS})
    if parts.path == "/t/31/posts.json":
        return as_json({"post_stream": {"posts": [post(int(each) - 1000) for each in fields["post_ids[]"]]}, "id": 31})
    return None


def test_a_topics_json_and_its_markup_are_one_thread(archiver: Archiver, rows: Rows) -> None:
    with web.serve(discourse) as site:
        finished = archiver("crawl", site.url(TOPIC), "--quiet", "--delay", "0")
        assert finished.returncode == 0, finished.stderr
        asked = site.counts()
    assert {path: count for path, count in asked.items() if count > 1} == {}
    assert sum(path.startswith("/t/31/posts.json") for path in asked) == 2
    expected = {str(number): above(number) for number in range(2, POSTS + 1)}
    assert parents(rows) == {key: str(parent) if parent not in (None, 1) else None for key, parent in expected.items()}
    told = rows(
        "SELECT COUNT(page_hash) AS page, COUNT(api_hash) AS api, COUNT(*) AS n, COUNT(DISTINCT commenter_id) AS names FROM comments"
    )
    assert dict(told[0]) == {"page": 44, "api": 44, "n": 44, "names": 4}
    (thread,) = rows("SELECT * FROM threads")
    assert (thread["complete"], thread["system"], thread["captured"], thread["unplaced"], thread["dangling"]) == (1, "discourse", 44, 0, 0)
    assert rows("SELECT body_text FROM articles")[0][0] == "Words of post 1, which say that the river is closed."


def test_a_topic_whose_json_is_closed_is_read_from_its_markup(archiver: Archiver, rows: Rows) -> None:
    with web.serve(lambda path: Answer("no", 403) if path.endswith(".json") else discourse(path)) as site:
        assert archiver("crawl", site.url(TOPIC), "--quiet", "--delay", "0").returncode == 0
    (thread,) = rows("SELECT * FROM threads")
    assert (thread["complete"], thread["why"], thread["captured"], thread["unplaced"]) == (1, None, 44, 44)


# What cannot be read


def test_a_thread_that_cannot_be_read_is_in_the_archive_with_the_remedy(archiver: Archiver, rows: Rows) -> None:
    embed = '<div id="disqus_thread"></div><script>var disqus_shortname = "harbour";</script>'
    with web.serve({STORY: article("Ferry", after=embed)}) as site:
        assert archiver("crawl", site.url(STORY), "--quiet").returncode == 0
    (thread,) = rows("SELECT * FROM threads")
    assert (thread["complete"], thread["why"], thread["captured"]) == (0, "not reachable", 0)
    (told,) = json.loads(thread["unreachable"])
    assert (told["system"], told["identifiers"]) == ("disqus", [["forum", "harbour"]])
    assert "[keys]" in told["reason"]


def test_a_key_in_the_profile_leads_to_the_interface(archiver: Archiver, rows: Rows, folder: Any) -> None:
    embed = '<div id="disqus_thread"></div><script>var disqus_shortname = "harbour";</script>'
    with web.serve({STORY: article("Ferry", after=embed)}) as site:
        profile = folder / "sites" / (site.base_url.removeprefix("http://").replace(":", "_") + ".toml")
        profile.parent.mkdir(parents=True)
        profile.write_text(f'[site]\nhome = "{site.base_url}/"\n[keys]\ndisqus = "PUBLIC"\n')
        archiver("crawl", site.url(STORY), "--quiet", "--max-requests", "1")
    (wanted,) = rows("SELECT url, context FROM ledger WHERE kind = 'comments'")
    assert wanted["url"].startswith("https://disqus.com/api/3.0/threads/listPosts.json?api_key=PUBLIC&forum=harbour&thread=link%3A")
    assert json.loads(wanted["context"]) == [["system", "disqus"]]


def test_what_an_article_declares_of_its_comments_tells_that_some_lack(archiver: Archiver, rows: Rows) -> None:
    declared = '<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferry", "commentCount": 12}}</script>'
    with web.serve({STORY: article("Ferry", after=declared.format())}) as site:
        assert archiver("crawl", site.url(STORY), "--quiet").returncode == 0
    (thread,) = rows("SELECT * FROM threads")
    assert (thread["announced"], thread["captured"], thread["complete"], thread["why"]) == (12, 0, 0, "announced 12 comments, shown 0")
