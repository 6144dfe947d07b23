"""What a newsroom keeps: stories, the remarks under them, and the mishaps that every site has. Edit them freely, then serve again."""

from __future__ import annotations

from datetime import datetime

import attrs


@attrs.define(kw_only=True)
class Writer:
    """A credited author."""

    name: str
    slug: str  #: of the author archive
    kind: str = "person"  #: person or organisation


@attrs.define(kw_only=True)
class Picture:
    """A picture that a story's body shows where it says ``!name``."""

    name: str  #: file name without its ending
    caption: str | None = None
    credit: str | None = None  #: a name; the page says "Photo: NAME"
    markup: str = "figure"  #: figure (caption and ``span.credit``), classic (``.wp-caption-text`` with both in one line), credit-only

    @property
    def path(self) -> str:
        return f"/wp-content/uploads/{self.name}.svg"


@attrs.define(kw_only=True)
class Remark:
    """A comment; its text is written in the marks of ``marks.py``."""

    id: int
    text: str = ""
    parent: int | None = None
    author: str | None = None
    url: str | None = None  #: a guest's web site; of a pingback: the linking page
    posted: datetime | None = None  #: aware under native threads; naive (the wall clock) under wpDiscuz; None for pingbacks
    votes: int = 0  #: net result, under wpDiscuz
    likes: int = 0  #: only where the story shows separate votes
    dislikes: int = 0
    flags: list[str] = attrs.field(factory=list)  #: of: pinned, by_article_author, edited, pingback


@attrs.define(kw_only=True)
class Story:
    """An article, and how its page is made."""

    id: int  #: WordPress post id
    slug: str
    headline: str
    section: str  #: slug of the section
    posted: datetime  #: aware; also orders the listings where the page itself states no date
    body: str  #: in the marks of ``marks.py``
    standfirst: str | None = None
    modified: datetime | None = None
    dateline: str = "full"  #: what the page states of ``posted``: full, month or none
    writers: list[Writer] = attrs.field(factory=list)
    tags: list[str] = attrs.field(factory=list)
    language: str = "en-US"
    metadata: str = "opengraph"  #: yoast (JSON-LD and OpenGraph), opengraph, broken (JSON-LD cut short, and OpenGraph), visible (none)
    pictures: list[Picture] = attrs.field(factory=list)
    access: str | None = None  #: open, partial, or None where the page is silent; stated in JSON-LD
    meter: str | None = None  #: month of the donation meter above the headline
    discussion: str = "native"  #: native, wpdiscuz, or none
    comments_open: bool = True
    paged: int = 0  #: roots on one page of comments; 0 keeps all on the article's page
    separate_votes: bool = False
    remarks: list[Remark] = attrs.field(factory=list)
    only: str | None = None  #: the one source that knows the story: feed, rest, section, archive, news-sitemap, gz-sitemap
    old_slug: str | None = None  #: answers 301 to the story
    charset: str = "utf-8"  #: utf-8, utf-8-sig (with a byte order mark) or windows-1252 (named by ``<meta>`` only)
    tidy: bool = True  #: False leaves elements of the body unclosed
    delay: float = 0.0  #: seconds before the page answers
    busy: int = 0  #: how many requests are first turned away with 503
    see_also: str | None = None  #: path of one more related link, spelt as it stands here

    @property
    def dated(self) -> bool:
        return self.dateline == "full"

    @property
    def path(self) -> str:
        """The permalink. A story that states no date has none in its address either."""
        return f"{self._folder}{self.slug}/"

    @property
    def old_path(self) -> str | None:
        return f"{self._folder}{self.old_slug}/" if self.old_slug else None

    @property
    def announced(self) -> int:
        """How many comments the page announces; WordPress counts pingbacks too."""
        return len(self.remarks)

    @property
    def _folder(self) -> str:
        return f"/{self.posted:%Y/%m/%d}/" if self.dated else f"/{self.section}/"


@attrs.define(kw_only=True)
class Mishap:
    """A linked address that is no article, or cannot be read."""

    path: str
    headline: str
    kind: str  #: missing, gone, error, truncated, loop, empty, huge, pdf, xml, private
    posted: datetime
    excerpt: str = ""
    failure: str | None = None  #: why a crawl will record it as failed; None where nothing fails
