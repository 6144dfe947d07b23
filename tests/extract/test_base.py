"""Relative addresses are relative to what ``<base href>`` names: in the text, of pictures, authors and comments, and of the page itself."""

from __future__ import annotations

import pytest

from archiver.extract import extract
from archiver.models import Article, Extraction
from archiver.text import parse_html
from spiders.discovery import listing
from tests.extract.conftest import page_of

MARKUP = """<html lang="en"><head>{base}<link rel="canonical" href="a-story/"></head><body class="single"><article>
<h1 class="entry-title">Ferry finds its quay</h1><p class="byline">By <a rel="author" href="people/ada">Ada Byrne</a></p>
<div class="entry-content"><p>The ferry came in at noon, and the <a href="bands/quay">band</a> played for nobody in particular.</p>
<p>It left again at one, with the benches that had been counted twice since Monday.</p><figure><img src="pictures/ferry.jpg">
<figcaption>The ferry</figcaption></figure></div></article>
<ol class="commentlist"><li class="comment even depth-1" id="comment-1"><cite class="fn"><a class="url" href="people/tom">Tom</a></cite>
<div class="comment-content"><p>See <a href="maps">the map</a>.</p></div></li></ol></body></html>"""


def read(base: str) -> Extraction:
    page = page_of(MARKUP.format(base=base), "https://paper.example/news/2024/a-story/")
    return extract(page.text, page.url)


def article_of(found: Extraction) -> Article:
    assert found.article is not None
    return found.article


def addresses(base: str) -> set[str | None]:
    """Of everything on the page that has one."""
    found = read(base)
    article, (comment,) = article_of(found), found.thread.comments
    links = [link.get("href") for markup in (article.body_html, comment.html) for link in parse_html(markup or "").iter("a")]
    pictures = [image.url for image in article.images]
    return {*links, *pictures, article.canonical_url, article.authors[0].url, comment.author_url}


RELATIVE = ("bands/quay", "maps", "pictures/ferry.jpg", "a-story/", "people/ada", "people/tom")


@pytest.mark.parametrize(
    ("base", "root"),
    [
        ('<base href="https://paper.example/archive/">', "https://paper.example/archive/"),
        ('<base href="/archive/index.html">', "https://paper.example/archive/"),
        ('<BASE HREF="//files.example/">', "https://files.example/"),
        ('<base target="_blank"><base href="/archive/"><base href="/never/">', "https://paper.example/archive/"),
        ('<base href="javascript:void(0)">', "https://paper.example/news/2024/a-story/"),
        ("", "https://paper.example/news/2024/a-story/"),
    ],
)
def test_every_relative_address_is_relative_to_the_first_base_that_has_one(base: str, root: str) -> None:
    assert addresses(base) == {root + relative for relative in RELATIVE}


def test_the_address_of_the_article_is_the_pages_own() -> None:
    assert article_of(read('<base href="https://files.example/">')).url == "https://paper.example/news/2024/a-story/"


def test_links_that_a_crawl_follows_are_relative_to_it_too() -> None:
    page = page_of(MARKUP.format(base='<base href="/archive/">'), "https://paper.example/news/2024/a-story/")
    assert "https://paper.example/archive/bands/quay" in {link.url for link in listing.links(page)}
