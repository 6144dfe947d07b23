"""URLs: one spelling for one page, and what belongs to a site."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string

#: Query parameters that tell a site where a reader came from, not which page is wanted. Names are the vendors' documented ones.
TRACKING_PARAMETERS = frozenset(
    # Google Ads and Analytics, Facebook, Microsoft, Twitter, Instagram, TikTok, Yandex, Mailchimp, HubSpot, Marketo, Piwik/Matomo, AT Internet
    "gclid gclsrc dclid gbraid wbraid _ga _gl fbclid fb_action_ids fb_action_types fb_source msclkid twclid igshid igsh ttclid yclid ysclid"
    " mc_cid mc_eid _hsenc _hsmi hsctatracking mkt_tok piwik_campaign piwik_kwd ref_src ref_url cmpid xtor s_cid sr_share"
    " __twitter_impression".split()
)
#: Families of such parameters: Urchin (``utm_source``), Matomo (``mtm_campaign``, ``pk_source``), HubSpot (``hsa_acc``), AT Internet (``at_medium``).
TRACKING_PREFIXES = ("utm_", "mtm_", "pk_", "hsa_", "at_medium", "at_campaign")
#: Parameters that open a reply box on the page that one already has (WordPress, wpDiscuz).
REPLY_PARAMETERS = frozenset({"replytocom"})
_DEFAULT_PORTS = {"http": 80, "https": 443}
# An address that needs no work: lower-case host, no default port, nothing to escape. Most are, and a sitemap may list fifty thousand.
_PLAIN_PATH = r"/[A-Za-z0-9/_~=&?+,;:@-]*(?:[.%][A-Za-z0-9/_~=&?+,;:@-]+)*"
_PLAIN = re.compile(rf"https?://[a-z0-9.-]+(?::(?!80/|443/)\d{{1,5}})?{_PLAIN_PATH}")
_FROM_ROOT = re.compile(rf"(?!//){_PLAIN_PATH}")


def absolute(base: str, href: str | None) -> str | None:
    """The http(s) address that ``href`` means on page ``base``, without fragment; None for anything else (mailto:, javascript:)."""
    if href is not None and "/." not in href:
        if _PLAIN.fullmatch(href):
            return href
        if _FROM_ROOT.fullmatch(href) and (origin := _origin(base)) is not None:
            return origin + href
    return _resolved(base, href)


def _resolved(base: str, href: str | None) -> str | None:
    if href is None or not (href := re.sub(r"[\t\r\n]", "", href).strip()) or href.startswith("#"):
        return None
    try:
        parts = urlsplit(urljoin(base, href))
        port = parts.port
    except ValueError:
        return None  # a malformed host or port: no address at all
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    netloc = host if port in (None, _DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    return safe_url_string(urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, "")))


@lru_cache(maxsize=256)
def _origin(base: str) -> str | None:
    """Scheme, host and port of an address, as in the addresses that are made of it."""
    root = _resolved(base, "/")
    return root.removesuffix("/") if root is not None else None


def is_tracking(parameter: str) -> bool:
    name = parameter.lower()
    return name in TRACKING_PARAMETERS or name.startswith(TRACKING_PREFIXES)


def canonical(url: str) -> str:
    """The address to ask for and to store: no fragment, no tracking or reply parameters; every other query parameter is kept, in its order.

    >>> canonical("https://Example.org:443/a/?utm_source=x&cpage=2#comments")
    'https://example.org/a/?cpage=2'
    """
    if "?" not in url and _PLAIN.fullmatch(url) and "/." not in url:
        return url
    parts = urlsplit(absolute(url, url) or url)
    if not parts.query:
        return urlunsplit(parts)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(name, value) for name, value in pairs if not is_tracking(name) and name.lower() not in REPLY_PARAMETERS]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit(parts._replace(query=query))


def key(url: str) -> str:
    """What two spellings of one address share: ``canonical`` with sorted parameters and one percent-encoding. For comparing, not for asking."""
    plain = canonical(url)
    return canonicalize_url(plain) if "?" in plain or "%" in plain else plain


def host_of(url: str) -> str:
    """Host and port as they stand in the URL, lower case: ``example.org``, ``127.0.0.1:8800``."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def site_of(url: str) -> str:
    """The site that an address belongs to: its host without ``www.``."""
    return host_of(url).removeprefix("www.")


def same_site(one: str, other: str) -> bool:
    return site_of(one) == site_of(other)
