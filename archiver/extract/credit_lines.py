"""Where a page shows who wrote it: its credit lines by class, link and wording, the surest first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import islice

import attrs
from lxml import etree

from archiver.extract import people, wording
from archiver.extract.outline import Element
from archiver.extract.reading import PROSE, Reading, shown
from archiver.text import clean

#: A credit line, and how it was found.
Line = tuple[Element, str]
#: Class names of the credit line: hAtom and WordPress, h-entry, WordPress' author block, then those in common use; last Joomla's, Drupal's.
_CLASSES = (
    "byline", "by-line", "bylines", "p-author", "wp-block-post-author", "wp-block-post-author-name", "author-byline", "article-byline",
    "article__byline", "post-byline", "byline-name", "entry-author", "post-author", "article-author", "article__author", "author-name",
    "author__name", "author", "authors", "posted-by", "meta-author", "td-post-author-name", "entry-author-name", "contributor", "writer",
    "createdby", "submitted", "node__submitted",
)  # fmt: skip
#: How many of them name nothing else.
_SURE = 13
_SURELY = frozenset(_CLASSES[:_SURE])
#: Class names with such a word in them, as block, BEM and module style sheets make them: ``hero__author``, ``Article_bylineName__x1``.
_WORD = re.compile(r"byline|(?<![a-z])co-?authors?|author(?!i|ed|ship)|(?<![a-z])(?:contributor|writer|columnist)s?(?![a-z])")
#: What else stands around an author: the picture, what others say, where to follow.
_NO_NAME = re.compile(
    r"comment|avatar|image|img|photo|pic(?:ture)?(?:$|[-_])|desc|social|icon|related|role|job|date(?!-?and)|share|follow|mail|count|twitter|reply"
)
#: Attributes by which a site's own scripts and tests find an element; "user-name" is Wix' writer.
_HOOKS = frozenset({"id", "data-hook", "data-testid", "data-test", "data-test-id", "data-qa", "data-component", "data-element"})
#: Addresses of authors' pages.
_AUTHOR = re.compile(
    r"/(?:authors?|writers?|contributors?|columnists?|reporters?|journalists?|by|autor(?:es|en)?|auteurs?|autor[ei])/[^/]|[?&]author=",
    re.IGNORECASE,
)
#: Addresses of people's pages, who are not all authors.
_PERSON = re.compile(
    r"/(?:(?:our-)?(?:experts?|people|team|staff|editors?)|profiles?|users?|u|bios?|persons?|members?|redactie|profil)/[^/]"
    r"|linkedin\.com/in/|//(?:www\.)?(?:twitter|x)\.com/[^/]+$",
    re.IGNORECASE,
)
_LINE_TAGS = frozenset("p div span address li h2 h3 h4 h5 h6 em strong a b i small cite dd td section header ul time label".split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SIGNED = re.compile(
    r"(?:(?:written|authored|posted|words|story|article|text) )?by\b|authors?\s*:|this (?:\w+ )?(?:was|is) written by", re.IGNORECASE
)
_DATED = re.compile(r"\bby \w+ (?:at|on) \w+.*\b(?:19|20)\d\d\b", re.IGNORECASE)
_BOX = re.compile(
    r"(?:about|meet|over|über) (?:the|this|our|de|den|die)? ?(?:author|writer|contributor|auteur|autor|autorin)s?:?"
    r"|(?:about|meet) (?:your )?(?:author|writer)|(?:the )?(?:author|writer)s?(?: bio(?:graphy)?| profile)?:?"
    r"|sobre (?:el|la|o|a) autora?|sull.autore|[àa] propos de l.auteure?"
    rf"|{wording.WRITTEN_BY.pattern}",
    re.IGNORECASE,
)
_NO_WORDS = frozenset({"script", "style", "svg"})
# Texts of a line; what has more is none.
_MOST_TEXTS = 400
_LONGEST_SIGNATURE, _LONGEST_HEADING, _MOST_PARTS, _LARGEST, _SMALLEST, _NEXT, _BEFORE_TEXT, _MOST_SIGNED = 80, 30, 16, 40, 6, 12, 60, 4
# Characters in which a credit begins, however a line is indented.
_BEGIN = 400
#: Sources that may as well name a subject as an author: only what reads like a person's name counts there.
VAGUE = ("[class*=", "[data-*", "a[href*=people]", "~")
#: How the sources of lines end that are known by their words.
BY_WORDING = ("~ By", "~ Written by")


@attrs.frozen(slots=False)
class _Article:
    """The article on its page; the text begins with the second paragraph: the first may be a standfirst, with the credit under it."""

    reading: Reading
    start: int  #: the position of the headline, or not far before the text
    text: int  #: the position of that paragraph
    end: int  #: one past the last position of the text

    def near(self, positions: Iterable[int]) -> Iterator[Element]:
        """The elements at ``positions`` in the article's head and foot."""
        outline, scope = self.reading.outline, self.reading.scope
        start, end = min(scope, self.start), outline.ends[scope]
        return (outline.elements[each] for each in positions if start <= each < end and not self.text <= each < self.end)

    @cached_property
    def head(self) -> list[Element]:
        """The small elements between the headline and the text."""
        outline = self.reading.outline
        inside = range(self.start + 1, min(self.text, outline.ends[self.reading.scope]))
        small = (outline.elements[at] for at in inside if outline.ends[at] - at <= _MOST_PARTS)
        return [element for element in small if element.tag in _LINE_TAGS]


def lines(reading: Reading) -> Iterator[Line]:
    """Everything on the page that may be the credit line, the surest first."""
    article = _article(reading)
    yield from _marked(reading, article)
    yield from _worded(article)
    yield from _named_so(reading, article.near)
    yield from _linked(reading, article)
    yield from _signed(reading)
    yield from _in_asides(reading)
    yield from _elsewhere(reading)
    yield from _named_so(reading, lambda positions: (reading.outline.elements[each] for each in positions))
    yield from _boxes(reading)


def head(reading: Reading) -> list[Element]:
    """The small elements between headline and text, where a line stands without any mark."""
    return _article(reading).head


def _article(reading: Reading) -> _Article:
    outline, container = reading.outline, reading.container
    if container is None:
        return _Article(reading, reading.headline_at or 0, len(outline.elements), len(outline.elements))
    start = reading.headline_at if reading.headline_at is not None else max(container - _BEFORE_TEXT, 0)
    end = outline.ends[container]
    first_ends = outline.ends[reading.first_text] if reading.first_text < end else end
    inside = (at for at in range(first_ends, end) if outline.elements[at].tag == "p" and outline.weights[at] >= PROSE)
    return _Article(reading, start, next(inside, reading.first_text), end)


def _marked(reading: Reading, article: _Article) -> Iterator[Line]:
    """Marked by a class that means it, schema.org's property or HTML's relation."""
    outline = reading.outline
    for name in _CLASSES:
        for element in article.near(outline.classes.get(name, [])):
            yield element, f".{name}"
    for element in article.near(outline.itemprops.get("author", [])):
        if element.tag != "meta":
            yield element, "[itemprop=author]"
    for element in reading.around(outline.tags.get("a", [])):
        if _is_author_link(element):
            yield element, "a[rel=author]"


def _worded(article: _Article) -> Iterator[Line]:
    """A short line of the article's head that begins with "By", perhaps behind the date."""
    for element in article.head:
        begin = "".join(element.itertext()).strip()[:_BEGIN].lower()
        if wording.MAY_CREDIT.search(begin) and wording.CREDITED.match(wording.BEFORE.sub("", line_text(element))):
            yield element, f"{element.tag} ~ By"
    for element in article.head:
        if element.keys() and any(_WORD.search(value.lower()) or value == "user-name" for name, value in element.items() if name in _HOOKS):
            yield element, "[data-*=author]"


def _named_so(reading: Reading, elements_at: Callable[[Iterable[int]], Iterator[Element]]) -> Iterator[Line]:
    """A class with the word for an author in it."""
    ends = reading.outline.ends
    for name, positions in reading.outline.classes.items():
        if _means_author(name):
            for element in elements_at(each for each in positions if ends[each] - each <= _LARGEST):
                yield element, f"[class*=author].{name}"


def _means_author(class_name: str) -> bool:
    return _WORD.search(class_name) is not None and _NO_NAME.search(class_name) is None


def _linked(reading: Reading, article: _Article) -> Iterator[Line]:
    """A link to an author's page; in the head any person's page will do."""
    for element in article.near(reading.outline.tags.get("a", [])):
        if _AUTHOR.search(element.get("href") or ""):
            yield element, "a[href*=author]"
    for element in article.head:
        if element.tag == "a" and is_profile(element.get("href")) and _is_short(element.getparent()):
            yield element, "a[href*=people]"


def _is_short(element: Element) -> bool:
    """Whether an element may be a signature by its length; one that holds much is not read."""
    is_small = next(islice(element.iter(), _LARGEST, None), None) is None
    return is_small and len(shown(element)) <= _LONGEST_SIGNATURE


def _signed(reading: Reading) -> Iterator[Line]:
    """A whole line in or under the text that says "By" or "Written by" and nothing but names.

    A text is signed once or twice; more such lines part a matter by its sides: "By country", "By end user".
    """
    outline = reading.outline
    places = (outline.elements[at] for at in range(reading.first_text, outline.ends[reading.scope]) if outline.ends[at] - at <= _SMALLEST)
    signed = [(each, shown(each)) for each in places if each.tag in _LINE_TAGS and _is_signed(_start(each))]
    if len({text for _, text in signed if len(text) <= _LONGEST_SIGNATURE}) <= _MOST_SIGNED:
        for element, text in signed:
            names = people.split(text) if len(text) <= _LONGEST_SIGNATURE else ()
            # "Posted by Ada at 4 March 2024": with its date, a first name will do.
            is_dated = _DATED.search(text) is not None
            if names and all(people.is_personal(each.name) or (is_dated and people.is_capitalised(each.name)) for each in names):
                yield element, f"{element.tag} ~ Written by"


def _is_signed(start: str) -> bool:
    if start == "":
        return False
    may_be_label = ":" in start or not start.isascii()
    return _SIGNED.match(start) is not None or (may_be_label and wording.LABELLED.match(start) is not None)


def texts(element: Element) -> Iterator[str]:
    """The texts of an element's first nodes, in reading order."""
    return filter(None, map(clean, islice(_texts(element), _MOST_TEXTS)))


def _texts(element: Element) -> Iterator[str | None]:
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, each in walk:
        if event == "end":
            yield each.tail if each is not element else None
        elif each.tag in _NO_WORDS:
            walk.skip_subtree()
        else:
            yield each.text


def line_text(element: Element) -> str:
    """What an element shows; with its buttons where the names are some, which open a card about somebody."""
    text = shown(element)
    return text if people.without_label(text) else " ".join(texts(element))


def _start(element: Element) -> str:
    """The first words of an element."""
    own = clean((element.text or "")[:_BEGIN])
    return own or next(filter(None, map(clean, element.itertext())), "")


def _in_asides(reading: Reading) -> Iterator[Line]:
    """Themes put the credit into small furniture of the head, too."""
    for element, is_under in reading.asides():
        names = (element.get("class") or "").lower().split()
        if not _SURELY.isdisjoint(names):
            yield element, "aside:[class*=author]"
        if not is_under:
            continue
        if _is_author_link(element):
            yield element, "aside:a[rel=author]"
        elif element.tag in _LINE_TAGS and wording.CREDITED.match(line := shown(element)) and len(line) <= _LONGEST_SIGNATURE:
            yield element, f"aside:{element.tag} ~ By"
        elif any(map(_means_author, names)):
            yield element, "[class*=author] in an aside"


def _elsewhere(reading: Reading) -> Iterator[Line]:
    """A credit line's classes in the text or outside of what holds headline and text; the page's only ``rel=author``, wherever it is."""
    outline = reading.outline
    for name in _CLASSES[:_SURE]:
        yield from ((outline.elements[at], f".{name}") for at in outline.classes.get(name, []))
    linked = {clean("".join(each.itertext())): each for each in reading.page.tree.iter("a") if _is_author_link(each)}
    if len(linked) == 1:
        yield next(iter(linked.values())), "a[rel=author]"


def _boxes(reading: Reading) -> Iterator[Line]:
    """What follows a heading "About the author", in the article or in the furniture behind its headline."""
    outline = reading.outline
    roots = [[each for each in root.iter() if isinstance(each.tag, str)] for at, root in outline.asides if at > (reading.headline_at or 0)]
    for elements in (outline.elements[reading.headline_at or 0 :], *roots):
        for at, element in enumerate(elements):
            own = (element.text or "").strip()
            if 0 < len(own) <= 2 * _LONGEST_HEADING and _BOX.fullmatch(clean(own)) and not _is_of_subject(element):
                source = "~ Written by" if wording.WRITTEN_BY.fullmatch(clean(own)) else "~ About the author"
                yield from ((each, source) for each in _under_heading(elements[at + 1 : at + _NEXT]))


def _is_of_subject(label: Element) -> bool:
    """Whether a label is a row's of a wiki's infobox: it tells who wrote the film that the page is about."""
    return label.tag in ("th", "td") and any("infobox" in (each.get("class") or "") for each in label.iterancestors("table"))


def _under_heading(elements: list[Element]) -> Iterator[Element]:
    """What stands in front of the next heading; the first thing may be one itself, with the name in it."""
    is_first = True
    for element in elements:
        if clean(element.text):
            if element.tag in _HEADINGS and not is_first:
                return
            is_first = False
        yield element


def is_profile(href: str | None) -> bool:
    """Whether an address is one of a person's page, by its path."""
    return href is not None and (_AUTHOR.search(href) or _PERSON.search(href)) is not None


def _is_author_link(element: Element) -> bool:
    return element.tag == "a" and "author" in (element.get("rel") or "").split()
