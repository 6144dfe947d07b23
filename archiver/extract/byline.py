"""Who wrote it: the credit line as shown, and its names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

import attrs

from archiver import urls
from archiver.extract import authorship, credit_lines, credited, others, override, people, wording
from archiver.extract.metadata import ARTICLE_TYPES, PAGE_TYPES, WORK_TYPES, Candidate, Node, strings, types
from archiver.extract.outline import Element
from archiver.extract.reading import Reading, shown
from archiver.extract.weighing import CHOSEN, beside
from archiver.models import Byline
from archiver.text import fold

_NOT_SHOWN = frozenset({"script", "style", "title"})
_LONGEST_LIFE = 3000
# Lines that are looked at, the surest first: a page with more that name no one is a directory.
_MOST_LINES = 200
# Characters of a box that are looked at; names stand at its beginning.
_LONGEST_BOX = 1000
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
    if not declared[0] or (named and (_is_person_before_group(line, named, declared[0]) or not _are_shown(reading, declared[0]))):
        told = _meta(reading)
        if told[0] and (not line or not _is_sure(line) or _says_more(told[0], named)):
            best = told
        elif line:
            best = named, line.source
    elif line and _is_whole(line, named, declared[0]):
        best = named, line.source
    if best[0] and named and not _share(best[0], named):
        lines = []  # it credits somebody else: the author of another article
    if own := override.names(reading, "byline"):
        best, lines = (own[1], own[0].source), [own[0], *lines]
    if own := override.names(reading, "authors"):
        best = own[1], own[0].source
    authors = _unique(_completed(each, named) for each in authorship.in_full(reading, best[0]))
    if not lines and authors:
        lines = [Candidate(", ".join(each.name for each in authors), best[1])]
    if reading.weighed is not None:
        _record(reading, [best, declared, (named, line.source if line else ""), _meta(reading)], lines)
    return Credit(authors, best[1], lines[0]) if authors else Credit()


def _share(some: tuple[Byline, ...], others: tuple[Byline, ...]) -> bool:
    """Whether two lists of names have a word of a name in common: "A. Byrne" and "Ada Byrne"."""
    words, other_words = ({word for each in names for word in fold(each.name).split()} for names in (some, others))
    return not words.isdisjoint(other_words)


def _is_person_before_group(line: Candidate | None, named: tuple[Byline, ...], declared: tuple[Byline, ...]) -> bool:
    """Whether a line that means it credits a person where machines are told of a group."""
    return (
        line is not None and _is_sure(line) and all(each.kind == "organisation" for each in declared) and people.is_personal(named[0].name)
    )


def _is_sure(line: Candidate) -> bool:
    """Whether a line means that it credits somebody."""
    return not line.source.startswith(credit_lines.VAGUE) or line.source.endswith(credit_lines.BY_WORDING)


def _is_whole(line: Candidate, shown_names: tuple[Byline, ...], declared: tuple[Byline, ...]) -> bool:
    """Whether a line that means it credits everybody of whom machines are told, and others: publishing systems tell of who has the account."""
    names = [each.name for each in shown_names]
    return _is_sure(line) and len(names) > len(declared) and all(any(each.name in name for name in names) for each in declared)


def _says_more(told: tuple[Byline, ...], shown_names: tuple[Byline, ...]) -> bool:
    """Whether machines are told further names than the first that are shown, or of a person where a group is shown."""
    told_names, names = ({fold(each.name) for each in some} for some in (told, shown_names))
    return names < told_names or (all(each.kind == "organisation" for each in shown_names) and people.is_personal(told[0].name))


def _record(reading: Reading, found: list[_Named], lines: list[Candidate]) -> None:
    """Keeps what was thought of the names that were found, and of the credit lines; the first of each is the chosen one."""
    chosen = Candidate(", ".join(one.name for one in found[0][0]), found[0][1])
    for names, source in found:
        candidate = Candidate(", ".join(one.name for one in names), source)
        is_declared = source == found[1][1]
        is_shown = source == chosen.source or not is_declared or _are_shown(reading, names)
        verdict = beside(candidate, chosen) if is_shown else f"none of them stands on the page, unlike {chosen.source}"
        if names:
            reading.weigh("authors", candidate, CHOSEN if candidate == chosen else verdict)
    for line in lines:
        reading.weigh("byline", line, CHOSEN if line is lines[0] else beside(line, lines[0]))


def _declared(reading: Reading) -> _Named:
    """schema.org's author, then its creator; of the article, else of another thing that is this page.

    In microdata, a further article is the card of another page.
    """
    metadata = reading.metadata
    further = (each for each in metadata.of_type(*ARTICLE_TYPES) if not metadata.is_marked(each))
    for thing in (metadata.article, *metadata.of_type(*PAGE_TYPES, *WORK_TYPES), *further):
        for name in ("author", "creator"):
            source = metadata.source(name, thing)
            authors = [each for node in metadata.resolve(thing.get(name)) for each in _of_node(reading, node, source)]
            if authors:
                return _unique(authors), source
    return (), ""


def _of_node(reading: Reading, node: Node, source: str) -> Iterator[Byline]:
    told = types(node)
    is_person = not told or any(each.lower() == "person" for each in told)
    organisation = not is_person and any(each.endswith("Organization") for each in told)
    addresses = (urls.absolute(reading.page.base_url, each) for each in strings(node.get("url")))
    url = next(filter(None, addresses), None)
    for name in strings(node.get("name")):
        for each in (Byline(name=name, kind="organisation"),) if organisation else people.split(name):
            refused = people.refusal(reading, each.name, personal=is_person)
            if refused is None and people.is_sites_staff(reading, each.name) and not _are_shown(reading, (each,)):
                refused = "the site's own staff, of whom only machines are told"
            if refused is None:
                yield attrs.evolve(each, url=url)
            else:
                reading.weigh("authors", Candidate(each.name, source), refused)


def _are_shown(reading: Reading, authors: tuple[Byline, ...]) -> bool:
    """Whether the page shows one of the names to readers: a person's by its last word, a group's or an account's in full."""
    names = [each.name if people.is_group(each.name) else each.name.split()[-1] for each in authors]
    shown_to_readers = (each for each in reading.page.tree.iter() if each.tag not in _NOT_SHOWN)
    return any(name in text for each in shown_to_readers for text in (each.text, each.tail) if text for name in names)


def _line(reading: Reading) -> tuple[Candidate | None, tuple[Byline, ...]]:
    """The first credit line of the article's head or foot, and the names in it; one that names the site's staff gives way to a person's."""
    chosen: tuple[Candidate | None, tuple[Byline, ...]] = None, ()
    for element, source in islice(credit_lines.lines(reading), _MOST_LINES):
        if _holds_text(reading, element):
            continue
        text = people.without_tail(credit_lines.line_text(element)[:_LONGEST_BOX])
        names = credited.names(reading, element, text, source) if text else ()
        names = () if names and others.is_of_another(reading, element) else names
        # A box that tells a life is no line: there the names are.
        if len(text) > credited.LONGEST_LINE:
            text = ", ".join(each.name for each in names) or text[: credited.LONGEST_LINE]
        line = Candidate(text, source)
        if names and (chosen[0] is None or (_are_staff(reading, chosen[1]) and not source.startswith(credit_lines.VAGUE))):
            chosen = line, (*names, *_beside(reading, element, source))
            if reading.weighed is None and not _are_staff(reading, chosen[1]):
                break
        elif line != chosen[0]:
            reading.weigh("byline", line, beside(line, chosen[0]) if names else "names no one")
    return chosen


def _holds_text(reading: Reading, element: Element) -> bool:
    """Whether an element holds more text than any life that is told in a box: what an author's class stands on may be the whole article."""
    at = reading.outline.position(element)
    return at is not None and reading.outline.weights[at] > _LONGEST_LIFE


def _are_staff(reading: Reading, names: tuple[Byline, ...]) -> bool:
    return all(people.is_sites_staff(reading, each.name) for each in names)


def _beside(reading: Reading, element: Element, source: str) -> Iterator[Byline]:
    """The names in further elements of the same class, up to those of who checked the text."""
    kind = element.get("class")
    for other in element.itersiblings() if kind and not source.endswith(credit_lines.BY_WORDING) else ():
        text = shown(other) if isinstance(other.tag, str) else ""
        if wording.CHECKED.match(text):
            return
        if other.tag == element.tag and other.get("class") == kind:
            yield from credited.names(reading, other, people.without_tail(text), source)


def _meta(reading: Reading) -> _Named:
    """What the page's head tells machines; then who is pictured beside the headline, and names without a label.

    Groups and accounts that only machines are told of were often set by whoever built the site.
    """
    for candidate in authorship.elsewhere(reading):
        is_stated = candidate.source.startswith(("meta", "article:", "og:", "twitter:", "citation", "script"))
        names = tuple(each for each in people.split(candidate.value) if people.is_name(reading, each.name, personal=is_stated))
        if is_stated:
            names = tuple(each for each in names if not people.is_group(each.name) or _is_confirmed(reading, each))
        if names and (is_stated or (all(people.is_personal(each.name) for each in names) and _are_shown(reading, names))):
            return _unique(names), candidate.source
        reading.weigh("authors", candidate, "names no person")
    return (), ""


def _is_confirmed(reading: Reading, author: Byline) -> bool:
    """Whether a group or an account is shown, or told of as the writer, too, where search plugins fill in cards."""
    return any(each.value == author.name for each in authorship.card(reading)) or _are_shown(reading, (author,))


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
