"""Where authors are named elsewhere than in a credit line: for machines, beside their picture, and under the headline without a word."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial

import attrs

from archiver.extract import credit_lines, datewords, lives, others, people, wording
from archiver.extract.metadata import Candidate, strings
from archiver.extract.outline import Element
from archiver.extract.reading import Reading, shown
from archiver.models import Byline
from archiver.text import clean, fold, whole_text

#: Meta names: HTML's own, Open Graph's article, Dublin Core, Parse.ly, Sailthru, Highwire Press.
_META = ("author", "authors", "article:author", "article:author_name", "og:article:author", "citation_author", "citation_authors", "dc.creator",
         "dcterms.creator", "parsely-author", "sailthru.author", "byl")  # fmt: skip
#: Those of libraries, where a name begins with the surname: "Byrne, Ada".
_INVERTED = ("citation", "dc")
#: Who a picture shows beside a credit: gravatar and its heirs.
_AVATAR = re.compile(r"avatar|headshot|author|contributor|profile-?(?:pic|photo|image)|rounded-full", re.IGNORECASE)
#: What such a picture is called beside the name: "Headshot of Ada Byrne", "Ada Byrne profile photo".
_PICTURE_OF = re.compile(
    r"^(?:(?:author|profile) )?(?:head ?shot|photo(?:graph)?|portrait|picture|image|avatar) (?:of|for) (?:the )?(?:author:? )?"
    r"|(?:['’]s)? (?:(?:author|profile|bio) )?(?:head ?shot|photo(?:graph)?|portrait|picture|image|avatar)$",
    re.IGNORECASE,
)
#: Google Tag Manager for WordPress tells of the author in the state that its script starts with.
_DATA_LAYER = re.compile(r'"pagePostAuthor":"((?:[^"\\]|\\.)+)"')
#: "All articles by Ada Byrne", as a link or a button behind the text offers them.
_ALL_BY = re.compile(
    r"(?:(?:see|view|read|browse|show) )?(?:all|more|other)(?: of)? (?:articles|posts|stories|blogs) (?:by|from) (?P<name>.{4,40})",
    re.IGNORECASE,
)
#: A line under the headline that holds nothing but a name and what stands beside names.
_DATELINE = re.compile(
    r"^(?P<name>[^|•·–—]{4,40}?)\s*[|•·–—]\s*.*\b(?:19|20)\d\d\b|^[^|•·–—]{0,24}\b(?:19|20)\d\d\s*[|•·–—]\s*(?P<last>[^|•·–—\d]{4,40})$"
)
#: Icons of a person, as the icon fonts of themes name them (Font Awesome, Bootstrap, Dashicons, Linearicons).
_ICON = re.compile(
    r"(?:^|[\s_-])(?:fa|far|fas|bi|icon|glyphicon|dashicons|lnr|la|ti|ion)(?:[-_]\w+)*?[-_](?:user|person|author|admin-users)\b|^(?:user|person|author)[-_]icon"
)
#: "Ada Byrne's blog", as WordPress.com, Substack and others call what one person writes.
_OWN_BLOG = re.compile(
    r"(?P<name>.+?)['’]s? (?:web)?(?:blog|log|newsletter|substack|journal|notes|notebook|home ?page|website|site)", re.IGNORECASE
)
#: How Chinese papers and agencies sign: behind the place and the day, in front of the first sentence: "海港社3月4日电（记者 王小明 李明）".
_DISPATCH = re.compile(
    r".{0,40}[讯電电訊]\s*[（(][^（）()]{0,12}?(?:记者|記者|通讯员)[\s:：]*(?P<names>[\u4e00-\u9fff]{2,4}(?:[\s、，,]+[\u4e00-\u9fff]{2,4}){0,4})\s*[)）]"
)
#: What such a line says that they did: compile, translate, report, photograph.
_DONE = frozenset("综合 整合 整理 编译 编辑 报道 综合报道 摄影 摄影报道 供图 实习生 通讯员 綜合 編譯 報導 攝影 實習生 通訊員".split())
#: An initial between names: "Ada C. Byrne".
_MIDDLE = re.compile(r"(?<=\w )[A-Z]\. (?=[A-Z])")
_LONGEST_NAME, _LONGEST_OPENING, _LEVELS, _MOST_PARTS = 40, 100, 3, 4
# Names that are looked for on the whole page; a head with more of them is a list.
_MOST_NAMES = 40


def elsewhere(reading: Reading) -> Iterator[Candidate]:
    """What the page's head tells machines; then who is pictured beside the headline, named beside the date, by a biography or in a dispatch."""
    for name in _META:
        stated = list(reading.metadata.stated((name,)))
        if stated:
            yield Candidate("; ".join(_in_order(each.value, name) for each in stated), stated[0].source)
    yield from card(reading)
    yield from _pictured(reading)
    head = credit_lines.head(reading)
    yield from _beside_date(reading, head)
    yield from _alone(reading, head)
    yield from lives.told(reading)
    yield from _dispatched(reading)
    yield from _offered(reading)
    yield from _started_with(reading)
    yield from _owner(reading)


def in_full(reading: Reading, authors: tuple[Byline, ...]) -> tuple[Byline, ...]:
    """The authors; one that is called by a first name alone by the whole name, if the page says it once: as a person, a picture or a life."""
    if len(authors) != 1 or not authors[0].name.isalpha() or not authors[0].name.istitle():
        return authors
    first = f"{authors[0].name} "
    told = [name for node in reading.metadata.of_type("Person") for name in strings(node.get("name"))]
    told += [" ".join(clean(each.get("alt")).replace(",", " ,").split()[:2]) for each in reading.page.tree.iter("img") if each.get("alt")]
    told += [people.subject(clean(each.text)) for each in reading.outline.elements if each.text and first in each.text]
    whole = {name for name in told if name.startswith(first) and people.is_personal(name)}
    return (attrs.evolve(authors[0], name=whole.pop()),) if len(whole) == 1 else authors


def _in_order(stated: str, name: str) -> str:
    """A name as one says it: "Byrne, Ada" in the meta tags of libraries is Ada Byrne."""
    surname, comma, given = stated.partition(",")
    if not name.startswith(_INVERTED) or not comma or "," in given or (" " in surname and " " in given.strip()):
        return stated
    return f"{given.strip()} {surname}"


def card(reading: Reading) -> Iterator[Candidate]:
    """Twitter's labelled data, as search plugins fill it in: "Written by"."""
    for number in ("1", "2"):
        label = next(reading.metadata.stated((f"twitter:label{number}",)), None)
        if label is not None and people.has_label(f"{label.value}: X"):
            yield from reading.metadata.stated((f"twitter:data{number}",))


def _pictured(reading: Reading) -> Iterator[Candidate]:
    """The alternative text of an author's picture in the article's head or foot; else the text beside it."""
    for element in reading.near(reading.outline.tags.get("img", [])):
        told = f"{element.get('class') or ''} {element.get('src') or ''} {element.getparent().get('class') or ''}"
        if not _AVATAR.search(told):
            continue
        if name := _pictured_name(element):
            yield Candidate(name, "img.avatar[alt]")
        if element.tail and clean(element.tail):
            yield Candidate(people.without_tail(clean(element.tail)), "img.avatar + text")


def _pictured_name(picture: Element) -> str:
    """What the alternative text of somebody's picture calls them, without words for the picture."""
    return _PICTURE_OF.sub("", clean(picture.get("alt"))).strip(" ,:-–—")


def _started_with(reading: Reading) -> Iterator[Candidate]:
    """Whom the tag manager's state names."""
    for script in reading.page.index.of_tag("script"):
        if match := _DATA_LAYER.search(script.text or ""):
            with suppress(ValueError):  # escapes that are JavaScript's and no JSON
                yield Candidate(clean(json.loads(f'"{match[1]}"')), "script:pagePostAuthor")
            return


def _offered(reading: Reading) -> Iterator[Candidate]:
    """Whose other articles the page offers, if it does so of one person."""
    told = [words for _, words in reading.page.index.links if " by " in words or " from " in words]
    told += [shown(each) for each in reading.page.index.of_tag("button")]
    names = {match["name"] for words in told if (match := _ALL_BY.fullmatch(clean(words))) and people.is_personal(match["name"])}
    if len(names) == 1:
        yield Candidate(names.pop(), "~ All articles by")


def _beside_date(reading: Reading, head: list[Element]) -> Iterator[Candidate]:
    """A line of the head with a name in front of a date: "Ada Byrne | Editor | 2 July 2025"."""
    is_subject = _asked_of_few(partial(_is_subject, reading), unasked=True)
    for element in head:
        is_line = len(element) <= _MOST_PARTS and next(element.iter("h2", "h3", "h4"), None) is None
        match = _DATELINE.match(shown(element)) if is_line else None
        if match and not is_subject(name := match["name"] or match["last"]) and not others.is_of_another(reading, element):
            yield Candidate(name, f"{element.tag} ~ name | date")
        elif (css := element.get("class")) and element.tag in ("i", "span") and _ICON.search(css):
            yield Candidate(people.without_tail(_behind(element)), f"{element.tag}.{css.split()[-1]} + text")


def _behind(icon: Element) -> str:
    """The text behind an icon: loose, or of the next element."""
    following = icon.getnext()
    return clean(icon.tail) or (shown(following) if following is not None and isinstance(following.tag, str) else "")


def _alone(reading: Reading, head: list[Element]) -> Iterator[Candidate]:
    """A name alone in its element under the headline, of a person whose life is told below, or whose job stands behind the name."""
    outline = reading.outline
    is_subject = _asked_of_few(partial(_is_subject, reading), unasked=True)
    is_told = _asked_of_few(partial(_is_told, reading), unasked=False)
    for element in head:
        if element.tag in _HEADINGS:
            continue
        line = people.without_label(_first_line(element))
        if len(element) == 0 and _is_list_of_names(line) and not others.is_of_another(reading, element):
            yield Candidate(line, f"{element.tag} ~ names")
        name, comma, job = line.partition(",")
        if 0 < len(name) <= _LONGEST_NAME and people.is_personal(name) and not is_subject(name):
            at = outline.position(element)
            following = outline.elements[at + 1 : at + 3] if at is not None else []
            if (comma and not _is_job(job)) or others.is_of_another(reading, element):
                continue
            is_known = (
                comma
                or (len(element) > 0 and _is_dated(element, []))
                or any(_is_job(each.text) or _is_job(each.tail if each.tag == "br" else None) for each in following)
            )
            if is_known or is_told(name) or (_is_dated(element, following) and _is_beside_picture(element, name)):
                yield Candidate(name, f"{element.tag} ~ name")


def _is_list_of_names(line: str) -> bool:
    """Whether a line is nothing but persons' names, as scholars and clinics sign: several with an initial among them, or with degrees.

    Without either, "Los Angeles, New York" would be two persons.
    """
    if not ("," in line or ";" in line) or len(line) > 2 * _LONGEST_OPENING:
        return False
    names = [each.name for each in people.split(line)]
    is_signed = (len(names) > 1 and _MIDDLE.search(line)) or any(map(wording.DEGREE.fullmatch, re.split(r"[,;]\s+", line)[1:]))
    return bool(names) and bool(is_signed) and all(map(people.is_personal, names))


def _asked_of_few(question: Callable[[str], bool], *, unasked: bool) -> Callable[[str], bool]:
    """A question on names that looks through the whole page: asked once for each of the first names, and answered ``unasked`` of all further."""
    answers: dict[str, bool] = {}

    def answer(name: str) -> bool:
        if name not in answers and len(answers) < _MOST_NAMES:
            answers[name] = question(name)
        return answers.get(name, unasked)

    return answer


def _first_line(element: Element) -> str:
    """The text of an element without others in it, or the first line of one with line breaks."""
    return clean(element.text) if len(element) == 0 or element[0].tag == "br" else ""


def _is_dated(element: Element, following: list[Element]) -> bool:
    """Whether a day stands next under a name."""
    lines = [element[0].tail if len(element) else None, *(each.tail if each.tag == "br" else each.text for each in following)]
    return any(datewords.INSIDE.match(clean(each)) for each in lines if each)


def _is_beside_picture(element: Element, name: str) -> bool:
    """Whether a small block holds a name and, in front of it, one picture, which is called like the name or not at all."""
    holder = element.getparent()
    for _ in range(_LEVELS):
        if holder is None or len(shown(holder)) > 2 * _LONGEST_NAME:
            return False
        if pictures := list(holder.iter("img")):
            return len(pictures) == 1 and (fold(name) in fold(pictures[0].get("alt")) or not pictures[0].get("alt"))
        holder = holder.getparent()
    return False


_HEADINGS = frozenset({"h1", "h2", "h3"})


def _is_job(text: str | None) -> bool:
    line = clean(text)
    return 0 < len(line) <= _LONGEST_NAME and wording.JOB.search(line) is not None


def _is_told(reading: Reading, name: str) -> bool:
    """Whether the life of the person is told outside the text."""
    return any(
        people.subject(clean(element.text)) == name
        for at, element in enumerate(reading.outline.elements)
        if element.text and name in element.text and not reading.in_text(at)
    )


def _is_subject(reading: Reading, name: str) -> bool:
    """Whether links of the page, other than to people, are called so: a section, a tag."""
    folded = fold(name)
    return any(fold(shown(each)) == folded and not credit_lines.is_profile(each.get("href")) for each in _links_with(reading, name))


def _links_with(reading: Reading, name: str) -> Iterator[Element]:
    word = name.split()[-1]
    return (link for link, words in reading.page.index.links if word in words)


def _dispatched(reading: Reading) -> Iterator[Candidate]:
    """The reporters whom a Chinese dispatch names in brackets before its first sentence."""
    elements = reading.outline.elements
    text = whole_text(elements[reading.first_text])[:_LONGEST_OPENING] if reading.first_text < len(elements) else ""
    if match := _DISPATCH.match(text):
        yield Candidate("、".join(each for each in re.split(r"[\s、，,]+", match["names"]) if each not in _DONE), "p ~ （记者）")


def _owner(reading: Reading) -> Iterator[Candidate]:
    """Whose blog the page says that it is."""
    for candidate in reading.metadata.stated(("og:site_name",)):
        if (match := _OWN_BLOG.fullmatch(candidate.value)) and people.is_personal(match["name"]):
            yield Candidate(match["name"], "og:site_name")
