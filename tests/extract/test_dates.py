"""Which date is the article's."""

from __future__ import annotations

import pytest

from archiver.models import Moment
from tests.extract.conftest import Reader


def stated(moment: Moment | None) -> tuple[str | None, str | None] | None:
    return None if moment is None else (moment.utc, moment.precision)


@pytest.mark.parametrize(
    ("head", "above", "expected"),
    [
        ("<meta property='article:published_time' content='2024-03-04T08:30:00-05:00'>", "", ("2024-03-04T13:30:00Z", "second")),
        ("<meta name='dc.date.issued' content='2024-03-04'>", "", ("2024-03-04", "day")),
        ("", "<time itemprop='datePublished' datetime='2024-03-04T08:30Z'>today</time>", ("2024-03-04T08:30:00Z", "minute")),
        ("", "<span class='posted-on'>Posted on March 4, 2024</span>", ("2024-03-04", "day")),
        ("", "<time class='entry-date published'>March 2024</time>", ("2024-03", "month")),
        ("", "<p><span>4 March 2024</span></p>", ("2024-03-04", "day")),
        ("", "", None),
    ],
)
def test_a_stated_day_of_publication_is_found(story: Reader, head: str, above: str, expected: tuple[str, str] | None) -> None:
    assert stated(story(head, above).date_published) == expected


def test_the_finer_of_two_agreeing_dates_is_kept(story: Reader) -> None:
    head = "<meta name='article:published_time' content='2024-03-04'>"
    article = story(head, "<time class='published' datetime='2024-03-04T08:30:00+00:00'>4 March</time>")
    assert stated(article.date_published) == ("2024-03-04T08:30:00Z", "second")


def test_a_finer_date_of_another_day_does_not_replace_the_stated_one(story: Reader) -> None:
    head = "<meta name='article:published_time' content='2024-03-04'>"
    article = story(head, "<time class='published' datetime='2024-06-01T08:30:00+00:00'>then</time>")
    assert stated(article.date_published) == ("2024-03-04", "day")


def test_an_earlier_day_that_the_page_prints_outweighs_what_machines_are_told(story: Reader) -> None:
    """A move to other software makes every old article one of that day, for machines."""
    article = story("<meta name='article:published_time' content='2024-03-04'>", "<p class='post-date'>1 January 2022</p>")
    assert stated(article.date_published) == ("2022-01-01", "day")


def test_a_date_in_small_furniture_of_the_head_is_the_articles(story: Reader) -> None:
    assert stated(story(above="<aside><span>4 March 2024</span> <a href='/share'>Share</a></aside>").date_published) == (
        "2024-03-04",
        "day",
    )


def test_the_head_comes_before_the_foot(story: Reader) -> None:
    article = story(above="<div>4 March 2024</div>", below="<time datetime='2024-02-02'>2 February 2024</time>")
    assert stated(article.date_published) == ("2024-03-04", "day")


def test_the_day_of_a_change_alone_is_no_day_of_publication(story: Reader) -> None:
    assert story(above="<p class='date'>Last updated 4 March 2024</p>").date_published is None


def test_dates_of_comments_related_articles_meters_and_footers_are_not_the_articles(story: Reader) -> None:
    below = (
        "<ul class='related-posts'><li><time datetime='2023-01-01T00:00:00Z'>1 January 2023</time></li></ul>"
        "<div id='comments'><time datetime='2023-02-02T00:00:00Z'>2 February 2023</time></div>"
    )
    article = story(above="<div class='donation-meter'>JUNE 2023</div>", below=below + "<footer class='site-footer'>2 May 2023</footer>")
    assert (article.date_published, article.date_modified) == (None, None)


def test_a_date_inside_the_text_is_not_the_articles(story: Reader) -> None:
    assert story(inside="<p>The mole was built on <time datetime='1911-05-05'>5 May 1911</time>, in the rain.</p>").date_published is None


def test_a_date_of_change_is_kept_apart(story: Reader) -> None:
    article = story(
        above="<time class='published' datetime='2024-03-04'>4 March</time> <time class='updated' datetime='2024-03-05'>5 March</time>"
    )
    assert (stated(article.date_published), stated(article.date_modified)) == (("2024-03-04", "day"), ("2024-03-05", "day"))


def test_a_date_that_only_says_updated_is_no_day_of_publication(story: Reader) -> None:
    assert story(above="<p>Updated 4 March 2024</p>").date_published is None


def test_a_date_after_the_fetch_is_not_believed(story: Reader) -> None:
    assert story("<meta property='article:published_time' content='2031-03-04T08:30:00Z'>").date_published is None
