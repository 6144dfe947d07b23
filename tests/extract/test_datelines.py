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
