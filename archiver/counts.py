"""What the number counts that is announced over a thread, and how many of that a thread shows: systems count differently.

The words are as they are stored, and as they stand behind the number: "announced 91 comments and pingbacks, shown 74".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

COMMENTS = "comments"  #: schema.org's commentCount, and most systems; an opening post is none
WITH_PINGBACKS = "comments and pingbacks"  #: WordPress' headings: all that was approved, of whatever type
WITHOUT_PINGBACKS = "comments without pingbacks"  #: WordPress' interface, which lists one type
THREADS = "threads"  #: roots alone, without the answers to them
POSTS = "posts"  #: of a topic: the opening post, which is the article, and all comments

#: What is counted -> how many are shown, of (comments, of these pingbacks and trackbacks, of these roots).
_SHOWN: Mapping[str | None, Callable[[int, int, int], int]] = {
    COMMENTS: lambda comments, pingbacks, roots: comments,
    WITH_PINGBACKS: lambda comments, pingbacks, roots: comments,
    WITHOUT_PINGBACKS: lambda comments, pingbacks, roots: comments - pingbacks,
    THREADS: lambda comments, pingbacks, roots: roots,
    POSTS: lambda comments, pingbacks, roots: comments + 1,
    None: lambda comments, pingbacks, roots: comments,  # not known: all that there is
}


def shown(counted: str | None, *, comments: int, pingbacks: int, roots: int) -> int:
    """How many a thread shows of what its announced number counts.

    :param comments: all comments of the thread.
    :param pingbacks: of these, pingbacks and trackbacks.
    :param roots: of these, such as answer none, as far as is known.
    """
    return _SHOWN[counted](comments, pingbacks, roots)


def in_words(number: int, counted: str | None) -> str:
    """``1,091 comments and pingbacks``; the bare number where it is not known what it counts."""
    return f"{number:,} {counted}" if counted else f"{number:,}"
