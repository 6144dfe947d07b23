"""The documented queries use indexes: asked of SQLite itself."""

from __future__ import annotations

import pytest

from archiver.store.archive import Archive

#: query -> the index that its plan must name
PLANS = {
    "SELECT * FROM thread WHERE article_id = 1": "comments_thread",
    "SELECT * FROM thread WHERE article_id = 1 LIMIT 50 OFFSET 25000": "comments_thread",
    "SELECT * FROM reply_edges WHERE article_id = 1": "comments_",
    "SELECT * FROM comments WHERE parent_id = 1": "comments_parent",
    "SELECT * FROM comments WHERE commenter_id = 1": "comments_commenter",
    "SELECT * FROM comments WHERE posted >= '2024-01-01' AND posted < '2024-02-01'": "comments_posted",
    "SELECT * FROM articles WHERE site_id = 1 AND date_published >= '2024-01-01'": "articles_site_date",
    "SELECT * FROM coverage WHERE complete = 0": "threads_gaps",
    "SELECT * FROM comment_revisions WHERE comment_id = 1": "comment_revisions_comment",
    "SELECT * FROM comments_fts WHERE comments_fts MATCH 'harbour'": "VIRTUAL TABLE INDEX",
}


@pytest.mark.parametrize("query", PLANS)
def test_a_documented_query_uses_its_index(archive: Archive, query: str) -> None:
    plan = [row["detail"] for row in archive.db.conn.execute(f"EXPLAIN QUERY PLAN {query}")]
    assert PLANS[query] in plan[0] or any(PLANS[query] in step for step in plan), plan
    if "thread WHERE" in query:
        assert not any("TEMP B-TREE" in step for step in plan), plan
    assert not any(step.startswith("SCAN comments") and "VIRTUAL" not in step for step in plan), plan
