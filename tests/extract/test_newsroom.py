"""Every field of every article of the newsroom, as its truth has it."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime

import attrs
import pytest

from archiver.extract import extract_article
from archiver.models import Article, Page
from archiver.newsroom import Newsroom, Server, serve

NEWSROOM = Newsroom.load()
#: What a page's reader decides, and the truth leaves open.
UNCOMPARED = ("sources", "body_html")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with serve(Newsroom.load()) as running:
        yield running


def fetched(url: str, attempts: int = 4) -> Page:
    """A page as the server gives it; asks again where the server is busy."""
    for _ in range(attempts):
        try:
            with urllib.request.urlopen(url) as answer:
                headers = tuple(answer.headers.items())
                return Page(url=url, final_url=answer.url, headers=headers, body=answer.read(), fetched_at=datetime.now(UTC))
        except urllib.error.HTTPError as error:
            error.close()
    raise AssertionError(f"no answer from {url}")


def comparable(article: Article) -> dict[str, object]:
    def without_source(instance: type, attribute: attrs.Attribute[object], value: object) -> object:
        return "" if attribute is not None and attribute.name == "source" else value

    fields = attrs.asdict(article, value_serializer=without_source)
    return {name: value for name, value in fields.items() if name not in UNCOMPARED}


@pytest.mark.parametrize("slug", [story.slug for story in NEWSROOM.stories])
def test_every_field_of_a_newsroom_article_is_read_as_its_truth_has_it(server: Server, slug: str) -> None:
    path = NEWSROOM.story(slug).path
    truth = next(each for each in NEWSROOM.articles(server.base_url) if each.url == server.base_url + path)
    article = extract_article(fetched(truth.url))
    assert article is not None
    assert comparable(article) == comparable(truth)


@pytest.mark.parametrize("slug", [story.slug for story in NEWSROOM.stories])
def test_every_stated_field_names_its_source(server: Server, slug: str) -> None:
    article = extract_article(fetched(server.base_url + NEWSROOM.story(slug).path))
    assert article is not None
    stated = {field.name for field in attrs.fields(Article) if getattr(article, field.name) not in (None, ())}
    assert set(article.sources) == stated - {"url", "sources"}


@pytest.mark.parametrize("path", ["/", "/category/harbour/", "/tag/gulls/", "/author/tobias-quill/", "/2024/03/", "/?s=ferry", "/about/"])
def test_the_newsrooms_listings_and_pages_are_no_articles(server: Server, path: str) -> None:
    assert extract_article(fetched(server.base_url + path)) is None
