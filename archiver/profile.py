"""A site's profile: what is known of one site, as a TOML file that a person can read and edit."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import attrs

from archiver import urls
from archiver.selector import Selector, SelectorError


class ProfileError(Exception):
    """A profile cannot be used; the message names the file, the key and the remedy."""


@attrs.frozen(kw_only=True)
class SiteProfile:
    """One site, as ``sites/<host>.toml`` states it. All but the home address is optional."""

    home_url: str
    timezone: ZoneInfo | None = None  #: of clocks that the pages show without a zone
    contact: str | None = None  #: mail or web address for the user agent
    delay: float | None = None  #: seconds between requests, at the least
    articles: tuple[re.Pattern[str], ...] = ()  #: paths that are articles
    skip: tuple[re.Pattern[str], ...] = ()  #: paths that are never fetched
    image_hosts: frozenset[str] = frozenset()  #: other hosts that the site's images lie on, without "www."
    fields: Mapping[str, Selector] = attrs.field(factory=dict)  #: field of an article, one of ``FIELDS`` -> where the site's pages show it
    drop: tuple[Selector, ...] = ()  #: what is never part of an article's body
    keys: Mapping[str, str] = attrs.field(factory=dict, repr=False)  #: comment service, one of ``KEYED`` -> the key for its interface

    @property
    def host(self) -> str:
        return urls.site_of(self.home_url)


#: What a profile may say of an article: the fields of ``Article``, and ``body`` for the element that holds its text.
FIELDS = (
    "headline", "standfirst", "byline", "authors", "date_published", "date_modified", "section", "tags", "language", "comment_count", "body",
)  # fmt: skip

#: Comment services that answer only to a key.
KEYED = ("disqus",)

_TEMPLATE = """\
# What Archiver knows of {host}. Every line that starts with # is optional: take the # away to use it.
[site]
home = "{home}"
# timezone = "Europe/Dublin"      # of the clocks that its pages show without a zone

[crawl]
# contact = "mailto:you@example.org"   # told to the site in the user agent
# delay = 2.0                          # seconds between requests, at the least
# articles = ['^/reports/']            # paths that are articles, as regular expressions
# skip = ['^/shop/']                   # paths that are never fetched
# image_hosts = ["cdn.example.net"]    # other hosts that its images lie on, for --media

[article]
# Only for what "archiver extract URL --sources" shows to be read wrongly: where these pages have it, as a CSS selector,
# with ::attr(name) for an attribute and ::text for bare text, or as an XPath behind "xpath:". What matches wins; a page on which
# nothing matches is read as usual.
# headline = 'h1.story-title'
# standfirst = 'p.intro'
# byline = 'p.credit'                              # the line; its names are the authors
# authors = 'p.credit a'                           # one match a name
# date_published = 'time.first::attr(datetime)'
# date_modified = "xpath://p[starts-with(., 'Updated')]/time"
# section = '.breadcrumb li:last-child'
# tags = 'ul.topics a'                             # one match a tag
# language = 'html::attr(lang)'
# comment_count = 'a.comments-count'               # the number in it
# body = 'div.story'                               # what holds the text
# drop = ['.newsletter-box', '.editors-note']      # what is never part of the text

[keys]
# Of comment services that answer only to one.
# disqus = "..."   # the public key of an application registered at https://disqus.com/api/applications/
"""
_KEYS = {
    "site": {"home", "timezone"},
    "crawl": {"contact", "delay", "articles", "skip", "image_hosts"},
    "article": {*FIELDS, "drop"},
    "keys": set(KEYED),
}


def path_of(folder: Path, url: str) -> Path:
    """Where the profile of a URL's site lies in an archive folder."""
    return folder / "sites" / (urls.site_of(url).replace(":", "_").replace("[", "").replace("]", "") + ".toml")


def find_or_make(folder: Path, url: str) -> SiteProfile:
    """The profile of a URL's site; a commented one is written where there is none yet.

    :raises ProfileError: for a file that is not valid.
    """
    path = path_of(folder, url)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_TEMPLATE.format(host=urls.site_of(url), home=urls.canonical(url)), "utf-8")
    return load(path)


def find(folder: Path, url: str) -> SiteProfile:
    """The profile of a URL's site; where there is none yet, one that says nothing.

    :raises ProfileError: for a file that is not valid.
    """
    path = path_of(folder, url)
    return load(path) if path.exists() else SiteProfile(home_url=urls.canonical(url))


def load(path: Path) -> SiteProfile:
    """Reads and checks one profile.

    :raises ProfileError: naming the file, the key and what would be right.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ProfileError(f"{path} is not valid TOML: {error}. Mend that line, or remove the file to have a new one written.") from error
    for table, values in data.items():
        unknown = set(values) - _KEYS.get(table, set()) if isinstance(values, dict) else {table}
        if table not in _KEYS or unknown:
            known = ", ".join(f"{name}.{key}" for name, keys in _KEYS.items() for key in sorted(keys))
            raise ProfileError(f"{path}: {table}.{', '.join(sorted(unknown))} is not a key of a profile. Known are: {known}.")
    site, crawl, article = (data.get(name, {}) for name in ("site", "crawl", "article"))
    home = _expect(path, "site.home", site.get("home"), str)
    if home is None or urls.absolute(home, home) is None:
        raise ProfileError(f'{path}: site.home must be the http(s) address of the site, such as "https://example.org/".')
    delay = _expect(path, "crawl.delay", crawl.get("delay"), (int, float))
    if delay is not None and delay < 0:
        raise ProfileError(f"{path}: crawl.delay is {delay}; it counts seconds and cannot be negative.")
    return SiteProfile(
        home_url=urls.canonical(home),
        timezone=_timezone(path, _expect(path, "site.timezone", site.get("timezone"), str)),
        contact=_expect(path, "crawl.contact", crawl.get("contact"), str),
        delay=delay,
        articles=_patterns(path, "crawl.articles", crawl.get("articles", [])),
        skip=_patterns(path, "crawl.skip", crawl.get("skip", [])),
        image_hosts=_hosts(path, "crawl.image_hosts", crawl.get("image_hosts", [])),
        fields={name: _selector(path, f"article.{name}", article[name]) for name in FIELDS if name in article},
        drop=_selectors(path, "article.drop", article.get("drop", [])),
        keys={name: key for name, value in data.get("keys", {}).items() if (key := _expect(path, f"keys.{name}", value, str))},
    )


def _expect(path: Path, key: str, value: Any, kind: type | tuple[type, ...]) -> Any:
    if value is not None and (not isinstance(value, kind) or isinstance(value, bool)):
        wanted = "text in quotes" if kind is str else "a number"
        raise ProfileError(f"{path}: {key} is {value!r}; it must be {wanted}.")
    return value


def _timezone(path: Path, name: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ProfileError(f'{path}: site.timezone "{name}" is not a time zone. Use a name such as "Europe/Dublin" or "UTC".') from error


def _patterns(path: Path, key: str, values: Any) -> tuple[re.Pattern[str], ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise ProfileError(f"{path}: {key} must be a list of regular expressions, such as ['^/news/'].")
    try:
        return tuple(re.compile(value) for value in values)
    except re.error as error:
        raise ProfileError(f"{path}: {key} holds {error.pattern!r}, which is not a regular expression: {error}.") from error


def _hosts(path: Path, key: str, values: Any) -> frozenset[str]:
    if not isinstance(values, list) or not all(isinstance(value, str) and value and "/" not in value for value in values):
        raise ProfileError(f'{path}: {key} is {values!r}; it must be a list of host names, such as ["cdn.example.net"].')
    return frozenset(value.lower().removeprefix("www.") for value in values)


def _selector(path: Path, key: str, value: Any) -> Selector:
    remedy = """Write a CSS selector such as 'h1.title', or an XPath behind "xpath:"."""
    if not isinstance(value, str):
        raise ProfileError(f"{path}: {key} is {value!r}; it must be text in quotes. {remedy}")
    try:
        selector = Selector.parse(value)
    except SelectorError as error:
        raise ProfileError(f"{path}: {key} is {value!r}, which is {error}. {remedy}") from error
    if key in ("article.body", "article.drop") and not selector.selects_elements:
        raise ProfileError(f"{path}: {key} is {value!r}, which selects attributes or bare text; it must select elements. {remedy}")
    return selector


def _selectors(path: Path, key: str, values: Any) -> tuple[Selector, ...]:
    if not isinstance(values, list):
        raise ProfileError(f"{path}: {key} is {values!r}; it must be a list of selectors, such as ['.newsletter-box'].")
    return tuple(_selector(path, key, value) for value in values)
