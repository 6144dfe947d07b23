"""From a page to its thread. One file a comment system; each is recognised by the markup of its comments, never by its scripts."""

from __future__ import annotations

from typing import Protocol

from archiver.comments import repeated, wordpress, wpdiscuz
from archiver.comments.announced import announced_count
from archiver.comments.blogger import BLOGGER
from archiver.comments.discourse import DISCOURSE
from archiver.comments.drupal import DRUPAL
from archiver.comments.github import GITHUB
from archiver.comments.ipb import IPB
from archiver.comments.mybb import MYBB
from archiver.comments.nodebb import NODEBB
from archiver.comments.phpbb import PHPBB
from archiver.comments.reddit import REDDIT
from archiver.comments.slashdot import SLASHDOT
from archiver.comments.smf import SMF
from archiver.comments.spip import SPIP
from archiver.comments.stackexchange import STACKEXCHANGE
from archiver.comments.vanilla import VANILLA
from archiver.comments.vbulletin import VBULLETIN
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


#: In this order: wpDiscuz prints WordPress' classes on its comments too.
SYSTEMS: tuple[CommentSystem, ...] = (
    wpdiscuz, wordpress, STACKEXCHANGE, XENFORO, DISCOURSE, DRUPAL, IPB, PHPBB, BLOGGER, VBULLETIN, NODEBB, VANILLA, SLASHDOT, REDDIT, GITHUB,
    SMF, MYBB, SPIP, repeated,
)  # fmt: skip


def parse_thread(page: Page) -> Thread:
    """The page's thread, parsed once; without comments, but with the announced count, where no system's comments are on the page."""
    if page.thread is None:
        found = (system.parse(page) for system in SYSTEMS if system.detect(page))
        page.thread = next((thread for thread in found if thread.comments or thread.opening), Thread(announced_count=announced_count(page)))
    return page.thread


def follow_ups(page: Page) -> tuple[FollowUp, ...]:
    """What has to be fetched to have the whole thread; nothing for a page without comments, so that a walk along pages ends."""
    name = parse_thread(page).system
    return next((system.follow(page) for system in SYSTEMS if name == system.NAME), ())
