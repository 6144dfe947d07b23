"""Authors whom a page names in other ways than in a plain credit line, and labels that stand where names do."""

from __future__ import annotations

import pytest

from archiver.extract import extract_article
from archiver.models import Article
from tests.extract.conftest import Reader, page_of

_CARD = (
    "<article itemscope itemtype='https://schema.org/Article'><a href='/{0}/'><h3>The {0} of the harbour</h3></a>"
    "<span itemprop=author>{1}</span></article>"
)


def _names(article: Article) -> list[str]:
    return [each.name for each in article.authors]


@pytest.mark.parametrize("label", ["Article written by:", "This story was written by", "Words by:", "Geschrieben von:"])
def test_a_heading_that_is_a_label_stands_over_the_author(story: Reader, label: str) -> None:
    box = "<h2>Reviewed by:</h2><div><img class=rounded-full alt='Headshot of Tom Sole'><h3>Tom Sole, MD</h3></div>"
    assert _names(story(below=f"<section><h2>{label}</h2><div><h3>Ada Byrne, MD, FRCS</h3></div></section><section>{box}</section>")) == [
        "Ada Byrne"
    ]


def test_a_books_publisher_is_no_author(story: Reader) -> None:
    assert _names(story(below="<dl><dt>Published by</dt><dd>Penguin Random House</dd></dl>")) == []


@pytest.mark.parametrize("label", ["View Full Profile", "More from this author", "See all posts", "Read full bio"])
def test_what_a_link_offers_is_no_name(story: Reader, label: str) -> None:
    line = f"<div>Written by <span>Ada Byrne</span><a href='/author/ada/'>{label}</a></div>"
    assert _names(story(above=line)) == ["Ada Byrne"]


@pytest.mark.parametrize("account", ["Harbour Admin", "Site Administrator", "webmaster"])
def test_an_administrators_account_gives_way_to_whom_the_page_shows(story: Reader, account: str) -> None:
    box = "<div class='author-info'><strong>Ada Byrne</strong></div>"
    assert _names(story(head=f"<meta name=author content='{account}'>", below=box)) == ["Ada Byrne"]
    assert _names(story(head=f"<meta name=author content='{account}'>")) == []


def test_an_author_in_an_aside_of_the_head_counts(story: Reader) -> None:
    over = "<div class=post-meta><aside class=post-author>Ada Byrne</aside></div><h1>The tide came in</h1>"
    assert _names(story(title=over)) == ["Ada Byrne"]
    assert _names(story(above="<div class=social-bar><div class=Author_author__4ce><p class=Author_name__9>Ada Byrne</p></div></div>")) == [
        "Ada Byrne"
    ]


def test_a_day_in_a_node_before_the_name_is_no_part_of_it(story: Reader) -> None:
    line = "<div class='styles_dateAndAuthorContainer__x1'><span>Mar 4, 2024</span><span>Ada Byrne</span></div>"
    assert _names(story(above=line)) == ["Ada Byrne"]


def test_a_line_that_credits_more_than_the_account_is_believed(story: Reader) -> None:
    head = '<script type=\'application/ld+json\'>{"@type": "Article", "author": {"@type": "Person", "name": "Ada Byrne"}}</script>'
    assert _names(story(head=head, above="<p class=byline>Written by Dr Ada Byrne, Tom Sole</p>")) == ["Dr Ada Byrne", "Tom Sole"]


def test_a_type_in_small_letters_is_a_person_too(story: Reader) -> None:
    head = (
        "<meta property='og:site_name' content='Ada Byrne'><script type='application/ld+json'>"
        '{"@type": "Article", "author": {"@type": "person", "name": "Ada Byrne"}}</script>'
    )
    assert _names(story(head=head)) == ["Ada Byrne"]


def test_whom_to_write_to_and_who_reviewed_are_no_authors(story: Reader) -> None:
    assert _names(story(above="<p><b>Contact:</b> <a href='/authors/ada-byrne'>Ada Byrne</a></p>")) == []
    assert _names(story(above="<div><span>4 March 2024</span> Reviewed By: Ada Byrne</div>")) == []


def test_a_change_behind_the_name_is_no_part_of_it(story: Reader) -> None:
    assert _names(story(above="<div>by Ada Byrne Last updated 4 March 2024</div>")) == ["Ada Byrne"]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ada C. Byrne, Tom Sole, Lena Marsh", ["Ada C. Byrne", "Tom Sole", "Lena Marsh"]),
        ("Ada Byrne, VMD, DACVB; Tom Sole, BA, LVT, VTS (Behavior) & Lena Marsh, DVM", ["Ada Byrne", "Tom Sole", "Lena Marsh"]),
        ("Ada Byrne, PhD", ["Ada Byrne"]),
        ("Los Angeles, New York", []),
        ("Ada Byrne, Tom Sole", []),  # may be two towns, for all that the line says
    ],
)
def test_scholars_and_clinics_sign_without_a_label(story: Reader, line: str, names: list[str]) -> None:
    assert _names(story(above=f"<div class=subtitle>{line}</div>")) == names


def test_a_town_with_its_state_is_no_doctor(story: Reader) -> None:
    assert _names(story(above="<p>Snow Hill, MD<br>301 N. Washington St.<br>Snow Hill, MD 21863</p>")) == []


@pytest.mark.parametrize("alt", ["ada Byrne", "Ada Byrne"])
def test_a_picture_and_a_life_under_the_text_name_the_author_however_the_picture_spells_it(story: Reader, alt: str) -> None:
    box = f"<section><img alt='{alt}'><div><h3>Ada Byrne</h3><p>Ada Byrne is the Head of Tides at the harbour.</p></div></section>"
    assert _names(story(inside="<p>The gates were shut by then.</p>" * 40, below=box)) == ["Ada Byrne"]


@pytest.mark.parametrize("alt", ["Headshot of Ada Byrne", "Photo of Ada Byrne", "Ada Byrne profile photo", "Ada Byrne's picture"])
def test_words_for_the_picture_are_no_part_of_the_name(story: Reader, alt: str) -> None:
    assert _names(story(above=f'<div class=meta><img class=avatar src=a.png alt="{alt}"><span>Ada Byrne</span></div>')) == ["Ada Byrne"]


def test_a_button_offers_the_other_articles_of_the_author(story: Reader) -> None:
    assert _names(story(below="<div><button>All articles by Ada Byrne</button></div>")) == ["Ada Byrne"]
    both = "<div><button>All articles by Ada Byrne</button><button>All articles by Tom Sole</button></div>"
    assert _names(story(below=both)) == []  # a directory, not a signature
    assert _names(story(below="<div><a href='/shop/'>More from Snow Hill</a></div>")) == []


def test_the_state_of_a_tag_manager_names_the_author_where_nothing_else_does(story: Reader) -> None:
    head = '<script>var dataLayer_content = {"pagePostType":"post","pagePostAuthor":"Ren\\u00e9 Byrne"};</script>'
    assert _names(story(head=head)) == ["René Byrne"]
    assert _names(story(head=head, above="<p>By Tom Sole</p>")) == ["Tom Sole"]
    assert _names(story(head=head.replace("Ren\\u00e9 Byrne", "admin"))) == []
    assert _names(story(head=head.replace("\\u00e9", "\\x65"))) == []


def test_a_department_with_an_ampersand_is_one_name(story: Reader) -> None:
    article = story(above="<p class=byline>By <a href='/authors/fees/'>Wharf Post Fees & Tolls</a></p>")
    assert _names(article) == ["Wharf Post Fees & Tolls"]


def test_the_cards_of_other_articles_in_microdata_name_their_own_authors() -> None:
    cards = _CARD.format("mouth", "Tom Sole") + _CARD.format("edge", "Lena Marsh")
    text = "<p>The water stood at the second step by noon, and at the third by one.</p><p>Nobody on the quay had seen it higher.</p>"
    article = extract_article(page_of(f"<main><h1>The tide came in</h1><p class=author>Ada Byrne</p>{text}</main><aside>{cards}</aside>"))
    assert article is not None
    assert _names(article) == ["Ada Byrne"]


def test_wordpress_category_of_books_around_an_author_is_no_quotation(story: Reader) -> None:
    """Themes put the classes of a post's sections on what holds it."""
    assert _names(story(above="<div class='category-books tag-albums'><span class=author>Ada Byrne</span></div>")) == ["Ada Byrne"]
    assert _names(story(above="<div class='books'><span class=author>Ada Byrne</span></div>")) == []
