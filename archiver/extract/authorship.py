"""Where authors are named elsewhere than in a credit line: for machines, beside their picture, and in front of the date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archiver.extract import people
from archiver.extract.metadata import Candidate
from archiver.extract.reading import Reading, shown
from archiver.text import clean

#: Elements that hold a line.
LINE_TAGS = frozenset({"p", "div", "span", "address", "li", "h4", "h5", "h6", "em", "strong"})
#: Meta names: HTML's own, Open Graph's article, Dublin Core, Parse.ly, Sailthru, Highwire Press.
_META = ("author", "article:author", "article:author_name", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl",
         "citation_author")  # fmt: skip
#: Who a picture shows beside a credit: gravatar and its heirs.
_AVATAR = re.compile(r"avatar|headshot|author|contributor|profile-?(?:pic|photo|image)|rounded-full", re.IGNORECASE)
#: A line under the headline that holds nothing but a name and what stands beside names.
_DATELINE = re.compile(r"^(?P<name>[^|•·–—]{4,40}?)\s*[|•·–—]\s*.*\b(?:19|20)\d\d\b")


def elsewhere(reading: Reading) -> Iterator[Candidate]:
    """What the page's head tells machines; then who is pictured beside the headline, and a name beside the date."""
    yield from reading.metadata.stated(_META)
    yield from _card(reading)
    yield from _pictured(reading)
    yield from _beside_date(reading)


def _card(reading: Reading) -> Iterator[Candidate]:
    """Twitter's labelled data, as search plugins fill it in: "Written by"."""
    for number in ("1", "2"):
        label = next(reading.metadata.stated((f"twitter:label{number}",)), None)
        if label is not None and people.has_label(f"{label.value} X"):
            yield from reading.metadata.stated((f"twitter:data{number}",))


def _pictured(reading: Reading) -> Iterator[Candidate]:
    """The alternative text of an author's picture in the article's head or foot."""
    for element in reading.near(reading.outline.tags.get("img", [])):
        told = f"{element.get('class') or ''} {element.get('src') or ''} {element.getparent().get('class') or ''}"
        if element.get("alt") and _AVATAR.search(told):
            yield Candidate(clean(element.get("alt")), "img.avatar[alt]")


def _beside_date(reading: Reading) -> Iterator[Candidate]:
    """A line of the head with a name in front of a date: "Ada Byrne | Editor | 2 July 2025"."""
    outline = reading.outline
    start = reading.headline_at if reading.headline_at is not None else reading.scope
    for at in range(start + 1, min(reading.first_text, outline.ends[reading.scope])):
        element = outline.elements[at]
        if element.tag in LINE_TAGS and outline.ends[at] - at <= 4 and (match := _DATELINE.match(shown(element))):
            yield Candidate(match["name"], f"{element.tag} ~ name | date")
