"""Who is credited, and who is not."""

from __future__ import annotations

import pytest

from archiver.extract import extract_article
from tests.extract.conftest import Reader, page_of


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
        ("Written by:<span>Ada Byrne</span>", ["Ada Byrne"]),
        ("4 March 2024 by Ada Byrne", ["Ada Byrne"]),
        ("Harbour | By Ada Byrne | 3 min read", ["Ada Byrne"]),
        ("This post was written by Ada Byrne, harbour historian", ["Ada Byrne"]),
        ("Geschrieben von Jörg Sander", ["Jörg Sander"]),
        ("Por Ada Byrne y Tom Sole", ["Ada Byrne", "Tom Sole"]),
        ("Propos recueillis par Ada Byrne", ["Ada Byrne"]),
        ("Автор: Анна Бирн", ["Анна Бирн"]),
        ("文／王小明", ["王小明"]),
        ("By Ada Byrne, Master Horticulturist & Garden Educator", ["Ada Byrne"]),
        ("By Ada Byrne Ph.D.", ["Ada Byrne"]),
        ("By Tom Sole III", ["Tom Sole III"]),
        ("By Di Maria", ["Di Maria"]),
        ("By <a href='/author/ada/'>Ada Byrne</a>. Reviewed by <a href='/author/tom/'>Tom Sole</a>", ["Ada Byrne"]),
        ("By <button>Ada Byrne</button>", ["Ada Byrne"]),
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


@pytest.mark.parametrize("line", ["By Ada Byrne", "Von Ada Byrne", "4 March 2024 by Ada Byrne, Representative to the Council"])
def test_a_line_of_the_head_credits_by_its_words_alone(story: Reader, line: str) -> None:
    assert [each.name for each in story(above=f"<div>{line}</div>").authors] == ["Ada Byrne"]


def test_a_person_beside_the_author_is_added_only_up_to_who_checked_the_text(story: Reader) -> None:
    above = "<p class='author'>Ada Byrne</p><p class='author'>Tom Sole</p><p>Reviewed by</p><p class='author'>Lena Marsh</p>"
    assert [each.name for each in story(above=above).authors] == ["Ada Byrne", "Tom Sole"]


@pytest.mark.parametrize("group", ["Marketing Team", "News Desk", "Our Editors", "The Harbour editors", "Port Authority"])
def test_a_group_that_is_credited_is_an_organisation(story: Reader, group: str) -> None:
    assert [(each.name, each.kind) for each in story(above=f"<p class='byline'>By {group}</p>").authors] == [(group, "organisation")]


def test_a_person_is_believed_before_a_group(story: Reader) -> None:
    article = story("<meta name='author' content='Ada Byrne'>", above="<p class='byline'>By Harbour Staff</p>")
    assert [each.name for each in article.authors] == ["Ada Byrne"]


@pytest.mark.parametrize("stated", ["Wharf Websites Inc", "veena"])
def test_a_group_or_an_account_that_only_a_meta_tag_names_is_no_author(story: Reader, stated: str) -> None:
    assert story(f"<meta name='author' content='{stated}'>").authors == ()


def test_an_account_of_which_a_search_plugin_tells_twice_is_the_author(story: Reader) -> None:
    card = "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='tidewatcher'>"
    assert [each.name for each in story(f"<meta name='author' content='tidewatcher'>{card}").authors] == ["tidewatcher"]


def test_the_site_with_another_word_for_a_company_is_still_the_site(story: Reader) -> None:
    head = "<meta property='og:site_name' content='Wharf Dentistry'><meta name='author' content='Wharf Dentistry, LLC'>"
    assert story(head).authors == ()


def test_a_person_whose_name_the_publisher_bears_is_the_author(story: Reader) -> None:
    head = "<meta property='og:site_name' content='Ada Maria Byrne'><meta name='author' content='Ada Maria Byrne'>"
    assert [each.name for each in story(head).authors] == ["Ada Maria Byrne"]


def test_a_credit_under_a_standfirst_in_the_text_is_found(story: Reader) -> None:
    markup = (
        "<html><body><main><article><div class='entry-content'><h1>The tide came in</h1>"
        "<p>The water stood at the second step by noon, and higher than anybody had seen it.</p>"
        "<span class='author-name'>Ada Byrne</span>"
        "<p>By one it stood at the third step, and nobody on the quay had ever seen it there.</p>"
        "<p>The harbour master closed the gates at two, and went home to move his own furniture.</p>"
        "</div></article></main></body></html>"
    )
    article = extract_article(page_of(markup), certain=True)
    assert article is not None
    assert [each.name for each in article.authors] == ["Ada Byrne"]


def test_an_author_is_known_by_a_word_in_a_class_of_a_module(story: Reader) -> None:
    article = story(above="<div class='Article_bylineName__x1'><span>Ada Byrne</span><span>Editor</span></div>")
    assert [each.name for each in article.authors] == ["Ada Byrne"]


def test_a_class_that_names_the_author_of_a_whole_post_is_no_credit_line(story: Reader) -> None:
    assert story(below="<div class='author-ada-byrne'>" + "<p>Harbour News</p>" * 60 + "</div>").authors == ()


def test_a_subject_is_no_author_where_a_place_may_name_either(story: Reader) -> None:
    assert story(above="<p><a href='/team/harbour'>Harbour</a></p>").authors == ()


def test_an_author_is_named_under_a_heading_about_the_author(story: Reader) -> None:
    below = "<h3>About the author</h3><p>Ada Byrne is a reporter at the Wharf Post.</p><h3>Recent Posts</h3><p>Tom Sole</p>"
    assert [each.name for each in story(below=below).authors] == ["Ada Byrne"]


def test_a_name_alone_under_the_headline_counts_where_the_life_of_that_person_is_told(story: Reader) -> None:
    life = "<div><p>Ada Byrne is a reporter at the Wharf Post.</p></div>"
    assert [each.name for each in story(above="<p>Ada Byrne</p>", below=life).authors] == ["Ada Byrne"]
    assert story(above="<p>Harbour Life</p>").authors == ()


def test_a_section_beside_the_date_is_no_author(story: Reader) -> None:
    above = "<p><a href='/category/harbour-life/'>Harbour Life</a> | 4 March 2024</p>"
    assert story(above=above).authors == ()


def test_whose_blog_it_is_is_its_author(story: Reader) -> None:
    article = story("<meta property='og:site_name' content='Ada Byrne&#39;s blog'>")
    assert [each.name for each in article.authors] == ["Ada Byrne"]


def test_a_first_name_is_completed_where_the_page_says_the_whole_name(story: Reader) -> None:
    life = "<div><p>Ada Byrne is a reporter at the Wharf Post.</p></div>"
    assert [each.name for each in story(above="<p class='byline'>By Ada</p>", below=life).authors] == ["Ada Byrne"]
    other = "<div><p>Ada Quill is a diver, and a guest here.</p></div>"
    assert [each.name for each in story(above="<p class='byline'>By Ada</p>", below=life + other).authors] == ["Ada"]


def test_a_first_name_with_its_date_signs_a_post(story: Reader) -> None:
    article = story(below="<p><span>Posted by Ada at March 4, 2024 11:15 AM</span></p>")
    assert [each.name for each in article.authors] == ["Ada"]


def test_names_in_the_meta_tags_of_libraries_are_put_in_order(story: Reader) -> None:
    head = "<meta name='citation_author' content='Byrne, Ada'><meta name='citation_author' content='Tom Sole'>"
    assert [each.name for each in story(head).authors] == ["Ada Byrne", "Tom Sole"]


def test_further_authors_of_whom_only_machines_are_told_count(story: Reader) -> None:
    head = "<meta name='citation_author' content='Ada Byrne'><meta name='citation_author' content='Tom Sole'>"
    assert [each.name for each in story(head, above="<p class='authors'>Ada Byrne</p>").authors] == ["Ada Byrne", "Tom Sole"]


def test_the_author_of_the_page_is_that_of_an_article_without_one(story: Reader) -> None:
    head = (
        '<script type=\'application/ld+json\'>{"@graph": [{"@type": "Article", "headline": "The tide came in"},'
        ' {"@type": "WebPage", "author": {"@type": "Person", "name": "Ada Byrne"}}]}</script>'
    )
    assert [each.name for each in story(head).authors] == ["Ada Byrne"]


@pytest.mark.parametrize("date", ["am 4. März 2024", "Fr, 4. März 2024", "le 4 mars 2024"])
def test_a_credit_line_ends_where_its_date_begins(story: Reader, date: str) -> None:
    assert story(above=f"<p class='byline'>Von Ada Byrne {date}</p>").byline == "Von Ada Byrne"


def test_of_a_box_that_tells_a_life_the_name_is_the_credit(story: Reader) -> None:
    life = "She has written about the sea, its weather and its people since she was a child, and about nothing else. " * 2
    article = story(below=f"<div class='author'><h3>About <span itemprop='name'>Ada Byrne</span></h3><p>{life}</p></div>")
    assert ([each.name for each in article.authors], article.byline) == (["Ada Byrne"], "Ada Byrne")


@pytest.mark.parametrize(
    "box",
    [
        "<div>Reviewed by <a class='author-link' href='/team/tom/'>Tom Sole</a></div>",
        "<div><span>Fact checked by</span> <span class='author-name'>Tom Sole</span></div>",
        "<div>Medically reviewed by: <b><a class='author' rel='author' href='/authors/tom/'>Tom Sole</a></b></div>",
    ],
)
def test_who_checked_the_text_is_no_author_though_marked_as_one(story: Reader, box: str) -> None:
    assert story(above=box).authors == ()
    named = story(above=f"<div>Written by <a class='author-link' href='/team/ada/'>Ada Byrne</a></div>{box}")
    assert [each.name for each in named.authors] == ["Ada Byrne"]


@pytest.mark.parametrize("name", ["The Wharf Post Editorial Team", "Wharf Post Staff", "Team Wharf Post", "The Wharf Post Newsroom"])
def test_the_sites_staff_that_only_machines_are_told_of_is_no_author(story: Reader, name: str) -> None:
    head = (
        "<meta property='og:site_name' content='Wharf Post'><script type='application/ld+json'>"
        f'{{"@type": "NewsArticle", "author": {{"@type": "Person", "name": "{name}"}}}}</script>'
    )
    assert story(head).authors == ()
    assert [each.name for each in story(head, above=f"<p class=byline>By {name}</p>").authors] == [name]


def test_a_group_that_stands_in_the_titles_tail_is_the_site(story: Reader) -> None:
    told = "<meta name='author' content='{0}'>"
    title = "<title>The tide came in - Harbour - Quay News</title>"
    assert story(title + told.format("Quay News"), above="<p>Quay News</p>").authors == ()
    assert [each.name for each in story(title + told.format("Port Desk"), above="<p>Port Desk</p>").authors] == ["Port Desk"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ada Byrne (avec Tom Sole et Lena Marsh)", ["Ada Byrne", "Tom Sole", "Lena Marsh"]),
        ("By Ada Byrne (with Tom Sole)", ["Ada Byrne", "Tom Sole"]),
        ("By Ada Byrne mit Tom Sole", ["Ada Byrne", "Tom Sole"]),
        ("By Ada Byrne, MIT", ["Ada Byrne"]),
    ],
)
def test_who_helped_is_named_too(story: Reader, line: str, names: list[str]) -> None:
    assert [each.name for each in story(above=f"<p class='byline'>{line}</p>").authors] == names


def test_a_magazine_with_an_ampersand_is_one_name(story: Reader) -> None:
    assert [each.name for each in story(above="<p class='byline'>By Boats & I</p>").authors] == ["Boats & I"]


@pytest.mark.parametrize("name", ["AFP", "PAP", "Grupa Nadbrzeżna", "Agence du Port", "Hafen Verlag", "Ministerio del Mar"])
def test_agencies_and_companies_of_many_languages_are_organisations(story: Reader, name: str) -> None:
    assert [(each.name, each.kind) for each in story(above=f"<p class='byline'>{name}</p>").authors] == [(name, "organisation")]


def test_the_line_of_another_articles_author_is_not_the_byline(story: Reader) -> None:
    article = story(
        "<meta name='author' content='Ada Byrne'>", below="<p>Ada Byrne may be written to.</p><b class='card_author_x'>Tom Sole</b>"
    )
    assert (article.byline, [each.name for each in article.authors]) == ("Ada Byrne", ["Ada Byrne"])


def test_who_wrote_the_film_that_a_wiki_tells_of_did_not_write_the_page(story: Reader) -> None:
    row = "<table class='infobox'><tr><th>Written by</th><td>Tom Sole</td></tr></table>"
    assert story(above=row).authors == ()
    assert [each.name for each in story(above=row.replace("infobox", "facts")).authors] == ["Tom Sole"]


def test_a_category_behind_the_pictured_author_is_no_part_of_the_name(story: Reader) -> None:
    line = "<p><img class='avatar' src='/a.jpg'> Ada Byrne in <a href='/harbour/'>Harbour</a></p>"
    assert [each.name for each in story(above=line, below="<p>Ada Byrne</p>").authors] == ["Ada Byrne"]


@pytest.mark.parametrize(
    "line",
    [
        "Prep time: <span>5 mins</span>",
        "Recipe from: <span>the quay's kitchen</span>",
        "Chef",
    ],
)
def test_a_label_or_a_calling_in_an_authors_place_is_no_name(story: Reader, line: str) -> None:
    assert story(above=f"<p class='author'>{line}</p>").authors == ()


@pytest.mark.parametrize(
    "line",
    [
        "Posted by Ada Byrne / 121 comments » / Tides, Moon &amp; Wind",
        "Ada Byrne // The Quay",
        "<a href='/author/ada/'>Ada Byrne</a> <a href='/author/ada/'>View other stories by this writer »</a>",
        "<span>Ada Byrne</span><span>Updated 4 March 2024</span>",
    ],
)
def test_what_stands_behind_a_name_is_no_further_name(story: Reader, line: str) -> None:
    assert [each.name for each in story(above=f"<p class='byline'>{line}</p>").authors] == ["Ada Byrne"]


def test_headings_that_part_a_matter_by_its_sides_are_no_signatures(story: Reader) -> None:
    sides = ("Type", "Season", "Country", "End User", "Sales Channel")
    inside = f"<p>{'The market for buoys has grown in every year since the flood. ' * 4}</p>"
    inside += "".join(f"<h3>By {side}</h3><p>The market is parted here by what each of the sellers could tell of it.</p>" for side in sides)
    assert story(inside=inside).authors == ()


def test_whoever_a_search_plugin_calls_the_publisher_has_given_the_site_no_name(story: Reader) -> None:
    person = '{"@type": ["Person", "Organization"], "@id": "#ada", "name": "Ada"}'
    graph = f'{{"@graph": [{{"@type": "Article", "author": {{"@id": "#ada"}}, "publisher": {{"@id": "#ada"}}}}, {person}]}}'
    assert [each.name for each in story(f"<script type='application/ld+json'>{graph}</script>").authors] == ["Ada"]
