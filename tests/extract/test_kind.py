"""Which pages are articles."""

from __future__ import annotations

import pytest

from archiver.extract import extract, extract_article
from archiver.models import Page
from tests.extract.conftest import page_of

TEXT = "<h1>Fog</h1><div class='entry-content'><p>It came in at four, and it stayed for a week and a day.</p></div>"


@pytest.mark.parametrize(
    "name", ["home blog", "archive category", "search search-results", "error404", "attachment single single-attachment", "page page-id-2"]
)
def test_wordpress_says_what_is_no_post(name: str) -> None:
    assert extract_article(page_of(f"<body class='{name}'>{TEXT}</body>")) is None


def test_wordpress_says_what_is_a_post() -> None:
    assert extract_article(page_of(f"<body class='single single-post'>{TEXT}</body>")) is not None


def test_the_root_of_a_site_is_no_article() -> None:
    assert extract_article(page_of(f"<body>{TEXT}</body>", "https://paper.example/")) is None


def test_a_root_with_a_post_number_can_be_one() -> None:
    assert extract_article(page_of(f"<body>{TEXT}</body>", "https://paper.example/?p=12")) is not None


def test_a_list_of_linked_entries_is_no_article() -> None:
    entries = "".join(f"<article><h2><a href='/{each}/'>Story {each}</a></h2><p>What it says.</p></article>" for each in range(5))
    assert extract_article(page_of(f"<body><h1>Harbour</h1>{entries}</body>")) is None


def test_an_article_above_a_list_of_others_is_one() -> None:
    entries = "".join(f"<article><h2><a href='/{each}/'>Story {each}</a></h2></article>" for each in range(5))
    prose = "<p>The fog came in at four in the afternoon, and it stayed on the water for a week and a day.</p>" * 10
    assert extract_article(page_of(f"<body><article><h1>Fog</h1>{prose}</article>{entries}</body>")) is not None


@pytest.mark.parametrize(("status", "content_type"), [(404, "text/html"), (200, "application/pdf"), (200, "application/rss+xml")])
def test_error_pages_and_other_types_are_no_articles(status: int, content_type: str) -> None:
    page = Page(url="https://paper.example/fog/", status=status, headers=(("Content-Type", content_type),), body=TEXT.encode())
    assert extract_article(page) is None


def test_a_front_page_that_is_handed_over_is_no_article_and_an_essay_on_it_is_one() -> None:
    cards = "".join(f"<div><h3><a href='/{each}/'>Story {each}</a></h3><p>What it says, in a line.</p></div>" for each in range(4))
    assert extract(f"<body><h1>Harbour</h1>{cards}</body>", "https://paper.example/").article is None
    assert extract(f"<body><h1>Harbour</h1>{cards}</body>", "https://paper.example/harbour/").article is not None
    assert extract(f"<body>{TEXT}</body>", "https://paper.example/").article is not None
    told = "<head><meta property='og:type' content='article'></head>"
    assert extract(f"{told}<body>{TEXT}{cards}</body>", "https://paper.example/").article is not None
