-- Where the bytes of each answer lie in the WARC files, and runs that are no crawls. Tables with new columns are made anew, so that the schema in the
-- file keeps a comment on each column.

CREATE TABLE new_runs (
    id INTEGER PRIMARY KEY, -- row id
    command TEXT NOT NULL,            -- crawl, reparse, ingest, import-text
    started_at TEXT NOT NULL, -- when the run began
    finished_at TEXT,                 -- NULL while it runs, and for a run that was killed
    outcome TEXT NOT NULL DEFAULT 'running', -- running, finished, limit, interrupted, killed
    exit_code INTEGER,                -- as documented in docs/crawling.md
    arguments TEXT NOT NULL,          -- JSON: addresses or files, and options the run was started with
    version TEXT NOT NULL,            -- of Archiver
    user_agent TEXT                   -- as sent with every request; NULL where nothing was asked for
) STRICT;
INSERT INTO new_runs (id, command, started_at, finished_at, outcome, exit_code, arguments, version, user_agent)
SELECT id, 'crawl', started_at, finished_at, outcome, exit_code, arguments, version, user_agent FROM runs;
DROP TABLE runs;
ALTER TABLE new_runs RENAME TO runs;

-- One row per lease: how a request ended. Requests that are tried again have several.
CREATE TABLE new_fetches (
    id INTEGER PRIMARY KEY, -- row id
    run_id INTEGER NOT NULL REFERENCES runs (id), -- the run that made it
    ledger_id INTEGER NOT NULL REFERENCES ledger (id), -- the request that it ended
    site_id INTEGER NOT NULL REFERENCES sites (id), -- the site it belongs to
    visit INTEGER NOT NULL DEFAULT 0, -- the site's visit in which it was made (see sites.visit)
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
    sha256 TEXT,                      -- of the decompressed body, hexadecimal
    warc_file TEXT,                   -- name of the file in warc/ that holds the last answer; NULL where none was recorded
    warc_offset INTEGER,              -- where its record begins in that file, in bytes
    warc_length INTEGER,              -- of that record in the file (one gzip member), in bytes
    payload_digest TEXT               -- of the body as it was sent, still compressed: "sha1:" and base 32, as WARC-Payload-Digest has it
) STRICT;
INSERT INTO new_fetches (
    id, run_id, ledger_id, site_id, url, method, kind, final_url, redirects, status, outcome, error, refused, fetched_at,
    latency_ms, content_type, charset_declared, charset_used, size, sha256
) SELECT
    id, run_id, ledger_id, site_id, url, method, kind, final_url, redirects, status, outcome, error, refused, fetched_at,
    latency_ms, content_type, charset_declared, charset_used, size, sha256
FROM fetches;
DROP TABLE fetches;
ALTER TABLE new_fetches RENAME TO fetches;
CREATE INDEX fetches_run ON fetches (run_id, outcome);
CREATE INDEX fetches_ledger ON fetches (ledger_id);
CREATE INDEX fetches_warc ON fetches (warc_file, warc_offset) WHERE warc_file IS NOT NULL;

-- Bodies that the WARC files hold. One that comes again, from whatever address, is kept as a revisit record that names this one.
CREATE TABLE payloads (
    digest TEXT PRIMARY KEY,          -- see fetches.payload_digest
    size INTEGER NOT NULL,            -- bytes of the body as it was sent
    url TEXT NOT NULL,                -- WARC-Target-URI of the record that holds it
    recorded_at TEXT NOT NULL,        -- WARC-Date of that record
    warc_file TEXT NOT NULL,          -- see fetches.warc_file
    warc_offset INTEGER NOT NULL,     -- see fetches.warc_offset
    warc_length INTEGER NOT NULL      -- see fetches.warc_length
) STRICT, WITHOUT ROWID;
CREATE INDEX payloads_warc ON payloads (warc_file, warc_offset);
