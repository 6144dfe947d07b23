"""``archiver extract`` as a user meets it: files and addresses, profiles, candidates, errors in plain words."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from archiver.store.archive import now
from tests import web
from tests.conftest import Archiver
from tests.web import article

STORY = "/2024/05/01/ferry/"
THREAD = (
    '<div id="comments"><h2 class="comments-title">3 comments</h2><ol class="comment-list">'
    '<li id="comment-1" class="comment depth-1"><div class="comment-body"><b class="fn">Ada</b>'
    '<div class="comment-content"><p>First words</p></div></div><ol class="children">'
    '<li id="comment-2" class="comment depth-2"><div class="comment-body"><b class="fn">Tom</b>'
    '<div class="comment-content"><p>An answer</p></div></div></li></ol></li></ol></div>'
)
PAGE = article(
    "Ferry finds its quay",
    head='<link rel="canonical" href="https://paper.example/boats/ferry/"><meta property="article:published_time" content="soon">'
    '<meta property="article:section" content="Boats">',
    after=THREAD,
)


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    path = tmp_path / "ferry.html"
    path.write_text(PAGE, "utf-8")
    return path


def profile(folder: Path, host: str, article: str, contact: str = "") -> Path:
    path = folder / "sites" / f"{host.replace(':', '_')}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'[site]\nhome = "http://{host}/"\n[crawl]\n{contact}\n[article]\n{article}\n', "utf-8")
    return path


def test_a_file_is_read_under_the_address_that_it_declares(archiver: Archiver, saved: Path, folder: Path) -> None:
    finished = archiver("extract", saved)
    assert (finished.returncode, finished.stderr) == (0, "")
    shown = finished.stdout
    assert "https://paper.example/boats/ferry/" in shown.splitlines()[0]
    assert re.search(r"headline +Ferry finds its quay +h1\.entry-title", shown)
    assert re.search(r"section +Boats +article:section", shown)
    assert "the tide would decide" in shown
    assert "2 comments captured, 3 comments and pingbacks announced" in shown
    assert re.search(r"Ada *\n.*First words\n.*└── Tom *\n.*An answer", shown)
    assert not folder.exists()  # nothing is stored, no profile written


def test_a_file_without_an_address_is_read_all_the_same(archiver: Archiver, tmp_path: Path) -> None:
    path = tmp_path / "plain.html"
    path.write_text(article("Fog"), "utf-8")
    assert json.loads(archiver("extract", path, "--json").stdout)["url"] == path.as_uri()
    named = json.loads(archiver("extract", path, "--json", "--url", "paper.example/fog/").stdout)
    assert (named["url"], named["article"]["headline"]) == ("https://paper.example/fog/", "Fog")


def test_json_holds_article_thread_and_with_sources_the_candidates(archiver: Archiver, saved: Path) -> None:
    record = json.loads(archiver("extract", saved, "--json", "--sources").stdout)
    assert record["article"]["section"] == "Boats"
    assert [(each["author"], each["parent_key"], each["flags"]) for each in record["thread"]["comments"]] == [
        ("Ada", None, []),
        ("Tom", "1", []),
    ]
    assert {"field": "section", "value": "Boats", "source": "article:section", "verdict": "chosen"} in record["weighed"]
    assert "weighed" not in json.loads(archiver("extract", saved, "--json").stdout)


def test_sources_tell_why_each_candidate_won_or_lost(archiver: Archiver, saved: Path) -> None:
    shown = archiver("extract", saved, "--sources").stdout
    assert re.search(r"headline +Ferry finds its quay +h1\.entry-title +chosen: agrees with title", shown)
    assert re.search(r" +Ferry finds its quay +title +agrees with h1\.entry-title", shown)
    assert re.search(r"date_published +soon +article:published_time +not read: 'soon'", shown)
    assert re.search(r"date_modified +the page does not state it", shown)


def test_a_profile_is_found_in_the_archive_or_named(archiver: Archiver, saved: Path, folder: Path, tmp_path: Path) -> None:
    profile(folder, "paper.example", "section = '.fn'")
    assert json.loads(archiver("extract", saved, "--json").stdout)["article"]["sources"]["section"] == "profile:.fn"
    other = profile(tmp_path / "other", "paper.example", "section = '.comments-title'")
    shown = archiver("extract", saved, "--profile", other, "--sources").stdout
    assert re.search(r"section +3 comments +profile:\.comments-title +chosen", shown)
    assert re.search(r"Boats +article:section +comes after profile:\.comments-title", shown)
    elsewhere = archiver("extract", saved, "--json", "--archive", tmp_path / "nowhere")
    assert json.loads(elsewhere.stdout)["article"]["section"] == "Boats"


def test_an_address_is_fetched_once_and_politely(archiver: Archiver, folder: Path) -> None:
    pages = {STORY: PAGE, "/robots.txt": "User-agent: *\nDisallow: /private/\nSitemap: {base}/sitemap.xml\n"}
    with web.serve(pages) as site:
        profile(folder, site.base_url.removeprefix("http://"), "section = '.fn'", 'contact = "mailto:ada@paper.example"')
        finished = archiver("extract", site.url(STORY), "--json")
        assert finished.stderr == ""
        record = json.loads(finished.stdout)
        assert site.asked == ["/robots.txt", STORY]
        (agent,) = site.agents
    assert re.fullmatch(r"Archiver/\S+ \(\+https://\S+; mailto:ada@paper\.example\)", agent)
    assert (record["url"], record["article"]["section"]) == (site.url(STORY), "Ada")
    assert not (folder / "archive.db").exists()


def test_dates_after_the_fetch_are_refused(archiver: Archiver) -> None:
    ahead = f"{int(now()[:4]) + 3}-01-01"
    page = article("Ferry", head=f'<meta property="article:published_time" content="{ahead}">')
    with web.serve({STORY: page}) as site:
        shown = archiver("extract", site.url(STORY), "--sources").stdout
    assert re.search(r"date_published +2024-05-01 +url +chosen", shown)
    assert re.search(rf"{ahead} +article:published_time +later than the fetch", shown)


def test_what_may_not_or_cannot_be_fetched_is_told_in_words(archiver: Archiver) -> None:
    pages = {
        "/robots.txt": "User-agent: *\nDisallow: /private/\n",
        "/private/": PAGE,
        "/away/": web.Answer(status=302, headers={"Location": "http://localhost:1/"}),
        "/large/": web.Answer(b"<p>" + b"x" * 17_000_000),
        "/paper.pdf": web.Answer(b"%PDF", headers={"Content-Type": "application/pdf"}),
        "/busy/": web.Answer(status=503),
    }
    with web.serve(pages) as site:
        for path, words in (
            ("/private/", "forbidden by robots.txt"),
            ("/missing/", "HTTP 404"),
            ("/away/", "redirect leaves the site: http://localhost:1/"),
            ("/large/", "larger than 16 MiB"),
            ("/paper.pdf", "not a page: application/pdf"),
            ("/busy/", "HTTP 503"),
        ):
            finished = archiver("extract", site.url(path))
            assert finished.returncode == 3, finished.stderr
            assert finished.stderr == f"Error: {site.url(path)} was not fetched: {words}.\n"
        assert site.counts()["/busy/"] == 1
        assert "/private/" not in site.asked
    gone = archiver("extract", site.url("/"))
    assert gone.returncode == 3
    assert "robots.txt could not be read" in gone.stderr


def test_a_page_that_is_no_article_is_told_with_the_reason(archiver: Archiver, tmp_path: Path) -> None:
    path = tmp_path / "missing.html"
    path.write_text("<body class='error404'><h1>Nothing here</h1></body>", "utf-8")
    finished = archiver("extract", path)
    assert finished.returncode == 0
    assert "is no article: its body's classes say that it shows no single article" in finished.stdout
    assert json.loads(archiver("extract", path, "--json").stdout)["article"] is None


def test_wrong_usage_is_told_before_any_request(archiver: Archiver, saved: Path, tmp_path: Path) -> None:
    with web.serve({STORY: PAGE}) as site:
        broken = profile(tmp_path, "paper.example", "section = 'h1['")
        for arguments, words in (
            (("nowhere.html",), "'nowhere.html' cannot be read: No such file or directory. Write an address in full"),
            (("ftp://a.example/",), "'ftp://a.example/' is neither a file nor an http(s) address"),
            ((site.url(STORY), "--url", "https://b.example/"), "this page has one already"),
            ((site.url(STORY), "--profile", broken), "article.section is 'h1[', which is not a CSS selector"),
            ((saved, "--profile", tmp_path / "none.toml"), "does not exist"),
            ((saved, "--url", "nonsense"), "is not a web address"),
        ):
            finished = archiver("extract", *arguments)
            assert finished.returncode == 2, finished.stderr
            assert words in finished.stderr
            assert "Traceback" not in finished.stderr
        assert site.asked == []
