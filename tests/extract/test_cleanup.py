"""What of a body's container is dropped at its edges: pointers to other pages, and who signs a report or an embedded picture."""

from __future__ import annotations

import pytest

from archiver.extract import extract_article
from tests.extract.conftest import Reader, page_of

TEXT = [
    "The water stood at the second step by noon, and at the third by one, and it went on rising.",
    "Nobody on the quay had seen it higher than that, and many said so aloud in the evening.",
]
POINTER = "<p><a href='/fog/'>Fog on the river</a></p>"


def body(before: str = "", between: str = "", after: str = "") -> list[str]:
    text = f"<div class='entry-content'>{before}<p>{TEXT[0]}</p>{between}<p>{TEXT[1]}</p>{after}</div>"
    article = extract_article(page_of(f"<body><h1>Tide</h1>{text}</body>"))
    assert article is not None
    return (article.body_text or "").split("\n\n")


@pytest.mark.parametrize(
    "pointers",
    [
        POINTER,
        f"{POINTER}<div><a href='/ice/'>Ice at the mole</a></div>",
        "<ul><li><a href='/fog/'>Fog on the river</a></li><li><a href='/ice/'>Ice at the mole</a></li></ul>",
        "<p><a href='/fog/'>Fog</a> <a href='/ice/'>Ice</a></p>",
    ],
)
def test_lines_of_links_at_the_edges_of_a_text_are_none_of_it(pointers: str) -> None:
    assert body(before=pointers) == TEXT
    assert body(after=pointers) == TEXT
    assert body(after=f"<h3>From the harbour</h3>{pointers}") == TEXT


def test_links_between_paragraphs_and_to_other_sites_stay() -> None:
    assert body(between=POINTER) == [TEXT[0], "Fog on the river", TEXT[1]]
    source = "<p><a href='https://tides.example/2024/'>The tide tables</a></p>"
    assert body(after=source) == [*TEXT, "The tide tables"]
    assert body(after=f"<p>Two of them were still there:</p>{POINTER}") == [*TEXT, "Two of them were still there:", "Fog on the river"]


@pytest.mark.parametrize("line", ["(AFP)", "Reuters", "— dpa", "via GIPHY / ada", "Source: AFP", "AP/ANSA"])
def test_an_agency_alone_on_a_line_is_no_text(line: str) -> None:
    assert body(after=f"<p>{line}</p>") == TEXT
    assert body(after=f"<ul><li>{line}</li></ul>") == [*TEXT, line]
    assert body(after=f"<p>They said {line} had it.</p>") == [*TEXT, f"They said {line} had it."]


@pytest.mark.parametrize("line", ["<span>Follow us on the river</span>", "<a href='#'>Click to enlarge</a>", "<b>Also read: Fog</b>"])
def test_a_notice_that_is_a_line_of_its_own_between_blocks_is_no_text(line: str) -> None:
    assert body(between=f"{line}<div></div>") == TEXT
    assert body(between=f"{line}<br>") == TEXT


def test_words_in_a_line_are_text_whatever_they_say() -> None:
    assert body(between="<p>They said <b>Also read: Fog</b> on the board.</p>") == [
        TEXT[0],
        "They said Also read: Fog on the board.",
        TEXT[1],
    ]
    assert body(between="Look: <b>Also read: Fog</b>") == [TEXT[0], "Look: Also read: Fog", TEXT[1]]


def test_the_links_under_a_label_go_with_it() -> None:
    links = "<ul><li><a href='/fog/'>Fog on the river</a></li><li><a href='/ice/'>Ice at the mole</a></li></ul>"
    assert body(between=f"<p>Related coverage</p>{links}") == TEXT
    assert body(between=f"<p>Two of them stayed.</p>{links}") == [
        TEXT[0],
        "Two of them stayed.",
        "Fog on the river",
        "Ice at the mole",
        TEXT[1],
    ]
    assert body(between="<p>Related coverage</p><ul><li>Fog on the river</li></ul>") == [TEXT[0], "Fog on the river", TEXT[1]]


def test_what_stands_around_a_sign_up_field_is_no_text(story: Reader) -> None:
    box = (
        "<section><div>The Quay's Deals</div><div>Be the first to know!</div>"
        "<form><input type=tel placeholder='Number'><button>Sign up</button></form>"
        "<div>By signing up you agree to receive messages at the number that you gave, and you may end them at any time by a reply.</div></section>"
    )
    more = "<p>The gates were shut at two, and the ferries stayed where they were until the wind had turned.</p>" * 6
    text = story(inside=f"{more}{box}<p>By five it was over.</p>").body_text
    assert text is not None
    assert "signing up" not in text
    assert "first to know" not in text
    assert text.endswith("By five it was over.")


def test_a_sign_up_field_among_the_paragraphs_takes_none_of_them_along(story: Reader) -> None:
    text = story(inside="<form><input type=email name=email></form><p>By five it was over, and the gates were opened again.</p>").body_text
    assert text is not None
    assert text.startswith("The water stood")
    assert text.endswith("opened again.")


def test_the_headline_without_the_label_behind_it_is_a_repetition_at_the_start_of_a_text() -> None:
    text = "<p>The water stood at the second step by noon, and at the third by one, and nobody on the quay had seen it higher.</p>" * 2
    head = "<h1>The highest tide in a century closes the harbour. PHOTOS</h1>"
    again = "<div>The highest tide in a century closes the harbour.</div><div>4 March 2024</div>"
    page = page_of(f"<html lang='en-GB'><body><main>{head}{again}{text}</main></body></html>")
    article = extract_article(page)
    assert article is not None
    assert (article.body_text or "").startswith("The water stood")


def test_the_links_under_a_heading_stay_where_they_are_all_that_the_text_is(story: Reader) -> None:
    page = page_of(
        "<html lang='en-GB'><body><main><h1>Tide tables</h1><article><h2>By harbour</h2>"
        "<p><a href='/weir/'>Weir, with its mill and its two landing stages</a></p>"
        "<p><a href='/quay/'>The Quay, as far as the third step of the stairs</a></p></article></main></body></html>"
    )
    article = extract_article(page, certain=True)
    assert article is not None
    assert "The Quay, as far as" in (article.body_text or "")
