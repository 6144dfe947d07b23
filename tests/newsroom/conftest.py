"""A newsroom on a real socket, and a way to ask it that follows nothing and retries nothing."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from lxml import html as lxml_html

from archiver.newsroom import Newsroom, Server, serve
from archiver.text import decode, parse_html


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def tree(self) -> lxml_html.HtmlElement:
        return parse_html(self.text)

    @property
    def text(self) -> str:
        return decode(self.body, self.headers.get("content-type"))[1]


Ask = Callable[..., Answer]


@pytest.fixture(scope="session")
def ask() -> Ask:
    def ask(url: str, method: str = "GET", body: bytes | None = None, **headers: str) -> Answer:
        parts = urlsplit(url)
        connection = http.client.HTTPConnection(parts.netloc, timeout=10)
        try:
            connection.request(method, f"{parts.path}?{parts.query}" if parts.query else parts.path, body, {"User-Agent": "test"} | headers)
            response = connection.getresponse()
            return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
        finally:
            connection.close()

    return ask


@pytest.fixture
def server() -> Iterator[Server]:
    """A fresh newsroom, for tests that edit it or count its requests."""
    with serve(Newsroom.load()) as running:
        yield running


@pytest.fixture(scope="module")
def paper() -> Iterator[Server]:
    """A newsroom whose stories answer at once, shared by tests that only read."""
    newsroom = Newsroom.load()
    for story in newsroom.stories:
        story.busy, story.delay = 0, 0.0
    with serve(newsroom) as running:
        yield running
