"""Selectors as a person writes them: what they find, and what is told of those that are none."""

from __future__ import annotations

import pytest

from archiver.selector import Selector, SelectorError
from archiver.text import parse_html

PAGE = parse_html(
    "<html><body><h1 class='title'>Fog <i>again</i></h1><p class='by'>By <a href='/ada'>Ada</a>, <a href='/tom'>Tom</a></p>"
    "<time datetime='2024-05-01'>May</time></body></html>"
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("h1.title::text", ["Fog "]),
        ("p.by a::attr(href)", ["/ada", "/tom"]),
        ("h1 i::text, time::attr(datetime)", ["again", "2024-05-01"]),
        ("xpath://p/a/@href", ["/ada", "/tom"]),
        ("xpath: string(//h1)", ["Fog again"]),
        ("xpath://a[re:test(., '^T')]/text()", ["Tom"]),
        (".nowhere", []),
        ("xpath:string(//h6)", []),
    ],
)
def test_css_and_xpath_find_elements_attributes_and_texts(text: str, found: list[str]) -> None:
    assert Selector.parse(text).find(PAGE) == found


def test_elements_are_told_from_attributes_and_texts() -> None:
    assert [each.tag for each in Selector.parse(".by, h1").elements(PAGE)] == ["h1", "p"]
    assert Selector.parse("a::attr(href)").elements(PAGE) == []
    assert Selector.parse("p a").selects_elements
    assert Selector.parse("xpath://p[@class]").selects_elements
    for text in ("a::attr(href)", "a::text", "xpath://a/@href", "xpath://a/text()"):
        assert not Selector.parse(text).selects_elements


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("h1[", "not a CSS selector"),
        ("", "not a CSS selector"),
        ("h1::before", "not a CSS selector"),
        ("xpath://p[", "not an XPath"),
        ("xpath:", "not an XPath"),
        ("xpath:nonsense(//p)", "Unregistered function"),
        ("xpath://svg:path", "Undefined namespace prefix"),
        ("xpath:count(//p)", "selects nothing"),
        ("xpath://p = 'x'", "selects nothing"),
    ],
)
def test_what_is_no_selector_is_refused_in_words(text: str, words: str) -> None:
    with pytest.raises(SelectorError, match=words):
        Selector.parse(text)
