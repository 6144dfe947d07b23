"""What a whole page becomes, and that no page can do harm."""

from __future__ import annotations

import time

import pytest

from archiver.extract import extract, extract_article
from archiver.models import Page
from tests.extract.conftest import Reader

URL = "https://paper.example/2024/05/a-story/"


def test_a_page_of_a_plain_wordpress_theme_gives_every_field(saved: Reader) -> None:
    article = saved("plain-theme.html")
    assert article.headline == "Ferry gets a new bell"
    assert article.byline == "by Nell Harker"
    assert [(each.name, each.url, each.kind) for each in article.authors] == [
        ("Nell Harker", "https://paper.example/author/nell-harker/", "person")
    ]
    assert article.date_published is not None
    assert (article.date_published.utc, article.date_published.precision) == ("2024-05-02T06:15:00Z", "second")
    assert article.date_modified is not None
    assert article.date_modified.utc == "2024-05-03T08:00:00Z"
    assert (article.section, article.tags) == ("Harbour", ("bells", "ferries"))
    assert (article.comment_count, article.comments_open, article.access) == (1, True, None)
    assert article.canonical_url == URL
    assert article.standfirst is None
    assert article.body_text == "\n\n".join(
        [
            "The old bell cracked in the frost of January, and the crew has used a saucepan since.",
            "A gift from the foundry",
            "It weighs nine kilos.",
            "It rings in B flat.",
            "We shall miss the saucepan.",
            "The mate",
            "It will be rung for the first time on Sunday, at high water.",
        ]
    )


def test_a_month_of_a_donation_meter_inside_the_body_is_not_the_date_and_nothing_of_the_frame_is_text(saved: Reader) -> None:
    article = saved("meter-above-the-text.html")
    assert article.date_published is None
    assert (article.byline, article.authors) == (None, ())
    assert article.standfirst == "Two boats, one thermos, and a disputed cygnet."
    assert [(each.credit, each.caption) for each in article.images] == [("Ira Lund", None)]
    assert article.comment_count == 3
    assert (article.body_text or "").split("\n\n") == [
        "The swans of the inner basin were counted on Saturday, as they are every spring.",
        "There were sixty-one, or sixty-two if one believes the second boat.",
        "The swans were not asked for their opinion, and gave it anyway.",
        "The list hangs in the harbour office, behind the door.",
        "Next year there will be three boats.",
    ]
    assert "APRIL" not in (article.body_html or "")
    assert "donate" not in (article.body_html or "")


def test_the_heading_of_the_page_beats_the_title_made_for_search_engines(saved: Reader) -> None:
    article = saved("graph.html")
    assert (article.headline, article.sources["headline"]) == ("Snow on the marsh", "h1")


def test_a_json_ld_graph_is_followed_by_its_references(saved: Reader) -> None:
    article = saved("graph.html")
    assert [(each.name, each.kind, each.url) for each in article.authors] == [
        ("Oda Finch", "person", "https://paper.example/author/oda/"),
        ("Coast Wire", "organisation", "https://paper.example/wire/"),
    ]
    assert article.date_modified is not None
    assert article.date_modified.utc == "2024-01-09T06:00:00Z"
    assert (article.section, article.tags, article.comment_count) == ("Weather", ("Snow", "Marsh"), 7)
    assert article.access == "paywalled"
    assert article.images == ()
    assert article.sources["date_published"] == "json-ld:datePublished"


@pytest.mark.parametrize(("name", "headline", "count"), [("right-to-left.html", "المد يعود", 2), ("without-spaces.html", "潮が満ちる", 2)])
def test_pages_of_other_scripts_are_read_as_any_other(saved: Reader, name: str, headline: str, count: int) -> None:
    article = saved(name)
    assert article.headline == headline
    assert len((article.body_text or "").split("\n\n")) == count


def test_the_public_function_reads_text_as_well_as_bytes() -> None:
    markup = "<html><body class=single><h1>Über den Wellen</h1><div class=entry-content><p>Es war schön.</p></div>"
    for html in (markup, markup.encode()):
        article = extract(html, URL).article
        assert article is not None
        assert (article.headline, article.body_text) == ("Über den Wellen", "Es war schön.")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   \n ",
        b"\x00\x00\x00",
        b"<",
        b"<!doctype html>",
        b"<?xml version='1.0'?><timetable><tide kind='high' at='06:12'/></timetable>",
        b"<?xml version='1.0'?><rss><channel><title>Feed</title><item><title>One</title></item></channel></rss>",
    ],
)
def test_what_holds_no_article_gives_none(body: bytes) -> None:
    assert extract_article(Page(url=URL, body=body)) is None


def test_null_bytes_inside_a_page_are_dropped() -> None:
    article = extract_article(
        Page(url=URL, body=b"<h1>Fo\x00g</h1><article><p>It came in at four\x00, and it stayed for a week.</p></article>")
    )
    assert article is not None
    assert (article.headline, article.body_text) == ("Fog", "It came in at four, and it stayed for a week.")


def test_a_page_that_breaks_off_gives_what_it_has(saved: Reader) -> None:
    whole = "<html><body class=single><article><h1>Fog</h1><div class=entry-content><p>It came in at four.</p><p>It stayed for a we"
    article = extract_article(Page(url=URL, body=whole.encode()))
    assert article is not None
    assert article.body_text == "It came in at four.\n\nIt stayed for a we"


def test_a_page_of_one_line_is_an_article_without_headline() -> None:
    article = extract_article(Page(url=URL, body=b"The harbour is closed until the fog lifts, the harbour master says."))
    assert article is not None
    assert article.headline is None
    assert article.body_text == "The harbour is closed until the fog lifts, the harbour master says."


@pytest.mark.parametrize("opening", ["<div>", "<article>", "<div class='share'>", "<header>", "<b>", "<table><tr><td>", "<p class=byline>"])
def test_a_hundred_thousand_nested_elements_are_read_in_seconds(opening: str) -> None:
    count = 100_000 // opening.count("<")
    body = f"<html><body><h1>Deep</h1>{opening * count}<p>At the bottom of the well there was water, and a bucket.</p>"
    start = time.process_time()
    extract_article(Page(url=URL, body=body.encode()))
    assert time.process_time() - start < 20


@pytest.mark.parametrize(
    "script", ["{", "[" * 100_000, '{"@type": "Article", "author": ', "null", '"text"', '{"@type": 5, "headline": {}}', "[[], 3, {}]"]
)
def test_broken_json_ld_leaves_the_visible_page_readable(story: Reader, script: str) -> None:
    article = story(head=f'<script type="application/ld+json">{script}</script>')
    assert article.headline == "The tide came in"
    assert (article.authors, article.date_published) == ((), None)


def test_the_shared_tree_is_not_changed(saved: Reader) -> None:
    page = Page(url=URL, body=b"<body class=single><h1>Fog</h1><div class=entry-content><h2>Fog</h2><p>It came.</p><form></form></div>")
    before = [each.tag for each in page.tree.iter()]
    extract_article(page)
    assert [each.tag for each in page.tree.iter()] == before
