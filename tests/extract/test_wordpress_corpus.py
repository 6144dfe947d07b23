"""Captured pages of WordPress' own themes, with and without wpDiscuz, against what their database holds."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from archiver.extract import extract_article
from archiver.models import Article, Page
from archiver.text import clean, parse_html

CONFIGURATIONS = ("n-2016-nested", "w-loadmore", "n-block-nested", "w-2015")


def cases(shared: Path) -> Iterator[tuple[str, dict[str, Any], Article, str]]:
    """(name, truth, article, the page's visible markup) of every captured article."""
    for configuration in CONFIGURATIONS:
        folder = shared / "corpus" / "wordpress" / configuration
        for name, truth in json.loads((folder / "truth.json").read_text("utf-8")).items():
            found = next((folder / name).glob("page.html*"), None) if (folder / name).is_dir() else None
            if found is not None:
                yield f"{configuration}/{name}", truth, *read(found, truth["url"])


@cache
def read(path: Path, url: str) -> tuple[Article, str]:
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    page = Page(url=url, body=content)
    article = extract_article(page)
    assert article is not None, path
    return article, page.text


def shown(markup: str) -> str | None:
    """A title as a browser shows it: WordPress prints it unescaped, so "<in one place>" is an element without text."""
    return clean(parse_html(f"<p>{markup}</p>").text_content()) or None


def expected_body(name: str, truth: dict[str, Any], article: Article) -> str:
    """The database holds what the editor typed: in one article also a meter, repetitions and a credit; in one also the second page."""
    stored = clean(truth["body_text"])
    if name.endswith("/seedlike"):
        return stored.partition("Photo credit: Lena Marsh ")[2]
    return stored[: len(clean(article.body_text))] if name.endswith("/multipage") else stored


def test_the_body_is_that_of_the_database(shared: Path) -> None:
    wrong = [name for name, truth, article, _ in cases(shared) if clean(article.body_text) != expected_body(name, truth, article)]
    assert wrong == []
    assert all(article.body_text for _, _, article, _ in cases(shared))


def test_the_headline_is_that_of_the_database_and_an_untitled_post_has_none(shared: Path) -> None:
    wrong = [(name, article.headline) for name, truth, article, _ in cases(shared) if article.headline != shown(truth["headline"])]
    assert wrong == []


def test_the_standfirst_is_that_of_the_database_where_the_theme_shows_it(shared: Path) -> None:
    expected = {name: (truth["dek"] or None) if truth["dek"] in text else None for name, truth, _, text in cases(shared)}
    assert {name: article.standfirst for name, _, article, _ in cases(shared)} == expected


def test_the_author_is_that_of_the_database(shared: Path) -> None:
    wrong = [
        (name, article.authors) for name, truth, article, _ in cases(shared) if [each.name for each in article.authors] != [truth["author"]]
    ]
    assert wrong == []


def test_the_dates_are_those_of_the_database(shared: Path) -> None:
    for name, truth, article, text in cases(shared):
        assert article.date_published is not None, name
        assert article.date_published.utc == truth["date_utc"], name
        if article.date_modified is not None:
            assert article.date_modified.utc == truth["modified_utc"], name
        assert (article.date_modified is not None) == ("updated" in text.partition("<article")[2].partition("</article>")[0]), name


def test_section_and_tags_are_those_of_the_database(shared: Path) -> None:
    for name, truth, article, _ in cases(shared):
        assert article.section in [unescape(each) for each in truth["categories"]], name
        assert sorted(article.tags) == sorted(unescape(each) for each in truth["tags"]), name


def test_the_credit_of_a_picture_is_not_its_caption(shared: Path) -> None:
    pictured = [
        (article.images[0].credit, article.images[0].caption) for name, _, article, _ in cases(shared) if name.endswith("/seedlike")
    ]
    assert pictured == [("Lena Marsh", None)] * len(CONFIGURATIONS)


def test_comments_are_open_where_the_database_has_them_open(shared: Path) -> None:
    stated = {name: article.comments_open for name, _, article, _ in cases(shared)}
    # wpDiscuz shows no form under a closed article, and no word of it.
    expected = {name: truth["comment_status"] == "open" for name, truth, _, _ in cases(shared)}
    assert {name: stated[name] or False for name in stated} == expected
    assert stated["n-2016-nested/closed"] is False


def test_the_announced_count_is_that_of_the_database(shared: Path) -> None:
    wrong = {name for name, truth, article, _ in cases(shared) if (article.comment_count or 0) != truth["comment_count_wp"]}
    # wpDiscuz before version 4 shows no count above a closed thread.
    assert wrong == {"w-2015/closed"}
