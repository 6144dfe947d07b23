"""From a page to its thread. One file a comment system.

A *system* is recognised by the markup of its comments, never by its scripts. A *service* is an interface that a page's comments are asked
from: it is recognised by what embeds it, its first request comes from the article's page, and its answers are read by it alone, since
each request carries ``system`` in its context. One page may have both: WordPress' markup and its REST interface.
"""

from __future__ import annotations

from typing import Protocol

import attrs

from archiver.comments import (
    commento,
    discourse_json,
    disqus,
    flarum,
    hackernews,
    isso,
    jsonld,
    remark42,
    repeated,
    substack_api,
    waline,
    walk,
    wordpress,
    wordpress_rest,
    wpdiscuz,
    wpdiscuz_ajax,
)
from archiver.comments.bbpress import BBPRESS
from archiver.comments.blogger import BLOGGER
from archiver.comments.discourse import DISCOURSE
from archiver.comments.discuz import DISCUZ
from archiver.comments.drupal import DRUPAL
from archiver.comments.fluxbb import FLUXBB
from archiver.comments.github import GITHUB
from archiver.comments.hackernews_page import HACKERNEWS
from archiver.comments.ipb import IPB
from archiver.comments.lemmy import LEMMY
from archiver.comments.lesswrong import LESSWRONG
from archiver.comments.lobsters import LOBSTERS
from archiver.comments.microdata import MICRODATA
from archiver.comments.mybb import MYBB
from archiver.comments.nodebb import NODEBB
from archiver.comments.phpbb import PHPBB
from archiver.comments.phpbb2 import PHPBB2
from archiver.comments.punbb import PUNBB
from archiver.comments.reddit import REDDIT
from archiver.comments.simplepress import SIMPLEPRESS
from archiver.comments.slashdot import SLASHDOT
from archiver.comments.smf import SMF
from archiver.comments.spip import SPIP
from archiver.comments.stackexchange import STACKEXCHANGE
from archiver.comments.steam import STEAM
from archiver.comments.substack import SUBSTACK
from archiver.comments.tripadvisor import TRIPADVISOR
from archiver.comments.unreachable import threads_elsewhere
from archiver.comments.vanilla import VANILLA
from archiver.comments.vbulletin import VBULLETIN
from archiver.comments.woltlab import WOLTLAB
from archiver.comments.wpforo import WPFORO
from archiver.comments.xenforo import XENFORO
from archiver.models import FollowUp, Page, Thread


class CommentSystem(Protocol):
    """What a file of this folder offers."""

    @property
    def NAME(self) -> str:  # noqa: N802 - as modules write a constant
        """What records call the system."""
        ...

    def detect(self, page: Page) -> bool:
        """Whether the page holds comments of this system."""
        ...

    def parse(self, page: Page) -> Thread:
        """The comments that the page holds, in reading order."""
        ...

    def follow(self, page: Page) -> tuple[FollowUp, ...]:
        """The requests that the thread still needs, as far as this page tells."""
        ...


class Service(Protocol):
    """What the file of an interface offers."""

    @property
    def NAME(self) -> str:  # noqa: N802 - as modules write a constant
        """What records call it, and ``system`` in the context of its requests."""
        ...

    def embedded(self, page: Page) -> tuple[FollowUp, ...]:
        """The first requests for the thread of an article's page; none where the page does not embed the service."""
        ...

    def parse(self, page: Page) -> Thread:
        """The comments of an answer.

        :raises ValueError: where it is no answer of this service, though it may look like success.
        """
        ...

    def follow(self, page: Page) -> tuple[FollowUp, ...]:
        """The requests that the thread still needs after an answer. Also asked of failures (``status`` is not 200, 0 where none came)."""
        ...


#: In this order: wpDiscuz prints WordPress' classes on its comments too, and several declare their comments as schema.org's as well.
SYSTEMS: tuple[CommentSystem, ...] = (
    wpdiscuz, wordpress, STACKEXCHANGE, XENFORO, DISCOURSE, DRUPAL, IPB, PHPBB, BLOGGER, VBULLETIN, NODEBB, VANILLA, SLASHDOT, REDDIT, GITHUB,
    SMF, MYBB, BBPRESS, WPFORO, SIMPLEPRESS, WOLTLAB, DISCUZ, PUNBB, PHPBB2, SPIP, SUBSTACK, FLUXBB, flarum, LEMMY, LOBSTERS, LESSWRONG, STEAM,
    TRIPADVISOR, HACKERNEWS, MICRODATA, jsonld, repeated,
)  # fmt: skip


#: Interfaces, each asked by the pages that embed it.
SERVICES: tuple[Service, ...] = (
    wordpress_rest, wpdiscuz_ajax, isso, remark42, waline, commento, disqus, discourse_json, hackernews, substack_api,
)  # fmt: skip


#: Of these, those that tell the comments of a page's own markup once more, under the same ids.
_BESIDE_MARKUP: tuple[Service, ...] = (wordpress_rest, wpdiscuz_ajax, discourse_json, hackernews, substack_api)


def parse_thread(page: Page) -> Thread:
    """The page's thread, parsed once; without comments, but with the announced count, where no system's comments are on the page.

    :raises ValueError: where an interface's answer is none.
    """
    if page.thread is None and (service := _service(page)) is not None:
        page.thread = service.parse(page) if service in _BESIDE_MARKUP else _named_apart(service.parse(page), service.NAME)
    if page.thread is None:
        found = (system.parse(page) for system in SYSTEMS if system.detect(page))
        thread = next((thread for thread in found if thread.comments or thread.opening), None) or wordpress.announces(page)
        page.thread = attrs.evolve(walk.without_opening(page, thread), unreachable=threads_elsewhere(page))
    return page.thread


def follow_ups(page: Page) -> tuple[FollowUp, ...]:
    """What has to be fetched to have the whole thread; nothing for a page without comments, or with those of a page before, so that a walk ends."""
    if (service := _service(page)) is not None:
        return service.follow(page)
    thread = parse_thread(page)
    system = next((each for each in SYSTEMS if thread.system == each.NAME), None) if walk.goes_on(page, thread) else None
    own = walk.carrying(system.follow(page), page, thread) if system is not None else ()
    first = () if page.kind == "comments" else tuple(each for service in SERVICES for each in service.embedded(page))
    return own + first


def _named_apart(thread: Thread, name: str) -> Thread:
    """A service's thread with its name in the keys: a page may have comments of its own under the same numbers."""
    comments = (
        attrs.evolve(each, key=f"{name}:{each.key}", parent_key=each.parent_key and f"{name}:{each.parent_key}") for each in thread.comments
    )
    return attrs.evolve(thread, comments=tuple(comments))


def _service(page: Page) -> Service | None:
    """The service whose answer a page is."""
    return next((service for service in SERVICES if page.context.get("system") == service.NAME), None)
