"""The newsroom's content: read from the TOML files beside this module, with the truth about it."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import attrs

from archiver.models import Article, Comment
from archiver.newsroom import truth
from archiver.newsroom.story import Mishap, Picture, Remark, Story, Writer

_HERE = Path(__file__).parent


@attrs.define(kw_only=True)
class Newsroom:
    """A whole paper. Mutable: a test may edit a story or a thread, and the next request shows it.

    >>> newsroom = Newsroom.load()
    >>> newsroom.title
    'The Tidewater Courier'
    """

    title: str
    motto: str
    sections: dict[str, str]  #: slug -> name
    pages: list[dict[str, str]]  #: About, Contact: pages that are no articles
    stories: list[Story] = attrs.field(factory=list)
    mishaps: list[Mishap] = attrs.field(factory=list)

    @classmethod
    def load(cls) -> Newsroom:
        """A fresh newsroom from the content files."""
        site = tomllib.loads((_HERE / "site.toml").read_text("utf-8"))
        stories = [_story(tomllib.loads(path.read_text("utf-8"))) for path in sorted((_HERE / "stories").glob("*.toml"))]
        mishaps = [Mishap(**each) for each in site.pop("mishaps")]
        return cls(stories=stories, mishaps=mishaps, **site)

    def articles(self, base_url: str) -> tuple[Article, ...]:
        """Every article that a crawl must end up with, by URL."""
        made = (truth.article(story, base_url, self.sections[story.section]) for story in self.stories)
        return tuple(sorted(made, key=lambda each: each.url))

    def comments(self, base_url: str, article_url: str) -> tuple[Comment, ...]:
        """All comments of an article, over all its HTML comment pages."""
        return truth.comments(self.story_at(article_url.removeprefix(base_url)))

    def failures(self, base_url: str) -> dict[str, str]:
        """URL -> reason, for the addresses that a crawl will record as failed."""
        return {base_url + each.path: each.failure for each in self.mishaps if each.failure}

    def story_at(self, path: str) -> Story:
        """The story with that permalink."""
        return self._found("path", path)

    def story(self, slug: str) -> Story:
        """The story with that slug."""
        return self._found("slug", slug)

    def _found(self, field: str, value: str) -> Story:
        for story in self.stories:
            if getattr(story, field) == value:
                return story
        raise LookupError(f"the newsroom has no story with the {field} {value}")


def _story(data: dict[str, Any]) -> Story:
    data["writers"] = [Writer(**each) for each in data.get("writers", [])]
    data["pictures"] = [Picture(**each) for each in data.get("pictures", [])]
    data["remarks"] = [Remark(**each) for each in data.get("remarks", [])]
    return Story(**data)
