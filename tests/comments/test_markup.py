"""The systems that are described by their markup: one invented thread, as each of them prints it."""

from __future__ import annotations

import pytest

from archiver import extract
from archiver.comments import SYSTEMS, follow_ups, parse_thread
from archiver.models import Page
from tests.comments import PAGES, page

URL = "https://quay.example/late-ferry/"
#: Forums, whose first post opens the topic, and whether a reply names what it answers.
FORUMS = ("xenforo", "discourse", "ipb", "phpbb", "vbulletin", "stackexchange", "nodebb", "vanilla", "smf", "mybb")
#: Systems of comments below something: how the second comment's parent is known.
OTHERS = {"slashdot": "nesting", "blogger": "nesting", "drupal": "id", "github": "none", "reddit": "nesting", "spip": "nesting"}
FURNITURE = (
    "Click to expand",
    "rowing boat",
    "Joined",
    "Posts",
    "Member",
    "Reply",
    "Share",
    "Likes",
    "Thanked",
    "said:",
    "Uh oh",
    "Répondre",
    "22",
    "edited",
)


@pytest.mark.parametrize("system", [*FORUMS, *OTHERS])
def test_names_texts_and_days_are_those_of_the_page(system: str) -> None:
    thread = parse_thread(page(f"{system}.html", URL))
    assert thread.system == system
    assert [comment.author for comment in thread.comments] == ["Bo", "Cy"]
    first, second = thread.comments
    assert [line for line in first.text.split("\n") if line][-1] == "It always is."
    assert "Late again." in first.text
    assert second.text == "https://quay.example/timetable.pdf"
    assert 'href="https://quay.example/timetable.pdf"' in second.html
    for comment, day in ((first, "2024-05-01"), (second, "2024-05-02")):
        assert comment.posted is not None
        assert (comment.posted.utc or "")[:10] == day
        assert not [word for word in FURNITURE if word in comment.text or word in comment.html]


@pytest.mark.parametrize("system", FORUMS)
def test_the_first_post_of_a_forum_is_the_article_and_no_comment(system: str) -> None:
    html = (PAGES / f"{system}.html").read_bytes()
    found = extract(html, URL)
    assert found.article is not None
    assert found.article.headline == "Late ferry"
    assert found.article.body_text == "The ferry is late again."
    assert [author.name for author in found.article.authors] == ["Ada"]
    assert found.article.date_published is not None
    assert (found.article.date_published.utc or "")[:10] == "2024-05-01"
    assert found.article.sources["body_text"].startswith("opening post")
    assert len(found.thread.comments) == 2


@pytest.mark.parametrize("system", FORUMS)
def test_the_next_page_of_a_topic_is_followed_and_opens_no_topic(system: str) -> None:
    first = page(f"{system}.html", URL)
    (follow,) = follow_ups(first)
    markup = first.text.replace('rel="next"', 'rel="prev"')
    second = Page(url=follow.url, body=markup.encode(), kind="comments", article_url=URL)
    assert parse_thread(second).opening is None
    assert [comment.author for comment in parse_thread(second).comments] == ["Ada", "Bo", "Cy"]
    assert follow_ups(second) == ()


@pytest.mark.parametrize(("system", "source"), OTHERS.items())
def test_parents_are_known_where_the_system_shows_them(system: str, source: str) -> None:
    first, second = parse_thread(page(f"{system}.html", URL)).comments
    assert (first.parent_key, first.parent_source) == (None, source)
    assert (second.parent_key, second.depth) == ((None, 1) if source == "none" else (first.key, 2))


def test_a_forum_without_reply_targets_leaves_parents_unknown() -> None:
    assert {comment.parent_source for comment in parse_thread(page("xenforo.html", URL)).comments} == {"none"}


def test_a_reply_to_the_opening_post_is_a_root() -> None:
    first, second = parse_thread(page("nodebb.html", URL)).comments
    assert (first.parent_key, first.parent_source) == (None, "id")
    assert (second.parent_key, second.parent_source) == ("11", "id")


def test_a_comment_on_an_answer_is_below_it() -> None:
    first, second = parse_thread(page("stackexchange.html", URL)).comments
    assert (first.key, second.key, second.parent_key) == ("11", "12", "11")
    assert first.votes == 2


@pytest.mark.parametrize("system", [*FORUMS, *OTHERS])
def test_no_system_takes_the_pages_of_another(system: str) -> None:
    saved = page(f"{system}.html", URL)
    assert [each.NAME for each in SYSTEMS if each.NAME != "repeated" and each.detect(saved)] == [system]
