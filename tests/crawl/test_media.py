"""Images, where --media asks for them: fetched as politely as pages, kept by their content, and linked from what shows them."""

from __future__ import annotations

import hashlib
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import web
from tests.conftest import Archiver, command
from tests.warc.conftest import records
from tests.web import Answer, article, listing

Rows = Callable[..., list[sqlite3.Row]]
STORY, OTHER = "/2024/05/01/story/", "/2024/05/02/other/"
PIXELS = b"\x89PNG\r\n\x1a\n" + bytes(range(200))


def picture(content: bytes = PIXELS, media_type: str = "image/png", status: int = 200, **headers: str) -> Answer:
    return Answer(content, status, {"Content-Type": media_type, **headers})


def story(headline: str, *images: str, comments: dict[int, str] | None = None) -> str:
    shown = "".join(
        f"<figure><img src='{image}' width='600'><figcaption>The mole. Photo: Lena Marsh</figcaption></figure>" for image in images
    )
    listed = "".join(
        f"<li class='comment' id='comment-{number}'><cite class='fn'>Ada</cite><div class='comment-content'>{text}</div></li>"
        for number, text in (comments or {}).items()
    )
    thread = f"<div id='comments'><h2 class='comments-title'>{len(comments or {})} comments</h2><ol class='commentlist'>{listed}</ol></div>"
    return article(headline, body=web.paragraph(headline) + shown + web.paragraph("more"), after=thread if comments else "")


def newspaper() -> dict[str, Answer | str]:
    return {
        "/": listing(STORY, OTHER),
        "/robots.txt": "User-agent: *\nDisallow: /closed/\n",
        STORY: story(
            "Story", "/up/a.png", "/closed/b.png", "/up/gone.png", "http://elsewhere.example/c.png", "/up/moved.png", "/up/page.png",
            comments={1: "<p>Look: <img src='/up/in-comment.gif'> and <img src='/up/a.png'></p>", 2: "<p>No picture.</p>"},
        ),
        OTHER: story("Other", "/up/a.png", "/up/copy.png"),
        "/up/a.png": picture(),
        "/up/copy.png": picture(),
        "/up/in-comment.gif": picture(b"GIF89a" + bytes(50), "image/gif"),
        "/up/moved.png": Answer("", 302, {"Location": "{base}/up/real"}),
        "/up/real": picture(b"another picture", "application/octet-stream"),
        "/up/page.png": "<html>This picture is no more.</html>",
        "/closed/b.png": picture(),
    }  # fmt: skip


def crawl(archiver: Archiver, site: web.Web, *options: str) -> subprocess.CompletedProcess[str]:
    run = archiver("crawl", site.url("/"), "--delay", "0", *options)
    assert run.returncode == 0, run.stdout + run.stderr
    return run


def test_images_are_asked_for_only_where_that_is_wanted(archiver: Archiver, rows: Rows, folder: Path) -> None:
    with web.serve(newspaper()) as site:
        crawl(archiver, site)
        assert not [path for path in site.asked if path.startswith(("/up/", "/closed/"))]
    assert not (folder / "media").exists()
    assert {row["outcome"] for row in rows("SELECT outcome FROM images")} == {None}


def test_images_of_articles_and_comments_are_kept_by_their_content_and_each_is_accounted_for(
    archiver: Archiver, rows: Rows, folder: Path
) -> None:
    with web.serve(newspaper()) as site:
        run = crawl(archiver, site, "--media")
        asked = site.counts()
        base = site.base_url
    assert "Traceback" not in run.stderr
    found = {row["url"].removeprefix(base): row for row in rows("SELECT * FROM media")}
    told = {path: (row["outcome"], row["error"]) for path, row in found.items()}
    assert told == {
        "/up/a.png": ("ok", None),
        "/up/copy.png": ("ok", None),
        "/up/in-comment.gif": ("ok", None),
        "/up/moved.png": ("ok", None),
        "/up/page.png": ("excluded", "not an image: text/html"),
        "/up/gone.png": ("gone", "HTTP 404"),
        "/closed/b.png": ("excluded", "forbidden by robots.txt"),
        "http://elsewhere.example/c.png": (
            "excluded",
            "image of another host: elsewhere.example is not among crawl.image_hosts of the site's profile",
        ),
    }
    assert asked["/up/a.png"] == 1
    assert "/closed/b.png" not in asked
    assert found["/up/moved.png"]["final_url"] == base + "/up/real"
    digest = hashlib.sha256(PIXELS).hexdigest()
    assert found["/up/a.png"]["file"] == found["/up/copy.png"]["file"] == f"{digest[:2]}/{digest}.png"
    assert (folder / "media" / found["/up/a.png"]["file"]).read_bytes() == PIXELS
    assert len([path for path in (folder / "media").rglob("*") if path.is_file()]) == 3
    shown = rows("SELECT comment_id IS NOT NULL AS c, position, url, credit, file FROM images WHERE article_id = (SELECT id FROM articles"
                 " WHERE headline = 'Story') ORDER BY 1, 2")  # fmt: skip
    assert [row["url"].removeprefix(base) for row in shown if row["c"]] == ["/up/in-comment.gif", "/up/a.png"]
    assert (shown[0]["credit"], shown[0]["file"]) == ("Lena Marsh", found["/up/a.png"]["file"])


def test_their_bytes_are_in_the_raw_archive_too_and_a_wacz_of_the_site_has_them(archiver: Archiver, folder: Path, tmp_path: Path) -> None:
    with web.serve(newspaper()) as site:
        crawl(archiver, site, "--media")
        host = site.base_url.removeprefix("http://")
        wanted = {site.url("/up/a.png"), site.url("/up/copy.png"), site.url("/up/real")}
    recorded = {record.rec_headers.get_header("WARC-Target-URI"): payload for record, payload in records(folder)}
    assert wanted <= set(recorded)
    exported = archiver("export", "--format", "wacz", tmp_path / "site.wacz", "--site", host)
    assert exported.returncode == 0, exported.stderr
    archiver("ingest", tmp_path / "site.wacz", "--archive", tmp_path / "again", "--type", "image/png", "--type", "application/octet-stream")
    connection = sqlite3.connect(tmp_path / "again" / "archive.db")
    assert {row[0] for row in connection.execute("SELECT url FROM fetches")} == wanted
    connection.close()


def test_an_image_that_is_kept_is_not_asked_for_again_and_one_that_did_not_come_is(archiver: Archiver, rows: Rows) -> None:
    pages = newspaper()
    with web.serve(pages) as site:
        crawl(archiver, site, "--media")
        pages["/up/gone.png"] = picture(b"here it is")
        crawl(archiver, site, "--media")
        assert (site.counts()["/up/a.png"], site.counts()["/up/gone.png"]) == (1, 2)
        found = rows("SELECT outcome FROM media WHERE url = ?", site.url("/up/gone.png"))
    assert [row["outcome"] for row in found] == ["ok"]


def test_a_host_below_the_sites_name_and_one_that_the_profile_names_are_asked_others_are_not() -> None:
    from archiver.crawl.scope import why_no_image
    from archiver.crawl.session import Site
    from archiver.profile import SiteProfile

    profile = SiteProfile(home_url="https://www.paper.example/", image_hosts=frozenset({"cdn.example.net"}))
    site = Site(id=1, home_url=profile.home_url, profile=profile, resumed=False)
    for url in ("https://paper.example/a.png", "https://img.paper.example/a.png", "https://cdn.example.net/a.png"):
        assert why_no_image(url, site) is None
    for url in ("https://notpaper.example/a.png", "https://example.net/a.png", "https://x.cdn.example.net/a.png"):
        assert why_no_image(url, site) is not None


def test_a_crawl_delay_is_kept_between_images_too(archiver: Archiver) -> None:
    pages = newspaper() | {"/robots.txt": "User-agent: *\nCrawl-delay: 0.3\n"}
    with web.serve(pages) as site:
        crawl(archiver, site, "--media")
        pauses = [later - sooner for sooner, later in zip(site.times[1:], site.times[2:], strict=False)]
    assert len(pauses) >= 8
    assert min(pauses) > 0.25


def test_a_host_that_asks_for_quiet_is_asked_for_no_further_image(archiver: Archiver, rows: Rows) -> None:
    images = [f"/up/{number}.png" for number in range(8)]
    pages = {"/": listing(STORY), STORY: story("Story", *images)}
    pages |= {path: picture(b"", "text/plain", 429, **{"Retry-After": "3600"}) for path in images}
    with web.serve(pages) as site:
        crawl(archiver, site, "--media", "--set", "CONCURRENT_REQUESTS_PER_DOMAIN=1")
        asked = [path for path in site.asked if path.startswith("/up/")]
    assert len(rows("SELECT * FROM media WHERE outcome = 'failed'")) == 8
    assert len(asked) == 1, "those that waited for their turn are not sent"
    assert {row[0] for row in rows("SELECT error FROM media")} == {"HTTP 429", "the host asked to be left alone for a while"}


def test_links_follow_the_text_of_a_comment_and_reparse_brings_the_same(archiver: Archiver, rows: Rows) -> None:
    pages = newspaper()
    linked = "SELECT position, url FROM images WHERE comment_id IS NOT NULL ORDER BY 1"
    with web.serve(pages) as site:
        crawl(archiver, site, "--media")
        pages[STORY] = story("Story", "/up/a.png", comments={1: "<p>Look: <img src='/up/copy.png'></p>", 2: "<p>No picture.</p>"})
        crawl(archiver, site, "--media")
        found = [tuple(row) for row in rows(linked)]
        assert found == [(0, site.url("/up/copy.png"))]
        asked = len(site.asked)
        assert "Nothing changed" in archiver("reparse").stdout
        assert len(site.asked) == asked
    assert [tuple(row) for row in rows(linked)] == found


def test_verify_names_an_image_that_is_missing_or_changed_and_a_backup_has_them(
    archiver: Archiver, rows: Rows, folder: Path, tmp_path: Path
) -> None:
    with web.serve(newspaper()) as site:
        crawl(archiver, site, "--media")
    assert archiver("verify").returncode == 0
    copy = tmp_path / "copy"
    assert archiver("backup", copy).returncode == 0
    assert archiver("verify", "--archive", copy).returncode == 0
    one, other = rows("SELECT DISTINCT file FROM media WHERE file IS NOT NULL LIMIT 2")
    changed = folder / "media" / one["file"]
    changed.write_bytes(bytes([changed.read_bytes()[0] ^ 1]) + changed.read_bytes()[1:])
    (folder / "media" / other["file"]).unlink()
    checked = archiver("verify")
    assert checked.returncode == 1
    assert f"media/{one['file']}: the file has the SHA-256" in checked.stdout
    assert f"media/{other['file']}: the file is missing" in checked.stdout
    assert f"media/{other['file']}: the file is missing" in archiver("verify", "--quick").stdout
    assert archiver("verify", "--archive", copy).returncode == 0


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_crawl_that_is_stopped_amid_images_loses_none(number: signal.Signals, archiver: Archiver, rows: Rows, folder: Path) -> None:
    images = [f"/up/{at}.png" for at in range(12)]
    pages = {"/": listing(STORY), STORY: story("Story", *images)} | {path: picture(path.encode()) for path in images}
    with web.serve(pages) as site:
        arguments = command("crawl", site.url("/"), "--archive", folder, "--quiet", "--delay", "0.1", "--media")
        process = subprocess.Popen(arguments)
        while site.counts()["/up/3.png"] == 0 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(number)
        process.wait(timeout=30)
        assert rows("SELECT * FROM articles") == []
        checked = archiver("verify")
        assert checked.returncode == 0, checked.stdout
        crawl(archiver, site, "--media")
    assert len(rows("SELECT * FROM media WHERE outcome = 'ok'")) == 12
    assert archiver("verify").stdout.startswith("Nothing is wrong")
