"""Announced numbers count different things: each is held against what the thread shows of just that."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archiver import process
from archiver.models import Article, Comment, Fetch, Page, Thread
from archiver.profile import SiteProfile
from archiver.store.archive import Archive, now
from archiver.store.overview import thread_coverage
from archiver.store.writer import Writer

URL = "https://a.example/ferry/"
Told = tuple[int | None, str | None, str | None]
#: Two roots, one of them a pingback, and an answer.
COMMENTS = (
    Comment(key="1", parent_source="id", text="One."),
    Comment(key="2", parent_source="id", text="A ping.", flags=frozenset({"pingback"})),
    Comment(key="3", parent_key="1", parent_source="id", text="Three."),
)


@pytest.fixture
def settled(archive: Archive) -> Callable[[Fetch], Told]:
    """Stores what a page brought: (announced, what it counts, why the thread is not whole)."""
    with archive.db.atomic() as db:
        db.conn.execute(
            "INSERT INTO ledger (id, key, site_id, url, kind, host, found_by, priority, visit, added_at)"
            " VALUES (1, 'k', 1, ?, 'article', 'a', 'seed', 1, 1, ?)",
            (URL, now()),
        )

    def settle(found: Fetch) -> Told:
        writer = Writer(archive.db)
        with archive.db.atomic():
            writer.store(found, writer.record_fetch(found, run_id=1))
        writer.settle_thread(found, run_id=1, followed=True)
        row = archive.db.conn.execute("SELECT announced, announced_counts, why FROM coverage").fetchone()
        return row["announced"], row["announced_counts"], row["why"]

    return settle


def brought(thread: Thread, article: Article | None = None) -> Fetch:
    return Fetch(
        lease_id=1, site_id=1, url=URL, kind="article", outcome="ok", fetched_at="2024-05-01T10:00:00Z",
        article=article or Article(url=URL, headline="Ferry"), thread=thread, comments=thread.comments,
    )  # fmt: skip


def read(markup: str) -> Fetch:
    """A page of the site, as a crawl reads it."""
    page = Page(url=URL, body=f"<!DOCTYPE html><html lang='en'><body class='single'>{markup}</body></html>".encode())
    fetch = Fetch(lease_id=1, site_id=1, url=URL, kind="article", outcome="ok", fetched_at="2024-05-01T10:00:00Z", page=page)
    return process.settle(process.parse(fetch, SiteProfile(home_url="https://a.example/")))


@pytest.mark.parametrize(
    ("counted", "whole"),
    [("comments", 3), ("comments and pingbacks", 3), ("comments without pingbacks", 2), ("threads", 2), ("posts", 4), (None, 3)],
)
def test_a_number_is_held_against_what_it_counts(settled: Callable[[Fetch], Told], counted: str | None, whole: int) -> None:
    assert settled(brought(Thread(system="x", comments=COMMENTS, announced_count=whole, counted=counted))) == (whole, counted, None)


@pytest.mark.parametrize(
    ("counted", "announced", "why"),
    [
        ("comments", 4, "announced 4 comments, shown 3"),
        ("comments and pingbacks", 4, "announced 4 comments and pingbacks, shown 3"),
        ("comments without pingbacks", 3, "announced 3 comments without pingbacks, shown 2"),
        ("threads", 3, "announced 3 threads, shown 2"),
        ("posts", 5, "announced 5 posts, shown 4"),
        (None, 4, "announced 4, shown 3"),
    ],
)
def test_one_more_is_a_gap_in_its_own_words(settled: Callable[[Fetch], Told], counted: str | None, announced: int, why: str) -> None:
    assert settled(brought(Thread(system="x", comments=COMMENTS, announced_count=announced, counted=counted))) == (announced, counted, why)


def test_an_interfaces_number_and_the_pages_keep_what_each_of_them_counts(settled: Callable[[Fetch], Told], archive: Archive) -> None:
    settled(brought(Thread(system="wordpress", comments=COMMENTS, announced_count=3, counted="comments and pingbacks")))
    told = brought(Thread(system="wordpress-rest", announced_count=9, counted="comments without pingbacks", from_api=True))
    told.article, told.kind, told.article_url = None, "comments", URL
    assert settled(told) == (3, "comments and pingbacks", "interface counts 9 comments without pingbacks, shown 2")
    (gap,) = thread_coverage(archive)["gaps"]
    assert (gap["announced"], gap["api_total"], gap["api_counts"]) == (3, 9, "comments without pingbacks")


def test_what_an_article_declares_by_schema_org_counts_comments_whatever_the_systems_own_number_counts(
    settled: Callable[[Fetch], Told],
) -> None:
    declared = Article(url=URL, headline="Ferry", comment_count=3, sources={"comment_count": "json-ld:commentCount"})
    assert settled(brought(Thread(system="spip", comments=COMMENTS, counted="threads"), declared)) == (3, "comments", None)


def test_a_number_in_the_article_is_else_the_systems_own(settled: Callable[[Fetch], Told]) -> None:
    linked = Article(url=URL, headline="Ferry", comment_count=5, sources={"comment_count": ".comments-link"})
    why = "announced 5 comments and pingbacks, shown 3"
    assert settled(brought(Thread(comments=COMMENTS, counted="comments and pingbacks"), linked)) == (5, "comments and pingbacks", why)


ARTICLE = (
    "<article class='post hentry'><h1 class='entry-title'>Ferry</h1><div class='entry-content'><p>The harbour office said that the tide would"
    " decide, and that the benches had been counted twice since Monday.</p></div></article>"
)


def test_wordpress_heading_counts_pingbacks_too(settled: Callable[[Fetch], Told]) -> None:
    item = "<li id='comment-{0}' class='{1} even depth-1'><div class='comment-body'><cite class='fn'>Ada</cite><p>Words {0}.</p></div></li>"
    listed = item.format(1, "comment") + item.format(2, "pingback")
    heading = "<div id='comments'><h2 class='comments-title'>3 thoughts on Ferry</h2>"
    told = settled(read(f"{ARTICLE}{heading}<ol class='comment-list'>{listed}</ol></div>"))
    assert told == (3, "comments and pingbacks", "announced 3 comments and pingbacks, shown 2")


def test_a_wordpress_page_that_shows_no_comments_announces_wordpress_own_number(settled: Callable[[Fetch], Told]) -> None:
    heading = "<div id='comments'><h2 class='comments-title'>3 thoughts on Ferry</h2></div><script src='/wp-content/x.js'></script>"
    assert settled(read(ARTICLE + heading)) == (3, "comments and pingbacks", "announced 3 comments and pingbacks, shown 0")


def test_a_heading_of_unknown_software_does_not_say_what_it_counts(settled: Callable[[Fetch], Told]) -> None:
    assert settled(read(f"{ARTICLE}<div id='comments'><h2>3 voices</h2></div>")) == (3, None, "announced 3, shown 0")


def test_spips_heading_counts_the_roots_alone(settled: Callable[[Fetch], Told]) -> None:
    item = (
        "<li class='comment-item comment-fil'><div class='comment forum-texte-{0}' id='comment{0}'><span class='comment-author'>Ada</span>"
        "<div class='comment-content'><p>Words {0}.</p></div></div>{1}</li>"
    )
    listed = item.format(1, f"<ul>{item.format(2, '')}</ul>") + item.format(3, "")
    told = settled(read(f"{ARTICLE}<div id='comments'><h2>2 messages</h2><ul>{listed}</ul></div>"))
    assert told == (2, "threads", None)
