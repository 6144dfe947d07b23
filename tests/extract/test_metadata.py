"""What is declared for machines."""

from __future__ import annotations

import pytest

from archiver.extract import metadata
from archiver.index import Index
from archiver.text import parse_html
from tests.extract.conftest import ADDRESS, Reader


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


@pytest.mark.parametrize(
    "head",
    [
        "<script type='application/ld+json'>{&quot;@type&quot;: &quot;Article&quot;, &quot;datePublished&quot;: &quot;2024-03-04&quot;}</script>",
        "<meta name='script:ld+json' content='{&quot;@type&quot;: &quot;Article&quot;, &quot;datePublished&quot;: &quot;2024-03-04&quot;}'>",
    ],
)
def test_json_ld_that_a_template_escaped_or_put_into_a_meta_tag_is_read(story: Reader, head: str) -> None:
    moment = story(head).date_published
    assert moment is not None
    assert (moment.raw, moment.source) == ("2024-03-04", "json-ld:datePublished")
