-- The archive's first schema. Instants are ISO 8601 in UTC ("2024-03-04T13:30:00Z"); NULL means "not stated", never a guess.
-- JSON columns hold arrays or objects; flags are 0 or 1.

CREATE TABLE sites (
    id INTEGER PRIMARY KEY, -- row id
    host TEXT NOT NULL UNIQUE,        -- host and port without "www.", lower case: example.org
    home_url TEXT NOT NULL,           -- the address that the first crawl was given
    visit INTEGER NOT NULL DEFAULT 0, -- number of the passage over the site that is under way or was finished last; a resumed crawl keeps it
    robots_txt TEXT,                  -- robots.txt as last read; NULL where the site has none
    crawl_delay REAL,                 -- seconds between requests that robots.txt asks for
    added_at TEXT NOT NULL -- when the row was made
) STRICT;

CREATE TABLE runs (
    id INTEGER PRIMARY KEY, -- row id
    started_at TEXT NOT NULL, -- when the run began
    finished_at TEXT,                 -- NULL while it runs, and for a run that was killed
    outcome TEXT NOT NULL DEFAULT 'running', -- running, finished, limit, interrupted, killed
    exit_code INTEGER,                -- as documented in docs/crawling.md
    arguments TEXT NOT NULL,          -- JSON: addresses and options the run was started with
    version TEXT NOT NULL,            -- of Archiver
    user_agent TEXT NOT NULL          -- as sent with every request
) STRICT;

-- The frontier: one row per request that was ever wanted; state moves pending -> leased -> done or failed.
CREATE TABLE ledger (
    id INTEGER PRIMARY KEY, -- row id
    key TEXT NOT NULL UNIQUE,         -- what two spellings of one request share: method, canonical URL, form
    site_id INTEGER NOT NULL REFERENCES sites (id), -- the site it belongs to
    url TEXT NOT NULL,                -- the address to ask for
    method TEXT NOT NULL DEFAULT 'GET', -- HTTP method
    form TEXT,                        -- JSON: [[name, value], ...] of a POST
    kind TEXT NOT NULL,               -- article, comments, listing, sitemap, feed, api
    host TEXT NOT NULL,               -- for the fair choice among hosts
    article_url TEXT,                 -- for comments: the article that they belong to
    found_on TEXT,                    -- the page that led here; NULL for the addresses a run was started with
    found_by TEXT NOT NULL,           -- the discovery source: seed, sitemap, feed, listing, rest, url-file, thread
    priority INTEGER NOT NULL,        -- higher is sooner
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'leased', 'done', 'failed')), -- pending: wanted; leased: a run is at it; done: answered for good; failed: given up
    attempts INTEGER NOT NULL DEFAULT 0, -- fetches so far in this visit
    due_at REAL NOT NULL DEFAULT 0,   -- not before this time, in seconds since 1970 (Retry-After, back-off)
    visit INTEGER NOT NULL,           -- the site's visit for which it is wanted
    run_id INTEGER REFERENCES runs (id), -- the run that holds, or last held, the lease
    added_at TEXT NOT NULL -- when the row was made
) STRICT;
CREATE INDEX ledger_frontier ON ledger (host, priority DESC, id) WHERE state = 'pending';
CREATE INDEX ledger_leased ON ledger (run_id) WHERE state = 'leased';
CREATE INDEX ledger_site_state ON ledger (site_id, state);

-- One row per lease: how a request ended. Requests that are tried again have several.
CREATE TABLE fetches (
    id INTEGER PRIMARY KEY, -- row id
    run_id INTEGER NOT NULL REFERENCES runs (id), -- the run that made it
    ledger_id INTEGER NOT NULL REFERENCES ledger (id), -- the request that it ended
    site_id INTEGER NOT NULL REFERENCES sites (id), -- the site it belongs to
    url TEXT NOT NULL,                -- as asked for
    method TEXT NOT NULL, -- HTTP method
    kind TEXT NOT NULL,               -- what it was asked for as (see ledger.kind)
    final_url TEXT,                   -- after redirects; NULL where no answer came
    redirects TEXT NOT NULL DEFAULT '[]', -- JSON: the addresses passed through, first to last
    status INTEGER,                   -- HTTP status of the last answer; NULL where none came
    outcome TEXT NOT NULL CHECK (outcome IN ('ok', 'gone', 'excluded', 'retry', 'failed')), -- gone: 404 or 410; excluded: robots.txt or scope
    error TEXT,                       -- the reason, in words, where the outcome is not ok or the page is not what it was asked for as
    refused TEXT NOT NULL DEFAULT '[]', -- JSON: what validation refused of the page, and why
    fetched_at TEXT NOT NULL,         -- when the answer was complete, or the failure known
    latency_ms INTEGER,               -- from sending the request to the start of the answer; NULL where none came
    content_type TEXT,                -- header as sent
    charset_declared TEXT,            -- by the Content-Type header
    charset_used TEXT,                -- with which the body was decoded; NULL where it is not text
    size INTEGER,                     -- bytes of the decompressed body
    sha256 TEXT                       -- of the decompressed body, hexadecimal
) STRICT;
CREATE INDEX fetches_run ON fetches (run_id, outcome);
CREATE INDEX fetches_ledger ON fetches (ledger_id);

CREATE TABLE articles (
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
    content_hash TEXT NOT NULL,       -- SHA-256 of the normalised content; changes when the article does
    first_fetch_id INTEGER NOT NULL REFERENCES fetches (id), -- the fetch that first brought it
    last_fetch_id INTEGER NOT NULL REFERENCES fetches (id),  -- the fetch that brought the values that stand here
    first_seen_at TEXT NOT NULL, -- when it was first fetched
    last_seen_at TEXT NOT NULL -- when it was last fetched
) STRICT;
CREATE INDEX articles_site_date ON articles (site_id, date_published);

-- Credited authors. One row per name and profile address at a site: two people of one name without addresses share a row.
CREATE TABLE people (
    id INTEGER PRIMARY KEY, -- row id
    site_id INTEGER NOT NULL REFERENCES sites (id), -- the site it belongs to
    name TEXT NOT NULL,               -- as credited
    url TEXT NOT NULL DEFAULT '',     -- profile page; '' where none is given
    UNIQUE (site_id, name, url)
) STRICT;

CREATE TABLE bylines (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- the article it belongs to
    position INTEGER NOT NULL,        -- 0-based, in the order of the page
    person_id INTEGER NOT NULL REFERENCES people (id), -- who is credited
    role TEXT,                        -- as shown: "Photographs"
    kind TEXT NOT NULL,               -- organisation where this article's page says so, else person
    PRIMARY KEY (article_id, position)
) STRICT;
CREATE INDEX bylines_person ON bylines (person_id);

CREATE TABLE tags (
    id INTEGER PRIMARY KEY, -- row id
    name TEXT NOT NULL UNIQUE         -- as shown
) STRICT;

CREATE TABLE article_tags (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE, -- the article it belongs to
    position INTEGER NOT NULL,        -- 0-based, in the order of the page
    tag_id INTEGER NOT NULL REFERENCES tags (id), -- the tag
    PRIMARY KEY (article_id, position)
) STRICT;
CREATE INDEX article_tags_tag ON article_tags (tag_id);

-- Names that comments are signed with. One row per name and address at a site; it need not be one person.
CREATE TABLE commenters (
    id INTEGER PRIMARY KEY, -- row id
    site_id INTEGER NOT NULL REFERENCES sites (id), -- the site it belongs to
    name TEXT NOT NULL,               -- as shown
    url TEXT NOT NULL DEFAULT '',     -- the address that the name links to; '' where it links nowhere
    UNIQUE (site_id, name, url)
) STRICT;

CREATE TABLE comments (
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
    likes INTEGER, -- votes in favour, where the page counts them apart
    dislikes INTEGER, -- votes against, where the page counts them apart
    votes INTEGER,                    -- net result, where the page shows only that
    flags TEXT NOT NULL DEFAULT '[]', -- JSON: of pinned, by_article_author, deleted, pingback, trackback, edited, depth_limit
    reply_to TEXT,                    -- the name in a "Reply to NAME" label
    content_hash TEXT NOT NULL,       -- SHA-256 of the normalised content, votes left out
    first_fetch_id INTEGER NOT NULL REFERENCES fetches (id), -- the fetch that first brought it
    last_fetch_id INTEGER NOT NULL REFERENCES fetches (id), -- the fetch that brought the values that stand here
    first_seen_at TEXT NOT NULL, -- when it was first fetched
    last_seen_at TEXT NOT NULL, -- when it was last fetched
    UNIQUE (article_id, key)
) STRICT;
CREATE INDEX comments_parent ON comments (parent_id);
CREATE INDEX comments_commenter ON comments (commenter_id);
CREATE INDEX comments_orphan ON comments (article_id, parent_key) WHERE parent_id IS NULL AND parent_key IS NOT NULL;
