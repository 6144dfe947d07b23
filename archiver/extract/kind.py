"""Whether a page is an article at all, or a listing, an attachment or an error page."""

from __future__ import annotations

from urllib.parse import urlsplit

from archiver.extract.metadata import LISTING_TYPES, Metadata
from archiver.extract.outline import Outline
from archiver.models import Page

#: WordPress' body classes of one post, and those of everything else that it shows.
_SINGLE = frozenset({"single", "single-post"})
_NOT_SINGLE = frozenset(
    {"archive", "home", "blog", "search", "search-results", "search-no-results", "category", "tag", "author", "date", "paged", "hfeed"}
)
_NO_POST = frozenset({"attachment", "single-attachment", "error404"})
_HTML = ("text/html", "application/xhtml", "text/plain", "application/octet-stream")
# A page with this many linked headings of entries lists articles.
_ENTRIES = 3
# ... unless this many characters of paragraphs stand together.
_TEXT = 800
# A static page with this many characters of running text is an article, whatever the software calls it.
_ESSAY = 1_500


def why_not(page: Page, metadata: Metadata, outline: Outline, *, certain: bool = False) -> str | None:
    """Why a page is no article, in words; None for an article.

    What the page says of itself decides; where it says nothing, it is an article unless it is the site's root or a list of entries.

    :param certain: only what cannot be an article is refused.
    """
    if page.status >= 400:
        return f"an error page: HTTP {page.status}"
    if not _is_html(page):
        return "not HTML"
    if certain and not _body_classes(page) & _NO_POST:
        return "the site's front page: a list of linked headings" if _is_front_page(page, metadata, outline) else None
    told = _told_by_wordpress(page, metadata, outline)
    if told is not None:
        return None if told else "its body's classes say that it shows no single article"
    if metadata.article:
        return None
    if next(metadata.of_type(*LISTING_TYPES), None) is not None:
        return "its JSON-LD says that it lists others"
    if _is_root(page.final_url):
        return "the site's root, and nothing says that it is an article"
    og_type = next((each.value for each in metadata.stated(("og:type",))), "")
    return None if og_type == "article" or not _lists_entries(outline) else "it lists articles"


def _is_html(page: Page) -> bool:
    declared = (page.header("Content-Type") or "text/html").lower()
    start = page.text[:200].lstrip("\ufeff \t\r\n")
    is_xml = start.startswith("<?xml") and "<html" not in page.text[:2000].lower()
    return declared.startswith(_HTML) and not is_xml


def _body_classes(page: Page) -> frozenset[str]:
    body = page.tree.find("body")
    return frozenset((body.get("class") or "").split()) if body is not None else frozenset()


def _told_by_wordpress(page: Page, metadata: Metadata, outline: Outline) -> bool | None:
    classes = _body_classes(page)
    if classes & _NO_POST:
        return False
    if classes & _SINGLE:
        return True
    # One such word is any site's; WordPress says "archive category", "home blog", or that it is WordPress.
    if classes & _NOT_SINGLE and not metadata.article and (len(classes & _NOT_SINGLE) > 1 or _is_wordpress(page, metadata)):
        return False
    is_page = "page" in classes and any(name.startswith(("page-id-", "page-template", "page-parent", "page-child")) for name in classes)
    is_short = outline.weights[0] < _ESSAY
    return False if is_page and is_short and not metadata.article and not _is_credited(metadata, outline) else None


def _is_wordpress(page: Page, metadata: Metadata) -> bool:
    generators = [each.value for each in metadata.stated(("generator",))]
    return any(each.startswith("WordPress") for each in generators) or "/wp-content/" in page.text or "https://api.w.org/" in page.text


def _is_credited(metadata: Metadata, outline: Outline) -> bool:
    """A page of WordPress' kind "page" is an article where it carries the marks of one: hAtom's date or author, or Open Graph's."""
    stated = next(metadata.stated(("article:published_time", "article:author")), None)
    return stated is not None or bool(outline.of_class("published", "entry-date", "byline", "vcard"))


def _is_root(url: str) -> bool:
    parts = urlsplit(url)
    return bool(parts.netloc) and parts.path in ("", "/") and not parts.query


def _is_front_page(page: Page, metadata: Metadata, outline: Outline) -> bool:
    """Whether a page is the site's root, says nowhere that it is an article, and has linked headings and no long text."""
    if not _is_root(page.final_url) or metadata.article or outline.longest_run >= _TEXT:
        return False
    linked = sum(outline.elements[at].find(".//a") is not None for at in outline.of_tag("h2", "h3", "h4"))
    return linked >= _ENTRIES and not any(each.value == "article" for each in metadata.stated(("og:type",)))


def _lists_entries(outline: Outline) -> bool:
    """Several articles beside each other, each with a linked heading, and no main heading of its own among them."""
    linked = 0
    for at in outline.of_tag("h2", "h3"):
        link = outline.elements[at].find(".//a")
        around = next((each for each in outline.ancestors(at) if outline.elements[each].tag in ("article", "li")), None)
        linked += link is not None and around is not None and outline.elements[around].tag == "article"
    return linked >= _ENTRIES and outline.longest_run < _TEXT
