-- Threads over interfaces, the record of how complete each thread is, and the history of articles and comments. Tables with new columns are made anew, so that the schema in the file
-- keeps a comment on each column.

CREATE TABLE new_ledger (
    id INTEGER PRIMARY KEY, -- row id
    key TEXT NOT NULL UNIQUE,         -- what two spellings of one request share: method, canonical URL, form
    site_id INTEGER NOT NULL REFERENCES sites (id), -- the site it belongs to
    url TEXT NOT NULL,                -- the address to ask for
    method TEXT NOT NULL DEFAULT 'GET', -- HTTP method
    form TEXT,                        -- JSON: [[name, value], ...] of a POST
    json TEXT,                        -- body of a POST that is no form
    context TEXT,                     -- JSON: [[name, value], ...]: what is needed to read the answer of a comment system's interface
    kind TEXT NOT NULL,               -- article, comments, listing, sitemap, feed, api
    host TEXT NOT NULL,               -- for the fair choice among hosts
    article_url TEXT,                 -- for comments: the article that they belong to
    found_on TEXT,                    -- the page that led here; NULL for the addresses a run was started with
    found_by TEXT NOT NULL,           -- the discovery source: seed, sitemap, feed, listing, rest, url-file, thread, import-text
    priority INTEGER NOT NULL,        -- higher is sooner
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'leased', 'done', 'failed')), -- pending: wanted; leased: a run is at it; done: answered for good; failed: given up
    attempts INTEGER NOT NULL DEFAULT 0, -- fetches so far in this visit
    due_at REAL NOT NULL DEFAULT 0,   -- not before this time, in seconds since 1970 (Retry-After, back-off)
    visit INTEGER NOT NULL,           -- the site's visit for which it is wanted
    run_id INTEGER REFERENCES runs (id), -- the run that holds, or last held, the lease
    added_at TEXT NOT NULL -- when the row was made
) STRICT;
INSERT INTO new_ledger (
    id, key, site_id, url, method, form, kind, host, article_url, found_on, found_by, priority, state, attempts, due_at, visit,
    run_id, added_at
) SELECT
    id, key, site_id, url, method, form, kind, host, article_url, found_on, found_by, priority, state, attempts, due_at, visit,
    run_id, added_at
FROM ledger;
DROP TABLE ledger;
ALTER TABLE new_ledger RENAME TO ledger;
CREATE INDEX ledger_frontier ON ledger (host, priority DESC, id) WHERE state = 'pending';
CREATE INDEX ledger_leased ON ledger (run_id) WHERE state = 'leased';
CREATE INDEX ledger_site_state ON ledger (site_id, state);
CREATE INDEX ledger_thread ON ledger (article_url, state) WHERE kind = 'comments';

CREATE TABLE new_articles (
    id INTEGER PRIMARY KEY, -- row id
    site_id INTEGER NOT NULL REFERENCES sites (id), -- the site it belongs to
    url TEXT NOT NULL UNIQUE,         -- the article's one address here: the declared canonical one where it is credible, else the final one
    canonical_url TEXT,               -- as the page declares it
    headline TEXT, -- as the page shows it, without the site's name
    standfirst TEXT,                  -- the summary under the headline
    byline TEXT,                      -- the credit line as shown; the people are in bylines
    date_published TEXT,              -- UTC as far as date_published_precision allows: 2024-03-04T13:30:00Z, 2024-03-04, 2024-03
    date_published_precision TEXT,    -- second, minute, day, month, year or window
    date_published_raw TEXT,          -- as the page shows or declares it
    date_published_local TEXT,        -- the clock shown where no time zone is stated
    date_published_earliest TEXT,     -- of a window ("6 years ago")
    date_published_latest TEXT,       -- of a window
    date_modified TEXT,               -- as date_published
    date_modified_precision TEXT, -- as date_published_precision
    date_modified_raw TEXT, -- as shown
    date_modified_local TEXT, -- the clock shown where no time zone is stated
    date_modified_earliest TEXT, -- of a window
    date_modified_latest TEXT, -- of a window
    section TEXT, -- as shown
    language TEXT,                    -- BCP 47, as declared
    body_text TEXT,                   -- paragraphs separated by an empty line
    body_html TEXT,                   -- sanitised
    images TEXT NOT NULL DEFAULT '[]', -- JSON: [{"url", "caption", "credit"}, ...]
    comment_count INTEGER,            -- as the page announces it; what was captured is counted in comments
    comments_open INTEGER,            -- 0 where the page says that comments are closed; NULL where it says nothing
    access TEXT,                      -- open, partial or paywalled
    sources TEXT NOT NULL DEFAULT '{}', -- JSON: column -> where its value came from
    content_hash TEXT NOT NULL,       -- SHA-256 of the normalised content, the comments' number left out; '' until it is seen again after an upgrade
    changed_at TEXT NOT NULL,         -- when the state that stands here was first seen; earlier ones are in article_revisions
    changed_visit INTEGER NOT NULL,   -- the site's visit in which that was (see sites.visit)
    first_fetch_id INTEGER NOT NULL REFERENCES fetches (id), -- the fetch that first brought it
    last_fetch_id INTEGER NOT NULL REFERENCES fetches (id),  -- the fetch that brought the values that stand here
    first_seen_at TEXT NOT NULL, -- when it was first fetched
    last_seen_at TEXT NOT NULL -- when it was last fetched
) STRICT;
INSERT INTO new_articles (
    id, site_id, url, canonical_url, headline, standfirst, byline, date_published, date_published_precision, date_published_raw,
    date_published_local, date_published_earliest, date_published_latest, date_modified, date_modified_precision,
    date_modified_raw, date_modified_local, date_modified_earliest, date_modified_latest, section, language, body_text, body_html,
    images, comment_count, comments_open, access, sources, content_hash, first_fetch_id, last_fetch_id, first_seen_at,
    last_seen_at, changed_at, changed_visit
) SELECT
    id, site_id, url, canonical_url, headline, standfirst, byline, date_published, date_published_precision, date_published_raw,
    date_published_local, date_published_earliest, date_published_latest, date_modified, date_modified_precision,
    date_modified_raw, date_modified_local, date_modified_earliest, date_modified_latest, section, language, body_text, body_html,
    images, comment_count, comments_open, access, sources, '', first_fetch_id, last_fetch_id, first_seen_at, last_seen_at,
    first_seen_at, 0
FROM articles;
DROP TABLE articles;
ALTER TABLE new_articles RENAME TO articles;
CREATE INDEX articles_site_date ON articles (site_id, date_published);

CREATE TABLE new_comments (
    id INTEGER PRIMARY KEY, -- row id
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- the article it belongs to
    key TEXT NOT NULL,                -- the site's own id of the comment, else a fingerprint
    parent_key TEXT,                  -- the site's id of the comment that it answers; kept even where that one was never seen
    parent_id INTEGER REFERENCES comments (id), -- the same as a row of this table; NULL for a root and while the parent is not seen
    parent_source TEXT NOT NULL CHECK (parent_source IN ('id', 'reply-link', 'nesting', 'none')), -- how the parent, or being a root, is known; none = unknown
    depth INTEGER NOT NULL,           -- 1 for a root, as the page shows it
    page INTEGER NOT NULL,            -- number of the comment page that showed it last; 0 for the article's own page
    position INTEGER NOT NULL,        -- 0-based reading order on that page
    commenter_id INTEGER REFERENCES commenters (id), -- NULL where the page shows no name
    posted TEXT,                      -- UTC as far as posted_precision allows (see articles.date_published)
    posted_precision TEXT, -- as date_published_precision
    posted_raw TEXT,                  -- as shown: "2 years ago"
    posted_local TEXT, -- the clock shown where no time zone is stated
    posted_earliest TEXT, -- of a window
    posted_latest TEXT, -- of a window
    text TEXT NOT NULL,               -- paragraphs separated by an empty line
    html TEXT NOT NULL,               -- sanitised
    truncated INTEGER NOT NULL DEFAULT 0, -- 1 where the page cuts the text off, and the rest of it was not got
    likes INTEGER, -- votes in favour, where the page counts them apart
    dislikes INTEGER, -- votes against, where the page counts them apart
    votes INTEGER,                    -- net result, where the page shows only that
    flags TEXT NOT NULL DEFAULT '[]', -- JSON: of pinned, by_article_author, deleted, pingback, trackback, edited, depth_limit
    reply_to TEXT,                    -- the name in a "Reply to NAME" label
    page_hash TEXT,                   -- SHA-256 of the normalised content as a page shows it, votes left out; NULL where only an interface tells it
    api_hash TEXT,                    -- the same as an interface tells it; NULL where none did. Then parent, date, name and text are the interface's
    visit INTEGER NOT NULL DEFAULT 0, -- the site's visit in which it was seen last (see sites.visit)
    api_visit INTEGER,                -- the visit in which an interface told it last
    path TEXT,                        -- sorts the thread: the segments of all that it answers, then its own (see archiver/store/paths.py)
    level INTEGER,                    -- 1 for a root, by the parents that are known; depth is what the page shows. NULL only while it is stored
    changed_at TEXT NOT NULL DEFAULT '', -- when the state that stands here was first seen; earlier ones are in comment_revisions
    changed_visit INTEGER NOT NULL DEFAULT 0, -- the site's visit in which that was
    vanished_at TEXT,                 -- when a complete visit of the thread first lacked it; NULL while it is shown
    reappeared_at TEXT,               -- when it was shown again after that
    first_fetch_id INTEGER NOT NULL REFERENCES fetches (id), -- the fetch that first brought it
    last_fetch_id INTEGER NOT NULL REFERENCES fetches (id), -- the fetch that brought the values that stand here
    first_seen_at TEXT NOT NULL, -- when it was first fetched
    last_seen_at TEXT NOT NULL, -- when it was last fetched
    UNIQUE (article_id, key)
) STRICT;
INSERT INTO new_comments (
    id, article_id, key, parent_key, parent_id, parent_source, depth, page, position, commenter_id, posted, posted_precision,
    posted_raw, posted_local, posted_earliest, posted_latest, text, html, likes, dislikes, votes, flags, reply_to, first_fetch_id,
    last_fetch_id, first_seen_at, last_seen_at, changed_at
) SELECT
    id, article_id, key, parent_key, parent_id, parent_source, depth, page, position, commenter_id, posted, posted_precision,
    posted_raw, posted_local, posted_earliest, posted_latest, text, html, likes, dislikes, votes, flags, reply_to, first_fetch_id,
    last_fetch_id, first_seen_at, last_seen_at, first_seen_at
FROM comments;
DROP TABLE comments;
ALTER TABLE new_comments RENAME TO comments;
CREATE INDEX comments_parent ON comments (parent_id);
CREATE INDEX comments_commenter ON comments (commenter_id);
CREATE INDEX comments_orphan ON comments (article_id, parent_key) WHERE parent_id IS NULL AND parent_key IS NOT NULL;
CREATE INDEX comments_visit ON comments (article_id, visit);
CREATE INDEX comments_unplaced ON comments (article_id) WHERE level IS NULL;
CREATE INDEX comments_thread ON comments (article_id, path);
CREATE INDEX comments_posted ON comments (posted);

-- Earlier states, one row a state; the current one stands in articles. A visit adds one state at most.
CREATE TABLE article_revisions (
    id INTEGER PRIMARY KEY, -- row id
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- the article
    seen_from TEXT NOT NULL,          -- when this state was first seen
    seen_until TEXT NOT NULL,         -- when it was seen last
    fetch_id INTEGER NOT NULL REFERENCES fetches (id), -- the last fetch that brought it
    headline TEXT, -- as in articles
    standfirst TEXT, -- as in articles
    byline TEXT, -- as in articles
    authors TEXT NOT NULL,            -- JSON: the names credited, in order
    date_published TEXT, -- as in articles
    date_modified TEXT, -- as in articles
    section TEXT, -- as in articles
    tags TEXT NOT NULL,               -- JSON: their names, in order
    body_text TEXT, -- as in articles
    body_html TEXT, -- as in articles
    images TEXT NOT NULL,             -- as in articles
    access TEXT -- as in articles
) STRICT;
CREATE INDEX article_revisions_article ON article_revisions (article_id, seen_from);

-- Earlier states of comments, one row a state; votes are in comment_votes.
CREATE TABLE comment_revisions (
    id INTEGER PRIMARY KEY, -- row id
    comment_id INTEGER NOT NULL REFERENCES comments (id) ON DELETE CASCADE, -- the comment
    seen_from TEXT NOT NULL,          -- when this state was first seen
    seen_until TEXT NOT NULL,         -- when it was seen last
    fetch_id INTEGER NOT NULL REFERENCES fetches (id), -- the last fetch that brought it
    parent_key TEXT, -- as in comments
    author TEXT,                      -- the name shown
    posted TEXT, -- as in comments
    text TEXT NOT NULL, -- as in comments
    html TEXT NOT NULL, -- as in comments
    flags TEXT NOT NULL -- as in comments
) STRICT;
CREATE INDEX comment_revisions_comment ON comment_revisions (comment_id, seen_from);

-- Votes as they stood before they changed; the current ones stand in comments.
CREATE TABLE comment_votes (
    id INTEGER PRIMARY KEY, -- row id
    comment_id INTEGER NOT NULL REFERENCES comments (id) ON DELETE CASCADE, -- the comment
    seen_at TEXT NOT NULL,            -- when they stood so last
    likes INTEGER, -- as in comments
    dislikes INTEGER, -- as in comments
    votes INTEGER -- as in comments
) STRICT;
CREATE INDEX comment_votes_comment ON comment_votes (comment_id, seen_at);

-- Full-text search, kept in step by triggers: SELECT * FROM articles WHERE id IN (SELECT rowid FROM articles_fts('harbour'))
CREATE VIRTUAL TABLE articles_fts USING fts5(
    headline, standfirst, byline, body_text, content = 'articles', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE comments_fts USING fts5(
    text, content = 'comments', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);

-- One row per article and visit of its site: how complete its thread was. A thread is complete when every request that it needed was answered,
-- and no count that the site announces is higher than what was captured.
CREATE TABLE threads (
    id INTEGER PRIMARY KEY, -- row id
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- the article it belongs to
    visit INTEGER NOT NULL,           -- the site's visit (see sites.visit)
    run_id INTEGER NOT NULL REFERENCES runs (id), -- the run that worked on it last
    system TEXT,                      -- the comment system whose markup was read; NULL where the page shows no comments
    announced INTEGER,                -- comments, as the page announces them; systems count differently: WordPress counts pingbacks, SPIP threads
    api_total INTEGER,                -- comments, as an interface counts them
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
CREATE INDEX threads_gaps ON threads (complete, article_id);
