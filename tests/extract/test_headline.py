"""Which of a page's titles is the headline."""

from __future__ import annotations

import pytest

from archiver.extract import extract_article
from tests.extract.conftest import Reader, page_of


def test_the_sites_name_is_taken_off_a_title_that_stands_alone(story: Reader) -> None:
    head = "<title>The tide came in - The Wharf Post</title><meta property='og:site_name' content='The Wharf Post'>"
    assert story(head, title="").headline == "The tide came in"


def test_the_sites_name_in_a_heading_is_no_headline(story: Reader) -> None:
    head = "<title>The tide came in | The Wharf Post</title><meta property='og:site_name' content='The Wharf Post'>"
    assert story(head, title="<h1>The Wharf Post</h1>").headline == "The tide came in"


def test_an_untitled_post_has_no_headline(story: Reader) -> None:
    head = "<title>The Wharf Post</title><link rel=alternate title='The Wharf Post &raquo; Feed'>"
    assert story(head, title="<h1 class=entry-title></h1>").headline is None


def test_of_two_headings_the_one_that_the_page_also_declares_is_chosen(story: Reader) -> None:
    article = story("<meta property='og:title' content='The tide came in'>", title="<h1>Our harbour series</h1><h1>The tide came in</h1>")
    assert article.headline == "The tide came in"


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("Fog – The Wharf Post", "Fog"),
        ("The Wharf Post | Fog", "Fog"),
        ("Fog | Harbour | The Wharf Post", "Fog | Harbour"),
        ("Fog - or mist", "Fog - or mist"),
        ("The Wharf Post moves", "The Wharf Post moves"),
        ("Fog – Paper", "Fog"),  # the name in the site's address
    ],
)
def test_only_the_sites_own_name_is_a_suffix(story: Reader, title: str, bare: str) -> None:
    assert story("<meta property='og:site_name' content='The Wharf Post'>", title=f"<h1>{title}</h1>").headline == bare


def test_dates_and_small_print_inside_a_heading_are_not_the_headline(story: Reader) -> None:
    title = "<h1><time>4 May 2024</time> Fog at four <small>a report</small></h1>"
    assert story(title=title).headline == "Fog at four"


def test_a_lesser_heading_that_the_page_declares_is_chosen_before_a_main_heading_that_it_does_not(story: Reader) -> None:
    head = "<title>Fog at four</title>"
    assert story(head, title="<h1>A page of the harbour</h1><h3>Fog at four</h3>").headline == "Fog at four"


def test_of_a_title_that_no_heading_shows_what_stands_before_the_bar_is_the_headline(story: Reader) -> None:
    assert story("<title>Fog at four | Harbour | Quay News</title>", title="").headline == "Fog at four"


@pytest.mark.parametrize(
    "heading",
    [
        "<h1><a href='/'>Notes from the quay</a></h1>",
        "<a href='https://paper.example/'><h1>Notes from the quay</h1></a>",
        "<h1><a href='/news/'>Notes from the quay</a></h1>",
    ],
)
def test_a_heading_that_links_to_a_page_above_names_the_site_or_a_section(story: Reader, heading: str) -> None:
    head = "<title>Notes from the quay » Fog at four</title>"
    assert story(head, title=f"{heading}<h3>Fog at four</h3>").headline == "Fog at four"


def test_of_two_headings_in_the_title_the_one_that_is_declared_word_for_word_is_chosen(story: Reader) -> None:
    head = "<title>Fog at four - All news of the harbour</title><meta property='og:title' content='Fog at four'>"
    assert story(head, title="<h1>All news of the harbour</h1><h1>Fog at four</h1>").headline == "Fog at four"


@pytest.mark.parametrize("name", ["story-heading__kicker", "eyebrow", "post_volanta", "badge"])
def test_the_kicker_above_the_headline_is_no_part_of_it(story: Reader, name: str) -> None:
    assert story(title=f"<h1><span class='{name}'>Weather</span><span>Fog at four</span></h1>").headline == "Fog at four"


def test_a_heading_that_links_to_the_first_page_of_its_article_is_the_headline() -> None:
    text = "<p>The water stood at the second step by noon, and at the third by one.</p>"
    page = page_of(
        f"<h1><a href='/news/fog/'>Fog at four</a></h1><div class='entry-content'>{text}</div>", "https://paper.example/news/fog/2/"
    )
    article = extract_article(page, certain=True)
    assert article is not None
    assert article.headline == "Fog at four"


def test_what_is_called_a_title_and_says_what_is_declared_is_chosen_before_other_headings(story: Reader) -> None:
    head = "<meta property='og:title' content='Fog at four'>"
    assert story(head, title="<h1>Rules of this board</h1><p><a class='title' href='/fog'>Fog at four</a></p>").headline == "Fog at four"


def test_the_labels_of_forums_are_no_part_of_a_topics_title(story: Reader) -> None:
    assert story(title="<h1><span class='label label--green'>News</span>Fog at four</h1>").headline == "Fog at four"
    assert story("<title>Quay Board &bull; View topic - Fog at four</title>", title="<h2>Fog at four</h2>").headline == "Fog at four"


def test_a_lesser_heading_that_begins_the_title_is_the_headline(story: Reader) -> None:
    heading, title = "<h4>Storm closes the harbour</h4>", "<title>Storm closes the harbour – News from the Quay</title>"
    assert story(title, title=heading).headline == "Storm closes the harbour"
    assert story(title.replace(" –", ","), title=heading).headline == "Storm closes the harbour, News from the Quay"


@pytest.mark.parametrize(
    ("heading", "headline"),
    [
        ("<a href='/'>The Wharf Post</a>Tide closes the quay", "Tide closes the quay"),
        ("<a href='/'>The Wharf Post</a> | Tide closes the quay", "Tide closes the quay"),
        ("<a href='/news/'>News</a> <span>Tide closes the quay</span>", "Tide closes the quay"),
        ("<a href='/'>The Wharf Post</a> closes", "The Wharf Post closes"),
        ("Tide closes <a href='/'>The Wharf Post</a>", "Tide closes The Wharf Post"),
    ],
)
def test_the_sites_link_that_is_glued_to_a_headline_is_no_part_of_it(story: Reader, heading: str, headline: str) -> None:
    assert story(title=f"<h1>{heading}</h1>").headline == headline


def test_what_a_site_says_of_itself_behind_its_name_is_no_part_of_the_headline() -> None:
    text = "<p>The water stood at the second step by noon, and at the third by one, and nobody on the quay had seen it higher.</p>" * 3
    page = "<html><title>%s</title><body><div>%s</div></body></html>"
    titles = ("The tide came in at noon - Paper.example - Lisbon", "Paper.example - Lisbon - The tide came in at noon")
    told = [extract_article(page_of(page % (title, text))) for title in titles]
    assert [each and each.headline for each in told] == ["The tide came in at noon", "Lisbon - The tide came in at noon"]


def test_a_heading_that_names_the_site_and_what_it_does_is_no_headline(story: Reader) -> None:
    banner = "<h1><a href='/'>PAPER.EXAMPLE - News of the coast</a></h1>"
    assert story("<title>Ada Byrne sings - PAPER.EXAMPLE</title>", title=banner).headline == "Ada Byrne sings"


def test_menus_and_footers_of_first_headings_are_no_headline(story: Reader) -> None:
    told = "<meta property='og:title' content='Who pays for the sea wall'><title>Who pays for the sea wall</title>"
    footer = "<div><h1>Contact Us</h1><p>12 Quay Street</p></div><div><h1>Follow Us</h1></div>"
    article = story(head=told, title="", below=footer)
    assert (article.headline, article.sources["headline"]) == ("Who pays for the sea wall", "og:title")


def test_of_several_first_headings_the_one_most_like_the_title_is_the_headline(story: Reader) -> None:
    told = "<meta property='og:title' content='Download it! The sea wall checklist'><title>Your sea wall checklist: a guide</title>"
    article = story(head=told, title="<h1>First Steps</h1><h1>Details</h1><h1>Sea Wall Checklist: The Guide</h1>")
    assert article.headline == "Sea Wall Checklist: The Guide"


def test_a_feed_of_a_forum_names_the_site(story: Reader) -> None:
    head = "<link rel=alternate type='application/rss+xml' title=\"Weir's Forum RSS Feed\" href=/feed><title>The sea wall ... - Weir's Forum</title>"
    assert story(head=head, title="").headline == "The sea wall ..."
