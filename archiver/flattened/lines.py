"""What one line of a copied page is: a date, a name, a label, running text. Conventions, as tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo

import attrs

from archiver.comments.looks import DATE_TEXT, REPLY_WORDS, is_dated
from archiver.extract import people, phrases
from archiver.extract.dating import LABEL
from archiver.models import Moment
from archiver.moments import is_after, parse_moment, unread
from archiver.text import clean

# Running text: a line of at least so many characters that ends as a sentence does; scripts without spaces need fewer.
_SENTENCE, _SENTENCE_CJK = 30, 15
_SENTENCE_END = re.compile(r"(?:[.!?…:][\"'”’»)\]]*|[.!?…,][\"”»]|[\"”»][.!?]?|[。！？」』؟।])(?:\s*\[\d+\])*$")
_CJK_END = re.compile(r"[。！？」』]$")
# What else a line that is nothing but a date may hold.
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d(?::\d\d)?(?:\s*[ap]\.?m\b\.?)?|\b\d{1,2}\s*[ap]\.?m\b\.?", re.IGNORECASE)
_AROUND_DATE = re.compile(
    r"\b(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|(?:mon|diens|donners|frei|sams|sonn)tag|mittwoch"
    r"|on|at|the|um|am|uhr|à|le|el|il y a|hace|há|kl|om|vor|ago|about|almost|over|posted|published|commented|edited|and|reply|permalink"
    r"|utc|gmt|[ecmpw]e?[sd]?t|bst|ist)\b\.?",
    re.IGNORECASE,
)
_BEHIND_DATE = re.compile(r"\s*(?:\W|\b(?:reply|permalink)\b)+$", re.IGNORECASE)
_LONGEST_DATE = 60
#: Languages whose names of months are read; which one a text is in it does not say, and a month's name belongs to one of them.
_LANGUAGES = (None, "de", "fr", "es", "it", "nl", "pt")
_URL = re.compile(r"https?://|www\.|\S+@\S+\.\w", re.IGNORECASE)
_INITIAL = re.compile(r"(?:^|[\s.])\w{1,3}\.$")
_LONGEST_NAME, _MOST_WORDS = 40, 5

#: Links, buttons and labels that WordPress themes print around an article, each a whole line.
_BUTTONS = re.compile(
    r"(?:skip to (?:main )?content|home|menu|search(?: for:?)?|close|log ?in|log ?out|sign in|sign up|register|my account|about(?: us)?"
    r"|contact(?: us)?"
    r"|donate(?: now| today)?|subscribe(?: now| today)?|support us(?: now| today)?|join(?: us| now)|newsletter|facebook|twitter|x|bluesky|mastodon"
    r"|instagram|linkedin|whatsapp|telegram|reddit|pinterest|tumblr|youtube|rss|e-?mail|print|copy(?: link)?|share|tweet|like|save|more|read more"
    r"|(?:previous|next)(?: (?:post|article|story|page))?:?|comments? off|advertisement|toggle navigation)\W*",
    re.IGNORECASE,
)
#: Appeals, which themes put before and behind the text: an imperative and whom or what it is for; or the reader, us, and the means.
_APPEALS = re.compile(
    r"(?:please )?(?:support (?:us\b|our (?:work|journalism|reporting|newsroom|mission|site|writers)"
    r"|this (?:site|work)|independent|local (?:news|journalism))"
    r"|consider (?:support|donat|subscrib|becom|mak|join|contribut)ing\b"
    r"|donate\b|subscribe\b|sign up\b|become an? (?:\w+ )?(?:member|subscriber|supporter|patron)"
    r"|make a (?:\w+ )?(?:donation|contribution)|help us\b"
    r"|join our (?:newsletter|mailing list|list|members|supporters|community)|follow us\b|get our (?:newsletter|app|stories|news)).{0,120}"
    r"|(?=.*\byou)(?=.*\b(?:us|our)\b)(?=.*\b(?:donat\w+|subscri\w+|newsletter|contribut\w+|membership|paypal|patreon"
    r"|support (?:\w+ )?(?:journalism|reporting|newsroom|work))\b).{0,250}",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“„«]")  # what somebody is quoted with is no appeal of the page

#: What stands above a thread and nowhere else: wpDiscuz' subscription bar and filters, the headings of WordPress' forms and lists.
_OPENS = re.compile(
    r"notify of|inline feedbacks|view all comments|load more comments|leave a reply\b.{0,80}|.{0,20}cancel reply|be the first to comment\W*"
    r"|join the (?:conversation|discussion)\W*|start the discussion\W*"
    r"|(?:\d[\d.,]*|one) (?:thoughts?|responses?|repl(?:y|ies)|comments?) (?:on|to)\b.{1,300}",
    re.IGNORECASE,
)
#: What may stand there, and beside a headline too.
_MAY_OPEN = re.compile(
    r"(?:\d[\d.,]*|one) (?:comments?|responses?|repl(?:y|ies)|kommentare?|commentaires?|comentarios?|commenti|reacties?)|comments?(?: \(\d+\))?"
    r"|discussion|(?:leave|add|post) a comment|comments are closed\W*",
    re.IGNORECASE,
)
_COUNT = re.compile(r"(\d[\d.,]*|one) \w+(?: (?:on|to)\b.*)?|comments? \((\d+)\)", re.IGNORECASE)
CLOSED = re.compile(r"comments are (?:now )?closed\W*", re.IGNORECASE)
#: What ends one comment: the link to answer it, in the languages of common software, and what stands beside that.
_ANSWER = re.compile(
    r"(?:view|hide|show)(?: more| all)?(?: \d+)? repl(?:y|ies)\b\W*(?:\(?\d+\)?)?\W*|(?:in )?reply to (?!this\b).{1,60}"
    r"|log ?in to (?:reply|comment|leave a comment)",
    re.IGNORECASE,
)
EDITED = re.compile(
    r"(?:last edited|zuletzt (?:bearbeitet|geändert)|dernière (?:modification|édition)|última edición|laatst bewerkt)\b.{1,100}",
    re.IGNORECASE,
)
REPLY_TO = re.compile(r"(?:in )?reply(?:ing)? to:?\s+(?P<name>.{1,60})", re.IGNORECASE)
READ_MORE = re.compile(r"(?:…|\.\.\.)?\s*read more\W*", re.IGNORECASE)
#: Labels of wpDiscuz and of WordPress' comment form, each a whole line.
_CONTROLS = re.compile(
    r"label|\{\}|\[\+\]|\{\}\s*\[\+\]|(?:your )?(?:name|e-?mail|website|comment)(?: address)?\s*\*?|newest|oldest|most voted"
    r"|subscribe|log ?in|connect with:?"
    r"|new follow-up comments|new replies to my comments|post comment|comment(?:s)? link|sticky|edit|delete|\(edit\)|share|vote(?: up| down)?"
    r"|please login to comment|you must be logged in to post a comment\W*|save my name,.*|your email address will not be published.*"
    r"|required fields are marked.*|this (?:comment form|site uses|site is protected|discussion).*|your comment is awaiting moderation\W*"
    r"|older comments|newer comments|wpdiscuz|[←→«»‹›+|•·#−–—-]+|\d{1,3} ?%",
    re.IGNORECASE,
)
#: What wpDiscuz prints under a picture: the kind of user, and its ranks.
_ROLES = re.compile(
    r"guest|author|(?:(?:new|active|eminent|trusted|estimable|reputable|honorable|prominent|noble|famed|illustrious) )?member",
    re.IGNORECASE,
)
_STAFF = re.compile(r"admin|editor|moderator", re.IGNORECASE)
_VOTES = re.compile(r"[+−–-]?\d{1,3}(?:[.,]\d+)?[KM]?")
#: The last of a page, and what themes print under a thread.
_PAGE_ENDS = re.compile(
    r"(?:archives|meta|search|privacy policy|terms (?:of|and) .{0,30}|contact(?: us)?|cookies?(?: policy| settings)?|proudly powered by.*|back to top"
    r"|(?:previous|next)(?: (?:post|article|story))?|©.*|copyright\b.*\d{4}.*|.*\ball rights reserved)\W*",
    re.IGNORECASE,
)


@attrs.frozen
class Line:
    """One line that is not empty."""

    number: int  #: 1 for the first of the file
    text: str
    apart: bool  #: whether an empty line stands before it


def lines_of(text: str) -> list[Line]:
    """The lines of a text, white space settled."""
    found: list[Line] = []
    apart = True
    for number, raw in enumerate(text.splitlines(), 1):
        shown = clean(raw)
        if shown:
            found.append(Line(number, shown, apart))
        apart = not shown
    return found


def joined(lines: list[Line], *, spaced: bool) -> str:
    """Lines as paragraphs. ``spaced``: the text parts paragraphs by empty lines, so lines without one between are one paragraph's."""
    parts: list[str] = []
    for line in lines:
        if parts and spaced and not line.apart:
            parts[-1] += "\n" + line.text
        else:
            parts.append(line.text)
    return "\n\n".join(parts)


def is_prose(text: str) -> bool:
    """Whether a line is running text."""
    return len(text) >= (_SENTENCE_CJK if _CJK_END.search(text) else _SENTENCE) and ends_sentence(text)


def ends_sentence(text: str) -> bool:
    return _SENTENCE_END.search(text) is not None


def is_promotion(text: str) -> bool:
    """Whether a line of an article's part of the page is a button, an appeal, a pointer elsewhere or a widget's label."""
    if _BUTTONS.fullmatch(text) or phrases.is_line(text) or opens_thread(text) or may_open_thread(text) or _is_sign(text):
        return True
    return _QUOTED.search(text) is None and _APPEALS.fullmatch(text) is not None


def heads_others(text: str) -> bool:
    """Whether a line heads a section that is no part of the article: other articles, the author. Appeals and share bars head nothing."""
    is_button = (
        _BUTTONS.fullmatch(text) or _APPEALS.fullmatch(text) or re.match(r"share\b|follow\b|stay\b|tags\b|get\b", text, re.IGNORECASE)
    )
    return phrases.is_heading(text) and not is_button and not opens_thread(text) and not may_open_thread(text)


def _is_sign(text: str) -> bool:
    return not any(sign.isalpha() for sign in text) and len(text) <= 12


def opens_thread(text: str) -> bool:
    return _OPENS.fullmatch(text) is not None


def may_open_thread(text: str) -> bool:
    return _MAY_OPEN.fullmatch(text) is not None


def counted(text: str) -> int | None:
    """The comments that a heading counts: "12 Comments", "One thought on ..."."""
    if not (opens_thread(text) or may_open_thread(text)) or (match := _COUNT.fullmatch(text)) is None:
        return None
    digits = re.sub(r"\D", "", match[1] or match[2])
    return int(digits) if digits else 1


def is_answer(text: str) -> bool:
    """Whether it is the link to answer a comment, or its answers' link: the end of a comment."""
    return text.strip(" ↓→↩↵»()").casefold() in _ANSWER_WORDS or _ANSWER.fullmatch(text) is not None


_ANSWER_WORDS = REPLY_WORDS - {"report", "permalink", "link", "share", "like", "upvote"}


def is_role(text: str) -> bool:
    return _ROLES.fullmatch(text) is not None


def is_control(text: str) -> bool:
    """Whether it is a label or button of a thread, which is no end of a comment by itself."""
    if _CONTROLS.fullmatch(text) or is_role(text) or _STAFF.fullmatch(text) or _VOTES.fullmatch(text):
        return True
    return text.casefold() in REPLY_WORDS or opens_thread(text) or may_open_thread(text)


def is_votes(text: str) -> bool:
    """Whether it is a number of votes, alone on its line."""
    return _VOTES.fullmatch(text) is not None


def ends_page(text: str) -> bool:
    """Whether it heads or is what themes print below a thread."""
    return not is_control(text) and (phrases.is_heading(text) or _PAGE_ENDS.fullmatch(text) is not None)


def is_link(text: str) -> bool:
    return _URL.search(text) is not None


def is_name(text: str) -> bool:
    """Whether a line can be a name: short, without the punctuation of sentences, no link, no date, no label."""
    if len(text) > _LONGEST_NAME or is_link(text) or is_date(text) or is_control(text) or is_answer(text):
        return False
    if (
        not any(sign.isalpha() for sign in text)
        or re.search(r"[!?;:,…]|\w{4}\.\s", text)
        or (text.endswith(".") and not _INITIAL.search(text))
    ):
        return False
    words = text.split()
    return len(words) == 1 or (len(words) <= _MOST_WORDS and not text[0].islower())


def is_date(text: str) -> bool:
    """Whether a line is nothing but a date, absolute or relative."""
    if len(text) > _LONGEST_DATE or not (is_dated(text) or is_dated(_AROUND_DATE.sub("", text).strip())) or is_link(text):
        return False
    rest = _AROUND_DATE.sub(" ", _CLOCK.sub(" ", DATE_TEXT.sub(" ", text)))
    return re.search(r"\w", rest) is None


def dated_tail(text: str) -> tuple[str, str] | None:
    """(what stands before, date) of a line that ends with a date: "Ada Byrne on March 4, 2024 at 1:30 pm"."""
    for match in DATE_TEXT.finditer(text):
        if is_date(text[match.start() :]):
            before = text[: match.start()].rstrip(" ,|·•–—:@(-")
            while (cut := re.search(r"(?:^|\s)(?:on|at|posted|am|um|le)$", before, re.IGNORECASE)) is not None:
                before = before[: cut.start()].rstrip(" ,|·•–—:@(-")
            return before, text[match.start() :]
    return None


def credited(text: str) -> bool:
    """Whether a line begins with "By" and goes on with names."""
    if len(text) > 120 or not re.match(r"(?:(?:written|posted|words|story|text) )?(?:by|von|par|por|di|door)\b:?\s", text, re.IGNORECASE):
        return False
    names = people.split(people.without_tail(text))
    return bool(names) and all(people.is_capitalised(each.name) and len(each.name.split()) <= _MOST_WORDS for each in names)


@attrs.frozen
class Clock:
    """What is known of the time: when the text was copied, if that was said, and the zone of the site's clocks."""

    copied: tuple[datetime, datetime] | None = None  #: the first and the last instant that it can have been
    timezone: tzinfo | None = None

    def moment(self, shown: str, where: str) -> Moment:
        """A date line as evidence; a relative one counts from the day of the copy, and stays as shown where that is not known."""
        for read in self._read(shown, where):
            if read.raw != shown:
                read = attrs.evolve(read, raw=shown)
            return read if self.copied is None or not is_after(read, self.copied[1]) else unread(shown, where)
        return unread(shown, where)

    def _read(self, shown: str, where: str) -> Iterator[Moment]:
        bare = _BEHIND_DATE.sub("", LABEL.sub("", shown))
        for language in _LANGUAGES if re.search(r"[^\W\d]{3}", bare) else (None,):
            found = parse_moment(bare, source=where, language=language, timezone=self.timezone)
            if found is not None:
                yield found
        if self.copied is None:
            return
        for language in _LANGUAGES:
            first, last = (parse_moment(bare, source=where, language=language, fetched_at=instant) for instant in self.copied)
            if first is not None and last is not None:
                yield attrs.evolve(first, latest=last.latest)
