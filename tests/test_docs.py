"""The documents say what is so."""

from __future__ import annotations

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from archiver.cli import COMMANDS
from tests.conftest import command

ROOT = Path(__file__).parents[1]
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_codebook_is_the_schemas() -> None:
    book = runpy.run_path(str(ROOT / "docs" / "codebook.py"))
    assert book["codebook"]() == (ROOT / "docs" / "codebook.md").read_text("utf-8"), "run: python docs/codebook.py"


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


def test_every_option_of_crawl_is_documented() -> None:
    text = subprocess.run(command("crawl", "--help"), capture_output=True, text=True, check=True).stdout
    documented = (ROOT / "docs" / "crawling.md").read_text("utf-8") + (ROOT / "README.md").read_text("utf-8")
    for option in sorted(set(re.findall(r"--[a-z][a-z-]+", text)) - {"--help", "--set"}):
        assert option in documented, option


@pytest.mark.parametrize("name", COMMANDS)
def test_every_commands_help_has_an_example(name: str) -> None:
    text = subprocess.run(command(name, "--help"), capture_output=True, text=True, check=True).stdout
    assert f"archiver {name}" in text.split("Options:")[0].replace(f"Usage: archiver {name}", "")
