"""Small pages beside the tests, and a shorthand for reading them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archiver.extract import extract_article
from archiver.models import Article, Page

PAGES = Path(__file__).parent / "pages"
ADDRESS = "https://paper.example/news/a-story/"
Reader = Callable[..., Article]


def page_of(markup: str | bytes, url: str = ADDRESS) -> Page:
    body = markup if isinstance(markup, bytes) else markup.encode()
    headers = () if isinstance(markup, bytes) else (("Content-Type", "text/html; charset=utf-8"),)
    return Page(url=url, body=body, headers=headers, fetched_at=datetime(2025, 1, 1, tzinfo=UTC))


@pytest.fixture
def saved() -> Reader:
    """Reads one of the saved pages, which must be an article."""

    def read(name: str, url: str = ADDRESS) -> Article:
        article = extract_article(page_of((PAGES / name).read_bytes(), url))
        assert article is not None
        return article

    return read


@pytest.fixture
def story() -> Reader:
    """Reads a page made of a head, a line or two above the text, and what follows it."""

    def read(head: str = "", above: str = "", inside: str = "", below: str = "", title: str = "<h1>The tide came in</h1>") -> Article:
        text = "<p>The water stood at the second step by noon, and at the third by one.</p><p>Nobody on the quay had seen it higher.</p>"
        markup = (
            f"<html lang='en-GB'><head>{head}</head><body><main><article>{title}{above}"
            f"<div class='entry-content'>{text}{inside}</div>{below}</article></main></body></html>"
        )
        article = extract_article(page_of(markup))
        assert article is not None
        return article

    return read
