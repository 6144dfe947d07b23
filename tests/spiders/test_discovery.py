"""Discovery: what each source finds, on bytes as sites send them."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver.models import Page
from spiders.discovery import discover, feed, listing, sitemap, url_file, wordpress
from spiders.discovery.link import verdict
from spiders.discovery.traps import BARREN_PAGES, TrapGuard

HOME = "https://a.example/"


def page(body: str | bytes, kind: str, url: str = HOME, **headers: str) -> Page:
    return Page(url=url, body=body.encode() if isinstance(body, str) else body, kind=kind, headers=tuple(headers.items()))


URLSET = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://a.example/2024/03/04/ferry/?utm_source=map </loc><lastmod>2024-03-05T08:00:00+00:00</lastmod>
  <image:image><image:loc>https://a.example/ferry.jpg</image:loc></image:image></url>
<url><loc>https://a.example/quay</loc><news:news><news:publication_date>2024-03-06</news:publication_date></news:news></url>
<url><loc>https://a.example/brochure.pdf</loc></url>
<url><loc>https://a.example/category/boats/</loc></url>
</urlset>"""


@pytest.mark.parametrize("body", [URLSET.encode(), gzip.compress(URLSET.encode()), b"\n  " + URLSET.encode()])
def test_a_sitemap_gives_pages_with_their_dates_packed_or_not(body: bytes) -> None:
    found = list(sitemap.links(page(body, "sitemap")))
    assert [(link.url, link.kind) for link in found] == [
        ("https://a.example/2024/03/04/ferry/", "article"),
        ("https://a.example/quay", "article"),
        ("https://a.example/category/boats/", "listing"),
    ]
    assert found[0].modified == datetime(2024, 3, 5, 8, tzinfo=UTC)
    assert found[1].published is not None
    assert found[1].published.date() == datetime(2024, 3, 6, tzinfo=UTC).date()


def test_a_sitemap_index_gives_sitemaps_but_not_those_of_tags_and_authors() -> None:
    index = "".join(
        f"<sitemap><loc>https://a.example/{name}.xml</loc></sitemap>"
        for name in ("post-sitemap", "post_tag-sitemap", "author-sitemap", "wp-sitemap-users-1")
    )
    found = sitemap.links(page(f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{index}</sitemapindex>', "sitemap"))
    assert [(link.url, link.kind) for link in found] == [("https://a.example/post-sitemap.xml", "sitemap")]


@pytest.mark.parametrize("body", [b"not xml at all", b"<html><body>Not found</body></html>", URLSET.encode()[:400]])
def test_a_broken_sitemap_gives_what_it_has_and_raises_nothing(body: bytes) -> None:
    assert len(list(sitemap.links(page(body, "sitemap")))) <= 1


def test_robots_names_the_sitemaps_else_the_usual_places_are_asked() -> None:
    assert [link.url for link in sitemap.from_robots(["https://a.example/maps.xml"], HOME)] == ["https://a.example/maps.xml"]
    assert next(sitemap.from_robots([], HOME)).url == "https://a.example/sitemap_index.xml"


def test_feeds_are_found_on_listings_but_not_those_of_comments() -> None:
    head = (
        '<link rel="alternate" type="application/rss+xml" href="/feed/"><link rel="alternate" type="application/rss+xml" href="/comments/feed/">'
        '<link rel="alternate" hreflang="de" href="/de/">'
    )
    assert [link.url for link in feed.links(page(f"<html><head>{head}</head></html>", "listing"))] == ["https://a.example/feed/"]


def test_rss_and_atom_entries_give_articles_with_their_dates() -> None:
    rss = """<rss version="2.0"><channel><title>A</title><item><title>Ferry</title><link>https://a.example/ferry/?utm_medium=rss</link>
      <pubDate>Mon, 04 Mar 2024 13:30:00 +0100</pubDate></item></channel></rss>"""
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><title>Quay</title><link href="https://a.example/quay/"/>
      <published>2024-03-05T10:00:00Z</published><updated>2024-03-06T10:00:00Z</updated></entry></feed>"""
    (ferry,) = feed.links(page(rss, "feed"))
    (quay,) = feed.links(page(atom, "feed"))
    assert (ferry.url, ferry.published) == ("https://a.example/ferry/", datetime(2024, 3, 4, 12, 30, tzinfo=UTC))
    assert (quay.url, quay.published, quay.modified) == (
        "https://a.example/quay/",
        datetime(2024, 3, 5, 10, tzinfo=UTC),
        datetime(2024, 3, 6, 10, tzinfo=UTC),
    )


def test_the_rest_interface_is_found_and_walked_to_its_last_page() -> None:
    (first,) = wordpress.links(page('<link rel="https://api.w.org/" href="https://a.example/wp-json/">', "listing"))
    assert first.kind == "api"
    assert first.url.startswith("https://a.example/wp-json/wp/v2/posts?")
    posts = json.dumps([{"link": "https://a.example/ferry/", "date_gmt": "2024-03-04T12:30:00", "modified_gmt": "2024-03-05T12:30:00"}])
    found = list(wordpress.links(page(posts, "api", first.url, **{"X-WP-TotalPages": "2"})))
    assert (found[0].url, found[0].published) == ("https://a.example/ferry/", datetime(2024, 3, 4, 12, 30, tzinfo=UTC))
    assert "page=2" in found[1].url
    assert [link.kind for link in wordpress.links(page(posts, "api", found[1].url, **{"X-WP-TotalPages": "2"}))] == ["article"]


def test_the_rest_interface_without_permalinks_is_a_query() -> None:
    (first,) = wordpress.links(page('<link rel="https://api.w.org/" href="https://a.example/?rest_route=/">', "listing"))
    assert "rest_route=%2Fwp%2Fv2%2Fposts" in first.url


LINKS = """<html><body><a href="/2024/03/04/ferry/?fbclid=x#top">F</a><a href="https://a.example/2024/03/04/ferry/">again</a>
<a href="mailto:a@a.example">mail</a><a href="javascript:void(0)">js</a><a href="/ferry.jpg">img</a><a href="http://[broken">b</a>
<h3><a href="/short">Headline on a card</a></h3><a href="/page/2/">older</a><a href="/2024/03/04/ferry/?share=twitter">share</a>
<a href="/2024/03/04/ferry/?replytocom=7#respond">reply</a><a href="/tag/sea/">sea</a><a href="/somewhere">?</a></body></html>"""


def test_links_of_a_page_each_once_with_what_they_are() -> None:
    found = {link.url: link.kind for link in listing.links(page(LINKS, "listing"))}
    assert found == {
        "https://a.example/2024/03/04/ferry/": "article",
        "https://a.example/short": "article",
        "https://a.example/page/2/": "listing",
        "https://a.example/somewhere": "listing",
    }


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/2024/03/04/ferry/", "article"),
        ("/news/2024/mar/04/x", None),
        ("/council-votes-on-the-ferry", "article"),
        ("/sport/match-report-1234567.html", "article"),
        ("/story/ferry", "article"),
        ("/?p=12", "article"),
        ("/category/boats/", "listing"),
        ("/category/boats/page/3/", "listing"),
        ("/2024/03/", "listing"),
        ("/2098/03/", "skip"),
        ("/2024/03/04/", "skip"),
        ("/ferry/feed/", "skip"),
        ("/ferry/comment-page-2/", "skip"),
        ("/ferry/?print=1", "skip"),
        ("/wp-login.php", "skip"),
        ("/author/ada/", "skip"),
        ("/?s=ferry", "skip"),
        ("/", None),
    ],
)
def test_what_an_address_tells(path: str, expected: str | None) -> None:
    assert verdict(f"https://a.example{path}") == expected


def test_a_source_that_is_switched_off_finds_nothing() -> None:
    home = page('<link rel="alternate" type="application/rss+xml" href="/feed/"><a href="/2024/03/04/ferry/">F</a>', "listing")
    assert {link.kind for link in discover(home)} == {"feed", "article"}
    assert {link.kind for link in discover(home, {"listing"})} == {"feed"}


def test_a_calendar_that_goes_on_for_ever_is_left_and_an_archive_is_not() -> None:
    guard = TrapGuard()
    for month in range(1, BARREN_PAGES + 2):
        assert not guard.is_trap(f"https://a.example/calendar/2031-{month + 1:02}/")
        guard.look(f"https://a.example/calendar/2031-{month:02}/", ["https://a.example/sidebar/"])
    assert guard.is_trap("https://a.example/calendar/2031-12/")
    for number in range(1, 50):
        guard.look(f"https://a.example/page/{number}/", ["https://a.example/sidebar/", f"https://a.example/story-{number}/"])
    assert not guard.is_trap("https://a.example/page/50/")


def test_a_file_of_addresses_is_read_and_a_wrong_line_named(tmp_path: Path) -> None:
    path = tmp_path / "urls.txt"
    path.write_text("\ufeff# stories\nhttps://a.example/one/\n\n  https://a.example/two/?utm_source=x\n", "utf-8")
    assert [link.url for link in url_file.links(path)] == ["https://a.example/one/", "https://a.example/two/"]
    path.write_text("https://a.example/one/\nftp://a.example/two\n", "utf-8")
    with pytest.raises(url_file.UrlFileError, match="line 2"):
        list(url_file.links(path))
