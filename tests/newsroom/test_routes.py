"""Every address answers as such addresses do on real sites."""

from __future__ import annotations

import http.client
import time
from typing import Any

import pytest

from archiver.newsroom import Server
from archiver.newsroom.routes import HUGE


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/page/2/", 200),
        ("/page/99/", 404),
        ("/category/harbour/", 200),
        ("/category/nowhere/", 404),
        ("/tag/gulls/", 200),
        ("/author/maren-holloway/", 200),
        ("/2024/03/", 200),
        ("/2024/03/04/", 200),
        ("/1999/01/", 404),
        ("/about/", 200),
        ("/?s=ferry", 200),
        ("/calendar/2031-05/", 200),
        ("/calendar/2031-13/", 404),
        ("/2023/05/18/the-missing-minutes/", 404),
        ("/2022/07/02/regatta-results-first-edition/", 410),
        ("/2023/06/30/harbour-webcam/", 500),
        ("/2022/08/21/blank-page/", 200),
        ("/private/2024/03/drafts-for-saturday/", 200),
        ("/wp-admin/", 404),
    ],
)
def test_status(paper: Server, ask: Any, path: str, status: int) -> None:
    assert ask(paper.base_url + path).status == status


def test_an_old_address_moves_permanently(paper: Server, ask: Any) -> None:
    answer = ask(paper.base_url + "/2023/04/26/wieghbridge-reopens/")
    assert (answer.status, answer.headers["location"]) == (301, paper.base_url + "/2023/04/26/weighbridge-reopens/")


def test_an_address_without_its_slash_moves(paper: Server, ask: Any) -> None:
    answer = ask(paper.base_url + "/2023/04/26/weighbridge-reopens")
    assert answer.headers["location"].endswith("/weighbridge-reopens/")


def test_a_loop_has_no_end(paper: Server, ask: Any) -> None:
    url = start = paper.base_url + "/2023/01/09/round-and-round/"
    for _ in range(4):
        answer = ask(url)
        assert answer.status == 301
        url = answer.headers["location"]
    assert url == start


def test_a_busy_page_recovers_after_two_requests(server: Server, ask: Any) -> None:
    url = server.base_url + server.newsroom.story("too-many-lanterns").path
    answers = [ask(url) for _ in range(3)]
    assert [answer.status for answer in answers] == [503, 503, 200]
    assert answers[0].headers["retry-after"] == "1"


def test_a_slow_page_takes_its_time(server: Server, ask: Any) -> None:
    target = server.newsroom.story("slow-train-to-saltmarsh").path
    started = time.monotonic()
    assert ask(server.base_url + target).status == 200
    assert time.monotonic() - started >= 0.5


def test_a_truncated_page_ends_too_early(paper: Server, ask: Any) -> None:
    with pytest.raises(http.client.IncompleteRead) as cut:
        ask(paper.base_url + "/2022/12/12/storm-diary/")
    assert len(cut.value.partial) > 1000


def test_an_empty_page_is_empty(paper: Server, ask: Any) -> None:
    answer = ask(paper.base_url + "/2022/08/21/blank-page/")
    assert (answer.status, answer.body, answer.headers["content-length"]) == (200, b"", "0")


def test_a_huge_page_may_be_left_early(server: Server) -> None:
    connection = http.client.HTTPConnection(server.base_url.removeprefix("http://"), timeout=10)
    connection.request("GET", "/2022/11/01/every-tide-since-1871/")
    response = connection.getresponse()
    assert int(response.headers["Content-Length"]) == HUGE > 16 * 2**20
    assert b"High water" in response.read(100_000)
    connection.close()


def test_a_huge_page_is_as_long_as_it_says(paper: Server, ask: Any) -> None:
    assert len(ask(paper.base_url + "/2022/11/01/every-tide-since-1871/").body) == HUGE


def test_charsets(paper: Server, ask: Any) -> None:
    cobbler = ask(paper.base_url + paper.newsroom.story("cobbler-of-customs-street").path)
    assert cobbler.headers["content-type"] == "text/html"
    assert b"shuts \x93for lunch\x94" in cobbler.body
    assert "shuts “for lunch”" in cobbler.text
    library = ask(paper.base_url + paper.newsroom.story("library-fines-forgiven").path)
    assert library.body.startswith(b"\xef\xbb\xbf<!DOCTYPE")
    assert "Zdeňka Malá" in library.text


def test_what_is_no_page(paper: Server, ask: Any) -> None:
    pdf = ask(paper.base_url + "/wp-content/uploads/tide-tables.pdf")
    assert (pdf.headers["content-type"], pdf.body[:5]) == ("application/pdf", b"%PDF-")
    xml = ask(paper.base_url + "/2023/02/02/tide-timetable/")
    assert xml.headers["content-type"].startswith("text/html")
    assert xml.body.startswith(b"<?xml")
    assert ask(paper.base_url + "/wp-content/uploads/ferry-at-dusk.svg").headers["content-type"] == "image/svg+xml"


@pytest.mark.parametrize("query", ["?share=twitter", "?replytocom=1003", "?print=1", "?utm_source=sidebar", "?fbclid=x"])
def test_variants_of_an_address_name_the_article_as_canonical(paper: Server, ask: Any, query: str) -> None:
    url = paper.base_url + paper.newsroom.story("ferry-winter-timetable").path
    answer = ask(url + query)
    assert answer.status == 200
    assert answer.tree.xpath("//link[@rel='canonical']/@href") == [url]


def test_both_spellings_of_an_accent_are_one_page(paper: Server, ask: Any) -> None:
    lower, upper = (ask(f"{paper.base_url}/2023/09/14/caf{accent}-dauphin-turns-fifty/") for accent in ("%c3%a9", "%C3%A9"))
    assert lower.status == 200
    assert lower.body == upper.body


def test_the_calendar_never_ends(paper: Server, ask: Any) -> None:
    url = paper.base_url + "/calendar/2031-11/"
    for month in ("2031-12", "2032-01", "2032-02"):
        url = ask(url).tree.xpath("//a[@rel='next']/@href")[0]
        assert url == f"{paper.base_url}/calendar/{month}/"
