"""Real pages with recorded truth: ids, parents, names and texts of every comment that stands in the page."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from archiver.comments import parse_thread
from archiver.models import Page

#: How many comments the pages themselves hold, and how many of them have another parent than the page can tell, for its depth limit.
CONFIGURATIONS = {"n-2016-nested": (1353, 19), "n-block-nested": (1353, 0), "w-loadmore": (1551, 0), "w-2015": (167, 62)}
#: Stored text that the site itself prints otherwise (typography, smileys, images and spoilers of the plugin), as the corpus documents.
PRINTED_OTHERWISE = {"833", "838", "853", "859", "860", "861", "862", "877", "878"}


def fold(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "").strip()


def articles(shared: Path, configuration: str) -> list[tuple[str, dict[str, Any], bytes]]:
    folder = shared / "corpus" / "wordpress" / configuration
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    found = []
    for name, article in truth.get("articles", truth).items():
        for path in (folder / name).glob("page.html*"):
            body = path.read_bytes()
            found.append((name, article, gzip.decompress(body) if path.suffix == ".gz" else body))
    return found


@pytest.mark.parametrize("configuration", CONFIGURATIONS)
def test_every_comment_of_the_page_has_its_id_parent_author_and_text(shared: Path, configuration: str) -> None:
    total = wrong_parents = 0
    for name, article, body in articles(shared, configuration):
        truth = {str(comment["id"]): comment for comment in article["comments"]}
        for comment in parse_thread(Page(url=article["url"], body=body)).comments:
            stated, where = truth[comment.key], f"{name} #{comment.key}"
            total += 1
            parent = str(stated["parent"]) if stated["parent"] else None
            if comment.parent_key != parent:
                assert "depth_limit" in comment.flags, f"{where}: a wrong parent must be marked as doubtful"
                wrong_parents += 1
            if comment.key not in PRINTED_OTHERWISE or name != "specials":
                assert fold(comment.text) == fold(stated["text"]), where
                assert (comment.author or "") == fold(stated["author"]), where
    assert (total, wrong_parents) == CONFIGURATIONS[configuration]


def test_every_comment_that_the_unpaged_configuration_shows_is_found(shared: Path) -> None:
    for name, article, body in articles(shared, "n-2016-nested"):
        shown = {str(comment["id"]) for comment in article["comments"] if comment.get("shown")}
        assert {comment.key for comment in parse_thread(Page(url=article["url"], body=body)).comments} == shown, name
