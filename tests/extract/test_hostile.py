"""Pages made to take long: lines, lists and titles of any length are read in time that grows with them."""

from __future__ import annotations

import time

import pytest

from archiver import extract

HEAD = "<html><head><title>Tide</title></head><body class=single><article><h1>The tide</h1><div class=entry-content>"
TEXT = "<p>The tide came in at four, and it stayed until the lamps were lit on the quay.</p>" * 4


@pytest.mark.parametrize(
    "page",
    [
        f"{HEAD}{'<p>Ada Byrne</p>' * 4_000}{TEXT}",
        HEAD + "".join(f"<p>Ada By{'r' * (at % 60 + 1)}ne Sole{'s' * (at // 60 + 1)}</p>" for at in range(2_000)) + TEXT,
        HEAD + '<a href="/people/ada">Ada Byrne</a> ' * 4_000 + TEXT,
        f"{HEAD}<div class=author>By Ada {', ; ' * 20_000}</div>{TEXT}",
        f"<html><head><title>潮水{' - 潮水' * 5_000}</title></head><body><h1>潮水{' - 潮水' * 5_000}</h1>{TEXT}",
        f"<html><head><title>{'_' * 20_000}论坛x</title></head><body>{TEXT}",
        f"{HEAD}{TEXT}<figure><img src=/a.jpg><figcaption>{'( ' * 20_000}</figcaption></figure>",
        f"{HEAD}{TEXT}<figure>{'<img src=/a.jpg>' * 8_000}<figcaption>The quay</figcaption></figure>",
    ],
    ids=["one name", "many names", "links to people", "credit", "title", "title of low lines", "caption", "pictures in one frame"],
)
def test_a_page_of_many_or_long_lines_is_read_quickly(page: str) -> None:
    """Each took from 4 to 80 seconds."""
    start = time.process_time()
    extract(page.encode(), "https://paper.example/2024/05/a-story/")
    assert time.process_time() - start < 5


@pytest.mark.parametrize("is_nested", [True, False], ids=["nested", "side by side"])
@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("h1 rel=author href=/author/ada", "4 March 2024 "),
        ("h4 class=byline", "4 March 2024 "),
        ("section class=standfirst", "By Ada Byrne "),
        ("ul class=byline", "1 "),
        ("b class=title", "1 "),
        ("div itemprop=author", "4 March 2024 "),
        ("span class=date", "4 March 2024 "),
        ("h2", "Words of a line "),
    ],
)
def test_elements_that_may_name_a_field_are_read_quickly_however_many_and_deep_they_are(tag: str, words: str, is_nested: bool) -> None:
    """Of 3,200 in each other most took from 10 to 60 seconds."""
    name, number = tag.split()[0], 3_200
    marked = f"<{tag}>{words}" * number + f"</{name}>" * number if is_nested else f"<{tag}>{words}</{name}>" * number
    page = f"<html><body class=single><article><h1>The tide</h1>{marked}<div class=entry-content>{TEXT}{marked}{TEXT}</div></article>"
    start = time.process_time()
    extract(page.encode(), "https://paper.example/2024/05/a-story/")
    assert time.process_time() - start < 6


def test_lists_of_links_in_each_other_are_counted_quickly() -> None:
    """1,000 of them, a megabyte, took seven seconds."""
    box = "<div>" + "<a href=/fog/>Fog on the river</a> Tide. " * 20
    text = f"{TEXT * 20}{box * 1_000}{'</div>' * 1_000}{TEXT}"
    page = f"<html><body class=single><article><h1>The tide</h1><div class=entry-content>{text}</div></article>"
    start = time.process_time()
    article = extract(page.encode(), "https://paper.example/2024/05/a-story/").article
    assert time.process_time() - start < 4
    assert article is not None
    assert "Fog on the river Tide." in (article.body_text or "")
