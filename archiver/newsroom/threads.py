"""The order and the pages of a thread, as WordPress and wpDiscuz print them."""

from __future__ import annotations

from collections import defaultdict

import attrs

from archiver.newsroom.story import Remark, Story


@attrs.frozen
class Node:
    """A remark at its place in the tree."""

    remark: Remark
    depth: int  #: 1 for a root
    parent: Remark | None
    replies: tuple[Node, ...]

    def walk(self) -> list[Node]:
        """The node and all below it, in reading order."""
        return [self, *(below for reply in self.replies for below in reply.walk())]


def tree(story: Story) -> list[Node]:
    """The roots in reading order. Native: oldest first. wpDiscuz: pinned first, then newest first; replies oldest first under both."""
    below: dict[int | None, list[Remark]] = defaultdict(list)
    for remark in story.remarks:
        below[remark.parent].append(remark)

    def build(remark: Remark, depth: int, parent: Remark | None) -> Node:
        replies = sorted(below[remark.id], key=_order)
        return Node(remark, depth, parent, tuple(build(reply, depth + 1, remark) for reply in replies))

    roots = sorted(below[None], key=_order)
    if story.discussion == "wpdiscuz":
        roots.reverse()
        roots.sort(key=lambda root: "pinned" not in root.flags)
    return [build(root, 1, None) for root in roots]


def pages(story: Story) -> list[list[Node]]:
    """The thread's pages, the first one first; one page, perhaps empty, where the thread is not paged."""
    roots = tree(story)
    size = story.paged or len(roots) or 1
    return [roots[start : start + size] for start in range(0, len(roots), size)] or [[]]


def front_page(story: Story) -> int:
    """The 1-based page that the article's own address shows: the newest comments, which stand last natively and first under wpDiscuz."""
    return len(pages(story)) if story.discussion == "native" else 1


def _order(remark: Remark) -> tuple[bool, str, int]:
    # Pingbacks show no date and stand last.
    return remark.posted is None, remark.posted.replace(tzinfo=None).isoformat() if remark.posted else "", remark.id
