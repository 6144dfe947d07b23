"""What counts as a standfirst."""

from __future__ import annotations

import pytest

from tests.extract.conftest import Reader


@pytest.mark.parametrize("name", ["entry-summary", "dek", "subtitle", "standfirst"])
def test_a_line_under_the_headline_is_known_by_its_class(story: Reader, name: str) -> None:
    assert story(above=f"<p class='{name}'>Higher than in a century.</p>").standfirst == "Higher than in a century."


def test_a_repetition_of_it_in_the_body_is_no_text(story: Reader) -> None:
    article = story(
        above="<p class='dek'>Nobody on the quay had seen it higher.</p>", inside="<p>Nobody on the quay had seen it higher.</p>"
    )
    assert article.standfirst == "Nobody on the quay had seen it higher."


def test_a_description_that_the_page_does_not_show_is_no_standfirst(story: Reader) -> None:
    assert story("<meta name='description' content='Higher than in a century.'>").standfirst is None


def test_a_description_that_the_page_shows_is_one(story: Reader) -> None:
    head = "<meta name='description' content='Higher than in a century.'>"
    assert story(head, "<h2>Higher than in a century.</h2>").standfirst == "Higher than in a century."
