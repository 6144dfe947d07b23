"""An article with its thread that survives as plain text, as copied from a page in a browser: text -> Article and Thread. Pure.

A copied page has lost its markup; what is left are lines. They are told apart by conventions of pages that hold whatever the page: a
theme's labels and buttons, running text that ends as sentences do, signatures above comments. What no line states is None.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

import attrs

from archiver.flattened import headline as headlines
from archiver.flattened import story, thread
from archiver.flattened.headline import NoHeadline
from archiver.flattened.lines import CLOSED, Clock, counted, is_prose, lines_of
from archiver.models import Extraction, Thread

__all__ = ["NoHeadline", "read"]


def read(
    text: str,
    url: str,
    *,
    headline: str | None = None,
    copied: tuple[datetime, datetime] | None = None,
    timezone: tzinfo | None = None,
) -> Extraction:
    """The article and the thread of a copied page.

    :param url: the article's address; the text does not tell it, and where its words are the headline's it tells which line that is.
    :param headline: the line that is the headline, where it is known.
    :param copied: the first and the last instant at which the text can have been copied: relative dates count from it.
    :param timezone: the zone of the site's clocks, from its profile.
    :raises NoHeadline: where no line can be told to be the headline.
    """
    lines, clock = lines_of(text), Clock(copied, timezone)
    spaced = _is_spaced(text)
    found = headlines.find(lines[: thread.begins(lines, 0)], url, headline)
    after = found[0] + 1
    begins = thread.begins(lines, after)
    page = lines[:begins]
    article = story.read(page, [at for at in found if at < len(page)], url, clock, spaced=spaced)
    rest = lines[begins:] if begins is not None else []
    count = next((number for line in rest if (number := counted(line.text)) is not None), None)
    if count is not None:
        article.sources["comment_count"] = "text:heading of the thread"
    closed = any(CLOSED.fullmatch(line.text) for line in rest)
    article = attrs.evolve(article, comment_count=count, comments_open=False if closed else None)
    comments = thread.parse(rest, clock, spaced=spaced)
    system = thread.NAME if comments else None
    return Extraction(article=article, thread=Thread(system=system, comments=comments, announced_count=count))


def _is_spaced(text: str) -> bool:
    """Whether empty lines part the paragraphs: most lines of running text have one before them."""
    prose = [line for line in lines_of(text) if is_prose(line.text)]
    return sum(line.apart for line in prose) > len(prose) / 2
