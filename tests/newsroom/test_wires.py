"""robots.txt, sitemaps, feeds and REST answer like WordPress."""

from __future__ import annotations

import gzip
import json
from typing import Any
from urllib.robotparser import RobotFileParser

import feedparser
import pytest
from lxml import etree

from archiver.newsroom import Server
from archiver.newsroom.listings import FEED_LENGTH

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "n": "http://www.google.com/schemas/sitemap-news/0.9"}


def locations(body: bytes) -> list[str]:
    return etree.fromstring(body).xpath("//s:loc/text()", namespaces=SITEMAP)


def test_robots(paper: Server, ask: Any) -> None:
    answer = ask(paper.base_url + "/robots.txt")
    assert answer.headers["content-type"].startswith("text/plain")
    lines = answer.text.splitlines()
    assert {"Crawl-delay: 0.05", "Allow: /wp-admin/admin-ajax.php", f"Sitemap: {paper.base_url}/sitemap_index.xml"} <= set(lines)
    rules = RobotFileParser()
    rules.parse(lines)
    assert not rules.can_fetch("archiver", paper.base_url + "/private/2024/03/drafts-for-saturday/")
    assert rules.can_fetch("archiver", paper.base_url + "/2024/03/")


def test_the_sitemap_index_leads_to_four_sitemaps(paper: Server, ask: Any) -> None:
    found = locations(ask(paper.base_url + "/sitemap_index.xml").body)
    names = ["post-sitemap.xml", "post-sitemap2.xml.gz", "news-sitemap.xml", "page-sitemap.xml"]
    assert found == [f"{paper.base_url}/{name}" for name in names]
    assert all(ask(url).status == 200 for url in found)


def test_the_second_sitemap_is_gzipped(paper: Server, ask: Any) -> None:
    answer = ask(paper.base_url + "/post-sitemap2.xml.gz")
    assert answer.headers["content-type"] == "application/x-gzip"
    assert "content-encoding" not in answer.headers
    assert paper.base_url + "/2022/04/19/the-bell-under-the-bar/" in locations(gzip.decompress(answer.body))


def test_the_news_sitemap_has_titles_and_dates(paper: Server, ask: Any) -> None:
    tree = etree.fromstring(ask(paper.base_url + "/news-sitemap.xml").body)
    assert "Gulls learn the timetable" in tree.xpath("//n:title/text()", namespaces=SITEMAP)
    assert "2025-05-26T18:00:00-04:00" in tree.xpath("//n:publication_date/text()", namespaces=SITEMAP)


def test_pages_that_are_no_articles_have_their_own_sitemap(paper: Server, ask: Any) -> None:
    found = locations(ask(paper.base_url + "/page-sitemap.xml").body)
    assert found == [paper.base_url + "/about/", paper.base_url + "/contact/"]
    assert not set(found) & {article.url for article in paper.newsroom.articles(paper.base_url)}


def test_feeds_hold_the_ten_newest(paper: Server, ask: Any) -> None:
    for path, version in (("/feed/", "rss20"), ("/feed/atom/", "atom10")):
        feed = feedparser.parse(ask(paper.base_url + path).body)
        assert (feed.bozo, feed.version, len(feed.entries)) == (False, version, FEED_LENGTH)
        assert feed.entries[0].link == paper.base_url + "/2025/04/03/letters-about-the-otter/"
        assert feed.entries[0].published_parsed[:5] == (2025, 4, 3, 11, 30)


def test_rest_pages_and_their_end(paper: Server, ask: Any) -> None:
    url = paper.base_url + "/wp-json/wp/v2/posts?per_page=12&page="
    first = ask(url + "1")
    total, pages = int(first.headers["x-wp-total"]), int(first.headers["x-wp-totalpages"])
    cards = [card for number in range(1, pages + 1) for card in json.loads(ask(f"{url}{number}").body)]
    assert len(cards) == len({card["id"] for card in cards}) == total
    dates = [card["date_gmt"] for card in cards]
    assert dates == sorted(dates, reverse=True)
    past = ask(f"{url}{pages + 1}")
    assert (past.status, json.loads(past.body)["code"]) == (400, "rest_post_invalid_page_number")


def test_rest_states_no_date_of_a_story_that_states_none(paper: Server, ask: Any) -> None:
    links = {card["link"] for card in json.loads(ask(paper.base_url + "/wp-json/wp/v2/posts?per_page=100").body)}
    undated = {paper.base_url + story.path for story in paper.newsroom.stories if not story.dated}
    assert undated
    assert not links & undated


def test_rest_refuses_what_it_does_not_serve(paper: Server, ask: Any) -> None:
    assert ask(paper.base_url + "/wp-json/wp/v2/comments?post=101").status == 401
    assert ask(paper.base_url + "/wp-json/wp/v2/posts?per_page=101").status == 400
    assert ask(paper.base_url + "/wp-json/wp/v2/posts/9").status == 404
    assert "wp/v2" in json.loads(ask(paper.base_url + "/wp-json/").body)["namespaces"]


@pytest.mark.parametrize("path", ["/feed/", "/feed/atom/", "/post-sitemap.xml", "/post-sitemap2.xml.gz"])
def test_feeds_and_sitemaps_revalidate_until_something_changes(server: Server, ask: Any, path: str) -> None:
    etag = ask(server.base_url + path).headers["etag"]
    again = ask(server.base_url + path, **{"If-None-Match": etag})
    assert (again.status, again.body) == (304, b"")
    for story in server.newsroom.stories:
        story.headline, story.slug = f"{story.headline}!", f"{story.slug}-2"
    assert ask(server.base_url + path, **{"If-None-Match": etag}).status == 200
    assert [request.status for request in server.requests] == [200, 304, 200]


def test_articles_do_not_revalidate(paper: Server, ask: Any) -> None:
    assert "etag" not in ask(paper.base_url + "/2025/02/18/gulls-learn-the-timetable/").headers
