"""From a page to records that may be stored: parsed, settled in form, and freed of what contradicts itself. The same for a crawl and for a file."""

from __future__ import annotations

import logging
from datetime import datetime

from archiver import normalise, validate
from archiver.collecting import uncollected
from archiver.comments import parse_thread
from archiver.comments.pages import number_of
from archiver.extract import extract_article
from archiver.models import Fetch
from archiver.profile import SiteProfile

logger = logging.getLogger(__name__)
#: Kinds of pages that hold records.
PARSED = ("article", "listing", "comments")
#: How the reason begins for which a page could not be parsed.
UNPARSED = "page could not be parsed"


@uncollected
def parse(fetch: Fetch, profile: SiteProfile) -> Fetch:
    """Fills a fetch's article and comments from its page; a page that cannot be parsed is recorded with the reason."""
    page = fetch.page
    if page is None or page.kind not in PARSED:
        return fetch
    fetch.comment_page = number_of(page.final_url) or 0
    try:
        fetch.charset_used = page.decoded[0]
        if page.kind != "comments":
            fetch.article = extract_article(page, profile)
        if page.kind == "comments" or fetch.article is not None:
            fetch.thread = parse_thread(page)
            fetch.comments = fetch.thread.comments
    except Exception as error:
        logger.exception("%s could not be parsed", fetch.url)
        fetch.article, fetch.thread, fetch.comments = None, None, ()
        fetch.outcome, fetch.error = "failed", f"{UNPARSED}: {type(error).__name__}: {error}"
    if page.kind == "article" and fetch.article is None and fetch.outcome == "ok":
        fetch.error = "not an article"
    return fetch


def settle(fetch: Fetch) -> Fetch:
    """One form for text, addresses and keys."""
    if fetch.article is not None and fetch.page is not None:
        fetch.article = normalise.article(fetch.article, fetch.page)
    fetch.comments = normalise.comments(fetch.comments)
    return fetch


def refuse(fetch: Fetch, *, since: datetime | None = None, until: datetime | None = None) -> Fetch:
    """Refuses values and records, and says why in ``fetch.rejected``."""
    fetched_at = datetime.fromisoformat(fetch.fetched_at)
    if fetch.article is not None:
        fetch.article, refused = validate.article(fetch.article, fetched_at, since=since, until=until)
        fetch.rejected += refused
        if fetch.article is None:
            fetch.comments = ()
    fetch.comments, refused = validate.comments(fetch.comments, fetched_at)
    fetch.rejected += refused
    return fetch


def process(fetch: Fetch, profile: SiteProfile, *, since: datetime | None = None, until: datetime | None = None) -> Fetch:
    """All three steps."""
    return refuse(settle(parse(fetch, profile)), since=since, until=until)
