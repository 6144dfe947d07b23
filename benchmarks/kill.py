"""What SIGKILL costs: pages lost and fetched again when a crawl of linked pages is killed and resumed, beside Scrapy with JOBDIR.

    python benchmarks/kill.py [--kills 5]

Both crawl the same site of a thousand pages, each linking to the next ones of a tree; both are killed at random instants, the same for
both, and resumed until they end by themselves.
"""

from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests import web
from tests.crawl.test_resume import PAGES, linked

JOBDIR = """
import sys, scrapy
from scrapy.crawler import CrawlerProcess

class Linked(scrapy.Spider):
    name = "linked"
    start_urls = [sys.argv[1]]
    def parse(self, response):
        yield from response.follow_all(css="a")

process = CrawlerProcess({"LOG_LEVEL": "CRITICAL", "JOBDIR": sys.argv[2], "CONCURRENT_REQUESTS_PER_DOMAIN": 2, "DOWNLOAD_DELAY": 0.005,
                          "REMOTE_CONTROL_ENABLED": False, "TELNETCONSOLE_ENABLED": False})
process.crawl(Linked)
process.start()
"""


def killed_and_resumed(server: web.Web, arguments: list[str], kills: int) -> tuple[int, int, int]:
    """(kills that hit, pages lost, pages fetched again)."""
    randomly = random.Random(7)
    hit = 0
    for _ in range(kills):
        process = subprocess.Popen(arguments)
        before = len(server.asked)
        while len(server.asked) < before + 3 and process.poll() is None:
            time.sleep(0.005)
        time.sleep(randomly.uniform(0.2, 0.8))
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            hit += 1
        process.wait()
    subprocess.run(arguments, check=False)
    asked = server.counts()
    pages = [f"/2024/05/01/page-{number}/" for number in range(PAGES)]
    return hit, sum(path not in asked for path in pages), sum(asked[path] - 1 for path in pages if path in asked)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=5)
    kills: int = parser.parse_args().kills
    print(f"| {PAGES:,} linked pages | kills | pages lost | pages fetched again |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        with web.serve(linked) as server:
            ours = [sys.executable, "-m", "archiver", "crawl", server.url("/"), "--archive", f"{folder}/archive", "--quiet"]
            print("| Archiver | {} | {} | {} |".format(*killed_and_resumed(server, ours, kills)), flush=True)
        with web.serve(linked) as server:
            scrapy = [sys.executable, "-c", JOBDIR, server.url("/"), f"{folder}/job"]
            print("| Scrapy with JOBDIR | {} | {} | {} |".format(*killed_and_resumed(server, scrapy, kills)), flush=True)


if __name__ == "__main__":
    main()
