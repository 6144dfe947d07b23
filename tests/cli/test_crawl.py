"""``archiver crawl`` as a user meets it: options, limits, errors in plain words, exit codes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

from archiver.store.archive import Archive
from tests import web
from tests.conftest import Archiver
from tests.web import article, listing

Rows = Callable[..., list[sqlite3.Row]]

DATES = {"/2022/05/01/old/": "2022-05-01", "/2023/05/01/middle/": "2023-05-01", "/2024/05/01/young/": "2024-05-01"}


def dated(path: str, day: str) -> str:
    return article(f"Story of {day}", head=f'<meta property="article:published_time" content="{day}T12:00:00+00:00">')


def site_with_dates() -> dict[str, web.Answer | str]:
    undated = {"/somewhere-without-a-date/": article("Undated"), "/a-date-only-inside-the-page/": dated("", "2022-06-01")}
    return {"/": listing(*DATES, *undated)} | {path: dated(path, day) for path, day in DATES.items()} | undated


def headlines(rows: Rows) -> set[str]:
    return {row[0] for row in rows("SELECT headline FROM articles")}


def test_since_and_until_spare_the_fetch_where_the_address_tells_and_the_record_where_the_page_does(archiver: Archiver, rows: Rows) -> None:
    with web.serve(site_with_dates()) as site:
        assert archiver("crawl", site.url("/"), "--quiet", "--since", "2023-01-01", "--until", "2023-12-31").returncode == 0
        assert "/2022/05/01/old/" not in site.asked
        assert "/2024/05/01/young/" not in site.asked
    assert headlines(rows) == {"Story of 2023-05-01", "Undated"}
    (refused,) = rows("SELECT refused FROM fetches WHERE url LIKE '%inside-the-page/'")[0]
    assert "before --since" in refused


def test_max_articles_stops_at_exactly_that_many_and_the_next_run_goes_on(archiver: Archiver, rows: Rows) -> None:
    stories = [f"/2024/05/01/story-{number}/" for number in range(12)]
    pages = {"/": listing(*stories)} | {path: article(path) for path in stories}
    with web.serve(pages) as site:
        finished = archiver("crawl", site.url("/"), "--max-articles", "5")
        assert finished.returncode == 0
        assert "stopped at --max-articles 5" in finished.stdout
        assert len(headlines(rows)) == 5
        assert archiver("crawl", site.url("/"), "--quiet").returncode == 0
        assert len(headlines(rows)) == 12
        assert max(count for path, count in site.counts().items() if path in stories) == 1
    assert [row[0] for row in rows("SELECT outcome FROM runs ORDER BY id")] == ["limit", "finished"]


def test_max_requests_and_max_time_stop_the_run(archiver: Archiver, rows: Rows) -> None:
    endless = {"/": listing("/2024/05/01/story-0/")}

    def pages(path: str) -> str | None:
        number = int(path.rpartition("story-")[2].strip("/") or 0) if "story" in path else 0
        return endless.get(path) or article(path, after=f'<a href="/2024/05/01/story-{number + 1}/">Next</a>')

    with web.serve(pages) as site:
        assert archiver("crawl", site.url("/"), "--quiet", "--max-requests", "7").returncode == 0
        assert rows("SELECT COUNT(*) FROM fetches")[0][0] == 7
        assert archiver("crawl", site.url("/"), "--quiet", "--max-time", "2", timeout=30).returncode == 0


def test_a_section_is_crawled_without_its_neighbours(archiver: Archiver, rows: Rows) -> None:
    pages = {
        "/": listing("/2024/05/01/front-page-story/") + '<a href="/category/boats/">Boats</a><a href="/category/gardens/">Gardens</a>',
        "/category/boats/": listing("/2024/05/01/ferry/") + '<a href="/category/boats/page/2/">older</a>',
        "/category/boats/page/2/": listing("/2024/04/01/tug/"),
        "/category/gardens/": listing("/2024/05/01/roses/"),
    } | {path: article(path) for path in ("/2024/05/01/front-page-story/", "/2024/05/01/ferry/", "/2024/04/01/tug/", "/2024/05/01/roses/")}
    with web.serve(pages) as site:
        archiver("crawl", site.url("/"), "--quiet", "--section", "boats")
        assert headlines(rows) == {"/2024/05/01/ferry/", "/2024/04/01/tug/"}
        assert "/category/gardens/" not in site.asked


def test_one_articles_address_crawls_that_article_alone(archiver: Archiver, rows: Rows) -> None:
    pages = {
        "/2024/05/01/ferry/": article("Ferry", after='<a href="/2024/05/01/other/">Related</a>'),
        "/2024/05/01/other/": article("Other"),
    }
    with web.serve(pages) as site:
        archiver("crawl", site.url("/2024/05/01/ferry/"), "--quiet", "--without", "sitemap")
        assert headlines(rows) == {"Ferry"}
        assert set(site.asked) == {"/robots.txt", "/2024/05/01/ferry/"}


def test_a_file_of_addresses_is_fetched_too(archiver: Archiver, rows: Rows, tmp_path: Path) -> None:
    pages = {"/": listing(), "/hidden-from-every-listing/": article("Hidden")}
    with web.serve(pages) as site:
        path = tmp_path / "urls.txt"
        path.write_text(f"# one\n{site.url('/hidden-from-every-listing/')}\n", "utf-8")
        archiver("crawl", site.url("/"), "--quiet", "--urls", path)
        assert headlines(rows) == {"Hidden"}
        path.write_text("not an address\n", "utf-8")
        refused = archiver("crawl", site.url("/"), "--urls", path)
    assert refused.returncode == 2
    assert "line 1" in refused.stderr


def test_comment_pages_are_left_out_on_request(archiver: Archiver, rows: Rows) -> None:
    story = "/2024/05/01/ferry/"
    thread = (
        '<div id="comments"><ol><li id="comment-{0}" class="comment depth-1"><b class="fn">A</b>'
        '<div class="comment-content"><p>Words {0}</p></div></li></ol>'
    )
    older = f'<a href="{story}comment-page-1/#comments">Older</a></div>'
    pages = {
        "/": listing(story),
        story: article("Ferry", after=thread.format(2) + older),
        f"{story}comment-page-1/": article("Ferry", after=thread.format(1)),
    }
    with web.serve(pages) as site:
        archiver("crawl", site.url("/"), "--quiet", "--no-comments")
        assert [row[0] for row in rows("SELECT key FROM comments")] == ["2"]
        archiver("crawl", site.url("/"), "--quiet")
        assert {row[0] for row in rows("SELECT key FROM comments")} == {"1", "2"}
    assert rows("SELECT COUNT(*) FROM articles")[0][0] == 1


def test_crawling_again_adds_nothing_twice_and_brings_what_is_new(archiver: Archiver, rows: Rows) -> None:
    pages: dict[str, web.Answer | str] = site_with_dates()
    with web.serve(pages) as site:
        archiver("crawl", site.url("/"), "--quiet")
        before = rows("SELECT id, url, content_hash FROM articles ORDER BY id")
        pages["/2024/06/01/new/"] = article("New")
        pages["/"] = listing(*DATES, "/2024/06/01/new/")
        finished = archiver("crawl", site.url("/"), "--json")
    after = rows("SELECT id, url, content_hash FROM articles ORDER BY id")
    assert [tuple(row) for row in after[: len(before)]] == [tuple(row) for row in before]
    assert json.loads(finished.stdout.splitlines()[-1])["new_articles"] == 1
    assert rows("SELECT visit FROM sites")[0][0] == 2


def test_two_sites_in_one_run_are_crawled_side_by_side(archiver: Archiver, rows: Rows) -> None:
    stories = [f"/2024/05/01/story-{number}/" for number in range(5)]
    pages = {"/": listing(*stories)} | {path: article(path) for path in stories}
    with web.serve(pages) as one, web.serve(pages) as other:
        assert archiver("crawl", one.url("/"), other.url("/"), "--quiet").returncode == 0
    assert {tuple(row) for row in rows("SELECT site_id, COUNT(*) FROM articles GROUP BY site_id")} == {(1, 5), (2, 5)}


def test_wrong_usage_is_told_before_the_first_request(archiver: Archiver) -> None:
    for arguments, words in (
        (("ftp://a.example/",), "not a web address"),
        (("https://a.example/", "--since", "yesterday"), "not a date"),
        (("https://a.example/", "--since", "2024-02-01", "--until", "2024-01-01"), "later than --until"),
        (("https://a.example/", "--set", "NONSENSE"), "NAME=VALUE"),
        (("https://a.example/", "--without", "horoscope"), "horoscope"),
        ((), "Missing argument"),
    ):
        finished = archiver("crawl", *arguments)
        assert finished.returncode == 2, finished.stderr
        assert words in finished.stderr
        assert "Traceback" not in finished.stderr


def test_a_broken_profile_stops_before_the_first_request_and_is_named(archiver: Archiver, folder: Path) -> None:
    with web.serve({"/": listing()}) as site:
        archiver("crawl", site.url("/"), "--quiet")
        (profile,) = (folder / "sites").glob("*.toml")
        before = len(site.asked)
        for text, words in (
            ('[site]\nhome = "nowhere"\n', "site.home"),
            (f'[site]\nhome = "{site.url("/")}"\ntimezone = "Mars/Base"\n', "not a time zone"),
            (f'[site]\nhome = "{site.url("/")}"\n[crawl]\nskip = ["("]\n', "not a regular expression"),
            (f'[site]\nhome = "{site.url("/")}"\n[crawl]\nspeed = 3\n', "speed"),
            (f'[site]\nhome = "{site.url("/")}"\n[article]\nheadline = "h1["\n', "not a CSS selector"),
            ("[site\n", "not valid TOML"),
        ):
            profile.write_text(text, "utf-8")
            finished = archiver("crawl", site.url("/"))
            assert finished.returncode == 2, finished.stderr
            assert words in finished.stderr
            assert profile.name in finished.stderr.replace("\n", "")
        assert len(site.asked) == before


def test_what_a_profile_says_of_articles_is_stored_with_its_source(archiver: Archiver, folder: Path, rows: Rows) -> None:
    story = "/2024/05/01/ferry/"
    with web.serve({"/": listing(story), story: article("Ferry", after='<p class="kind">Boats</p>')}) as site:
        path = folder / "sites" / f"{site.base_url.removeprefix('http://').replace(':', '_')}.toml"
        path.parent.mkdir(parents=True)
        path.write_text(f'[site]\nhome = "{site.url("/")}"\n[article]\nsection = "p.kind"\n', "utf-8")
        assert archiver("crawl", site.url("/"), "--quiet").returncode == 0
    ((section, sources),) = rows("SELECT section, sources FROM articles")
    assert (section, json.loads(sources)["section"]) == ("Boats", "profile:p.kind")


def test_an_archive_in_use_is_refused_with_its_own_code(archiver: Archiver, folder: Path) -> None:
    with Archive.write(folder):
        finished = archiver("crawl", "https://a.example/")
    assert finished.returncode == 4
    assert "in use" in finished.stderr


def test_a_site_that_cannot_be_reached_ends_with_its_own_code(archiver: Archiver) -> None:
    with web.serve({}) as site:
        address = site.url("/")
    finished = archiver("crawl", address, "--quiet", "--set", "ARCHIVER_BACKOFF=0.1")
    assert finished.returncode == 3


def test_status_and_show_tell_what_there_is(archiver: Archiver) -> None:
    with web.serve(site_with_dates()) as site:
        archiver("crawl", site.url("/"), "--quiet")
        story = site.url("/2024/05/01/young/")
    status = json.loads(archiver("status", "--json").stdout)
    assert (status["sites"][0]["articles"], status["runs"][0]["outcome"]) == (5, "finished")
    assert "Last runs" in archiver("status").stdout
    shown = archiver("show", story)
    assert shown.returncode == 0
    assert "Story of 2024-05-01" in shown.stdout
    assert json.loads(archiver("show", story, "--json").stdout)["headline"] == "Story of 2024-05-01"
    missing = archiver("show", "https://a.example/never/")
    assert missing.returncode == 1
    assert "is not in the archive" in missing.stderr


def test_quiet_says_nothing(archiver: Archiver) -> None:
    with web.serve({"/": listing(), "/robots.txt": ""}) as site:
        finished = archiver("crawl", site.url("/"), "--quiet")
    assert (finished.stdout, finished.stderr) == ("", "")
