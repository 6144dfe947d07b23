"""Settles a record's form: one spelling of text and addresses, one address for an article. Changes no meaning."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

import attrs

from archiver import urls
from archiver.extract.address import article_address
from archiver.models import Article, Byline, Comment, Image, Page


def _text(value: str | None) -> str | None:
    """NFC, outer white space dropped; an empty text is no text."""
    return (unicodedata.normalize("NFC", value).strip() or None) if value is not None else None


def _url(value: str | None) -> str | None:
    return urls.canonical(value) if value else None


def article(record: Article, page: Page) -> Article:
    """The article under its one address."""
    return attrs.evolve(
        record,
        url=article_address(page),
        canonical_url=_url(record.canonical_url),
        headline=_text(record.headline),
        standfirst=_text(record.standfirst),
        byline=_text(record.byline),
        authors=tuple(_author(author) for author in record.authors),
        section=_text(record.section),
        tags=tuple(dict.fromkeys(name for tag in record.tags if (name := _text(tag)))),
        body_text=_text(record.body_text),
        images=tuple(_image(image) for image in record.images),
    )


def _author(author: Byline) -> Byline:
    return attrs.evolve(author, name=unicodedata.normalize("NFC", author.name).strip(), url=_url(author.url), role=_text(author.role))


def _image(image: Image) -> Image:
    return attrs.evolve(image, caption=_text(image.caption), credit=_text(image.credit))


def comments(records: Iterable[Comment]) -> tuple[Comment, ...]:
    """The comments of a page, each key once: the first one stands."""
    settled: dict[str, Comment] = {}
    for record in records:
        author, text, reply_to = _text(record.author), _text(record.text) or "", _text(record.reply_to)
        settled.setdefault(record.key, attrs.evolve(record, author=author, text=text, reply_to=reply_to))
    return tuple(settled.values())
