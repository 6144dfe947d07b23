"""The one address of an article: what tells two copies of a page from two articles."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from archiver import urls
from archiver.models import Page

# WordPress' addresses of later comment pages: the same article.
_COMMENT_PAGE = re.compile(r"/comment-page-\d+/?$")


def declared_canonical(page: Page) -> str | None:
    """The address in ``<link rel=canonical>``, absolute and without fragment."""
    head = page.tree.find("head")
    for link in (head if head is not None else page.tree).iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            return urls.absolute(page.base_url, link.get("href"))
    return None


def article_address(page: Page) -> str:
    """The declared canonical address where it is credible, else the final one.

    Credible is an address of the same site. Themes that declare the site's root on every page, or a comment page, are not believed.
    """
    final = urls.canonical(_COMMENT_PAGE.sub("/", page.final_url))
    declared = declared_canonical(page)
    if declared is None or not urls.same_site(declared, final):
        return final
    address = urls.canonical(_COMMENT_PAGE.sub("/", declared))
    is_root = urlsplit(address).path == "/" and not urlsplit(address).query
    return final if is_root else address
