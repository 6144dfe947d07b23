"""The raw archive: every request and answer of a crawl as WARC 1.1, written, mended, checked and read back."""
