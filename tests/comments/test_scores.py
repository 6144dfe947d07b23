"""Real pages of many systems with recorded truth, by the measures of the corpus' own scorer."""

from __future__ import annotations

import gzip
import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from archiver.comments import parse_thread
from archiver.models import Page, Thread

#: How the corpus names what no adapter reads.
WITHOUT_ADAPTER = {"reddit-2018", "zeit", "custom-pl"}


@pytest.fixture(scope="module")
def scorer(shared: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_comments", shared / "corpus" / "tools" / "score_comments.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def prediction(thread: Thread) -> list[dict[str, Any]]:
    """A thread as the scorer reads it: parents by their place in the list."""
    place = {comment.key: position for position, comment in enumerate(thread.comments)}
    return [
        {
            "id": comment.key,
            "parent": place.get(comment.parent_key or ""),
            "author": comment.author,
            "date": comment.posted.raw if comment.posted else None,
            "iso": (comment.posted.utc or comment.posted.local) if comment.posted else None,
            "text": comment.text,
        }
        for comment in thread.comments
    ]


@pytest.fixture(scope="module")
def results(shared: Path, scorer: ModuleType) -> list[dict[str, Any]]:
    """The scores of every labelled page, each with the system that the corpus names."""
    found = []
    for path in sorted((shared / "corpus" / "comments" / "pages").glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))
        page = Page(url=truth["url"], body=gzip.decompress(path.with_name(f"{path.stem}.html.gz").read_bytes()))
        found.append(scorer.score(truth, prediction(parse_thread(page))) | {"system": truth["system"]})
    assert len(found) >= 30
    return found


@pytest.fixture
def read(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The scores of the pages of systems with an adapter."""
    found = [result for result in results if not result["zero"] and result["system"] not in WITHOUT_ADAPTER]
    assert len(found) >= 20
    return found


def test_authors_parents_and_dates_are_as_labelled(scorer: ModuleType, read: list[dict[str, Any]]) -> None:
    total = scorer.macro(read)
    assert total["author"] >= 0.98
    assert total["parent"] == 1.0
    assert total["date"] >= 0.95  # one page shows "6d" where a title has the day: the corpus labels the former


def test_no_comment_is_found_where_there_is_none(results: list[dict[str, Any]]) -> None:
    without = [result for result in results if result["zero"]]
    assert without
    assert {result["page"]: result["false_pos"] for result in without if result["false_pos"]} == {}


def test_every_page_of_a_system_with_an_adapter_is_read(read: list[dict[str, Any]]) -> None:
    assert {result["page"]: result["f1"] for result in read if result["f1"] < 0.97} == {}
