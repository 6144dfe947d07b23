"""The documented queries use indexes: asked of SQLite itself. No query on one article, thread or comment reads a table from end to end."""

from __future__ import annotations

import re

import pytest

from archiver.store.archive import Archive

#: query -> the indexes that its plan must name
PLANS = {
    "SELECT * FROM thread WHERE article_id = 1": ["comments_thread"],
    "SELECT * FROM thread WHERE article_id = 1 LIMIT 50 OFFSET 25000": ["comments_thread"],
    "SELECT * FROM reply_edges WHERE article_id = 1": ["comments_"],
    "SELECT * FROM reply_edges WHERE commenter_id = 1": ["comments_commenter"],
    "SELECT * FROM article_overview WHERE id = 1": ["comments_visit", "article_revisions_article"],
    "SELECT * FROM article_changes WHERE article_id = 1": ["article_revisions_article"],
    "SELECT * FROM comment_changes WHERE article_id = 1": ["comments_", "comment_revisions_comment"],
    "SELECT * FROM comment_changes WHERE comment_id = 1": ["comment_revisions_comment"],
    "SELECT * FROM comment_votes WHERE comment_id = 1": ["comment_votes_comment"],
    "SELECT * FROM comment_revisions WHERE comment_id = 1": ["comment_revisions_comment"],
    "SELECT * FROM vanished_comments": ["comments_vanished"],
    "SELECT * FROM vanished_comments WHERE url = 'https://a.example/'": ["comments_vanished"],
    "SELECT * FROM images WHERE article_id = 1": ["sqlite_autoindex_media", "comment_images USING PRIMARY KEY"],
    "SELECT * FROM coverage WHERE complete = 0": ["threads_gaps"],
    "SELECT * FROM coverage WHERE article_id = 1": ["sqlite_autoindex_threads"],
    "SELECT * FROM comments WHERE parent_id = 1": ["comments_parent"],
    "SELECT * FROM comments WHERE commenter_id = 1": ["comments_commenter"],
    "SELECT * FROM comments WHERE posted >= '2024-01-01' AND posted < '2024-02-01'": ["comments_posted"],
    "SELECT * FROM articles WHERE site_id = 1 AND date_published >= '2024-01-01'": ["articles_site_date"],
    "SELECT * FROM articles WHERE id IN (SELECT rowid FROM articles_fts('harbour'))": ["VIRTUAL TABLE INDEX"],
    "SELECT * FROM comments_fts WHERE comments_fts MATCH 'harbour'": ["VIRTUAL TABLE INDEX"],
}
_WHOLE = re.compile(
    r"SCAN (?:articles|comments|replies|fetches|threads|media|comment_images|\w+_revisions|earlier|comment_votes)(?! USING INDEX comments_vanished)\b"
)


@pytest.mark.parametrize("query", PLANS)
def test_a_documented_query_uses_its_index(archive: Archive, query: str) -> None:
    plan = [row["detail"] for row in archive.db.conn.execute(f"EXPLAIN QUERY PLAN {query}")]
    for index in PLANS[query]:
        assert any(index in step for step in plan), (index, plan)
    assert not [step for step in plan if _WHOLE.match(step) and "VIRTUAL" not in step], plan
    if "thread WHERE" in query:
        assert not any("TEMP B-TREE" in step for step in plan), plan
