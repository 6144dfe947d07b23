"""URLs: one spelling for one page."""

from __future__ import annotations

import pytest

from archiver.urls import absolute, canonical, key, same_site, site_of


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://Example.ORG:443/a/#comments", "https://example.org/a/"),
        ("http://example.org", "http://example.org/"),
        ("https://example.org/a/?utm_source=x&UTM_Medium=y&fbclid=z&gclid=1", "https://example.org/a/"),
        ("https://example.org/a/?cpage=2&utm_source=x", "https://example.org/a/?cpage=2"),
        ("https://example.org/a/?replytocom=7#respond", "https://example.org/a/"),
        ("https://example.org/?p=12&page=2", "https://example.org/?p=12&page=2"),
        ("https://example.org/?q=a+b&empty=", "https://example.org/?q=a+b&empty="),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("https://example.org/käse ä", "https://example.org/k%C3%A4se%20%C3%A4"),
    ],
)
def test_canonical_drops_what_names_the_reader_and_keeps_what_names_the_page(url: str, expected: str) -> None:
    assert canonical(url) == expected


def test_two_spellings_of_one_page_share_a_key_and_two_pages_do_not() -> None:
    assert key("https://example.org/caf%c3%a9/?b=1&a=2") == key("https://example.org/caf%C3%A9/?a=2&b=1#x")
    assert key("https://example.org/a/?cpage=2") != key("https://example.org/a/")


@pytest.mark.parametrize(
    "href", ["mailto:a@b.example", "javascript:void(0)", "#top", "", "  ", "http://[oops", "http://a:notaport/", "data:text/html,x", None]
)
def test_what_is_no_web_address_is_none(href: str | None) -> None:
    assert absolute("https://example.org/", href) is None


def test_relative_addresses_and_line_breaks_inside_them() -> None:
    assert absolute("https://example.org/a/b", "../c\n") == "https://example.org/c"
    assert absolute("https://example.org/a", "//cdn.example/x") == "https://cdn.example/x"


def test_a_site_is_its_host_without_www_but_with_its_port() -> None:
    assert same_site("https://www.example.org/a", "http://example.org/b")
    assert not same_site("http://127.0.0.1:8000/", "http://127.0.0.1:8001/")
    assert site_of("https://WWW.Example.org/") == "example.org"


@pytest.mark.parametrize("path", ["/a/../b", "/a/./b", "/..", "/a.b/c.html", "/%C3%A9?x=%20", "/a//b", "/a?b=c?d", "/.hidden/x", "/a/.."])
def test_the_short_way_for_plain_addresses_gives_what_the_long_way_gives(path: str) -> None:
    plain = f"https://example.org{path}"
    # An upper-case host sends the same address the long way.
    assert absolute(plain, plain) == absolute(plain, plain.replace("example", "EXAMPLE"))
    assert key(plain) == key(plain.replace("example", "EXAMPLE"))
