"""The wheel, installed into an empty environment, works from any folder and without the source."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests import web
from tests.web import article, listing

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    source = place / "source"
    source.mkdir()
    for name in ("archiver", "spiders", "pipelines"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    build = [sys.executable, "-m", "build", "--wheel", "--outdir", str(place), str(source)]
    built = subprocess.run(build, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    (path,) = place.glob("*.whl")
    return path


def test_the_wheel_holds_the_three_packages_with_their_data_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"archiver", "spiders", "pipelines"}
    source = {str(path.relative_to(ROOT)) for path in (ROOT / "archiver").rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    assert source <= set(names), sorted(source - set(names))


def test_installed_elsewhere_it_crawls_from_another_folder(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", environment], check=True)
    install = [environment / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", wheel]
    installed = subprocess.run(install, capture_output=True, text=True, check=False)
    assert installed.returncode == 0, installed.stderr
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    # As under cron: no settings module, no path to the source, hardly any environment.
    bare = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "LANG": os.environ.get("LANG", "C.UTF-8")}

    def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(arguments, cwd=elsewhere, env=bare, capture_output=True, text=True, timeout=120, check=False)

    archiver = environment / "bin" / "archiver"
    story = "/2024/05/01/story/"
    with web.serve({"/": listing(story), story: article("From a wheel")}) as site:
        crawled = run(archiver, "crawl", site.url("/"), "--json")
        assert crawled.returncode == 0, crawled.stderr
        assert json.loads(crawled.stdout.splitlines()[-1])["articles"] == 1
        assert (elsewhere / "data" / "archive.db").is_file()
        assert "From a wheel" in run(archiver, "show", site.url(story)).stdout
    assert run(environment / "bin" / "python", "-m", "archiver", "--version").stdout.startswith("archiver, version")
    assert run(archiver, "demo", "--archive", tmp_path / "demo", "--port", "0", "--quiet").returncode == 0
