"""Credits in many languages and places, and names that stand like credits and are none."""

from __future__ import annotations

import pytest

from archiver.extract import extract_article
from tests.extract.conftest import Reader, page_of


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Von unserem Redakteur Jörg Sander", ["Jörg Sander"]),
        ("Von Jörg Sander, Berlin", ["Jörg Sander"]),
        ("Por Ada Byrne @adabyrne", ["Ada Byrne"]),
        ("Publié par Ada Byrne le 4 mars 2024", ["Ada Byrne"]),
        ("Autor: Ion Popescu", ["Ion Popescu"]),
        ("Автори: Анна Бірн, Тома Соль", ["Анна Бірн", "Тома Соль"]),
        ("Oprac. Jan Kowalski", ["Jan Kowalski"]),
        ("Napsal: Jan Novák", ["Jan Novák"]),
        ("Szerző: Kovács Anna", ["Kovács Anna"]),
        ("Teksti: Ada Byrne", ["Ada Byrne"]),
        ("Tác giả: Nguyễn Văn An", ["Nguyễn Văn An"]),
        ("Penulis: Ada Byrne | Editor: Tom Sole", ["Ada Byrne"]),
        ("Γράφει ο Γιάννης Νικολάου", ["Γιάννης Νικολάου"]),
        ("بقلم أحمد علي", ["أحمد علي"]),
        ("מאת: דוד כהן", ["דוד כהן"]),
        ("लेखक: राम कुमार", ["राम कुमार"]),
        ("取材・文／山田太郎", ["山田太郎"]),
        ("홍길동 기자 hong@paper.example", ["홍길동"]),
        ("Words by Ada Byrne, Photography by Tom Sole", ["Ada Byrne", "Tom Sole"]),
        ("March 04, 2024 — Ada Byrne", ["Ada Byrne"]),
        ("Ada Byrne, Staff Writer", ["Ada Byrne"]),
        ("By ADA BYRNE Special to The Wharf Post", ["ADA BYRNE"]),
        ("By Ada Byrne in London and Tom Sole in Paris", ["Ada Byrne", "Tom Sole"]),
        ("By Ada Byrne ada@paper.example", ["Ada Byrne"]),
        ("By Ada Byrne2024-03-04", ["Ada Byrne"]),
        ("Autor: Jan Kowalski DOTYCZY: port", ["Jan Kowalski"]),
        ("Harbour news — Ada's week", []),
        ("Notes, Harbour Writer", []),
    ],
)
def test_a_line_under_the_headline_credits_by_its_wording(story: Reader, line: str, names: list[str]) -> None:
    assert [each.name for each in story(above=f"<p>{line}</p>").authors] == names


@pytest.mark.parametrize(
    ("line", "byline"),
    [("By Ada Byrne2024-03-04", "By Ada Byrne"), ("Autor: Jan Kowalski DOTYCZY: port", "Autor: Jan Kowalski"), ("홍길동 기자", "홍길동")],
)
def test_what_is_glued_to_a_credit_is_no_part_of_it(story: Reader, line: str, byline: str) -> None:
    assert story(above=f"<p class=byline>{line}</p>").byline == byline


@pytest.mark.parametrize("staff", ["Redacción", "La rédaction", "Redazione", "Redactie", "Da Redação", "Редакция", "Die Redaktion"])
def test_the_editors_name_no_one_in_any_language(story: Reader, staff: str) -> None:
    assert story(above=f"<p class=author>{staff}</p>").authors == ()


def test_a_role_in_small_letters_is_no_further_author(story: Reader) -> None:
    article = story(above="<div class='author'>Анна Бирн, корреспондент</div>")
    assert [(each.name, each.role) for each in article.authors] == [("Анна Бирн", "корреспондент")]


def test_the_site_beside_a_person_is_no_author(story: Reader) -> None:
    site = "<meta property='og:site_name' content='Wharf Post'>"
    assert [each.name for each in story(site, above="<p class=byline>By Ada Byrne, Wharf Post</p>").authors] == ["Ada Byrne"]


def test_an_agency_behind_a_person_is_an_author(story: Reader) -> None:
    article = story(above="<p class=byline>Par Ada Byrne (avec AFP)</p>")
    assert [(each.name, each.kind) for each in article.authors] == [("Ada Byrne", "person"), ("AFP", "organisation")]


@pytest.mark.parametrize(
    "above",
    [
        "<div class='contributors'><span>Ada Byrne</span><span>Tom Sole</span></div>",
        "<p class='authors'><b>Ada Byrne</b> and <b>Tom Sole</b></p>",
    ],
)
def test_elements_with_a_name_each_are_several_authors(story: Reader, above: str) -> None:
    assert [each.name for each in story(above=above).authors] == ["Ada Byrne", "Tom Sole"]


@pytest.mark.parametrize(
    "above",
    [
        "<div class='m-bar'>Ada Byrne<br>4 March 2024</div>",
        "<div><img src='/a.jpg' alt='Ada Byrne'><div><p>Ada Byrne</p><p>Mar 4, 2024</p></div></div>",
        "<ul><li><i class='fa fa-user'></i> Ada Byrne</li><li>March 4, 2024</li></ul>",
        "<div><span class='dashicons-admin-users'></span><span>Ada Byrne</span></div>",
    ],
)
def test_a_name_without_a_label_is_known_by_what_stands_beside_it(story: Reader, above: str) -> None:
    assert [each.name for each in story(above=above).authors] == ["Ada Byrne"]


@pytest.mark.parametrize(
    "above",
    [
        "<div><span>Harbour Walks</span><p>and more</p></div>",
        "<div><p>Ada Byrne</p><p>Mar 4, 2024</p></div>",
        "<div><img src='/t.jpg' alt='Tom Sole'><div><p>Ada Byrne</p><p>Mar 4, 2024</p></div></div>",
        "<ul><li><i class='fa fa-calendar'></i> Ada Byrne</li></ul>",
    ],
)
def test_a_name_with_nothing_to_tell_that_it_is_the_authors_is_none(story: Reader, above: str) -> None:
    assert story(above=above).authors == ()


def test_a_heading_about_a_person_whose_life_follows_names_the_author(story: Reader) -> None:
    box = "<div><h4>About Ada Byrne</h4><p>{0} is often seen on the quay.</p></div>"
    assert [each.name for each in story(below=box.format("Ada")).authors] == ["Ada Byrne"]
    assert story(below=box.format("A seal")).authors == ()


@pytest.mark.parametrize(
    "below",
    [
        "<section><blockquote>Great boats.<cite class='author'>Tom Sole</cite></blockquote></section>",
        "<div class='testimonial'><p>Great boats.</p><p class='author-name'>Tom Sole</p></div>",
        "<p class='quote-author'>Tom Sole</p>",
        "<div class='book-card'><p class='author'>By Tom Sole</p></div>",
        "<div class='card'><h3><a href='/y/'>Fog</a></h3><span class='card__author'>By Tom Sole</span></div>",
        "<section><article><a rel='author' href='/author/tom/'>Tom Sole</a><h3><a href='/y/'>Fog</a></h3></article></section>",
        "<div><a href='/y/'>Fog on the river</a><p>By Tom Sole</p></div>",
    ],
)
def test_whom_a_quotation_or_a_card_of_another_article_names_is_no_author(story: Reader, below: str) -> None:
    assert story(below=below).authors == ()


def test_an_authors_box_with_links_to_their_articles_is_no_card(story: Reader) -> None:
    links = "<h4><a href='/y/'>Fog</a></h4><h4><a href='/z/'>Ice</a></h4>"
    box = f"<div class='author-box'><a rel='author' href='/author/ada/'>Ada Byrne</a>{links}</div>"
    assert [each.name for each in story(below=box).authors] == ["Ada Byrne"]
    linked = "<div class='author-box'><h3 class='author-name'><a href='/ada/'>Ada Byrne</a></h3></div>"
    assert [each.name for each in story(below=linked).authors] == ["Ada Byrne"]


def test_a_credit_of_another_story_beside_a_day_is_none_of_this_one() -> None:
    card = "<div><h3><a href='/y/'>Fog</a></h3><div class='l'>Ada Byrne | March 4, 2024</div></div>"
    text = "<p>The water stood at the second step by noon, and at the third by one, and it went on rising.</p>"
    article = extract_article(page_of(f"<body><main><h1>Tide</h1><div>{text}{card}{text}</div></main></body>"))
    assert article is not None
    assert article.authors == ()


def test_the_sites_staff_gives_way_to_a_person_who_signs(story: Reader) -> None:
    site, above = "<meta property='og:site_name' content='Wharf Post'>", "<p class=byline>By Team Wharf Post</p>"
    assert [each.name for each in story(site, above=above).authors] == ["Team Wharf Post"]
    assert [each.name for each in story(site, above=above, below="<p>Written by Ada Byrne</p>").authors] == ["Ada Byrne"]


PORTRAIT = "<p><img src='/{0}.jpg' alt='{1}'></p><p><strong>{1}</strong> <em>{2}</em></p>"


def test_a_portrait_a_name_and_a_job_at_the_end_are_the_authors(story: Reader) -> None:
    box = PORTRAIT.format("ada", "Ada Byrne", "Harbour historian")
    assert [each.name for each in story(inside="<p>And so on, it went.</p>" * 30 + box).authors] == ["Ada Byrne"]
    assert story(inside="<p>And so on, it went.</p>" * 30 + PORTRAIT.format("ada", "Ada Byrne", "at the quay")).authors == ()
    assert story(inside=box + "<p>And so on, it went.</p>" * 30).authors == ()
    team = box + PORTRAIT.format("tom", "Tom Sole", "Pilot and writer")
    assert story(inside="<p>And so on, it went.</p>" * 40 + team).authors == ()
