"""Who wrote it: the credit line as shown, and its names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

import attrs

from archiver import urls
from archiver.extract import authorship, override, people, wording
from archiver.extract.metadata import Candidate, Node, strings, types
from archiver.extract.outline import Element
from archiver.extract.reading import Reading, shown
from archiver.extract.weighing import CHOSEN, beside
from archiver.models import Byline
from archiver.text import clean, fold

#: Class names of the credit line: hAtom and WordPress, h-entry, WordPress' author block, then those in common use.
_LINES = (
    "byline", "by-line", "bylines", "p-author", "wp-block-post-author", "wp-block-post-author-name", "author-byline", "article-byline",
    "article__byline", "post-byline", "byline-name", "entry-author", "post-author", "article-author", "article__author", "author-name",
    "author__name", "author", "authors", "posted-by", "meta-author", "td-post-author-name", "entry-author-name", "contributor", "writer",
)  # fmt: skip
_SIGNED = re.compile(r"(?:(?:written|authored|posted|words|story|article|text) )?by\b|authors?\s*:", re.IGNORECASE)
_NOT_SHOWN = frozenset({"script", "style", "title"})
#: The classes of a credit line that name nothing else.
_SURE = 13
#: Class names that end in the word, as block and BEM style sheets make them: ``hero__author``, ``card-author-name``.
_ENDING = re.compile(r".+[-_](?:author|authors|byline)(?:[-_]{1,2}name)?|author[-_].*name|byline[-_].+")
_PROFILE = re.compile(r"/(?:authors?|profiles?|people|staff|contributors?|by|writers?|users?|u|team)/[^/]")
_LONGEST_LINE, _LONGEST_SIGNATURE = 200, 80
#: Names, and where they were found.
_Named = tuple[tuple[Byline, ...], str]


@attrs.frozen
class Credit:
    """The authors of an article, and the line that credits them."""

    authors: tuple[Byline, ...] = ()
    authors_source: str = ""
    line: Candidate | None = None


def find(reading: Reading) -> Credit:
    """The credit line that the page shows, and its names; what is declared for machines where nothing is shown, and for addresses.

    Names that are declared and stand nowhere on the page give way to the names that the page shows.
    """
    declared, (line, named) = _declared(reading), _line(reading)
    best, lines = declared, [line] if line else []
    if not declared[0] or (named and not _are_shown(reading, declared[0])):
        told = _meta(reading)
        if named and line and (not told[0] or _are_shown(reading, named)):
            best = named, line.source
        elif told[0]:
            best = told
    if own := override.names(reading, "byline"):
        best, lines = (own[1], own[0].source), [own[0], *lines]
    if own := override.names(reading, "authors"):
        best = own[1], own[0].source
    authors = _unique(_completed(each, named) for each in best[0])
    if not lines and authors:
        lines = [Candidate(", ".join(each.name for each in authors), best[1])]
    if reading.weighed is not None:
        _record(reading, [best, declared, (named, line.source if line else ""), _meta(reading)], lines)
    return Credit(authors, best[1], lines[0]) if authors else Credit()


def _record(reading: Reading, found: list[_Named], lines: list[Candidate]) -> None:
    """Keeps what was thought of the names that were found, and of the credit lines; the first of each is the chosen one."""
    chosen = Candidate(", ".join(one.name for one in found[0][0]), found[0][1])
    for names, source in found:
        candidate = Candidate(", ".join(one.name for one in names), source)
        is_shown = (
            source == chosen.source
            or source not in (reading.metadata.source("author"), reading.metadata.source("creator"))
            or _are_shown(reading, names)
        )
        verdict = beside(candidate, chosen) if is_shown else f"none of them stands on the page, unlike {chosen.source}"
        if names:
            reading.weigh("authors", candidate, CHOSEN if candidate == chosen else verdict)
    for line in lines:
        reading.weigh("byline", line, CHOSEN if line is lines[0] else beside(line, lines[0]))


def _declared(reading: Reading) -> _Named:
    """schema.org's author, then its creator."""
    for name in ("author", "creator"):
        nodes = reading.metadata.resolve(reading.metadata.article.get(name))
        authors = [each for node in nodes for each in _of_node(reading, node, reading.metadata.source(name))]
        if authors:
            return _unique(authors), reading.metadata.source(name)
    return (), ""


def _of_node(reading: Reading, node: Node, source: str) -> Iterator[Byline]:
    told = types(node)
    is_person = not told or "Person" in told
    organisation = not is_person and any(each.endswith("Organization") for each in told)
    addresses = (urls.absolute(reading.page.final_url, each) for each in strings(node.get("url")))
    url = next(filter(None, addresses), None)
    for name in strings(node.get("name")):
        for each in (Byline(name=name, kind="organisation"),) if organisation else people.split(name):
            if (refused := people.refusal(reading, each.name, personal=is_person)) is None:
                yield attrs.evolve(each, url=url)
            else:
                reading.weigh("authors", Candidate(each.name, source), refused)


def _are_shown(reading: Reading, authors: tuple[Byline, ...]) -> bool:
    """Whether the page shows one of the names to readers, by its last word."""
    names = [each.name.split()[-1] for each in authors]
    shown_to_readers = (each for each in reading.page.tree.iter() if each.tag not in _NOT_SHOWN)
    return any(name in text for each in shown_to_readers for text in (each.text, each.tail) if text for name in names)


def _line(reading: Reading) -> tuple[Candidate | None, tuple[Byline, ...]]:
    """The first credit line of the article's head or foot, and the names in it."""
    chosen: tuple[Candidate | None, tuple[Byline, ...]] = None, ()
    for element, source in _lines(reading):
        text = people.without_tail(shown(element))
        names = _names(reading, element, text) if text else ()
        line = Candidate(text[:_LONGEST_LINE], source)
        if not names or chosen[0] is not None:
            if line != chosen[0]:
                reading.weigh("byline", line, beside(line, chosen[0]) if names else "names no one")
            continue
        others = [
            other for other in element.itersiblings(element.tag) if element.get("class") and other.get("class") == element.get("class")
        ]
        further = [name for other in others for name in _names(reading, other, people.without_tail(shown(other)))]
        chosen = line, (*names, *further)
        if reading.weighed is None:
            break
    return chosen


def _names(reading: Reading, element: Element, text: str) -> tuple[Byline, ...]:
    """The names that a credit line links or marks; else those of its parts; else those of its whole text."""
    linked = tuple(each for each in _linked(reading, element) if people.is_name(reading, each.name, personal=True))
    if linked:
        return linked
    if element.tag == "a" and people.is_name(reading, text) and len(text.split()) == 1:
        return people.split(text)  # an account
    for part in (_first_names(element), text):
        found = people.split(part) if len(part) <= _LONGEST_LINE else ()
        names = tuple(each for each in found if people.is_name(reading, each.name, personal=True))
        if names and all(people.is_capitalised(each.name) for each in names):
            return names
    return ()


def _first_names(element: Element) -> str:
    """The text of a credit line up to the part that stands in a node of its own and continues no list of names: "Ada Byrne" "Editor"."""
    parts = [part for part in map(clean, element.itertext()) if part]
    while parts and not people.without_label(parts[0]):
        parts.pop(0)
    kept = parts[:1]
    for before, part in pairwise(parts):
        if not (wording.JOINS.fullmatch(part) or wording.JOINS.fullmatch(before) or before.endswith(",")):
            break
        kept.append(part)
    return " ".join(kept)


def _lines(reading: Reading) -> Iterator[tuple[Element, str]]:
    outline = reading.outline
    for name in _LINES:
        for element in reading.near(outline.classes.get(name, [])):
            yield element, f".{name}"
    for element in reading.near(outline.itemprops.get("author", [])):
        if element.tag != "meta":
            yield element, "[itemprop=author]"
    for element in reading.around(outline.tags.get("a", [])):
        if "author" in (element.get("rel") or "").split():
            yield element, "a[rel=author]"
    yield from _by_wording(reading)
    for name in (each for each in outline.classes if _ENDING.fullmatch(each) and "comment" not in each):
        for element in reading.near(outline.classes[name]):
            yield element, f".{name}"
    for element in reading.near(outline.tags.get("a", [])):
        if _PROFILE.search(element.get("href") or ""):
            yield element, "a[href*=author]"
    yield from _by_signature(reading)
    for element, is_under in reading.asides():
        if is_under and "author" in (element.get("rel") or "").split():
            yield element, "aside:a[rel=author]"
        elif (
            is_under and element.tag in authorship.LINE_TAGS and wording.CREDITED.match(line := shown(element)) and len(line) <= _LONGEST_SIGNATURE
        ):
            yield element, f"aside:{element.tag} ~ By"
    yield from _by_frame(reading)


def _by_wording(reading: Reading) -> Iterator[tuple[Element, str]]:
    """A short line of the article's head that begins with "By"."""
    outline = reading.outline
    start = reading.headline_at if reading.headline_at is not None else reading.scope
    for at in range(start + 1, min(reading.first_text, outline.ends[reading.scope])):
        element = outline.elements[at]
        if element.tag in authorship.LINE_TAGS and outline.ends[at] - at <= 12 and wording.CREDITED.match(shown(element)):
            yield element, f"{element.tag} ~ By"


def _by_signature(reading: Reading) -> Iterator[tuple[Element, str]]:
    """A whole line in or under the text that says "By" or "Written by" and nothing but names."""
    outline = reading.outline
    for at in range(reading.first_text, outline.ends[reading.scope]):
        element = outline.elements[at]
        if element.tag in authorship.LINE_TAGS and outline.ends[at] - at <= 6 and _SIGNED.match(_start(element)):
            text = shown(element)
            if len(text) <= _LONGEST_SIGNATURE and all(people.is_personal(each.name) for each in people.split(text)):
                yield element, f"{element.tag} ~ Written by"


def _start(element: Element) -> str:
    """The first words of an element."""
    return next(filter(None, map(clean, element.itertext())), "")


def _by_frame(reading: Reading) -> Iterator[tuple[Element, str]]:
    """A credit line's classes in the text or outside of what holds headline and text; the page's only ``rel=author``, wherever it is."""
    outline = reading.outline
    for name in _LINES[:_SURE]:
        yield from ((outline.elements[at], f".{name}") for at in outline.classes.get(name, []))
    linked = {clean("".join(each.itertext())): each for each in reading.page.tree.iter("a") if "author" in (each.get("rel") or "").split()}
    if len(linked) == 1:
        yield next(iter(linked.values())), "a[rel=author]"


def _linked(reading: Reading, line: Element) -> Iterator[Byline]:
    """Names that the line marks: hAtom's ``fn``, links to profiles, schema.org's name."""
    marked = [each for each in line.iter() if _marks_name(each, line)]
    inner = [each for each in marked if not any(other is not each and other in marked for other in each.iterdescendants("a", "span"))]
    for element in inner:
        href = element.get("href") if element.tag == "a" else next((each.get("href") for each in element.iter("a")), None)
        for each in people.split(_first_names(element)):
            yield attrs.evolve(each, url=urls.absolute(reading.page.final_url, href))


def _marks_name(element: Element, line: Element) -> bool:
    if not isinstance(element.tag, str):
        return False
    names = (element.get("class") or "").split()
    if element.tag == "a":
        profile = _PROFILE.search(element.get("href") or "")
        return "fn" in names or "author" in (element.get("rel") or "") or profile is not None
    return "fn" in names or element.get("itemprop") == "name" or "wp-block-post-author__name" in names


def _meta(reading: Reading) -> _Named:
    """What the page's head tells machines; then who is pictured beside the headline, and a name beside the date."""
    for candidate in authorship.elsewhere(reading):
        is_stated = candidate.source.startswith(("meta", "article:", "twitter:", "citation"))
        names = tuple(each for each in people.split(candidate.value) if people.is_name(reading, each.name, personal=is_stated))
        if names and (is_stated or (all(people.is_personal(each.name) for each in names) and _are_shown(reading, names))):
            return _unique(names), candidate.source
        reading.weigh("authors", candidate, "names no person")
    return (), ""


def _unique(authors: Iterable[Byline]) -> tuple[Byline, ...]:
    seen: dict[str, Byline] = {}
    for each in authors:
        seen.setdefault(fold(each.name), each)
    return tuple(seen.values())


def _completed(author: Byline, linked: tuple[Byline, ...]) -> Byline:
    """An author with the address that the credit line links, where none is declared."""
    if author.url is not None:
        return author
    url = next((each.url for each in linked if fold(each.name) == fold(author.name)), None)
    return attrs.evolve(author, url=url)
