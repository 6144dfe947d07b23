"""WordPress' REST interface: all posts of a site with their dates, a hundred a request, where it is open to the public."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from archiver import urls
from archiver.models import Page
from archiver.text import number_in
from spiders.discovery.link import Link

NAME = "rest"
_POSTS = "wp/v2/posts"
# Newest first, so that a run that is cut short has what is new. _fields keeps the bodies out: the page itself is the record.
_QUERY = {"per_page": "100", "orderby": "date", "order": "desc", "_fields": "link,date_gmt,modified_gmt"}


def links(page: Page) -> Iterator[Link]:
    """From a listing page that announces the interface: the first request. From an answer: its posts, and the next request."""
    if page.kind == "listing":
        root = _root(page)
        if root is not None:
            yield Link(url=_with(root, page=1), kind="api", found_by=NAME)
    elif page.kind == "api" and _POSTS in page.url:
        yield from _posts(page)


def _root(page: Page) -> str | None:
    """``<link rel="https://api.w.org/" href=".../wp-json/">``, or the form without permalinks, ``/?rest_route=/``."""
    for link in page.tree.iter("link"):
        if link.get("rel") == "https://api.w.org/":
            return urls.absolute(page.base_url, link.get("href"))
    return None


def _with(root: str, *, page: int) -> str:
    """The request for one page of posts; ``root`` may carry the route as a query parameter."""
    parts = urlsplit(root)
    query = dict(parse_qsl(parts.query))
    if "rest_route" in query:
        query["rest_route"] = query["rest_route"].rstrip("/") + "/" + _POSTS
    else:
        parts = urlsplit(urljoin(root.rstrip("/") + "/", _POSTS))
    return urlunsplit(parts._replace(query=urlencode(query | _QUERY | {"page": str(page)})))


def _posts(page: Page) -> Iterator[Link]:
    posts = json.loads(page.body)
    if not isinstance(posts, list):
        return
    for post in posts:
        url = urls.absolute(page.final_url, post.get("link"))
        if url is not None:
            published, modified = _instant(post.get("date_gmt")), _instant(post.get("modified_gmt"))
            yield Link(url=urls.canonical(url), kind="article", found_by=NAME, published=published, modified=modified)
    parts = urlsplit(page.url)
    query = dict(parse_qsl(parts.query))
    number, stated = int(query.get("page", "1")), page.header("X-WP-TotalPages") or "0"
    total = number_in(stated) if stated.isdigit() else None
    if total is not None and number < total:
        yield Link(url=urlunsplit(parts._replace(query=urlencode(query | {"page": str(number + 1)}))), kind="api", found_by=NAME)


def _instant(text: str | None) -> datetime | None:
    """``date_gmt`` is UTC without saying so."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None
    except ValueError:
        return None
