"""What a page costs: a whole crawl (discovery, parsing, comments, storing) beside bare Scrapy that only fetches the same pages.

    python benchmarks/crawl.py SITE_FOLDER [--pages 1000] [--rounds 3]

SITE_FOLDER holds a static site as ``site0/`` with ``site0.urls.txt``, served on the addresses in that file by a web server that you start.
Both run as processes of their own, in turn; the ratio of each pair is what counts, since machines' speed drifts. A crawl that stored
nothing would look fast: the articles and comments stored are printed too.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

BARE = """
import sys, scrapy
from scrapy.crawler import CrawlerProcess

class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        for line in open(sys.argv[1]).read().split()[: int(sys.argv[2])]:
            yield scrapy.Request(line)
    def parse(self, response):
        pass

process = CrawlerProcess({"LOG_LEVEL": "WARNING", "CONCURRENT_REQUESTS": 16, "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
                          "REMOTE_CONTROL_ENABLED": False, "TELNETCONSOLE_ENABLED": False})
process.crawl(Bare)
process.start()
"""


def cpu_of(arguments: list[str]) -> tuple[float, float, str]:
    """(CPU seconds, peak memory in MB, standard output) of a process."""
    process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    output = process.stdout.read()
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    urls = chosen.folder / "site0.urls.txt"
    first = urlsplit(urls.read_text().split()[0])
    command = [
        sys.executable,
        "-m",
        "archiver",
        "crawl",
        f"{first.scheme}://{first.netloc}/",
        "--json",
        "--max-requests",
        str(chosen.pages),
    ]
    command += ["-s", "AUTOTHROTTLE_ENABLED=0", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=16"]
    ratios = []
    print(
        "| round | bare Scrapy, CPU ms a page | Archiver, CPU ms a page | ratio | peak memory | articles | comments |\n|---|---|---|---|---|---|---|"
    )
    for number in range(1, chosen.rounds + 1):
        bare, _, _ = cpu_of([sys.executable, "-c", BARE, str(urls), str(chosen.pages)])
        with tempfile.TemporaryDirectory() as archive:
            ours, memory, output = cpu_of([*command, "--archive", archive])
        summary = json.loads(output.splitlines()[-1])
        ratios.append(ours / bare)
        figures = (f"{1000 * bare / chosen.pages:.1f}", f"{1000 * ours / chosen.pages:.1f}", f"{ratios[-1]:.1f}", f"{memory:.0f} MB")
        print("| " + " | ".join((str(number), *figures, f"{summary['articles']:,}", f"{summary['comments']:,}")) + " |", flush=True)
    print(f"\nmedian ratio {statistics.median(ratios):.1f}")


if __name__ == "__main__":
    main()
