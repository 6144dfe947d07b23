"""How much memory a large frontier takes: sitemaps with a million addresses, beside the same million in Scrapy's own scheduler.

    python benchmarks/frontier.py [--urls 1000000]

The ledger keeps requests in the archive's file; Scrapy's default scheduler keeps them in memory.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests import web

IN_A_SITEMAP = 50_000
IN_MEMORY = """
import sys, scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.exceptions import CloseSpider

class Full(scrapy.Spider):
    name = "full"
    async def start(self):
        yield scrapy.Request(sys.argv[1] + "/robots.txt")
    def parse(self, response):
        for number in range(int(sys.argv[2])):
            self.crawler.engine._slot.scheduler.enqueue_request(scrapy.Request(f"{sys.argv[1]}/2024/05/01/story-number-{number}/"))
        raise CloseSpider("full")

process = CrawlerProcess({"LOG_LEVEL": "ERROR", "REMOTE_CONTROL_ENABLED": False, "TELNETCONSOLE_ENABLED": False})
process.crawl(Full)
process.start()
"""


def site(count: int) -> web.Pages:
    maps = range((count + IN_A_SITEMAP - 1) // IN_A_SITEMAP)

    def answer(path: str) -> web.Answer | str | None:
        xml = {"Content-Type": "application/xml"}
        if path == "/robots.txt":
            return "Sitemap: {base}/sitemap_index.xml"
        if path == "/sitemap_index.xml":
            return web.Answer(
                "<sitemapindex>" + "".join(f"<sitemap><loc>{{base}}/map-{n}.xml</loc></sitemap>" for n in maps) + "</sitemapindex>",
                headers=xml,
            )
        if path.startswith("/map-"):
            start = int(path[5:-4]) * IN_A_SITEMAP
            entries = (
                f"<url><loc>{{base}}/2024/05/01/story-number-{n}/</loc></url>" for n in range(start, min(start + IN_A_SITEMAP, count))
            )
            return web.Answer("<urlset>" + "".join(entries) + "</urlset>", headers=xml)
        return web.listing() if path == "/" else web.article(path)

    return answer


def peak_of(arguments: list[str]) -> tuple[float, float]:
    """(peak memory in MB, wall seconds) of a process."""
    began = time.monotonic()
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status not in (0, 256):
        sys.exit(f"{arguments} ended with status {status}")
    return usage.ru_maxrss / 1024, time.monotonic() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--urls", type=int, default=1_000_000)
    count: int = parser.parse_args().urls
    with web.serve(site(count)) as server, tempfile.TemporaryDirectory() as folder:
        base = [sys.executable, "-m", "archiver", "crawl", server.url("/"), "--quiet", "--without", "listing", "--archive"]
        small, _ = peak_of([*base, f"{folder}/small", "--max-requests", "1"])
        # Home, index and all sitemaps come before articles; a hundred articles after them.
        requests = 2 + (count + IN_A_SITEMAP - 1) // IN_A_SITEMAP + 100
        large, seconds = peak_of([*base, f"{folder}/large", "--max-requests", str(requests)])
        entered = sqlite3.connect(f"{folder}/large/archive.db").execute("SELECT COUNT(*) FROM ledger").fetchone()[0]
        memory, _ = peak_of([sys.executable, "-c", IN_MEMORY, server.base_url, str(count)])
    print(f"requests in the ledger: {entered:,}, entered and a hundred of them fetched in {seconds:.0f} s")
    print("| | peak memory |\n|---|---|")
    print(f"| Archiver, one request | {small:.0f} MB |\n| Archiver, {count:,} in the frontier | {large:.0f} MB |")
    print(f"| Scrapy's scheduler, {count:,} in memory | {memory:.0f} MB |\n\nratio to Scrapy's: {large / memory:.2f}")


if __name__ == "__main__":
    main()
