"""Broken bytes never raise, and never put what no reader sees into a record."""

from __future__ import annotations

import gzip
import random
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archiver import extract
from archiver.models import Extraction
from tests.extract.conftest import ADDRESS, PAGES

SAVED = sorted(PAGES.glob("*.html"))


def holds(found: Extraction) -> None:
    """What is true of every result, whatever the bytes were."""
    article = found.article
    if article is None:
        return
    for text in (article.headline, article.body_text, article.byline, article.standfirst):
        assert text is None or (text == text.strip() and text and "\x00" not in text)
    assert all(author.name for author in article.authors)
    assert "<script" not in (article.body_html or "")


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_truncated_and_mutated_pages_are_read(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from(SAVED)).read_bytes())
    for _ in range(data.draw(st.integers(0, 12))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    holds(extract(bytes(body[: data.draw(st.integers(0, len(body)))]), ADDRESS))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<table>",
                "<td>",
                "</div>",
                "<div class='entry-content'>",
                "<h1>",
                "Fog. ",
                "<!--",
                "]]>",
                "&#0;",
                "\x00",
                "<a href=",
                '"',
            ]
        )
    )
)
def test_scraps_of_markup_are_read(scraps: list[str]) -> None:
    holds(extract("".join(scraps), ADDRESS))


def test_shuffled_bytes_of_a_page_are_read() -> None:
    shuffle = random.Random(7)
    for path in SAVED:
        body = bytearray(path.read_bytes())
        shuffle.shuffle(body)
        holds(extract(bytes(body), ADDRESS))


def mutated(body: bytes, chance: random.Random) -> bytes:
    """Signs of markup and odd bytes set in, passages put elsewhere, and at times the end cut off."""
    changed = bytearray(body[:300_000])
    for _ in range(chance.choice((5, 50, 500))):
        at = chance.randrange(len(changed))
        if chance.random() < 0.8:
            changed[at] = chance.choice(b"<>\"'/ =&;#\x00\xff\xb90x-!\x80e1")
        else:
            passage = changed[at : at + chance.randrange(1, 200)]
            there = chance.randrange(len(changed))
            changed[there : there + len(passage)] = passage
    return bytes(changed[: chance.randrange(len(changed))] if chance.random() < 0.3 else changed)


def test_mutated_pages_of_real_sites_are_read(shared: Path) -> None:
    chance = random.Random(11)
    pages = sorted((shared / "corpus" / "extraction" / "wcxb" / "dev" / "html").iterdir())
    for path in chance.sample(pages, 400):
        body = mutated(gzip.decompress(path.read_bytes()), chance)
        try:
            holds(extract(body, ADDRESS))
        except Exception as error:
            raise AssertionError(path.name) from error


@pytest.mark.parametrize(
    ("paragraphs", "language"),
    [
        (["港の鐘は一月の霜で割れた。乗組員はそれ以来、鍋を鳴らしている。", "新しい鐘は日曜日に届く予定である。"], "ja"),
        (["انكسر جرس الميناء في صقيع يناير، ومنذ ذلك الحين يقرع البحارة قدراً.", "سيصل الجرس الجديد يوم الأحد."], "ar"),
        (["ระฆังท่าเรือแตกเพราะน้ำค้างแข็งในเดือนมกราคม ลูกเรือใช้หม้อแทนมาตลอด", "ระฆังใหม่จะมาถึงวันอาทิตย์"], "th"),
    ],
)
def test_scripts_without_spaces_and_from_right_to_left_keep_their_paragraphs(paragraphs: list[str], language: str) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    menu = f"<nav><a href='/'>{paragraphs[0][:4]}</a></nav>"
    page = f"<html lang='{language}'><meta charset=utf-8><body class=single>{menu}<h1>{paragraphs[0][:8]}</h1><div>{text}</div>"
    article = extract(page.encode(), ADDRESS).article
    assert article is not None
    assert (article.body_text or "").split("\n\n") == paragraphs
    assert article.language == language


def test_a_page_of_many_megabytes_on_one_line_is_read_whole() -> None:
    line = "<p>The tide came in at four, and it stayed until the lamps were lit.</p>"
    count = 4_000_000 // len(line)
    article = extract(f"<html><body class=single><h1>Tide</h1><div class=entry-content>{line * count}</div>", ADDRESS).article
    assert article is not None
    assert (article.body_text or "").count("The tide came in") == count


def quotes(count: int) -> bytes:
    return (
        b"<html><body class=single><h1>Tide</h1><div class=entry-content>"
        + b"<blockquote><p>The tide came in at four, and stayed.</p>" * count
    )


def test_text_nested_deeper_than_any_browser_goes_is_kept() -> None:
    article = extract(quotes(3_000), ADDRESS).article
    assert article is not None
    assert (article.body_text or "").count("The tide came in") == 3_000
    assert (article.body_html or "").count("The tide came in") == 3_000


def test_four_times_the_nesting_takes_about_four_times_as_long() -> None:
    spent = []
    for count in (6_000, 24_000):
        start = time.process_time()
        extract(quotes(count), ADDRESS)
        spent.append(time.process_time() - start)
    assert spent[1] / spent[0] < 8  # sixteen where time grows with the square
