"""What never belongs to an article, by its wording: whole lines, and headings of whole sections.

The tables are in small letters, and so is what they are matched against: ignoring case takes three times as long.
"""

from __future__ import annotations

import re

from archiver.extract import chinese, notices

_CJK = re.compile(r"[\u4e00-\u9fff]")
#: Lines that a page puts between the paragraphs of an article. Each is matched against a whole paragraph, from its start.
_LINES = re.compile(
    "|".join(
        f"(?:{pattern})"
        for pattern in (
            # appeals for money: an imperative at the start and the purpose in the same line
            r"(?:please )?(?:support|help (?:us|support|keep)|back|fund)\b.{0,80}\b(?:journalism|reporting|newsroom|our work|this site"
            r"|news)\b.{0,160}"
            r"\b(?:donat\w+|member\w*|subscri\w+|contribut\w+|today|patreon|paypal|gift)\b.{0,40}$",
            r"(?:please )?(?:donate|become a (?:member|subscriber|supporter|patron)|make a (?:donation|contribution))\b.{0,90}$",
            # newsletters and subscriptions
            r"(?:sign up|subscribe|register|join us)\b.{0,30}\b(?:to|for|here|now|today)\b.{0,60}\b(?:newsletters?|inbox|e-?mails?"
            r"|updates|alerts|briefing)\b.{0,60}$",
            r"(?:get|receive)\b.{0,60}\b(?:in|to) your inbox\b.{0,40}$",
            # pointers to other articles
            r"(?:also )?(?:read (?:more|also|next)|see also|related(?: (?:articles?|stor(?:y|ies)|posts?|reading))?|more on this"
            r"|you may also like"
            r"|recommended|don.t miss|further reading)\s*[:>»|–-].{0,200}$",
            r"(?:read (?:more|also|next)|related(?: (?:articles?|stories|posts))?|you (?:may|might) also like|recommended for you"
            r"|more from .{3,40}"
            r"|more stories|latest news|trending now|most read)\s*\.?$",
            # share bars, follow lines, advertisement labels
            r"(?:share(?: this)?(?: (?:article|story|post|page))?|share (?:on|via|with)\b.{0,40}|tweet|\+1|print(?: this page)?"
            r"|follow us\b.{0,60}|like us on\b.{0,40}"
            r"|advertisements?|(?:story|article) continues (?:below|after)\b.{0,40}"
            # WordPress' link to the rest has the title behind it, which is no sentence
            r"|continue reading(?:\W*|\b.{0,40}(?<![.!?]))|skip (?:to|past)\b.{0,40}"
            r"|loading\W*)$",
            r"(?:tags?|filed under|categor(?:y|ies)|topics?|posted in)\s*:.{0,200}$",
            # comment widgets
            r"(?:notify of|newest|oldest|most voted|inline feedbacks|view all comments"
            r"|leave a (?:reply|comment)|\d+ ?comments?|post comment)$",
            # who made a picture, and what an embedded post shows before its script has run
            r"(?:photos?|images?|pictures?|illustrations?|graphics?|foto|bild"
            r"|crédit photo)(?: (?:credits?|sources?|courtesy(?: of)?|by|via))?"
            r"\s*(?::|by |courtesy )\s*(?:.{2,100}(?<![.!?])|.{2,30})$",
            r"(?:view this post on instagram|a post shared by .{2,80}|(?:show|hide) caption)$",
            # shops and affiliates
            r"(?:buy|shop|get it|check price|see (?:it|price)|view (?:deal|offer)|order)(?: (?:now|here|it))?(?: (?:at|on|from) .{2,40})?$",
            # the same in other languages: pointers, share bars, advertisement labels, newsletters
            r"(?:lesen sie (?:auch|mehr)|auch interessant|mehr zum thema|(?:à )?lire (?:aussi|également)"
            r"|voir aussi|lee también|lea también|te puede interesar"
            r"|leia (?:também|mais)|veja também|leggi anche|lees ook|läs (?:också|mer)|les også"
            r"|læs også|lue myös|czytaj (?:też|także|więcej)"
            r"|zobacz (?:też|także)|читайте также|смотрите также|читайте також|ayrıca okuyun"
            r"|baca juga|اقرأ أيضا|延伸阅读|相关阅读|関連記事|あわせて読みたい|관련기사)"
            r"\s*(?:[:：>»|–-].{0,200})?$",
            r"(?:teilen|drucken|merken|partager|imprimer|compartir|imprimir|compartilhar|condividi"
            r"|stampa|delen|dela|del|jaa|udostępnij|поделиться"
            r"|поделитесь|paylaş|bagikan|مشاركة|שתפו|分享|シェア(?:する)?|공유(?:하기)?|anzeige|werbung|publicité"
            r"|publicidade?|anuncio|pubblicità|advertentie|annons"
            r"|annonse|mainos|reklama?|реклама|iklan|إعلان|广告|廣告|広告|광고)\s*:?$",
            # labels of buttons, and jumps within the page
            r"(?:(?:learn|find out|discover|see|explore|view|show|read) (?:more|less|all)|get started(?: (?:now|today))?"
            r"|(?:start|book|apply|try|shop|download|subscribe|register|donate|join)(?: it)? (?:now|today|for free|here)"
            r"|contact us(?: today)?|get in touch|talk to us|sign (?:in|up)|log ?in|subscribe|start (?:your )?free trial"
            r"|(?:request|book|schedule|get) (?:a|your|my) (?:free )?(?:demo|quote|consultation|appointment|estimate|trial)"
            r"|(?:see|check) (?:details|prices?|availability|deals?)\b.{0,30})\W*$",
            r"(?:back|return|scroll|jump|skip) to (?:the )?(?:top|details?|reviews?|recipe|section|content|comments?|navigation)\b.{0,20}$",
            r"(?:pin|save) (?:it |this )?(?:for|to) (?:later|pinterest)\W*$|print recipe$|share (?:it|this)\W*$|recommended$",
            r"(?:view|see|read) (?:all|more|the|our)\b.{0,60}\b(?:posts?|articles|stories|reviews?)(?: by .{2,40})?\W*$",
            # what plugins and feeds of WordPress add
            r"like this:?$|the post .{3,200} (?:appeared first on|first appeared on) .{2,80}$|\(visited [\d,.]+ times.{0,40}$",
            r"if you (?:liked?|enjoyed?) .{0,60}\b(?:also|check|subscribe|shar(?:e|ing)|consider|love)\b.{0,140}$",
            # the editor and the proof-reader in brackets, last line of Chinese news
            r"[（(【\[]\s*(?:(?:责任)?编辑|责编|校对|纠错|責任編輯|編輯)[^）)】\]]{0,40}[）)】\]]$",
            # what stands where a script or an address was to be
            r"loading\b.{0,40}(?:…|\.\.\.)$|\[email.protected\]$",
            # what share plugins and embedded players leave behind
            r"(?:read or share this (?:story|article)|share this url|short ?link|permalink)\s*:.{0,120}$",
            r"(?:view|show|see) (?:this|larger|full(?:[- ]size)?) (?:image|photo|picture)\W*$|(?:click (?:here )?(?:to|for) )?(?:enlarge"
            r"|zoom)(?: (?:image|photo))?\W*$",
            r"(?:text size|font size|found this helpful|was this (?:helpful|useful)|print(?: this)?(?: article)?"
            r"|e-?mail(?: this)?(?: article)?|\d+ shares?)\W*$",
            # follow us, in other languages
            r"(?:folgen sie uns|folge uns|suivez[- ]nous|devenez fan|rejoignez[- ]nous|s[íi]guenos|siga-nos"
            r"|curta (?:a|nossa) (?:nossa )?(?:fan ?)?p[áa]g\w*|seguici"
            r"|volg ons|följ oss|følg os|følg oss"
            r"|seuraa meitä|polub|obserwuj nas|śledź nas|sledujte nás|kövess minket|urmărește-ne|подпис(?:ывайтесь|ывайся)|следите за нами"
            r"|последвайте ни|bizi takip|ikuti kami)\b.{0,60}$",
            r"(?:(?:čtěte|čítajte) (?:také|také|tiež|též)|виж(?:те)? още|прочетете още|още по темата|више|вижте също|pročitajte (?:i|još)"
            r"|olvassa el ezt is|kapcsolódó cikk\w*"
            r"|citește și|vezi și)\s*[:：>»].{0,200}$",
            # comments, in other languages
            r"\d+ (?:réactions?|commentaires?|kommentare?|comentarios?|comentários?|commenti|reacties?|kommentarer|komentarz\w*"
            r"|комментари\w+|коментар\w*)$",
            # imprints, and settings of a script that was never run
            r"(?:©|copyright\b|\(c\) ).{0,120}$",
            r"\{\s*\".*\}$",
            # donation meters: a label and an amount
            r"(?:goal|raised|donated|target)\s*:?\s*[$€£¥]?\s*\d[\d.,]*(?:\s.{0,30})?$",
        )
    ),
)
#: The same by words that stand anywhere in the paragraph; few hold what a row begins with, in small letters.
_SAYINGS = tuple(
    (signs, re.compile(pattern))
    for signs, pattern in (
        # newsletters and subscriptions
        (
            ("newsletter", "your inbox"),
            r"(?=.*\b(?:newsletter|your inbox)\b)(?=.*\b(?:sign(?:ed)? up|subscribe|delivered|join)\b)",
        ),
        (
            ("newsletter", "boletín", "boletim", "infolettre", "nieuwsbrief", "nyhetsbrev", "uutiskirje", "рассылк", "bülten"),
            r"(?=.*\b(?:newsletter|boletín|boletim|infolettre|nieuwsbrief|nyhetsbrev|uutiskirje|рассылк\w+|bülten\w*)\b)"
            r"(?:jetzt|abonn|anmeld|melden|hier|inscri|recev|suscr|assine|cadastre|receb|iscriv|ricev|meld"
            r"|schrijf|anmäl|prenumer|meld|tilmeld|tilaa|zapisz|подпи|abone)",
        ),
        # affiliates
        (
            ("affiliate",),
            r"(?=.*\baffiliates?\b)(?:(?:we|this|when you|if you|some|our|as an|\*|disclosure|note|the links?|by)\b.*\b(?:earn|receive|links?)\b"
            r"|.*\b(?:we|i) (?:(?:may|might|will|could|can|do) )?(?:earn|receive|get|make|be compensated)\b"
            r"|.*\b(?:contains?|uses?|includes?) .{0,20}affiliate links?\b)",
        ),
        # the same without that word: paid is the site, "we", or somebody for what the reader does by a link, which no broker's commission has
        (
            ("commission", "compensat"),
            r"(?=.*\b(?:commissions?|compensat\w+)\b)"
            r"(?:(?:we|this|when you|if you|some|our|as an|\*|disclosure|note|the links?|by)\b"
            r"(?=.*\b(?:links?|linked|click\w*)\b).*\b(?:earn|receive|make)s?\b"
            r"|(?=.*\b(?:you|your|links?|linked|purchases?|promot\w+|may|might)\b)"
            # not in quotation marks, where somebody else says it
            r"[^\"“”„«»]*\b(?:we|i) (?:(?:may|might|will|could|can|do|also) )*"
            r"(?:(?:earn|receive|get|make) (?:[\w-]+ ){0,4}(?:commissions?|compensat\w+)\b|be compensated (?:if|when|for|by)\b))",
        ),
        # imprints
        (("all rights reserved",), r".{0,120}\ball rights reserved\b.{0,20}$"),
    )
)
#: Who wrote or checked the text, as written: the label alone, or before a name or a day, which begin with a capital or a digit, or before any
#: word behind a colon, or a team of the site's. What goes on in small letters is a sentence ("Written by hand, ..."), and so is what ends as one.
_CREDIT = re.compile(
    r"(?i:written|authored|edited|fact[- ]checked|(?:medically )?reviewed)(?:(?i: by| for| for accuracy)\W*"
    r"|(?:(?i: by)?:\s*|(?i: by| on)? (?i:the |our )(?:[\w-]+ ){0,2}(?i:team|staff|editors?|desk|experts?)\b"
    # the texts of two elements have no space between them: "Written byAda Byrne"
    r"|(?i: in) (?=\d)| by(?=[A-Z]|by [A-Z])|(?:(?i: by| on) |(?= .{0,30}\b(?:19|20)\d\d\b) )(?=(?P<first>[^\W_]))).{0,60}(?<![.!?:]))"
)
_LONGEST_LINE = 300
#: Headings of sections that are no part of an article, in the languages of WordPress' largest locales. Each is a whole heading.
_HEADINGS = re.compile(
    # other articles
    r"(?!further reading)(?:related|similar|recommended|suggested|popular|latest|recent|trending|featured|further|other|more)"
    r"(?: (?:\w+ )?(?:articles?|posts?|stor(?:y|ies)|content|reading|readings|news|topics?"
    r"|guides?|resources|links|blogs?|insights|from .{2,40}"
    r"|on .{2,40}|in .{2,40}|like this|for you))"
    r"|(?:related|similar|recommended|more(?: helpful)?) (?:articles?|posts?|stories|topics|resources) (?:and|by|from|that|you|&) .{2,40}"
    r"|what (?:to read|others are reading|you should read)(?: next)?|(?:this|you) (?:may"
    r"|might) (?:also )?be interest(?:ing|ed)(?: to you| in)?"
    r"|if you (?:liked?|enjoyed?) (?:this|that).{0,60}|explore more.{0,50}|discover more from .{2,60}|good articles to read.{0,20}"
    r"|related|recommended|trending(?: now)?|most (?:read|popular|viewed)|(?:you"
    r"|readers) (?:may|might) (?:also )?(?:like|enjoy|be interested in)"
    r"|read (?:more|next|also)|up next|keep reading|what to read next|don.t miss|see also"
    r"|editor.?s.? picks|more from .{2,50}|more to explore"
    r"|(?:verwandte|ähnliche|weitere|mehr|neueste|beliebte) (?:artikel|beiträge|themen|nachrichten|zum thema)|mehr zum thema|lesen sie auch"
    r"|articles? (?:similaires|liés|connexes|récents)|à lire aussi|sur le même sujet"
    r"|lire aussi|art[íi]culos? relacionados|te puede interesar"
    r"|noticias relacionadas|articoli correlati|leggi anche|gerelateerde (?:artikelen|berichten)"
    r"|lees ook|(?:artigos|posts) relacionados|leia também"
    r"|das könnte (?:sie|dich) (?:auch )?interessieren|(?:mehr|weitere) (?:artikel|themen|nachrichten"
    r"|aus|von) .{2,40}|auch interessant|(?:vous aimerez|à lire)"
    r" aussi|(?:nos|les) derniers articles|también te puede interesar|más (?:noticias"
    r"|información|sobre .{2,40})|lo más leído|notas relacionadas"
    r"|potrebbe(?:ro)? interessarti(?: anche)?|(?:veja|leia) também|mais lidas|notícias relacionadas"
    r"|meer (?:over|nieuws).{0,40}|läs också|les også|læs også"
    r"|czytaj (?:też|także)|polecane|читайте также|похожие (?:статьи|записи|новости)|по теме"
    r"|ilgili (?:haberler|yazılar)|baca juga|مواضيع ذات صلة|اقرأ أيضا"
    r"|相关(?:阅读|新闻|文章|推荐)|相關(?:閱讀|新聞|文章)|延伸阅读|関連(?:記事|ニュース)|あわせて読みたい|관련\s?(?:기사|글)"
    # the author, the reader's answer, letters and shares
    r"|about (?:the |this |our )?(?:authors?|writers?|contributors?|reviewers?|editors?)"
    r"|meet (?:the|our) (?:authors?|writers?|testers?|team)"
    r"|author(?:.s)? (?:bio|profile|info(?:rmation)?)|über (?:den autor|die autorin)"
    r"|à propos de l.auteure?|sobre (?:el autor|la autora|o autor)"
    r"|(?:leave|post|add|write) a (?:reply|comment)|comments?(?: \(\d+\))?"
    r"|join the (?:conversation|discussion)|\d+ (?:comments?|responses?)"
    r"|republish (?:this|our) (?:article|story|work).{0,40}|(?:article |blog |post )?(?:tags|topics|categories)(?: covered)?"
    r"|share(?: (?:it|this|on|via|the).{0,40})?|follow us.{0,40}|subscribe.{0,60}"
    r"|sign up.{0,60}|(?:join )?(?:our |the )?newsletters?(?: sign ?up)?"
    r"|stay (?:in the loop|informed|connected|up to date).{0,40}|get .{0,40}(?:newsletter|inbox)|tags|categories|filed under"
    # what plugins put on top
    r"|(?:table of )?contents|(?:in|on) this (?:article|page|post|guide|story)|jump to(?: (?:section|details))?",
)
_LONGEST_HEADING = 80


def is_heading(text: str) -> bool:
    """Whether a heading opens a section that is no part of the article."""
    return len(text) <= _LONGEST_HEADING and _HEADINGS.fullmatch(text.strip(" :»>….-").lower()) is not None


def is_line(text: str) -> bool:
    """Whether a whole paragraph is a promotion, a pointer elsewhere or a widget's label."""
    if len(text) > _LONGEST_LINE:
        return notices.is_line(text)
    if not text.isascii() and _CJK.search(text) and chinese.is_line(text):
        return True
    return notices.is_line(text) or is_label(text)


def is_label(text: str) -> bool:
    """The same in the words that may as well head a part of a text: "Related"."""
    if len(text) > _LONGEST_LINE:
        return False
    small = text.lower()
    if _LINES.match(small) or _is_credit(text):
        return True
    for signs, pattern in _SAYINGS:
        for sign in signs:
            if sign in small and pattern.match(small):
                return True
    return False


def _is_credit(text: str) -> bool:
    found = _CREDIT.fullmatch(text)
    return found is not None and not (found["first"] or "").islower()
