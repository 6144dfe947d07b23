"""A walk along the pages of a thread, from one to the next: it ends where a page shows again what the first one or the one before showed.

Software answers a page past the end with 200 and the first or the last page, and may link from there to a further one, for ever. So each request
of a walk carries what the pages before it showed; and the key of a topic's opening post, which is no comment wherever it is shown again.
"""

from __future__ import annotations

import hashlib
import json

import attrs

from archiver.models import WALK, FollowUp, Page, Thread


def goes_on(page: Page, thread: Thread) -> bool:
    """Whether a page shows something else than the first page of its walk and the one before it."""
    walked = _walked(page)
    return _shown(thread) not in (walked.get("first"), walked.get("before"))


def carrying(follows: tuple[FollowUp, ...], page: Page, thread: Thread) -> tuple[FollowUp, ...]:
    """The requests that follow a page, with what the requests after them will have to know of it."""
    here = _shown(thread)
    begun = {"first": here} | ({"opening": thread.opening.key} if thread.opening is not None else {})
    walked = json.dumps(begun | _walked(page) | {"before": here})
    return tuple(attrs.evolve(each, context=(*each.context, (WALK, walked))) for each in follows)


def without_opening(page: Page, thread: Thread) -> Thread:
    """The thread of a further page, without the post that its topic opened with; an answer to that is a root."""
    opening = _walked(page).get("opening")
    if opening is None or opening not in {comment.key for comment in thread.comments}:
        return thread
    kept = (comment for comment in thread.comments if comment.key != opening)
    roots = (attrs.evolve(each, parent_key=None) if each.parent_key == opening else each for each in kept)
    return attrs.evolve(thread, comments=tuple(attrs.evolve(each, position=at) for at, each in enumerate(roots)))


def _walked(page: Page) -> dict[str, str]:
    return json.loads(page.context.get(WALK, "{}"))  # type: ignore[no-any-return]  # as carrying() wrote it


def _shown(thread: Thread) -> str:
    """What a page shows, by the keys of its comments. The opening post counts on no page: only the first one tells it apart."""
    return hashlib.sha256(" ".join(comment.key for comment in thread.comments).encode()).hexdigest()[:16]
