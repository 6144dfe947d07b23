"""How well threads are read: on pages of many systems with recorded truth, all systems and the generic miner alone; and time against size.

    ARCHIVER_SHARED=... python benchmarks/comments.py

$ARCHIVER_SHARED holds ``corpus/comments/pages`` and the scorer, ``corpus/tools/score_comments.py``. The pages are halved by their place in the
alphabet, to show how far a figure depends on the choice of pages.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from archiver import comments
from archiver.comments import parse_thread, repeated
from archiver.models import Page, Thread

MEASURES = ("recall", "precision", "f1", "author", "parent", "nested_parent", "tree_recall", "date")
ITEM = "<li class='comment' id='comment-{0}'><cite class='fn'>Ada</cite><div class='comment-content'><p>The tide came in at {0}.</p></div>"
#: shape -> a WordPress list of a given number of comments
SHAPES: dict[str, Callable[[int], str]] = {
    "side by side": lambda count: "".join(ITEM.format(number) + "</li>" for number in range(count)),
    "each in the one before": lambda count: "".join(ITEM.format(number) + "<ol class='children'>" for number in range(count)),
}
SIZES = {"side by side": (12_500, 50_000), "each in the one before": (2_500, 10_000)}


def scorer(shared: Path) -> ModuleType:
    """The corpus' own scorer, from its file."""
    path = shared / "corpus" / "tools" / "score_comments.py"
    if not path.is_file():
        sys.exit(f"{path} is not there. Set ARCHIVER_SHARED to the folder that holds corpus/.")
    spec = importlib.util.spec_from_file_location("score_comments", path)
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


def scores(tools: ModuleType, folder: Path) -> list[dict[str, Any]]:
    """The scores of all pages, in the order of their names."""
    found = []
    for path in sorted(folder.glob("*.json")):
        truth = json.loads(path.read_text("utf-8"))
        page = Page(url=truth["url"], body=gzip.decompress(path.with_name(f"{path.stem}.html.gz").read_bytes()))
        found.append(tools.score(truth, prediction(parse_thread(page))))
    return found


def quality(tools: ModuleType, folder: Path) -> None:
    for title, systems in (("all systems", comments.SYSTEMS), ("the generic miner alone", (repeated,))):
        with patch.object(comments, "SYSTEMS", systems):
            found = scores(tools, folder)
        print(f"\n**{title}**\n\n| pages | {' | '.join(MEASURES)} | false comments |\n|---|" + "---|" * (len(MEASURES) + 1))
        for name, part in (("first, third, ...", found[::2]), ("second, fourth, ...", found[1::2]), ("all", found)):
            total = tools.macro([result for result in part if not result["zero"]])
            false = sum(result["false_pos"] for result in part if result["zero"])
            cells = (f"{total[measure]:.3f}" if total.get(measure) is not None else "" for measure in MEASURES)
            print(f"| {name} ({len(part)}) | {' | '.join(cells)} | {false} |")


def scale() -> None:
    print("\n| shape | comments | seconds | comments | seconds | a comment's cost, more to fewer |\n|---|---|---|---|---|---|")
    for shape, make in SHAPES.items():
        spent = []
        for count in SIZES[shape]:
            markup = f"<html><body><div id='comments'><ol class='commentlist'>{make(count)}"
            page = Page(url="https://paper.example/", body=markup.encode())
            start = time.process_time()
            assert len(parse_thread(page).comments) == count
            spent.append((count, time.process_time() - start))
        (few, less), (many, more) = spent
        print(f"| {shape} | {few:,} | {less:.2f} | {many:,} | {more:.2f} | {(more / many) / (less / few):.1f} |")


def main() -> None:
    shared = Path(os.environ.get("ARCHIVER_SHARED", "../shared"))
    quality(scorer(shared), shared / "corpus" / "comments" / "pages")
    scale()


if __name__ == "__main__":
    main()
