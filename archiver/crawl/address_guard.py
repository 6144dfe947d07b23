"""Keeps a crawl on the public internet: a page or a redirect must not make us ask the machine's own network.

The hosts that the user named are exempt: whoever asks for http://127.0.0.1:8000/ means it.
"""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred

from archiver.crawl.session import session_of
from archiver.urls import host_of


class PrivateAddress(IgnoreRequest):
    """A request was not sent, since it leads into a private network."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    ip = ip_address(address.partition("%")[0])
    return ip.is_global and not ip.is_multicast


class AddressGuard:
    """Refuses private addresses that stand in the URL itself; names are refused when they are resolved."""

    def __init__(self, named: frozenset[str]):
        self._named = named

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> AddressGuard:
        return cls(frozenset(host_of(seed) for seed in session_of(crawler).options.seeds))

    def process_request(self, request: Request) -> None:
        if host_of(request.url) in self._named:
            return
        name = urlsplit(request.url).hostname or ""
        try:
            public = is_public(name)
        except ValueError:
            public = name != "localhost" and not name.endswith(".localhost")
        if not public:
            raise PrivateAddress(f"private address: {host_of(request.url)}")


class GuardedResolver(CachingThreadedResolver):
    """Resolves names as Scrapy does, and refuses those that lead to private addresses, so that a name cannot stand in for one.

    Settings: ``ARCHIVER_NAMED_HOSTS``, names that the user gave: they are exempt.
    """

    _named: frozenset[str] = frozenset()

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> GuardedResolver:
        resolver = super().from_crawler(crawler, reactor)
        resolver._named = frozenset(crawler.settings.getlist("ARCHIVER_NAMED_HOSTS"))
        return resolver

    def getHostByName(self, name: str, timeout: object = ()) -> Deferred[str]:  # noqa: N802 - Twisted's name
        found: Deferred[str] = super().getHostByName(name)
        return found.addCallback(self._refuse_private, name)

    def _refuse_private(self, address: str, name: str) -> str:
        # An address that stands in the URL itself has passed the AddressGuard.
        if name not in self._named and name != address and not is_public(address):
            raise PrivateAddress(f"private address: {name} is {address}")
        return address
