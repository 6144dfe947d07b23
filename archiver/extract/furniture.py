"""What never belongs to an article, as tables: by HTML's own elements and roles, and by class names in common use."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import html as lxml_html

from archiver.extract import hiding
from archiver.extract.hiding import HEADING_TAGS
from archiver.text import INVISIBLE

#: Elements that hold no part of an article (HTML: navigation, tangential content, controls, dialogs, embedded documents).
PAGE_TAGS = INVISIBLE - {"head"} | {"nav", "aside", "dialog", "input", "label", "menu", "canvas", "audio", "video", "map"}
_NEVER_SHOWN = INVISIBLE - {"button", "noscript"}
#: ARIA landmark roles of the same.
PAGE_ROLES = frozenset(
    {
        "navigation",
        "banner",
        "complementary",
        "contentinfo",
        "search",
        "dialog",
        "alertdialog",
        "menu",
        "menubar",
        "toolbar",
        "tooltip",
        "alert",
    }
)
#: Inside a body: captions, forms, and the head and foot of the article that carry its metadata.
BODY_TAGS = frozenset({"figcaption", "form", "footer", "header", "fieldset", "legend"})
#: Elements that a class name never removes: their class lists what the page holds, not what they are.
STRUCTURE = frozenset({"html", "body", "main"})

_COMMENTS = re.compile(
    r"comments?|comments-\d+|commentlist|respond|(?:the-?)?comments?[-_](?:area|list|section|respond|form|thread|threads|wrap|wrapper|container"
    r"|block|box"
    r"|content|body|template|holder|module)"  # WordPress themes: comments_template()
    r"|(?:article|post|entry|page|story)[-_]{1,2}comments?|user-?comments"  # the same, named after what they belong to
    # components of scripts: PostPage-commentsSection
    r"|(?!(?:has|no|with|without|show|hide)[-_]).+[-_]comments?[-_](?:area|list|section|thread|threads|container|wrapper)"
    r"|wp-block-(?:post-)?comments(?:-.*)?|wp-block-comment-template"  # WordPress' comment blocks
    r"|wpcomm|wc-(?:comment|thread|form|reply)-.*|wc_comm_form"  # wpDiscuz before version 4
    # wpDiscuz; its inline shortcode wraps the article's own text
    r"|wpdcom|wpdiscuz.*|wpd-(?!inline-shortcode|inline-opened|inline-closed).*"
    r"|disqus_thread|disqus|fb-comments|livefyre.*|hyvor-talk.*|coral_thread|coral_talk_stream|spot-im.*|openweb.*|vuukle.*|remark42|giscus"
    # hosted comment systems' mount points
    r"|utterances|isso-thread|commento|cusdis_thread|intensedebate.*|viafoura.*|vf-comments|talkyard.*"
)
# WordPress' post classes and block supports, and the grids of CSS frameworks, say nothing of purpose.
_NEUTRAL = re.compile(
    r"(?:type|status|format|has|is|elementor(?!-widget-(?:button|posts|post-info|author-box|form|table-of-contents|post-navigation|loop-grid))|wp-block-group|wp-elements|align|col|row|page-id|js|no)[-_].*|post-\d+|hentry|post"
)
# The joints of names such as videoDetails.
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
# What calls itself the text and names a rail tells of the layout: the rail stands beside it.
_CONTENT = re.compile(r"(?:article|entry|post|story)(?:-|__)(?:content|body|text)")
_RAIL = re.compile(r"(?:(?:with|has)-)?(?:(?:right|left)-?)?(?:rail|side-?bar)(?:-(?:right|left))?")
# SiteOrigin's and Elementor's page builders make an article's own text of widgets.
_BUILDERS = frozenset({"so-panel", "elementor-widget"})
# A name of so many words was made from a heading.
_SENTENCE = 5
_TERMS = re.compile(r"(?:category|tag)[-_].*")  # on an element that is a post


def _anywhere(words: str) -> str:
    """A pattern for names of several parts, joined by hyphens, one of which is one of some words; told by their first letters, which is faster."""
    rest: dict[str, list[str]] = {}
    for word in words.split():
        rest.setdefault(word[0], []).append(word[1:])
    told = "|".join(f"{first}(?:{'|'.join(after)})" for first, after in rest.items())
    return rf"(?:.*[-_])?(?:{told})(?:[-_].*)?"


_ANYWHERE_IN_PAGE = _anywhere(
    r" nav navbar navigation menu breadcrumbs? crumbs pagination pager page-links pagenavi"
    # lists of other articles
    r" related recommend(?:ed|ations?) relatedposts jp-relatedposts yarpp.* more-from more-stories morestories"
    r" also-?read read-?next up-?next trending popular most-?read most-?viewed latest-?(?:news|posts|stories) recent-?posts? see-?also"
    r" you-?may-?(?:also-?)?like outbrain taboola ob-widget trc_related.* zergnet revcontent"
    # asking for money or an address
    r" promo promos promotion promobox newsletters? news-letter mailchimp mc4wp mc_embed_signup signup sign-up subscri(?:be|ption)s?"
    r" optin opt-in lead-?magnet cta call-to-action donat(?:e|ion|ions) donation-?meter fundrais(?:er|ing) membership become-a-member"
    r" patreon paywall regwall piano-.* tp-modal"
    # share bars
    r" share sharing sharedaddy sharethis share-?bar share-?buttons? addtoany.* addthis.* a2a_kit social socials social-?media"
    r" social-?icons social-?links follow-?us sociable heateor.* ssba.* jp-post-flair likes-?widget jetpack-likes.*"
    # consent notes
    r" cookies? cookie-?(?:notice|banner|consent|law) consent gdpr privacy-notice"
    r" onetrust cybot cookiebot.* didomi.* usercentrics.* qc-cmp.* cmplz.* cky iubenda borlabs.* truste.*"
    # advertising
    r" ads? advert adverts advertisement advertising advertorial adsbygoogle dfp gpt-ad ad-?slot ad-?unit ad-?container"
    r" sponsored sponsor sponsors banner-ad code-block-\d+"  # Ad Inserter's blocks have a number
    # shops and embeds
    r" jw-controls jw-controlbar jw-captions jw-title"  # the controls of JW Player, as its script builds them
    r" buy-?(?:btn|button|now|box) where-to-buy instagram-media tiktok-embed republi(?:sh|cation)"
    # what lies over the page
    r" popup pop-up modal lightbox overlay flyout off-?canvas toast tooltip"
)
_ANYWHERE_IN_BODY = _anywhere(
    # hAtom's author and what stands around it
    r" by-?line bylines author authors author-?(?:bio|box|info|name|card|meta|profile|description) about-?author vcard contributors?"
    r" captions?"
    r" ratings? stars votes? reactions? emoji-reactions applause like-button print-link pdf audio-?player listen text-?to-?speech"
)
#: Of the page's frame: whole names, then what may stand anywhere in one.
_PAGE_WORDS = re.compile(
    r"side-?bars?|right-?rail|left-?rail|widget(?:[-_]area|_.*|title)?|rail"  # WordPress' sidebars and widgets
    # theme frames
    r"|site[-_](?:header|footer|branding|navigation|title|description|info)|masthead|colophon|global[-_](?:header|footer|nav)"
    # before HTML had an element for it
    r"|(?:page|main|bottom)?[-_]?foot(?:er)?(?:[-_](?:content|inner|wrap|wrapper|container|area|top|bottom|links|widgets?|copyright|right|left))?"
    r"|skip-link|menu-item"
    # WordPress, Bootstrap, print style sheets
    r"|read-?more(?:-(?:link|button|btn))?|screen-reader-text|sr-only|visually-?hidden|noprint|no-print|print-?only|hidden-print"
    r"|search-?(?:form|box|bar|results)|login.*|skip-to-content"
    # what customers say, and a service that keeps it; "reviews" alone may be the article
    r"|(?:customer|user|guest|reader)[-_]reviews|yotpo.*"
    r"|" + _ANYWHERE_IN_PAGE
)
#: The same of an article's frame inside its body.
_BODY_WORDS = re.compile(
    # WordPress themes' frames of a post
    r"(?:entry|post|article|story|content|item)[-_]{1,2}(?:meta|header|footer|date|tags?|categories|category|info|details|utility"
    r"|author|thumbnail|time|timestamp|nav|actions?|toolbar|tools|bottom)(?:[-_].*)?"
    r"|meta|metadata|posted-on|post-?date|date-?line|timestamp|cat-links|tags-links|tag-?list|tagcloud|tag-?cloud|tags|comments-link"
    r"|edit-link"
    # captions and credits
    r"|wp-caption-text|credits?|(?:photo|image|media|picture)-?credits?|attachment-caption"
    r"|wp-block-(?:post-(?:date|author|author-name|terms|excerpt|title|featured-image)|buttons?|social-links|latest-posts|query"
    r"|read-more|file__button)"
    # Elementor's widgets that are no text
    r"|elementor-widget-(?:button|posts|post-info|author-box|form|table-of-contents|post-navigation|loop-grid)"
    # tables of contents made by plugins
    r"|(?:ez-)?toc(?:[-_](?:container|list|wrapper|box|title|nav|inner|sidebar|links?|menu))?|table-of-contents"
    r"|toc_container|lwptoc|rank-math-toc"
    r"|reading-?time|read-?time|time-to-read|view-?count|post-?views|copyright|disclaimer|slideshow-nav|wp-polls.*"
    r"|" + _ANYWHERE_IN_BODY
)

#: What the consent tools in common use call their dialogs, and what others do.
_CONSENT = re.compile(
    r"onetrust|cookiebot|didomi|usercentrics|qc-cmp|fc-consent|cmplz-|\bcky-|iubenda-cs|borlabs|truste_"
    r"|(?:cookie|consent|gdpr)[-_]?(?:banner|notice|bar|box|modal|popup|dialog|settings|preferences|manager|law)",
    re.IGNORECASE,
)

# What the tables above say of a name.
_IS_NEUTRAL, _IS_COMMENTS, _IS_PAGE, _IS_FRAME, _IS_BUTTON = 1, 2, 4, 8, 16
# A link in the shape of a button, as style sheets name it; what opens a part of the text is none.
_BUTTONS = re.compile(r"(?=(?:.+[-_])?(?:btn|button)(?:[-_].*)?$)(?!.*(?:accordion|faq|toggle|tab|collapse)).*")
_TABLES = ((_COMMENTS, _IS_COMMENTS), (_PAGE_WORDS, _IS_PAGE), (_BODY_WORDS, _IS_FRAME), (_BUTTONS, _IS_BUTTON))


def kind(element: lxml_html.HtmlElement, classes: str | None, id_: str | None, role: str | None, *, protected: bool = False) -> str | None:
    """``comments`` or ``furniture`` for what is no part of any article, else None; of a protected element only comments are.

    Protected is what holds the page's headline or body: a frame called "sidebar-right" that holds them is no sidebar, a ``<nav>`` or
    ``<button>`` that holds them was never closed, and a ``<noscript>`` that holds them is the page as it is without scripts.

    :param classes: the value of the element's attribute, as ``id_`` and ``role`` are.
    """
    tag = element.tag
    if tag == "button" and hiding.opens(element):
        return None
    found = _kind(tag, classes, None if tag in HEADING_TAGS else id_, role)
    return None if protected and found == "furniture" and tag not in _NEVER_SHOWN else found


def is_of_consent(element: lxml_html.HtmlElement) -> bool:
    """Whether an element stands in the dialog of a consent tool; the page's root may say that one is open."""
    around = (element, *element.iterancestors())
    return any(_CONSENT.search(f"{each.get('id') or ''} {each.get('class') or ''}") for each in around if each.tag not in STRUCTURE)


@lru_cache(maxsize=8192)
def _kind(tag: str, classes: str | None, id_: str | None, role: str | None) -> str | None:
    if tag in PAGE_TAGS:
        return "furniture"
    if tag in STRUCTURE:
        return None
    said = _purpose(classes, id_)
    if said & _IS_COMMENTS:
        return "comments"
    if role in PAGE_ROLES or (said & _IS_PAGE and tag != "article"):
        return "furniture"
    return None


def in_body(element: lxml_html.HtmlElement) -> bool:
    """Whether an element inside an article's body belongs to its frame: captions, credits, bylines, forms."""
    tag = element.tag
    if tag in BODY_TAGS:
        return True
    wanted = _IS_FRAME | _IS_BUTTON if tag == "a" else _IS_FRAME
    return bool(element.keys() and _purpose(element.get("class"), None if tag in HEADING_TAGS else element.get("id")) & wanted)


@lru_cache(maxsize=8192)
def _purpose(classes: str | None, id_: str | None) -> int:
    """What class names and an id tell, as bits: ``videoDetails`` as ``video-details``, sentences of ids left out."""
    if not classes and not id_:
        return 0
    words = f"{classes or ''} {id_ or ''}"
    small = words.lower()
    tokens = small.split()
    if small != words:
        tokens += [token for token in _CAMEL.sub("-", words).lower().split() if token not in tokens]
    meant = {token: said for token in tokens if (said := _means(token)) > _IS_NEUTRAL}
    if meant and ("hentry" in tokens or "post" in tokens):
        meant = {token: said for token, said in meant.items() if not _TERMS.fullmatch(token)}
    if meant and not _BUILDERS.isdisjoint(tokens):
        meant = {token: said for token, said in meant.items() if not token.startswith("widget")}
    if meant and any(map(_CONTENT.fullmatch, tokens)):
        meant = {token: said for token, said in meant.items() if not _RAIL.fullmatch(token)}
    found = 0
    for token, said in meant.items():
        if token.count("-") < _SENTENCE:
            found |= said
    return found


@lru_cache(maxsize=32_768)
def _means(token: str) -> int:
    """What one class name or id says, as bits: the pages of a site share most of theirs, in ever new combinations."""
    if _NEUTRAL.fullmatch(token):
        return _IS_NEUTRAL
    return sum([bit for pattern, bit in _TABLES if pattern.fullmatch(token)])
