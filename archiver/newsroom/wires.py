"""What machines read: robots.txt, sitemaps, feeds and the REST interface."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

from archiver.newsroom import listings
from archiver.newsroom.marks import to_html, to_text
from archiver.newsroom.pages import Press
from archiver.newsroom.replies import XML, Reply, as_json
from archiver.newsroom.story import Story
from archiver.newsroom.wording import TODAY

ROBOTS = """User-agent: *
Disallow: /wp-admin/
Allow: /wp-admin/admin-ajax.php
Disallow: /private/
Crawl-delay: 0.05

Sitemap: {base}/sitemap_index.xml
"""


def wire(press: Press, path: str, asked: dict[str, str]) -> Reply | None:
    """The answer to a machine's path; None where the path is none of these."""
    fixed: dict[str, Callable[[], Reply]] = {
        "/robots.txt": lambda: Reply(content_type="text/plain; charset=utf-8", body=ROBOTS.format(base=press.base_url).encode()),
        "/sitemap_index.xml": lambda: _xml(press.fill("sitemap_index.xml", lastmod=_zulu(_newest(press)))),
        "/post-sitemap.xml": lambda: _xml(_sitemap(press, [story for story in listings.known_to(press.newsroom) if not _is_old(story)])),
        "/post-sitemap2.xml.gz": lambda: _gzipped(_sitemap(press, _old_stories(press))),
        "/page-sitemap.xml": lambda: _xml(press.fill("page-sitemap.xml")),
        "/news-sitemap.xml": lambda: _xml(press.fill("news-sitemap.xml", stories=_news(press))),
        "/feed/": lambda: _feed(press, "feed.xml", "application/rss+xml"),
        "/feed/atom/": lambda: _feed(press, "atom.xml", "application/atom+xml"),
        "/wp-json/": lambda: as_json(_root(press)),
        "/wp-json/wp/v2/posts": lambda: _posts(press, asked),
    }
    if path in fixed:
        return fixed[path]()
    if match := re.fullmatch(r"/wp-json/wp/v2/posts/(\d+)", path):
        return _post(press, int(match[1]))
    if path.startswith("/wp-json/"):
        # As on sites that close their REST interface: the comments are to be read from the pages.
        return _refusal("rest_forbidden", "Sorry, you are not allowed to do that.", 401)
    return None


def _xml(text: str) -> Reply:
    return Reply(content_type=XML, body=text.encode(), revalidates=True)


def _gzipped(text: str) -> Reply:
    return Reply(content_type="application/x-gzip", body=gzip.compress(text.encode(), mtime=0), revalidates=True)


def _sitemap(press: Press, stories: list[Story]) -> str:
    return press.fill("sitemap.xml", stories=stories, zulu=_zulu)


def _is_old(story: Story) -> bool:
    return story.posted.year < 2023


def _old_stories(press: Press) -> list[Story]:
    return [story for story in listings.known_to(press.newsroom, "gz-sitemap") if _is_old(story)]


def _news(press: Press) -> list[Story]:
    stories = listings.dated(press.newsroom, "news-sitemap")
    return [story for position, story in enumerate(stories) if position < 3 or story.only]


def _newest(press: Press) -> datetime:
    return max((story.modified or story.posted for story in press.newsroom.stories if story.dated), default=TODAY)


def _feed(press: Press, template: str, content_type: str) -> Reply:
    stories = listings.dated(press.newsroom, "feed")[: listings.FEED_LENGTH]
    text = press.fill(template, stories=stories, newest=_newest(press), zulu=_zulu, rfc822=format_datetime)
    return Reply(content_type=f"{content_type}; charset=UTF-8", body=text.encode(), revalidates=True)


def _root(press: Press) -> dict[str, Any]:
    routes = {"/wp/v2/posts": {"methods": ["GET"]}, "/wp/v2/posts/(?P<id>[\\d]+)": {"methods": ["GET"]}}
    title, motto = press.newsroom.title, press.newsroom.motto
    return {"name": title, "description": motto, "url": press.base_url, "home": press.base_url, "namespaces": ["wp/v2"], "routes": routes}


def _posts(press: Press, asked: dict[str, str]) -> Reply:
    per_page, page = asked.get("per_page", "10"), asked.get("page", "1")
    if not per_page.isdecimal() or not 1 <= int(per_page) <= 100 or not page.isdecimal() or int(page) < 1:
        return _refusal("rest_invalid_param", "Invalid parameter(s).", 400)
    stories = listings.dated(press.newsroom, "rest")
    size, number = int(per_page), int(page)
    count = max(1, -(-len(stories) // size))
    if number > count:
        text = "The page number requested is larger than the number of pages available."
        return _refusal("rest_post_invalid_page_number", text, 400)
    shown = stories[(number - 1) * size : number * size]
    return as_json([_card(press, story) for story in shown], headers=(("X-WP-Total", str(len(stories))), ("X-WP-TotalPages", str(count))))


def _post(press: Press, number: int) -> Reply:
    story = next((each for each in listings.dated(press.newsroom, "rest") if each.id == number), None)
    return as_json(_card(press, story)) if story else _refusal("rest_post_invalid_id", "Invalid post ID.", 404)


def _card(press: Press, story: Story) -> dict[str, Any]:
    excerpt = story.standfirst or to_text(story.body).split("\n\n", 1)[0]
    return {
        "id": story.id,
        "date": story.posted.strftime("%Y-%m-%dT%H:%M:%S"),
        "date_gmt": _gmt(story.posted),
        "modified_gmt": _gmt(story.modified or story.posted),
        "slug": story.slug,
        "status": "publish",
        "type": "post",
        "link": press.base_url + story.path,
        "title": {"rendered": story.headline.replace("&", "&#038;")},
        "excerpt": {"rendered": to_html(excerpt), "protected": False},
        "comment_status": "open" if story.comments_open else "closed",
    }


def _refusal(code: str, message: str, status: int) -> Reply:
    return as_json({"code": code, "message": message, "data": {"status": status}}, status)


def _gmt(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _zulu(instant: datetime) -> str:
    return f"{_gmt(instant)}+00:00"
