"""The section that an article stands in, and its tags."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from archiver import urls
from archiver.extract import override
from archiver.extract.metadata import Candidate, Node, as_list, strings
from archiver.extract.outline import Element
from archiver.extract.reading import Reading, shown
from archiver.extract.weighing import CHOSEN, beside, first, too_long
from archiver.text import clean, fold, whole_text

#: Class names that hold the links to an article's categories: WordPress' themes and blocks, then those in common use.
_SECTION_CLASSES = (
    "cat-links",
    "taxonomy-category",
    "entry-categories",
    "post-categories",
    "entry-category",
    "post-category",
    "p-category",
    "section-name",
    "article-section",
    "article__section",
    "kicker",
)
_TAG_CLASSES = (
    "tags-links",
    "taxonomy-post_tag",
    "entry-tags",
    "post-tags",
    "tag-links",
    "article-tags",
    "article__tags",
    "tags",
    "td-tags",
    "tag-list",
    "tags-list",
    "article-topics",
    "article__topics",
    "story-tags",
)
#: Addresses of tags and topics, in the languages of WordPress' largest locales; its own is ``/tag/``.
_TAG_PATH = re.compile(
    r"/(?:tags?|topics?|etiquetas?|temas?|schlagwort|schlagworte|thema|themen|mots?-cles?|keywords?|hashtag|tagi|tema|tegi|etiket)/[^/]",
    re.IGNORECASE,
)
#: WordPress' category of what has been filed nowhere.
_NO_SECTION = frozenset({"uncategorized", "uncategorised"})
_LONGEST = 80
# Home, a section: less stands over no article.
_SHORTEST_TRAIL = 2
# The share of links to tags that the article must speak of.
_CONFIRMED = 0.6


def section(reading: Reading) -> Candidate | None:
    """The first section that is stated."""
    return first(reading, "section", _sections(reading), _refusal)


def _refusal(candidate: Candidate) -> str | None:
    if not candidate.value:
        return "empty"
    if len(candidate.value) > _LONGEST:
        return too_long(_LONGEST)
    if "://" in candidate.value:
        return "an address"  # microdata on a link: there its value is where it leads
    return "the category of what has been filed nowhere" if fold(candidate.value) in _NO_SECTION else None


def tags(reading: Reading) -> tuple[tuple[str, ...], str]:
    """(tags, source) of the first place that states any."""
    chosen: tuple[tuple[str, ...], str] = (), ""
    best: Candidate | None = None
    for source, found in _tags(reading):
        names = {fold(each): each for each in reversed(found) if each and len(each) <= _LONGEST}
        candidate = Candidate(", ".join(found), source)
        if names and best is None:
            chosen, best = (tuple(reversed(names.values())), source), candidate
            if reading.weighed is None:
                break
        if found:
            reading.weigh("tags", candidate, CHOSEN if candidate is best else beside(candidate, best) if names else too_long(_LONGEST))
    return chosen


def _sections(reading: Reading) -> Iterator[Candidate]:
    metadata, outline = reading.metadata, reading.outline
    yield from override.texts(reading, "section")
    yield from (Candidate(_first(each.value), each.source) for each in metadata.declared("articleSection"))
    yield from metadata.stated(("article:section", "articleSection", "parsely-section", "sailthru.section"))
    for element in reading.near(outline.tags.get("a", [])):
        if "category" in (element.get("rel") or "").split():
            yield Candidate(shown(element), "a[rel=category]")
    for element in reading.near(outline.itemprops.get("articleSection", [])):
        yield Candidate(clean(element.get("content")) or shown(element), "[itemprop=articleSection]")
    for name in _SECTION_CLASSES:
        for element in reading.near(outline.classes.get(name, [])):
            yield Candidate(shown(next(element.iter("a"), element)), f".{name}")
    yield from _breadcrumb(reading)


def _first(stated: str) -> str:
    """The first of several sections that search plugins write into one text, with bare commas: "Harbour,Tides"."""
    return stated if ", " in stated else re.split(r"(?<=[^\W\d]),(?=[^\W\d])", stated)[0]


def _breadcrumb(reading: Reading) -> Iterator[Candidate]:
    """schema.org's breadcrumbs: what stands over the page, unless that is the front page. The page itself comes last, if it is in the list."""
    for trail in reading.metadata.of_type("BreadcrumbList"):
        steps = [each for each in as_list(trail.get("itemListElement")) if isinstance(each, dict)]
        named = [name for each in steps for name in (strings(each.get("name")) or _names_of(each.get("item")))[:1]]
        if len(named) != len(steps) or not named:
            continue
        above = named[:-1] if _is_page(reading, steps[-1], named[-1]) else named
        if len(above) >= _SHORTEST_TRAIL:
            yield Candidate(above[-1], "json-ld:BreadcrumbList")


def _is_page(reading: Reading, step: Node, name: str) -> bool:
    """Whether a breadcrumb is the page: by its address, which may be left out there and only there, or by the headline."""
    item = step.get("item")
    addresses = [*strings(item), *(strings(item.get("@id") or item.get("url")) if isinstance(item, dict) else ())]
    if not addresses:
        return True
    own = urls.key(reading.page.final_url)
    known = (urls.absolute(reading.page.base_url, each) for each in addresses)
    return any(each is not None and urls.key(each) == own for each in known) or fold(name) == fold(reading.headline)


def _names_of(item: Any) -> list[str]:
    return strings(item.get("name")) if isinstance(item, dict) else []


def _tags(reading: Reading) -> Iterator[tuple[str, list[str]]]:
    metadata, outline = reading.metadata, reading.outline
    if own := list(override.texts(reading, "tags")):
        yield own[0].source, _listed([each.value for each in own])
    yield metadata.source("keywords"), _listed([each.value for each in metadata.declared("keywords")])
    yield "article:tag", _listed([each.value for each in metadata.stated(("article:tag",))])
    for name in _TAG_CLASSES:
        holders = list(reading.near(outline.classes.get(name, [])))
        yield f".{name}", [shown(link) for holder in holders for link in holder.iter("a")]
    links = list(reading.near(outline.tags.get("a", [])))
    yield "a[rel=tag]", [shown(each) for each in links if _is_tag(each)]
    for name in ("news_keywords", "parsely-tags", "sailthru.tags"):
        yield f"meta:{name}", _listed([each.value for each in metadata.stated((name,))])
    yield "a[href*=tag]", _confirmed(reading, [shown(each).lstrip("#") for each in links if _TAG_PATH.search(each.get("href") or "")])


def _confirmed(reading: Reading, names: list[str]) -> list[str]:
    """What links to tags' pages name, if the article speaks of most of it; what the whole site speaks of is listed beside many articles."""
    if not names or reading.container is None:
        return []
    told = [each.value for each in reading.metadata.stated(("keywords", "description"))]
    text = " ".join([reading.headline or "", *told, whole_text(reading.outline.elements[reading.container])]).casefold()
    spoken = [each for each in names if each.casefold() in text]
    return spoken if len(spoken) >= _CONFIRMED * len(names) else []


def _is_tag(link: Element) -> bool:
    """HTML's rel=tag; WordPress marks categories as ``category tag``, and its block of categories by a class around them."""
    rel = (link.get("rel") or "").split()
    around = link.getparent()
    return "tag" in rel and "category" not in rel and "taxonomy-category" not in ((around.get("class") if around is not None else "") or "")


def _listed(values: list[str]) -> list[str]:
    """One text with commas is a list, and so is each of several that say the same; else several texts are one tag each."""
    return [clean(part) for part in re.split(r"[,;，、]", values[0])] if len(set(values)) == 1 else values
