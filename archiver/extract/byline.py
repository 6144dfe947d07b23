"""Who wrote it: the credit line as shown, and its names."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from archiver import urls
from archiver.extract.metadata import Candidate, Node, strings, types
from archiver.extract.outline import Element
from archiver.extract.reading import Reading, shown
from archiver.models import Byline
from archiver.text import clean, fold

#: Class names of the credit line: hAtom and WordPress, h-entry, WordPress' author block, then those in common use.
_LINES = (
    "byline", "by-line", "bylines", "p-author", "wp-block-post-author", "wp-block-post-author-name", "author-byline", "article-byline",
    "article__byline", "post-byline", "byline-name", "entry-author", "post-author", "article-author", "article__author", "author-name",
    "author__name",
    "author", "authors", "posted-by", "meta-author", "td-post-author-name", "entry-author-name", "contributor", "writer",
)  # fmt: skip
#: Meta names: HTML's own, Open Graph's article, Dublin Core, Parse.ly, Sailthru, Highwire Press.
_META = ("author", "article:author", "article:author_name", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl",
         "citation_author")  # fmt: skip
#: Words in front of the names, in the languages of WordPress' largest locales.
_BY = re.compile(
    r"^(?:(?:written|posted|published|reported|reviewed|words|story|article|text|edited)\s+)?(?:by|von|par|por|di|door|av|af|od"
    r"|przez)\b\s*:?\s*"
    r"|^(?:author|authors|written by|words|text|autor|auteur|autore|writer)\s*:\s*|^author\s+(?=[A-Z])", re.IGNORECASE
)  # fmt: skip
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|und|et|y|e|en)\s+|;|,|&|\||\s(?:and|und|et|y|with)\s)\s*", re.IGNORECASE)
#: What follows the names on the same line: a date, a role after a dash, a reading time.
_AFTER = re.compile(
    r"\s*(?:[|•·–—]|\s-\s|\bon (?=\w+ \d|\w+day)|\b(?i:updated|published|posted)\b|\b(?:last|in) |\b\d{1,2}[./:]|\b(?:19|20)\d\d\b"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d).*$"
)  # fmt: skip
_ROLES = re.compile(
    r"^(photographs?|photos?|photography|pictures|video|illustrations?|translated|edited|graphics)(?: by)?\s*:?\s*(?=[A-Z])", re.IGNORECASE
)
#: Titles after a name that a comma sets off: they are not a second author.
_TITLES = re.compile(
    r"^(?:ph\.?d|m\.?d|mba|m\.?a|b\.?a|m\.?s|r\.?n|r\.?d|rdn?|rd|cfp|cpa|esq|jr|sr|i{2,3}|fand|ld|dds|pharmd|lcsw|[A-Z]{2,5})\.?$",
    re.IGNORECASE,
)
#: A line that credits, without a class that says so.
_CREDITED = re.compile(r"(?:(?:story|article|words|text|written|posted|published|reported) )?by:?\s+\w", re.IGNORECASE)
#: Class names that end in the word, as block and BEM style sheets make them: ``hero__author``, ``card-author-name``.
_ENDING = re.compile(r".+[-_](?:author|authors|byline)(?:[-_]{1,2}name)?|author[-_].*name")
_PROFILE = re.compile(r"/(?:authors?|profiles?|people|staff|contributors?|by|writers?)/[^/]")
#: Accounts and stand-ins that name no one: WordPress' first account, and what systems fill in.
_NO_ONE = frozenset(
    {
        "admin",
        "administrator",
        "anonymous",
        "unknown",
        "staff",
        "editor",
        "editors",
        "guest",
        "author",
        "authors",
        "the author",
        "about the author",
        "webmaster",
        "user",
        "root",
        "none",
        "null",
        "undefined",
        "by",
    }
)
# A login: one lower-case word with digits, dots or dashes in it.
_LOGIN = re.compile(r"(?=.*[\d._-])[a-z][a-z\d._-]*")
_INITIAL = re.compile(r"(?:^|[\s.,])\w{1,3}\.$")  # "Ph.D.", "Jr.", "A."
_NOT_A_NAME = re.compile(r"https?:|www\.|@|\d{3,}|[<>{}\[\]=]|\.(?:com|org|net|co)\b", re.IGNORECASE)
_LONGEST_NAME, _LONGEST_LINE = 60, 200


@attrs.frozen
class Credit:
    """The authors of an article, and the line that credits them."""

    authors: tuple[Byline, ...] = ()
    authors_source: str = ""
    line: Candidate | None = None


def find(reading: Reading) -> Credit:
    """The credit line that the page shows, and its names; what is declared for machines where nothing is shown, and for addresses."""
    declared, source = _declared(reading)
    line, linked = _line(reading)
    if not declared:
        names = linked or (_split(line.value) if line else ())
        names = tuple(each for each in names if is_name(reading, each.name))
        declared, source = (names, line.source) if names and line else _meta(reading)
    authors = tuple(_completed(each, linked) for each in declared)
    if line is None and authors:
        line = Candidate(", ".join(each.name for each in authors), source)
    return Credit(authors, source, line) if authors else Credit()


def is_name(reading: Reading, name: str) -> bool:
    """Whether a text can be a name: not the site's, not an address, not a date, not a stand-in."""
    folded = fold(name)
    if (
        not folded
        or len(name) > _LONGEST_NAME
        or folded in _NO_ONE
        or folded in reading.site_names
        or _NOT_A_NAME.search(name)
        or _LOGIN.fullmatch(name)
    ):
        return False
    return len(folded.split()) <= 7 and any(sign.isalpha() for sign in name)


def _declared(reading: Reading) -> tuple[tuple[Byline, ...], str]:
    """schema.org's author, then its creator."""
    for name in ("author", "creator"):
        nodes = reading.metadata.resolve(reading.metadata.article.get(name))
        authors = [each for node in nodes for each in _of_node(reading, node)]
        if authors:
            return _unique(authors), f"json-ld:{name}"
    return (), ""


def _of_node(reading: Reading, node: Node) -> Iterator[Byline]:
    organisation = any(each.endswith("Organization") for each in types(node))
    addresses = (urls.absolute(reading.page.final_url, each) for each in strings(node.get("url")))
    url = next(filter(None, addresses), None)
    for name in strings(node.get("name")):
        for each in (Byline(name=name),) if organisation else _split(name):
            if is_name(reading, each.name):
                yield Byline(name=each.name, url=url, role=each.role, kind="organisation" if organisation else "person")


def _line(reading: Reading) -> tuple[Candidate | None, tuple[Byline, ...]]:
    """The first credit line of the article's head or foot, with the names that it links or marks."""
    for element, source in _lines(reading):
        text = shown(element)
        text = _AFTER.sub("", text) if not _AFTER.match(text) else text
        if not text or len(text) > _LONGEST_LINE:
            continue
        linked = tuple(each for each in _linked(reading, element) if is_name(reading, each.name))
        names = linked or tuple(each for each in _split(text) if is_name(reading, each.name))
        if names:
            return Candidate(text, source), linked
    return None, ()


def _lines(reading: Reading) -> Iterator[tuple[Element, str]]:
    outline = reading.outline
    for name in _LINES:
        for element in reading.near(outline.classes.get(name, [])):
            yield element, f".{name}"
    for element in reading.near(outline.itemprops.get("author", [])):
        if element.tag != "meta":
            yield element, "[itemprop=author]"
    for element in reading.near(outline.tags.get("a", [])):
        if "author" in (element.get("rel") or "").split():
            yield element, "a[rel=author]"
    yield from _by_wording(reading)
    for name in filter(_ENDING.fullmatch, outline.classes):
        for element in reading.near(outline.classes[name]):
            yield element, f".{name}"
    for element in reading.near(outline.tags.get("a", [])):
        if _PROFILE.search(element.get("href") or ""):
            yield element, "a[href*=author]"


def _by_wording(reading: Reading) -> Iterator[tuple[Element, str]]:
    """A short line of the article's head that begins with "By"."""
    outline = reading.outline
    start = reading.headline_at if reading.headline_at is not None else reading.scope
    for at in range(start + 1, min(reading.first_text, outline.ends[reading.scope])):
        element = outline.elements[at]
        if element.tag in ("p", "div", "span", "address", "li") and outline.ends[at] - at <= 6 and _CREDITED.match(shown(element)):
            yield element, f"{element.tag} ~ By"


def _linked(reading: Reading, line: Element) -> Iterator[Byline]:
    """Names that the line marks: hAtom's ``fn``, links to profiles, schema.org's name."""
    marked = [each for each in line.iter() if _marks_name(each, line)]
    inner = [each for each in marked if not any(other is not each and other in marked for other in each.iterdescendants("a", "span"))]
    for element in inner:
        href = element.get("href") if element.tag == "a" else next((each.get("href") for each in element.iter("a")), None)
        for each in _split(shown(element)):
            yield Byline(name=each.name, url=urls.absolute(reading.page.final_url, href), role=each.role)


def _marks_name(element: Element, line: Element) -> bool:
    if not isinstance(element.tag, str):
        return False
    names = (element.get("class") or "").split()
    if element.tag == "a":
        profile = _PROFILE.search(element.get("href") or "")
        return "fn" in names or "author" in (element.get("rel") or "") or profile is not None
    return "fn" in names or element.get("itemprop") == "name" or "wp-block-post-author__name" in names


def _split(line: str) -> tuple[Byline, ...]:
    """The names of a credit line: "By Ada Byrne, Tom Sole and Lena Marsh"."""
    bare = _BY.sub("", _AFTER.sub("", clean(line)))
    found: list[Byline] = []
    for part in _BETWEEN.split(bare):
        role = _ROLES.match(part)
        name = _BY.sub("", part[role.end() :] if role else part).strip(" ,:–—-")
        name = name if _INITIAL.search(name) else name.rstrip(".")
        if found and _TITLES.match(name):
            found[-1] = attrs.evolve(found[-1], name=f"{found[-1].name}, {name}")
        elif name:
            found.append(Byline(name=name, role=role[1] if role else None))
    return tuple(found)


def _meta(reading: Reading) -> tuple[tuple[Byline, ...], str]:
    for candidate in reading.metadata.stated(_META):
        names = [each for each in _split(candidate.value) if is_name(reading, each.name)]
        if names:
            return _unique(names), candidate.source
    return (), ""


def _unique(authors: list[Byline]) -> tuple[Byline, ...]:
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
