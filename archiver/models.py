"""The records that travel through Archiver: what a page is, and what was read from it.

Every class is a frozen ``attrs`` class. ``None`` always means "the page does not state it"; nothing here is ever a guess.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Mapping
from datetime import datetime
from functools import cached_property

import attrs
from lxml import html as lxml_html

from archiver import urls
from archiver.index import Index
from archiver.text import decode, parse_html

_OK = 200
#: In a context: what the pages of a thread showed that led to a request. It is no part of what is asked for (see comments/walk.py).
WALK = "walk"


@attrs.frozen(kw_only=True)
class Moment:
    """A date as evidence: what the page shows, and how much of it is certain."""

    raw: str  #: the date as the page shows or declares it
    utc: str | None = None  #: ISO 8601, as long as ``precision`` allows: 2024-03-04T13:30:00Z, 2024-03-04, 2024-03, 2024
    precision: str | None = None  #: second, minute, day, month, year or window; None where ``raw`` could not be read
    local: str | None = None  #: the wall clock shown when no time zone is stated, ISO 8601 without offset
    earliest: str | None = None  #: for a window ("6 years ago"): the earliest UTC instant it can mean
    latest: str | None = None  #: for a window: the latest UTC instant it can mean
    source: str = ""  #: where it was read, e.g. ``json-ld:datePublished`` or ``time[datetime]``


@attrs.frozen(kw_only=True)
class Byline:
    """One credited author of an article, in the order in which the page names them."""

    name: str
    url: str | None = None  #: absolute URL of the author's profile page
    role: str | None = None  #: as shown, e.g. "Photographs"
    kind: str = "person"  #: person or organisation (schema.org Person and Organization)


@attrs.frozen(kw_only=True)
class Image:
    """An image of an article's body or head."""

    url: str | None  #: absolute; None where only its credit or caption is known
    caption: str | None = None  #: what the picture shows
    credit: str | None = None  #: who made it; never part of the caption


@attrs.frozen(kw_only=True)
class Article:
    """The fields of one article, each with its source in ``sources``."""

    url: str  #: the address the page was read from, canonicalised
    canonical_url: str | None = None  #: as the page declares it, absolute, without fragment
    headline: str | None = None
    standfirst: str | None = None
    byline: str | None = None  #: the credit line as shown, e.g. "By Ada Byrne and Tom Sole"
    authors: tuple[Byline, ...] = ()
    date_published: Moment | None = None
    date_modified: Moment | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None  #: BCP 47, as declared
    body_text: str | None = None  #: paragraphs separated by one empty line
    body_html: str | None = None  #: sanitised
    images: tuple[Image, ...] = ()
    comment_count: int | None = None  #: as the page announces it
    comments_open: bool | None = None  #: False where the page says that comments are closed
    access: str | None = None  #: open, partial or paywalled
    sources: dict[str, str] = attrs.field(factory=dict)  #: field name -> where its value came from


@attrs.frozen(kw_only=True)
class Comment:
    """One comment of a thread, as one page shows it."""

    key: str  #: the site's own id, with the name of the service in front where another one keeps the thread; else a fingerprint that stays the same
    parent_key: str | None = None  #: None for a root; also None where the parent is not known, and ``parent_source`` is then ``none``
    parent_source: str = "none"  #: how the parent (or being a root) is known: id, reply-link, nesting; none = it is not known
    depth: int = 1  #: 1 for a root, as far as the page tells
    position: int = 0  #: 0-based place among the comments of the page, in reading order
    author: str | None = None  #: as shown; None where the page shows no name
    author_url: str | None = None  #: absolute
    posted: Moment | None = None
    text: str = ""  #: paragraphs separated by one empty line
    html: str = ""  #: sanitised
    likes: int | None = None
    dislikes: int | None = None
    votes: int | None = None  #: the net result, where the page shows only that
    flags: frozenset[str] = (
        frozenset()
    )  #: of: pinned, by_article_author, deleted, pingback, trackback, edited, depth_limit (see comments/wordpress.py)
    reply_to: str | None = None  #: the name that a "Reply to NAME" label shows
    truncated: bool = False  #: whether the page cuts the text off


@attrs.frozen(kw_only=True)
class FollowUp:
    """A request that a thread still needs, as plain data; the spider makes a Scrapy request of it."""

    url: str  #: absolute
    why: str  #: e.g. "comment page 3"
    method: str = "GET"
    form: tuple[tuple[str, str], ...] = ()  #: fields of a form, sent as application/x-www-form-urlencoded
    json: str | None = None  #: a body of JSON, instead of a form
    context: tuple[tuple[str, str], ...] = ()  #: what is needed to read the answer; ``system`` names the reader of an API's answer


@attrs.frozen(kw_only=True)
class Unreachable:
    """A thread that a page embeds, and that cannot be read."""

    system: str  #: e.g. facebook
    reason: str  #: in words
    identifiers: tuple[tuple[str, str], ...] = ()  #: what names the thread at its service, as the page writes it
    announced_count: int | None = None


@attrs.frozen(kw_only=True)
class Thread:
    """The comments of one article as one page of it shows them."""

    system: str | None = None  #: wpdiscuz, wordpress, ...; None where no comment markup was found
    comments: tuple[Comment, ...] = ()
    opening: Comment | None = None  #: of a forum's topic: its first post, which is the article's body and no comment
    announced_count: int | None = None  #: what the page, or an API, says that there are
    counted: str | None = None  #: what such a number of the system's counts (see archiver.counts); None where that is not known
    from_api: bool = False  #: whether an API told it: its parents, dates, names and texts are then believed before those of a page
    texts: tuple[tuple[str, str, str], ...] = ()  #: (key, text, html): whole texts of comments that a page cuts off, asked for one by one
    unreachable: tuple[Unreachable, ...] = ()  #: threads of this article that exist elsewhere and cannot be read
    pages_expected: int | None = None  #: pages the thread is spread over, where the page tells


@attrs.frozen(kw_only=True)
class Extraction:
    """What ``archiver.extract`` returns."""

    article: Article | None  #: None where the page is not an article
    thread: Thread


@attrs.define(slots=False, kw_only=True)
class Page:
    """The bytes of one response, with what is needed to read them. The tree is parsed once and shared."""

    url: str  #: as requested
    body: bytes
    final_url: str = ""  #: after redirects; defaults to ``url``
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    fetched_at: datetime | None = None  #: aware, UTC
    kind: str = "article"  #: what it was asked for as: article, comments, listing, sitemap, feed or api
    article_url: str | None = None  #: for a comments page: the article that it belongs to
    form: tuple[tuple[str, str], ...] = ()  #: the form that was sent for it
    context: Mapping[str, str] = attrs.field(factory=dict)  #: what its follow-up gave along (see FollowUp)
    keys: Mapping[str, str] = attrs.field(factory=dict, repr=False)  #: service -> the key that the site's profile has for its interface
    thread: Thread | None = attrs.field(default=None, repr=False, eq=False)  #: once it has been parsed

    def __attrs_post_init__(self) -> None:
        self.final_url = self.final_url or self.url

    @property
    def ok(self) -> bool:
        """Whether it was answered with HTTP 200."""
        return self.status == _OK

    def header(self, name: str) -> str | None:
        """The first header of that name, ignoring case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), None)

    @cached_property
    def decoded(self) -> tuple[str, str]:
        """(charset used, text) of the body."""
        return decode(self.body, self.header("Content-Type"))

    @property
    def text(self) -> str:
        return self.decoded[1]

    @cached_property
    def base_url(self) -> str:
        """What relative addresses on the page are relative to: the first ``<base href>``, else its own address."""
        stated = next((base.get("href") for base in self.index.of_tag("base") if base.get("href") is not None), None)
        return urls.absolute(self.final_url, stated) or self.final_url

    @cached_property
    def names(self) -> str:
        """The class names, ids and component names of all elements, joined: what is not in here need not be looked for in the tree."""
        return " ".join(self.index.names)

    @cached_property
    def tree(self) -> lxml_html.HtmlElement:
        """The root element; an empty ``<html>`` for an empty body. Do not modify: others read it too."""
        charset, text = self.decoded
        is_whole = charset == "utf-8" and "\ufffd" not in text and not self.body.startswith(BOM_UTF8)
        return parse_html(text, self.body if is_whole else None)

    @cached_property
    def index(self) -> Index:
        """The elements of the tree, and where those of a tag, a class or an id stand."""
        return Index.of(self.tree)


@attrs.frozen(kw_only=True)
class Record:
    """Where the bytes of an answer lie in the raw archive."""

    file: str  #: name in the folder of WARC files
    offset: int  #: where the record begins, in bytes
    length: int  #: bytes in the file
    digest: str  #: of the payload, as WARC-Payload-Digest has it
    url: str  #: the address that answered
    date: str  #: ISO 8601, UTC: WARC-Date


@attrs.frozen(kw_only=True)
class Media:
    """What became of one image of a page."""

    url: str  #: as the page names it, absolute
    outcome: str  #: ok; gone (HTTP 404, 410); excluded (may not be fetched, or is no image); failed
    fetched_at: str  #: ISO 8601, UTC: when the answer was complete, or the failure known
    error: str | None = None  #: the reason in words, unless the outcome is ok
    final_url: str | None = None  #: after redirects; None where no answer came
    status: int | None = None
    content_type: str | None = None  #: without parameters
    size: int | None = None  #: bytes of the file
    sha256: str | None = None  #: of the file
    file: str | None = None  #: path in media/; None where it was not got
    record: Record | None = None  #: where its answer's bytes are kept; None where no answer came


@attrs.define(kw_only=True)
class Fetch:
    """How one leased request ended, and what it brought. Every lease ends as exactly one of these."""

    lease_id: int
    site_id: int
    url: str  #: as asked for
    kind: str  #: what it was asked for as, as for a page
    outcome: str  #: ok; gone (HTTP 404, 410); excluded (may not be fetched); retry (goes back to the ledger); failed
    fetched_at: str  #: ISO 8601, UTC: when the answer was complete, or the failure known
    visit: int | None = None  #: the site's visit; None: the one that is under way
    method: str = "GET"
    error: str | None = None  #: the reason in words, unless the outcome is ok
    final_url: str | None = None  #: after redirects; None where no answer came
    redirects: tuple[str, ...] = ()  #: addresses passed through
    status: int | None = None
    latency_ms: int | None = None  #: from sending the request to the start of the answer
    content_type: str | None = None
    charset_declared: str | None = None
    charset_used: str | None = None
    size: int | None = None  #: bytes of the decompressed body
    sha256: str | None = None  #: of the decompressed body
    record: Record | None = None  #: where its answer's bytes are kept; None where no answer came
    retry_at: float | None = None  #: for ``retry``: seconds since 1970
    host_waits: bool = False  #: for ``retry``: the whole host asked to be left alone until then
    article_url: str | None = None  #: for comments pages: the article
    comment_page: int = 0  #: number of the comment page; 0 for the article's own page
    page: Page | None = attrs.field(default=None, repr=False)  #: what there is to parse; None where there is nothing
    article: Article | None = None  #: filled by the pipelines
    thread: Thread | None = None  #: filled by the pipelines; its comments as they were parsed
    comments: tuple[Comment, ...] = ()  #: filled by the pipelines
    media: tuple[Media, ...] = ()  #: filled by the pipelines, where images are wanted: those that were asked for
    rejected: list[str] = attrs.field(factory=list)  #: what validation refused, and why
