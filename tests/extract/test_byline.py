"""Who is credited, and who is not."""

from __future__ import annotations

import pytest

from tests.extract.conftest import Reader


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Byrne", ["Ada Byrne"]),
        ("By Ada Byrne and Tom Sole", ["Ada Byrne", "Tom Sole"]),
        ("by Ada Byrne, Tom Sole and Lena Marsh", ["Ada Byrne", "Tom Sole", "Lena Marsh"]),
        ("Written by Ada Byrne", ["Ada Byrne"]),
        ("By Ada Byrne, Ph.D., and Tom Sole, MS, RD", ["Ada Byrne", "Tom Sole"]),
        ("By Ada Byrne, Senior Editor, The Quay", ["Ada Byrne"]),
        ("Authored by: Dr. Ada Byrne", ["Dr. Ada Byrne"]),
        ("ByAda Byrne", ["Ada Byrne"]),
        ("View all posts by Ada Byrne →", ["Ada Byrne"]),
        ("<a href='/author/ada/'>Ada Byrne</a> <span>Harbour Reporter</span>", ["Ada Byrne"]),
        ("Ada Byrne<br>4 August 2010", ["Ada Byrne"]),
        ("Von Jörg Sander und Ilse Brandt", ["Jörg Sander", "Ilse Brandt"]),
        ("By Ada Byrne | 4 March 2024", ["Ada Byrne"]),
        ("By Ada Byrne Medically reviewed by Tom Sole", ["Ada Byrne"]),
        ("By Ada Byrne, edited by Tom Sole", ["Ada Byrne"]),
    ],
)
def test_the_names_of_a_credit_line_are_told_apart(story: Reader, line: str, names: list[str]) -> None:
    assert [each.name for each in story(above=f"<p class='byline'>{line}</p>").authors] == names


def test_the_credit_line_is_kept_as_shown(story: Reader) -> None:
    assert story(above="<p class='byline'>By Ada Byrne and Tom Sole</p>").byline == "By Ada Byrne and Tom Sole"


def test_a_credit_line_without_a_class_is_known_by_its_wording(story: Reader) -> None:
    article = story(above="<div><span>By Ada Byrne</span></div>")
    assert [each.name for each in article.authors] == ["Ada Byrne"]


def test_a_role_is_no_part_of_the_name(story: Reader) -> None:
    article = story(above="<p class='byline'>By Ada Byrne, photographs by Lena Marsh</p>")
    assert [(each.name, each.role) for each in article.authors] == [("Ada Byrne", None), ("Lena Marsh", "photographs")]


@pytest.mark.parametrize(
    "stated",
    ["admin", "Staff", "Anonymous", "The Wharf Post", "https://paper.example/", "desk@paper.example", "Unknown", "jroe42"],
)
def test_what_names_no_one_is_no_author(story: Reader, stated: str) -> None:
    head = f"<meta property='og:site_name' content='The Wharf Post'><meta name='author' content='{stated}'>"
    assert (story(head).authors, story(head).byline) == ((), None)


def test_an_author_of_the_metadata_alone_is_credited_by_name(story: Reader) -> None:
    article = story("<meta name='author' content='Ada Byrne'>")
    assert (article.byline, article.sources["authors"]) == ("Ada Byrne", "meta:author")


def test_commenters_and_other_articles_authors_are_not_credited(story: Reader) -> None:
    below = (
        "<section class='related'><span class='byline'>By Tom Sole</span></section>"
        "<div id='comments'><div class='comment-author vcard'><b class='fn'>Lena Marsh</b></div></div>"
    )
    assert story(below=below).authors == ()


def test_a_credit_in_small_furniture_of_the_head_counts(story: Reader) -> None:
    article = story(above="<aside><p>By Ada Byrne</p><a href='/share'>Share</a></aside>")
    assert ([each.name for each in article.authors], article.sources["authors"]) == (["Ada Byrne"], "aside:p ~ By")
