"""The newsroom changes between visits, and the archive has every earlier state, every mark, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from archiver.newsroom import Newsroom, Server, serve
from archiver.newsroom.compare import differences
from archiver.newsroom.marks import to_text
from archiver.newsroom.story import Remark
from archiver.store.archive import Archive
from tests.conftest import Archiver
from tests.test_reparse import state

Rows = Callable[..., list[sqlite3.Row]]
LIGHTHOUSE, VOTED = "lighthouse-lamp-comes-home", 1502  # net votes
SEPARATE = "should-the-band-be-louder"  # likes and dislikes apart
HISTORY = ("article_revisions", "comment_revisions", "comment_votes")


@pytest.fixture
def paper() -> Iterator[Server]:
    """A newsroom without mishaps, of stories with a discussion that answer at once."""
    newsroom = Newsroom.load()
    newsroom.mishaps.clear()
    newsroom.stories = [story for story in newsroom.stories if story.remarks]
    for story in newsroom.stories:
        story.busy, story.delay = 0, 0.0
    with serve(newsroom) as running:
        yield running


@pytest.fixture
def visit(paper: Server, archiver: Archiver) -> Callable[[], None]:
    def crawl() -> None:
        run = archiver("crawl", paper.base_url + "/", "--quiet", "--delay", "0", "--set", "ARCHIVER_BACKOFF=0.1", timeout=300)
        assert run.returncode == 0, run.stdout + run.stderr

    return crawl


def remark(paper: Server, slug: str, number: int) -> Remark:
    return next(each for each in paper.newsroom.story(slug).remarks if each.id == number)


def test_every_change_of_the_newspaper_is_kept_and_nothing_else(
    paper: Server, visit: Callable[[], None], archiver: Archiver, rows: Rows, folder: Path
) -> None:
    visit()
    assert as_printed(folder, paper) == []
    bench, separate = paper.newsroom.story("bench-by-the-slipway"), paper.newsroom.story(SEPARATE)
    first = {
        "headline": bench.headline, "standfirst": bench.standfirst, "body": to_text(bench.body), "tags": '["Benches","Slipway"]',
        "words": to_text(remark(paper, bench.slug, 1102).text),
    }  # fmt: skip

    # An article edited; a comment edited, one deleted, one hidden, one new below the deepest; votes of both kinds changed.
    bench.headline, bench.tags = "A second bench divides the parish", ["Benches"]
    bench.body = bench.body.replace("four thousand dollars", "five thousand dollars")
    remark(paper, bench.slug, 1102).text = "Nobody doubts the bench, Greta. It is the *bearing*, as I said."
    bench.remarks.remove(remark(paper, bench.slug, 1111))
    hidden = remark(paper, bench.slug, 1112)
    bench.remarks.remove(hidden)
    bench.remarks.append(Remark(id=1113, parent=1110, author="Halldóra", posted=remark(paper, bench.slug, 1110).posted, text="He would."))
    net, apart = remark(paper, LIGHTHOUSE, VOTED), separate.remarks[0]
    before = net.votes, apart.likes, apart.dislikes
    net.votes, apart.likes, apart.dislikes = net.votes + 3, apart.likes + 1, apart.dislikes + 2
    visit()

    assert as_printed(folder, paper) == []
    [article] = rows("SELECT * FROM article_revisions")
    assert (article["headline"], article["standfirst"], article["body_text"], article["tags"]) == (
        first["headline"], first["standfirst"], first["body"], first["tags"],
    )  # fmt: skip
    assert {row["field"] for row in rows("SELECT field FROM article_changes")} == {"headline", "body_text", "tags"}
    [comment] = rows(
        "SELECT key, comment_revisions.text, comment_revisions.author FROM comment_revisions JOIN comments ON comments.id = comment_id"
    )
    assert tuple(comment) == ("1102", first["words"], "Wim Aarts")
    assert {row["field"] for row in rows("SELECT field FROM comment_changes")} == {"text"}
    votes = rows("SELECT key, v.votes, v.likes, v.dislikes FROM comment_votes AS v JOIN comments ON comments.id = comment_id ORDER BY key")
    expected = {(str(net.id), before[0], None, None), (str(apart.id), None, before[1], before[2])}
    assert {tuple(row) for row in votes} == expected
    gone = rows("SELECT key, text FROM vanished_comments ORDER BY key")
    assert [row["key"] for row in gone] == ["1111", "1112"]
    assert gone[1]["text"] == to_text(hidden.text)
    assert [row["key"] for row in rows("SELECT key FROM comments WHERE reappeared_at IS NOT NULL")] == []
    [reply] = rows("SELECT level, parent_key, first_seen_at > (SELECT first_seen_at FROM comments WHERE key = '1110') AS later FROM comments"
                   " WHERE key = '1113'")  # fmt: skip
    assert tuple(reply) == (11, "1110", 1)
    history = archiver("history", paper.base_url + bench.path).stdout
    told = (
        "- A bench by the slipway",
        "+ A second bench",
        "comment 1111 has vanished",
        "new comment 1113 by Halldóra",
        "1102 by Wim Aarts: text",
    )
    for line in told:
        assert line in history, line

    # The hidden one is shown again, and the edited one edited back.
    bench.remarks.append(hidden)
    remark(paper, bench.slug, 1102).text = "Nobody doubts the bench, Greta. It is the bearing."
    visit()
    assert as_printed(folder, paper) == []
    assert [row["key"] for row in rows("SELECT key FROM vanished_comments")] == ["1111"]
    [back] = rows("SELECT key, vanished_at, first_seen_at < reappeared_at AS later FROM comments WHERE reappeared_at IS NOT NULL")
    assert tuple(back) == ("1112", None, 1)
    assert len(rows("SELECT * FROM comment_revisions")) == 2

    # A visit that finds all as it was adds nothing; and reading it all again makes the same history.
    kept = {table: [tuple(row) for row in rows(f"SELECT * FROM {table}")] for table in HISTORY}
    visit()
    assert {table: [tuple(row) for row in rows(f"SELECT * FROM {table}")] for table in HISTORY} == kept
    rest = frozenset({"runs", "tags"})  # a tag that no article has any more is taken away
    before_reparse = state(folder, rest)
    assert "Nothing changed" in archiver("reparse", timeout=300).stdout
    assert state(folder, rest) == before_reparse
    assert archiver("verify").returncode == 0


def as_printed(folder: Path, paper: Server) -> list[str]:
    """What the archive has otherwise than the newspaper prints now, comments that have vanished left out."""
    with Archive.read(folder) as archive:
        vanished = {
            f"{row['url']} #{row['key']}: no comment of the newspaper" for row in archive.db.conn.execute("SELECT * FROM vanished_comments")
        }
        return [each for each in differences(archive, paper.newsroom, paper.base_url) if each not in vanished]
