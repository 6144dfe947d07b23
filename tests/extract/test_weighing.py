"""What is kept of every candidate, and that asking for it changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from archiver.extract import Weighed, extract_article
from tests.extract.conftest import PAGES, page_of

PAGE = """<html lang="en"><head><title>The tide came in | The Courier</title><meta property="og:site_name" content="The Courier">
<meta property="og:title" content="The tide came in"><meta name="author" content="admin">
<meta property="article:published_time" content="2031-01-01"><meta name="description" content="A tide.">
<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Editorial Team"}, "articleSection": "Uncategorized"}</script>
</head><body><main><article><h1 class="site">The Courier</h1><h1>The tide came in</h1><h2 class="headline">Elsewhere</h2>
<p class="byline">By Ada Byrne</p><p class="author">Monday</p><p class="date">Kommenden Dienstag</p><p class="date">1 May 2024</p>
<time datetime="2024-05-09">Updated 9 May 2024</time><p class="kicker">Harbour</p><p class="cat-links">Boats</p>
<div class="entry-content"><p>The water stood at the second step by noon, and at the third by one.</p>
<p>Nobody on the quay had seen it higher than on that day in the year of the great flood.</p></div></article></main></body></html>"""


@pytest.fixture
def weighed() -> set[tuple[str, str, str, str]]:
    found: list[Weighed] = []
    assert extract_article(page_of(PAGE), None, found) is not None
    return {(each.field, each.value, each.source, each.verdict) for each in found}


def test_every_candidate_is_told_with_why_it_won_or_lost(weighed: set[tuple[str, str, str, str]]) -> None:
    assert {
        ("headline", "The tide came in", "h1", "chosen: agrees with og:title"),
        ("headline", "The tide came in", "title", "agrees with h1"),
        ("headline", "The Courier", "h1", "names the site"),
        ("headline", "Elsewhere", "h2.headline", "says something else than h1"),
        ("authors", "Editorial Team", "json-ld:author", "none of them stands on the page, unlike .byline"),
        ("authors", "admin", "meta:author", "names no person"),
        ("authors", "Ada Byrne", ".byline", "chosen"),
        ("byline", "By Ada Byrne", ".byline", "chosen"),
        ("date_published", "2031-01-01", "article:published_time", "later than the fetch"),
        ("date_published", "Kommenden Dienstag", ".date", "not read: 'Kommenden Dienstag'"),
        ("date_published", "1 May 2024", ".date", "chosen"),
        ("date_published", "Updated 9 May 2024", "dom:time", "says that it is the day of a change"),
        ("section", "Uncategorized", "json-ld:articleSection", "the category of what has been filed nowhere"),
        ("section", "Boats", ".cat-links", "chosen"),
        ("section", "Harbour", ".kicker", "comes after .cat-links"),
        ("language", "en", "html[lang]", "chosen"),
    } - weighed == set()


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.html")), ids=lambda path: path.name)
def test_asking_changes_nothing_and_each_field_has_one_chosen_candidate(path: Path) -> None:
    page, found = page_of(path.read_bytes()), list[Weighed]()
    article = extract_article(page, None, found)
    assert article == extract_article(page)
    if article is None:
        assert [each.field for each in found] == ["article"]
        return
    chosen = [(each.field, each.source) for each in found if each.is_chosen]
    assert sorted(chosen) == sorted((name, source) for name, source in article.sources.items() if name != "body_html")


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<body class='error404'><p>Nothing here</p></body>", "its body's classes say"),
        ('<script type=\'application/ld+json\'>{"@type": "CollectionPage"}</script><p>Many</p>', "its JSON-LD says that it lists others"),
        ("", "neither a heading nor a sentence"),
    ],
)
def test_why_a_page_is_no_article_is_told(markup: str, words: str) -> None:
    found: list[Weighed] = []
    assert extract_article(page_of(markup), None, found) is None
    assert words in found[-1].verdict
