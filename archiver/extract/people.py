"""What is a name, and what is not: the names of a credit line, without labels, roles, credentials and dates."""

from __future__ import annotations

import re

import attrs

from archiver import urls
from archiver.extract import wording
from archiver.extract.reading import Reading
from archiver.models import Byline
from archiver.text import clean, fold

# A login: one lower-case word with digits, dots or dashes in it.
_LOGIN = re.compile(r"(?=.*[\d._-])[a-z][a-z\d._-]*")
_INITIAL = re.compile(r"(?:^|[\s.,])\w{1,3}\.$")  # "Ph.D.", "Jr.", "A."
_NOT_A_NAME = re.compile(r"^[\"“”«]|https?:|www\.|@|\d{3,}|[<>{}\[\]=?!]|\.(?:com|org|net|co)\b", re.IGNORECASE)
_FOOTNOTE = re.compile(r"(?<= )(.*[a-z])[\d*†‡]+$")
#: A name in Chinese or Japanese characters, or in Korean ones.
_CJK_NAME = re.compile(r"[\u4e00-\u9fff]{2,5}|[\uac00-\ud7af]{2,4}")
#: A whole name of a person in Chinese: family name and given name.
_CJK_PERSON = re.compile(r"[\u4e00-\u9fff]{2,4}")
_LIFE = re.compile(
    r"(?P<name>(?:[^\W\d_][\w.'’-]* ){1,3}?[^\W\d_][\w.'’-]*)(?:,[^,]{1,40},?| \([^)]*\))?,?"
    r" (?:is|was|has|writes|covers|holds|works|joined|began|leads|brings|ist|est|es|è)\b"
)
_COMMA = re.compile(r"\s*[,;|、，]\s*(?:(?:and|und|et|y|e|en)\s+)?", re.IGNORECASE)
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii"})
_LONGEST_NAME, _MOST_WORDS, _SHORTEST_ROLE = 60, 7, 4


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
    if folded in wording.NO_ONE or wording.STAFF.fullmatch(folded):
        return "names no person, but whoever it was"
    if wording.OFFER.fullmatch(folded):
        return "the label of a link, no name"
    if _NOT_A_NAME.search(name) or _LOGIN.fullmatch(name):
        return "an address, a login or a number, no name"
    if _is_site(reading, folded) and not (personal and _gives_name(reading, name)):
        return "names the site, no person"
    return None


def is_sites_staff(reading: Reading, name: str) -> bool:
    """Whether a name is the site's with words for its staff behind or before it: "The Wharf Post Editorial Team", "Team Wharf Post"."""
    folded = fold(name)
    bare = wording.TEAM.sub("", folded).strip()
    return bare != folded and (not bare or _is_site(reading, bare))


def is_personal(name: str) -> bool:
    """Whether a name reads like a person's: two to four words, each of them capitalised or a particle, none of them a company's."""
    words = name.split()
    if (
        not (2 <= len(words) <= 4 or _CJK_NAME.fullmatch(name))
        or words[-1] == "//"
        or not wording.BETWEEN_WORDS.isdisjoint(map(str.lower, words))
    ):
        return False
    return is_capitalised(name) and kind_of(name) == "person"


def is_group(name: str) -> bool:
    """Whether a name is that of an organisation, or one lower-case word such as an account's: machines are told such where nobody was."""
    return kind_of(name) == "organisation" or (" " not in name and name.islower())


def _gives_name(reading: Reading, name: str) -> bool:
    """Whether somebody may have given the site their name: no publication's, such as "The Courier", "USA TODAY" or "海港", nor a longer address."""
    words = name.split()
    is_brand = words[0] == "The" or any(len(word) > 2 and word.isupper() for word in words)
    return is_personal(name.title()) and len(words) > 1 and not is_brand and (len(words) == 2 or not _is_address(reading, fold(name)))


def is_capitalised(name: str) -> bool:
    """Whether a name is written as names are, and says no job."""
    return is_written_as_name(name) and wording.JOB.search(name) is None


def is_written_as_name(name: str) -> bool:
    """Whether a name is written as names are, in scripts that know capitals: prose and categories are not."""
    words = [word.strip(".,'’\"()") for word in name.split()]
    told = [word for word in words if word and word not in wording.SMALL]
    return bool(told) and all(not word[0].islower() for word in told)


def kind_of(name: str) -> str:
    """``organisation`` for a name that says so, else ``person``."""
    return "organisation" if wording.ORGANISATION.search(name) or wording.AGENCY.fullmatch(name) else "person"


def subject(text: str) -> str:
    """Whose life a text tells: "Ada Byrne is a reporter at ..."; nothing where it tells none."""
    told = _LIFE.match(without_label(text))
    return told["name"] if told and is_personal(told["name"]) else ""


def without_label(text: str) -> str:
    """A credit without "By", "Written by", "Author:"."""
    return wording.LABEL.sub("", clean(text)).strip()


def has_label(text: str) -> bool:
    """Whether a credit begins with such words."""
    return without_label(text) != clean(text)


def without_tail(text: str) -> str:
    """A credit line between what stands before and behind the credit: dates, sections, reading times."""
    credit = wording.BEFORE.sub("", text)
    if wording.AFTER.match(credit) or (shorter := wording.AFTER.sub("", credit)) == credit:
        return credit
    return wording.LEFT_OVER.sub("", shorter)


def split(line: str) -> tuple[Byline, ...]:
    """The names of a credit line: "By Ada Byrne, Tom Sole and Lena Marsh, Senior Editor"."""
    credit = wording.PLACES.sub("", without_label(wording.BEFORE.sub("", clean(line))))
    if (bare := wording.AFTER.sub("", credit)) != credit:
        bare = wording.LEFT_OVER.sub("", bare)
    found: list[Byline] = []
    for chunk in _COMMA.split(bare):
        parts = [chunk] if found and wording.JOB.search(chunk) else _parts(chunk)
        for part in parts:
            role = wording.ROLES.match(part)
            credited = without_label(part[role.end() :] if role else part)
            name = "" if credited.endswith(":") else _balanced(credited.strip(" ,:–—-→/"))  # a label: "Prep time:"
            name = name if _INITIAL.search(name) else name.rstrip(".")
            if not name or (found and _stands_behind(name, found[0], is_alone=len(parts) == 1)):
                continue
            if found and not role and _is_role(name):
                # What follows a job is whose it is, no further author.
                return (*found[:-1], attrs.evolve(found[-1], role=found[-1].role or name))
            name = _bare(name)
            found.append(Byline(name=name, role=role[1] if role else None, kind=kind_of(name)))
    return tuple(found)


def _stands_behind(name: str, first: Byline, *, is_alone: bool) -> bool:
    """Whether a part of a credit is no further name: letters behind one, or where somebody is ("By Ada Byrne, Lisbon")."""
    if wording.AGENCY.fullmatch(name):
        return False
    is_place = is_alone and name.isalpha() and name.istitle() and first.kind == "person" and " " in first.name and kind_of(name) == "person"
    return is_place or wording.CREDENTIALS.fullmatch(name.rstrip("*†‡")) is not None


def _is_role(name: str) -> bool:
    """Whether a part of a credit says what somebody is: a job, or words in small letters, whatever the language."""
    first = name.split()[0]
    return wording.JOB.search(name) is not None or (
        first.islower() and first.isalpha() and len(first) > _SHORTEST_ROLE and first not in wording.SMALL
    )


def _parts(chunk: str) -> list[str]:
    """What a credit names between its commas: "Ada Byrne & Tom Sole" are two, "Boats & i" and "Wharf Post Fish & Ships" are one.

    Three Chinese words are three names; of two the first may be the family name, as Japanese papers part them.
    """
    if len(names := chunk.split()) > 2 and all(map(_CJK_PERSON.fullmatch, names)):
        return names
    parts = wording.AND.split(chunk)
    is_name = len(parts) == 2 and " " in parts[0] and " " not in parts[1]
    return [chunk] if "&" in chunk and (is_name or any(len(part) == 1 for part in parts)) else parts


def _balanced(name: str) -> str:
    """A name without a bracket whose other half was cut off: "(with Ada Byrne)" is Ada Byrne."""
    return name if name.count("(") == name.count(")") else name.strip("() ")


def _bare(name: str) -> str:
    """A name without footnote marks and the letters behind it; "Jr." and "III" are part of it."""
    words = _FOOTNOTE.sub(r"\1", name).split()
    while len(words) > 2 and _is_credential(words[-1]):
        words.pop()
    return " ".join(words)


def _is_credential(word: str) -> bool:
    """Whether a word behind a name is letters, not a name that looks like them: "MD" and "PhD", not "Ma" nor "Jr."."""
    is_word = word.isalpha() and (word.islower() or word.istitle())
    return wording.CREDENTIALS.fullmatch(word) is not None and fold(word) not in _GENERATIONS and not is_word


def _is_site(reading: Reading, folded: str) -> bool:
    """The site's name, its address written as a name, or the name with another word for a company behind it."""
    if folded in reading.site_names or _is_address(reading, folded):
        return True
    bare = wording.COMPANY.sub("", folded)
    return any(bare in (wording.COMPANY.sub("", name), wording.CJK_SITE.sub("", name)) for name in reading.site_names)


def _is_address(reading: Reading, folded: str) -> bool:
    host = urls.site_of(reading.page.final_url)
    return folded.replace(" ", "") in (host, *host.split(".")[:-1])
