"""The headline of a copied page.

What tells it, in the order of trust: that it was named; that the address is made of its words, as WordPress makes addresses; that it stands
twice above the text, as themes print it that repeat it; that it is the last line above the text and its head.
"""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from archiver.flattened.lines import Line, is_date, is_promotion, is_prose
from archiver.flattened.marks import FEW_WORDS, LONGEST_HEAD, LONGEST_HEADLINE, ends, is_mark
from archiver.text import fold

# The way to a page through the site's sections, and an amount of money: no headlines.
_PATH = re.compile(r"[»›>]|[$€£¥]\s?\d|\d\s?%")


class NoHeadline(Exception):
    """A text in which no headline can be told; the message says why."""


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
    if len(found) > 1 and fold(lines[found[0]].text) != fold(lines[found[1]].text):
        either = " or ".join(f"line {lines[at].number}, {lines[at].text!r}" for at in found)
        raise NoHeadline(f"the headline may be {either}")
    return found


def _by_address(lines: list[Line], url: str) -> list[int]:
    """The line whose words the address has, in their order: an editor may have left some out of it."""
    paths = [part for part in unquote(urlsplit(url).path).split("/") if part]
    slug = fold(re.sub(r"\.\w{2,5}$", "", paths[-1]).replace("_", " ")).split() if paths else []
    words = [word for word in slug if not word.isdigit()]
    if len(words) < FEW_WORDS - 1:
        return []
    shares: dict[int, float] = {}
    for at, line in enumerate(lines):
        told = _plain_words(line.text)
        if line.text and len(line.text) <= LONGEST_HEADLINE and _in_order(words, told):
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
    """The first line of words in the text's head that stands twice there; a standfirst that does so too stands below it."""
    begin = _stretch(lines)
    if begin is None:
        return []
    pairs: list[list[int]] = []
    seen: dict[str, int] = {}
    # The text may seem to begin with a standfirst above the repetition.
    for at, line in enumerate(lines[: begin + 3]):
        folded = fold(line.text)
        if not _can_be_headline(line.text) or is_date(line.text):
            continue
        before = seen.get(folded)
        seen[folded] = at
        if before is not None and at - before <= LONGEST_HEAD and begin - at <= LONGEST_HEAD:
            pairs.append([before, at])
    return min(pairs, default=[])


def _above_text(lines: list[Line]) -> list[int]:
    """The last line above the longest stretch of running text, and above what is its head: credit, dates, a standfirst."""
    begin = _stretch(lines)
    if begin is None:
        return []
    for at in range(begin - 1, max(begin - 1 - LONGEST_HEAD, -1), -1):
        text = lines[at].text
        if not _can_be_headline(text) or is_prose(text):
            continue
        # A standfirst without a full stop, or a headline under some other line: the text does not tell which.
        is_either = (
            at > 0 and _can_be_headline(lines[at - 1].text) and not ends(lines[at - 1].text) and not _PATH.search(lines[at - 1].text)
        )
        return [at - 1, at] if is_either else [at]
    return []


def _can_be_headline(text: str) -> bool:
    return not is_promotion(text) and not is_mark(text) and len(fold(text).split()) >= FEW_WORDS and len(text) <= LONGEST_HEADLINE


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
