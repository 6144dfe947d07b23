"""Every article is linked from somewhere, the exclusive ones from their one source alone, and the private page is linked but disallowed."""

from __future__ import annotations

import gzip
import json
import re
from typing import Any
from urllib.parse import urljoin

import pytest

from archiver.newsroom import Server

# What a careful crawler does not follow: other spellings of pages that it has, the endless calendar, and what robots.txt forbids.
SKIPPED = re.compile(r"[?#]|/private/|/calendar/|/avatar/|/wp-content/|/wp-json/|/feed/|round-and-round|storm-diary|every-tide")


def walk(ask: Any, base: str) -> dict[str, set[str]]:
    """Page -> the site's addresses that it links, for every page that links lead to."""
    links: dict[str, set[str]] = {}
    waiting = {base + "/"}
    while waiting:
        page = waiting.pop()
        hrefs = ask(page).tree.xpath("//a/@href")
        links[page] = {href.partition("#")[0] for href in (urljoin(page, each) for each in hrefs) if href.startswith(base)}
        waiting |= {href for href in links[page] if not SKIPPED.search(href.removeprefix(base))} - links.keys()
    return links


@pytest.fixture(scope="module")
def links(paper: Server, ask: Any) -> dict[str, set[str]]:
    return walk(ask, paper.base_url)


@pytest.fixture(scope="module")
def sources(paper: Server, ask: Any, links: dict[str, set[str]]) -> dict[str, set[str]]:
    """Source -> the addresses that it lists."""
    base = paper.base_url

    def locations(text: str) -> set[str]:
        return set(re.findall(r"<loc>(.*?)</loc>", text))

    def linked(pattern: str) -> set[str]:
        return {href for page, hrefs in links.items() if re.match(pattern, page.removeprefix(base)) for href in hrefs}

    found = {
        "sitemap": locations(ask(base + "/post-sitemap.xml").text),
        "gz-sitemap": locations(gzip.decompress(ask(base + "/post-sitemap2.xml.gz").body).decode()),
        "news-sitemap": locations(ask(base + "/news-sitemap.xml").text),
        "feed": set(re.findall(r"<link>(.*?)</link>", ask(base + "/feed/").text)),
        "rest": {card["link"] for card in json.loads(ask(base + "/wp-json/wp/v2/posts?per_page=100").body)},
        "archive": linked(r"/\d{4}/\d\d/(\d\d/)?$"),
        "section": linked(r"/category/[^/]+/page/2/"),
        "first-section-page": linked(r"/category/[^/]+/$"),
        "home": linked(r"/(page/\d+/)?$"),
    }
    known = set().union(*found.values())
    return found | {"elsewhere": {href for hrefs in links.values() for href in hrefs} - known}


def test_every_article_is_linked_from_somewhere(paper: Server, sources: dict[str, set[str]]) -> None:
    listed = set().union(*sources.values())
    assert {article.url for article in paper.newsroom.articles(paper.base_url)} <= listed


def test_an_exclusive_story_is_known_to_its_one_source(paper: Server, sources: dict[str, set[str]]) -> None:
    for story in paper.newsroom.stories:
        if story.only:
            assert [name for name, listed in sources.items() if paper.base_url + story.path in listed] == [story.only]


def test_all_failures_are_linked(paper: Server, sources: dict[str, set[str]]) -> None:
    assert set(paper.newsroom.failures(paper.base_url)) <= sources["home"]


def test_the_private_page_is_linked_but_disallowed(paper: Server, ask: Any, sources: dict[str, set[str]]) -> None:
    private = paper.base_url + "/private/2024/03/drafts-for-saturday/"
    assert private in sources["home"]
    assert "Disallow: /private/" in ask(paper.base_url + "/robots.txt").text
    assert private not in {article.url for article in paper.newsroom.articles(paper.base_url)}


def test_old_and_new_address_of_a_renamed_story_are_listed(paper: Server, sources: dict[str, set[str]]) -> None:
    story = paper.newsroom.story("weighbridge-reopens")
    assert {paper.base_url + story.path, paper.base_url + str(story.old_path)} <= sources["sitemap"] & sources["home"]


@pytest.mark.parametrize(
    "piece",
    [
        "?utm_source=sidebar",
        "?fbclid=",
        "?share=twitter",
        "?print=1",
        "?replytocom=",
        "/calendar/2031-05/",
        "caf%C3%A9-",
        "caf%c3%a9-",
        ".pdf",
    ],
)
def test_traps_and_variants_are_linked(links: dict[str, set[str]], piece: str) -> None:
    assert any(piece in href for hrefs in links.values() for href in hrefs)


def test_nothing_fails_but_the_known_failures(paper: Server, ask: Any, links: dict[str, set[str]]) -> None:
    failed = {page for page in links if ask(page).status >= 400}
    assert failed <= set(paper.newsroom.failures(paper.base_url))
