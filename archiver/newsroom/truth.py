"""The truth: what a perfect archiver stores of a story. Written from the content, never read back from the page."""

from __future__ import annotations

from archiver.models import Article, Byline, Comment, Image, Moment
from archiver.moments import parse_moment
from archiver.newsroom.marks import to_text
from archiver.newsroom.story import Remark, Story
from archiver.newsroom.threads import Node, pages
from archiver.newsroom.wording import byline, clock, month


def article(story: Story, base_url: str, section: str) -> Article:
    """The article of a story; what its page does not state is None."""
    url = base_url + story.path
    return Article(
        url=url,
        canonical_url=url,
        headline=story.headline,
        standfirst=story.standfirst,
        byline=byline(story.writers),
        authors=tuple(Byline(name=each.name, url=f"{base_url}/author/{each.slug}/", kind=each.kind) for each in story.writers),
        date_published=_published(story),
        date_modified=_moment(story.modified.isoformat()) if story.modified else None,
        section=section,
        tags=tuple(story.tags),
        language=story.language,
        body_text=to_text(story.body),
        images=tuple(Image(url=base_url + each.path, caption=each.caption, credit=each.credit) for each in story.pictures),
        comment_count=_count(story),
        comments_open=None if story.discussion == "none" else story.comments_open,
        access=story.access,
    )


def comments(story: Story) -> tuple[Comment, ...]:
    """All comments that the pages of a story's thread show, page by page in reading order."""
    found = []
    for page in pages(story):
        nodes = [node for root in page for node in root.walk()]
        found += [_comment(story, node, position) for position, node in enumerate(nodes)]
    return tuple(found)


def _published(story: Story) -> Moment | None:
    if story.dateline == "none":
        return None
    return _moment(story.posted.isoformat() if story.dated else month(story.posted))


def _count(story: Story) -> int | None:
    """wpDiscuz says 0; a native thread without comments says nothing."""
    if story.discussion == "none":
        return None
    return story.announced if story.discussion == "wpdiscuz" else story.announced or None


def _comment(story: Story, node: Node, position: int) -> Comment:
    remark, wpdiscuz = node.remark, story.discussion == "wpdiscuz"
    separate = wpdiscuz and story.separate_votes
    return Comment(
        key=str(remark.id),
        parent_key=str(node.parent.id) if node.parent else None,
        parent_source="id" if wpdiscuz else "nesting",
        depth=node.depth,
        position=position,
        author=remark.author,
        author_url=remark.url,
        posted=_posted(remark),
        text=to_text(remark.text),
        likes=remark.likes if separate else None,
        dislikes=remark.dislikes if separate else None,
        votes=remark.votes if wpdiscuz and not separate else None,
        flags=frozenset(remark.flags),
        reply_to=node.parent.author if node.parent and wpdiscuz else None,
    )


def _posted(remark: Remark) -> Moment | None:
    if remark.posted is None:
        return None
    return _moment(remark.posted.isoformat() if remark.posted.tzinfo else clock(remark.posted))


def _moment(raw: str) -> Moment:
    moment = parse_moment(raw, source="", language="en")
    if moment is None:
        raise ValueError(f"the newsroom states a date that cannot be read: {raw}")
    return moment
