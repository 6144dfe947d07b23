"""What a line says of its dates: the words beside a date tell whether it is the day of publication, of a change, or of something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import attrs

PUBLISHED, CHANGED, OTHER = "published", "changed", "other"

#: Words that say "published", by language. Stems: endings follow number and gender. The last two rows are of scripts
#: that do not part these words from others.
_PUBLISHED_WORDS = (
    r"published|posted|publication date|publish(?:ing)? date|written",  # English
    r"veröffentlich|erschienen|publiziert|geschrieben|erstellt am|eingestellt am",  # German
    r"publi[ée]|mise? en ligne|posté|parution",  # French
    r"publicad|publicación|publicação|postado|pubblicat|pubblicazione|publicat",  # Spanish, Portuguese, Italian, Catalan and Romanian
    r"gepubliceerd|geplaatst|publicatiedatum",  # Dutch
    r"publicer|publisert|offentliggjort|julkaistu",  # Swedish and Danish, Norwegian, Finnish
    r"opublikowan|data publikacji|dodano|publikován|publikovan|zveřejněn|zverejnen|vydáno|objavljen",  # Polish, Czech, Slovak, South Slavic
    r"közzétéve|megjelent",  # Hungarian
    r"опубликован|публикаци|размещено|опублікован|публікаці|публикуван",  # Russian, Ukrainian, Bulgarian
    r"yayı[mn]lan|yayın tarihi|oluşturulma|giriş tarihi|giriş:|eklenme",  # Turkish
    r"δημοσιε[υύ]|δημοσίευσ",  # Greek
    r"dipublikasikan|diterbitkan|ngày đăng",  # Indonesian, Vietnamese
    r"نشر|النشر|نُشر|انتشار|פורסם|פרסום",  # Arabic, Persian, Hebrew
    r"公開|掲載|投稿|配信|发布|發布|发表|發表|刊登|입력|등록|게시|발행",  # Japanese, Chinese, Korean
)
#: Words that say "changed"; German "Stand" is the day whose knowledge a text holds.
_CHANGED_WORDS = (
    r"updated|last update|update(?: on|:)|modified|edited|revised|amended|last change",  # English
    r"aktualisier|geändert|änderung|überarbeitet|stand:|stand vom",  # German
    r"mis(?:e)? à jour|modifi|actualis|màj",  # French
    r"actualiza|atualiza|modificad|modificación|modificação|editado|aggiorna|modifica|actualitz",  # Spanish, Portuguese, Italian, Catalan
    r"bijgewerkt|gewijzigd|wijziging|geüpdatet",  # Dutch
    r"uppdater|ändrad|opdater|ændret|oppdater|endret|päivitetty|muokattu",  # Swedish, Danish, Norwegian, Finnish
    r"aktualiz|zmodyfikowan|modyfikacj|upraven|změněn|zmenené|ažurirano",  # Polish, Czech, Slovak, South Slavic
    r"frissítve|módosítva|frissült",  # Hungarian
    r"обновл|измен[её]н|изменени|отредактирован|оновлен|змінен|актуализиран",  # Russian, Ukrainian, Bulgarian
    r"güncelle|ενημ[εέ]ρω|τροποποι",  # Turkish, Greek
    r"diperbarui|pembaruan|cập nhật",  # Indonesian, Vietnamese
    r"تحديث|تعديل|به‌روزرسانی|עודכן|עדכון",  # Arabic, Persian, Hebrew
    r"更新|修改|改訂|修正|수정|업데이트",  # Japanese and Chinese, Korean
)
#: Words of a day on which something else happened than the publication or a change of the text.
_OTHER_WORDS = (
    r"event date|date of event|takes place|when:|wann:|quand ?:|cuándo:|quando:|kiedy:",
    r"reviewed|review date|fact[ -]checked|verified|accessed|retrieved|expire[sd]?|valid until"
    r"|deadline|copyright|©|member since|joined|founded|established",
    r"geprüft|abgerufen|gültig bis|gegründet|consult[ée]|consultado|acessado|consultato|geraadpleegd",
)


#: Class names of today's date over a page, of the days of an event, and of what readers said.
_ANOTHER_DAY = re.compile(
    r"(?:^|[\s_-])(?:todays?|current|now|masthead|server|site[-_]header|top-?bar|events?|start|end|birth|reviews?|comments?)[-_]{1,2}(?:date|day|time|published|timestamp)",
    re.IGNORECASE,
)


def names_another_day(classes: str | None) -> bool:
    """Whether class names say that what holds a date is of no article."""
    return classes is not None and _ANOTHER_DAY.search(classes) is not None


def _any(words: tuple[str, ...], unparted: tuple[str, ...] = ()) -> re.Pattern[str]:
    """A word begins where no other letter stands before it; Chinese, Japanese and Korean do not part words, and Arabic joins some."""
    alternatives = "|".join(words)
    return re.compile("|".join((rf"(?<![^\W_])(?:{alternatives})", *unparted)))


_KINDS = (
    (CHANGED, _any(_CHANGED_WORDS[:-2], _CHANGED_WORDS[-2:])),
    (PUBLISHED, _any(_PUBLISHED_WORDS[:-2], _PUBLISHED_WORDS[-2:])),
    (OTHER, _any(_OTHER_WORDS)),
)
# The vowels of Hindi, Bengali and Thai are signs above and below letters.
_MONTH = r"(?:[^\W\d_][\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0e31\u0e34-\u0e4e]*){2,12}\.?"
_YEAR = r"(?:19|20)\d\d"
_CLOCK = (
    r"(?:(?: ?[,|@•·–-])? ?(?:(?:at|um|kl\.?|klo|à|às|a las|alle|ore|om|o|ob|в|ώρα) )?\d{1,2}[:h.]\d\d(?::\d\d)?"
    r"(?: ?[ap]\.?m\b\.?)?(?-i: [A-Z]{2,4}\b)?)?"
)
#: A date inside a line, with its clock.
INSIDE = re.compile(
    rf"(?P<day>(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,? )?(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? {_YEAR}"
    rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th|er|º|°|\.)? ?(?:de |of )?{_MONTH},? (?:de )?{_YEAR}"
    rf"|(?<!\d){_YEAR}[-./]\d{{1,2}}[-./]\d{{1,2}}(?!\d)|(?<![\d./-])\d{{1,2}}(?:(?P<mark>[./-]) ?\d{{1,2}}(?P=mark) ?{_YEAR}"
    rf"|(?P<sign>[./])\d{{1,2}}(?P=sign)\d\d)(?![\d./-]*\d)"
    rf"|{_YEAR} ?年 ?\d{{1,2}} ?月 ?\d{{1,2}} ?日|{_YEAR}년 ?\d{{1,2}}월 ?\d{{1,2}}일|{_YEAR}\. ?(?:{_MONTH}|\d{{1,2}}\.) \d{{1,2}}\b\.?"
    rf"|[٠-٩]{{1,2}} [^\W\d_]{{3,12}}،? [٠-٩]{{4}})){_CLOCK}",
    re.IGNORECASE,
)
#: How far from a date, in characters, a word that says what it is may stand.
REACH = 60
#: A month alone, as magazines date their issues.
_ISSUE = re.compile(rf"{_MONTH},? (?:de |del )?{_YEAR}")
#: What may follow on the word in a label: the rest of it, and words that lead over to a date.
_JOINED = re.compile(
    r"\w*\W*(?:(?:on|at|the|date|time|am|um|vom|datum|le|el|il|em|op|den|d|dne|dnia|w dniu|от|в|tarihi|日|日期|日時|时间|時間|بتاريخ|في|ב)\b\W*)"
    r"{0,3}",
    re.IGNORECASE,
)
_OPEN = re.compile(r"(?:\b(?:on|am|vom|le|el|il|em|op|den|dne|от)|:)\s*$", re.IGNORECASE)
_ADVERB = re.compile(
    r"(?:first|originally|last|date|page|article|this article was|zuletzt|letzte|dernière|última|ultima|fecha de|data de|data)\s+",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_SENTENCE = re.compile(r"(?<=\w{4})[.!?]\s+(?=\S)|[。|•·]")


@attrs.frozen
class Dated:
    """A date in a line."""

    text: str  #: with its clock
    day: str  #: without it
    kind: str | None  #: what the words beside it say that it is; None: nothing


def kind_of(words: str) -> str | None:
    """What words beside a date say that it is: the last of them that says anything."""
    small = words.lower()
    said = [(match.start(), kind) for kind, pattern in _KINDS for match in pattern.finditer(small)] if small else []
    return max(said)[1] if said else None


def label(words: str) -> str | None:
    """What words in front of a line say that its date is, if they are a label: they say it last, or end in "on" or a colon."""
    near = _near(words).lower()
    said = [(match.end(), kind) for kind, pattern in _KINDS for match in pattern.finditer(near)]
    end, kind = max(said, default=(0, None))
    return kind if kind and (_JOINED.fullmatch(near[end:]) or _OPEN.search(near)) else None


def opens(line: str) -> bool:
    """Whether a line begins with a word that says what its date is."""
    begin = _ADVERB.sub("", line.lstrip(" ([")).lower()
    return any(pattern.match(begin) for _, pattern in _KINDS)


def dated(line: str, before: str = "") -> Iterator[Dated]:
    """The dates of a line, each with what it is said to be; ``before`` is what stands in front of the line.

    Labels stand in front of dates ("Updated 4 March 2024"), or all of them behind ("2024年3月4日 更新").
    """
    found = list(INSIDE.finditer(line))
    if not found:
        yield from _issue(line, before)
        return
    starts = [0, *(match.end() for match in found)]
    fronts = [line[start : match.start()] for start, match in zip(starts, found, strict=False)]
    behind = [*fronts[1:], line[found[-1].end() :]]
    kinds = [kind_of(_near(each)) for each in fronts]
    kinds[0] = kinds[0] or label(f"{before} {fronts[0]}")
    if kinds[0] is None and behind_it(behind[-1]):
        kinds = [behind_it(each) for each in behind]
    yield from (Dated(match[0], match["day"], kind) for match, kind in zip(found, kinds, strict=True))


def behind_it(words: str) -> str | None:
    """What words behind a date say that it was, up to the next mark."""
    return kind_of(_SENTENCE.split(words)[0][:REACH])


def _issue(line: str, before: str) -> Iterator[Dated]:
    """A month and nothing else, but what it is said to be."""
    match = _ISSUE.search(line)
    if match and not line[match.end() :].strip(" .)"):
        kind = kind_of(_near(line[: match.start()])) or label(f"{before} {line[: match.start()]}")
        if kind or match.start() == 0:
            yield Dated(match[0], match[0], kind)


def _near(words: str) -> str:
    """The end of what stands in front of a date: from the date before it, and from its own sentence on."""
    last = max((match.end() for match in INSIDE.finditer(words)), default=0) if _DIGIT.search(words) else 0
    return _SENTENCE.split(words[last:].rstrip(" |•·.-–—")[-REACH:])[-1]
