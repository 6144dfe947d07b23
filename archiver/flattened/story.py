"""The article of a copied page: what stands in its head, and its running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

from archiver.extract import people
from archiver.flattened.lines import Clock, Line, credited, heads_others, is_promotion, is_prose, joined
from archiver.flattened.marks import FEW_WORDS, LONGEST_HEAD, LONGEST_STANDFIRST, credit_of, date_of, ends, is_mark
from archiver.models import Article, Image, Moment
from archiver.text import clean, fold

_TAGS = re.compile(r"tags?\s*:\s*(.+)", re.IGNORECASE)
_ELLIPSIS = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])$")


def read(lines: list[Line], headlines: list[int], url: str, clock: Clock, *, spaced: bool) -> Article:
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
    return attrs.evolve(
        article,
        standfirst=standfirst.text if standfirst else None,
        body_text=joined(body, spaced=spaced) or None,
        images=tuple(shown),
        tags=tags,
        sources=sources,
    )


def _last_in_head(lines: list[Line], headlines: list[int]) -> int:
    """The headline's last place before the running text: one further down is a share bar's or a heading over the thread."""
    last = headlines[0]
    for at in headlines[1:]:
        prose = sum(is_prose(line.text) and not is_promotion(line.text) for line in lines[last + 1 : at])
        if prose > 1 or at - last > LONGEST_HEAD:
            break
        last = at
    return last


def _head_end(lines: list[Line], headline: int) -> int:
    """Where the text begins: behind the last mark of the head, at the first line that is neither mark nor label nor standfirst."""
    end = headline + 1
    loose: list[str] = []  # lines since ``end`` that may be text as well
    for at in range(end, min(len(lines), headline + 1 + LONGEST_HEAD)):
        text = lines[at].text
        sentences = sum(map(ends, loose))
        if credited(text) or date_of(text) is not None:
            end, loose = at + 1, []
        elif credit_of(text) is not None:
            # A picture may stand in the text as well: its credit ends the head only where no sentence was before it.
            end, loose = (end, loose) if sentences else (at + 1, [])
        elif is_promotion(text) or (len(fold(text).split()) < FEW_WORDS and not is_prose(text)):
            end = at + 1 if not loose else end
        elif sentences or len(loose) > 1:
            break
        else:
            loose.append(text)
    # A line that is no sentence, directly above the first one, is a standfirst without a full stop.
    if end < len(lines) - 1 and not ends(lines[end].text) and is_prose(lines[end + 1].text) and _can_be_standfirst(lines[end]):
        end += 1
    return end


def _until_mark(head: list[Line]) -> list[Line]:
    """The lines between headline and the first credit or date, or the end of the head, without the caption over a credit."""
    found: list[Line] = []
    for line in head:
        if credit_of(line.text) is not None:
            return found[:-1] if len(found) > 1 and not ends(found[-1].text) else found
        if is_mark(line.text):
            break
        found.append(line)
    return found


def _standfirst(between: list[Line]) -> Line | None:
    """The one line that can be it."""
    found = [line for line in between if _can_be_standfirst(line)]
    return found[0] if found else None


def _can_be_standfirst(line: Line) -> bool:
    text = line.text
    if is_promotion(text) or is_mark(text) or len(text) > LONGEST_STANDFIRST:
        return False
    return len(fold(text).split()) > FEW_WORDS or is_prose(text)


def _with_mark(article: Article, line: Line, sources: dict[str, str], clock: Clock) -> Article:
    """The article with what a line of its head states. A month alone is no date of publication: appeals and archives name months."""
    where = f"text:line {line.number}"
    if article.byline is None and credited(line.text):
        shown = clean(people.without_tail(line.text))
        sources["byline"] = sources["authors"] = where
        article = attrs.evolve(article, byline=shown, authors=people.split(shown))
    dated = date_of(line.text)
    if dated is None:
        return article
    moment: Moment = clock.moment(dated[0], where)
    if dated[1] and article.date_modified is None:
        sources["date_modified"] = where
        return attrs.evolve(article, date_modified=moment)
    if not dated[1] and article.date_published is None:
        sources["date_published"] = where
        return attrs.evolve(article, date_published=moment)
    return article


def _pictures(head: list[Line], standfirst: Line | None) -> Iterator[Image]:
    """The pictures credited in the head, with the line above the credit as caption where that is no sentence and nothing else."""
    for before, line in zip([None, *head], head, strict=False):
        if (image := credit_of(line.text)) is None:
            continue
        is_caption = before is not None and before is not standfirst and _can_be_standfirst(before) and not ends(before.text)
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
        elif (image := credit_of(text)) is not None:
            images.append(image)
        elif fold(text) in repeats and not any(is_prose(each.text) for each in kept):
            continue
        elif heads_others(text):
            skipping = True
        elif is_promotion(text) or (skipping and not _goes_on(lines, at)):
            continue
        else:
            skipping = False
            kept.append(line)
    while kept and not (is_prose(kept[-1].text) or (ends(kept[-1].text) and len(fold(kept[-1].text).split()) > FEW_WORDS)):
        kept.pop()
    return kept, tags


def _goes_on(lines: list[Line], at: int) -> bool:
    """Whether running text follows on itself; among teasers of other articles title and excerpt alternate."""
    following = lines[at + 1].text if at + 1 < len(lines) else ""
    here = lines[at].text
    return is_prose(here) and is_prose(following) and not _ELLIPSIS.search(here) and not is_promotion(here)
