"""Exit codes of the commands; documented in docs/crawling.md."""

ALL_WELL = 0
WITH_FAILURES = 1  #: finished, but some requests failed for good
WRONG_USAGE = 2  #: also a broken profile or configuration: nothing was fetched
NOTHING_FETCHED = 3
ARCHIVE_HELD = 4  #: another run is writing to the archive
INTERRUPTED = 130  #: by SIGINT or SIGTERM
