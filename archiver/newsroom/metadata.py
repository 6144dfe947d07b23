"""The machine-readable head of a story: a JSON-LD graph as the Yoast plugin writes it, and OpenGraph."""

from __future__ import annotations

import json
from typing import Any

from archiver.newsroom.marks import to_text
from archiver.newsroom.story import Story, Writer


def json_ld(story: Story, base_url: str, title: str, section: str) -> str | None:
    """The text of the ``application/ld+json`` script; None where the story has none. A broken one ends too early."""
    if story.metadata not in ("yoast", "broken"):
        return None
    text = json.dumps({"@context": "https://schema.org", "@graph": _graph(story, base_url, title, section)}, ensure_ascii=False)
    text = text.replace("</", "<\\/")
    return text if story.metadata == "yoast" else text[:-60]


def opengraph(story: Story, base_url: str, title: str, section: str) -> list[tuple[str, str]]:
    """(property, content) of the OpenGraph tags."""
    if story.metadata == "visible":
        return []
    url = base_url + story.path
    tags = [("og:locale", story.language.replace("-", "_")), ("og:type", "article"), ("og:title", story.headline)]
    tags += [("og:description", story.standfirst)] if story.standfirst else []
    tags += [("og:url", url), ("og:site_name", title)]
    tags += [("article:published_time", story.posted.isoformat())] if story.dated else []
    tags += [("article:modified_time", story.modified.isoformat())] if story.modified else []
    tags += [("article:section", section), *(("article:tag", tag) for tag in story.tags)]
    return tags + [("og:image", base_url + picture.path) for picture in story.pictures[:1]]


def _graph(story: Story, base_url: str, title: str, section: str) -> list[dict[str, Any]]:
    url = base_url + story.path
    organisation = {
        "@type": "Organization",
        "@id": f"{base_url}/#organization",
        "name": title,
        "url": f"{base_url}/",
        "logo": {"@type": "ImageObject", "url": f"{base_url}/wp-content/uploads/logo.svg", "caption": title},
    }
    website = {"@type": "WebSite", "@id": f"{base_url}/#website", "url": f"{base_url}/", "name": title}
    page = {"@type": "WebPage", "@id": url, "url": url, "name": f"{story.headline} - {title}", "isPartOf": {"@id": f"{base_url}/#website"}}
    if story.standfirst:
        page["description"] = story.standfirst
    people = [_person(writer, base_url) for writer in story.writers]
    return [_article(story, base_url, section), page, website, organisation, *people]


def _article(story: Story, base_url: str, section: str) -> dict[str, Any]:
    url = base_url + story.path
    node: dict[str, Any] = {
        "@type": "NewsArticle",
        "@id": f"{url}#article",
        "isPartOf": {"@id": url},
        "headline": story.headline,
        "datePublished": story.posted.isoformat(),
        "mainEntityOfPage": {"@id": url},
        "wordCount": len(to_text(story.body).split()),
        "publisher": {"@id": f"{base_url}/#organization"},
        "articleSection": [section],
        "inLanguage": story.language,
    }
    if story.modified:
        node["dateModified"] = story.modified.isoformat()
    if story.writers:
        authors = [{"name": writer.name, "@id": _person_id(writer, base_url)} for writer in story.writers]
        node["author"] = authors if len(authors) > 1 else authors[0]
    if story.tags:
        node["keywords"] = story.tags
    if story.pictures:
        node["image"] = {"@type": "ImageObject", "url": base_url + story.pictures[0].path}
    if story.announced:
        node["commentCount"] = story.announced
    if story.access:
        node["isAccessibleForFree"] = story.access == "open"
    return node


def _person(writer: Writer, base_url: str) -> dict[str, Any]:
    kind = "Person" if writer.kind == "person" else "Organization"
    return {"@type": kind, "@id": _person_id(writer, base_url), "name": writer.name, "url": f"{base_url}/author/{writer.slug}/"}


def _person_id(writer: Writer, base_url: str) -> str:
    return f"{base_url}/#/schema/person/{writer.slug}"
