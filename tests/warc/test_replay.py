"""The tools of web archives take what was crawled: pywb replays it, py-wacz finds its WACZ valid."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from archiver.store.archive import Archive
from tests import web
from tests.conftest import Archiver
from tests.warc.conftest import COPY, STORY
from tests.web import article

#: pywb pins an old brotli that takes the place of Scrapy's: the tools live in a virtual environment of their own.
TOOLS = ("pywb==2.10.0", "wacz==0.6.0")

WHAT = "SELECT url, headline, body_text FROM articles ORDER BY url"


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the commands of pywb and py-wacz: ARCHIVER_REPLAY_TOOLS where that is set, else installed for these tests."""
    if place := os.environ.get("ARCHIVER_REPLAY_TOOLS"):
        return Path(place)
    if not os.environ.get("ARCHIVER_REPLAY"):
        pytest.skip("pywb and py-wacz are installed for these tests only where ARCHIVER_REPLAY is set, as .ci/run does")
    place = tmp_path_factory.mktemp("tools")
    subprocess.run([sys.executable, "-m", "venv", place], check=True)
    subprocess.run([place / "bin" / "pip", "install", "--quiet", *TOOLS], check=True)
    return place / "bin"


@pytest.fixture
def replay(tools: Path, crawled: web.Web, archiver: Archiver, folder: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a pywb that serves two crawls of the site, the second of them revisits."""
    archiver("crawl", crawled.url("/"), "--quiet", "--fresh")
    files = sorted((folder / "warc").iterdir())
    subprocess.run([tools / "wb-manager", "init", "news"], cwd=tmp_path, check=True, capture_output=True)
    subprocess.run([tools / "wb-manager", "add", "news", *files], cwd=tmp_path, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (tmp_path / "pywb.log").open("w")
    server = subprocess.Popen([tools / "wayback", "-b", "127.0.0.1", "-p", str(port)], cwd=tmp_path, stdout=log, stderr=log)
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(base, timeout=5).close()
                break
            except urllib.error.URLError:
                time.sleep(0.1)
        yield base
    finally:
        server.terminate()
        server.wait()
        log.close()


def test_pywb_replays_pages_and_revisits(replay: str, crawled: web.Web) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for year in ("2000", "2999"):  # the earliest capture and the latest, which is a revisit
        for path in (STORY, COPY):
            request = urllib.request.Request(f"{replay}/news/{year}id_/{crawled.url(path)}", headers={"Accept-Encoding": "identity"})
            with opener.open(request, timeout=20) as answer:
                assert answer.read() == article("Story").encode()


def test_a_wacz_file_is_valid_and_comes_back(tools: Path, crawled: web.Web, archiver: Archiver, folder: Path, tmp_path: Path) -> None:
    host = crawled.base_url.removeprefix("http://")
    for name, options in (("whole.wacz", ()), ("site.wacz", ("--site", host))):
        made = archiver("export", "--format", "wacz", tmp_path / name, *options)
        assert made.returncode == 0, made.stderr
        checked = subprocess.run([tools / "wacz", "validate", "-f", tmp_path / name], capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        assert "invalid" not in checked.stdout.lower(), checked.stdout
        back = archiver("ingest", tmp_path / name, "--archive", tmp_path / f"{name}.archive")
        assert back.returncode == 0, back.stdout + back.stderr
        with Archive.read(folder) as one, Archive.read(tmp_path / f"{name}.archive") as other:
            told = [[tuple(row) for row in each.db.conn.execute(WHAT)] for each in (one, other)]
        assert told[0] == told[1] != []
