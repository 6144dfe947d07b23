"""What a page declares for machines: JSON-LD, microdata, OpenGraph and other meta tags, as candidates that name their source."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import attrs

from archiver import urls
from archiver.extract import microdata
from archiver.index import Index
from archiver.text import clean

Node = dict[str, Any]

#: schema.org's Article and the types below it that news sites and forums use.
ARTICLE_TYPES = frozenset(
    {
        "Article",
        "NewsArticle",
        "AnalysisNewsArticle",
        "AskPublicNewsArticle",
        "BackgroundNewsArticle",
        "OpinionNewsArticle",
        "ReportageNewsArticle",
        "ReviewNewsArticle",
        "AdvertiserContentArticle",
        "SatiricalArticle",
        "ScholarlyArticle",
        "TechArticle",
        "MedicalScholarlyArticle",
        "Report",
        "BlogPosting",
        "LiveBlogPosting",
        "SocialMediaPosting",
        "DiscussionForumPosting",
    }
)
#: schema.org's types of whole pages, and of texts that are no articles: what they state is said of this page where there is no article.
PAGE_TYPES = ("WebPage", "MedicalWebPage", "ItemPage", "FAQPage", "QAPage")
WORK_TYPES = ("CreativeWork", "HowTo", "Recipe", "Guide")
#: schema.org's types of pages that list other pages.
LISTING_TYPES = frozenset({"CollectionPage", "SearchResultsPage"})
#: Properties that hold whole other things: an article below them is not the page's own.
_ELSEWHERE = frozenset({"itemListElement", "hasPart", "citation", "relatedLink", "comment", "review", "blogPost", "mentions"})
_ARTICLE_TYPE = re.compile(rf'"@type"\s*:\s*\[?\s*"(?:{"|".join(sorted(ARTICLE_TYPES))})"')
_WRAPPED = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
_WRAPPERS = ("<!", "-->", "]]>")
#: What Remix calls JSON-LD among a page's meta tags; sites that render these themselves write it as one.
_REMIX = "script:ld+json"
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_DECODER = json.JSONDecoder(strict=False)  # line breaks inside strings are common


@attrs.frozen
class Candidate:
    """A value that a page states, and where."""

    value: str
    source: str
    refused: str | None = None  #: why it cannot be chosen, in words, where that was seen when it was found


@attrs.define
class Metadata:
    """Everything declared in a page's head and scripts."""

    meta: dict[str, list[str]] = attrs.field(factory=dict)  #: lower-case name, property or itemprop of ``<meta>`` -> contents
    nodes: list[Node] = attrs.field(factory=list)  #: JSON-LD nodes in document order, those of other things left out
    by_id: dict[str, Node] = attrs.field(factory=dict)  #: JSON-LD nodes by ``@id``
    article: Node = attrs.field(factory=dict)  #: the node of this page's article; empty where there is none
    broken: list[str] = attrs.field(factory=list)  #: scripts of JSON-LD that no parser takes
    marked: list[Node] = attrs.field(factory=list)  #: those of ``nodes`` that are written as microdata, not as JSON-LD

    def stated(self, names: tuple[str, ...], prefix: str = "meta") -> Iterator[Candidate]:
        """What meta tags of these names hold, in the order of the names."""
        for name in names:
            for content in self.meta.get(name.lower(), ()):
                if value := clean(content):
                    yield Candidate(value, name if ":" in name else f"{prefix}:{name}")

    def declared(self, name: str) -> Iterator[Candidate]:
        """The plain texts of a property of the page's article."""
        for value in strings(self.article.get(name)):
            yield Candidate(value, self.source(name))

    def salvaged(self, name: str) -> Iterator[Candidate]:
        """A property of a broken script, where all that it says of that property is one thing: a quotation mark in a title spoils no date."""
        for text in self.broken:
            # Templates forget the quotation marks around a date.
            said = set(re.findall(rf'"{name}"\s*:\s*"?((?<=")[^"\\]+(?=")|\d{{4}}-\d\d-\d\d[T\d:.+Z-]*)', text))
            if len(said) == 1 and _ARTICLE_TYPE.search(text):
                yield Candidate(clean(said.pop()), f"json-ld:{name}")

    def source(self, name: str, node: Node | None = None) -> str:
        """How a property of a node, else of the page's article, is called as a source."""
        return f"{'microdata' if self.is_marked(self.article if node is None else node) else 'json-ld'}:{name}"

    def is_marked(self, node: Node) -> bool:
        """Whether a node is written as microdata."""
        return any(node is each for each in self.marked)

    def works(self, name: str) -> Iterator[Candidate]:
        """A property of the text that the page is, where that is no article but a recipe or the like, and all such say one thing."""
        nodes = [] if self.article else [node for node in self.of_type(*WORK_TYPES) if node.get(name)]
        if len({value for node in nodes for value in strings(node[name])}) == 1:
            kind = min(types(nodes[0]).intersection(WORK_TYPES))
            yield Candidate(strings(nodes[0][name])[0], self.source(f"{kind}.{name}", nodes[0]))

    def resolve(self, value: Any) -> list[Node]:
        """The nodes that a property's value holds or refers to by ``@id``; a bare name becomes a node without a type."""
        return [self._node(each) for each in as_list(value) if isinstance(each, dict | str)]

    def of_type(self, *names: str) -> Iterator[Node]:
        """JSON-LD nodes of any of these types."""
        return (node for node in self.nodes if not types(node).isdisjoint(names))

    def _node(self, value: Node | str) -> Node:
        if isinstance(value, str):
            return self.by_id.get(value) or {"name": value}
        return {**self.by_id.get(str(value.get("@id")), {}), **value}


def as_list(value: Any) -> list[Any]:
    """JSON-LD writes one thing bare and several as a list; an ``@list`` or ``@set`` is a list too."""
    if isinstance(value, dict) and ("@list" in value or "@set" in value):
        value = value.get("@list") or value.get("@set")
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def strings(value: Any) -> list[str]:
    """The texts among a property's values; ``@value`` objects count as their text."""
    plain = (each.get("@value") if isinstance(each, dict) else each for each in as_list(value))
    return [text for each in plain if isinstance(each, str | int) and not isinstance(each, bool) and (text := _unescaped(str(each)))]


def types(node: Node) -> set[str]:
    """The schema.org types of a node, without the vocabulary's address."""
    return {re.split(r"[/#:]", each)[-1] for each in as_list(node.get("@type")) if isinstance(each, str)}


def read(page: Index, url: str) -> Metadata:
    """The metadata of a page."""
    found = Metadata()
    for tag in page.of_tag("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        if name and tag.get("content"):
            found.meta.setdefault(name.strip().lower(), []).append(tag.get("content"))
    for script in page.of_tag("script"):
        if "ld+json" in (script.get("type") or "").lower() and script.text:
            loaded = _loaded(script.text)
            _collect(found, loaded)
            if loaded is None:
                found.broken.append(script.text)
    for text in found.meta.get(_REMIX, ()):
        _collect(found, _loaded(text))
    found.article = _own_article(found, url)
    if not found.article:
        written = len(found.nodes)
        _collect(found, microdata.read(page))
        found.marked = found.nodes[written:]
        found.article = _own_article(found, url, is_sole=True)
    return found


def _loaded(text: str) -> Any:
    """The JSON of a script; None where it is broken beyond wrapping, line breaks in strings, stray commas and a stray tail."""
    bare = text.strip()
    if any(sign in bare for sign in _WRAPPERS):
        bare = _WRAPPED.sub("", _WRAPPED.sub("", bare)).strip()
    attempts = [bare, _TRAILING_COMMA.sub("", bare)]
    if "&quot;" in bare:  # a template has escaped the script as if it were text
        attempts.append(unescape(bare))
    for attempt in attempts:
        try:
            return _DECODER.raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
    return None


def _collect(found: Metadata, loaded: Any) -> None:
    stack: list[tuple[Any, bool]] = [(loaded, True)]
    while stack:
        value, own = stack.pop()
        if isinstance(value, list):
            stack.extend((each, own) for each in reversed(value))
        elif isinstance(value, dict):
            if "@type" in value:
                _keep(found, value, own)
            stack.extend((each, own and name not in _ELSEWHERE) for name, each in reversed(value.items()) if isinstance(each, dict | list))


def _keep(found: Metadata, node: Node, own: bool) -> None:
    if isinstance(node.get("@id"), str):
        found.by_id.setdefault(node["@id"], {}).update(node)
    if own:
        found.nodes.append(node)


def _own_article(found: Metadata, url: str, is_sole: bool = False) -> Node:
    """The article that names this page's address, else the first; in microdata only a sole one, since cards of other articles are items, too."""
    articles = list(found.of_type(*ARTICLE_TYPES))
    here = urls.key(url)
    for node in articles:
        if any(urls.key(address) == here for address in _addresses(node, url)):
            return node
    return articles[0] if articles and (len(articles) == 1 or not is_sole) else {}


def _addresses(node: Node, base: str) -> Iterator[str]:
    for value in (*as_list(node.get("url")), *as_list(node.get("mainEntityOfPage")), node.get("@id")):
        stated = value.get("@id") if isinstance(value, dict) else value
        if isinstance(stated, str) and (address := urls.absolute(base, stated)):
            yield address


def _unescaped(text: str) -> str:
    """JSON-LD is not HTML, yet many plugins write HTML references into it."""
    if "&" not in text and "<" not in text:
        return clean(text)
    # Twice: "&amp;#8217;" is what a plugin makes of an already escaped title.
    return clean(re.sub(r"</?[a-zA-Z][^<>]*>", "", unescape(unescape(text))))
