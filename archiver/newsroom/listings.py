"""Which story is listed where. Most are listed everywhere; a few are known to one source alone (``Story.only``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import attrs

from archiver.newsroom.content import Newsroom
from archiver.newsroom.marks import to_text
from archiver.newsroom.story import Mishap, Story
from archiver.newsroom.wording import month

#: Entries on one page of a listing.
PER_PAGE = 6
#: Items of a feed.
FEED_LENGTH = 10
#: The section that lists the mishaps.
MISHAPS_IN = "notices"


@attrs.frozen
class Entry:
    """A line of a listing."""

    path: str
    headline: str
    excerpt: str
    posted: datetime | None  #: None where the listing shows no date
    section: str
    remarks: int | None  #: None where no thread is linked


@attrs.frozen
class Sheet:
    """One page of a listing."""

    heading: str
    entries: Sequence[Entry]
    folder: str  #: the listing's path
    number: int
    count: int

    def path(self, number: int) -> str:
        return self.folder if number == 1 else f"{self.folder}page/{number}/"


def sheet(heading: str, folder: str, entries: Sequence[Entry], number: int) -> Sheet | None:
    """Page ``number`` of a listing; None past its end."""
    count = max(1, -(-len(entries) // PER_PAGE))
    if not 1 <= number <= count:
        return None
    return Sheet(heading, entries[(number - 1) * PER_PAGE : number * PER_PAGE], folder, number, count)


def known_to(newsroom: Newsroom, source: str | None = None) -> list[Story]:
    """The stories that a source lists, newest first: those listed everywhere, and those that this source alone knows."""
    return sorted((story for story in newsroom.stories if story.only in (None, source)), key=lambda story: story.posted, reverse=True)


def dated(newsroom: Newsroom, source: str) -> list[Story]:
    """As ``known_to``, without the stories whose date is not to be known."""
    return [story for story in known_to(newsroom, source) if story.dated]


def home(newsroom: Newsroom) -> list[Entry]:
    return _entries(known_to(newsroom), _linked(newsroom.mishaps))


def section(newsroom: Newsroom, slug: str) -> list[Entry]:
    stories = [story for story in known_to(newsroom, "section") if story.section == slug]
    return _entries(stories, _linked(newsroom.mishaps) if slug == MISHAPS_IN else [])


def archive(newsroom: Newsroom, prefix: str) -> list[Entry]:
    """The entries of a month or a day: ``prefix`` is ``2024/03`` or ``2024/03/04``."""
    return _entries([story for story in dated(newsroom, "archive") if f"{story.posted:%Y/%m/%d}".startswith(prefix)], [])


def tag(newsroom: Newsroom, slug: str) -> list[Entry]:
    return _entries([story for story in known_to(newsroom) if slug in map(slugify, story.tags)], [])


def author(newsroom: Newsroom, slug: str) -> list[Entry]:
    return _entries([story for story in known_to(newsroom) if slug in (writer.slug for writer in story.writers)], [])


def search(newsroom: Newsroom, words: str) -> list[Entry]:
    return _entries([story for story in known_to(newsroom) if words.casefold() in story.headline.casefold()], [])


def months(newsroom: Newsroom) -> dict[str, str]:
    """The archive pages, newest first: path -> name."""
    return {f"/{story.posted:%Y/%m}/": month(story.posted) for story in dated(newsroom, "archive")}


def slugify(tag_name: str) -> str:
    """The address of a tag: letters and digits of any script, dashes between."""
    return "-".join("".join(sign if sign.isalnum() else " " for sign in tag_name.casefold()).split())


def _linked(mishaps: Iterable[Mishap]) -> list[Mishap]:
    # The private page stands in the sidebar, the PDF in a story.
    return [mishap for mishap in mishaps if mishap.kind not in ("private", "pdf")]


def _entries(stories: Iterable[Story], mishaps: Iterable[Mishap]) -> list[Entry]:
    rows = [(story.posted, _of_story(story)) for story in stories]
    rows += [(each.posted, Entry(each.path, each.headline, each.excerpt, each.posted, MISHAPS_IN, None)) for each in mishaps]
    return [entry for _, entry in sorted(rows, key=lambda row: row[0], reverse=True)]


def _of_story(story: Story) -> Entry:
    excerpt = story.standfirst or to_text(story.body).split("\n\n", 1)[0]
    posted = story.posted if story.dated else None
    return Entry(story.path, story.headline, excerpt, posted, story.section, story.announced if story.discussion != "none" else None)
