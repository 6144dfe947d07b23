"""Whole lines between paragraphs that are no text, in many languages: pointers elsewhere, where an advertisement stood, appeals, what players say.

Each row has the words that such a line begins with; what follows them in a pattern must be the whole rest of the line. A line is looked at
only if its first word begins a row, so that a table of any length costs nothing on other lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

#: "Read more: Fog on the river", alone or with what it points at behind a mark.
_POINTERS = (
    # English
    "also read|also watch|also on|must read|read here|full story|full coverage|related coverage|in case you missed it|more (?:on|from) this story",
    # German, Dutch
    "mehr dazu|mehr lesen|weiterlesen|lesetipp|auch lesenswert|siehe auch|passend dazu|lees (?:meer|verder|ook)|bekijk ook|zie ook|luister ook",
    # French, Italian
    "lire (?:la suite|plus|notre)|voir aussi|pour aller plus loin|retrouvez aussi|à (?:voir|découvrir) (?:aussi|également)|leggi (?:tutto"
    "|pure|di più)|continua a leggere|guarda anche",
    "approfondisci|vedi anche",
    # Spanish, Portuguese, Catalan, Romanian
    "le puede interesar|te puede interesar|puede interesarte|también (?:te puede interesar|puedes leer|lea|lee)|lea más|lee más"
    "|sigue leyendo|más información",
    "leia (?:ainda|mais)|saiba mais|veja (?:mais|ainda)|confira também|assista também|llegeix també|cite[sș]te (?:și|mai mult|mai multe)"
    "|vezi și|vezi si",
    # Swedish, Norwegian, Danish, Finnish
    "läs (?:mer|även)|les mer|læs mere|se også|se även|lue lisää|katso myös",
    # Polish, Czech and Slovak, Hungarian, South Slavic
    "przeczytaj (?:także|też|również|więcej)|zobacz (?:również|więcej)|czytaj również|polecamy|sprawdź także|čtěte (?:dále|více)"
    "|přečtěte si(?: také)?",
    "prečítajte si(?: aj)?|olvasd el(?: ezt)? is|kapcsolódó(?: cikk\\w*)?|ezt is olvassa|pročitajte (?:i|još|više)|pogledajte i|opširnije",
    # Russian, Ukrainian, Bulgarian, Greek, Turkish
    "читать (?:далее|также|подробнее)|читайте (?:еще|ещё|больше|ще)|подробнее|материалы по теме|дивіться також|читайте по темі|прочетете и",
    "διαβάστε (?:επίσης|ακόμα|ακόμη|περισσότερα|σχετικά)|δείτε (?:επίσης|ακόμα|ακόμη)|ilginizi çekebilir|ayrıca bakınız|bunu da oku(?:yun)?",
    # Arabic, Persian, Hebrew
    "(?:اقرأ|إقرأ|أقرأ|اقرا) (?:أيضا|أيضاً|ايضا|المزيد)|شاهد أيضا?ً?|طالع أيضا?ً?|بیشتر بخوانید|همچنین بخوانید|קראו (?:גם|עוד)|קרא (?:גם|עוד)|ראו גם",
    # Hindi, Bengali, Vietnamese, Thai, Japanese, Korean
    "(?:ये|यह|इसे) भी पढ़ें|(?:ये|यह|इसे) भी पढ़ें|আরও পড়ুন|xem thêm|đọc thêm|tin liên quan|อ่านเพิ่มเติม|ข่าวที่เกี่ยวข้อง|合わせて読みたい|関連記事"
    "|関連リンク|관련 기사|관련 뉴스",
)
_ROWS = (
    # the place of an advertisement, in the middle of a text
    "advertisements?\\W{0,3}(?:continue reading|story continues|scroll).{0,40}|sponsored (?:content|post|by [^,.]{2,40})|la suite après (?:la"
    "|cette) publicité",
    # what stands in the way, or where it goes on; else somebody goes on reading
    "continua a leggere (?:(?:dopo|sotto) (?:l.|la |il |le |i |gli )?(?:pubblicità|annunci\\w*|inserzion\\w*|banner|video|foto\\w*|immagin\\w*|post)"
    "|(?:qui )?sotto|qui|l.articolo(?: (?:su|completo|qui)\\b.{0,40})?)"
    "|l.articolo continua .{0,40}|continua (?:depois|após) d?a publicidade|continue lendo.{0,40}"
    "|continúa leyendo.{0,40}|continúa (?:después|tras|debajo)(?: (?:de )?(?:la |el |esta? )?(?:publicidad|anuncio|v[íi]deo|imagen|foto)\\b.{0,30})?",
    "lees verder (?:na|onder) .{0,40}|(?:de )?tekst gaat verder (?:na|onder) .{0,40}|(?:het )?artikel gaat verder .{0,40}"
    "|dalsza część .{0,20}(?:pod|poniżej).{0,40}",
    "artikel wird .{0,40} fortgesetzt|weiter nach der werbung|artikeln fortsätter .{0,30}|artiklen fortsætter .{0,30}|(?:saken"
    "|artikkelen) fortsetter .{0,30}",
    "juttu jatkuu .{0,40}|продолжение (?:после|ниже).{0,30}",
    # where a post of another site would be shown, were it allowed
    "empfohlener (?:externer|redaktioneller) inhalt|externer inhalt|an dieser stelle (?:finden sie|befindet sich|ist) .{0,100}"
    "\\b(?:extern|ergänzend)(?:e[nrs]?)?\\b.{0,180}"
    "|pour afficher ce contenu.{0,200}",
    "om deze inhoud te (?:tonen|bekijken).{0,200}",
    # channels, applications, tips
    "download (?:our .{0,30}\\bapp\\b.{0,60}|the .{2,30} app(?: (?:here|now|today|for|from|on)\\b.{0,60})?)"
    "|(?:join|subscribe to|follow) our (?:whatsapp|telegram|youtube|facebook|instagram"
    "|twitter)\\b.{0,80}",
    "follow .{2,40} on (?:twitter|x|facebook|instagram|linkedin|threads|bluesky|google news)\\b.{0,60}|got (?:a |any )?(?:news )?(?:tips?"
    "|story)\\b.{0,120}",
    # answered to the newsroom; an interviewer asks for a story, too, and the police for what was seen
    "do you have (?:a (?:news )?(?:story|tip)|information)\\b.{0,120}\\b(?:us|our|newsroom|newsdesk|reporters?|share|e-?mail)\\b.{0,60}",
    "have (?:you got )?a (?:story|tip)(?:\\b.{0,120}\\b(?:us|our|newsroom|newsdesk|reporters?|share|e-?mail)\\b.{0,60})?",
    "нашли (?:ошибку|опечатку).{0,120}|заметили (?:ошибку|опечатку).{0,120}|помітили помилку.{0,120}|якщо ви (?:знайшли|помітили) помилку.{0,150}",
    # comments
    "comments?|kommentare|commentaires|comentarios|comentários|commenti|reacties|комментарии|коментарі|komentarze|komentáře|yorumlar",
    "leave (?:a|your) (?:comment|reply|thoughts?)\\b.{0,40}"
    "|(?:what do you think|what are your thoughts)\\?(?:.{0,40}\\b(?:us|comments?|below)\\b.{0,40})?|(?:let us know|tell us"
    "|sound off) .{0,30}\\bcomments?\\b.{0,30}",
    "be the first to (?:comment|reply|review|rate)\\b.{0,60}|write a review|(?:blog )?comments powered by .{2,40}",
    "you must (?:be )?(?:log(?:ged)?|sign(?:ed)?) in to (?:post|leave|write|add)\\b.{0,40}"
    "|before you (?:post|comment),? please read\\b.{0,60}|(?:vos|ihre|deine|sus|i vostri) (?:commentaires|kommentare|comentarios|commenti)",
    # jumps within the page, and where to find more of the site
    "nach oben|zum seitenanfang|haut de page|retour en haut|volver arriba|torna su|naar boven|till toppen|наверх",
    "for (?:the latest|more)\\b(?=.{0,60}\\bnews\\b).{0,80}(?:,|\\bplease) (?:visit|follow|go to|log on to|check out|head to)\\b.{2,80}",
    # where an embedded post or a form of somebody else's stands
    "this content is (?:created and maintained by a third party|imported from)\\b.{0,280}",
    # whose text it is
    "(?:copyright|©|ⓒ).{0,250}\\b(?:rights reserved|may not be (?:published|reproduced))\\b.{0,270}|저작권자.{0,80}|무단 ?전재.{0,40}|ⓒ.{0,80}",
    "(?:quelle|fuente|fonte|bron|kaynak|źródło|zdroj|källa|kilde|lähde|forrás|sursa|источник|джерело|извор)\\s*:\\s*.{2,60}",
    # players, counters and switches
    "listen(?:\\W{1,3}\\d.{0,20}| to (?:this )?(?:article|story|post)(?:\\W.{0,20})?)?"
    "|(?:artikel|beitrag) (?:an)?hören|écouter (?:l.article|cet article)"
    "|escuchar (?:el )?artículo",
    "ascolta (?:l.articolo|questo articolo)|ouça (?:este|o) (?:artigo|texto).{0,20}|lyssna på artikeln|przesłuchaj artykuł.{0,20}",
    "(?:please )?(?:enable|turn on|activate) javascript\\b.{0,100}|(?:your|this) browser (?:does not|doesn.t) support\\b.{0,80}"
    "|javascript (?:is|must be) .{0,80}",
    "this (?:content|video|audio|media|post|tweet) (?:(?:is not|isn.t|is no longer|cannot be|could not be|can.t be"
    "|is currently not)"
    " (?:yet |currently )?(?:available|supported|viewable|visible|displayed|shown|played|loaded|embedded)|is (?:currently )?unavailable)\\b.{0,80}",
    "(?:view|see|open|show) (?:gallery|photos|slideshow|full ?screen)|(?:image|photo|slide|picture|foto|bild) \\d+ (?:of|/|von|de|di|sur) \\d+",
    "was this (?:article|page|information|content|post) (?:helpful|useful)\\W*|report an? (?:typo|error|correction|mistake)\\b.{0,40}"
    "|rate this (?:article|post|story)\\b.{0,30}",
    "(?:previous|prev|older)(?: (?:article|post|story|page|entry|posts|episode|part|issue))?\\W+(?:next|newer)(?: (?:article|post|story"
    "|page|entry|posts|episode|part|issue))?\\W*",
    # walls
    "subscribe to (?:continue|read|keep)\\b.{0,60}"
    "|already (?:have )?an? (?:subscriber|member|account)(?:\\?.{0,60}|.{0,30}\\b(?:sign|log) ?in\\b.{0,30})?",
    "want to (?:read|keep|continue)\\b.{0,60}\\b(?:sign in|subscribe|log in|register)\\b.{0,40}",
)
_NETWORKS = (
    "share(?: this)?(?: on| via)?|tweet|e-?mail|print|copy(?: link)?|facebook|twitter|pinterest|linked ?in|whats ?app|telegram|reddit"
    "|tumblr|messenger"
    "|instagram|youtube|flipboard|pocket|viber|vkontakte|threads|bluesky|mastodon|xing|teilen|partager|compartir|condividi|compartilhar|поделиться"
)
_SHARED = re.compile(rf"(?:(?:{_NETWORKS})\b[\s|·•/:]*){{2,}}")
_COUNTED = re.compile(
    r"[\d.,]+[km]? (?:views?|reads?|shares?|likes?|visualizaciones|visualizações|vues|aufrufe|просмотр\w*|weergaven|visualizzazioni)\W*"
    # the number of a picture; of five, ten, twenty or a hundred it may be a mark that somebody gave
    r"|\d{1,3} ?/ ?(?!(?:5|10|20|100)(?!\d))\d{1,3}"
)
#: Marks before a line, and its first word.
_FIRST = re.compile(r"[\s▼▶►■◆●★☆→>»«‹<*\[【(–—•·◾-]*(\w+|[©ⓒ])")
# Characters; a notice of whose text it is may be long.
LONGEST = 400


def _by_first_word() -> dict[str, list[re.Pattern[str]]]:
    """First word of a line -> the patterns that begin with it; a choice at a pattern's start begins with each of its words."""
    found: dict[str, list[re.Pattern[str]]] = {}
    for rows, rest in ((_POINTERS, r"\s*(?:(?:[:：>»|–—\]】]|-(?!\w)).{0,200})?"), (_ROWS, r"\W{0,3}")):
        for row in rows:
            pattern = re.compile(rf"(?:{row}){rest}", re.IGNORECASE)
            for word in dict.fromkeys(_first_words(row)):
                found.setdefault(word, []).append(pattern)
    return found


def _first_words(pattern: str) -> list[str]:
    """The first words of what a pattern matches, each choice with its own."""
    choices = list(_choices(pattern))
    if len(choices) > 1:
        return [word for each in choices for word in _first_words(each)]
    if pattern.startswith("(?:"):
        end = _end_of_group(pattern)
        inner, rest = pattern[3 : end - 1], pattern[end:]
        return [*_first_words(inner), *(_first_words(rest[1:]) if rest.startswith("?") else ())]
    if letters := re.match(r"\[(\w+)\](.*)", pattern):
        return [word for letter in letters[1] for word in _first_words(letter + letters[2])]
    word = re.match(r"\s*(\w+|[©ⓒ])(\??)", pattern)
    if word is None:
        return []
    return [word[1], word[1][:-1]] if word[2] else [word[1]]


def _choices(pattern: str) -> Iterator[str]:
    """A pattern at the strokes that stand in no brackets; the tables have none in character classes."""
    depth = start = 0
    for at, sign in enumerate(pattern):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            yield pattern[start:at]
            start = at + 1
    yield pattern[start:]


def _end_of_group(pattern: str) -> int:
    """One past the bracket that closes the one at the start."""
    depth = 0
    for at, sign in enumerate(pattern):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return at + 1
    raise ValueError(f"a bracket is never closed: {pattern}")


_BY_WORD = _by_first_word()


def is_line(text: str) -> bool:
    """Whether a whole line is one of these."""
    if len(text) > LONGEST:
        return False
    first = _FIRST.match(text)
    if first is None:
        return False
    word = first[1].lower()
    if word[0].isdigit():
        return _COUNTED.fullmatch(text.lower()) is not None
    if not word.isascii():
        text, word = text.replace("İ", "i"), word.replace("i̇", "i")  # which in small letters is two characters
    rows = _BY_WORD.get(word)
    if rows is not None and any(each.fullmatch(text, first.start(1)) for each in rows):
        return True
    return word in _SHARING and _SHARED.fullmatch(text.lower(), first.start(1)) is not None


_SHARING = frozenset(_first_words(_NETWORKS))
