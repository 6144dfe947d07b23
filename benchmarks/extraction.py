"""How well, and how fast, articles are extracted: beside the peers, on pages with recorded truth, in one run.

    pip install --upgrade pip && pip install --editable '.[bench]'
    ARCHIVER_SHARED=... python benchmarks/extraction.py [--ablation] [--limit 100]

$ARCHIVER_SHARED holds ``corpus/extraction/wcxb`` and the scorer, ``corpus/tools/score_extraction.py``. All extractors read each page in turn, so
that the ratios of their CPU times hold although the speed of the machine drifts. Rules were tuned on the pages with even numbers, later also on
those whose number leaves 1 when divided by 4; the last quarter was held back, and nobody looked at its pages.
"""

from __future__ import annotations

import argparse
import importlib.util
import logging
import os
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from archiver import extract
from archiver.extract import body, cleanup, furniture, metadata
from archiver.models import Moment

Page = dict[str, Any]
Result = dict[str, Any]
#: Later than any page of the corpus was fetched: dates behind it are refused.
FETCHED_AT = datetime(2026, 6, 1, tzinfo=UTC)
#: What the numbers of pages that nobody looked at leave when divided by 4.
HELD_BACK = 3
PEERS = ("trafilatura", "newspaper4k", "readability")
COLUMNS = {
    "F1": "body F1",
    "F1<0.5": "pages under .5",
    "shingle F1": "shingle F1",
    "headline": "headline",
    "author": "author F1",
    "false author": "false author",
    "date": "date",
    "one": "date, else of the last change",
    "either": "date, or of the last change",
    "cpu": "CPU",
}


def archiver(html: bytes, url: str, *, posts: bool = False) -> Result:
    """Archiver's fields as the scorer names them.

    :param posts: whether the text is to hold the thread too: a forum's page is its opening post and the others, in order.
    """
    found = extract(html, url, fetched_at=FETCHED_AT)
    article = found.article
    if article is None:
        return {}
    thread = [comment.text for comment in found.thread.comments] if posts else []
    return {
        "headline": article.headline,
        "authors": [author.name for author in article.authors],
        "date_published": day(article.date_published),
        "date_modified": day(article.date_modified),
        "body_text": "\n\n".join([article.body_text or "", *thread]).strip(),
    }


def day(moment: Moment | None) -> str | None:
    """The calendar day as the page states it, in the page's own time zone where it states one."""
    if moment is None:
        return None
    return moment.raw[:10] if re.match(r"\d{4}-\d\d-\d\d", moment.raw) else (moment.utc or moment.earliest or "")[:10] or None


def scorer(shared: Path) -> ModuleType:
    """The corpus' own scorer, from its file."""
    path = shared / "corpus" / "tools" / "score_extraction.py"
    if not path.exists():
        sys.exit(f"{path} is not there. Set ARCHIVER_SHARED to the folder that holds corpus/.")
    spec = importlib.util.spec_from_file_location("score_extraction", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(
    extractors: dict[str, Callable[[bytes, str], Result]], pages: list[Page]
) -> tuple[dict[str, dict[str, Result]], dict[str, list[float]]]:
    """(results, CPU seconds) of each extractor by name; all read the same page before any reads the next."""
    results: dict[str, dict[str, Result]] = {name: {} for name in extractors}
    seconds: dict[str, list[float]] = {name: [] for name in extractors}
    order = list(extractors)
    for number, page in enumerate(pages):
        for name in order[number % len(order) :] + order[: number % len(order)]:
            began = time.process_time()
            try:
                results[name][page["id"]] = extractors[name](page["html"], page["url"]) or {}
            except Exception as error:  # noqa: BLE001 - a peer's failure is its result
                print(f"{name} fails on {page['id']}: {error!r}", file=sys.stderr)
                results[name][page["id"]] = {}
            seconds[name].append(time.process_time() - began)
    return results, seconds


def rows(score: Callable[..., Any], pages: list[Page], results: dict[str, dict[str, Result]]) -> Iterator[tuple[str, dict[str, float]]]:
    """Each extractor's figures on some pages."""
    for name, found in results.items():
        figures = score(pages, found)
        told = [(str(page["date"])[:10], days(found[page["id"]])) for page in pages if page["date"]]
        one = [true == next(iter(stated), None) for true, stated in told]
        either = [true in stated for true, stated in told]
        yield name, figures | {"one": statistics.mean(one or [0]), "either": statistics.mean(either or [0])}


def days(result: Result) -> list[str]:
    """The day of publication and that of the last change, as far as they were found."""
    return [str(result[name])[:10] for name in ("date_published", "date_modified") if result.get(name)]


def table(title: str, lines: list[tuple[str, dict[str, float]]]) -> None:
    print(f"\n**{title}**\n\n| | " + " | ".join(COLUMNS.values()) + " |\n|---" + "|---" * len(COLUMNS) + "|")
    for name, figures in lines:
        print(f"| {name} | " + " | ".join(f"{figures[column]:.3f}" if column in figures else "" for column in COLUMNS) + " |", flush=True)


def parts(pages: list[Page]) -> dict[str, list[Page]]:
    """The corpus by what was looked at; numbers are those of the pages."""
    return {
        "tuned on": [page for page in pages if int(page["id"]) % 4 != HELD_BACK],
        "held back": [page for page in pages if int(page["id"]) % 4 == HELD_BACK],
        "all": pages,
    }


def updates(pages: list[Page], found: dict[str, Result]) -> list[str]:
    """Pages whose recorded day of publication is the one that the page itself states as its last change."""
    ids = []
    for page in pages:
        result = found[page["id"]]
        true = str(page["date"] or "")[:10]
        if true and result.get("date_modified") == true and result.get("date_published") not in (None, true):
            ids.append(page["id"])
    return ids


def without(stage: str) -> ExitStack:
    """Takes a stage of the extraction away for as long as the stack is open."""
    stack = ExitStack()
    nothing = metadata.Metadata
    takes = {
        "structured data": [(metadata, "read", lambda tree, url: nothing())],
        "scoring of the body": [(body, "locate", lambda reading: (0, "whole page"))],
        "furniture by class and role": [
            (furniture, "kind", lambda element, *_, **__: "furniture" if element.tag in furniture.INVISIBLE else None)
        ],
        "clean-up of the body": [(cleanup.Cleanup, "run", lambda self: self.dropped.update(self.outline.dropped))],
    }
    for owner, name, instead in takes.get(stage, []):
        stack.enter_context(patch.object(owner, name, instead))
    return stack


STAGES = (
    "nothing",
    "structured data",
    "scoring of the body",
    "furniture by class and role",
    "clean-up of the body",
)


def ablation(score: Callable[..., Any], pages: list[Page]) -> None:
    lines = []
    for stage in STAGES:
        with without(stage):
            results, _ = run({"archiver": archiver}, pages)
        lines += [(f"without {stage}", figures) for _, figures in rows(score, pages, results)]
    table("What each stage gives (articles, all)", lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--ablation", action="store_true", help="what each stage of our own extraction gives, instead of the peers")
    parser.add_argument("--limit", type=int, help="only so many pages of each type")
    chosen = parser.parse_args()
    logging.disable(logging.CRITICAL)  # the peers complain about pages
    shared = Path(os.environ.get("ARCHIVER_SHARED", "../shared"))
    tools = scorer(shared)
    corpus = shared / "corpus" / "extraction" / "wcxb"
    if chosen.ablation:
        return ablation(tools.score, list(tools.load_wcxb(corpus, "dev", {"article"}))[: chosen.limit])
    for type_ in ("article", "forum"):
        pages = list(tools.load_wcxb(corpus, "dev", {type_}))[: chosen.limit]
        extractors = {"archiver": partial(archiver, posts=type_ == "forum")} | {name: tools.PEERS[name] for name in PEERS}
        run(extractors, pages[:3])  # what is loaded and compiled once
        results, seconds = run(extractors, pages)
        base = sum(seconds["trafilatura"])
        for part, some in parts(pages).items():
            lines = list(rows(tools.score, some, results))
            for name, figures in lines:
                if part == "all":
                    figures["cpu"] = sum(seconds[name]) / base
            table(f"{pages[0]['type']} pages, {part} ({len(some)})", lines)
        late = updates(pages, results["archiver"])
        print(f"\nTruth gives the day of the last change as that of publication on {len(late)} pages: {', '.join(late)}.")
    return None


if __name__ == "__main__":
    main()
