"""Bytes to text, and elements to text."""

from __future__ import annotations

import pytest

from archiver.text import clean, decode, fold, inline_text, parse_html
from tests.shown import text_of


@pytest.mark.parametrize(
    ("body", "content_type", "charset", "text"),
    [
        ("Käse".encode(), "text/html; charset=utf-8", "utf-8", "Käse"),
        ("\ufeffKäse".encode(), "text/html; charset=iso-8859-1", "utf-8", "Käse"),
        ("Käse".encode(), None, "utf-8", "Käse"),
        ("Käse".encode()[:-3], None, "utf-8", "K\ufffd"),
        ("Käse".encode(), "text/html; charset=iso-8859-1", "utf-8", "Käse"),
        ("Käse".encode("latin-1"), "text/html; charset=iso-8859-1", "cp1252", "Käse"),
        ("Käse aus der Schweiz, äöüßäöüßäöüß".encode(), "text/html; charset=iso-8859-15", "utf-8", "Käse aus der Schweiz, äöüßäöüßäöüß"),
        ("潮水涨到了第三级台阶".encode(), "text/html; charset=gb2312", "utf-8", "潮水涨到了第三级台阶"),
        ("潮水涨到了第三级台阶".encode("gb18030"), "text/html; charset=gb2312", "gb18030", "潮水涨到了第三级台阶"),
        ("“Käse”".encode("cp1252"), None, "cp1252", "“Käse”"),
        ('<meta charset="windows-1252">“K”'.encode("cp1252"), "text/html", "cp1252", '<meta charset="windows-1252">“K”'),
        (b"", None, "utf-8", ""),
    ],
)
def test_a_page_is_decoded_as_browsers_do(body: bytes, content_type: str | None, charset: str, text: str) -> None:
    assert decode(body, content_type) == (charset, text)


def test_what_stands_after_the_end_of_the_page_is_not_lost() -> None:
    root = parse_html("<html><body><p>One.</p></body></html>two <a href='/x'>three</a><p>Four.</p></html><p>Five.</p>")
    assert text_of(root) == "One.\n\ntwo three\n\nFour.\n\nFive."
    assert [link.get("href") for link in root.iter("a")] == ["/x"]


@pytest.mark.parametrize("markup", ["", "   ", "\x00\x00", "<", "<html>", "<!-- only a comment -->", "<?xml version='1.0'?>"])
def test_a_page_with_nothing_in_it_has_no_text(markup: str) -> None:
    assert text_of(parse_html(markup)) in ("", "<")


def test_blocks_make_paragraphs_and_line_breaks_lines() -> None:
    root = parse_html("<div>one<br>two <b>bold</b><p>three</p><ul><li>four</li><li>five</ul><pre>six\nseven</pre><script>no</script></div>")
    assert text_of(root) == "one\ntwo bold\n\nthree\n\nfour\n\nfive\n\nsix\nseven"
    assert inline_text(root) == "one two bold three four five six seven"


def test_a_skipped_element_leaves_the_text_after_it() -> None:
    root = parse_html("<p>Keep <span class='x'>drop <b>all</b></span>this.</p>")
    assert text_of(root, lambda element: element.get("class") == "x") == "Keep this."


def test_a_hundred_thousand_nested_elements_do_no_harm() -> None:
    assert "deep" in text_of(parse_html("<div>" * 1000 + "deep" + "</div>" * 1000))
    text_of(parse_html("<div>" * 100_000 + "deep"))


def test_white_space_and_invisible_characters() -> None:
    assert clean(" a\u00a0\n b\u00ad\ufeffc ") == "a bc"
    assert clean("می\u200cخواهم") == "می\u200cخواهم"
    assert fold("“Über”  die Brücke!") == fold("über die brücke")


def test_what_a_head_cannot_hold_begins_the_body() -> None:
    """Minifiers leave out ``<body>``, which HTML allows; libxml2 opens one for elements of before HTML5 alone."""
    root = parse_html("<title>Fog</title><meta name=a content=b><article>One <p>two.</article> three <link rel=x><p>four")
    assert [each.tag for each in root] == ["head", "body"]
    assert [each.tag for each in root[0]] == ["title", "meta"]
    assert text_of(root[1]) == "One\n\ntwo.\n\nthree\n\nfour"


def test_a_head_that_ends_too_late_gives_the_body_its_own() -> None:
    root = parse_html("<head><title>Fog</title><x-banner>One</x-banner></head><body class=single><p>two.</body>")
    assert [each.tag for each in root[0]] == ["title"]
    assert root[1].get("class") == "single"
    assert text_of(root[1]) == "One\n\ntwo."
