"""The headline: the page's own heading before what search engines and social networks are told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import islice

from archiver import urls
from archiver.extract import override
from archiver.extract.metadata import Candidate
from archiver.extract.outline import Element
from archiver.extract.reading import Reading, is_above, shown
from archiver.extract.weighing import CHOSEN, too_long
from archiver.text import clean, fold, inline_text

#: Class names of the heading: hAtom and WordPress, WordPress' blocks, h-entry, and those that themes commonly use.
_CLASSES = (
    "entry-title", "wp-block-post-title", "post-title", "p-name", "headline", "article-title", "article__title", "article-headline",
    "article__headline", "story-title", "td-post-title", "single-title", "topic-title", "threadtitle",
)  # fmt: skip
_SUFFIX = re.compile(r"\s+[|–—·•»:-]+\s+|\s*[|»]\s*")
#: What stands between the parts of a page's title, where a heading shows the first of them.
_PARTED = re.compile(r"\s*(?:[|»·•]|[-–—_]+)\s*|\s+/\s+")  # FluxBB: "Topic / Forum / Board"
#: How Chinese and Japanese sites call themselves at the end of a title, behind a stroke without spaces: "潮水涨到第三级_海港新闻网".
_SITE_TAIL = re.compile(
    r"\s*[-_—–|]+\s*[^-_—–|。！？]{1,16}(?:网|網|网站|網站|官网|官網|新闻|新聞|日报|日報|晚报|早报|频道|頻道|在线|ニュース|オンライン)$"
    r"|(?:\s*[_|]+\s*|\s+[-—–]+\s+)[^-_—–|。！？]{1,16}论坛$"  # a conference is called so, too: "中国—拉共体论坛"
)
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
#: What phpBB puts in front of a topic's title for machines.
_VIEWED = re.compile(r"^(?:.{1,80} (?:•|::) )?View topic - ")
_LONGEST = 300
_MOST_LINKS = 20
# Characters of a headline and all that a page's title adds to it.
_LONGEST_TITLE = 1000
_SHORTEST_SITE = 4
# The share of a heading's words that a title has, too, if they are the same headline.
_SHARED = 0.6
# Characters: a heading of fewer may begin many titles, "The tide" and "潮水".
_SHORTEST, _SHORTEST_CJK = 15, 6
#: Ids of a topic's title: Discuz!, SMF.
_IDS = ("thread_subject", "top_subject")
#: What stands in a heading without being its words.
_ASIDE = frozenset({"time", "small", "sup", "button"})
#: The line above the headline, in the words of newsrooms: kicker, eyebrow, and what French, Spanish, Italian and German papers call it.
_KICKER = re.compile(r"(?:^|[-_])(?:kicker|eyebrow|overline|surtitre|antetitulo|volanta|occhiello|dachzeile|spitzmarke)$")
#: What parts the site's name from a headline in one heading.
_STROKES = " |:»›>/–—-·•"
#: XenForo's prefixes are labels, Bootstrap's and Invision's are badges; Slash names the source behind the headline (extlnk).
_ASIDE_CLASSES = frozenset(
    "date post-date entry-date posted-on published byline author meta entry-meta post-meta subtitle sub-title no-icon sourcelink"
    " screen-reader-text sr-only visually-hidden visuallyhidden assistive-text label badge ipsbadge extlnk".split()
)


def find(reading: Reading) -> tuple[Candidate, int | None] | None:
    """The headline and the position of the element that shows it; None for an untitled article."""
    own, headings, titles = list(_own(reading)), list(_visible(reading)), list(_stated(reading))
    visible = [heading for heading in headings if _is_headline(reading, heading[0].value)]
    declared = [candidate for candidate in titles if _is_headline(reading, candidate.value)]
    chosen, at, why = next(
        ((each, place, "the site's profile says so") for each, place in own if _is_headline(reading, each.value)),
        None,
    ) or _choice(reading, visible, declared)
    if reading.weighed is not None:
        shown_or_told = [*(each for each, _ in (*own, *headings)), *titles]
        _record(reading, [*([chosen] if chosen and chosen not in shown_or_told else []), *shown_or_told], chosen, why)
    return (chosen, at) if chosen else None


_Choice = tuple[Candidate | None, int | None, str]


def _choice(reading: Reading, visible: list[tuple[Candidate, int]], declared: list[Candidate]) -> _Choice:
    """(headline, position, why) of what can be one."""
    told = {fold(each.value): each.source for each in reversed(declared)}
    titles = frozenset(each.value for each in declared)
    for candidate, at in sorted(visible, key=lambda each: fold(each[0].value) not in told):
        folded = fold(candidate.value)
        if agreeing := next((source for title, source in told.items() if _agree(folded, title)), None):
            return candidate, at, f"agrees with {agreeing}"
    if same := _lesser(reading, titles):
        return *same, "shows exactly what the page tells machines"
    if declared:  # a logo in the place of the first heading, beside another title
        visible = [heading for heading in visible if not _is_site(heading[0].value, reading)]
    if several := _of_several(visible, declared):
        return several
    if visible and (visible[0][0].source.startswith("h1") or not declared):
        return *visible[0], "the first heading, though the page tells machines another title" if declared else "the first heading"
    if _is_untitled(reading):
        return None, None, "the place of the headline is empty: an untitled article"
    return (_before_bar(declared[0]), None, "no heading shows a headline") if declared else (None, None, "")


def _of_several(visible: list[tuple[Candidate, int]], declared: list[Candidate]) -> _Choice | None:
    """Where a page has several first headings and none is a title: the one that shares most words with one; else what is told twice.

    Menus and footers made of first headings ("Contact Us", "Follow Us") share no word with it.
    """
    headings = [each for each in visible if each[0].source.startswith("h1")]
    if len(headings) < 2 or not declared:
        return None
    titles = [fold(each.value) for each in declared]
    words = frozenset(" ".join(titles).split())
    said = [fold(each.value).split() for each, _ in headings]
    shared = [len(words.intersection(each)) / len(each) if len(each) > 2 else 0 for each in said]
    best = max(shared)
    if best > _SHARED:
        return *headings[shared.index(best)], "of several first headings, the one most like the title"
    is_told_twice = any(titles.count(each) > 1 for each in titles)
    if is_told_twice and all(map(words.isdisjoint, said)):
        return declared[0], None, "no first heading shares a word with the title, which is told twice"
    return None


def _record(reading: Reading, candidates: list[Candidate], chosen: Candidate | None, why: str) -> None:
    """Keeps what was thought of each candidate."""
    for candidate in candidates:
        if chosen is None:
            verdict = why
        elif candidate == chosen:
            verdict = f"{CHOSEN}: {why}"
        else:
            same = _agree(fold(candidate.value), fold(chosen.value))
            verdict = f"agrees with {chosen.source}" if same else f"says something else than {chosen.source}"
        reading.weigh("headline", candidate, _refusal(reading, candidate.value) or verdict)


def _own(reading: Reading) -> Iterator[tuple[Candidate, int | None]]:
    """What the site's profile points at."""
    for node in override.nodes(reading, "headline"):
        at = reading.outline.position(override.element_of(node))
        yield Candidate(override.text_of(node), override.source(reading, "headline")), at


def _before_bar(title: Candidate) -> Candidate:
    """A title up to the first bar, in Chinese and Japanese up to the first low line: what follows names sections and the site."""
    is_cjk = _CJK.search(title.value) is not None
    words = re.split(r"[|_]" if is_cjk else r"[|]", title.value)[0].strip()
    return Candidate(words, title.source) if len(words.split()) > 1 or (is_cjk and len(words) >= _SHORTEST_CJK) else title


def _lesser(reading: Reading, titles: frozenset[str]) -> tuple[Candidate, int] | None:
    """A heading of lower rank, or what is called a title, where no main heading does: it shows exactly what the page tells machines, or begins it."""
    outline, told = reading.outline, frozenset(map(fold, titles))
    found = []
    for at in (*outline.of_tag("h2", "h3", "h4", "legend"), *outline.of_class("title")):
        text = _heading(reading, outline.elements[at])
        if fold(text) in told and _is_headline(reading, text):
            return _before_bar(Candidate(text, _source(reading, at))), at
        if any(_begins(text, title) for title in titles):
            found.append((Candidate(text, _source(reading, at)), at))
    return found[0] if found else None


def _begins(text: str, title: str) -> bool:
    """Whether a title goes on behind a stroke, with sections and the site, where a heading ends."""
    is_long = len(text) >= (_SHORTEST_CJK if _CJK.search(text) else _SHORTEST)
    return is_long and title.startswith(text) and _PARTED.match(title, len(text)) is not None


def _heading(reading: Reading, element: Element) -> str:
    """A heading's own words: dates, bylines, small print and the site's link that stand in it are left out, and so is a second escaping."""
    text = inline_text(element, _is_beside, _LONGEST)
    if any(_is_glued(reading, link) for link in islice(element.iter("a"), _MOST_LINKS)):
        bare = inline_text(element, lambda each: _is_beside(each) or (each.tag == "a" and _is_glued(reading, each)), _LONGEST)
        text = bare.strip(_STROKES) or text
    return clean(unescape(text)) if "&" in text else text


def _is_glued(reading: Reading, link: Element) -> bool:
    """Whether a link at the start of a heading leads to a page above this one, and its words are parted from the others by more than a space."""
    heading, tail = link.getparent(), link.tail or ""
    is_first = link.getprevious() is None and not clean(heading.text)
    is_parted = not tail.strip() or tail.strip()[0] in _STROKES or (tail[0].isupper() and not tail[0].isspace())
    return is_first and is_parted and (bool(tail.strip()) or link.getnext() is not None) and is_above(link.get("href"), reading.page)


def _is_beside(element: Element) -> bool:
    names = (element.get("class") or "").lower().split()
    return element.tag in _ASIDE or any(name in _ASIDE_CLASSES or _KICKER.search(name) for name in names)


def _visible(reading: Reading) -> Iterator[tuple[Candidate, int]]:
    """Headings of the page: those of a headline's class first, then every h1, then a classed h2 or other element."""
    outline = reading.outline
    classed = [*_named(reading), *outline.of_class(*_CLASSES)]
    marked = outline.itemprops.get("headline", [])
    plain = outline.tags.get("h1", [])
    first = [at for at in classed + marked if outline.elements[at].tag == "h1" or _inside_h1(reading, at)]
    others = [at for at in marked + classed if outline.elements[at].tag in ("h2", "div", "span", "p", "h3")]
    seen = set()
    for at in [*first, *plain, *others[:1]]:
        if at not in seen:
            seen.add(at)
            text = _heading(reading, outline.elements[at])
            # "PAPER.EXAMPLE - News of the coast", linked to the front page, names the site as a whole
            yield Candidate(text if fold(text) in reading.site_names else without_site(text, reading), _source(reading, at)), at


def _named(reading: Reading) -> list[int]:
    """Positions of what has the id of a topic's title."""
    index = reading.page.index
    places = (reading.outline.position(element) for name in _IDS for element in index.at(index.of_id(name)))
    return [at for at in places if at is not None]


def _inside_h1(reading: Reading, at: int) -> bool:
    parent = reading.outline.parents[at]
    return parent >= 0 and reading.outline.elements[parent].tag == "h1"


def _source(reading: Reading, at: int) -> str:
    element = reading.outline.elements[at]
    names = (element.get("class") or "").lower().split()
    name = next((each for each in _CLASSES if each in names), None)
    tag = "h1" if _inside_h1(reading, at) else element.tag
    return f"{tag}.{name}" if name else f"{tag}[itemprop=headline]" if element.get("itemprop") else str(tag)


def _stated(reading: Reading) -> Iterator[Candidate]:
    """What the page tells machines, the site's name taken off."""
    title = reading.page.tree.find(".//title")
    stated = [*reading.metadata.declared("headline"), *reading.metadata.stated(("og:title", "twitter:title", "dc.title", "title"))]
    stated += [Candidate(clean("".join(title.itertext())), "title")] if title is not None else []
    return (Candidate(_VIEWED.sub("", without_site(candidate.value, reading)), candidate.source) for candidate in stated)


def without_site(title: str, reading: Reading) -> str:
    """A title without the site's name at its end or start ("Headline – The Courier", "The Courier | Headline")."""
    if len(title) > _LONGEST_TITLE:
        return title
    for part in list(_SUFFIX.finditer(title))[::-1]:
        rest = title[part.end() :]
        # "Headline - The Courier - Lisbon": what the site says of itself goes with its name
        if _is_site(rest, reading) or (part.start() > len(rest) and _is_site(_SUFFIX.split(rest)[0], reading)):
            return without_site(title[: part.start()], reading)
    if (shorter := _SITE_TAIL.sub("", title)) != title:
        return without_site(shorter, reading)
    first = _SUFFIX.search(title)
    if first and _is_site(title[: first.start()], reading):
        return title[first.end() :]
    return title


def _is_site(part: str, reading: Reading) -> bool:
    """Whether part of a title names the site: as the page declares it, or as its address does."""
    folded = fold(part)
    joined = folded.replace(" ", "")
    host = urls.site_of(reading.page.final_url)
    return folded in reading.site_names or (
        len(joined) >= _SHORTEST_SITE and any(joined in (host, host.replace(".", ""), label) for label in host.split("."))
    )


def _is_headline(reading: Reading, text: str) -> bool:
    return _refusal(reading, text) is None


def _refusal(reading: Reading, text: str) -> str | None:
    """Why a text can be no headline."""
    folded = fold(text)
    if not folded:
        return "empty"
    if len(text) > _LONGEST:
        return too_long(_LONGEST)
    return "names the site" if folded in reading.site_names else None


def beside(reading: Reading) -> frozenset[str]:
    """What the page's title has beside the headline, folded: sections and the site."""
    element = reading.page.tree.find(".//title")
    title = clean("".join(element.itertext())) if element is not None else ""
    before, headline, behind = title.partition(reading.headline or "\n")
    parts = [*_PARTED.split(before), *_PARTED.split(behind)] if headline else []
    return frozenset(filter(None, map(fold, parts)))


def _agree(one: str, other: str) -> bool:
    """Whether one of two folded titles is the other, or its larger part."""
    short, long = sorted((one, other), key=len)
    begins = len(short) >= 8 and long.startswith(f"{short} ")  # a title goes on with the site's name
    return short == long or begins or (len(short) >= 15 and short in long) or (len(short) * 2 > len(long) and short in long)


def _is_untitled(reading: Reading) -> bool:
    """Whether the page has the place for a headline, and nothing in it."""
    outline = reading.outline
    places = [outline.elements[at] for at in outline.of_class(*_CLASSES[:4])]
    return any(each.tag == "h1" and not shown(each) for each in places)
