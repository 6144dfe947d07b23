"""A page to its article: candidates with their sources, checks against the page, a choice.

No network, no database. What a page does not state is None.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from archiver.comments import parse_thread
from archiver.extract import (
    access,
    address,
    body,
    byline,
    dates,
    discussion,
    headline,
    images,
    kind,
    metadata,
    outline,
    section,
    standfirst,
)
from archiver.extract.metadata import Candidate
from archiver.extract.reading import Reading, first_text, language, site_names
from archiver.models import Article, Byline, Comment, Extraction, Moment, Page
from archiver.text import fold

if TYPE_CHECKING:
    from archiver.profile import SiteProfile

__all__ = ["extract", "extract_article"]


def extract(html: bytes | str, url: str, *, fetched_at: datetime | None = None, profile: SiteProfile | None = None) -> Extraction:
    """The article and the discussion of a page.

    >>> page = "<body class=single><h1>Fog</h1><div class=entry-content><p>It came in at four, and it stayed.</p></div>"
    >>> extract(page, "https://example.org/fog/").article.headline
    'Fog'
    """
    content = html if isinstance(html, bytes) else html.encode("utf-8", "replace")
    headers = () if isinstance(html, bytes) else (("Content-Type", "text/html; charset=utf-8"),)
    page = Page(url=url, body=content, headers=headers, fetched_at=fetched_at)
    return Extraction(article=extract_article(page, profile), thread=parse_thread(page))


def extract_article(page: Page, profile: SiteProfile | None = None) -> Article | None:
    """The article of a page, each field with its source; None for listings, attachments, error pages and what is no HTML."""
    declared = metadata.read(page.tree, page.final_url)
    elements = outline.read(page.tree)
    topic = parse_thread(page).opening
    if not elements.elements or not (topic or kind.is_article(page, declared, elements)):
        return None
    reading = Reading(page, declared, elements, profile.timezone if profile else None, site_names(declared, elements, page.tree))
    fields = _Fields(reading)
    fields.fill()
    if topic is not None:
        fields.open_topic(topic)
    if "headline" not in fields.values and not elements.weights[0]:
        return None  # neither a heading nor a sentence
    return Article(
        url=page.final_url,
        canonical_url=fields.stated("canonical_url", address.declared_canonical(page), "link[rel=canonical]"),
        **fields.values,
    )


class _Fields:
    """The values of an article as they become known, and where each came from."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.sources: dict[str, str] = {}
        self.values: dict[str, Any] = {"sources": self.sources}

    def fill(self) -> None:
        """Every field, in the order in which they need each other: place, text, frame."""
        reading = self.reading
        if found := language(reading):
            reading.language = self.put("language", *found)
        self._place()
        lead = standfirst.find(reading)
        text = self._body(lead)
        self._candidate("standfirst", lead or (standfirst.in_body(text) if text else None))
        credit = byline.find(reading)
        self.put("authors", credit.authors, credit.authors_source)
        self._candidate("byline", credit.line)
        self._moment("date_published", dates.published(reading))
        self._moment("date_modified", dates.modified(reading))
        self._candidate("section", section.section(reading))
        self.put("tags", *section.tags(reading))
        self.put("images", *images.find(reading))
        self._candidate("access", access.find(reading, self.values.get("body_text")))
        if announced := discussion.count(reading):
            self.put("comment_count", *announced)
        if state := discussion.is_open(reading):
            self.put("comments_open", *state)

    def open_topic(self, post: Comment) -> None:
        """A forum's topic is an article whose body, author and date are those of its first post."""
        source = f"opening post {post.key}"
        author = (Byline(name=post.author, url=post.author_url),) if post.author else ()
        for name, value in (
            ("body_text", post.text or None),
            ("body_html", post.html or None),
            ("authors", author),
            ("byline", post.author),
        ):
            self.put(name, value, source)
        if post.posted is not None:
            self.put("date_published", post.posted, source)

    def put(self, name: str, value: Any, source: str) -> Any:
        """Keeps a value and its source, unless there is none."""
        if value is not None and value != ():
            self.values[name] = value
            self.sources[name] = source
        return value

    def stated(self, name: str, value: Any, source: str) -> Any:
        """Keeps the source of a value that is given to the article by name."""
        if value is not None:
            self.sources[name] = source
        return value

    def _candidate(self, name: str, candidate: Candidate | None) -> None:
        if candidate is not None:
            self.put(name, candidate.value, candidate.source)

    def _moment(self, name: str, moment: Moment | None) -> None:
        if moment is not None:
            self.put(name, moment, moment.source)

    def _place(self) -> None:
        """Finds the headline, the body's container, and what holds both."""
        reading, outlined = self.reading, self.reading.outline
        if title := headline.find(reading):
            candidate, reading.headline_at = title
            reading.headline = self.put("headline", candidate.value, candidate.source)
        if place := body.locate(reading):
            reading.container, self.sources["body_text"] = place
            reading.first_text = first_text(outlined, reading.container)
            reading.scope = _scope(reading)

    def _body(self, lead: Candidate | None) -> body.Body | None:
        reading = self.reading
        if reading.container is None:
            return None
        repeats = frozenset(filter(None, (fold(reading.headline), fold(lead.value) if lead else "")))
        text = body.read(reading, reading.container, repeats)
        source = self.sources.pop("body_text")
        self.put("body_text", text.text or None, source)
        self.put("body_html", text.html or None, source)
        return text


def _scope(reading: Reading) -> int:
    """What holds headline and body; the ``<article>`` around them, if there is one."""
    outlined, container = reading.outline, reading.container or 0
    common = outlined.common(container, reading.headline_at) if reading.headline_at is not None else container
    around = (at for at in outlined.ancestors(common) if outlined.elements[at].tag in ("article", "main"))
    return next(around, common if reading.headline_at is not None else max(outlined.parents[container], 0))
