"""The content files hold together, and may be edited."""

from __future__ import annotations

from collections import Counter

import pytest

from archiver.newsroom import Newsroom
from archiver.newsroom.story import Remark
from archiver.urls import canonical

ROOM = Newsroom.load()


def test_there_are_about_thirty_stories_of_2022_to_2025() -> None:
    assert 30 <= len(ROOM.stories) <= 36
    assert {story.posted.year for story in ROOM.stories} == {2022, 2023, 2024, 2025}


def test_ids_and_paths_are_unique() -> None:
    ids = [story.id for story in ROOM.stories] + [remark.id for story in ROOM.stories for remark in story.remarks]
    assert max(Counter(ids).values()) == 1
    paths = [story.path for story in ROOM.stories] + [mishap.path for mishap in ROOM.mishaps]
    assert max(Counter(paths).values()) == 1


def test_every_parent_stands_in_the_same_thread() -> None:
    for story in ROOM.stories:
        ids = {remark.id for remark in story.remarks}
        assert {remark.parent for remark in story.remarks} <= ids | {None}, story.slug


def test_clocks_have_a_zone_under_native_threads_only() -> None:
    for story in ROOM.stories:
        zones = {remark.posted.tzinfo is not None for remark in story.remarks if remark.posted}
        assert zones <= {story.discussion == "native"}, story.slug


def test_every_picture_is_shown_in_its_story() -> None:
    for story in ROOM.stories:
        shown = [line[1:] for line in story.body.splitlines() if line.startswith("!")]
        assert shown == [picture.name for picture in story.pictures]


def test_each_exclusive_source_has_one_story() -> None:
    alone = Counter(story.only for story in ROOM.stories if story.only)
    assert alone == Counter(["feed", "rest", "section", "archive", "news-sitemap", "gz-sitemap"])


def test_every_load_is_a_fresh_newsroom() -> None:
    edited = Newsroom.load()
    edited.stories[0].headline = "Stop press"
    edited.stories[0].remarks.append(Remark(id=9999, text="New"))
    assert Newsroom.load().stories[0].headline != "Stop press"


def test_the_truth_follows_an_edit() -> None:
    room = Newsroom.load()
    story = room.story("choir-lends-its-voices")
    story.headline = "Stop press"
    story.remarks.append(Remark(id=9999, text="New", posted=story.posted))
    article = next(each for each in room.articles("http://x") if each.url == "http://x" + story.path)
    assert (article.headline, article.comment_count) == ("Stop press", 1)
    assert [comment.text for comment in room.comments("http://x", article.url)] == ["New"]


def test_article_addresses_are_canonical() -> None:
    for article in ROOM.articles("http://127.0.0.1:1"):
        assert canonical(article.url) == article.url


def test_an_unknown_address_is_refused() -> None:
    with pytest.raises(LookupError, match="no story with the path /nowhere/"):
        ROOM.comments("http://127.0.0.1:1", "http://127.0.0.1:1/nowhere/")
