"""Captures of other tools come in by the same path as a crawl's, at their place in time."""

from __future__ import annotations

import gzip
import hashlib
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archiver.warc.exchange import payload_digest
from tests.conftest import Archiver
from tests.story import STORY, Site, story_site
from tests.web import article

Rows = Callable[..., list[sqlite3.Row]]
PLACE = "https://paper.example"


def comments(*numbers: int, pages: Iterable[int] = (), total: int | None = None) -> str:
    listed = "".join(
        f"<li class='comment' id='comment-{number}'><cite class='fn'>Ada</cite><div class='comment-content'><p>Word {number}.</p></div></li>"
        for number in numbers
    )
    links = "".join(f"<a href='{PLACE}{STORY}comment-page-{number}/#comments'>{number}</a>" for number in pages)
    count = len(numbers) if total is None else total
    return f"<div id='comments'><h2 class='comments-title'>{count} comments</h2><ol class='commentlist'>{listed}</ol>{links}</div>"


def story(headline: str = "The tide came in", after: str = "") -> str:
    return article(headline, body="<p>The tide came in at four, and it stayed until the lamps were lit on the quay.</p>", after=after)


def warc(*answers: tuple[str, str, str | bytes], packed: bool = True, headers: Iterable[tuple[str, str]] = (), status: int = 200) -> bytes:
    """A WARC file of (date, address, body)."""
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("x.warc.gz", {"software": "another tool"}))
    for date, url, body in answers:
        media = "application/json" if url.partition("?")[0].endswith("/comments") else "text/html; charset=utf-8"
        head = StatusAndHeaders(f"{status} OK", [("Content-Type", media), *headers], protocol="HTTP/1.1")
        content = body.encode() if isinstance(body, str) else body
        dated = {"WARC-Date": date}
        record = writer.create_warc_record(url, "response", payload=BytesIO(content), http_headers=head, warc_headers_dict=dated)
        request = writer.create_warc_record(url, "request", http_headers=StatusAndHeaders("GET / HTTP/1.1", [], is_http_request=True))
        for each in (record, request):
            writer.write_record(each)
            each.raw_stream.close()
    return buffer.getvalue()


def count(rows: Rows, table: str) -> int:
    return int(rows(f"SELECT COUNT(*) AS n FROM {table}")[0]["n"])


@pytest.mark.parametrize("form", ["by record", "as one", "not at all", "wacz", "folder"])
def test_a_capture_comes_in_whatever_way_it_is_packed(form: str, archiver: Archiver, tmp_path: Path, rows: Rows) -> None:
    content = warc(("2024-05-02T10:00:00Z", PLACE + STORY, story(after=comments(1, 2))), packed=form not in ("as one", "not at all"))
    path = tmp_path / ("x.warc" if form == "not at all" else "x.warc.gz")
    path.write_bytes(gzip.compress(content) if form == "as one" else content)
    if form == "wacz":
        path = tmp_path / "x.wacz"
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("archive/data.warc.gz", content)
            packed.writestr("datapackage.json", "{}")
    run = archiver("ingest", tmp_path if form == "folder" else path)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "1 captures added, 0 were there already; 0 records could not be used" in run.stdout
    assert "1 new articles, 2 new comments" in run.stdout
    [found] = rows("SELECT url, headline, first_seen_at FROM articles")
    assert tuple(found) == (PLACE + STORY, "The tide came in", "2024-05-02T10:00:00Z")
    assert [row["text"] for row in rows("SELECT text FROM thread")] == ["Word 1.", "Word 2."]
    verified = archiver("verify")
    assert verified.returncode == 0, verified.stdout


def test_bringing_it_in_again_adds_nothing(archiver: Archiver, tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(warc(("2024-05-02T10:00:00Z", PLACE + STORY, story(after=comments(1)))))
    archiver("ingest", path)
    before = [tuple(row) for table in ("fetches", "articles", "comments", "ledger", "sites") for row in rows(f"SELECT * FROM {table}")]
    run = archiver("ingest", path)
    assert "0 captures added, 1 were there already" in run.stdout
    assert [
        tuple(row) for table in ("fetches", "articles", "comments", "ledger", "sites") for row in rows(f"SELECT * FROM {table}")
    ] == before


def test_only_what_is_asked_for(archiver: Archiver, tmp_path: Path, rows: Rows) -> None:
    path = tmp_path / "x.warc.gz"
    path.write_bytes(
        warc(
            ("2024-05-02T10:00:00Z", PLACE + STORY, story()),
            ("2024-05-02T10:00:00Z", "https://www.other.example/2024/05/tide/", story()),
            ("2023-05-02T10:00:00Z", PLACE + "/2023/05/old/", story("Of old")),
        )
        + warc(("2024-05-02T11:00:00Z", PLACE + "/2024/05/gone/", story()), status=404)
        + warc(("2024-05-02T11:00:00Z", PLACE + "/picture.png", b"\x89PNG"), headers=[("Content-Type", "image/png")])[0:0]
    )
    run = archiver("ingest", path, "--host", "www.paper.example", "--since", "2024-01-01", "--until", "2024-12-31")
    assert "1 captures added" in run.stdout
    assert [row["url"] for row in rows("SELECT url FROM articles")] == [PLACE + STORY]


def test_bad_records_are_named_and_stop_nothing(archiver: Archiver, tmp_path: Path, rows: Rows, folder: Path) -> None:
    first = warc(("2024-05-02T10:00:00Z", PLACE + "/2024/05/one/", story("One")))
    broken = bytearray(warc(("2024-05-02T10:00:00Z", PLACE + "/2024/05/two/", story("Two"))))
    broken[len(broken) // 2 - 20 : len(broken) // 2] = bytes(20)
    forged = gzip.decompress(warc(("2024-05-02T10:00:00Z", PLACE + "/2024/05/three/", story("Three")))).replace(b"lamps", b"lumps")
    (tmp_path / "x.warc.gz").write_bytes(first + broken + warc(("2024-05-02T10:00:00Z", PLACE + "/2024/05/four/", story("Four"))))
    (tmp_path / "y.warc").write_bytes(forged + b"noise\r\n\r\n" + gzip.decompress(first)[:-300])
    (tmp_path / "z.warc.gz").write_bytes(b"no archive at all")
    run = archiver("ingest", tmp_path)
    assert run.returncode == 1
    assert {row["headline"] for row in rows("SELECT headline FROM articles")} >= {"One", "Four"}
    assert "Three" not in {row["headline"] for row in rows("SELECT headline FROM articles")}
    bad = [line for line in run.stdout.splitlines() if line.startswith("bad record: ")]
    assert any(line.startswith("bad record: x.warc.gz at ") for line in bad)
    assert any(f"y.warc at {len(forged):,}: no WARC record begins here" in line for line in bad)
    assert any("y.warc" in line and "digest" in line for line in bad)
    assert any("y.warc" in line and "the file ends within the record" in line for line in bad)
    assert any("z.warc.gz is neither a WARC file nor a WACZ" in line for line in bad)
    assert archiver("verify").returncode == 0


def test_captures_of_several_days_are_a_history_and_so_are_older_ones_brought_in_later(
    archiver: Archiver, tmp_path: Path, rows: Rows
) -> None:
    new, old = tmp_path / "new.warc.gz", tmp_path / "old.warc.gz"
    new.write_bytes(
        warc(
            ("2024-05-09T10:00:00Z", PLACE + STORY, story("The tide went out", comments(1))),
            ("2024-05-05T10:00:00Z", PLACE + STORY, story("The tide came in late", comments(1, 2))),
        )
    )
    old.write_bytes(warc(("2024-05-02T10:00:00Z", PLACE + STORY, story("The tide came in", comments(1, 2)))))
    archiver("ingest", new)
    assert [row["headline"] for row in rows("SELECT headline FROM article_revisions")] == ["The tide came in late"]
    archiver("ingest", old)
    [stands] = rows("SELECT headline, first_seen_at, last_seen_at FROM articles")
    assert tuple(stands) == ("The tide went out", "2024-05-02T10:00:00Z", "2024-05-09T10:00:00Z")
    states = [row["headline"] for row in rows("SELECT headline FROM article_revisions ORDER BY seen_from")]
    assert states == ["The tide came in", "The tide came in late"]
    [gone] = rows("SELECT key, vanished_at FROM comments WHERE vanished_at IS NOT NULL")
    assert tuple(gone) == ("2", "2024-05-09T10:00:00Z")


def test_a_capture_from_before_a_crawl_stands_before_it(archiver: Archiver, tmp_path: Path, rows: Rows) -> None:
    with story_site() as site:
        assert site.web is not None
        crawl(site, archiver)
        site.headline = "The tide came in late"
        crawl(site, archiver)
        path = tmp_path / "x.warc.gz"
        path.write_bytes(warc(("2024-05-02T10:00:00Z", site.web.url(STORY), story("Tide expected"))))
        run = archiver("ingest", path)
        assert run.returncode == 0, run.stdout + run.stderr
        states = [row["headline"] for row in rows("SELECT headline FROM article_revisions ORDER BY seen_from")]
        assert states == ["Tide expected", "The tide came in"]
        [earliest] = rows("SELECT visit FROM fetches ORDER BY fetched_at LIMIT 1")
        assert earliest["visit"] == 1
        assert rows("SELECT visit FROM sites")[0]["visit"] == 3
        site.headline = "The tide went out"
        crawl(site, archiver)
        assert rows("SELECT headline FROM articles")[0]["headline"] == "The tide went out"
        assert len(rows("SELECT * FROM article_revisions")) == 3


def crawl(site: Site, archiver: Archiver) -> None:
    assert site.web is not None
    run = archiver("crawl", site.web.url(STORY), "--delay", "0")
    assert run.returncode == 0, run.stdout + run.stderr


def test_further_pages_of_a_thread_and_answers_of_its_interface_are_joined_to_their_article(
    archiver: Archiver, tmp_path: Path, rows: Rows
) -> None:
    later = story(after=comments(1, 2, pages=[2], total=5))
    told = [
        {
            "id": number,
            "post": 7,
            "parent": 1 if number == 4 else 0,
            "author_name": "Ada",
            "author_url": "",
            "date_gmt": "2024-05-01T10:00:00",
            "content": {"rendered": f"<p>Word {number}.</p>"},
            "link": f"{PLACE}{STORY}#comment-{number}",
            "type": "comment",
            "status": "approved",
        }
        for number in (1, 2, 3, 4, 5)
    ]
    head = f"<link rel='https://api.w.org/' href='{PLACE}/wp-json/'><link rel='shortlink' href='{PLACE}/?p=7'>"
    path = tmp_path / "x.warc.gz"
    path.write_bytes(
        warc(
            ("2024-05-02T10:00:00Z", f"{PLACE}{STORY}comment-page-2/", story(after=comments(3, 4, 5, pages=[1], total=5))),
            ("2024-05-02T10:00:05Z", PLACE + STORY, later.replace("</head>", head + "</head>")),
        )
    )
    run = archiver("ingest", path)
    assert run.returncode == 0, run.stdout + run.stderr
    [only] = rows("SELECT url FROM articles")
    assert only["url"] == PLACE + STORY
    assert [row["key"] for row in rows("SELECT key FROM thread")] == ["1", "2", "3", "4", "5"]
    asked = rows("SELECT url, context FROM ledger WHERE kind = 'comments'")
    assert [row["url"] for row in asked] == [f"{PLACE}{STORY}comment-page-2/"]
    from archiver.comments import follow_ups
    from archiver.models import Page

    leads = follow_ups(Page(url=PLACE + STORY, body=later.replace("</head>", head + "</head>").encode()))
    wanted = [each.url for each in leads if "system" in dict(each.context)]
    second = tmp_path / "y.warc.gz"
    second.write_bytes(warc(("2024-05-02T10:00:09Z", wanted[0], json.dumps(told))))  # the page leads to its REST interface
    run = archiver("ingest", second, path)
    assert rows("SELECT parent_key FROM comments WHERE key = '4'")[0]["parent_key"] == "1", run.stdout


def test_a_revisit_is_read_by_the_payload_that_it_stands_for(archiver: Archiver, tmp_path: Path, rows: Rows) -> None:
    buffer = BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    body = story(after=comments(1)).encode()
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    first = writer.create_warc_record(
        PLACE + STORY, "response", payload=BytesIO(body), http_headers=head, warc_headers_dict={"WARC-Date": "2024-05-02T10:00:00Z"}
    )
    writer.write_record(first)
    digest = first.rec_headers.get_header("WARC-Payload-Digest")
    again = writer.create_revisit_record(
        PLACE + STORY,
        digest,
        PLACE + STORY,
        "2024-05-02T10:00:00Z",
        http_headers=head,
        warc_headers_dict={"WARC-Date": "2024-05-04T10:00:00Z"},
    )
    writer.write_record(again)
    lost = writer.create_revisit_record(PLACE + "/x/", "sha1:" + "A" * 32, PLACE + "/x/", "2024-05-02T10:00:00Z", http_headers=head)
    writer.write_record(lost)
    first.raw_stream.close()
    path = tmp_path / "x.warc.gz"
    path.write_bytes(buffer.getvalue())
    run = archiver("ingest", path)
    assert run.returncode == 1
    assert "a revisit whose original is in none of these files" in run.stdout
    assert [row["fetched_at"] for row in rows("SELECT fetched_at FROM fetches ORDER BY id")] == [
        "2024-05-02T10:00:00Z",
        "2024-05-04T10:00:00Z",
    ]
    assert rows("SELECT last_seen_at FROM articles")[0]["last_seen_at"] == "2024-05-04T10:00:00Z"
    assert archiver("verify").returncode == 0


def test_bodies_in_chunks_and_compressed_are_undone(archiver: Archiver, tmp_path: Path, rows: Rows) -> None:
    packed = gzip.compress(story(after=comments(1)).encode())
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed)
    path = tmp_path / "x.warc.gz"
    path.write_bytes(
        warc(("2024-05-02T10:00:00Z", PLACE + STORY, chunked), headers=[("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")])
    )
    run = archiver("ingest", path)
    assert run.returncode == 0, run.stdout + run.stderr
    assert rows("SELECT headline FROM articles")[0]["headline"] == "The tide came in"
    assert archiver("verify").returncode == 0


def test_a_revisit_of_a_payload_that_was_here_before_and_has_another_digest_in_its_file_is_read(
    archiver: Archiver, tmp_path: Path, rows: Rows
) -> None:
    body = story(after=comments(1)).encode()
    first, second = tmp_path / "first.warc.gz", tmp_path / "second.warc"
    first.write_bytes(warc(("2024-05-02T10:00:00Z", PLACE + STORY, body)))
    assert archiver("ingest", first).returncode == 0
    buffer, other = BytesIO(), PLACE + "/2024/05/other/"
    writer = WARCWriter(buffer, gzip=False)
    head = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    digest = "sha256:" + hashlib.sha256(body).hexdigest()
    dated = {"WARC-Date": "2024-05-04T10:00:00Z"}
    copy = writer.create_warc_record(PLACE + STORY, "response", payload=BytesIO(body), http_headers=head, warc_headers_dict=dated)
    again = writer.create_revisit_record(
        other, digest, PLACE + STORY, "2024-05-04T10:00:00Z", http_headers=head, warc_headers_dict={"WARC-Date": "2024-05-05T10:00:00Z"}
    )
    for record in (copy, again):
        writer.write_record(record)
        record.raw_stream.close()
    second.write_bytes(buffer.getvalue().replace(payload_digest(body).encode(), digest.encode()))
    run = archiver("ingest", second)
    assert run.returncode == 0, run.stdout + run.stderr
    found = rows("SELECT size FROM fetches WHERE url = ?", other)
    assert [row["size"] for row in found] == [len(body)]
    assert archiver("verify").returncode == 0
