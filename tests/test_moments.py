"""Dates as evidence: no more than the page says, and nothing after the fetch."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archiver.models import Moment
from archiver.moments import end_of, is_after, parse_moment

FETCHED = datetime(2024, 5, 6, 12, tzinfo=UTC)


def read(raw: str, language: str | None = "en", timezone: ZoneInfo | None = None) -> Moment | None:
    return parse_moment(raw, source="test", fetched_at=FETCHED, language=language, timezone=timezone)


@pytest.mark.parametrize(
    ("raw", "language", "utc", "precision"),
    [
        ("2024-03-04T13:30:00Z", None, "2024-03-04T13:30:00Z", "second"),
        ("2024-03-04T13:30:00-0500", None, "2024-03-04T18:30:00Z", "second"),
        ("2024-03-04T13:30:00.123+05:30", None, "2024-03-04T08:00:00Z", "second"),
        ("2024-03-04T13:30+01", None, "2024-03-04T12:30:00Z", "minute"),
        ("Mon, 04 Mar 2024 13:30:00 GMT", "en", "2024-03-04T13:30:00Z", "second"),
        ("Mar 4, 2024 at 9:15 EST", "en", "2024-03-04T14:15:00Z", "minute"),
        ("2024-03-04T13:30:00EET", "lv", "2024-03-04T11:30:00Z", "second"),
        ("2024-03-04", None, "2024-03-04", "day"),
        ("20240304", None, "2024-03-04", "day"),
        ("２０２４年３月４日", "ja", "2024-03-04", "day"),
        ("4. März 2024", "de", "2024-03-04", "day"),
        ("4 mars 2024", "fr", "2024-03-04", "day"),
        ("2024年3月4日", "ja", "2024-03-04", "day"),
        ("4th March 2024", "en-GB", "2024-03-04", "day"),
        ("Dec 2nd 2023", "en", "2023-12-02", "day"),
        ("12.2.2024", "de", "2024-02-12", "day"),
        ("04.03.24", "de", "2024-03-04", "day"),
        ("Montag, 4. März 2024", "de", "2024-03-04", "day"),
        ("4. března 2024", "cs", "2024-03-04", "day"),
        ("poniedziałek, 4 marca 2024", "pl", "2024-03-04", "day"),
        ("4 марта 2024 г.", "ru", "2024-03-04", "day"),
        ("4 березня 2024", "uk", "2024-03-04", "day"),
        ("4 Mart 2024", "tr", "2024-03-04", "day"),
        ("4 Μαρτίου 2024", "el", "2024-03-04", "day"),
        ("٤ مارس ٢٠٢٤", "ar", "2024-03-04", "day"),
        ("4 آذار 2024", "ar", "2024-03-04", "day"),
        ("4 במרץ 2024", "he", "2024-03-04", "day"),
        ("4. mars 2024", "no", "2024-03-04", "day"),
        ("4. mart 2024.", "sr", "2024-03-04", "day"),
        ("2024. március 4.", "hu", "2024-03-04", "day"),
        ("2024년 3월 4일", "ko", "2024-03-04", "day"),
        ("4. März 2024", "en", "2024-03-04", "day"),
        ("4. März 2024", None, "2024-03-04", "day"),
        ("JUNE 2023", "en", "2023-06", "month"),
        ("2023-06", None, "2023-06", "month"),
        ("2023", "en", "2023", "year"),
    ],
)
def test_a_date_is_as_precise_as_it_is_written(raw: str, language: str | None, utc: str, precision: str) -> None:
    moment = read(raw, language)
    assert moment is not None
    assert (moment.utc, moment.precision, moment.raw) == (utc, precision, raw)


def test_a_clock_without_a_zone_is_kept_apart_and_becomes_utc_only_by_the_sites_zone() -> None:
    moment = read("March 4, 2024 2:03 pm", "en-US")
    assert moment is not None
    assert (moment.utc, moment.precision, moment.local) == ("2024-03-04", "day", "2024-03-04T14:03")
    moment = read("March 4, 2024 2:03 pm", "en-US", ZoneInfo("America/New_York"))
    assert moment is not None
    assert (moment.utc, moment.precision, moment.local) == ("2024-03-04T19:03:00Z", "minute", None)


@pytest.mark.parametrize(
    ("raw", "language"),
    [
        ("2024년 3월 4일 오후 2:30", "ko"),
        ("2024年3月4日 下午2:30", "zh"),
        ("4 مارس 2024 2:30 م", "ar"),
        ("4 Μαρτίου 2024 2:30 μ.μ.", "el"),
        ("2024年3月4日 14時30分", "ja"),
    ],
)
def test_the_half_of_the_day_is_read_in_every_script(raw: str, language: str) -> None:
    moment = read(raw, language)
    assert moment is not None
    assert moment.local == "2024-03-04T14:30"


def test_the_order_of_day_and_month_comes_from_the_language_and_is_not_guessed() -> None:
    assert [moment and moment.utc for moment in (read("03/04/2024", "en-GB"), read("03/04/2024", "en-US"), read("03/04/2024", "fr"))] == [
        "2024-04-03", "2024-03-04", "2024-04-03",
    ]  # fmt: skip
    assert read("03/04/2024", "en") is None
    unambiguous = read("25/04/2024", "en")
    assert unambiguous is not None
    assert unambiguous.utc == "2024-04-25"


@pytest.mark.parametrize(
    ("raw", "language", "inside"),
    [
        ("2 years ago", "en", "2022-05-01T00:00:00Z"),
        ("vor 8 Stunden", "de", "2024-05-06T04:00:00Z"),
        ("6d", "en", "2024-04-30T12:00:00Z"),
        ("one month ago", "en", "2024-04-06T12:00:00Z"),
        ("5 minutes ago", "en", "2024-05-06T11:55:00Z"),
        ("yesterday", "en", "2024-05-05T18:00:00Z"),
    ],
)
def test_a_relative_date_is_a_window_around_what_it_means(raw: str, language: str, inside: str) -> None:
    moment = read(raw, language)
    assert moment is not None
    assert (moment.utc, moment.precision) == (None, "window")
    assert (moment.earliest or "") <= inside <= (moment.latest or "")


@pytest.mark.parametrize(
    "raw",
    [
        "March 4",
        "May",
        "hello",
        "12",
        "",
        "   ",
        "2024-13-45",
        "31 February 2024",
        "10 Laptops 2024",
        "99/99/9999",
        "0001-01-01T00:00:00",
        "0024-01-04",
        "1970-01-01T00:00:00Z",
        "Goal: 3,000",
        "x" * 500,
    ],
)
def test_what_names_no_certain_date_is_none(raw: str) -> None:
    assert read(raw) is None


@pytest.mark.parametrize("raw", ["2030-01-01", "2024-05-07T12:00:00Z", "June 2024", "2025", "in 3 days"])
def test_a_moment_after_the_fetch_is_refused(raw: str) -> None:
    assert read(raw) is None


def test_today_anywhere_on_earth_is_not_after_the_fetch() -> None:
    assert not is_after(Moment(raw="x", utc="2024-05-07", precision="day"), FETCHED)
    assert is_after(Moment(raw="x", utc="2024-05-08", precision="day"), FETCHED)


@pytest.mark.parametrize(("utc", "end"), [("2024", "2024-12-31"), ("2024-02", "2024-02-29"), ("2024-03-04", "2024-03-04")])
def test_the_end_of_a_moment_is_its_last_second(utc: str, end: str) -> None:
    assert str(end_of(Moment(raw="x", utc=utc))) == f"{end} 23:59:59+00:00"


@given(st.text(max_size=60), st.sampled_from([None, "en", "de-AT", "xx", "zh-Hant-TW", "", "not a tag"]))
def test_no_text_and_no_language_raises_anything_or_leaves_the_fetch_behind(raw: str, language: str | None) -> None:
    moment = read(raw, language)
    assert moment is None or moment.utc is None or moment.utc[:4] <= "2024"
