"""The thread of a copied page: comments with a signature above them or the link to answer them below.

A signature is a name over a date, "NAME says:", or both on one line. A name without a date is one where it stands behind a comment's end or a
label, and the link to answer follows its text. What has neither is the page's, not a comment. Who answers whom the text does not tell.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

import attrs

from archiver.comments.names import given_name
from archiver.flattened import lines as look
from archiver.flattened.lines import Clock, Line
from archiver.models import Comment

NAME = "text"
# WordPress' comment template in its largest translations; other software says it without a colon or otherwise, with a date behind.
_SAYS = re.compile(
    r"(?P<name>.{1,80}?)\s+(?:says|said|writes|wrote|sagt|sagte|schreibt|schrieb|dit|a dit|dice|dijo|diz|disse|ha detto|schreef|zegt|skriver)"
    r"(?P<colon>\s*:)?\s*(?P<date>.*)",
    re.IGNORECASE,
)
_PING = re.compile(r"(?P<kind>pingback|trackback)\s*:\s*(?P<name>.{1,200})", re.IGNORECASE)


@attrs.frozen
class _Signature:
    """Who wrote what follows, and when."""

    ends: int  #: the index of the first line behind it
    name: str | None = None
    date: Line | None = None
    reply_to: str | None = None
    dated: str | None = None  #: the part of the line ``date`` that is one; None: all of it
    flags: frozenset[str] = frozenset()


@attrs.define
class _Item:
    signature: _Signature | None
    lines: list[Line] = attrs.field(factory=list)
    reply_to: str | None = None
    answerable: bool = False  #: whether the link to answer stands below
    flags: set[str] = attrs.field(factory=set)


def begins(lines: list[Line], after: int) -> int | None:
    """The index of the first line of the thread, behind the first running text; None where the text has none."""
    first = next((at for at in range(after, len(lines)) if look.is_prose(lines[at].text)), None)
    if first is None:
        return None
    reader, end = _Reader(lines), len(lines)
    opens = next((at for at in range(first + 1, end) if look.opens_thread(lines[at].text) or reader.says(at)), end)
    answer = next((at for at in range(first + 1, opens) if look.is_answer(lines[at].text)), end)
    may_open = [at for at in range(first + 1, min(opens, answer)) if look.may_open_thread(lines[at].text)]
    signed = next((at for at in range(first + 1, min(opens, answer)) if reader.signature(at, behind=False) is not None), end)
    if opens == answer == end and not may_open:
        return None  # a name over a date alone may be that of an author
    until = min(opens, answer, signed if may_open or answer < end else end)
    # "12 Comments" stands beside headlines too: over the thread no running text is between.
    above = (at for at in may_open if at < until and not any(look.is_prose(each.text) for each in lines[at + 1 : until]))
    found = next(above, until)
    return found if found < end else next((at for at in may_open if look.CLOSED.fullmatch(lines[at].text)), None)


def parse(lines: list[Line], clock: Clock, *, spaced: bool) -> tuple[Comment, ...]:
    """The comments of the lines from the thread's beginning on, in their order."""
    found: list[Comment] = []
    seen: Counter[str] = Counter()
    for item in _Reader(lines).items():
        comment = _comment(item, len(found), clock, seen, spaced=spaced)
        if comment.text or comment.flags & {"pingback", "trackback"}:
            found.append(comment)
    return tuple(found)


def _comment(item: _Item, position: int, clock: Clock, seen: Counter[str], *, spaced: bool) -> Comment:
    signature = item.signature or _Signature(ends=0)
    kept = list(item.lines)
    truncated = bool(kept) and look.READ_MORE.fullmatch(kept[-1].text) is not None
    text = look.joined(kept[:-1] if truncated else kept, spaced=spaced)
    date = signature.date
    author = given_name(signature.name, None)
    # "2 years ago" is another date in another copy: the same words of the same person are the same comment.
    said = f"{author or ''}\n{text or signature.name}"
    seen[said] += 1
    return Comment(
        key=hashlib.sha256(f"{said}\n{seen[said]}".encode()).hexdigest()[:16],
        parent_source="none",
        position=position,
        author=author,
        posted=clock.moment(signature.dated or date.text, f"text:line {date.number}") if date is not None else None,
        text=text,
        flags=frozenset(item.flags | signature.flags),
        reply_to=item.reply_to or signature.reply_to,
        truncated=truncated,
    )


class _Reader:
    """Walks over lines and parts them into comments."""

    def __init__(self, lines: list[Line]):
        self._lines = lines
        self._answers = [at for at, line in enumerate(lines) if look.is_answer(line.text)]
        # Where a thread cannot be answered any more, the votes are what stands below each comment.
        self._votes_end = not self._answers and sum(look.is_votes(line.text) for line in lines) > 1

    def _text(self, at: int) -> str:
        return self._lines[at].text if at < len(self._lines) else ""

    def items(self) -> Iterator[_Item]:
        """The comments: what is signed, and what is not but can be answered."""
        item: _Item | None = None
        behind = True  # a boundary: the end of a comment, a label, the beginning
        at = 0
        while at < len(self._lines):
            text = self._text(at)
            signature = self.signature(at, behind=behind)
            if signature is not None:
                yield from _whole(item)
                item, behind, at = _Item(signature), False, signature.ends
                continue
            if look.EDITED.fullmatch(text) or (look.is_answer(text) and not self._answers_above(item, text)):
                if item is not None:
                    item.flags |= {"edited"} if look.EDITED.fullmatch(text) else set()
                    item.answerable = True
                    yield from _whole(item)
                item, behind = None, True
            elif self._answers_above(item, text) and item is not None:
                item.reply_to = look.REPLY_TO.sub(r"\g<name>", text)
            elif self._is_label(at, item):
                if item is not None and item.lines:
                    item.answerable = self._is_answered(at)
                    yield from _whole(item)
                    item = None
                behind = behind or item is None
            elif look.ends_page(text) and not any(answer > at for answer in self._answers) and (behind or item is not None):
                break
            elif item is None:
                item, behind = _Item(None, [self._lines[at]]), False
            else:
                item.lines.append(self._lines[at])
                behind = False
            at += 1
        yield from _whole(item)

    def _answers_above(self, item: _Item | None, text: str) -> bool:
        """Whether "Reply to NAME" is the label above a comment's text, not the link below it."""
        return item is not None and item.signature is not None and not item.lines and look.REPLY_TO.fullmatch(text) is not None

    def _is_label(self, at: int, item: _Item | None) -> bool:
        """Whether a line is the thread's own. Inside a comment it is where others stand beside it: a person may write "Share" or "42" too."""
        text = self._text(at)
        if not look.is_control(text):
            return False
        if item is None or (self._votes_end and item.lines and look.is_votes(text)):
            return True
        after = at + 1
        beside = after >= len(self._lines) or look.is_answer(self._text(after)) or look.is_control(self._text(after))
        if not item.lines:
            return item.signature is None or look.is_role(text) or not beside
        return (
            beside or look.opens_thread(text) or look.CLOSED.fullmatch(text) is not None or self.signature(after, behind=True) is not None
        )

    def _is_answered(self, at: int) -> bool:
        """Whether the next line that is no label is the link to answer."""
        after = next((each for each in range(at, len(self._lines)) if not look.is_control(self._text(each)) or self._is_end(each)), None)
        return after is not None and self._is_end(after)

    def _is_end(self, at: int) -> bool:
        text = self._text(at)
        return look.is_answer(text) or look.EDITED.fullmatch(text) is not None or (self._votes_end and look.is_votes(text))

    def says(self, at: int) -> bool:
        """Whether a line says who says what follows, with a date or an answer behind it."""
        match = _SAYS.fullmatch(self._text(at))
        return match is not None and bool(match["colon"]) and self._says(at, match, behind=False) is not None

    def signature(self, at: int, *, behind: bool) -> _Signature | None:
        """The signature that begins at a line. ``behind``: whether a boundary stands above it."""
        if at >= len(self._lines):
            return None
        line = self._lines[at]
        text = line.text
        if behind and (ping := _PING.fullmatch(text)) is not None:
            return _Signature(at + 1, ping["name"], flags=frozenset({ping["kind"].lower()}))
        if (match := _SAYS.fullmatch(text)) is not None and (said := self._says(at, match, behind=behind)) is not None:
            return said
        if look.is_date(text):
            return _Signature(at + 1, None, line) if behind else None
        if look.is_role(text) or look.is_answer(text) or look.opens_thread(text) or look.may_open_thread(text):
            return None
        after, reply_to = self._past_labels(at + 1)
        if look.is_date(self._text(after)) and (look.is_name(text) or (behind and len(text) <= 80 and not look.is_control(text))):
            return _Signature(after + 1, text, self._lines[after], reply_to)
        if look.is_date(self._text(at + 1)) and behind and look.is_control(text) and any(sign.isalpha() for sign in text):
            return None
        tail = look.dated_tail(text)
        if tail is not None and tail[0] and look.is_name(tail[0]) and (behind or tail[0].istitle()):
            return _Signature(at + 1, tail[0], line, dated=tail[1])
        if behind and look.is_name(text) and self._has_text(after):
            return _Signature(after, text, None, reply_to)
        return None

    def _says(self, at: int, match: re.Match[str], *, behind: bool) -> _Signature | None:
        name = match["name"]
        if match["date"]:
            return _Signature(at + 1, name, self._lines[at], dated=match["date"]) if look.is_date(match["date"]) else None
        after, reply_to = self._past_labels(at + 1)
        if look.is_date(self._text(after)):
            return _Signature(after + 1, name, self._lines[after], reply_to)
        return _Signature(at + 1, name) if behind and match["colon"] and look.is_name(name) else None

    def _past_labels(self, at: int) -> tuple[int, str | None]:
        """(the first line that is neither role nor "Reply to NAME", that name)."""
        reply_to = None
        while look.is_role(self._text(at)) or look.REPLY_TO.fullmatch(self._text(at)):
            if (match := look.REPLY_TO.fullmatch(self._text(at))) is not None:
                reply_to = match["name"]
            at += 1
        return at, reply_to

    def _has_text(self, at: int) -> bool:
        """Whether a text begins here that the link to answer follows, before any other label or signature."""
        if not self._text(at) or look.is_control(self._text(at)) or self._is_end(at):
            return False
        end = next((each for each in range(at, len(self._lines)) if self._is_end(each)), None)
        return end is not None and not any(self._starts(each) for each in range(at + 1, end))

    def _starts(self, at: int) -> bool:
        return self.says(at) or (look.is_date(self._text(at + 1)) and look.is_name(self._text(at))) or look.opens_thread(self._text(at))


def _whole(item: _Item | None) -> Iterator[_Item]:
    """The item, if it is one."""
    if item is not None and (item.signature is not None or (item.answerable and item.lines)):
        yield item
