"""The standfirst: the line under the headline that sums the article up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archiver.extract import override, people, wording
from archiver.extract.body import Body
from archiver.extract.metadata import Candidate
from archiver.extract.outline import FIRST_CJK, Element
from archiver.extract.reading import Reading, descriptions, shown
from archiver.extract.weighing import first, too_long
from archiver.text import fold

#: Class names: WordPress' excerpt above the body and its block, then the trade's own words for the line.
_CLASSES = (
    "entry-summary", "wp-block-post-excerpt", "p-summary", "dek", "deck", "standfirst", "subtitle", "sub-title", "entry-subtitle",
    "post-subtitle",
    "article-subtitle", "article__subtitle", "subheadline", "sub-headline", "subheading", "article-dek", "article__dek",
    "article-standfirst",
    "article__standfirst", "article-summary", "article__summary", "article-lead", "article__lead", "post-excerpt", "entry-excerpt",
    "strapline", "lede",
    # the same in the words of French, Spanish, Italian, German, Scandinavian, Czech and Polish papers
    "chapo", "chapeau", "bajada", "copete", "entradilla", "sommario", "catenaccio", "vorspann", "ingress", "manchet", "perex",
)  # fmt: skip
#: Class names with such a word in them, as block, BEM and module style sheets make them, and attributes of tests: ``Article_dek__x1``.
_WORD = re.compile(
    r"(?:^|[-_])(?:dek|standfirst|sub-?headline|headline__?sub|strapline|chapo|vorspann|ingress|bajada|copete|entradilla|sommario)(?:$|[-_])"
)
#: What one of its words holds; quick to look for.
_PARTS = ("dek", "standfirst", "headline", "strapline", "chapo", "vorspann", "ingress", "bajada", "copete", "entradilla", "sommario")
#: Words; a second heading under the headline of fewer is a label or begins a part of the text.
_FEWEST = 6
_ITEMPROPS = ("alternativeHeadline", "description")
_LONGEST = 600


def find(reading: Reading) -> Candidate | None:
    """The standfirst that the page shows above its body. What only a meta tag says is not shown, and no standfirst."""
    return first(reading, "standfirst", _visible(reading), lambda candidate: _refusal(reading, candidate.value))


def _refusal(reading: Reading, text: str) -> str | None:
    if not text:
        return "empty"
    if len(text) > _LONGEST:
        return too_long(_LONGEST)
    if fold(text) == fold(reading.headline):
        return "repeats the headline"
    if wording.CREDITED.match(text) and all(people.is_personal(each.name) for each in people.split(text)):
        return "a credit line"
    return "a label of one word" if text.isalpha() and max(text) < FIRST_CJK else None


def in_body(body: Body) -> Candidate | None:
    """The paragraph at the body's start that is none of its text."""
    return Candidate(body.lead, "body:first p") if body.lead else None


def _visible(reading: Reading) -> Iterator[Candidate]:
    yield from override.texts(reading, "standfirst")
    outline = reading.outline
    for name in _CLASSES:
        for element in _above_text(reading, outline.classes.get(name, [])):
            yield Candidate(shown(element), f".{name}")
    for name in _ITEMPROPS:
        for element in _above_text(reading, outline.itemprops.get(name, [])):
            if element.tag != "meta" and not _is_of_picture(element):
                yield Candidate(shown(element), f"[itemprop={name}]")
    yield from _named_so(reading)
    yield from _described(reading)
    yield from _under_headline(reading)


def _named_so(reading: Reading) -> Iterator[Candidate]:
    """A class with a word for the line in it, or such an attribute by which a site's own tests find it."""
    names, written = reading.outline.classes, " ".join(reading.outline.classes)
    for name in [each for each in names if _WORD.search(each)] if any(part in written for part in _PARTS) else ():
        for element in _above_text(reading, names[name]):
            yield Candidate(shown(element), f"[class*=standfirst].{name}")
    if "data-testid" not in reading.page.index.attributes:
        return
    for element in _above_text(reading, reading.outline.tags.get("p", [])):
        if _WORD.search((element.get("data-testid") or "").lower()):
            yield Candidate(shown(element), "[data-testid]")


def _under_headline(reading: Reading) -> Iterator[Candidate]:
    """A heading of the second rank right behind the first, with a sentence in it, outside of the text."""
    outline, at = reading.outline, reading.headline_at
    if at is None or reading.container is None or at > reading.container or outline.elements[at].tag != "h1":
        return
    following = outline.elements[at].getnext()
    if following is not None and following.tag == "h2" and (outline.position(following) or 0) < reading.container:
        text = shown(following)
        if len(text.split()) >= _FEWEST:
            yield Candidate(text, "h1 + h2")


def _above_text(reading: Reading, positions: list[int]) -> Iterator[Element]:
    """The elements at ``positions`` before the running text: what stands below it describes the author, or another article.

    What holds the headline, too, is the article's head.
    """
    at, ends = reading.headline_at, reading.outline.ends
    return reading.near([each for each in positions if each < reading.first_text and not (at is not None and each <= at < ends[each])])


def _is_of_picture(element: Element) -> bool:
    """Whether a description is that of a picture: in a figure, or the property of a thing of its own (schema.org: ImageObject)."""
    around = element.iterancestors("figure", "article", "main")
    scope = next((each for each in element.iterancestors() if each.get("itemscope") is not None), None)
    return getattr(next(around, None), "tag", "") == "figure" or (scope is not None and "Image" in (scope.get("itemtype") or ""))


def _described(reading: Reading) -> Iterator[Candidate]:
    """A line between headline and body that the page also gives as its description."""
    told = descriptions(reading.metadata)
    if not told or reading.headline_at is None or reading.container is None:
        return
    outline = reading.outline
    for at in range(reading.headline_at + 1, reading.container):
        element = outline.elements[at]
        if element.tag in ("p", "h2", "h3", "div") and outline.ends[at] - at <= 4 and fold(shown(element)) in told:
            yield Candidate(shown(element), f"{element.tag} = meta:description")
