"""HTML and XML of the newsroom: templates filled with content."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from archiver.newsroom import listings, metadata, threads, wording
from archiver.newsroom.content import Newsroom
from archiver.newsroom.marks import to_html, to_text
from archiver.newsroom.story import Picture, Story


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=select_autoescape(["html", "xml"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"day": wording.day, "clock": wording.clock, "ago": wording.ago, "slug": listings.slugify}
    environment.filters |= {"short": wording.short_count, "plain": to_text, "marks": lambda text: Markup(to_html(text))}  # noqa: S704
    return environment


class Press:
    """Prints the pages of one newsroom at one address."""

    def __init__(self, newsroom: Newsroom, base_url: str) -> None:
        self.newsroom = newsroom
        self.base_url = base_url

    def fill(self, template: str, **values: Any) -> str:
        """A template with the values that every page needs, and those given."""
        return _environment().get_template(template).render(site=self.newsroom, base=self.base_url, **values)

    def page(self, template: str, **values: Any) -> str:
        """A whole HTML page: the template inside the theme, with its sidebar."""
        defaults = {
            "language": "en-US",
            "charset": "UTF-8",
            "canonical": None,
            "noindex": False,
            "body_class": "page-template-default page",
            "story": None,
        }
        return self.fill(template, **(defaults | self._sidebar() | values))

    def listing(self, sheet: listings.Sheet, body_class: str) -> str:
        """One page of a listing."""
        canonical = self.base_url + sheet.path(sheet.number)
        return self.page("listing.html", title=sheet.heading, sheet=sheet, body_class=body_class, canonical=canonical)

    def single(self, story: Story, comment_page: int | None = None, *, noindex: bool = False) -> str:
        """A story with its thread; ``comment_page`` None is the page that the story's own address shows."""
        pages = threads.pages(story)
        shown = comment_page or threads.front_page(story)
        roots = pages[shown - 1] if 1 <= shown <= len(pages) else []
        return self.page(
            "single.html",
            **self._story_values(story),
            canonical=self.base_url
            + story.path
            + (f"comment-page-{shown}/#comments" if comment_page and story.discussion == "native" else ""),
            noindex=noindex,
            body_class=f"post-template-default single single-post postid-{story.id} single-format-standard",
            roots=roots,
            comment_page=shown,
            comment_pages=len(pages),
            related=self._related(story),
        )

    def print_version(self, story: Story) -> str:
        """The story alone, for paper."""
        return self.page("print.html", **self._story_values(story), canonical=self.base_url + story.path, noindex=True, body_class="print")

    def body(self, story: Story) -> Markup:
        """The inside of ``.entry-content``: the story's text, its pictures, and what the theme puts between."""

        def special(mark: str, rest: str) -> str:
            if mark == "!":
                picture = next(each for each in story.pictures if each.name == rest)
                return self._figure(picture)
            word, _, text = rest.partition(" ")
            return self.fill(f"insert-{word}.html", story=story, text=text)

        return Markup(to_html(story.body, special, tidy=story.tidy))  # noqa: S704

    def _story_values(self, story: Story) -> dict[str, Any]:
        section = self.newsroom.sections[story.section]
        return {
            "story": story,
            "title": story.headline,
            "language": story.language,
            "charset": "windows-1252" if story.charset == "windows-1252" else "UTF-8",
            "body": self.body(story),
            "json_ld": _script(metadata.json_ld(story, self.base_url, self.newsroom.title, section)),
            "opengraph": metadata.opengraph(story, self.base_url, self.newsroom.title, section),
            "month": wording.month(story.posted),
            "in_rest": story in listings.dated(self.newsroom, "rest"),
        }

    def _figure(self, picture: Picture) -> str:
        return self.fill(f"picture-{picture.markup}.html", picture=picture)

    def _sidebar(self) -> dict[str, Any]:
        known = listings.known_to(self.newsroom)
        dated = [story for story in known if story.dated]
        remarks = [(remark, story) for story in known for remark in story.remarks if remark.posted]
        remarks.sort(key=lambda pair: (pair[0].posted or wording.TODAY).replace(tzinfo=None), reverse=True)
        newest = dated[0].posted if dated else wording.TODAY
        return {
            "recent": dated[:5],
            "recent_remarks": remarks[:4],
            "months": listings.months(self.newsroom),
            "tags": sorted({tag for story in known for tag in story.tags})[:14],
            "popular": dated[2:3] or dated[:1],
            "moved": next((story for story in known if story.old_slug), None),
            "private": [mishap for mishap in self.newsroom.mishaps if mishap.kind == "private"],
            "calendar": newest,
            "calendar_days": sorted({story.posted.day for story in dated if f"{story.posted:%Y%m}" == f"{newest:%Y%m}"}),
        }

    def _related(self, story: Story) -> Sequence[Story]:
        others = [each for each in listings.known_to(self.newsroom) if each is not story]
        return sorted(others, key=lambda each: each.section != story.section)[:3]


def _script(text: str | None) -> Markup | None:
    return None if text is None else Markup(text)  # noqa: S704 - our own JSON, its "</" already broken up
