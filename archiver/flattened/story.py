"""The article of a copied page: its headline, what stands in its head, and its running text.

What tells the headline, in the order of trust: that it was named; that the address is made of its words, as WordPress makes addresses; that
it stands twice above the text, as themes print it that repeat it; that it is the last line above the text and its head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

import attrs

from archiver.extract import furniture, people
from archiver.extract.images import split_credit
from archiver.flattened.lines import Clock, Line, credited, dated_tail, is_date, is_promotion, is_prose, joined
from archiver.models import Article, Image, Moment
from archiver.text import clean, fold

_LONGEST_HEADLINE, _LONGEST_STANDFIRST = 250, 600
#: Words of a line; the labels of menus and sections have fewer than a headline or standfirst.
_FEW_WORDS = 3
#: Lines between headline and text that may be its head: standfirst, credit, dates, share bars.
_LONGEST_HEAD = 15
# Lines that a headline and its repetition may have between them.
_BETWEEN = 6
_CHANGED = re.compile(r"^(?:last )?(?:updated|modified|edited)\b(?: on| at)?\s*:?\s*", re.IGNORECASE)
_PUBLISHED = re.compile(r"^(?:first |originally )?(?:published|posted)\b(?: on| at)?\s*:?\s*", re.IGNORECASE)
_TAGS = re.compile(r"tags?\s*:\s*(.+)", re.IGNORECASE)
# A caption before its credit ends as a sentence, or the credit is in brackets.
_CAPTIONED = re.compile(r"(?:[.!?…]|\()\s*$")
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")


class NoHeadline(Exception):
    """A text in which no headline can be told."""


@attrs.define
class Story:
    """An article as far as the text tells it, and where its text begins."""

    headline: Line
    begins: int  #: the index of the first line of running text
    article: Article


def find(lines: list[Line], url: str, named: str | None) -> list[int]:
    """The indexes of the lines that are the headline, first to last.

    :raises NoHeadline: where no line can be told to be it.
    """
    if named is not None:
        found = [at for at, line in enumerate(lines) if fold(line.text) == fold(named)]
        if not found:
            raise NoHeadline("the headline that was named is no line of the text")
        return found
    found = _by_address(lines, url) or _repeated(lines) or _above_text(lines)
    if not found:
        raise NoHeadline("no line of the text can be told to be the headline")
    return found


def _by_address(lines: list[Line], url: str) -> list[int]:
    """The line whose words the address has, in their order: an editor may have left some out of it."""
    paths = [part for part in unquote(urlsplit(url).path).split("/") if part]
    slug = fold(re.sub(r"\.\w{2,5}$", "", paths[-1]).replace("_", " ")).split() if paths else []
    words = [word for word in slug if not word.isdigit()]
    if len(words) < _FEW_WORDS - 1:
        return []
    shares: dict[int, float] = {}
    for at, line in enumerate(lines):
        told = _plain_words(line.text)
        if line.text and len(line.text) <= _LONGEST_HEADLINE and _in_order(words, told):
            shares[at] = len(words) / len(told)
    best = max(shares.values(), default=0.0)
    if best < 0.5:
        return []
    first = min(at for at, share in shares.items() if share == best)
    return [at for at, line in enumerate(lines) if fold(line.text) == fold(lines[first].text)]


def _plain_words(text: str) -> list[str]:
    """The words as WordPress' sanitize_title() has them: without apostrophes."""
    return fold(re.sub(r"['’‘`.]", "", text)).split()


def _in_order(words: list[str], told: list[str]) -> bool:
    rest = iter(told)
    return all(word in rest for word in words)


def _repeated(lines: list[Line]) -> list[int]:
    """The longest line of words that stands twice, a few lines apart, with running text behind."""
    seen: dict[str, int] = {}
    best: list[int] = []
    for at, line in enumerate(lines):
        folded = fold(line.text)
        if len(folded.split()) < _FEW_WORDS or len(line.text) > _LONGEST_HEADLINE or is_promotion(line.text) or is_date(line.text):
            continue
        before = seen.get(folded)
        seen[folded] = at
        near = before is not None and at - before <= _BETWEEN + 1
        if near and before is not None and any(is_prose(each.text) for each in lines[at + 1 : at + 1 + _LONGEST_HEAD]):
            if not best or len(folded) > len(fold(lines[best[0]].text)):
                best = [before, at]
    return best


def _above_text(lines: list[Line]) -> list[int]:
    """The last line above the longest stretch of running text, and above what is its head: credit, dates, a standfirst."""
    begin = _stretch(lines)
    if begin is None:
        return []
    for at in range(begin - 1, max(begin - 1 - _LONGEST_HEAD, -1), -1):
        text = lines[at].text
        if is_promotion(text) or is_prose(text) or _is_mark(text) or len(fold(text).split()) < _FEW_WORDS:
            continue
        return [at] if len(text) <= _LONGEST_HEADLINE else []
    return []


def _stretch(lines: list[Line]) -> int | None:
    """Where the most running text begins that no two other lines in a row interrupt."""
    best, most = None, 0
    begin, size, others = None, 0, 0
    for at, line in enumerate(lines):
        if is_prose(line.text) and not is_promotion(line.text):
            begin = at if begin is None or others > 1 else begin
            size = len(line.text) + (size if others <= 1 else 0)
            others = 0
            if size > most:
                best, most = begin, size
        else:
            others += 1
    return best


def _is_mark(text: str) -> bool:
    """Whether a line is of an article's head: its credit, its date, its picture's credit."""
    return credited(text) or _dated(text) is not None or _credit(text) is not None


def read(lines: list[Line], headlines: list[int], url: str, clock: Clock, *, spaced: bool) -> Story:
    """The article of the lines above the thread."""
    last = _last_in_head(lines, headlines)
    title = fold(lines[last].text)
    article = Article(url=url, headline=lines[last].text)
    sources = {"headline": f"text:line {lines[last].number}"}
    repeats = [at for at in headlines if headlines[0] <= at <= last]
    images: list[Image] = []
    begins = _head_end(lines, last)
    above = lines[repeats[0] + 1 : last] if len(repeats) > 1 else []
    told = [line for line in (*above, *lines[last + 1 : begins]) if fold(line.text) != title]
    for line in told:
        article = _with_mark(article, line, sources, clock)
    standfirst = _standfirst(above) or _standfirst(_until_mark(lines[last + 1 : begins]))
    if standfirst is not None:
        sources["standfirst"] = f"text:line {standfirst.number}"
    body, tags = _body(lines[begins:], {title, fold(standfirst.text if standfirst else None)} - {""}, images)
    shown = [*_pictures(told, standfirst), *images]
    if shown:
        sources["images"] = "text:credit"
    if body:
        sources["body_text"] = f"text:line {body[0].number} to {body[-1].number}"
    return Story(
        headline=lines[last],
        begins=begins,
        article=attrs.evolve(
            article,
            standfirst=standfirst.text if standfirst else None,
            body_text=joined(body, spaced=spaced) or None,
            images=tuple(shown),
            tags=tags,
            sources=sources,
        ),
    )


def _last_in_head(lines: list[Line], headlines: list[int]) -> int:
    """The headline's last place before the running text: one further down is a share bar's or a heading over the thread."""
    last = headlines[0]
    for at in headlines[1:]:
        prose = sum(is_prose(line.text) and not is_promotion(line.text) for line in lines[last + 1 : at])
        if prose > 1 or at - last > _LONGEST_HEAD:
            break
        last = at
    return last


def _head_end(lines: list[Line], headline: int) -> int:
    """Where the text begins: behind the last mark of the head, at the first line that is neither mark nor label nor standfirst."""
    end = headline + 1
    at = end
    loose = 0
    while at < min(len(lines), headline + 1 + _LONGEST_HEAD) and loose <= 1:
        text = lines[at].text
        if credited(text) or _dated(text) is not None:
            end, loose = at + 1, 0
        elif (credit := _credit(text)) is not None or is_promotion(text) or (len(fold(text).split()) < _FEW_WORDS and not is_prose(text)):
            # A picture's credit may stand in the text as well: it ends the head only where no text was before it.
            end = at + 1 if loose == 0 else end
            if credit is not None and loose == 1 and not is_prose(lines[at - 1].text) and not _ends(lines[at - 1].text):
                end, loose = at + 1, 0
        else:
            loose += 1
        at += 1
    # A line that is no sentence, directly above the first one, is a standfirst without a full stop.
    if end < len(lines) - 1 and not _ends(lines[end].text) and is_prose(lines[end + 1].text) and _can_be_standfirst(lines[end]):
        end += 1
    return end


def _ends(text: str) -> bool:
    return re.search(r"[.!?…:。！？][\"'”’»)\]]*$|[\"”»]$", text) is not None


def _until_mark(head: list[Line]) -> list[Line]:
    """The lines between headline and the first credit or date, or the end of the head; none where they caption a picture."""
    found: list[Line] = []
    for line in head:
        if _credit(line.text) is not None:
            return found[:-1] if found and not _ends(found[-1].text) else found
        if _is_mark(line.text):
            break
        found.append(line)
    return found


def _standfirst(between: list[Line]) -> Line | None:
    """The one line that can be it."""
    found = [line for line in between if _can_be_standfirst(line)]
    return found[0] if found else None


def _can_be_standfirst(line: Line) -> bool:
    text = line.text
    if is_promotion(text) or _is_mark(text) or len(text) > _LONGEST_STANDFIRST:
        return False
    return len(fold(text).split()) > _FEW_WORDS or is_prose(text)


def _dated(text: str) -> tuple[str, bool] | None:
    """(date, whether it is of a change) of a line that is a date, with or without a label, or that credits and dates."""
    bare, label = _CHANGED.sub("", text), _CHANGED.match(text) is not None
    bare = _PUBLISHED.sub("", bare)
    if is_date(bare):
        return bare, label
    tail = dated_tail(text)
    return (tail[1], False) if tail is not None and credited(tail[0]) else None


def _with_mark(article: Article, line: Line, sources: dict[str, str], clock: Clock) -> Article:
    """The article with what a line of its head states. A month alone is no date of publication: appeals and archives name months."""
    where = f"text:line {line.number}"
    if article.byline is None and credited(line.text):
        shown = clean(people.without_tail(line.text))
        sources["byline"] = sources["authors"] = where
        article = attrs.evolve(article, byline=shown, authors=people.split(shown))
    dated = _dated(line.text)
    if dated is None:
        return article
    moment: Moment = clock.moment(dated[0], where)
    field = "date_modified" if dated[1] else "date_published"
    if getattr(article, field) is None:
        sources[field] = where
        article = attrs.evolve(article, **{field: moment})
    return article


def _credit(text: str) -> Image | None:
    """The picture that a line credits: a credit alone, or behind a caption."""
    if len(text) > _LONGEST_STANDFIRST:
        return None
    caption, credit = split_credit(text)
    if credit is None:
        return None
    if caption is None:
        return Image(url=None, credit=credit) if len(text) <= _LONGEST_HEADLINE else None
    at = text.rfind(credit)
    behind = text[len(caption) : at]
    is_apart = _CAPTIONED.search(caption) or behind.lstrip().startswith(("(", "[", "|", "©"))
    return Image(url=None, caption=caption, credit=credit) if is_apart and re.search(r"[:©(/]|\bby\b", behind) else None


def _pictures(head: list[Line], standfirst: Line | None) -> Iterator[Image]:
    """The pictures credited in the head, with the line above the credit as caption where that is no sentence and nothing else."""
    for before, line in zip([None, *head], head, strict=False):
        if (image := _credit(line.text)) is None:
            continue
        is_caption = before is not None and before is not standfirst and _can_be_standfirst(before) and not _ends(before.text)
        yield attrs.evolve(image, caption=before.text) if is_caption and before is not None and image.caption is None else image


def _body(lines: list[Line], repeats: set[str], images: list[Image]) -> tuple[list[Line], tuple[str, ...]]:
    """(the paragraphs, the tags that a line names). What is behind the last sentence is the page's again."""
    kept: list[Line] = []
    tags: tuple[str, ...] = ()
    skipping = False
    for at, line in enumerate(lines):
        text = line.text
        if (named := _TAGS.fullmatch(text)) is not None:
            tags = tags or tuple(filter(None, map(clean, named[1].split(","))))
        elif (image := _credit(text)) is not None:
            images.append(image)
        elif fold(text) in repeats and not any(is_prose(each.text) for each in kept):
            continue
        elif is_promotion(text):
            continue
        elif furniture.is_heading(text):
            skipping = True
        elif skipping and not _goes_on(lines, at):
            continue
        else:
            skipping = False
            kept.append(line)
    while kept and not (is_prose(kept[-1].text) or (_ends(kept[-1].text) and len(fold(kept[-1].text).split()) > _FEW_WORDS)):
        kept.pop()
    return kept, tags


def _goes_on(lines: list[Line], at: int) -> bool:
    """Whether running text follows on itself; among teasers of other articles title and excerpt alternate."""
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    here = lines[at].text
    return is_prose(here) and is_prose(following) and not _ELLIPSIS.search(here) and not is_promotion(here)
