"""A page to its article: candidates with their sources, checks against the page, a choice.

No network, no database. What a page does not state is None.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from archiver.collecting import uncollected
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
    language,
    metadata,
    outline,
    section,
    standfirst,
)
from archiver.extract.metadata import Candidate
from archiver.extract.reading import Reading, first_text, front_page_names, site_names
from archiver.extract.weighing import CHOSEN, Weighed
from archiver.models import Article, Byline, Comment, Extraction, Moment, Page
from archiver.text import fold

if TYPE_CHECKING:
    from archiver.profile import SiteProfile

__all__ = ["Weighed", "extract", "extract_article"]


@uncollected
def extract(html: bytes | str, url: str, *, fetched_at: datetime | None = None, profile: SiteProfile | None = None) -> Extraction:
    """The article and the discussion of a page.

    The page is taken for an article unless it cannot be one: an attachment, no HTML, no text. A crawl, which hands over every page that it
    comes by, asks more of it; see :func:`extract_article`.

    >>> page = "<body class=single><h1>Fog</h1><div class=entry-content><p>It came in at four, and it stayed.</p></div>"
    >>> extract(page, "https://example.org/fog/").article.headline
    'Fog'
    """
    content = html if isinstance(html, bytes) else html.encode("utf-8", "replace")
    headers = () if isinstance(html, bytes) else (("Content-Type", "text/html; charset=utf-8"),)
    page = Page(url=url, body=content, headers=headers, fetched_at=fetched_at)
    return Extraction(article=extract_article(page, profile, certain=True), thread=parse_thread(page))


def extract_article(
    page: Page, profile: SiteProfile | None = None, weighed: list[Weighed] | None = None, *, certain: bool = False
) -> Article | None:
    """The article of a page, each field with its source; None for listings, attachments, error pages and what is no HTML.

    :param weighed: takes every candidate that was looked at, with what was thought of it.
    :param certain: the caller knows that the page is an article: only what cannot be one is refused.
    """
    reading = _reading(page, profile, weighed)
    elements = reading.outline
    topic = parse_thread(page).opening
    if topic is not None:
        reading.site_names |= front_page_names(page)
    why_not = "empty" if not elements.elements else None if topic else kind.why_not(page, reading.metadata, elements, certain=certain)
    if why_not is None:
        fields = _Fields(reading)
        fields.fill(topic)
        if "headline" in fields.values or elements.weights[0]:
            return fields.article()
        why_not = "neither a heading nor a sentence"
    reading.weigh("article", Candidate(page.final_url, "page"), f"no article: {why_not}")
    return None


def _reading(page: Page, profile: SiteProfile | None, weighed: list[Weighed] | None) -> Reading:
    """The page, and what its site's profile says of it."""
    declared = metadata.read(page.index, page.final_url)
    if profile is None:
        elements = outline.read(page.index)
        return Reading(page, declared, elements, site_names=site_names(declared, elements, page), weighed=weighed)
    body_at = profile.fields.get("body")
    elements = outline.read(page.index, body_at.elements(page.tree) if body_at else ())
    return Reading(
        page,
        declared,
        elements,
        profile.timezone,
        site_names(declared, elements, page),
        overrides=profile.fields,
        unwanted=frozenset(each for selector in profile.drop for each in selector.elements(page.tree)),
        weighed=weighed,
    )


class _Fields:
    """The values of an article as they become known, and where each came from."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.sources: dict[str, str] = {}
        self.values: dict[str, Any] = {"sources": self.sources}

    def fill(self, topic: Comment | None) -> None:
        """Every field, in the order in which they need each other: place, text, frame; of a forum's topic its first post."""
        reading = self.reading
        self._candidate("language", language.find(reading))
        reading.language = self.values.get("language")
        self._place()
        told = _told(topic)
        lead = standfirst.find(reading)
        text = self._body(lead, told)
        self._candidate("standfirst", lead or (standfirst.in_body(text) if text else None))
        if self._is_wanted("authors", told) or self._is_wanted("byline", told):
            credit = byline.find(reading)
            self.put("authors", credit.authors, credit.authors_source)
            self._candidate("byline", credit.line)
        if self._is_wanted("date_published", told):
            self._moment("date_published", dates.published(reading))
        self._moment("date_modified", dates.modified(reading))
        self._candidate("section", section.section(reading))
        self.put("tags", *section.tags(reading))
        self.put("images", *images.find(reading))
        self._candidate("access", access.find(reading, text))
        if announced := discussion.count(reading):
            self.put("comment_count", *announced)
        if state := discussion.is_open(reading):
            self.put("comments_open", *state)

        self.put("canonical_url", address.declared_canonical(reading.page), "link[rel=canonical]")
        if topic is not None:
            self._open_topic(told, f"opening post {topic.key}")
        if reading.weighed is not None:
            self._record(reading.weighed)

    def _is_wanted(self, name: str, told: dict[str, Any]) -> bool:
        """Whether a field has to be read although the topic's first post may tell it."""
        return not told.get(name) or name in self.reading.overrides or self.reading.weighed is not None

    def _open_topic(self, told: dict[str, Any], source: str) -> None:
        """Takes the fields of a topic from its first post; the site's profile may know better."""
        for name, value in told.items():
            if value and not self.sources.get(name, "").startswith("profile:"):
                self.put(name, value, source)

    def article(self) -> Article:
        return Article(url=self.reading.page.final_url, **self.values)

    def put(self, name: str, value: Any, source: str) -> Any:
        """Keeps a value and its source, unless there is none."""
        if value is not None and value != ():
            self.values[name] = value
            self.sources[name] = source
        return value

    def _record(self, weighed: list[Weighed]) -> None:
        """Adds the fields that are read in one place only, and that have no candidates."""
        recorded = {each.field for each in weighed if each.is_chosen} | {"body_html", "sources"}
        for name, value in self.values.items():
            if name not in recorded:
                shown = ", ".join(each.url for each in value) if name == "images" else str(value)
                weighed.append(Weighed(name, shown, self.sources[name], CHOSEN))

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
            reading.site_names |= headline.beside(reading)
        if place := body.locate(reading):
            reading.container, self.sources["body_text"] = place
            reading.first_text = first_text(outlined, reading.container, reading.headline_at)
            reading.scope = _scope(reading)

    def _body(self, lead: Candidate | None, told: dict[str, Any]) -> body.Body | None:
        reading = self.reading
        if reading.container is None:
            return None
        repeats = frozenset(filter(None, (fold(reading.headline), fold(lead.value) if lead else "")))
        text = body.read(reading, reading.container, repeats)
        source = self.sources.pop("body_text")
        if source.startswith("profile:") or not told:  # a topic without words has none: what else stands on its page is not the post
            self.put("body_text", text.text or None, source)
            self.put("body_html", (text.text and text.html) or None, source)
        return text


def _told(topic: Comment | None) -> dict[str, Any]:
    """A forum's topic is an article whose body, author and date are those of its first post."""
    if topic is None:
        return {}
    author = (Byline(name=topic.author, url=topic.author_url),) if topic.author else ()
    return {
        "body_text": topic.text,
        "body_html": topic.html,
        "authors": author,
        "byline": topic.author,
        "date_published": topic.posted,
    }


def _scope(reading: Reading) -> int:
    """What holds headline and body; the ``<article>`` around them, if there is one."""
    outlined, container = reading.outline, reading.container or 0
    common = outlined.common(container, reading.headline_at) if reading.headline_at is not None else container
    around = (at for at in outlined.ancestors(common) if outlined.elements[at].tag in ("article", "main"))
    return next(around, common if reading.headline_at is not None else max(outlined.parents[container], 0))
