"""The documents say what is so."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from archiver.cli import COMMANDS
from archiver.profile import FIELDS, load
from archiver.store.archive import Archive
from tests.conftest import command

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_codebook_is_the_schemas() -> None:
    book = runpy.run_path(str(ROOT / "docs" / "codebook.py"))
    assert book["codebook"]() == (ROOT / "docs" / "codebook.md").read_text("utf-8"), "run: python docs/codebook.py"


def test_every_column_of_every_table_and_view_is_in_the_codebook(tmp_path: Path) -> None:
    chapters = re.split(r"^## ", (ROOT / "docs" / "codebook.md").read_text("utf-8"), flags=re.MULTILINE)
    with Archive.write(tmp_path) as archive:
        names = [
            row["name"]
            for row in archive.db.conn.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
            if "sqlite_" not in row["name"] and "_fts" not in row["name"]
        ]
        assert len(names) >= 25
        for name in names:
            [chapter] = [each for each in chapters if re.match(rf"{name}( \(a view\))?\n", each)]
            for column in archive.db.conn.execute(f"SELECT name FROM pragma_table_info('{name}')"):
                assert re.search(rf"\b{column['name']}\b", chapter), f"{name}.{column['name']}"
            if "(a view)" not in chapter:
                assert "| |\n" not in chapter, f"a column of {name} is not explained"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_files_lead_somewhere(document: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text("utf-8")):
        assert (document.parent / target).exists(), target


def test_the_readmes_notebook_example_runs_as_printed(tmp_path: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    finished = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=False)
    assert finished.stderr == ""
    expected = re.findall(r"print\(.*?\)  +# (.*?)(?::.*)?$", example, re.MULTILINE)
    assert finished.stdout.splitlines() == expected


@pytest.mark.parametrize(
    ("name", "document"),
    [
        ("crawl", "crawling.md"),
        ("extract", "extraction.md"),
        ("verify", "warc.md"),
        ("ingest", "warc.md"),
        ("export", "warc.md"),
        ("backup", "warc.md"),
        ("reparse", "history.md"),
        ("history", "history.md"),
        ("import-text", "importing.md"),
    ],
)
def test_every_option_is_documented(name: str, document: str) -> None:
    text = subprocess.run(command(name, "--help"), capture_output=True, text=True, check=True).stdout
    documented = (ROOT / "docs" / document).read_text("utf-8") + (ROOT / "README.md").read_text("utf-8")
    for option in sorted(set(re.findall(r"--[a-z][a-z-]+", text)) - {"--help", "--set"}):
        assert option in documented, option


def test_the_profile_in_the_chapter_on_extraction_is_valid_and_every_key_is_explained(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "extraction.md").read_text("utf-8")
    (example,) = re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
    path = tmp_path / "example.org.toml"
    path.write_text('[site]\nhome = "https://example.org/"\n' + example, "utf-8")
    assert load(path).fields.keys() >= {"headline", "body"}
    explained = text.partition("| key | the selector finds |")[2]
    assert [each for each in (*FIELDS, "drop") if f"`{each}`" not in explained] == []


def test_the_example_in_the_chapter_on_extraction_prints_what_it_says() -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "extraction.md").read_text("utf-8"), re.DOTALL)
    finished = subprocess.run([sys.executable, "-c", example], capture_output=True, text=True, check=False)
    assert finished.stderr == ""
    assert finished.stdout.splitlines() == re.findall(r"^(?:print\(.*\)  )?# (.*)$", example, re.MULTILINE)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_commands_help_has_an_example(name: str) -> None:
    text = subprocess.run(command(name, "--help"), capture_output=True, text=True, check=True).stdout
    assert f"archiver {name}" in text.split("Options:")[0].replace(f"Usage: archiver {name}", "")
