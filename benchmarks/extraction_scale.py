"""Time against size: pages of seven shapes, each four times as large as the one before, up to 20 MB or 100,000 nested elements.

    python benchmarks/extraction_scale.py

The last column is what a byte of the largest page costs beside a byte of the second largest: 1 is linear, 4 would be quadratic. The
smallest page is left out of it, since a page has its price whatever its size.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from archiver import extract

ADDRESS = "https://paper.example/2024/05/a-story/"
HEAD = "<html lang='en'><head><title>Tide</title></head><body class='single'><article><h1>The tide came in</h1><div class='entry-content'>"
LINE = "The tide came in at four, and it stayed until the lamps were lit on the quay. "
COMMENT = "<li class='comment' id='comment-{0}'><cite class='fn'>Ada</cite><div class='comment-content'><p>" + LINE + "</p></div></li>"
#: shape -> (its page of a given number of parts, the largest number)
SHAPES: dict[str, tuple[Callable[[int], str], int]] = {
    "paragraphs": (lambda count: HEAD + f"<p>{LINE}</p>" * count, 240_000),
    "one line without markup": (lambda count: HEAD + LINE * count, 256_000),
    "nested elements": (lambda count: HEAD + "<div>" * count + LINE * 3, 100_000),
    "nested quotes": (lambda count: HEAD + f"<blockquote><p>{LINE}</p>" * count, 100_000),
    "links": (lambda count: HEAD + f"<p>{LINE}</p><ul>" + "<li><a href='/a'>Another story of the day</a></li>" * count, 300_000),
    "comments": (lambda count: HEAD + f"<p>{LINE}</p></div></article>" + "".join(map(COMMENT.format, range(count))), 100_000),
    "tags never closed": (lambda count: HEAD + f"<p><b><i>{LINE}" * count, 20_000),
}


def seconds(page: str) -> float:
    """CPU seconds for one reading; bytes go in, as from a crawl."""
    body = page.encode()
    start = time.process_time()
    extract(body, ADDRESS)
    return time.process_time() - start


def main() -> None:
    extract(HEAD + f"<p>{LINE}</p>", ADDRESS)  # what is loaded once
    print("| shape | MB | seconds | MB | seconds | MB | seconds | a byte's cost, largest to second |")
    print("|---|---|---|---|---|---|---|---|")
    for shape, (make, largest) in SHAPES.items():
        sizes = []
        for count in (largest // 16, largest // 4, largest):
            page = make(count)
            sizes.append((len(page) / 1e6, seconds(page)))
        (middle, middle_time), (most, most_time) = sizes[1:]
        cells = " | ".join(f"{size:.1f} | {spent:.2f}" for size, spent in sizes)
        print(f"| {shape} | {cells} | {(most_time / most) / (middle_time / middle):.1f} |", flush=True)


if __name__ == "__main__":
    main()
