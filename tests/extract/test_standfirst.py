"""What counts as a standfirst."""

from __future__ import annotations

import pytest

from tests.extract.conftest import Reader


@pytest.mark.parametrize("name", ["entry-summary", "dek", "subtitle", "standfirst"])
def test_a_line_under_the_headline_is_known_by_its_class(story: Reader, name: str) -> None:
    assert story(above=f"<p class='{name}'>Higher than in a century.</p>").standfirst == "Higher than in a century."


def test_a_repetition_of_it_in_the_body_is_no_text(story: Reader) -> None:
    article = story(
        above="<p class='dek'>Nobody on the quay had seen it higher.</p>", inside="<p>Nobody on the quay had seen it higher.</p>"
    )
    assert article.standfirst == "Nobody on the quay had seen it higher."


def test_a_description_that_the_page_does_not_show_is_no_standfirst(story: Reader) -> None:
    assert story("<meta name='description' content='Higher than in a century.'>").standfirst is None


def test_a_description_that_the_page_shows_is_one(story: Reader) -> None:
    head = "<meta name='description' content='Higher than in a century.'>"
    assert story(head, "<h2>Higher than in a century.</h2>").standfirst == "Higher than in a century."


@pytest.mark.parametrize(
    ("head", "opening"),
    [
        ("", "<p>Higher than in a century.</p><h2>The tide came in</h2>"),
        ("", "<h2>The tide came in</h2><p><em>Higher than in a century.</em></p>"),
        ("<meta property='og:description' content='Higher than in a century.'>", "<p><strong>Higher than in a century.</strong></p>"),
    ],
    ids=["before the repeated headline", "under it in italics", "as the page describes itself"],
)
def test_one_at_the_start_of_the_text_is_none_of_it(story: Reader, head: str, opening: str) -> None:
    text = "<p>The water stood at the second step by noon, and at the third by one.</p><p>Nobody had seen it higher.</p>"
    article = story(head, above=f"<div class='e-content'>{opening}{text}</div>")
    assert article.standfirst == "Higher than in a century."
    assert article.body_text is not None
    assert article.body_text.startswith("The water stood")


def test_what_describes_the_author_below_the_text_is_no_standfirst(story: Reader) -> None:
    box = "<div itemscope itemtype='https://schema.org/Person'><h3>About Ada</h3><p itemprop='description'>She has lived by the sea.</p></div>"
    assert story(below=box).standfirst is None


@pytest.mark.parametrize(
    "picture",
    [
        "<figure><p itemprop='description'>{0}</p></figure>",
        "<div itemscope itemtype='https://schema.org/ImageObject'><p itemprop='description'>{0}</p></div>",
    ],
)
def test_what_describes_a_picture_is_no_standfirst(story: Reader, picture: str) -> None:
    assert story(above=picture.format("The quay at noon")).standfirst is None
    assert story(above="<p itemprop='description'>The quay at noon</p>").standfirst == "The quay at noon"


LINE = "The harbour was closed for a day after the highest tide in a century."


@pytest.mark.parametrize("name", ["chapo", "bajada", "vorspann", "ingress", "Article_dek__x1", "headline__sub", "story-standfirst"])
def test_the_words_of_other_newsrooms_and_style_sheets_for_the_line_are_known(story: Reader, name: str) -> None:
    assert story(above=f"<p class='{name}'>{LINE}</p>").standfirst == LINE


def test_an_attribute_of_a_sites_tests_names_the_line(story: Reader) -> None:
    assert story(above=f"<p data-testid='article-standfirst'>{LINE}</p>").standfirst == LINE
    assert story(above=f"<p data-testid='article-body'>{LINE}</p>").standfirst is None


def test_a_second_heading_with_a_sentence_right_under_the_headline_is_one(story: Reader) -> None:
    assert story(above=f"<h2>{LINE}</h2>").standfirst == LINE
    assert story(above="<h2>The first hour</h2>").standfirst is None
    assert story(above=f"<p>4 March 2024</p><h2>{LINE}</h2>").standfirst is None


def test_what_holds_the_headline_a_credit_line_or_one_word_is_none(story: Reader) -> None:
    head = f"<div class='entry-summary'><h1>The tide came in</h1><p class='dek'>{LINE}</p></div>"
    assert story(title=head).standfirst == LINE
    assert story(above="<div class='headline__sub-container'>By Ada Byrne Updated Mar 4, 2024, 9:08 PM ET</div>").standfirst is None
    assert story(above="<p class='subtitle'>Preparation</p>").standfirst is None
    assert (
        story(above="<p class='dek'>By noon the water stood at the second step</p>").standfirst
        == "By noon the water stood at the second step"
    )
