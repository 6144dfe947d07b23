"""What comments look like in any system: the marks of a name, a date, a control; ids; words of classes. Conventions, as tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from lxml.html import HtmlElement

from archiver.comments.items import is_in_sentence
from archiver.text import INVISIBLE, clean

#: Marks of an element's content, as bits.
NAME, DATE, REPLY, VOTE, AVATAR, OWN_ID, TEASER, FORM = (1 << bit for bit in range(8))

#: Words of class names and ids, in the languages of common software.
COMMENT = re.compile(r"comment|kommentar|reactie|comentario|commento|koment|(?:^|[-_ ])repl(?:y|ies)(?:[-_ ]|$)|respuesta", re.IGNORECASE)
#: A class that calls one element a comment.
LONE = re.compile(
    r"(?:.*[-_])?(?:comment|kommentar|reactie|commentaire|comentario|commento)s?(?:[-_]{1,2}(?:item|node|body|main|wrap\w*|box|block|container|entry|card))"
    r"|(?:.*[-_])?(?:comment|kommentar|reactie|commentaire|comentario|commento)",
    re.IGNORECASE,
)
#: Every such class holds one of these, in small letters.
LONE_SIGNS = ("omment", "reactie", "omentario")
#: Words of forums, which articles and teasers are called too: they count where most items can be answered.
POST = re.compile(r"discuss|answer|forum|thread|topic|message|posts?(?![a-z])|feedback|talk|opinion|review|respon[ds]", re.IGNORECASE)
NO_COMMENTS = re.compile(
    r"(?<![a-z])(?:testimonial|related|recommend|sidebar|widget|teaser|trending|popular|latest|recent|carousel|slider|swiper|product|listing|newsletter"
    r"|author-?(?:bio|box|card)|share|social|breadcrumb|menu|navigation|gallery|team-?member|event|pricing)", re.IGNORECASE
)  # fmt: skip
#: An id that numbers posts, messages or comments.
NUMBERED = re.compile(
    r"(?:[a-z]+[-_]?)?(?:post|message|msg|reply|comment|answer|entry|topic|thread)[-_]?(?:[a-z]+[-_])?\d+|"
    r"(?:[a-z]+[-_])?[pc][-_]?\d{2,}",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"(?:[a-z]+[-_])?(?:sidebar|breadcrumbs?|cookies?|newsletter|related|recent-?comments)(?:[-_](?:area|inner|content|wrap\w*))?",
    re.IGNORECASE,
)
_LAYOUT = re.compile(r"with|has|no[-_]|content[-_]", re.IGNORECASE)
_NAME = re.compile(
    r"(?:^|[-_])(?:author|user|user-?name|nick|nick-?name|name|poster|byline|commenter|fn|login|autor|auteur|pseudo|by|creator|member)(?:[-_]|$)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:^|[-_])(?:date|time|datetime|timestamp|posted|created|published|ago|age|when|timeago|data|datum)(?:[-_]|$)", re.IGNORECASE
)
# Of a class that _NAME fits: what is meant is something else of the author's, or the name of a field.
_NO_NAME = re.compile(r"avatar|gravatar|userpic|user-select|(?:^|[-_])(?:body|text|content|signature)(?:[-_]|$)", re.IGNORECASE)
_AVATAR = re.compile(r"avatar|gravatar|userpic|profile-?(?:pic|photo|image)", re.IGNORECASE)
_PROFILE = re.compile(
    r"/(?:users?|profiles?|members?|people|u|author|~)/?[^/?#]|[?&](?:user|u|uid|member)=|/@[^/]|//profile\."
    r"|(?:^|/)(?:user|profile|member)(?:\.\w+)?\?",
    re.IGNORECASE,
)
_REPLY_HREF = re.compile(r"reply|antwort|quote=|do=quote", re.IGNORECASE)
# A heading that leads to the comment itself.
_OWN_ADDRESS = re.compile(r"^#|#\D*\d+$|/comment/|[?&](?:c(?:omment)?_?id|p(?:ost)?_?id)=\d+", re.IGNORECASE)
#: A line that signs a comment: "by NAME on DATE", "Comment by NAME — DATE", "NAME | DATE", in the languages of common software.
SIGNED = re.compile(
    r"^(?:(?:submitted|posted|written|comment(?:ed)?|kommentar|gespeichert|verfasst|geschrieben|soumis|posté|publié|enviado|escrito|inviato|scritto|skrivet"
    r"|geplaatst|dodane|написал)\s+)?(?:(?:by|von|par|por|da|di|door|av|af|przez|from)\s+)?"
    # A hyphen without space around it is part of a name.
    r"(?P<name>[^|\d]{1,60}?)(?:\s*[|,\u00b7\u2022\u00bb]\s*|\s+(?:on|am|le|el|op|il|den|dnia|at|@|[\u2013\u2014-])\s+)(?P<date>[^|]*\d[^|]*)$",
    re.IGNORECASE,
)
#: Labels of what one can do with a comment, first of all answer it.
REPLY_WORDS = frozenset(
    "reply,quote,respond,antworten,zitieren,antwort,répondre,citer,responder,citar,rispondi,cita,beantwoorden,reageer,reageren,citeren,svar,svara"
    ",odpowiedz,cytuj,ответить,цитировать,відповісти,返信,回复,回覆,답글,yanıtla,cevapla,αpάντηση,απάντηση,odpovědět,válasz,răspunde,رد,השב"
    ",reply to this,report post,link to post,link to comment,share on other sites,share this post,click to expand...,report"
    ",melden,signaler,reportar,segnala,permalink,link,share,like,upvote,gefällt mir,j'aime,empfehlen".split(",")
)
_REPLY_CLASS = re.compile(r"(?:^|[-_])(?:reply|respond|response|quote|antwort|report|flag)(?:[-_]|$)", re.IGNORECASE)
_VOTE_CLASS = re.compile(r"(?:^|[-_])(?:votes?|upvote|likes?|rating|karma|score|reactions?|thumbs?)(?:[-_]|$)", re.IGNORECASE)
#: A date in a short line: numbers with a year or a clock, or how long ago.
DATE_TEXT = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}(?:[./-] ?\d{2}|,? )\d{2,4}\b|\b(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}\b"
    r"|[^\W\d]{3,}\.? \d{1,2}(?:st|nd|rd|th)?,? (?:19|20)\d\d"
    r"|\b\d{1,2}(?:st|nd|rd|th|er|º)?\.? (?:de )?[^\W\d]{3,}\.?,? (?:de )?(?:19|20)\d\d"
    r"|\b(?:\d+|an?|one|einer?|un[ea]?|há|hace)\s*(?:s|m|h|d|w|y|mo|yr|min|sec|hr|hours?|minutes?|seconds?|days?|weeks?|months?|years?|stunden?"
    r"|minuten?|tage?n?|wochen?|monate?n?|jahre?n?|heures?|jours?|semaines?|mois|ans?|horas?|días?|dias?|semanas?|mes(?:es)?|años?|anos?|ore|giorni"
    r"|uur|dagen|weken|maanden|jaar)\.?(?:\s+(?:ago|her|geleden|fa|atrás|temu))?(?:$|\W)"
    r"|\b(?:yesterday|today|just now|gestern|heute|hier|ayer|ontem|ieri|gisteren)\b|\d+[年月日]", re.IGNORECASE
)  # fmt: skip
_DAYS = frozenset("yesterday today just a an one gestern heute hier ayer ontem ieri gisteren einem einer hace há vor il".split())
#: What stands between a name and a date in an element of its own.
PARTING = "\u00b7\u2022|"
_LONGEST_LABEL, _LONGEST_DATE = 40, 60
_DIGITS = re.compile(r"\d+")
#: A word with a digit in it: what numbers an item may be written to the base of 36.
_TOKEN = re.compile(r"[A-Za-z]*\d[A-Za-z\d]*")
#: Classes that vary from item to item of one loop.
_VARIES = re.compile(
    r"^(?:even|odd|first|last|(?:thread-)?alt\d?|parent|child|children|active|new|op|root|nested|indented?|bypostauthor|byuser|collapsed|expanded|highlighted"
    r"|selected|has-.*|is-.*|js-.*|no-.*|.*(?:depth|level|indent|even|odd|author|user|role|staff|member|guest|recommended|featured|indented).*)$",
    re.IGNORECASE,
)
_varies = lru_cache(maxsize=8192)(_VARIES.match)
_OF_TAGS = {"cite": NAME, "time": DATE}  # <cite>: as Kubrick and its heirs print the name


def names_of(element: HtmlElement) -> str:
    """The class names and id of an element."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def is_numbered(name: str) -> bool:
    """Whether an id numbers posts, messages or comments."""
    return name[-1:].isdigit() and NUMBERED.fullmatch(name) is not None


@lru_cache(maxsize=8192)
def _is_frame(classes: str) -> bool:
    return any(_FRAME.fullmatch(name) and not _LAYOUT.search(name) for name in classes.split())


def is_frame(tag: str, classes: str) -> bool:
    """Whether an element is part of the page's frame by its class, where comments of the page are not printed."""
    return tag not in ("body", "html", "main") and _is_frame(classes)


@lru_cache(maxsize=8192)
def _marks_of_classes(classes: str) -> int:
    names = classes.split()
    marks = 0
    for pattern, mark in ((_DATE, DATE), (_REPLY_CLASS, REPLY), (_VOTE_CLASS, VOTE)):
        marks |= mark if any(pattern.search(name) for name in names) else 0
    return marks | (NAME if any(_NAME.search(name) and not _NO_NAME.search(name) for name in names) else 0)


def marks_of(element: HtmlElement) -> int:
    """What an element itself, not its content, marks."""
    marks = _OF_TAGS.get(element.tag, 0) | (_marks_of_attributes(element) if element.keys() else 0)
    label = _label(element.text)
    if label:
        marks |= (DATE | (NAME if SIGNED.match(label) else 0)) if is_dated(label) else 0
        if label[-1] in PARTING and len(label) > 1 and len(element) and is_dated(_label(element[0].text)):
            marks |= NAME  # "NAME \u00b7 <span>DATE</span>"
        marks |= REPLY if label.casefold() in REPLY_WORDS else 0
    if not marks & DATE:
        for child in element:
            if (tail := child.tail) and is_dated(_label(tail)):
                marks |= DATE
                break
    if element.tag == "a":
        marks |= _marks_of_link(element, marks)
    elif element.tag == "textarea" or element.get("type") == "email":
        marks |= FORM
    elif element.tag == "img" and _AVATAR.search(f"{element.get('class') or ''} {element.get('src') or ''}"):
        marks |= AVATAR
    return marks


def _marks_of_attributes(element: HtmlElement) -> int:
    marks = _marks_of_classes(element.get("class") or "")
    if element.get("itemprop") in ("author", "creator"):
        marks |= NAME
    if element.get("datetime"):
        marks |= DATE
    return marks | (OWN_ID if (id_ := element.get("id")) and is_numbered(id_) else 0)


def is_picture(element: HtmlElement) -> bool:
    """Whether an element is called the picture of somebody; not what only says that it has one."""
    return any(_AVATAR.search(name) and not _LAYOUT.match(name) for name in (element.get("class") or "").split())


def is_control(element: HtmlElement) -> bool:
    """Whether an element is what one can do with a comment, by its words, and not a word of a sentence."""
    label = _label(element.text).strip(" -|[]()").casefold() if element.tag in ("a", "button", "span") else ""
    return label in REPLY_WORDS and not is_in_sentence(element)


def is_mention(link: HtmlElement) -> bool:
    """Whether a link to a profile is a word of a sentence."""
    if link.tag != "a" or not is_in_sentence(link):
        return False
    names = f"{link.get('class') or ''} {link.getparent().get('class') or ''}"
    return "mention" in names or not _marks_of_classes(names) & NAME


def _label(text: str | None) -> str:
    """A text that is short enough to be a label; else an empty one."""
    label = clean(text) if text and len(text) <= 4 * _LONGEST_DATE and not text.isspace() else ""
    return label if len(label) <= _LONGEST_DATE else ""


def is_dated(label: str) -> bool:
    """Whether a short text holds a date."""
    return bool(label) and (_DIGITS.search(label) or label.casefold().split()[0] in _DAYS) and DATE_TEXT.search(label) is not None


def _marks_of_link(element: HtmlElement, marks: int) -> int:
    href = element.get("href") or ""
    parent = element.getparent()
    is_heading = parent is not None and parent.tag in ("h1", "h2", "h3", "h4") and not marks & NAME
    if is_heading and not _PROFILE.search(href) and not _OWN_ADDRESS.search(href):
        return TEASER
    return (NAME if _PROFILE.search(href) else 0) | (REPLY if _REPLY_HREF.search(href) else 0)


def signature(element: HtmlElement, frequency: Counter[str]) -> tuple[str, ...]:
    """What elements of one loop have in common: tag, classes that do not vary, and the form of the id; empty where there is neither."""
    classes = sorted(
        {
            _DIGITS.sub("#", name)
            for name in (element.get("class") or "").split()
            if not _varies(name) and (frequency[name] > 1 or not _DIGITS.search(name))
        }
    )
    form = form_of_id(element)
    return (str(element.tag), *classes, form) if classes or form else ()


def form_of_id(element: HtmlElement) -> str:
    """An element's id without what numbers it; empty where nothing does."""
    form = _TOKEN.sub("#", element.get("id") or "")
    return form if "#" in form else ""


def prose_of(elements: Iterable[HtmlElement]) -> int:
    """Characters of sentences in elements: text that is no link, no label and no script."""
    total = 0
    for element in elements:
        for inner in element.iter():
            if isinstance(inner.tag, str) and inner.tag not in INVISIBLE and inner.tag != "a":
                total += sum(
                    len(text) for text in (inner.text, *(child.tail for child in inner)) if text and len(text.strip()) > _LONGEST_LABEL
                )
    return total
