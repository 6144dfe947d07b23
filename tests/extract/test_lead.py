"""Where the body begins above its container."""

from __future__ import annotations

from archiver.extract import extract_article
from archiver.models import Article
from tests.extract.conftest import page_of

BODY = "".join(f"<p>Sentence number {number} of a text that goes on for a while, as texts do.</p>" for number in range(12))
LONG = "The ferry had been promised for the spring, and then for the autumn, and then for the spring again, until even those who had asked"
BEGINNING = [f"{LONG} for it began to speak of the bridge.", f"{LONG} for the bridge began to speak of the ferry."]


def read(above: str) -> Article:
    page = page_of(f"<body><main><h1>A ferry at last</h1>{above}<div class='rich entry-content'>{BODY}</div></main></body>")
    article = extract_article(page)
    assert article is not None
    return article


def paragraphs(above: str) -> list[str]:
    return (read(above).body_text or "").split("\n\n")


def test_paragraphs_between_headline_and_container_begin_the_body() -> None:
    above = f"<div class='intro'><p>{BEGINNING[0]}</p><p>{BEGINNING[1]}</p></div><ul><li>5 min read</li></ul>"
    assert paragraphs(above)[:3] == [*BEGINNING, "Sentence number 0 of a text that goes on for a while, as texts do."]
    assert (read(above).body_html or "").startswith(f"<p>{BEGINNING[0]}</p><p>{BEGINNING[1]}</p>")


def test_a_first_container_of_the_same_kind_begins_the_body_with_all_that_it_holds() -> None:
    table = "<table><tr><td>First crossing</td><td>06:12</td></tr></table>"
    above = f"<div class='rich'><p>{BEGINNING[0]}</p><h2>Times</h2>{table}<p>{BEGINNING[1]}</p></div>"
    assert paragraphs(above)[:5] == [BEGINNING[0], "Times", "First crossing", "06:12", BEGINNING[1]]


def test_a_short_paragraph_under_the_headline_begins_no_body() -> None:
    assert paragraphs("<p>After eleven years of asking, the islanders get what they were promised.</p>")[0].startswith("Sentence number 0")


def test_notes_bylines_and_captions_above_the_container_begin_no_body() -> None:
    note = f"<p>We may earn a commission when you buy through links. {LONG[:80]}.</p>"
    frames = f"<div class='author-bio'><p>{BEGINNING[0]}</p></div><figcaption><p>{BEGINNING[1]}</p></figcaption>"
    assert paragraphs(note + frames)[0].startswith("Sentence number 0")
