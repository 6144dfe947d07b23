"""Which date is the article's."""

from __future__ import annotations

import json

import pytest

from archiver.extract import extract_article
from archiver.models import Moment
from tests.extract.conftest import Reader, page_of


def stated(moment: Moment | None) -> tuple[str | None, str | None] | None:
    return None if moment is None else (moment.utc, moment.precision)


@pytest.mark.parametrize(
    ("head", "above", "expected"),
    [
        ("<meta property='article:published_time' content='2024-03-04T08:30:00-05:00'>", "", ("2024-03-04T13:30:00Z", "second")),
        ("<meta name='dc.date.issued' content='2024-03-04'>", "", ("2024-03-04", "day")),
        ("", "<time itemprop='datePublished' datetime='2024-03-04T08:30Z'>today</time>", ("2024-03-04T08:30:00Z", "minute")),
        ("", "<span class='posted-on'>Posted on March 4, 2024</span>", ("2024-03-04", "day")),
        ("", "<span itemprop='published' datetime='2024-03-04'>March 4</span>", ("2024-03-04", "day")),
        ('<script type=\'application/ld+json\'>{"@type": "HowTo", "dateCreated": "2024-03-04"}</script>', "", ("2024-03-04", "day")),
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


@pytest.mark.parametrize(
    "above",
    [
        "<div>Updated <span>4 March 2024</span></div>",
        "<div><span>Updated on</span> <span>4 March 2024</span></div>",
        "<div><div>Last updated:</div><div>4 March 2024</div></div>",
        "<p><b>Last updated: </b>4 March 2024</p>",
        "<div>Page updated: <div class='date'>4 March 2024</div></div>",
        "<span class='post-date'><span>Last Updated</span> <span>on</span> <span class='date'>4 March 2024</span></span>",
        "<div class='wp-block-post-date__modified-date wp-block-post-date'><time datetime='2024-03-04'>4 March 2024</time></div>",
        "<dl><dt>Updated</dt><dd>4 March 2024</dd></dl>",
        "<p>Stand: 04.03.2024, 10:30 Uhr</p>",
        "<p>Mis à jour le 4 mars 2024</p>",
        "<p>Обновлено 4 марта 2024 г.</p>",
        "<p>更新日:2024年3月4日</p>",
        "<p>2024年3月4日 更新</p>",
        "<p>최종수정 2024.03.04</p>",
    ],
)
def test_a_day_of_change_is_one_wherever_its_label_stands(story: Reader, above: str) -> None:
    article = story(above=above)
    assert article.date_published is None
    assert stated(article.date_modified) == ("2024-03-04", "day")


@pytest.mark.parametrize(
    "above",
    [
        "<p>Published March 4, 2024 · Updated March 5, 2024</p>",
        "<p>4 March 2024, updated 5 March 2024</p>",
        "<p><span>Posted: </span>4 March 2024 <span>Edited: </span>5 March 2024</p>",
        "<p>Veröffentlicht am 4. März 2024, aktualisiert am 5. März 2024</p>",
        "<p>Publicado el 4 de marzo de 2024 | Actualizado: 5 de marzo de 2024</p>",
        "<p>Opublikowano: 4 marca 2024, aktualizacja: 5 marca 2024</p>",
        "<p>公開日:2024年3月4日 更新日:2024年3月5日</p>",
        "<p>2024年3月4日 公開 2024年3月5日 更新</p>",
        "<p>입력 2024.03.04 수정 2024.03.05</p>",
        "<p>نشر في 4 مارس 2024، آخر تحديث 5 مارس 2024</p>",
    ],
)
def test_a_line_may_state_both_days(story: Reader, above: str) -> None:
    article = story(above=above)
    assert (stated(article.date_published), stated(article.date_modified)) == (("2024-03-04", "day"), ("2024-03-05", "day"))


@pytest.mark.parametrize(
    "above",
    [
        "<p>Medically reviewed by Ann Reed on 4 March 2024</p>",
        "<p>Accessed 4 March 2024</p>",
        "<p>Event date: 4 March 2024</p>",
        "<p>© 4 March 2024 The Paper</p>",
        "<a href='/tides/other/'><b>The tide that went out again</b> <time datetime='2024-03-04'>4 March 2024</time></a>",
    ],
)
def test_the_day_of_something_else_is_not_the_articles(story: Reader, above: str) -> None:
    article = story(above=above)
    assert (article.date_published, article.date_modified) == (None, None)


def test_words_behind_a_mark_say_nothing_of_a_date(story: Reader) -> None:
    assert stated(story(above="<p>4 March 2024 | Updated guide</p>").date_published) == ("2024-03-04", "day")
    assert stated(story(above="<div><h2>Updated guide</h2><p>4 March 2024</p></div>").date_published) == ("2024-03-04", "day")


def test_a_person_named_before_a_date_is_no_label(story: Reader) -> None:
    article = story(above="<div><p>Reviewed by <a href='/ann/'>Ann Reed</a></p></div><p>4 March 2024</p>")
    assert stated(article.date_published) == ("2024-03-04", "day")


def test_days_below_the_text_with_one_mark_are_a_list_of_other_things(story: Reader) -> None:
    cards = "".join(f"<div><b>News</b><span class='card__date'>{day} May 2024</span></div>" for day in (3, 4, 5))
    assert story(below=f"<div>{cards}</div>").date_published is None
    assert stated(story(below="<div><span class='card__date'>3 May 2024</span></div>").date_published) == ("2024-05-03", "day")


def test_small_print_below_the_text_states_the_day(story: Reader) -> None:
    kubrick = "<p>This entry was posted on Monday, March 4th, 2024 at 10:30 am and is filed under <a href='/c/'>Tides</a>.</p>"
    assert stated(story(below=kubrick).date_published) == ("2024-03-04", "day")
    german = "<div>Dieser Artikel wurde am 4. März 2024 um 14:48 von <a href='/a/'>Anna</a> veröffentlicht</div>"
    assert stated(story(below=german).date_published) == ("2024-03-04", "day")


def test_a_date_between_a_lead_of_its_own_block_and_the_text_is_the_articles(story: Reader) -> None:
    lead = "<header><p>The water came over the quay on Monday night, and nobody in the town had thought it could.</p></header>"
    assert stated(story(above=f"{lead}<div class='credit'>4 March 2024</div>").date_published) == ("2024-03-04", "day")


def test_a_month_alone_under_the_headline_is_a_month(story: Reader) -> None:
    assert stated(story(above="<p>November 2015</p>").date_published) == ("2015-11", "month")


def test_a_month_that_is_shown_does_not_outweigh_a_day_that_machines_are_told(story: Reader) -> None:
    article = story("<meta name='article:published_time' content='2024-03-04'>", "<p>Originally posted February 2017</p>")
    assert stated(article.date_published) == ("2024-03-04", "day")


def test_an_instant_is_another_day_where_it_is_that_day_nowhere_on_earth(story: Reader) -> None:
    head = "<meta property='article:published_time' content='2024-03-05T{}:00:00Z'>"
    assert stated(story(head.format("22"), "<p>4 March 2024</p>").date_published) == ("2024-03-04", "day")
    assert stated(story(head.format("04"), "<p>4 March 2024</p>").date_published) == ("2024-03-05T04:00:00Z", "second")


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("2024/03/04/tide/", ("2024-03-04", "day")),
        ("news/2024/march/4/tide/", ("2024-03-04", "day")),
        ("2024-03-04-tide.html", ("2024-03-04", "day")),
        ("n1/2024/0304/c1-2.html", ("2024-03-04", "day")),
        ("20240304/tide", ("2024-03-04", "day")),
        ("2024/03/tide/", ("2024-03", "month")),
        ("2019-4/tide/", None),
        ("2024/13/45/tide/", None),
        ("tide-2024/", None),
        ("2031/03/04/tide/", None),
    ],
)
def test_the_address_states_the_day_where_nothing_else_does(path: str, expected: tuple[str, str] | None) -> None:
    text = "<p>The water stood at the second step by noon, and at the third by one.</p>"
    page = page_of(
        f"<html lang='en'><body class='single'><h1>The tide</h1><div class='entry-content'>{text}</div>", f"https://p.example/{path}"
    )
    article = extract_article(page)
    assert article is not None
    assert stated(article.date_published) == expected


def test_an_ambiguous_date_is_read_as_the_pages_other_dates_are_written(story: Reader) -> None:
    def in_english(markup: str) -> Moment | None:
        article = extract_article(page_of(f"<html lang='en'><body class='single'><h1>The tide</h1>{markup}"))
        return article.date_published if article else None

    text = "<div class='entry-content'><p>The water stood at the second step by noon, and at the third by one.</p></div>"
    assert in_english(f"<p>03/04/2024</p>{text}") is None
    assert stated(in_english(f"<p>03/04/2024</p>{text}<footer>25/03/2024</footer>")) == ("2024-04-03", "day")
    assert stated(in_english(f"<p>03/04/2024</p>{text}<footer>03/25/2024</footer>")) == ("2024-03-04", "day")
    assert in_english(f"<p>03/04/2024</p>{text}<footer>03/25/2024 25/03/2024</footer>") is None


STATES = [
    """<script id="__NEXT_DATA__" type="application/json">{"post": %s}</script>""",
    """<script>window.__STATE__ = {"a": undefined}; window.__STATE__.posts = [{"slug": "other", "publishedAt": "2020-01-01"}, %s];</script>""",
]


@pytest.mark.parametrize("script", STATES)
@pytest.mark.parametrize(
    ("post", "expected"),
    [
        ('{"slug": "a-story-of-the-tide", "publishedAt": "2024-03-04T08:30:00Z"}', ("2024-03-04T08:30:00Z", "second")),
        ('{"url": "/news/a-story-of-the-tide/", "first_published_at": 1709541000}', ("2024-03-04T08:30:00Z", "second")),
        ('{"title": "The tide came in", "datePublished": "2024-03-04"}', ("2024-03-04", "day")),
        ('{"slug": "a-story-of-the-tide", "date": "2024-03-04", "modified": "2024-05-06"}', ("2024-03-04", "day")),
        ('{"slug": "a-story-of-the-tide", "date": "2024-03-04"}', None),
        ('{"slug": "a-story-of-the-tide", "updatedAt": "2024-03-04", "status": "published"}', None),
        ('{"slug": "another-story-of-it", "publishedAt": "2024-03-04"}', None),
    ],
)
def test_a_date_in_the_scripts_state_counts_where_its_object_names_the_page(
    script: str, post: str, expected: tuple[str, str] | None
) -> None:
    text = "<p>The water stood at the second step by noon, and at the third by one.</p>"
    markup = f"<html lang='en'><body class='single'><h1>The tide came in</h1><div class='entry-content'>{text}</div>{script % post}"
    article = extract_article(page_of(markup, "https://paper.example/news/a-story-of-the-tide/"))
    assert article is not None
    assert stated(article.date_published) == expected


def test_a_streamed_state_is_read_as_well() -> None:
    text = "<p>The water stood at the second step by noon, and at the third by one.</p>"
    inside = json.dumps([1, '5:["$","x",null,{"post":{"slug":"a-story-of-the-tide","published_at":"2024-03-04"}}]\n'])
    markup = f"<html lang='en'><body class='single'><h1>Tide</h1><div class='entry-content'>{text}</div><script>self.__next_f.push({inside})</script>"
    article = extract_article(page_of(markup, "https://paper.example/news/a-story-of-the-tide/"))
    assert article is not None
    assert stated(article.date_published) == ("2024-03-04", "day")


def test_a_quotation_mark_that_breaks_json_ld_spoils_no_date(story: Reader) -> None:
    script = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "The "tide" came in", "datePublished": "2024-03-04"%s}</script>'
    assert stated(story(script % "").date_published) == ("2024-03-04", "day")
    assert story(script % ', "hasPart": [{"datePublished": "2020-01-01"}]').date_published is None


def test_the_raw_text_keeps_the_pages_own_day(story: Reader) -> None:
    article = story("<meta property='article:published_time' content='2024-03-04T23:30:00-05:00'>")
    assert article.date_published is not None
    assert (article.date_published.raw, article.date_published.utc) == ("2024-03-04T23:30:00-05:00", "2024-03-05T04:30:00Z")


def test_an_abbreviation_may_hold_the_date_in_its_title(story: Reader) -> None:
    article = story(above="<abbr class='published' itemprop='datePublished' title='2024-03-04T21:05:00Z'>9:05 PM</abbr>")
    assert stated(article.date_published) == ("2024-03-04T21:05:00Z", "second")


@pytest.mark.parametrize("name", ["current-date", "masthead__date", "top-bar-date", "event-date", "site-header-date"])
def test_todays_date_over_the_page_is_no_day_of_publication(story: Reader, name: str) -> None:
    assert story(above=f"<div class='{name}'>4/3/2024</div>").date_published is None
    assert story(above="<div class='story__date'>2024-03-04</div>").date_published is not None


def test_a_recipe_or_guide_states_its_day_as_an_article_does(story: Reader) -> None:
    recipe = {"@type": "Recipe", "name": "Eel soup", "datePublished": "2024-03-04", "dateModified": "2024-05-06", "author": "Ada Byrne"}
    article = story(f"<script type='application/ld+json'>{json.dumps({'@graph': [{'@type': 'Organization'}, recipe]})}</script>")
    assert (stated(article.date_published), article.sources["date_published"]) == (("2024-03-04", "day"), "json-ld:Recipe.datePublished")
    assert (stated(article.date_modified), article.sources["authors"]) == (("2024-05-06", "day"), "json-ld:author")


def test_recipes_of_several_days_on_one_page_state_none_and_one_in_an_article_is_not_the_article(story: Reader) -> None:
    recipes = [{"@type": "Recipe", "datePublished": f"2024-03-0{day}"} for day in (4, 5)]
    article = {"@type": "Article", "headline": "The tide came in"}
    scripts = [f"<script type='application/ld+json'>{json.dumps(each)}</script>" for each in (recipes, [article, recipes[0]])]
    assert [story(script).date_published for script in scripts] == [None, None]


def test_the_day_of_what_a_reader_said_is_not_the_articles(story: Reader) -> None:
    assert story(above="<p class='recipe-review-date'>08/23/2008</p>").date_published is None


def test_a_script_that_forgets_the_marks_around_a_date_states_it(story: Reader) -> None:
    script = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": 2024-03-04T06:18:10-03:00, "dateModified": %s}</script>'
    article = story(script % "2024-03-05")
    assert (stated(article.date_published), stated(article.date_modified)) == (("2024-03-04T09:18:10Z", "second"), ("2024-03-05", "day"))


def test_on_a_page_without_headings_the_line_next_to_the_text_dates_it_not_the_clock_over_the_page() -> None:
    text = "<p>The water stood at the second step by noon, and at the third by one, and nobody on the quay had seen it higher.</p>" * 3
    lines = "<div><span>Saturday, 24 August 2024</span> | Lisbon</div><div>The tide came in</div><div>Friday, 30 April 2021</div>"
    article = extract_article(page_of(f"<html lang='en-GB'><title>The tide came in</title><body>{lines}<div>{text}</div></body></html>"))
    assert article is not None
    assert stated(article.date_published) == ("2021-04-30", "day")
