"""What every field's reader needs of one page: its metadata, its outline, and where the article stands in it."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Mapping
from datetime import tzinfo
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import attrs

from archiver import urls
from archiver.extract.metadata import Candidate, Metadata, strings, types
from archiver.extract.outline import Element, Outline
from archiver.extract.weighing import Weighed
from archiver.models import Page
from archiver.text import INVISIBLE, fold, inline_text, short_text

if TYPE_CHECKING:
    from archiver.selector import Selector

#: WordPress' classic and block class names for the name of the site.
_SITE_TITLES = frozenset({"site-title", "wp-block-site-title"})
#: The id of what holds phpBB's logo, and in a heading the name of the board. (WordPress gives its tagline a class of the name.)
_SITE_OF_PHPBB = "site-description"
_FEED_TITLE = re.compile(r"(?:\s*[»|–-]\s*(?:RSS |Atom |Comments )?|\s+(?:RSS|Atom) )Feed$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(?:page/?)?\d+/")
#: The entry of a folder, as forums and older software link it.
_ENTRY = re.compile(r"(?<=/)index\.\w+$")
#: Class names of labels that only screen readers tell (WordPress, Bootstrap, Tailwind).
_HIDDEN = frozenset({"screen-reader-text", "sr-only", "visually-hidden", "visuallyhidden", "assistive-text", "off-screen", "offscreen"})
_NUMERIC = re.compile(r"(?<![\d./-])(\d\d?)[/.-](\d\d?)[/.-](?:19|20)\d\d(?![\d./-])")
_PARAGRAPHS = frozenset({"p", "blockquote", "ul", "ol"})
_LISTS = frozenset({"ul", "ol"})
# The share of a container's text that may stand before its headline: menus, a teaser.
_FEW = 0.2
#: Characters; furniture with more of them is a list or a box.
_SMALL = 300
#: Characters; what says more than this is no line, no name, no standfirst.
_LONGEST_FIELD = 1_000
#: Characters; a shorter paragraph may be a date line or a byline.
PROSE = 60


@attrs.define
class Reading:
    """One page being read. ``headline_at``, ``container`` and ``scope`` are positions in the outline, set as they become known."""

    page: Page
    metadata: Metadata
    outline: Outline
    timezone: tzinfo | None = None
    site_names: frozenset[str] = frozenset()  #: folded
    overrides: Mapping[str, Selector] = attrs.field(factory=dict)  #: field -> where the site's profile says that it is
    unwanted: frozenset[Element] = frozenset()  #: what the profile says is never part of the body
    weighed: list[Weighed] | None = None  #: takes every candidate with its verdict; None: nobody asks
    language: str | None = None
    headline: str | None = None
    headline_at: int | None = None  #: the visible heading
    container: int | None = None  #: what holds the body
    first_text: int = 0  #: where the body's running text begins
    scope: int = 0  #: what holds heading, body, byline and date
    dated: Iterator[Any] | None = None  #: the dates of head and foot, as far as they have been read (see datelines)
    lines: dict[int, list[Any]] = attrs.field(factory=dict)  #: position -> the dates of its texts, once they have been read (see datelines)

    def weigh(self, field: str, candidate: Candidate, verdict: str) -> None:
        """Keeps what is thought of a candidate, if anybody asks."""
        if self.weighed is not None and (weighed := Weighed(field, candidate.value, candidate.source, verdict)) not in self.weighed:
            self.weighed.append(weighed)

    def near(self, positions: list[int]) -> Iterator[Element]:
        """The elements at ``positions`` that belong to this article, its head before its foot, and the inside of its body left out."""
        start, end = self.scope, self.outline.ends[self.scope]
        return (self.outline.elements[each] for each in positions if start <= each < end and not self.in_text(each))

    def around(self, positions: list[int]) -> Iterator[Element]:
        """The elements at ``positions`` that belong to this article, wherever they stand in it."""
        start, end = self.scope, self.outline.ends[self.scope]
        return (self.outline.elements[each] for each in positions if start <= each < end)

    def asides(self) -> Iterator[tuple[Element, bool]]:
        """The elements of small furniture in the article's head, each with whether it stands under the headline.

        Themes put the date and the author there, too: in an ``<aside>``, in the share bar.
        """
        if self.headline_at is None:
            return
        for position, root in self.outline.asides:
            inside = self.scope < position <= self.first_text < self.outline.ends[self.scope]
            if inside and root.tag not in INVISIBLE and short_text(root, _SMALL) is not None:
                yield from ((each, position > self.headline_at) for each in root.iter() if isinstance(each.tag, str))

    def leads_away(self, href: str | None) -> bool:
        """Whether a link leads to another page than this one."""
        return self._other_page(href) is not None

    def leads_elsewhere(self, href: str | None) -> bool:
        """Whether a link leads to another page of the site."""
        address = self._other_page(href)
        return address is not None and urls.same_site(address, self.page.final_url)

    def _other_page(self, href: str | None) -> str | None:
        """The address that a link leads to, unless it is this page's."""
        address = urls.absolute(self.page.base_url, href)
        return address if address is not None and urls.key(address) != urls.key(self.page.final_url) else None

    @cached_property
    def numeric_order(self) -> str | None:
        """A locale that writes days and months in the order of the page's dates: one that shows 25/04/2024 means the 4th of March by 04/03."""
        firsts, seconds = set(), set()
        for match in _NUMERIC.finditer(" ".join(self.page.tree.itertext())):
            firsts.add(int(match[1]) > 12)
            seconds.add(int(match[2]) > 12)
        if (True in firsts) == (True in seconds):
            return None
        return "en-GB" if True in firsts else "en-US"

    def in_text(self, position: int) -> bool:
        """Whether a position lies deep in the body: not in it at all, nor before its first running text."""
        return self.container is not None and self.first_text <= position < self.outline.ends[self.container]


def first_text(outline: Outline, container: int, headline: int | None = None) -> int:
    """Where the running text of the body begins: behind the headline, where little of it stands before that.

    A list that holds the headline or whole paragraphs is a layout, as pages were built before style sheets could place things.
    """
    end = outline.ends[container]
    is_inside = (
        headline is not None
        and container < headline < end
        and _weight_before(outline, container, headline) < _FEW * outline.weights[container]
    )
    for at in range(headline if headline is not None and is_inside else container + 1, end):
        tag = outline.elements[at].tag
        if tag in _PARAGRAPHS and outline.weights[at] >= PROSE and not (tag in _LISTS and _is_layout(outline, at, headline)):
            return at
    return end


def _is_layout(outline: Outline, at: int, headline: int | None) -> bool:
    end = outline.ends[at]
    if headline is not None and at < headline < end:
        return True
    places = outline.tags.get("p", [])
    inside = places[bisect(places, at) : bisect(places, end - 1)]
    return any(outline.weights[each] >= PROSE for each in inside)


def _weight_before(outline: Outline, container: int, at: int) -> int:
    """Characters of running text that a container holds before a position."""
    weight = 0
    while at > container:
        parent = outline.parents[at]
        sibling = parent + 1
        while sibling < at:
            weight += outline.weights[sibling]
            sibling = outline.ends[sibling]
        at = parent
    return weight


def descriptions(metadata: Metadata) -> frozenset[str]:
    """What the page tells machines that it is about, folded."""
    stated = [each.value for each in metadata.stated(("og:description", "description", "twitter:description"))]
    stated += [each.value for name in ("description", "alternativeHeadline") for each in metadata.declared(name)]
    return frozenset(filter(None, map(fold, stated)))


def site_names(metadata: Metadata, outline: Outline, page: Page) -> frozenset[str]:
    """Every spelling of the site's name that the page declares, folded: OpenGraph, schema.org, feeds, WordPress' site title, links up."""
    names = [each.value for each in metadata.stated(("og:site_name", "application-name", "apple-mobile-web-app-title", "al:ios:app_name"))]
    for node in metadata.of_type("WebSite"):
        names += strings(node.get("name")) + strings(node.get("alternateName"))
    for node in metadata.resolve(metadata.article.get("publisher")):
        if "Person" not in types(node):  # search plugins make whose site it is the publisher
            names += strings(node.get("name"))
    names += [inline_text(each) for each in _site_titles(outline)]
    names += [inline_text(each) for holder in page.index.at(page.index.of_id(_SITE_OF_PHPBB)) for each in holder.iter("h1")]
    names += [inline_text(each) for each in _links_up(outline, page)]
    for link in page.index.of_tag("link"):
        if "alternate" in (link.get("rel") or "") and _FEED_TITLE.search(link.get("title") or ""):
            names.append(_FEED_TITLE.sub("", link.get("title")))
            break
    return frozenset(filter(None, map(fold, names)))


def _site_titles(outline: Outline) -> Iterator[Element]:
    """Where the page shows the site's name: in a header of the page, or anywhere else."""
    yield from (outline.elements[at] for at in outline.of_class(*_SITE_TITLES)[:2])
    for header in outline.dropped:
        if header.tag == "header" or "site-header" in (header.get("class") or ""):
            yield from (
                each for each in header.iter("p", "h1", "div", "span") if not _SITE_TITLES.isdisjoint((each.get("class") or "").split())
            )


def _links_up(outline: Outline, page: Page) -> Iterator[Element]:
    """First-rank headings that link to a page above this one, or the links in them: they name the site or a part of it.

    A headline links to its own page, if at all.
    """
    for at in outline.of_tag("h1"):
        element = outline.elements[at]
        yield from (element for each in element.iterancestors("a") if is_above(each.get("href"), page))
        yield from (each for each in element.iter("a") if is_above(each.get("href"), page))


def front_page_names(page: Page) -> frozenset[str]:
    """What links to the front page say, folded: a forum's trail of links begins with the name of the site."""
    front = (link for link in page.index.of_tag("a") if _is_front_page(link.get("href"), page))
    return frozenset(filter(None, (fold(inline_text(link)) for link in front)))


def _is_front_page(href: str | None, page: Page) -> bool:
    address = urls.absolute(page.base_url, href) if href and (href.endswith("/") or _ENTRY.search(f"/{href}")) else None
    if address is None or urlsplit(address).query or not urls.same_site(address, page.final_url):
        return False
    folder = _folder(address)
    return folder == "/" or (folder != urlsplit(address).path and urlsplit(page.final_url).path.startswith(folder))


def _folder(address: str) -> str:
    """The path of an address; of a folder's entry that of the folder."""
    parts = urlsplit(address)
    return parts.path if parts.query else _ENTRY.sub("", parts.path)


def is_above(href: str | None, page: Page) -> bool:
    """Whether an address is the site's front page, or a folder that this page lies in; the first of an article's pages is none."""
    url, address = page.final_url, urls.absolute(page.base_url, href)
    if address is None or not urls.same_site(address, url):
        return False
    path, above = (f"{_folder(each).rstrip('/')}/" for each in (url, address))
    return path != above and path.startswith(above) and not _PAGE_NUMBER.fullmatch(path, len(above))


def shown(element: Element) -> str:
    """The beginning of what a reader sees of an element, labels for screen readers left out; no field but the body is longer."""
    return inline_text(element, is_spoken, _LONGEST_FIELD)


def is_spoken(element: Element) -> bool:
    """Whether an element is a label that only screen readers tell."""
    classes = element.get("class")
    return classes is not None and not _HIDDEN.isdisjoint(classes.split())
