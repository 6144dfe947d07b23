"""The truth, literally, where it matters most."""

from __future__ import annotations

import pytest

from archiver.models import Article, Byline, Comment, Image, Moment
from archiver.newsroom import Newsroom

BASE = "http://127.0.0.1:1"
ROOM = Newsroom.load()


def article(slug: str) -> Article:
    path = ROOM.story(slug).path
    return next(each for each in ROOM.articles(BASE) if each.url == BASE + path)


def comment(slug: str, key: str) -> Comment:
    return next(each for each in ROOM.comments(BASE, article(slug).url) if each.key == key)


def test_an_article_in_full() -> None:
    found = article("two-maps-one-marsh")
    assert found.url == found.canonical_url == f"{BASE}/2024/02/09/two-maps-one-marsh/"
    assert found.headline == "Two maps, one marsh, and a ditch that nobody dug"
    assert found.standfirst == "The county and the crown drew the same mile of mud. They did not draw the same mud."
    assert found.byline == "By Tobias Quill and Priya Raman"
    assert found.authors == (
        Byline(name="Tobias Quill", url=f"{BASE}/author/tobias-quill/"),
        Byline(name="Priya Raman", url=f"{BASE}/author/priya-raman/"),
    )
    assert found.date_published == Moment(raw="2024-02-09T06:15:00-05:00", utc="2024-02-09T11:15:00Z", precision="second")
    assert found.date_modified == Moment(raw="2024-02-12T09:40:00-05:00", utc="2024-02-12T14:40:00Z", precision="second")
    assert (found.section, found.tags, found.language) == ("Town Council", ("Maps", "Marsh"), "en-US")
    assert found.body_text is not None
    assert found.body_text.startswith("On the county's map the ditch runs straight")
    assert found.body_text.count("\n\n") == 3
    assert (found.comment_count, found.comments_open, found.access) == (2, True, "open")


def test_the_page_of_traps_states_neither_date_nor_byline() -> None:
    found = article("lighthouse-lamp-comes-home")
    assert (found.date_published, found.date_modified, found.byline, found.authors) == (None, None, None, ())
    assert found.body_text is not None
    assert found.body_text.count("\n\n") == 4
    assert not any(word in found.body_text for word in ("Support independent", "newsletter", "hearse\n", "JUNE"))
    assert found.images == (Image(url=f"{BASE}/wp-content/uploads/lamp-in-the-hearse.svg", credit="Lena Marsh"),)
    assert comment("lighthouse-lamp-comes-home", "1504").author is None
    assert comment("lighthouse-lamp-comes-home", "1505").text == "https://example.org/corran-light/prisms"


def test_a_month_is_a_month() -> None:
    assert article("almanac-of-small-weather").date_published == Moment(raw="March 2023", utc="2023-03", precision="month")


def test_caption_and_credit_stand_apart() -> None:
    first, second = article("photographs-of-the-low-tide").images
    assert (first.caption, first.credit) == ("The causeway, seen from the end of the mole at ten past two.", "Lena Marsh")
    assert (second.caption, second.credit) == ("Anchors of at least four centuries lie off the east quay.", "Jonas Wray")


def test_tables_lists_quotations_and_subheadings_are_paragraphs() -> None:
    text = article("budget-in-plain-words").body_text
    assert text is not None
    parts = text.split("\n\n")
    assert {"Where it goes", "431,000", "The band", "Councillor Edith Yarrow, in the debate"} <= set(parts)


@pytest.mark.parametrize(
    ("slug", "count"),
    [
        ("the-pier-that-walked", 3),  # pingbacks count
        ("choir-lends-its-voices", None),  # a native thread without comments announces nothing
        ("notice-of-fog", None),
        ("lighthouse-lamp-comes-home", 6),
    ],
)
def test_the_count_is_what_the_page_announces(slug: str, count: int | None) -> None:
    assert article(slug).comment_count == count


def test_comments_are_open_closed_or_not_spoken_of() -> None:
    states = [article(slug).comments_open for slug in ("choir-lends-its-voices", "pilots-remember-the-long-winter", "notice-of-fog")]
    assert states == [True, False, None]


def test_a_wpdiscuz_clock_without_a_zone_is_a_day() -> None:
    found = comment("ferry-winter-timetable", "1003")
    assert found.posted == Moment(raw="March 4, 2024 2:03 pm", utc="2024-03-04", precision="day", local="2024-03-04T14:03")
    assert (found.votes, found.likes, found.dislikes, found.parent_source) == (12345, None, None, "id")
    assert found.text == "I have run down that street in heels, in snow, and once with a cello.\n\nTwelve minutes! I could weep."


def test_a_native_time_is_exact_to_the_second() -> None:
    found = comment("bench-by-the-slipway", "1101")
    assert found.posted == Moment(raw="2023-10-11T09:12:40-04:00", utc="2023-10-11T13:12:40Z", precision="second")
    assert (found.votes, found.parent_source, found.parent_key) == (None, "nesting", None)


@pytest.mark.parametrize(("slug", "key"), [("ferry-winter-timetable", "1012"), ("bench-by-the-slipway", "1110")])
def test_threads_go_ten_deep(slug: str, key: str) -> None:
    assert comment(slug, key).depth == 10


def test_flags_and_names() -> None:
    ferry = "ferry-winter-timetable"
    assert [comment(ferry, key).flags for key in ("1001", "1010", "1013")] == [
        frozenset({"pinned"}),
        frozenset({"by_article_author"}),
        frozenset({"edited"}),
    ]
    assert comment(ferry, "1004").reply_to == "Ruth Okonedo"
    assert comment(ferry, "1013").author_url == "https://example.org/piet-sails"
    assert comment(ferry, "1013").text.startswith("Soundings taken over three weeks in January\n\nI made some")
    pingback = comment("the-pier-that-walked", "1682")
    assert (pingback.author, pingback.posted, pingback.text, pingback.flags) == ("Piers of the Coast", None, "", frozenset({"pingback"}))
    assert comment("bench-by-the-slipway", "1111").author is None
    likes = comment("should-the-band-be-louder", "1701")
    assert (likes.likes, likes.dislikes, likes.votes) == (1530, 12, None)


def test_a_reply_may_be_older_than_its_parent() -> None:
    reply, parent = comment("ferry-winter-timetable", "1014"), comment("ferry-winter-timetable", "1013")
    assert reply.posted is not None
    assert parent.posted is not None
    assert (reply.parent_key, reply.posted.utc) == ("1013", "2018-06-01")
    assert str(parent.posted.utc) > str(reply.posted.utc)


def test_failures_are_the_addresses_that_cannot_be_read() -> None:
    failures = {url.removeprefix(BASE): reason for url, reason in ROOM.failures(BASE).items()}
    assert failures["/2023/05/18/the-missing-minutes/"] == "404 not found"
    assert sorted(failures.values()) == [
        "404 not found",
        "410 gone",
        "500 server error",
        "body cut off",
        "body too large",
        "empty body",
        "redirect loop",
    ]
