"""pywb, the replay tool of web archives, shows what was crawled."""

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

from tests import web
from tests.conftest import Archiver
from tests.warc.conftest import COPY, STORY
from tests.web import article

#: pywb pins an old brotli that takes the place of Scrapy's: it lives in a virtual environment of its own.
PYWB = "pywb==2.10.0"


@pytest.fixture(scope="module")
def pywb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of pywb's commands: of ARCHIVER_PYWB where that is set, else installed for this test."""
    if place := os.environ.get("ARCHIVER_PYWB"):
        return Path(place)
    if not os.environ.get("ARCHIVER_REPLAY"):
        pytest.skip("pywb is installed for this test only where ARCHIVER_REPLAY is set, as .ci/run does")
    place = tmp_path_factory.mktemp("pywb")
    subprocess.run([sys.executable, "-m", "venv", place], check=True)
    subprocess.run([place / "bin" / "pip", "install", "--quiet", PYWB], check=True)
    return place / "bin"


@pytest.fixture
def replay(pywb: Path, crawled: web.Web, archiver: Archiver, folder: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a pywb that serves two crawls of the site, the second of them revisits."""
    archiver("crawl", crawled.url("/"), "--quiet", "--fresh")
    files = sorted((folder / "warc").iterdir())
    subprocess.run([pywb / "wb-manager", "init", "news"], cwd=tmp_path, check=True, capture_output=True)
    subprocess.run([pywb / "wb-manager", "add", "news", *files], cwd=tmp_path, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (tmp_path / "pywb.log").open("w")
    server = subprocess.Popen([pywb / "wayback", "-b", "127.0.0.1", "-p", str(port)], cwd=tmp_path, stdout=log, stderr=log)
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
