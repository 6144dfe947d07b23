"""Sections and tags."""

from __future__ import annotations

import pytest

from tests.extract.conftest import Reader


def test_a_category_link_is_the_section_and_a_tag_link_a_tag(story: Reader) -> None:
    article = story(below="<footer><a rel='category tag' href='/c/'>Harbour</a> <a rel='tag' href='/t/'>tides</a></footer>")
    assert (article.section, article.tags) == ("Harbour", ("tides",))


def test_block_themes_mark_categories_as_tags_too(story: Reader) -> None:
    terms = "<div class='taxonomy-category wp-block-post-terms'><a rel='tag' href='/c/'>Harbour</a></div>"
    terms += "<div class='taxonomy-post_tag wp-block-post-terms'><a rel='tag' href='/t/'>tides</a></div>"
    article = story(below=terms)
    assert (article.section, article.tags) == ("Harbour", ("tides",))


def test_keywords_with_commas_are_several_tags(story: Reader) -> None:
    script = '<script type="application/ld+json">{"@type": "Article", "keywords": "tides, steps"}</script>'
    assert story(script).tags == ("tides", "steps")


def test_the_category_of_nothing_is_no_section(story: Reader) -> None:
    assert story(below="<a rel='category tag' href='/c/'>Uncategorized</a>").section is None


def test_one_list_that_is_given_under_two_names_is_several_tags(story: Reader) -> None:
    head = "".join(f"<meta name='{name}' content='Tide, Quay, Harbour'>" for name in ("news_keywords", "sailthru.tags"))
    assert story(head).tags == ("Tide", "Quay", "Harbour")


def test_links_to_tags_pages_are_tags_if_the_article_speaks_of_them(story: Reader) -> None:
    links = "<p><a href='/tag/quay/'>#Quay</a> <a href='/tag/water/'>Water</a> <a href='/about/'>Noon</a></p>"
    assert story(below=links).tags == ("Quay", "Water")
    elsewhere = "<p><a href='/tag/elections/'>Elections</a> <a href='/tag/football/'>Football</a> <a href='/tag/quay/'>Quay</a></p>"
    assert story(below=elsewhere).tags == ()


def test_the_last_but_one_of_the_breadcrumbs_is_the_section(story: Reader) -> None:
    trail = '<script type="application/ld+json">{"@type": "BreadcrumbList", "itemListElement": [%s]}</script>'
    steps = ['{"name": "Home"}', '{"item": {"name": "Harbour"}}', '{"name": "The tide came in"}']
    assert story(trail % ", ".join(steps)).section == "Harbour"
    assert story(trail % ", ".join(steps[:2])).section is None
    assert story(trail % ", ".join([*steps[:2], "{}"])).section is None


def test_of_sections_in_one_text_with_bare_commas_the_first_is_the_section(story: Reader) -> None:
    script = '<script type="application/ld+json">{"@type": "Article", "articleSection": "%s"}</script>'
    sections = [story(script % each).section for each in ("Harbour,Tides,Eels", "Arts, Letters", "10,000 steps")]
    assert sections == ["Harbour", "Arts, Letters", "10,000 steps"]


def test_a_link_marked_as_the_section_names_it_by_its_words(story: Reader) -> None:
    scope = "<div itemscope itemtype='https://schema.org/Article'><a itemprop='articleSection' href='https://paper.example/h/'>Harbour</a></div>"
    article = story(above=scope)
    assert (article.section, article.sources["section"]) == ("Harbour", "[itemprop=articleSection]")


@pytest.mark.parametrize(
    ("last", "section"),
    [
        ('"name": "Tides", "item": "https://paper.example/tides/"', "Tides"),
        ('"name": "Tides", "item": {"@id": "https://paper.example/tides/", "name": "Tides"}', "Tides"),
        ('"name": "It came in", "item": "https://paper.example/news/a-story/?utm_source=x"', "Coast"),
        ('"name": "The tide came in", "item": "https://paper.example/?p=7"', "Coast"),
        ('"name": "It came in"', "Coast"),
    ],
)
def test_the_last_of_the_breadcrumbs_is_the_section_where_it_is_not_the_page(story: Reader, last: str, section: str) -> None:
    steps = '{"name": "Home", "item": "https://paper.example/"}, {"name": "Coast", "item": "https://paper.example/coast/"}, {%s}'
    trail = '<script type="application/ld+json">{"@type": "BreadcrumbList", "itemListElement": [%s]}</script>'
    assert story(head=trail % (steps % last)).section == section
