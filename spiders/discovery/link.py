"""An address that a discovery source found, and what the address itself tells."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import parse_qsl, urlsplit

import attrs


@attrs.frozen(kw_only=True)
class Link:
    """An address that may be worth a fetch."""

    url: str  #: absolute, canonical
    kind: str  #: article, listing, sitemap, feed or api
    found_by: str  #: name of the source
    published: datetime | None = None  #: as the source states it, aware
    modified: datetime | None = None  #: as the source states it, aware


# What an address tells by its path, first match first. Each row names the convention that it relies on.
_PATHS: tuple[tuple[str, str], ...] = (
    # files that are not pages
    (r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|mp[34]|m4[av]|webm|og[gv]|wav|avi|mov|pdf|docx?|xlsx?|pptx?|zip|gz|rar|7z|exe|dmg|css|js"
     r"|json|xml|rss|atom|txt|ics|epub|woff2?)$", "skip"),
    # WordPress' back doors, and other copies of a page that one already has: feeds, embeds, print and AMP versions, trackbacks
    (r"^/(?:wp-admin|wp-login|wp-json|wp-content|wp-includes|xmlrpc|cdn-cgi)\b", "skip"),
    (r"/(?:feed|rss|atom|embed|trackback|amp|print)/?$", "skip"),
    # later pages of a thread: the comment systems ask for them
    (r"/comment-page-\d+/?$", "skip"),
    # forms and accounts
    (r"/(?:login|signin|signup|register|subscribe|unsubscribe|account|cart|checkout|search|logout|donate)(?:/|\.\w+$|$)", "skip"),
    # tag and author archives: the same articles stand in sections, months and sitemaps, and there can be more tags than articles
    (r"^/(?:[^/]+/)?(?:tags?|author|authors|users?|profile)/", "skip"),
    # day archives: the month shows them all
    (r"^/(?:19|20)\d\d/\d\d/\d\d/?$", "skip"),
    # year and month archives
    (r"^/(?:19|20)\d\d(?:/\d\d)?/?$", "listing"),
    # pagination of WordPress and many others
    (r"/page/\d+/?$", "listing"),
    (r"^/(?:category|categories|section|sections|topics?|archives?|blog|news)/[^/]*/?$", "listing"),
    (r"^/(?:category|categories|section|sections|topics?|archives?)/", "listing"),
    # permalinks with a date: /2024/03/04/slug, /2024/03/slug, /2024-03-04-slug
    (r"/(?:19|20)\d\d[/-]\d\d(?:[/-]\d\d)?[/-][^/]+", "article"),
    # "article" or "story" as a step of the path, followed by something
    (r"/(?:articles?|story|stories|posts?)/[^/]+", "article"),
    # a headline as the last step: four words or more, or a number of five digits or more beside words
    (r"/[^/]*[^\W\d_]+(?:-[^\W_]+){3,}(?:\.\w+|/)?$", "article"),
    (r"/(?=[^/]*[^\W\d_])(?=[^/]*\d{5})[^/]+(?:\.html?|/)?$", "article"),
)  # fmt: skip
_PATH_RULES = tuple((re.compile(pattern, re.IGNORECASE), verdict) for pattern, verdict in _PATHS)
# Query parameters that ask for another view of the same page, or for an action.
_SKIP_QUERY = frozenset(
    "share print replytocom s q search amp action add-to-cart like_comment unapproved moderation-hash preview format output sort order orderby"
    " openidserver redirect_to cpage".split()
)
_LISTING_QUERY = frozenset({"page", "paged", "cat", "offset", "start", "m"})
_ARTICLE_QUERY = frozenset({"p", "article", "article_id", "story", "storyid", "id"})
_MONTH_ARCHIVE = re.compile(r"^/((?:19|20)\d\d)(?:/(\d\d))?/?$")


@lru_cache(maxsize=50_000)
def verdict(url: str) -> str | None:
    """skip, listing or article, as far as the address tells; None where it does not."""
    parts = urlsplit(url)
    names = {name.lower() for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
    if names & _SKIP_QUERY or _in_future(parts.path):
        return "skip"
    by_path = next((found for rule, found in _PATH_RULES if rule.search(parts.path)), None)
    if by_path is None and names & _ARTICLE_QUERY:
        return "article"
    return "listing" if by_path is None and names & _LISTING_QUERY else by_path


def _in_future(path: str) -> bool:
    """Month archives that lie ahead: calendars link to them without end."""
    match = _MONTH_ARCHIVE.match(path)
    return match is not None and f"{match[1]}-{match[2] or '00'}" > datetime.now(UTC).strftime("%Y-%m")
