"""``archiver import-text``: pages that survive only as text, as copied from a browser."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from archiver import flattened
from archiver.models import Image, Moment
from tests import web
from tests.conftest import Archiver

URL = "https://lantern.example/2024/03/council-keeps-the-old-crane/"
# A news page with a wpDiscuz thread: a donation meter with a month above the headline, which stands twice around its standfirst.
CRANE = """\
Skip to content
The Saltmarsh Lantern
Home
Opinion
Keep the lamp lit!
June 2024
$3,120 raised of $5,000
Donate now
Harbour council votes to keep the old crane
After eleven years of argument the last crane on the north quay will be repaired.
Harbour council votes to keep the old crane
Photo credit: Mirela Danko

The harbour council voted on Tuesday night to keep the crane, which has lifted nothing since the great frost.

“It is ugly, and it is ours,” said Piet Amsel, who had carried the motion through three sittings.

The repair will cost as much as two benches and a lamp, according to the harbour master.

Opponents would rather mend the ferry ramp. They will come back with a motion of their own.

Work is to begin after the herring season, when nobody minds the noise.

Support us

Subscribe to our newsletter

Subscribe
Login
Notify of

new follow-up comments

Label
{} [+]
Name*
Email*
12 Comments
Newest
Oldest
Most Voted
Inline Feedbacks
View all comments
Greta Holm
2 years ago

About time. My grandfather oiled that crane.

It squeaked all the same.

Last edited 2 years ago by Greta Holm
7
Reply
harbourcat
Reply to Greta Holm
2 years ago

Mine painted it. Twice!

3
Reply
View Replies (3)
March 4, 2024 9:15 am

I came for the herring and stayed for the quarrel.

0
Reply
Tom R.
1 year ago
https://crane.example/history/
-2
Reply
Guest
Ilse
an hour ago
42
1
Reply
Nils Bergman

Nobody asked us on the south quay.

1
Reply
But who is to oil it
now that he is gone?
Reply
Load More Comments
wpDiscuz
Recent Posts
Ferry ramp delayed again
March 1, 2024
The ramp that should have been finished in autumn will not be finished in spring either.
© 2024 The Saltmarsh Lantern. All rights reserved.
"""
FURNITURE = (
    "Donate",
    "June",
    "raised",
    "Support us",
    "Subscribe",
    "Notify",
    "Label",
    "{}",
    "Newest",
    "Reply",
    "Last edited",
    "Load",
    "ramp delayed",
)
BEES = """\
Menu
Lantern weekly
Bees on the post office roof
by Ada Byrne and Tom Sole | Posted on March 4, 2024
The post office keeps bees now, and the counter smells of wax whenever the window is open.
What the bees say
A keeper comes on Thursdays and talks to the hives before she talks to anybody else.
Share this:
Facebook
Tags: bees, post office
3 thoughts on “Bees on the post office roof”
Lena Marsh says:
March 4, 2024 at 1:30 pm
Do they take registered mail?
Reply
Anonymous says:
March 5, 2024 at 9:02 am
No.
Reply
Pingback: Roofs of the coast
Otto says:
March 6, 2024 at 11:45 pm
“Fine,” he said:
then nothing.
Reply
Leave a Reply
Your email address will not be published. Required fields are marked *
Comment *
Post Comment
Recent Comments
Otto on Bees on the post office roof
Proudly powered by WordPress
"""
NIGHT_BUS = """\
Home » News » Night bus
Night bus gets a second driver
Passengers had asked for one since the first fell asleep
The new driver at the depot
Photo: Ira Lund
The night bus has a second driver from Monday on, who will sit beside the first and tell him stories.

The company calls it a trial. The drivers call it company, and have asked for a thermos.

You can support our journalism: become a member today and get our newsletter.

The first story is said to be long.

Related articles
Day bus loses a wheel
It was found near the river, where children had made a table of it, and nobody…
Copyright 2023 Lantern
"""


def raw(moment: Moment | None) -> tuple[str, str | None, str | None] | None:
    """A date as shown, what is known of it, and how much."""
    return (moment.raw, moment.local or moment.utc, moment.precision) if moment else None


def test_a_news_page_with_a_wpdiscuz_thread_is_read_without_its_furniture() -> None:
    found = flattened.read(CRANE, URL)
    article = found.article
    assert article is not None
    assert article.headline == "Harbour council votes to keep the old crane"
    assert article.standfirst == "After eleven years of argument the last crane on the north quay will be repaired."
    paragraphs = (article.body_text or "").split("\n\n")
    assert [each[:12] for each in paragraphs] == ["The harbour ", "“It is ugly,", "The repair w", "Opponents wo", "Work is to b"]
    assert paragraphs[-1].endswith("nobody minds the noise.")
    assert article.images == (Image(url=None, caption=None, credit="Mirela Danko"),)
    assert (article.byline, article.authors, article.date_published, article.date_modified) == (None, (), None, None)
    assert (article.section, article.tags, article.language, article.access, article.body_html) == (None, (), None, None, None)
    assert (article.comment_count, article.comments_open, article.url, article.canonical_url) == (12, None, URL, None)
    assert article.sources["headline"] == "text:line 11"
    assert article.sources["standfirst"] == "text:line 10"
    assert article.sources["body_text"] == "text:line 14 to 22"
    kept = json.dumps([article.headline, article.standfirst, article.body_text, *(each.text for each in found.thread.comments)])
    assert [word for word in FURNITURE if word in kept] == []


def test_the_comments_of_a_wpdiscuz_thread_keep_order_names_and_dates_as_shown() -> None:
    thread = flattened.read(CRANE, URL).thread
    assert (thread.system, thread.announced_count) == ("text", 12)
    assert [(each.author, raw(each.posted), each.text) for each in thread.comments] == [
        ("Greta Holm", ("2 years ago", None, None), "About time. My grandfather oiled that crane.\n\nIt squeaked all the same."),
        ("harbourcat", ("2 years ago", None, None), "Mine painted it. Twice!"),
        (None, ("March 4, 2024 9:15 am", "2024-03-04T09:15", "day"), "I came for the herring and stayed for the quarrel."),
        ("Tom R.", ("1 year ago", None, None), "https://crane.example/history/"),
        ("Ilse", ("an hour ago", None, None), "42"),
        ("Nils Bergman", None, "Nobody asked us on the south quay."),
        (None, None, "But who is to oil it\nnow that he is gone?"),
    ]
    assert [each.position for each in thread.comments] == list(range(7))
    assert {(each.parent_key, each.parent_source, each.depth) for each in thread.comments} == {(None, "none", 1)}
    assert {(each.author_url, each.html, each.likes, each.dislikes, each.votes, each.truncated) for each in thread.comments} == {
        (None, "", None, None, None, False)
    }
    assert [each.reply_to for each in thread.comments] == [None, "Greta Holm", None, None, None, None, None]
    assert [sorted(each.flags) for each in thread.comments] == [["edited"], [], [], [], [], [], []]
    assert len({each.key for each in thread.comments}) == 7


def spread(text: str) -> str:
    """As browsers that part every block by an empty line copy it."""
    return text.replace("\n", "\n\n")


def squeezed(text: str) -> str:
    """As it is when empty lines were dropped."""
    return "\n".join(line for line in text.splitlines() if line)


@pytest.mark.parametrize("change", [spread, squeezed, lambda text: text.replace("\n", "\r\n"), lambda text: text.replace(" ", "\u00a0")])
@pytest.mark.parametrize("url", [URL, "https://lantern.example/?p=7"])
def test_empty_lines_and_the_address_do_not_change_what_is_found(change: Callable[[str], str], url: str) -> None:
    plain, other = flattened.read(CRANE, URL), flattened.read(change(CRANE), url)
    assert plain.article is not None
    assert other.article is not None
    for field in ("headline", "standfirst", "body_text", "images", "comment_count"):
        assert getattr(other.article, field) == getattr(plain.article, field)
    assert [each.author for each in other.thread.comments] == [each.author for each in plain.thread.comments]
    assert [each.text.replace("\n\n", "\n") for each in other.thread.comments] == [
        each.text.replace("\n\n", "\n") for each in plain.thread.comments
    ]


def test_a_relative_date_counts_from_the_day_of_the_copy_where_that_is_said() -> None:
    day = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 1, 23, 59, 59, tzinfo=UTC))
    first, *_, ilse, nils, _ = flattened.read(CRANE, URL, copied=day).thread.comments
    assert first.posted is not None
    assert ilse.posted is not None
    assert (first.posted.raw, first.posted.precision, first.posted.utc) == ("2 years ago", "window", None)
    assert (first.posted.earliest or "")[:4] <= "2023" < "2024" <= (first.posted.latest or "")[:4]
    # The hour of the copy is not known: the window is as wide as the day.
    assert (ilse.posted.earliest, ilse.posted.latest) == ("2025-12-31T22:00:00Z", "2026-01-01T23:29:59Z")
    assert nils.posted is None


def test_the_key_of_a_comment_is_the_same_in_a_copy_of_another_year() -> None:
    later = CRANE.replace("2 years ago", "3 years ago")
    assert [each.key for each in flattened.read(later, URL).thread.comments] == [
        each.key for each in flattened.read(CRANE, URL).thread.comments
    ]


def test_a_classic_wordpress_thread_says_who_says_what() -> None:
    found = flattened.read(BEES, "https://lantern.example/?p=8", timezone=ZoneInfo("Europe/Dublin"))
    article = found.article
    assert article is not None
    assert (article.headline, article.standfirst, article.images) == ("Bees on the post office roof", None, ())
    assert (article.byline, [each.name for each in article.authors]) == ("by Ada Byrne and Tom Sole", ["Ada Byrne", "Tom Sole"])
    assert raw(article.date_published) == ("March 4, 2024", "2024-03-04", "day")
    assert article.tags == ("bees", "post office")
    assert [each[:10] for each in (article.body_text or "").split("\n\n")] == ["The post o", "What the b", "A keeper c"]
    assert article.comment_count == 3
    assert [(each.author, each.posted and each.posted.utc, each.text, sorted(each.flags)) for each in found.thread.comments] == [
        ("Lena Marsh", "2024-03-04T13:30:00Z", "Do they take registered mail?", []),
        (None, "2024-03-05T09:02:00Z", "No.", []),  # what WordPress prints where no name was given
        ("Roofs of the coast", None, "", ["pingback"]),
        ("Otto", "2024-03-06T23:45:00Z", "“Fine,” he said:\n\nthen nothing.", []),
    ]


def test_a_text_without_comments_has_none() -> None:
    found = flattened.read(NIGHT_BUS, "https://lantern.example/news/night-bus-gets-second-driver.html")
    article = found.article
    assert article is not None
    assert article.headline == "Night bus gets a second driver"  # the address leaves a word out, as editors do
    assert article.standfirst == "Passengers had asked for one since the first fell asleep"
    assert article.images == (Image(url=None, caption="The new driver at the depot", credit="Ira Lund"),)
    assert [each[-12:] for each in (article.body_text or "").split("\n\n")] == ["him stories.", "r a thermos.", " to be long."]
    assert (article.comment_count, found.thread.comments, found.thread.system) == (None, (), None)


def test_a_headline_that_the_text_does_not_tell_is_asked_for() -> None:
    with pytest.raises(flattened.NoHeadline, match=r"line 2, 'Night bus gets .* or line 3, 'Passengers had asked"):
        flattened.read(NIGHT_BUS.replace("The new driver at the depot\nPhoto: Ira Lund\n", ""), "https://lantern.example/?p=9")
    named = flattened.read(NIGHT_BUS, "https://lantern.example/?p=9", headline="night bus gets a second driver")
    assert named.article is not None
    assert named.article.headline == "Night bus gets a second driver"
    with pytest.raises(flattened.NoHeadline, match="is no line of the text"):
        flattened.read(NIGHT_BUS, URL, headline="Day bus")


@pytest.fixture
def crane(tmp_path: Path) -> Path:
    path = tmp_path / "crane.txt"
    path.write_text(CRANE, "utf-8")
    return path


def everything(folder: Path) -> list[str]:
    """The whole database as SQL."""
    connection = sqlite3.connect(folder / "archive.db")
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def test_a_text_is_stored_as_a_normal_record_and_once(
    archiver: Archiver, crane: Path, folder: Path, rows: Callable[..., list[sqlite3.Row]]
) -> None:
    imported = archiver("import-text", crane, "--url", URL)
    assert (imported.returncode, imported.stderr) == (0, "")
    assert imported.stdout.splitlines() == [
        'headline "Harbour council votes to keep the old crane", a standfirst, 5 paragraphs, 1 credited picture, 7 comments of which 5 signed,'
        " 12 announced",
        f"A new article, 7 new comments: archiver show {URL}",
    ]
    before = everything(folder)
    moved = crane.rename(crane.with_name("another-name.txt"))
    again = archiver("import-text", moved, "--url", URL)
    assert (again.returncode, again.stdout.splitlines()[1]) == (0, "The archive holds it already; nothing was added.")
    assert everything(folder) == before

    (article,) = rows("SELECT * FROM articles")
    assert json.loads(article["images"]) == [{"url": None, "caption": None, "credit": "Mirela Danko"}]
    assert (article["url"], article["date_published"], article["date_published_raw"], article["byline"]) == (URL, None, None, None)
    (fetch,) = rows("SELECT fetches.*, state, found_by, runs.outcome AS run, exit_code, arguments FROM fetches"
                    " JOIN ledger ON ledger.id = ledger_id JOIN runs ON runs.id = fetches.run_id")  # fmt: skip
    assert (fetch["outcome"], fetch["status"], fetch["kind"], fetch["charset_used"]) == ("ok", None, "article", "utf-8")
    assert (fetch["size"], len(fetch["sha256"]), fetch["warc_file"]) == (len(CRANE.encode()), 64, None)
    assert (fetch["state"], fetch["found_by"], fetch["run"], fetch["exit_code"]) == ("done", "import-text", "finished", 0)
    assert json.loads(fetch["arguments"]) == {"file": "crane.txt", "url": URL}
    comments = rows("SELECT comments.*, name FROM comments LEFT JOIN commenters ON commenters.id = commenter_id ORDER BY path")
    assert [row["name"] for row in comments] == ["Greta Holm", "harbourcat", None, "Tom R.", "Ilse", "Nils Bergman", None]
    assert [(row["posted_raw"], row["posted"]) for row in comments[1:3]] == [("2 years ago", None), ("March 4, 2024 9:15 am", "2024-03-04")]
    assert {(row["parent_id"], row["parent_key"], row["parent_source"]) for row in comments} == {(None, None, "none")}
    (thread,) = rows("SELECT * FROM threads")
    assert (thread["announced"], thread["captured"], thread["unplaced"], thread["complete"]) == (12, 7, 7, 0)

    for command in (("verify",), ("status",), ("show", URL)):
        assert archiver(*command).returncode == 0
    assert "[image] credit: Mirela Danko" in archiver("show", URL).stdout


def test_a_longer_copy_of_the_same_page_adds_what_is_new(archiver: Archiver, crane: Path, rows: Callable[..., list[sqlite3.Row]]) -> None:
    assert archiver("import-text", crane, "--url", URL).returncode == 0
    crane.write_text(
        CRANE.replace("Load More", "Piet\n1 hour ago\nI am still here.\nReply\nLoad More").replace("2 years", "3 years"), "utf-8"
    )
    finished = archiver("import-text", crane, "--url", URL, "--copied-at", "2025-02-03")
    assert "A known article, 1 new comment: " in finished.stdout
    assert rows("SELECT COUNT(*) FROM comments")[0][0] == 8
    assert [row[:] for row in rows("SELECT posted_precision, posted_raw FROM comments WHERE position IN (0, 7) ORDER BY position")] == [
        (None, "2 years ago"),  # as it was first copied: the passing of time changes no comment
        ("window", "1 hour ago"),
    ]
    assert rows("SELECT last_seen_at FROM articles")[0][0] == "2025-02-03T23:59:59Z"


def test_a_dry_run_prints_the_record_and_stores_nothing(archiver: Archiver, crane: Path, folder: Path) -> None:
    finished = archiver("import-text", crane, "--url", URL, "--dry-run")
    record = json.loads(finished.stdout)
    assert record.keys() == {"url", "article", "thread"}
    assert record["article"]["headline"] == "Harbour council votes to keep the old crane"
    assert [each["author"] for each in record["thread"]["comments"]][:2] == ["Greta Holm", "harbourcat"]
    assert not folder.exists()


def test_what_cannot_be_imported_is_said_with_the_remedy(archiver: Archiver, crane: Path, tmp_path: Path, folder: Path) -> None:
    files = {
        "empty.txt": b" \n\n",
        "latin.txt": "Fähre\n".encode("latin-1"),
        "binary.txt": b"a\x00b",
        "page.txt": b"<!DOCTYPE html><html></html>",
        "nothing.txt": b"Menu\nHome\n",
    }
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    for name, url, words in (
        ("missing.txt", URL, "missing.txt' cannot be read: No such file or directory. Name a file"),
        (".", URL, "cannot be read: Is a directory"),
        ("empty.txt", URL, "empty.txt' is empty. Copy the whole page"),
        ("latin.txt", URL, "latin.txt' is not text in UTF-8: byte 0xe4 at 1 is none of it. Save it as UTF-8"),
        ("binary.txt", URL, "has null bytes"),
        ("page.txt", URL, 'read it with "archiver extract"'),
        (
            "nothing.txt",
            URL,
            "nothing.txt': no line of the text can be told to be the headline. Name the line as it stands in the text: --headline",
        ),
        ("crane.txt", "nonsense", "'nonsense' is not a web address. Write it in full"),
    ):
        finished = archiver("import-text", tmp_path / name, "--url", url)
        assert finished.returncode == 2, finished.stderr
        assert words in " ".join(finished.stderr.split()), finished.stderr
        assert "Traceback" not in finished.stderr
    for copied, words in (("soon", "'soon' is not a date. Write it as 2024-03-04"), ("2999-01-01", "is yet to come")):
        finished = archiver("import-text", crane, "--url", URL, "--copied-at", copied)
        assert finished.returncode == 2
        assert words in finished.stderr
    assert not folder.exists()


def test_a_copied_text_is_not_put_over_a_page_and_a_later_crawl_goes_over_it(
    archiver: Archiver, crane: Path, rows: Callable[..., list[sqlite3.Row]]
) -> None:
    with web.serve({"/crane/": web.article("Ferry finds its quay")}) as site:
        url = site.url("/crane/")
        assert archiver("import-text", crane, "--url", url).returncode == 0
        assert archiver("crawl", url, "--quiet").returncode == 0
        assert rows("SELECT headline FROM articles WHERE url = ?", url)[0][0] == "Ferry finds its quay"
        refused = archiver("import-text", crane, "--url", url)
    assert refused.returncode == 2
    assert "already, from the page as of" in refused.stderr
    assert "--archive" in refused.stderr
