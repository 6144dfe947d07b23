"""The words of credit lines: what stands in front of names, behind them and in their place, in the languages of WordPress' largest locales."""

from __future__ import annotations

import re

#: Texts that somebody is said to have written.
_TEXTS = (
    "story|articles?|words|text|posts?|all posts|guest (?:post|article|blog)|blog(?: post)?|column|opinion|essay|analysis|commentary|report"
    "|insights|(?:gast)?beitrag|artikel|textes?|propos|texto|art[ií]culo|artigo|testo|articolo|a cura|tekst"
)
#: "Written", as such lines have it.
_WRITTEN = (
    "written|posted|published|reported|authored|contributed|submitted|created|compiled|prepared|geschrieben|verfasst|veröffentlicht"
    "|geschreven|écrit|rédigé|publié|recueillis|escrito|publicado|redactado|scritto|pubblicato|skriven|publicerad|skrevet|napisane|ditulis"
)
#: "By" alone, and glued to a name as the texts of two elements are: "Written byAda Byrne".
_BY = r"(?-i:\b(?:by|By)(?![a-z])|\bBY\b)"
_LOCAL_BY = "(?:von|par|por|da|di|door|av|af|przez|oleh)"
#: What somebody is, in front of a colon.
_WHO = (
    "(?:(?:article|post|blog|story|guest) )?(?:authors?|writers?|contributors?|reporters?)(?: name)?|byline|words|text|story"
    "|autore?|autor[ae]s?|autoren|autorin|autorzy|autoři|auteure?s?|texte|texto|testo|tekst|teksti|yazar|yazan|haber|penulis|penulis naskah"
    "|szerző|írta"
    "|tác giả|автор(?:ы|и|ка)?|текст|материал подготовил[аи]?|συντάκτης|συγγραφέας|κείμενο|επιμέλεια|लेखक|كتب|كتبت|الكاتب|المؤلف|إعداد"
    "|نویسنده|خبرنگار|כתב"
)
#: "Written by" in one word, where no colon need follow it: Greek, Arabic, Hebrew, Polish, Czech, Indonesian, South Slavic, Thai.
_IN_A_WORD = (
    r"(?:γράφ(?:ει|ουν)(?: (?:ο|η|οι))?|بقلم|מאת|oprac(?:\.|ował[ay]?)|opr\.|napsal[ai]?|penulis|pewarta|piše|пише|โดย|ผู้เขียน)\s*:?(?:\s+|$)"
)
#: Korean papers write what somebody is behind the name: "홍길동 기자".
_KOREAN = r"(?:기자|특파원|객원기자|인턴기자|선임기자|논설위원|통신원)"
_LEAD = (
    # "By", "Words by", "This post was written by"
    rf"(?:(?:this|an?) )?(?:(?:{_TEXTS}) )?(?:(?:was|is) )?(?:(?:{_WRITTEN}) )?{_BY}\s*:?\s*"
    # "Geschrieben von", "Ein Beitrag von", "Propos recueillis par"
    rf"|(?:(?:ein|une?|um|en) )?(?:(?:{_TEXTS}|{_WRITTEN}) )+{_LOCAL_BY}\b\s*:?\s+"
    # "Von Jörg Sander"; a name of two words may begin so: "Di Maria"
    rf"|{_LOCAL_BY}\b\s*:?\s+(?:(?:unser\w*|onze|notre|nostr[oa]|nuestr[oa]) \w+ )?(?=\S+\s+\S)"
    rf"|{_IN_A_WORD}"
    rf"|(?:{_WHO})\s*[:：]\s*"
    # in scripts without spaces a stroke will do: "文/", "作者：", "記者"
    r"|(?:文|撰文|作者|記者|记者|著者|執筆|執筆者|ライター|取材[・/／]文|取材・構成|文[・/／]写真|構成[・/／]文|寄稿|글)\s*[:：/／=＝|｜]\s*|(?:記者|记者)\s*(?=[\u4e00-\u9fff])"
)
#: All words in front of the names.
LABEL = re.compile(
    rf"^(?:{_LEAD}|from\s+|(?:view (?:all )?(?:posts|articles|stories)|more(?: posts| articles| stories)?) (?:by|from)\s+"
    r"|about(?: the author)?:?\s+|author\s+(?=(?-i:[A-Z])))",
    re.IGNORECASE,
)
#: The beginning of a line that credits, whatever it is in.
CREDITED = re.compile(rf"(?:(?:{_LEAD})(?=\w)|(?=[\uac00-\ud7af]{{2,4}} {_KOREAN}))", re.IGNORECASE)
#: The same where it is a label with a colon.
LABELLED = re.compile(rf"(?:{_WHO})\s*[:：]\s*(?=\w)|(?=[\uac00-\ud7af]{{2,4}} {_KOREAN})", re.IGNORECASE)
#: Words and signs without which no line credits; quick to look for in a line in small letters.
MAY_CREDIT = re.compile(
    r"[:：/／=＝|｜]|記者|记者|by|[ap]ar|por|von|d[ai]|door|a[vf]|przez|oleh|γράφ|بقلم|מאת|opra?c?\.|opracował"
    r"|napsal|penulis|pewarta|piše|пише|โดย|ผู้เขียน|기자|특파원|위원|통신원",
)
#: Who checked or changed the text: no author of it.
CHECKED = re.compile(
    r"\b(?:(?:medically |clinically |technically |legally |scientifically |expert )?reviewed|edited|fact[ -]?checked|verified|approved|updated"
    r"|moderated|narrated|illustrated|translated)(?: and (?:edited|approved|fact[ -]?checked))? by\b|\b(?:medical )?(?:reviewer|editor)s?:"
    # whom to write to
    r"|\b(?:(?:media|press) )?contacts?:",
    re.IGNORECASE,
)
#: A heading over who wrote the text: "Article written by:". "Published by" alone may stand over a book's publisher.
WRITTEN_BY = re.compile(
    rf"(?:(?:this|the) )?(?:{_TEXTS}) (?:(?:was|is) )?(?:(?:{_WRITTEN}) )?(?:by|{_LOCAL_BY}):?"
    r"|(?:written|authored) by:?|(?:geschrieben|verfasst) von:?|geschreven door:?|(?:écrit|rédigé) par:?|(?:escrito|redactado) por:?|scritto da:?",
    re.IGNORECASE,
)
#: "Reviewed by" credits nobody.
_NOT_CHECKED = "".join(f"(?<!{word} )" for word in ("reviewed", "edited", "checked", "verified", "approved", "translated", "illustrated"))
#: A date or a section in front of the credit: "4 March 2024 by Ada Byrne", "Harbour | By Ada Byrne".
BEFORE = re.compile(
    rf"^(?:.{{0,60}}\b(?:19|20)\d\d\b.{{0,24}}?|.{{0,40}}[|•·–—/]\s*)(?=(?:(?:{_WRITTEN}) )?by:?\s+\w){_NOT_CHECKED}", re.IGNORECASE
)
#: What follows the names on the same line: a date, a role after a dash, a reading time, who checked the text, what one may click.
AFTER = re.compile(
    r"\s*(?:[|•·–—→・]|\s-\s|\s//(?:\s|$)|\s/ (?=\d)"
    r"|\b(?i:(?:medically |clinically |technically |expert )?reviewed|edited|fact[ -]?checked|verified|approved) by\b"
    r"|\bon (?=\w+ \d|\w+day)|\bat (?=\w+ \d|\d)"
    r"|(?:\b(?i:(?:last )?(?:updated|modified|published|posted))|(?<=[a-z])(?:Updated|Published|Posted))\b"
    r"|\blast |\bin (?![A-Z][\w .'-]{1,30} and [A-Z])"
    r"|\bfor The |\b\d{1,2}[./:]|\b\d{1,2} (?=[A-Z])"
    r"|\b\d{1,2}\.?(?: de)? (?=[^\W\d_]{3,}\.?(?: de)? (?:19|20)\d\d)"
    r"|\b\d+[ -]?min\b|\b(?:19|20)\d\d\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.? \d"
    r"|\b(?:Follow|Share|Read (?:more|full)|View (?:bio|profile|all|full)|See (?:full )?bio|Full bio)\b|\bin$"
    # where to write to, whom it was written for, a day without a space before it, another label in capitals
    r"|\s[\w.+-]+@[\w-]+\.|\s@\w{2,}|\b(?i:special (?:to|for))\b|(?<=[^\W\d_])(?:19|20)\d\d[-./]\d|\s[A-ZĄĆĘŁŃÓŚŹŻÀ-Þ]{4,}\s?:"
    rf"|\s{_KOREAN}"
    # in Chinese: a button "follow", the editor, the source, the time
    r"|\s(?:\+\s*)?(?:关注|關注|已关注|訂閱|订阅|查看更多)|(?:责任编辑|責任編輯|责编|编辑|編輯|来源|來源|时间|時間|日期)\s*[:：]).*$"
)
#: Where somebody is: "By Ada Byrne in London and Tom Sole in Paris".
PLACES = re.compile(r"\s+in (?:[A-Z][\w.’'-]*)(?: [A-Z][\w.’'-]*){0,3}(?=\s+(?:and|&)\s|,|$)")
#: What a date in front of which a credit was cut leaves behind: a preposition, an abbreviated weekday.
LEFT_OVER = re.compile(
    r"(?:\s+(?:am|vom|den|le|il|el|op|on|at|em|dne|w|от)|,?\s+(?:Mo|Di|Mi|Do|Fr|Sa|So|Mon|Tue|Wed|Thu|Fri|Sat|Sun)\.?)?[\s,;:]*$"
)
AND = re.compile(r"\s*(?:&|\s\(?(?:and|und|et|y|with|(?-i:avec|mit|con|com|med|met))\s)\s*", re.IGNORECASE)
#: What stands between two names that are elements of their own.
JOINS = re.compile(
    r",|&|\||(?:,\s*)?(?:and|und|et|y|with)|(?:written |posted |words |story )?by:?|(?:(?:written|posted|words|story) )?" + _LOCAL_BY,
    re.IGNORECASE,
)
ROLES = re.compile(
    r"^(photographs?|photos?|photography|pictures|video|illustrations?|translated|edited|graphics)(?: by)?\b\s*:?\s*(?=(?-i:[A-Z]))",
    re.IGNORECASE,
)
#: Degrees.
DEGREE = re.compile(
    r"(?:ph\.?\s?d|d\.?phil|m\.?phil|m\.?d|d\.?o|m\.?b\.?a|m\.?a|b\.?a|m\.?s|m\.?sc|b\.?sc|m\.?ed|m\.?eng|b\.?eng|m\.?p\.?h|r\.?n|b\.?s\.?n"
    r"|r\.?d\.?n?|l\.?d\.?n?|esq|d\.?d\.?s|d\.?v\.?m|v\.?m\.?d|pharm\.?d|psy\.?d|ed\.?d|j\.?d|ll\.?[bm])\.?",
    re.IGNORECASE,
)
#: Degrees and professional letters behind a name (schema.org: honorificSuffix): not part of it, and no second author.
CREDENTIALS = re.compile(
    rf"(?i:{DEGREE.pattern})|[A-Z][A-Za-z]?[A-Z][A-Za-z-]{{0,6}}[®™]?(?:/[A-Z]{{2,5}})?\.?(?: \([A-Z][\w ]{{2,30}}\))?|(?i:jr|sr|i{{2,3}})\.?"
)
#: What people do, after a comma or on a line of their own: a role, no name.
JOB = re.compile(
    r"\b(?:writer|copywriter|editor|reporter|correspondent|columnist|journalist|contributor|blogger|author|founder|co-?founder|ceo|cto|cmo|coo"
    r"|president|director|manager|officer|head|lead|chief|chair\w*|partner|owner|expert|specialist|strategist|analyst|consultant|advis[eo]r"
    r"|planner|engineer|developer|architect|designer|professor|lecturer|researcher|scientist|doctor|nurse|therapist|dentist|surgeon"
    r"|veterinarian|coach|trainer|instructor|teacher|educators?|attorney|lawyer|producer|photographer|assistant|associate|coordinator"
    r"|representative|historian|economist|nutritionist|pharmacist|marketer|member|fellow|student|intern|redakteur\w*|journaliste|rédact\w+"
    # psychologist, physician, dietitian, horticulturist
    r"|\w{2,}(?:ologist|ician|itian|turist|turalist|icist))\b",
    re.IGNORECASE,
)
#: Words of companies, offices and groups.
ORGANISATION = re.compile(
    r"\b(?:team|staff|desk|newsdesk|newsroom|editors|inc|llc|llp|ltd|gmbh|corp|company|co|group|agency|bureau|ministry|authority|press|news"
    r"|media|network|center|centre|institute|university|college|school|department|society|association|foundation|council|committee"
    r"|federation|alliance|administration|agence|agencia|agenzia|agentur|agencja|agência|grupa|gruppe|grupo|groupe|gruppo|groep|instituto?|institut"
    r"|universidad|universidade|università|université|universität|ministerio|ministério|ministère|ministero|ministerium|fundación|fundação|fondation"
    r"|fondazione|stiftung|verein|verlag|société|asociación|associação|services|solutions|technologies|financial|insurance|dentistry|dental|bank|studios?|labs?|store"
    r"|shop|clinic|hospital|magazine|journal|times|daily|blog|editorial|redaktion|rédaction|redacción|redazione|redakcja|redactie|board)\b"
    # Chinese: a paper, an agency, a station, an office, a company, a school, a hospital, a committee
    r"|[\u4e00-\u9fff]{2}(?:报|報|报社|報社|社|网|網|网站|网络|新闻|新聞|通讯|周刊|週刊|杂志|雜誌|时报|日报|电视台|電視台|电台|频道|编辑部|編輯部|工作室|公司|集团|大学|大學"
    r"|学院|医院|局|厅|部|委|委员会|协会|学会|支部|中心|政府|发布|客户端)$",
    re.IGNORECASE,
)
#: What companies put behind their names, as folded.
COMPANY = re.compile(r"(?: (?:inc|llc|llp|ltd|gmbh|ag|corp|corporation|co|company|pc|plc|pllc|com|org|net))+$|^the (?=\w+ \w)")
#: What Chinese and Japanese sites put behind their names: "海港网", "海港新闻", "海港官方网站".
CJK_SITE = re.compile(r"(?:新闻|新聞|官方|门户)*(?:新闻|新聞|网站|網站|官网|官網|网|網|频道|頻道|在线|ニュース|オンライン)$")
#: Accounts and stand-ins that name no one: WordPress' first account, and what systems fill in.
NO_ONE = frozenset(
    "admin,administrator,anonymous,unknown,staff,editor,editors,guest,author,authors,the author,about the author,webmaster,user,root,none,null"
    ",undefined,by,human,super user,superuser,contributor,contributors,guest author,guest post,sponsored,editorial"
    ",this author,chef,last,updated,published,date,share,read,about,latest,home,test"
    # "anonymous", "from the net", "our own", "reprinted", and labels of what stands beside the author in Chinese
    ",佚名,匿名,未知,网络,網路,网络整理,综合整理,整理,原创,原創,本站,本站原创,转载,轉載,转帖,互联网,小编,编辑,編輯,责任编辑,管理员,版权声明,免责声明,来源,作者"
    ",记者,記者,浏览,阅读,查看更多".split(",")
)
#: News agencies, by the letters that they sign with.
AGENCY = re.compile(
    r"AP|AFP|ANP|ANSA|BELGA|Belga|DPA|dpa|EFE|IANS|Kyodo|Lusa|LUSA|PAP|PTI|Reuters|REUTERS|TASS|UPI|Xinhua|Yonhap|ТАСС|УНІАН|УНИАН"
    r"|РИА Новости|Интерфакс|Укрінформ"
)
#: Staff without a name; a desk or a team that the page credits is an organisation.
STAFF = re.compile(
    r"(?:our |the )?(?:staff|editorial|content|writing|marketing|news|web|guest|contributing)(?: (?:staff|writers?|reporters?|editors?|department))?"
    r"|.*\b(?:staff (?:writers?|reporters?|editors?)|sponsored|admin|administrator|webmaster)"
    # "The editors", in other languages
    r"|(?:(?:die|la|da|de|notre|nuestra|unsere) )?(?:redaktion|rédaction|redaction|redacción|redaccion|redazione|redactie|redação|redacao"
    r"|redakcja|redakce"
    r"|redaktionen|redaksjonen|toimitus|редакция|редакція|szerkesztőség|redacția)"
)
#: What a link or a button beside a name offers, as folded: "View full profile", "More from this author".
OFFER = re.compile(
    r"(?:view|see|read|show|visit|more|all|full|follow|contact|about|browse)\b.*\b(?:profile|bio|biography|page|website|posts|articles|stories|author|linkedin)"
)
#: What companies call those who write for them, behind or in front of their name, as folded.
TEAM = re.compile(
    r"(?: (?:the |our )?(?:editorial|content|writing|marketing|news|web|media|communications|research|expert|blog|seo|in house|support"
    r"|customer|product)*"
    r"(?:^| )?(?:team|staff|editors|writers|editorial|newsroom|newsdesk|desk|redaktion|redaction|redaccion|redazione))$|^(?:the )?(?:team"
    r"|staff|redaktion) "
)
#: Words that stand in names of groups and works, never in a person's.
BETWEEN_WORDS = frozenset("and of the for & in to with on at our your my this".split())
#: Particles of names that are written small, words that stand between names, and groups.
SMALL = frozenset(
    "de da do dos das di del della der den van von zu zum la le du al el bin ibn ben y e and of the for & team staff editors desk".split()
)
