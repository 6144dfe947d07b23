"""Recorded WordPress sites crawled by the command: every comment that a configuration can show, with the parents that it can tell."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from archiver.text import clean
from tests.comments.replay import Replay, recorded, replay
from tests.conftest import Archiver, command

Rows = Callable[..., list[sqlite3.Row]]
_COMMENTS = """
SELECT comments.*, commenters.name AS author FROM comments
JOIN articles ON articles.id = article_id LEFT JOIN commenters ON commenters.id = commenter_id
WHERE articles.url LIKE '%' || ?
"""
#: configuration, article, whether REST answers -> right parents of the comments shown, as the protocol's measurements have it
CASES = [
    ("n-block-nested", "big", False, 806),
    ("n-block-nested", "deep", False, 72),
    ("n-2016-nested", "big", False, 803),
    ("n-2016-paged-newest", "big", False, 739),
    ("n-2016-paged-newest", "big", True, 806),
    ("n-2016-paged-newest", "specials", True, 55),
    ("n-2016-paged-newest", "deep", True, 72),
    ("w-loadmore", "big", False, 806),
    ("w-loadmore", "big", True, 806),
    ("w-loadmore", "specials", True, 55),
    ("w-readmore", "specials", False, 55),
    ("w-replies", "big", False, 806),
    ("w-replies", "deep", False, 72),
    ("w-2015", "big", False, 638),
]


def truth_of(shared: Path, configuration: str, article: str) -> dict[str, Any]:
    path = shared / "corpus" / "wordpress" / configuration / "truth.json"
    return json.loads(path.read_text("utf-8"))[article]  # type: ignore[no-any-return]


def same_text(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


@pytest.mark.parametrize(("configuration", "article", "rest", "parents"), CASES)
def test_all_that_is_shown_is_captured_with_the_parents_that_can_be_known(
    shared: Path, archiver: Archiver, rows: Rows, configuration: str, article: str, rest: bool, parents: int
) -> None:
    truth = truth_of(shared, configuration, article)
    path = urlsplit(truth["url"]).path
    with replay(recorded(shared / "corpus" / "wordpress" / configuration, rest=rest)) as site:
        run = archiver("crawl", site.base_url + path, "--delay", "0")
    assert run.returncode == 0, run.stdout + run.stderr
    captured = {row["key"]: row for row in rows(_COMMENTS, path)}
    shown = {str(each["id"]): each for each in truth["comments"] if each.get("shown")}
    assert captured.keys() >= shown.keys()
    assert captured.keys() <= {str(each["id"]) for each in truth["comments"]}
    assert sum((captured[key]["parent_key"] or "0") == str(each["parent"]) for key, each in shown.items()) >= parents
    if article != "specials":  # whose odd texts WordPress itself rewrites
        assert all(same_text(captured[key]["text"], clean(each["text"])) for key, each in shown.items())
        assert all((captured[key]["author"] or "") == each["author"] for key, each in shown.items())
    if rest and article != "specials" and configuration.startswith("n-"):
        assert all(captured[key]["posted"] == each["date_utc"] for key, each in shown.items())
    [thread] = rows("SELECT * FROM coverage")
    assert thread["captured"] == len(captured)
    assert bool(thread["complete"]) == (thread["announced"] <= len(captured)), thread["why"]


def test_what_rest_tells_and_what_the_page_tells_are_one_record(shared: Path, archiver: Archiver, rows: Rows) -> None:
    path = urlsplit(truth_of(shared, "w-loadmore", "specials")["url"]).path
    truth = {str(each["id"]): each for each in truth_of(shared, "w-loadmore", "specials")["comments"]}
    with replay(recorded(shared / "corpus" / "wordpress" / "w-loadmore")) as site:
        for _ in range(2):
            assert archiver("crawl", site.base_url + path, "--delay", "0").returncode == 0
    captured = {row["key"]: dict(row) for row in rows(_COMMENTS, path)}
    both = [row for row in captured.values() if row["page_hash"] and row["api_hash"]]
    assert len(both) > 40
    assert all(row["posted"] == truth[row["key"]]["date_utc"] for row in both)
    assert sum(row["votes"] is not None for row in both) > 40
    # An empty name is no name, and replies to hidden comments keep the id of what they answer.
    assert captured["828"]["author"] is None
    hidden = [row for row in captured.values() if row["parent_key"] and not row["parent_id"]]
    assert len(hidden) == rows("SELECT dangling FROM coverage")[0]["dangling"] > 0


def test_a_thread_of_hundreds_of_requests_goes_on_after_a_kill(shared: Path, archiver: Archiver, rows: Rows, folder: Path) -> None:
    truth = truth_of(shared, "w-readmore", "big")
    path = urlsplit(truth["url"]).path
    with replay(recorded(shared / "corpus" / "wordpress" / "w-readmore")) as site:
        arguments = command("crawl", site.base_url + path, "--delay", "0")
        process = subprocess.Popen(
            arguments, env=os.environ | {"ARCHIVER_ARCHIVE": str(folder)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        waited_for(site, 150, process)
        process.send_signal(signal.SIGKILL)
        process.wait()
        before = len(site.asked)
        assert archiver("crawl", site.base_url + path, "--delay", "0").returncode == 0
        again = len(site.asked) - before
    assert len(site.asked) < before + 440 - 100 > again  # what was answered before the kill is not asked for again
    shown = {str(each["id"]): each for each in truth["comments"] if each.get("shown")}
    captured = {row["key"]: row for row in rows(_COMMENTS, path)}
    assert all(same_text(captured[key]["text"], each["text"]) for key, each in shown.items())
    assert rows("SELECT SUM(truncated) AS n FROM comments")[0]["n"] == 0
    assert rows("SELECT why FROM coverage")[0]["why"] == "announced 812 comments and pingbacks, shown 806"


def waited_for(site: Replay, requests: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while len(site.asked) < requests and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.02)
    assert process.poll() is None


def test_a_nonce_that_has_run_out_is_asked_for_again(shared: Path, archiver: Archiver, rows: Rows) -> None:
    path = urlsplit(truth_of(shared, "w-loadmore", "big")["url"]).path
    with replay(recorded(shared / "corpus" / "wordpress" / "w-loadmore", rest=False)) as site:
        site.stale_nonces = 1
        assert archiver("crawl", site.base_url + path, "--delay", "0").returncode == 0
        assert sum(asked.endswith("wpdGetNonce") for asked in site.asked) == 2
    assert rows("SELECT captured FROM coverage")[0]["captured"] == 806


def test_gaps_are_listed_with_their_reason(shared: Path, archiver: Archiver) -> None:
    path = urlsplit(truth_of(shared, "n-block-nested", "big")["url"]).path
    with replay(recorded(shared / "corpus" / "wordpress" / "n-block-nested")) as site:
        archiver("crawl", site.base_url + path, "--delay", "0")
    shown = archiver("status", "--threads").stdout
    assert "1 threads read, 0 of them whole" in shown
    assert "announced 812 comments and pingbacks, shown 806" in shown
    assert json.loads(archiver("status", "--threads", "--json").stdout)["gaps"][0]["captured"] == 806
