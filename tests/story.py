"""A site with one article and its thread, which a test changes between visits."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import attrs

from tests.web import Answer, Web, article, serve

STORY = "/2024/05/tide/"


@attrs.define
class Site:
    """A site with one article, whose wording and comments a test changes between visits."""

    body: str = "<p>The tide came in at four, and it stayed until the lamps were lit on the quay.</p>"
    headline: str = "The tide came in"
    comments: dict[int, tuple[int, str]] = attrs.field(factory=lambda: {1: (0, "First."), 2: (1, "No, second."), 3: (2, "Third, then.")})
    announced: int | None = None
    status: int = 200
    web: Web | None = None

    def page(self, path: str) -> Answer | str | None:
        if path != STORY:
            return None
        count = len(self.comments) if self.announced is None else self.announced
        thread = f"<div id='comments'><h2 class='comments-title'>{count} comments</h2><ol class='commentlist'>{self._below(0)}</ol></div>"
        return Answer(article(self.headline, body=self.body, after=thread), self.status)

    def _below(self, parent: int) -> str:
        return "".join(
            f"<li class='comment' id='comment-{number}'><cite class='fn'>Ada</cite><div class='comment-content'><p>{text}</p></div>"
            f"<ol class='children'>{self._below(number)}</ol></li>"
            for number, (above, text) in self.comments.items()
            if above == parent or (parent == 0 and above not in self.comments and above != 0)
        )


@contextmanager
def story_site() -> Iterator[Site]:
    """A running one."""
    made = Site()
    with serve(made.page) as web:
        made.web = web
        yield made
