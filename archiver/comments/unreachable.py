"""Threads that a page embeds and that cannot be read: recognised, recorded with what names them, and never asked for.

A row needs the element that the service fills, or an element that names the thread; a script that every page of a site loads is no thread.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qsl, urlsplit

import attrs
from lxml.html import HtmlElement

from archiver.comments import discourse_json, disqus
from archiver.comments.answers import setting
from archiver.comments.numbers import whole_number
from archiver.index import Index
from archiver.models import Page, Unreachable
from archiver.text import inline_text


@attrs.frozen
class Token:
    """Which elements are meant: ``#id``, ``.class`` or ``<tag>``, then any number of ``[attribute]`` and ``[attribute=value]``."""

    name: str  #: of the id, class or tag, with its mark; empty: any element
    conditions: tuple[tuple[str, str], ...]  #: (attribute, value); an empty value is any

    @classmethod
    def parse(cls, text: str) -> Token:
        name, _, rest = text.partition("[")
        pairs = (each.strip("[]").partition("=") for each in rest.split("][")) if rest else ()
        return cls(name.rstrip(">"), tuple((attribute, value) for attribute, _, value in pairs))

    def places(self, index: Index) -> Iterator[int]:
        """The positions of the elements that are meant."""
        return (at for at in self._named(index) if self._has_all(index.elements[at]))

    def _named(self, index: Index) -> Iterable[int]:
        mark, word = self.name[:1], self.name[1:]
        if mark == "#":
            return index.of_id(word)
        if mark == ".":
            return index.of_class(word)
        return index.tags.get(word, ()) if mark == "<" else index.attributes.get(self.conditions[0][0], ())

    def _has_all(self, element: HtmlElement) -> bool:
        return all(element.get(name) == value if value else element.get(name) is not None for name, value in self.conditions)


def _tokens(texts: tuple[str, ...]) -> tuple[Token, ...]:
    return tuple(Token.parse(text) for text in texts)


@attrs.frozen(kw_only=True)
class Embed:
    """How one service is embedded."""

    system: str
    reason: str
    signs: tuple[str, ...]  #: one of them stands in every page that embeds it
    holders: tuple[Token, ...] = attrs.field(converter=_tokens)  #: elements that are the thread's, or name it
    attributes: tuple[str, ...] = ()  #: of these elements: what names the thread
    settings: tuple[str, ...] = ()  #: of scripts: what names the thread
    addresses: tuple[str, ...] = ()  #: patterns of addresses, each with a named group, which is what names the thread
    counters: tuple[Token, ...] = attrs.field(default=(), converter=_tokens)  #: elements with the number of comments as their text


_LOGIN = "the comments are shown to scripts of the service alone, and its interface wants a login"
_GITHUB = "the comments are kept in GitHub, whose interface for them wants a token"
_CLOSED = "the service is closed, and its comments are offline"

#: In the order of how often pages carry them.
EMBEDS = (
    Embed(
        system="facebook", reason=_LOGIN, signs=("fb-comments", "fb:comments", "plugins/feedback.php", "plugins/comments.php"),
        holders=(".fb-comments", "<fb:comments>"),
        attributes=("data-href", "href"), counters=(".fb-comments-count", ".fb_comments_count", "<fb:comments-count>"),
    ),
    Embed(
        system="viafoura", reason=_LOGIN, signs=("vf-con", "vf-comments", "vf-live", "vf:container_id"),
        holders=("<vf-conversations>", "<vf-conversations-starter>", "<vf-comments>", "<vf-livecomments>", ".vf-conversations",
                 "[vf-container-id]", "[name=vf:container_id]"),
        attributes=("vf-container-id", "content"), counters=(".vf-conversations-count", "<vf-conversations-count>"),
    ),
    Embed(
        system="openweb", reason=_LOGIN, signs=("spotim", "spot-im", "data-spot-id"),
        holders=("[data-spotim-module=conversation]", "[data-spotim-app=conversation]", ".spot-im-frame-inpage", "[data-spot-id][data-post-id]",
                 "[data-spotim-module=spotim-launcher][data-post-id]"),
        attributes=("data-spot-id", "data-post-id", "data-post-url"),
        addresses=(r"spot\.im/spot/(?P<spot>sp_\w+)",), counters=(".spot-im-replies-count", ".spotim-messages-count"),
    ),
    Embed(
        system="livefyre", reason=_CLOSED, signs=("livefyre",),
        holders=("#livefyre-comments", "#livefyre", ".livefyre-comments", "#livefyre-app-comments"),
        attributes=("data-lf-site-id", "data-lf-article-id"), settings=("siteId", "articleId", "network"), counters=(".livefyre-commentcount",),
    ),
    Embed(
        system="coral", reason=_LOGIN, signs=("coral_", "coral-"),
        holders=("#coral_thread", "#coral_talk_stream", "#coral_comments", "#coral-comments", ".coral-talk-stream"),
        attributes=("data-coral-id", "data-coral-url"), settings=("storyID", "storyURL", "rootURL", "asset_id", "asset_url"),
        counters=(".coral-count",),
    ),
    Embed(
        system="vuukle", reason=_LOGIN, signs=("vuukle",),
        holders=("#vuukle-comments", "#vuukle_div", ".vuukle-comments", "#vuukle-comment"),
        settings=("apiKey", "articleId"), counters=(".vuukle-comment-count", ".vuukle-count"),
    ),
    Embed(
        system="insticator", reason=_LOGIN, signs=("insticator",),
        holders=("#insticator-commenting", ".instiengage-comments"),
        attributes=("data-cu-uuid", "data-ext-page-id"),
    ),
    Embed(
        system="hyvor", reason="its interface wants the key of the site's owner", signs=("hyvor-talk",),
        holders=("<hyvor-talk-comments>", "#hyvor-talk-view"),
        attributes=("website-id", "page-id"), settings=("HYVOR_TALK_WEBSITE", "HYVOR_TALK_PAGE_ID"),
        counters=("<hyvor-talk-comment-count>",),
    ),
    Embed(
        system="giscus", reason=_GITHUB, signs=("giscus",),
        holders=("<giscus-widget>", "[data-repo][data-mapping]"),
        attributes=("data-repo", "data-repo-id", "data-category-id", "data-mapping", "data-term", "repo", "repoid", "mapping", "term"),
    ),
    Embed(
        system="utterances", reason=_GITHUB, signs=("utteranc",),
        holders=("[repo][issue-term]", "[repo][issue-number]"),
        attributes=("repo", "issue-term", "issue-number"),
    ),
)  # fmt: skip

# Facebook's plugin as a frame of its own.
_FRAMED = "facebook"
_FRAME = re.compile(r"facebook\.com/(?:v[\d.]+/)?plugins/(?:comments|feedback)\.php$")
_DISQUS_COUNTERS = _tokens((".disqus-comment-count",))
_LONGEST = 300  # of an identifier


def threads_elsewhere(page: Page) -> tuple[Unreachable, ...]:
    """The threads of a page that cannot be read, each service once."""
    if page.kind not in ("article", "listing"):
        return ()
    found = [each for embed in EMBEDS if (each := _recorded(embed, page)) is not None]
    if (topic := discourse_json.unreachable(page)) is not None:
        found.append(topic)
    if (thread := disqus.unreachable(page)) is not None:
        found.append(attrs.evolve(thread, announced_count=_announced(_DISQUS_COUNTERS, page)))
    return tuple(found)


def _recorded(embed: Embed, page: Page) -> Unreachable | None:
    holders = _matching(embed.holders, page)
    framed = _framed(page) if embed.system == _FRAMED else None
    if (not holders and framed is None) or not any(sign in page.text for sign in embed.signs):
        return None
    named = dict(_named(embed, holders, page.text)) | ({"href": framed} if framed else {})
    count = _announced(embed.counters, page)
    return Unreachable(system=embed.system, reason=embed.reason, identifiers=tuple(named.items()), announced_count=count)


def _matching(tokens: tuple[Token, ...], page: Page) -> list[HtmlElement]:
    return list(page.index.at({at for token in tokens for at in token.places(page.index)}))


def _named(embed: Embed, holders: list[HtmlElement], text: str) -> Iterator[tuple[str, str]]:
    """What names the thread; the first of each stands."""
    seen: set[str] = set()
    for name, value in _candidates(embed, holders, text):
        if value and name not in seen and len(value) <= _LONGEST:
            seen.add(name)
            yield name, value


def _candidates(embed: Embed, holders: list[HtmlElement], text: str) -> Iterator[tuple[str, str | None]]:
    for holder in holders:
        for name in embed.attributes:
            # A meta element's value is called by the element's name.
            yield (holder.get("name") or name) if name == "content" else name, (holder.get(name) or "").strip()
    for name in embed.settings:
        yield name, setting(name, text)
    for pattern in embed.addresses:
        if match := re.search(pattern, text):
            yield from match.groupdict().items()


def _framed(page: Page) -> str | None:
    """The address whose comments Facebook's frame shows; None without such a frame."""
    for frame in page.index.of_tag("iframe"):
        parts = urlsplit(frame.get("src") or "")
        if _FRAME.search(parts.netloc + parts.path):
            return dict(parse_qsl(parts.query)).get("href", "")
    return None


def _announced(counters: tuple[Token, ...], page: Page) -> int | None:
    """The number that the page shows for its thread; None where its elements show several, since some are then of other articles."""
    shown = (whole_number(inline_text(element)) for element in _matching(counters, page))
    numbers = {number for number in shown if number is not None}
    return numbers.pop() if len(numbers) == 1 else None
