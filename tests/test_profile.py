"""A site's profile: what it may say, the template, and mistakes that are told with their remedy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from archiver.profile import FIELDS, ProfileError, find_or_make, load

SITE = '[site]\nhome = "https://paper.example/"\n'


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "paper.example.toml"


def test_a_new_sites_profile_says_nothing_but_its_home(tmp_path: Path) -> None:
    profile = find_or_make(tmp_path, "https://www.paper.example/a/")
    assert (profile.host, profile.fields, profile.drop, profile.skip) == ("paper.example", {}, (), ())


def test_every_line_of_the_template_works_when_its_mark_is_taken_away_and_none_is_missing(tmp_path: Path) -> None:
    find_or_make(tmp_path, "https://paper.example/")
    (path,) = (tmp_path / "sites").iterdir()
    path.write_text(re.sub(r"^# (?=\w+ = )", "", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    profile = load(path)
    assert set(profile.fields) == set(FIELDS)
    assert [each.text for each in profile.drop] == [".newsletter-box", ".editors-note"]
    assert profile.delay == 2.0


@pytest.mark.parametrize(
    ("article", "words"),
    [
        ("title = 'h1'", ["article.title is not a key of a profile", "article.headline"]),
        ("headline = 'h1['", ["article.headline is 'h1['", "not a CSS selector", "Write a CSS selector such as 'h1.title'"]),
        ("headline = 'xpath://h1['", ["article.headline is 'xpath://h1['", "not an XPath"]),
        ("section = 7", ["article.section is 7; it must be text in quotes"]),
        ("authors = ['.a', '.b']", ["article.authors is ['.a', '.b']; it must be text in quotes"]),
        ("body = 'div.story::text'", ["article.body is 'div.story::text'", "it must select elements"]),
        ("drop = '.box'", ["article.drop is '.box'; it must be a list of selectors, such as ['.newsletter-box']"]),
        ("drop = ['.box', '']", ["article.drop is ''", "not a CSS selector"]),
        ("drop = ['a::attr(href)']", ["article.drop is 'a::attr(href)'", "it must select elements"]),
    ],
)
def test_a_mistake_is_told_with_file_key_value_and_remedy(path: Path, article: str, words: list[str]) -> None:
    path.write_text(f"{SITE}[article]\n{article}\n", "utf-8")
    with pytest.raises(ProfileError) as error:
        load(path)
    for each in [str(path), *words]:
        assert each in str(error.value)


def test_a_table_that_is_none_is_refused(path: Path) -> None:
    path.write_text(f"article = 'h1'\n{SITE}", "utf-8")
    with pytest.raises(ProfileError, match="article is not a key"):
        load(path)
