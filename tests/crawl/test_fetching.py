"""Fetching: polite, safe, and every request ends as exactly one fetch, with its reason."""

from __future__ import annotations

import gzip
import json
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

from tests import web
from tests.conftest import Archiver
from tests.web import Answer, article, listing

Rows = Callable[..., list[sqlite3.Row]]
STORY = "/2024/05/01/story/"


def outcomes(rows: Rows) -> dict[str, tuple[str, str | None]]:
    """Path of the address asked for -> (outcome, reason), of its last fetch."""
    return {
        "/" + row["url"].split("/", 3)[3]: (row["outcome"], row["error"])
        for row in rows("SELECT url, outcome, error FROM fetches ORDER BY id")
    }


def test_robots_txt_is_obeyed_and_kept(archiver: Archiver, rows: Rows) -> None:
    pages = {
        "/": listing(STORY, "/2024/05/02/closed/"),
        STORY: article("Open"),
        "/2024/05/02/closed/": article("Closed"),
        "/robots.txt": "User-agent: *\nDisallow: /2024/05/02/\n",
    }
    with web.serve(pages) as site:
        assert archiver("crawl", site.url("/"), "--quiet").returncode == 0
        assert "/2024/05/02/closed/" not in site.asked
        assert site.asked[0] == "/robots.txt"
    assert outcomes(rows)["/2024/05/02/closed/"] == ("excluded", "forbidden by robots.txt")
    assert rows("SELECT robots_txt FROM sites")[0][0].startswith("User-agent: *")


def test_while_robots_txt_cannot_be_read_nothing_is_fetched(archiver: Archiver, rows: Rows) -> None:
    with web.serve({"/": listing(STORY), "/robots.txt": Answer("broken", 500)}) as site:
        finished = archiver("crawl", site.url("/"), "--quiet")
        assert finished.returncode == 3
        assert set(site.asked) == {"/robots.txt"}
    assert "nothing is fetched" in finished.stderr
    assert outcomes(rows)["/"] == ("failed", "robots.txt could not be read: HTTP 500")


def test_a_crawl_delay_is_kept_between_all_requests(archiver: Archiver, rows: Rows) -> None:
    stories = [f"/2024/05/01/story-{number}/" for number in range(5)]
    pages = {"/": listing(*stories), "/robots.txt": "User-agent: *\nCrawl-delay: 0.4\n"} | {path: article(path) for path in stories}
    with web.serve(pages) as site:
        assert archiver("crawl", site.url("/"), "--quiet", "--delay", "0").returncode == 0
        pauses = [later - sooner for sooner, later in zip(site.times[1:], site.times[2:], strict=False)]
    assert len(pauses) >= 5
    assert min(pauses) > 0.35
    assert rows("SELECT crawl_delay FROM sites")[0][0] == 0.4


def test_retry_after_is_honoured_for_the_whole_host_and_the_page_kept_in_the_end(archiver: Archiver, rows: Rows) -> None:
    seen: list[float] = []

    def pages(path: str) -> Answer | str | None:
        if path == STORY:
            seen.append(time.monotonic())
            return Answer("busy", 503, {"Retry-After": "2"}) if len(seen) == 1 else article("At last")
        return listing(STORY) if path == "/" else None

    with web.serve(pages) as site:
        assert archiver("crawl", site.url("/"), "--quiet").returncode == 0
        pause = [moment for moment in site.times if seen[0] < moment < seen[1] - 0.01]
    assert 2 <= seen[1] - seen[0] < 10
    assert all(moment - seen[0] < 0.5 or moment - seen[0] >= 2 for moment in pause), "the host asked to be left alone"
    ends = rows("SELECT outcome, error, status FROM fetches WHERE url LIKE '%story/' ORDER BY id")
    assert [tuple(end) for end in ends] == [("retry", "HTTP 503", 503), ("ok", None, 200)]
    assert rows("SELECT headline FROM articles")[0][0] == "At last"


def test_every_request_ends_with_its_reason_and_failures_set_the_exit_code(archiver: Archiver, rows: Rows) -> None:
    truncated = Answer("<html>" + "x" * 50, headers={"Content-Length": "5000", "Connection": "close"})
    pages = {
        "/": listing(
            "/2024/05/01/gone/",
            "/2024/05/01/forbidden/",
            "/2024/05/01/broken/",
            "/2024/05/01/empty/",
            "/2024/05/01/round/",
            "/2024/05/01/leaves/",
            STORY,
        )
        + '<a href="/2024/05/01/paper/">pdf</a>',
        STORY: article("Fine"),
        "/2024/05/01/forbidden/": Answer("no", 403),
        "/2024/05/01/broken/": truncated,
        "/2024/05/01/empty/": Answer(b""),
        "/2024/05/01/round/": Answer("", 302, {"Location": "/2024/05/01/round/?again=1"}),
        "/2024/05/01/round/?again=1": Answer("", 302, {"Location": "/2024/05/01/round/"}),
        "/2024/05/01/leaves/": Answer("", 301, {"Location": "http://127.0.0.1:9/elsewhere/"}),
        "/2024/05/01/paper/": Answer(b"%PDF-1.7", headers={"Content-Type": "application/pdf"}),
    }
    with web.serve(pages) as site:
        finished = archiver("crawl", site.url("/"), "--json", "--set", "ARCHIVER_BACKOFF=0.1")
    assert finished.returncode == 1
    ends = outcomes(rows)
    assert ends["/2024/05/01/gone/"] == ("gone", "HTTP 404")
    assert ends["/2024/05/01/forbidden/"] == ("failed", "HTTP 403")
    assert ends["/2024/05/01/broken/"] == ("failed", "answer cut off on the way")
    assert ends["/2024/05/01/empty/"] == ("failed", "empty answer")
    assert ends["/2024/05/01/round/"] == ("failed", "too many redirects")
    assert ends["/2024/05/01/leaves/"] == ("excluded", "redirect leaves the site: http://127.0.0.1:9/elsewhere/")
    assert ends["/2024/05/01/paper/"] == ("excluded", "not a page: application/pdf")
    assert ends[STORY] == ("ok", None)
    # Every lease ended as one fetch: as many as were attempted.
    assert rows("SELECT SUM(attempts) FROM ledger")[0][0] == rows("SELECT COUNT(*) FROM fetches")[0][0]
    summary = json.loads(finished.stdout.splitlines()[-1])
    assert (summary["articles"], summary["outcomes"]["failed"]) == (1, 4)


def test_a_redirect_is_followed_and_its_chain_kept_and_the_article_stored_once(archiver: Archiver, rows: Rows) -> None:
    moved = Answer("", 301, {"Location": "{base}" + STORY})
    with web.serve({"/": listing("/2023/01/01/old-address/", STORY), "/2023/01/01/old-address/": moved, STORY: article("Moved")}) as site:
        assert archiver("crawl", site.url("/"), "--quiet").returncode == 0
        fetch = rows("SELECT * FROM fetches WHERE url LIKE '%old-address/'")[0]
        assert json.loads(fetch["redirects"]) == [site.url("/2023/01/01/old-address/")]
        assert (fetch["final_url"], fetch["status"]) == (site.url(STORY), 200)
        assert [row[0] for row in rows("SELECT url FROM articles")] == [site.url(STORY)]


def test_a_page_may_not_lead_into_the_private_network(archiver: Archiver, rows: Rows) -> None:
    with web.serve({"/2024/05/01/inside/": article("Secret")}) as inside:
        port = inside.base_url.rpartition(":")[2]
        pages = {
            "/": listing("/2024/05/01/out/"),
            "/2024/05/01/out/": Answer("", 302, {"Location": f"http://127.0.0.2:{port}/2024/05/01/inside/"}),
        }
        with web.serve(pages) as site:
            archiver("crawl", site.url("/"), "--quiet")
        assert inside.asked == []
    assert outcomes(rows)["/2024/05/01/out/"][0] == "excluded"


def test_a_fetch_records_size_digest_charset_and_type(archiver: Archiver, rows: Rows) -> None:
    text = article("Curly", body="<p>\u201cQuoted\u201d words that are long enough to be a paragraph of an article about the tide.</p>")
    body = text.replace("utf-8", "windows-1252").encode("cp1252")
    packed = Answer(gzip.compress(body), headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
    with web.serve({"/": listing(STORY), STORY: packed}) as site:
        archiver("crawl", site.url("/"), "--quiet")
    fetch = rows("SELECT * FROM fetches WHERE url LIKE '%story/'")[0]
    assert (fetch["size"], fetch["content_type"], fetch["charset_declared"], fetch["charset_used"]) == (
        len(body),
        "text/html",
        None,
        "cp1252",
    )
    assert len(fetch["sha256"]) == 64
    assert fetch["latency_ms"] >= 0
    assert "\u201cQuoted\u201d" in rows("SELECT body_text FROM articles")[0][0]


def test_the_user_agent_says_who_we_are_and_how_to_reach_us(archiver: Archiver, rows: Rows) -> None:
    with web.serve({"/": listing(STORY), STORY: article("Story")}) as site:
        archiver("crawl", site.url("/"), "--quiet", "--contact", "desk@a.example")
        assert len(site.agents) == 1
        (agent,) = site.agents
    assert agent.startswith("Archiver/")
    assert "+https://" in agent
    assert "desk@a.example" in agent
    assert rows("SELECT user_agent FROM runs")[0][0] == agent


def test_a_page_larger_than_the_limit_is_recorded_and_the_crawl_goes_on(archiver: Archiver, rows: Rows, folder: Path) -> None:
    huge = "/2024/05/01/huge/"
    with web.serve({"/": listing(huge, STORY), huge: Answer(b"x" * 200_000), STORY: article("Story")}) as site:
        assert archiver("crawl", site.url("/"), "--quiet", "--set", "DOWNLOAD_MAXSIZE=100000").returncode == 1
    assert outcomes(rows)[huge][0] == "failed"
    assert outcomes(rows)[STORY] == ("ok", None)
