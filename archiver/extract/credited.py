"""The names in a credit line, whoever marks them: links, classes, nodes of their own, or words alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, pairwise

import attrs
from lxml import etree

from archiver import urls
from archiver.extract import credit_lines, datewords, people, wording
from archiver.extract.outline import Element
from archiver.extract.reading import Reading, shown
from archiver.models import Byline
from archiver.text import clean

#: Characters; a longer text is no credit line.
LONGEST_LINE = 200
# Elements of a line that are looked at; names stand at its beginning.
_MOST_ELEMENTS = 200
_BY = re.compile(r"\b(?:by|authors?)\b", re.IGNORECASE)


def names(reading: Reading, element: Element, text: str, source: str) -> tuple[Byline, ...]:
    """The names that a credit line links or marks; else those of its parts; else those of its whole text; else whose life it tells."""
    linked = tuple(each for each in _linked(reading, element) if people.is_name(reading, each.name, personal=True))
    if linked and not source.startswith(credit_lines.VAGUE):
        return linked
    if element.tag == "a" and people.is_name(reading, text) and len(text.split()) == 1 and not source.startswith(credit_lines.VAGUE):
        return people.split(text)  # an account
    for read in (_each_name, _first_names, lambda _: text, lambda _: people.subject(text)):
        part = read(element)
        found = people.split(part) if len(part) <= LONGEST_LINE else ()
        found = tuple(each for each in found if people.is_name(reading, each.name, personal=True))
        if len(found) > 1:  # "By Ada Byrne, Wharf Post": of several the site's is none
            found = tuple(each for each in found if people.is_name(reading, each.name)) or found
        if found and all(_can_be(each.name, source) for each in found):
            return found
    return ()


def _can_be(name: str, source: str) -> bool:
    """Whether a name is written as one; from a place that may name a subject, whether it is a person's or says that it is a group's."""
    if not source.startswith(credit_lines.VAGUE):
        return people.is_written_as_name(name)
    is_group = source.startswith("[class") and people.kind_of(name) == "organisation" and people.is_capitalised(name)
    return is_group or people.is_personal(name)


def _each_name(element: Element) -> str:
    """The texts of an element that holds nothing but elements with a person's name each, as "contributors" do."""
    if len(element) < 2 or clean(element.text):
        return ""
    names = [shown(each) for each in element if isinstance(each.tag, str)]
    is_list = len(names) > 1 and all(not clean(each.tail) or wording.JOINS.fullmatch(clean(each.tail)) for each in element)
    return ", ".join(names) if is_list and all(map(people.is_personal, names)) else ""


def _first_names(element: Element) -> str:
    """The text of a credit line up to the part that stands in a node of its own and continues no list of names: "Ada Byrne" "Editor".

    A label or a day in front, in a node of its own, is no name.
    """
    parts = list(credit_lines.texts(element))
    while parts and (not people.without_label(parts[0]) or datewords.INSIDE.fullmatch(parts[0])):
        parts.pop(0)
    kept = parts[:1]
    for before, part in pairwise(parts):
        if not (wording.JOINS.fullmatch(part) or wording.JOINS.fullmatch(before) or before.endswith(",")):
            break
        kept.append(part)
    return " ".join(kept)


def _linked(reading: Reading, line: Element) -> Iterator[Byline]:
    """Names that the line marks: hAtom's ``fn``, links to profiles, schema.org's name; those of who checked the text left out."""
    if not any(_marks_name(each) for each in islice(line.iter(), _MOST_ELEMENTS)):
        return
    marked = [each for each, before in islice(_with_text_before(line), _MOST_ELEMENTS) if _marks_name(each) and not _checks(before)]
    inner = [each for each in marked if not any(other is not each and other in marked for other in each.iterdescendants("a", "span"))]
    seen: set[str] = set()
    for element in inner:
        href = element.get("href") if element.tag == "a" else next((each.get("href") for each in element.iter("a")), None)
        if href and href in seen:
            continue  # of two links to one profile the first names the person, the other says "More of this author"
        for each in people.split(_first_names(element)):
            seen.add(href or "")
            yield attrs.evolve(each, url=urls.absolute(reading.page.base_url, href))


def _with_text_before(line: Element) -> Iterator[tuple[Element, str]]:
    """The elements of a line, each with the line's text in front of it."""
    text = ""
    for event, element in etree.iterwalk(line, events=("start", "end")):
        if event == "start":
            yield element, text
            text += f" {element.text or ''}" if isinstance(element.tag, str) else ""
        elif element is not line:
            text += element.tail or ""


def _checks(before: str) -> bool:
    """Whether the last label in a text says who checked or changed the article: "By Ada Byrne. Reviewed by"."""
    checks = [each.end() for each in wording.CHECKED.finditer(before)]
    return bool(checks) and not _BY.search(before, checks[-1])


def _marks_name(element: Element) -> bool:
    if not isinstance(element.tag, str):
        return False
    names = (element.get("class") or "").split()
    if element.tag == "a":
        return "fn" in names or "author" in (element.get("rel") or "") or credit_lines.is_profile(element.get("href"))
    return "fn" in names or element.get("itemprop") == "name" or "wp-block-post-author__name" in names
