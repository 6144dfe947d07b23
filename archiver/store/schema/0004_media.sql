-- Images of articles and comments, kept where a crawl was told to (--media); and indexes for the view vanished_comments, and to find an article by
-- what was fetched.

CREATE INDEX comments_vanished ON comments (article_id) WHERE vanished_at IS NOT NULL;
CREATE INDEX articles_fetch ON articles (last_fetch_id);

-- One row an address of an image: what became of asking for it. The view images tells which article or comment shows it.
CREATE TABLE media (
    id INTEGER PRIMARY KEY, -- row id
    url TEXT NOT NULL UNIQUE,         -- as the page names it, absolute
    site_id INTEGER NOT NULL REFERENCES sites (id), -- the site whose page named it when it was asked for last
    run_id INTEGER NOT NULL REFERENCES runs (id), -- the run that asked for it last
    outcome TEXT NOT NULL CHECK (outcome IN ('ok', 'gone', 'excluded', 'failed')), -- ok: it is kept, and not asked for again; gone: 404 or 410; excluded: robots.txt, scope, or no image
    error TEXT,                       -- the reason, in words, where the outcome is not ok
    final_url TEXT,                   -- after redirects; NULL where no answer came
    status INTEGER,                   -- HTTP status of the last answer; NULL where none came
    fetched_at TEXT NOT NULL,         -- when the answer was complete, or the failure known
    content_type TEXT,                -- media type as the header says it, such as image/jpeg
    size INTEGER,                     -- bytes of the file
    sha256 TEXT,                      -- of the file, hexadecimal
    file TEXT,                        -- path in the archive's folder media/, made from sha256; NULL where it was not got
    warc_file TEXT,                   -- see fetches.warc_file
    warc_offset INTEGER,              -- see fetches.warc_offset
    warc_length INTEGER,              -- see fetches.warc_length
    payload_digest TEXT               -- see fetches.payload_digest
) STRICT;
CREATE INDEX media_file ON media (file) WHERE file IS NOT NULL;
CREATE INDEX media_run ON media (run_id, outcome);
CREATE INDEX media_warc ON media (warc_file, warc_offset) WHERE warc_file IS NOT NULL;

-- Images in the text of a comment, one row an image; those of articles are in articles.images.
CREATE TABLE comment_images (
    comment_id INTEGER NOT NULL REFERENCES comments (id) ON DELETE CASCADE, -- the comment
    position INTEGER NOT NULL,        -- 0-based, in the order of the text
    url TEXT NOT NULL,                -- absolute
    PRIMARY KEY (comment_id, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX comment_images_url ON comment_images (url);
