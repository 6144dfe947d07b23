"""Dates that a page shows: in attributes for scripts, in scripts with signs for vowels, on cards of other articles, and of events."""

from __future__ import annotations

import pytest

from tests.extract.conftest import Reader


def day(article: object) -> str | None:
    moment = getattr(article, "date_published", None)
    return moment.utc[:10] if moment else None


@pytest.mark.parametrize(
    "mark",
    [
        "<time datetime='1709545500000'>a while ago</time>",
        "<span class='date' data-timestamp='1709545500'>2 days ago</span>",
        "<span class='timeago' data-time='2024-03-04T10:15:00Z'>2 days</span>",
        "<abbr class='timeago' title='2024-03-04T10:15:00Z'>2 days</abbr>",
        "<span class='date' title='March 4, 2024 10:15'>2 days ago</span>",
    ],
)
def test_what_scripts_count_ages_from_is_the_date(story: Reader, mark: str) -> None:
    assert day(story(above=mark)) == "2024-03-04"


def test_a_title_that_is_no_date_is_none(story: Reader) -> None:
    assert day(story(above="<span class='date' title='Share this'>March 4, 2024</span>")) == "2024-03-04"


def test_months_with_signs_for_vowels_are_read(story: Reader) -> None:
    assert day(story(above="<p>4 मार्च 2024</p>")) == "2024-03-04"


@pytest.mark.parametrize("name", ["apub:time", "weibo: article:create_at", "firstcreatetime", "createDate", "ptime", "pubtime"])
def test_meta_tags_of_chinese_portals_tell_the_day(story: Reader, name: str) -> None:
    assert day(story(f"<meta name='{name}' content='2024-3-4 21:30:50'>")) == "2024-03-04"


def test_the_day_on_the_card_of_another_article_is_none_of_this_one(story: Reader) -> None:
    card = "<div class='card'><h4><a href='/y/'>Fog on the river</a></h4><time datetime='2024-03-09'>March 9</time></div>"
    assert day(story(below=card)) is None
    own = "<div class='small'><h4>About this text</h4><time datetime='2024-03-04'>March 4</time></div>"
    assert day(story(below=own)) == "2024-03-04"


@pytest.mark.parametrize("label", ["When:", "Wann:", "Quand :", "Cuándo:"])
def test_when_something_takes_place_is_no_day_of_publication(story: Reader, label: str) -> None:
    assert day(story(above=f"<p>{label} March 9, 2024</p>")) is None


@pytest.mark.parametrize("name", ["w-published-date", "page.publish-time", "first-published-at"])
def test_a_meta_tag_that_says_published_and_date_tells_the_day_whatever_else_it_says(story: Reader, name: str) -> None:
    assert day(story(f"<meta name='{name}' content='2024-03-04T10:15:00Z'>")) == "2024-03-04"


def test_headings_that_are_labels_say_what_the_dates_under_them_are(story: Reader) -> None:
    record = (
        "<div><h4>Published</h4><h3 class=sr-only>Publish date</h3><time datetime='2024-03-04'>4 March 2024</time></div>"
        "<div><h4>Reviewed</h4><h3 class=sr-only>Review date</h3><time datetime='2024-06-05'>5 June 2024</time></div>"
    )
    assert day(story(below=record)) == "2024-03-04"
    assert day(story(title="<h1>The tide table is updated</h1>", above="<p>4 March 2024</p>")) == "2024-03-04"


def test_the_day_of_the_first_publication_under_the_text_outweighs_the_one_over_it(story: Reader) -> None:
    note = "<p>This article was originally published on 4 March 2023 at 4:12pm but has been regularly updated.</p>"
    assert day(story(above="<p>5 June 2024</p>", below=note)) == "2023-03-04"
    elsewhere = "<p>This article was first published in The Quay on 4 March 2023.</p>"
    assert day(story(above="<p>5 June 2024</p>", below=elsewhere)) == "2024-06-05"


def test_wordpress_state_of_a_published_post_dates_it(story: Reader) -> None:
    state = '{"post": {"title": "The tide came in", "date": "2024-03-04T06:59:34", "status": "%s"}}'
    script = "<script id='__NEXT_DATA__' type='application/json'>{}</script>"
    assert day(story(script.format(state % "publish"))) == "2024-03-04"
    assert day(story(script.format(state % "draft"))) is None
