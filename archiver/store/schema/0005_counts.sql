-- What the announced numbers of threads count. The table is made anew, so that the schema in the file keeps a comment on each column. Of visits that
-- an earlier version recorded it is not known.

-- One row per article and visit of its site: how complete its thread was. A thread is complete when every request that it needed was answered,
-- and no count that the site announces is higher than what was captured of what it counts.
CREATE TABLE new_threads (
    id INTEGER PRIMARY KEY, -- row id
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- the article it belongs to
    visit INTEGER NOT NULL,           -- the site's visit (see sites.visit)
    run_id INTEGER NOT NULL REFERENCES runs (id), -- the run that worked on it last
    system TEXT,                      -- the comment system whose markup was read; NULL where the page shows no comments
    announced INTEGER,                -- how many there are, as the page announces it; what it counts: announced_counts
    announced_counts TEXT,            -- what announced counts: comments; comments and pingbacks; threads (roots alone); posts (with the opening one); NULL: not known
    api_total INTEGER,                -- how many there are, as an interface counts them; what it counts: api_counts
    api_counts TEXT,                  -- what api_total counts: comments; comments without pingbacks; posts (with the opening one); NULL: not known
    pages_expected INTEGER,           -- requests that the thread needed, its article's page included
    pages_fetched INTEGER,            -- of these, answered
    captured INTEGER NOT NULL,        -- comments seen in this visit
    dangling INTEGER NOT NULL,        -- of these, replies to comments that were never seen
    unplaced INTEGER NOT NULL,        -- of these, such whose place in the tree is not known
    unreachable TEXT NOT NULL DEFAULT '[]', -- JSON: threads kept elsewhere: [('system', 'reason', 'identifiers', 'announced_count'), ...]
    complete INTEGER NOT NULL,        -- 1 or 0
    why TEXT,                         -- why it is not complete, in words; NULL where it is
    seen_at TEXT NOT NULL,            -- when the last of it was fetched
    UNIQUE (article_id, visit)
) STRICT;
INSERT INTO new_threads (
    id, article_id, visit, run_id, system, announced, api_total, pages_expected, pages_fetched, captured, dangling, unplaced, unreachable,
    complete, why, seen_at
) SELECT
    id, article_id, visit, run_id, system, announced, api_total, pages_expected, pages_fetched, captured, dangling, unplaced, unreachable,
    complete, why, seen_at
FROM threads;
DROP TABLE threads;
ALTER TABLE new_threads RENAME TO threads;
CREATE INDEX threads_gaps ON threads (complete, article_id);
