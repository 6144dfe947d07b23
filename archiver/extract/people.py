"""What is a name, and what is not: the names of a credit line, without labels, roles, credentials and dates."""

from __future__ import annotations

import re

import attrs

from archiver import urls
from archiver.extract.reading import Reading
from archiver.models import Byline
from archiver.text import clean, fold

#: Words in front of the names, in the languages of WordPress' largest locales.
_BY = re.compile(
    r"^(?:(?:written|posted|published|reported|authored|contributed|words|story|article|articles|text|insights|all posts)"
    r"\s*)?(?:\b(?:by|von|par|por|di|door|av|af|od|przez)\b\s*:?\s*|\bfrom\s+|By(?=[A-Z]))"
    r"|^(?:view (?:all )?(?:posts|articles|stories) (?:by|from)|more (?:posts |articles |stories )?(?:by|from)|about)\s+"
    r"|^(?:authors?|written by|words|text|autore?|autoren|autor[ae]s?|auteure?s?|writers?|contributors?)\s*:\s*|^(?:author|about)\s+(?=[A-Z])",
    re.IGNORECASE,
)
_GLUED_BY = re.compile(r"^By(?=[A-Z][a-z])")
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|und|et|y|e|en)\s+|;|,|&|\||\s(?:and|und|et|y|with)\s)\s*", re.IGNORECASE)
#: What follows the names on the same line: a date, a role after a dash, a reading time, who checked the text.
_AFTER = re.compile(
    r"\s*(?:[|•·–—→]|\s-\s|\b(?i:(?:medically |clinically |technically )?reviewed|edited|fact[ -]?checked) by\b"
    r"|\bon (?=\w+ \d|\w+day)|\b(?i:updated|published|posted)\b|\b(?:last|in) |\b\d{1,2}[./:]|\b\d{1,2} (?=[A-Z])"
    r"|\b(?:19|20)\d\d\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d).*$"
)
_ROLES = re.compile(
    r"^(photographs?|photos?|photography|pictures|video|illustrations?|translated|edited|graphics)(?: by)?\s*:?\s*(?=[A-Z])", re.IGNORECASE
)
#: Degrees and professional letters after a name (schema.org: honorificSuffix): not part of it, and no second author.
_CREDENTIALS = re.compile(
    r"(?:(?i:ph\.?\s?d|m\.?d|d\.?o|m\.?b\.?a|m\.?a|b\.?a|m\.?s|m\.?sc|b\.?sc|m\.?p\.?h|r\.?n|b\.?s\.?n|r\.?d\.?n?|l\.?d\.?n?|esq"
    r"|d\.?d\.?s|d\.?v\.?m|pharm\.?d|psy\.?d|ed\.?d|j\.?d|ll\.?m|jr|sr|i{2,3})|[A-Z][A-Za-z]?[A-Z][A-Za-z-]{0,6}[®™]?(?:/[A-Z]{2,5})?)\.?"
)
#: What people do, after a comma or on a line of their own: a role, no name.
_JOB = re.compile(
    r"\b(?:writer|editor|reporter|correspondent|columnist|journalist|contributor|blogger|author|founder|co-?founder|ceo|cto|cmo|coo"
    r"|president|director|manager|officer|head|lead|chief|chair\w*|partner|owner|expert|specialist|strategist|analyst|consultant|advis[eo]r"
    r"|engineer|developer|architect|designer|professor|lecturer|researcher|scientist|physician|doctor|nurse|therapist|psychologist|dietitian"
    r"|nutritionist|coach|trainer|instructor|teacher|attorney|lawyer|producer|photographer|assistant|associate|coordinator|representative"
    r"|educators?|member|fellow|student|intern|redakteur\w*|journaliste|rédact\w+)\b",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"\b(?:team|staff|inc|llc|ltd|gmbh|corp|company|co|group|agency|press|news|media|center|centre|institute|university|college|school"
    r"|department|society|association|foundation|council|committee|services|solutions|technologies|studios?|labs?|store|shop|clinic"
    r"|hospital|magazine|journal|times|daily|editorial|redaktion|rédaction|redacción|redazione|board)\b",
    re.IGNORECASE,
)
#: Accounts and stand-ins that name no one: WordPress' first account, and what systems fill in.
_NO_ONE = frozenset(
    "admin,administrator,anonymous,unknown,staff,editor,editors,guest,author,authors,the author,about the author,webmaster,user,root,none,null"
    ",undefined,by,human,super user,superuser,contributor,contributors,guest author,guest post,sponsored,editorial,editorial team"
    ",last,updated,published,date,share,read,about,latest,home,the editors,the team,the editorial team,editorial staff,test".split(",")
)
_STAFF = re.compile(
    r"(?:our )?(?:staff|editorial|editors?|content|writing|marketing|news|web|guest)"
    r"(?: (?:staff|team|desk|writers?|reporters?|editors?|department|board))?"
    r"|.*\b(?:staff (?:writers?|reporters?|editors?)|sponsored)"
)
# A login: one lower-case word with digits, dots or dashes in it.
_LOGIN = re.compile(r"(?=.*[\d._-])[a-z][a-z\d._-]*")
_INITIAL = re.compile(r"(?:^|[\s.,])\w{1,3}\.$")  # "Ph.D.", "Jr.", "A."
_NOT_A_NAME = re.compile(r"https?:|www\.|@|\d{3,}|[<>{}\[\]=?!]|\.(?:com|org|net|co)\b", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?<= )(.*[a-z])[\d*†‡]+$")
_LONGEST_NAME, _MOST_WORDS = 60, 7
#: Particles of names that are written small, and words that stand between names.
_SMALL = frozenset("de da do dos das di del della der den van von zu zum la le du al el bin ibn ben y e and of the for &".split())


def is_name(reading: Reading, name: str, *, personal: bool = False) -> bool:
    """Whether a text can be a name: not the site's, not an address, not a date, not a stand-in.

    :param personal: the page says that this is a person, who may have given the site their name.
    """
    return refusal(reading, name, personal=personal) is None


def refusal(reading: Reading, name: str, *, personal: bool = False) -> str | None:
    """Why a text can be no name, in words; None where it can be one."""
    folded = fold(name)
    if not folded or not any(sign.isalpha() for sign in name):
        return "no letters"
    if len(name) > _LONGEST_NAME or len(folded.split()) > _MOST_WORDS:
        return "too long for a name"
    if folded in _NO_ONE or _STAFF.fullmatch(folded):
        return "names no person, but whoever it was"
    if _NOT_A_NAME.search(name) or _LOGIN.fullmatch(name):
        return "an address, a login or a number, no name"
    if _is_site(reading, folded) and not (personal and is_personal(name) and not _is_brand(name)):
        return "names the site, no person"
    return None


def is_personal(name: str) -> bool:
    """Whether a name reads like a person's: two to four words, each of them capitalised or a particle, none of them a company's."""
    words = name.split()
    return 2 <= len(words) <= 4 and is_capitalised(name) and _ORGANISATION.search(name) is None


def _is_brand(name: str) -> bool:
    """Whether a capitalised name is rather a publication's: "The Courier", "USA TODAY"."""
    words = name.split()
    return words[0] == "The" or any(len(word) > 2 and word.isupper() for word in words)


def is_capitalised(name: str) -> bool:
    """Whether names are written as names are, in scripts that know capitals: prose and categories are not."""
    words = [word.strip(".,'’\"()") for word in name.split()]
    told = [word for word in words if word and word.lower() not in _SMALL]
    return bool(told) and all(not word[0].islower() for word in told) and _JOB.search(name) is None


def kind_of(name: str) -> str:
    """``organisation`` for a name that says so, else ``person``."""
    return "organisation" if _ORGANISATION.search(name) else "person"


def without_label(text: str) -> str:
    """A credit without "By", "Written by", "Author:"."""
    return _GLUED_BY.sub("", _BY.sub("", clean(text))).strip()


def has_label(text: str) -> bool:
    """Whether a credit begins with such words."""
    return without_label(text) != clean(text)


def without_tail(text: str) -> str:
    """A credit line up to what follows the names: dates, sections, reading times."""
    return text if _AFTER.match(text) else _AFTER.sub("", text)


def split(line: str) -> tuple[Byline, ...]:
    """The names of a credit line: "By Ada Byrne, Tom Sole and Lena Marsh, Senior Editor"."""
    bare = without_label(_AFTER.sub("", clean(line)))
    found: list[Byline] = []
    for part in _BETWEEN.split(bare):
        role = _ROLES.match(part)
        name = without_label(part[role.end() :] if role else part).strip(" ,:–—-→")
        name = name if _INITIAL.search(name) else name.rstrip(".")
        if not name or (found and _CREDENTIALS.fullmatch(name)):
            continue
        if found and not role and _JOB.search(name):
            if found[-1].role is None:
                found[-1] = attrs.evolve(found[-1], role=name)
            break  # what follows a job is whose it is, no further author
        name = _bare(name)
        found.append(Byline(name=name, role=role[1] if role else None, kind=kind_of(name)))
    return tuple(found)


def _bare(name: str) -> str:
    """A name without footnote marks and the letters behind it."""
    words = _FOOTNOTE.sub(r"\1", name).split()
    while len(words) > 2 and _CREDENTIALS.fullmatch(words[-1]) and words[-1].upper() == words[-1]:
        words.pop()
    return " ".join(words)


def _is_site(reading: Reading, folded: str) -> bool:
    """The site's name, or its address written as a name."""
    host = urls.site_of(reading.page.final_url)
    return folded in reading.site_names or folded.replace(" ", "") in (host, *host.split(".")[:-1])
