"""The pictures of an article, what they show, and who made them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import attrs

from archiver import urls
from archiver.extract import furniture, people
from archiver.extract.outline import Element
from archiver.extract.reading import Reading, is_spoken, shown
from archiver.models import Image
from archiver.text import clean, inline_text, number_in

#: Attributes that hold the picture before scripts have run, as the usual lazy loaders name them; ``src`` is then a placeholder.
_LAZY = ("data-lazy-src", "data-src", "data-original", "data-orig-file", "data-large-file")
_NO_PICTURE = re.compile(
    r"avatar|gravatar|logo|icon|emoji|smil(?:ey|ies)|pixel|spacer|blank\.|1x1|tracking"
    r"|badge|button|sprite|placeholder|loading|captcha|flag",
    re.IGNORECASE,
)
_SMALLEST = 80
#: How far above a picture its frame may be.
_LEVELS = 5
#: Class names of a credit inside a caption.
_CREDIT_CLASS = re.compile(
    r"(?:^|[-_\s])(?:credits?|photo-?credits?|image-?credits?|photographer|attribution|copyright|source)(?:$|[-_\s])", re.IGNORECASE
)
# What is credited, in the languages of the large press agencies and their customers.
_WHAT = (
    r"photo(?:s|graph|graphs|graphy)?|images?|pictures?|illustrations?|graphics?|credits?|fotos?|fotograf[ií]as?|fot\."
    r"|bild(?:er|nachweis)?|quelle|cr[ée]dits?(?: photos?)?|cr[ée]ditos?|im[aá]gen(?:es)?|immagin[ei]"
    r"|imagem|beeld|kuva|zdj[ęe]cie|fotoğraf|фото|写真|图片(?:来源)?|图源|사진|صورة|צילום"
)
_CREDIT = re.compile(
    rf"[\s(\[|（【]*(?:(?<!\w)(?<!AP )(?:{_WHAT})(?:\s+(?:credits?|courtesy(?:\s+of)?|by|via))*\s*[:：/|]"
    r"|\b(?:photo(?:s|graph|graphs|graphy)?|image|picture|illustration)s?\s+(?:by|via|courtesy of)\b|(?<!\w)fot\.|\bcourtesy of\b|©)"
    r"\s*(?P<name>[^()\[\]|（）【】]{2,80})[)\]）】\s.]*$",
    re.IGNORECASE,
)
_AGENCIES = (
    "AP(?: Photo)?|AFP|Reuters|REUTERS|Getty(?: Images)?|EPA(?:-EFE)?|EFE|dpa|PA(?: Wire)?|ANSA|LaPresse"
    "|Xinhua|TASS|Kyodo|Jiji|Yonhap|PTI|ANP|Belga|Keystone|PAP|Bloomberg"
    "|Shutterstock|iStock(?:photo)?|Alamy|Unsplash|Pexels|Pixabay|Wikimedia(?: Commons)?|Flickr"
)
#: "Ada Byrne/Reuters", "Ada Byrne — Getty Images": agencies and libraries sign behind the photographer, last in the caption.
_AGENCY = re.compile(
    r"(?:(?<=[.!?\"”»])|[(|]|(?<=[.!?]\s))\s*(?P<name>[^().|!?]{0,50}(?<!\w)"
    rf"(?:{_AGENCIES})(?!\w)[^().|!?]{{0,30}})[)\s.]*$"
)
#: A line that is nothing but such a credit: the photographer, a stroke, the agency.
_CREDIT_LINE = re.compile(
    rf"[\s(\[|（]*(?:(?i:{_WHAT})\s*[:：.]?\s*)?(?P<name>[^\W\d_][\w .'’&-]{{1,50}})\s?[/|–—]\s?"
    rf"(?:{_AGENCIES})(?!\w)(?P<rest>[^.!?]{{0,30}})[)\]）\s.]*"
)
_SENTENCE = (":", "?", "!", "…")
_BRACKETS = ("(", "[", "（", "【")
_STROKE = re.compile(r"[/|–—]")
#: The agency or library alone, as the last line of a report or under what is embedded: "(AFP)", "via GIPHY / ada".
_AGENCY_LINE = re.compile(
    rf"[\s(\[–—-]*(?:(?i:via|source|quelle|fuente|fonte|{_WHAT})\s*:?\s*)?(?:{_AGENCIES}|GIPHY|Giphy|Tenor)(?:\s?[/,&+]\s?[\w .]{{2,30}})*[)\].\s]*"
)
_LONGEST_CREDIT = 100
# Characters at the end of a caption in which its credit begins.
_LONGEST_END = 300
#: Class names of captions outside of ``<figcaption>``: WordPress', and those that end in the word.
_CAPTION_CLASS = re.compile(r"(?:^|\s)(?:wp-caption-text|(?:[\w-]+[-_])?caption)(?:\s|$)", re.IGNORECASE)


def find(reading: Reading) -> tuple[tuple[Image, ...], str]:
    """(pictures in reading order, source); the one that JSON-LD names where the page shows none."""
    found: dict[str, Image] = {}
    told: dict[Element | None, tuple[str | None, str | None]] = {None: (None, None)}  # of each frame, which may hold many pictures
    for element in _pictures(reading):
        url = _address(reading, element)
        if url is None:
            continue
        holder = _holder(element)
        if holder is not None and holder not in told:
            told[holder] = _words(holder)
        caption, credit = told[holder]
        known = found.get(url, Image(url=url))
        found[url] = attrs.evolve(known, caption=known.caption or caption, credit=known.credit or credit)
    if found:
        return tuple(found.values()), "dom:img"
    return _declared(reading), reading.metadata.source("image")


def _pictures(reading: Reading) -> Iterator[Element]:
    """Pictures between the article's head and the end of its body."""
    outline = reading.outline
    end = outline.ends[reading.container] if reading.container is not None else outline.ends[reading.scope]
    for at in outline.tags.get("img", []):
        element = outline.elements[at]
        if reading.scope <= at < end and _is_picture(element) and not _is_unwanted(reading, element):
            yield element


def _is_unwanted(reading: Reading, element: Element) -> bool:
    """Whether a picture stands in what the site's profile drops."""
    return bool(reading.unwanted) and any(each in reading.unwanted for each in (element, *element.iterancestors()))


def _is_picture(element: Element) -> bool:
    words = " ".join(filter(None, (element.get("class"), element.get("id"), _file(element.get("src")))))
    stated = ((element.get(name) or "").removesuffix("px") for name in ("width", "height"))
    sizes = [size for each in stated if each.isdecimal() and (size := number_in(each)) is not None]
    lazy = any(element.get(name) for name in _LAZY)
    return (lazy or not _NO_PICTURE.search(words)) and not any(size < _SMALLEST for size in sizes)


def _file(address: str | None) -> str:
    return "" if address is None or address.startswith("data:") else address.partition("?")[0].rpartition("/")[2]


def _address(reading: Reading, element: Element) -> str | None:
    for name in (*_LAZY, "src"):
        if (value := element.get(name)) and not value.startswith("data:"):
            return urls.absolute(reading.page.base_url, value)
    first = (element.get("srcset") or element.get("data-srcset") or "").strip().split(" ")[0].rstrip(",")
    return urls.absolute(reading.page.base_url, first) if first else None


def _holder(element: Element) -> Element | None:
    """The figure, WordPress' classic caption frame, or the frame of one picture and its caption, that holds a picture."""
    for current in itertools.islice(element.iterancestors(), _LEVELS):
        if current.tag == "figure" or "wp-caption" in (current.get("class") or "").split():
            return current
        if sum(1 for _ in itertools.islice(current.iter("img"), 2)) > 1:
            return None
        if any(_CAPTION_CLASS.search(each.get("class", "")) for each in current):
            return current
    return None


def _words(holder: Element) -> tuple[str | None, str | None]:
    """(caption, credit) of what is in a frame."""
    caption = next(_captions(holder), None)
    marked = [
        each
        for each in holder.iter()
        if isinstance(each.tag, str) and each is not caption and _CREDIT_CLASS.search(each.get("class") or "")
    ]
    text = inline_text(caption, lambda each: each in marked or is_spoken(each) or _is_button(each)) if caption is not None else ""
    if not any(map(str.isalpha, text)):
        text = ""  # the number of a step
    bare, credit = split_credit(text)
    if marked:
        credit = _name(shown(marked[0])) or credit
    return bare, credit


def _is_button(element: Element) -> bool:
    """Whether an element of a caption is what one may click: "Pin", "Print"."""
    return element.tag == "button" or (element.tag == "a" and furniture.in_body(element))


def _captions(holder: Element) -> Iterator[Element]:
    yield from holder.iter("figcaption")
    for element in holder.iter():
        if isinstance(element.tag, str) and _CAPTION_CLASS.search(element.get("class") or ""):
            yield element


def split_credit(text: str) -> tuple[str | None, str | None]:
    """(caption, credit) of a caption line: "The mole at noon. Photo: Lena Marsh"."""
    at = max(len(text) - _LONGEST_END, 0)
    match = _CREDIT.search(text, at) or _AGENCY.search(text, at)
    if not match:
        return clean(text) or None, None
    return clean(text[: match.start()]).rstrip("|–—- ") or None, clean(match["name"]).rstrip(" .,;") or None


def is_credit(text: str, *, opening: bool) -> bool:
    """Whether a line is nothing but the credit of a picture: "Ada Byrne/Getty Images"; in brackets or opening a text also "Fot. Ada Byrne"."""
    if len(text) > _LONGEST_CREDIT or text[-1:] in _SENTENCE:
        return False
    begun = _CREDIT.match(text) if opening or text[:1] in _BRACKETS else None
    if _AGENCY_LINE.fullmatch(text) or (begun and not (text.endswith(".") and not people.is_written_as_name(begun["name"].rstrip(". ")))):
        return True
    signed = _CREDIT_LINE.fullmatch(text) if _STROKE.search(text) else None
    return signed is not None and people.is_written_as_name(f"{signed['name']} {signed['rest'].strip('/,|–— ')}")


def _name(text: str) -> str | None:
    return split_credit(text)[1] or clean(text).strip("()[]") or None


def _declared(reading: Reading) -> tuple[Image, ...]:
    for node in reading.metadata.resolve(reading.metadata.article.get("image")):
        for value in (node.get("url"), node.get("contentUrl"), node.get("name")):
            url = urls.absolute(reading.page.base_url, value) if isinstance(value, str) else None
            if url and not _NO_PICTURE.search(_file(url)):
                return (Image(url=url),)
    return ()
