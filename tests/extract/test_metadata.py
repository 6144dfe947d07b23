"""What is declared for machines."""

from __future__ import annotations

import pytest

from archiver.extract import metadata
from archiver.index import Index
from archiver.text import parse_html
from tests.extract.conftest import ADDRESS


def article(*scripts: str) -> metadata.Node:
    markup = "".join(f"<script type='application/ld+json'>{each}</script>" for each in scripts)
    return metadata.read(Index.of(parse_html(f"<html><head>{markup}</head></html>")), ADDRESS).article


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "Fog"}',
        '[{"@type": "WebSite"}, {"@type": ["Article", "Thing"], "headline": "Fog"}]',
        '{"@graph": [{"@type": "BlogPosting", "headline": "Fog"}]}',
        '{"@type": "WebPage", "mainEntity": {"@type": "http://schema.org/Article", "headline": "Fog"}}',
        '<!-- {"@type": "Article", "headline": "Fog"} -->',
        '{"@type": "Article", "headline": "Fog",}',
        '{"@type": "Article", "headline": "Fog"};',
    ],
)
def test_an_article_is_found_in_every_shape_of_json_ld(script: str) -> None:
    assert article(script)["headline"] == "Fog"


def test_of_several_articles_the_one_of_this_address_is_chosen() -> None:
    other = '{"@type": "Article", "url": "https://paper.example/other/", "headline": "Mist"}'
    own = f'{{"@type": "Article", "mainEntityOfPage": {{"@id": "{ADDRESS}"}}, "headline": "Fog"}}'
    assert article(other, own)["headline"] == "Fog"


def test_articles_of_a_list_are_not_this_pages() -> None:
    assert article('{"@type": "ItemList", "itemListElement": [{"@type": "Article", "headline": "Mist"}]}') == {}


def test_html_references_in_json_ld_are_read() -> None:
    assert metadata.strings("Fish &amp;#038; chips") == ["Fish & chips"]
