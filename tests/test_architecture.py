"""The house rules that a machine can hold: who may import whom, and that nothing imports in a circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: Room -> rooms below it, which it may import. ``base`` is what ``_BASE`` names, and the package itself.
MAY_IMPORT = {
    "api": {"extract"},  # archiver/__init__.py offers archiver.extract
    "base": {"base"},
    "extract": {"base", "extract", "comments", "profile"},
    "comments": {"base", "comments"},
    "profile": {"base", "profile"},
    "records": {"base", "records", "extract", "comments", "profile"},  # normalise, validate, process, which joins them, and flattened
    "runs": {"base", "store", "warc"},
    "reparse": {"base", "reparse", "records", "comments", "profile", "store", "warc"},
    "store": {"base", "store"},
    "warc": {"base", "warc"},
    "ingest": {"base", "ingest", "reparse", "store", "warc"},
    "wacz": {"base", "store", "warc"},
    "crawl": {"base", "crawl", "runs", "store", "warc", "profile", "extract", "comments", "records"},
    "newsroom": {"base", "newsroom", "store"},
    "settings": {"base"},
    "cli": {
        "base",
        "cli",
        "records",
        "ingest",
        "reparse",
        "runs",
        "wacz",
        "crawl",
        "store",
        "warc",
        "profile",
        "extract",
        "comments",
        "newsroom",
        "spiders",
    },
    "spiders": {"base", "spiders", "crawl", "store", "extract", "comments"},
    "pipelines": {"base", "pipelines", "crawl", "store", "extract", "comments", "records"},
}
_BASE = {
    "models",
    "counts",
    "index",
    "collecting",
    "content",
    "urls",
    "text",
    "deep",
    "streamed",
    "moments",
    "monthnames",
    "exits",
    "selector",
}
_RECORDS = {"normalise", "validate", "process", "flattened"}


def modules() -> Iterator[tuple[str, Path]]:
    for package in ("archiver", "spiders", "pipelines"):
        for path in sorted((ROOT / package).rglob("*.py")):
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"), path


def room(module: str) -> str:
    parts = module.split(".")
    if parts[0] != "archiver":
        return parts[0]
    if len(parts) == 1:
        return "api"
    name = parts[1]
    return "base" if name in _BASE else "records" if name in _RECORDS else "cli" if name == "__main__" else name


def imports(path: Path) -> Iterator[str]:
    """What a module imports when it runs; imports for type checking alone are left out."""
    tree = ast.parse(path.read_text("utf-8"))
    checking = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in checking:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


OURS = dict(modules())


@pytest.mark.parametrize("module", OURS)
def test_each_room_imports_only_what_lies_below_it(module: str) -> None:
    for imported in imports(OURS[module]):
        if imported in OURS and imported.partition(".")[0] in ("archiver", "spiders", "pipelines"):
            # The package itself, for its version: every module imports it anyway.
            assert imported == "archiver" or room(imported) in MAY_IMPORT[room(module)], f"{module} imports {imported}"


@pytest.mark.parametrize("module", [module for module in OURS if room(module) in ("extract", "comments", "base", "records")])
def test_parsing_knows_neither_scrapy_nor_a_database_nor_the_network(module: str) -> None:
    forbidden = {"scrapy", "twisted", "sqlite3", "sqlite_utils", "socket", "http", "requests"}
    assert not {imported.partition(".")[0] for imported in imports(OURS[module])} & forbidden
    assert "urllib.request" not in set(imports(OURS[module]))


def test_nothing_imports_in_a_circle() -> None:
    graph = {module: {name for name in imports(path) if name in OURS and name != module} for module, path in OURS.items()}
    done: set[str] = set()

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " -> ".join((*above, module))
        if module not in done:
            for imported in graph[module]:
                # "from archiver import urls" names the package too: a package is not in a circle with its own modules
                if not module.startswith(imported + ".") and imported != module.rpartition(".")[0]:
                    visit(imported, (*above, module))
            done.add(module)

    for module in graph:
        visit(module, ())


def test_files_can_be_read_in_a_sitting() -> None:
    long = {name: lines for name, path in OURS.items() if (lines := len(path.read_text("utf-8").splitlines())) > 300}
    assert long == {}
