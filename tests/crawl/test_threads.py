"""Threads whose site answers 200 with what was not asked for: pages past the end, shifted pages, lists that a wrong nonce empties."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest

from tests import web
from tests.conftest import Archiver
from tests.web import Answer, Web, article

Rows = Callable[..., list[sqlite3.Row]]
STORY = "/2024/05/tide/"
_PAGE = re.compile(rf"{STORY}comment-page-(\d+)/")


def listed(keys: list[int], *, links: str = "", announced: int = 6) -> str:
    """An article's page with some comments, as a classic WordPress theme prints it."""
    items = "".join(
        f"<li class='comment even depth-1' id='comment-{key}'><cite class='fn'>Ada</cite><div class='comment-content'><p>Words {key}.</p></div></li>"
        for key in keys
    )
    heading = f"<h2 class='comments-title'>{announced} comments</h2>"
    return article("The tide", after=f"<div id='comments'>{heading}<ol class='commentlist'>{items}</ol>{links}</div>")


def link(number: int) -> str:
    return f"<a href='{STORY}comment-page-{number}/'>more</a>"


def keys(rows: Rows) -> list[str]:
    return [row["key"] for row in rows("SELECT key FROM comments ORDER BY CAST(key AS INTEGER)")]


# Pages past the end


def endless(past: int) -> Callable[[str], str | None]:
    """Three pages of two comments, each linking to the next; past the end, page ``past`` is shown again, and links on."""

    def page(path: str) -> str | None:
        match = _PAGE.fullmatch(path)
        number = 1 if path == STORY else int(match[1]) if match else 0
        shown = number if number <= 3 else past
        return listed([2 * shown - 1, 2 * shown], links=link(number + 1)) if number else None

    return page


@pytest.mark.parametrize("past", [1, 3], ids=["the first page", "the last page"])
def test_a_page_past_the_end_that_shows_another_again_ends_the_walk_and_adds_nothing(archiver: Archiver, rows: Rows, past: int) -> None:
    with web.serve(endless(past)) as site:
        assert archiver("crawl", site.url(STORY), "--quiet", "--delay", "0", "--max-requests", "30").returncode == 0
        asked = [path for path in site.asked if STORY in path]
    assert asked == [STORY, *(f"{STORY}comment-page-{number}/" for number in (2, 3, 4))]
    assert keys(rows) == ["1", "2", "3", "4", "5", "6"]
    (thread,) = rows("SELECT complete, why, captured, announced FROM threads")
    assert tuple(thread) == (1, None, 6, 6)


def test_a_topics_first_page_again_does_not_make_a_comment_of_its_opening_post(archiver: Archiver, rows: Rows) -> None:
    def posts(numbers: list[int], links: str) -> str:
        made = "".join(
            f"<article class='message js-post' id='js-post-{number}' data-author='Ada'><div class='message-attribution-main'>"
            f"<time datetime='2024-05-0{number}T10:00:00Z'>then</time></div><div class='message-body'><div class='bbWrapper'>"
            f"Words of post {number}, which say that the river is closed for the winter.</div></div></article>"
            for number in numbers
        )
        return f"<!DOCTYPE html><html lang='en'><head><title>Ferries</title>{links}</head><body><h1>Ferries</h1>{made}</body></html>"

    def page(path: str) -> str | None:
        match = re.fullmatch(r"/threads/ferries\.7/(?:page-(\d+))?", path)
        number = int(match[1] or 1) if match else 0
        following = f"<link rel='next' href='/threads/ferries.7/page-{number + 1}'>"
        return posts([3, 4] if number == 2 else [1, 2], following) if number else None

    with web.serve(page) as site:
        assert archiver("crawl", site.url("/threads/ferries.7/"), "--quiet", "--delay", "0", "--max-requests", "30").returncode == 0
        assert sum("/page-" in path for path in site.asked) == 2
    assert keys(rows) == ["2", "3", "4"]
    assert "post 1" in rows("SELECT body_text FROM articles")[0]["body_text"]


def test_a_second_visit_finds_the_end_again(archiver: Archiver, rows: Rows) -> None:
    with web.serve(endless(1)) as site:
        for _ in range(2):
            assert archiver("crawl", site.url(STORY), "--quiet", "--delay", "0", "--max-requests", "30").returncode == 0
        assert sum("comment-page-" in path for path in site.asked) == 6
    assert [tuple(row) for row in rows("SELECT visit, complete, captured FROM threads ORDER BY visit")] == [(1, 1, 6), (2, 1, 6)]


# Pages that shift


def test_comments_that_a_new_one_shifts_to_the_next_page_are_stored_once_and_count_once(archiver: Archiver, rows: Rows) -> None:
    """Newest first, two a page: while the second page is on its way a comment is written, and all move down by one."""
    pages = {
        STORY: listed([5, 4], links=link(2), announced=5),
        f"{STORY}comment-page-2/": listed([4, 3], links=link(3)),
        f"{STORY}comment-page-3/": listed([2, 1]),
    }
    with web.serve(pages) as site:
        assert archiver("crawl", site.url(STORY), "--quiet", "--delay", "0").returncode == 0
    assert keys(rows) == ["1", "2", "3", "4", "5"]
    (thread,) = rows("SELECT complete, why, captured, announced, pages_fetched FROM threads")
    assert tuple(thread) == (1, None, 5, 5, 3)
    assert rows("SELECT COUNT(*) FROM comment_revisions")[0][0] == 0, "to be seen twice is no change"


def test_a_comment_that_is_shown_twice_does_not_stand_for_one_that_lacks(archiver: Archiver, rows: Rows) -> None:
    pages = {STORY: listed([5, 4], links=link(2), announced=4), f"{STORY}comment-page-2/": listed([4, 3])}
    with web.serve(pages) as site:
        archiver("crawl", site.url(STORY), "--quiet", "--delay", "0")
    (thread,) = rows("SELECT complete, why FROM threads")
    assert tuple(thread) == (0, "announced 4 comments and pingbacks, shown 3")


# Nonces


def wpdiscuz(count: str, *, first_load: str, more: bool = False) -> Callable[[str], Answer | str | None]:
    """An article with wpDiscuz, whose requests are answered with an empty list, as where something before the plugin refuses the nonce."""
    settings = {
        "wc_post_id": "7", "url": "{base}/ajax", "isNativeAjaxEnabled": "1", "nonceName": "wpdiscuz_nonce", "commentListLoadType": "0",
        "firstLoadWithAjax": first_load, "isLoadOnlyParentComments": "0", "wordpressIsPaginate": "",
    }  # fmt: skip
    first = (
        "<div id='wpd-comm-3_0' class='comment wpd-comment'><div class='wpd-comment-wrap'><div class='wpd-comment-author'>Ada</div>"
        "<div class='wpd-comment-text'><p>First.</p></div></div></div><button class='wpd-load-more-submit' data-lastparentid='3'></button>"
        "<span id='wpdiscuzHasMoreComments' data-is_show_load_more='1'></span>"
    )
    empty = {"comment_list": "", "last_parent_id": "0", "is_show_load_more": more, "wpdiscuz_nonce": "wrong"}

    def page(path: str) -> Answer | str | None:
        if path == "/ajax":
            return Answer(json.dumps({"success": True, "data": empty}), headers={"Content-Type": "application/json"})
        script = f"<script src='/wp-content/plugins/wpdiscuz/w.js'></script><script>var wpdiscuzAjaxObj = {json.dumps(settings)};</script>"
        thread = f"<div id='wpdcom'>{count}{'' if first_load == '1' else first}</div>"
        return article("The tide", head=script, after=f"<div id='comments'>{thread}</div>") if path == STORY else None

    return page


def actions(site: Web) -> list[Any]:
    return [parse_qs(body)["action"][0] for _, body in site.posted]


@pytest.mark.parametrize("more", [False, True], ids=["that says it was all", "that says there is more"])
def test_an_empty_list_for_a_wrong_nonce_is_a_gap_though_no_number_tells(archiver: Archiver, rows: Rows, more: bool) -> None:
    with web.serve(wpdiscuz("", first_load="0", more=more)) as site:
        archiver("crawl", site.url(STORY), "--quiet", "--delay", "0", "--max-requests", "20")
        assert actions(site) == ["wpdGetNonce", "wpdLoadMoreComments"]
    (thread,) = rows("SELECT complete, why, captured FROM threads")
    assert (thread["complete"], thread["captured"]) == (0, 1)
    assert "1 of 3 requests failed" in thread["why"]
    assert "its nonce may be wrong" in thread["why"]
    assert "its nonce may be wrong" in archiver("status", "--threads").stdout


def test_an_empty_first_load_is_a_gap_where_comments_are_announced(archiver: Archiver, rows: Rows) -> None:
    with web.serve(wpdiscuz("<div class='wpd-thread-info' data-comments-count='5'></div>", first_load="1")) as site:
        archiver("crawl", site.url(STORY), "--quiet", "--delay", "0")
        assert actions(site) == ["wpdGetNonce", "wpdLoadMoreComments"]
    (thread,) = rows("SELECT complete, why, captured FROM threads")
    assert tuple(thread) == (0, "announced 5 comments and pingbacks, shown 0", 0)
