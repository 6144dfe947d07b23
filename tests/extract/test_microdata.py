"""schema.org's microdata: read where JSON-LD says nothing of the article."""

from __future__ import annotations

from archiver.extract import extract_article
from archiver.extract.microdata import read
from archiver.index import Index
from archiver.models import Article
from archiver.text import parse_html
from tests.extract.conftest import page_of

TEXT = "<p>The water stood at the second step by noon, and at the third by one.</p><p>Nobody on the quay had seen it higher.</p>"
PERSON = "<span itemprop='author' itemscope itemtype='https://schema.org/Person'><b itemprop='name'>{}</b></span>"


def article_of(inside: str, head: str = "", below: str = "") -> Article:
    markup = (
        f"<html lang='en'><head>{head}</head><body class='single'><article itemscope itemtype='https://schema.org/NewsArticle'>"
        f"<h1 itemprop='headline'>The tide came in</h1>{inside}<div itemprop='articleBody'>{TEXT}</div></article>{below}</body></html>"
    )
    article = extract_article(page_of(markup))
    assert article is not None
    return article


def test_an_items_properties_are_the_articles() -> None:
    article = article_of("<meta itemprop='author' content='Ada Byrne'><meta itemprop='datePublished' content='2024-03-04T08:00:00Z'>")
    assert [each.name for each in article.authors] == ["Ada Byrne"]
    assert article.date_published is not None
    assert article.date_published.utc == "2024-03-04T08:00:00Z"
    assert (article.sources["authors"], article.sources["date_published"]) == ("microdata:author", "microdata:datePublished")


def test_json_ld_comes_first() -> None:
    head = '<script type="application/ld+json">{"@type": "Article", "author": {"@type": "Person", "name": "Tom Sole"}}</script>'
    assert [each.name for each in article_of("", head).authors] == ["Tom Sole"]


def test_authors_beside_each_other_all_count_and_one_below_the_text_does_not() -> None:
    """A commenter's name is often marked as an author within the article's item."""
    beside = f"<p>By {PERSON.format('Ada Byrne')} and {PERSON.format('Tom Sole')}</p>"
    comment = f"<section><ol><li><cite>{PERSON.format('Lena Marsh')}</cite></li></ol></section></article>"
    markup = f"<article itemscope itemtype='https://schema.org/Article'>{beside}{comment}"
    [item] = read(Index.of(parse_html(markup)))
    assert [each["name"] for each in item["author"]] == [["Ada Byrne"], ["Tom Sole"]]


def test_cards_of_other_articles_are_not_this_one() -> None:
    card = "<article itemscope itemtype='https://schema.org/Article'><span itemprop='datePublished' content='2026-01-0{}'></span></article>"
    markup = f"<html><body class='single'><main><h1>The tide came in</h1>{TEXT}</main>{card.format(1)}{card.format(2)}</body></html>"
    article = extract_article(page_of(markup))
    assert article is not None
    assert article.date_published is None
