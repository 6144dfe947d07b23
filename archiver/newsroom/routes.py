"""From a path to its answer, for a reader's browser: pages, listings and mishaps. What machines read is in ``wires.py``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from urllib.parse import parse_qs, unquote

from archiver.newsroom import listings, pictures
from archiver.newsroom.content import Newsroom
from archiver.newsroom.marks import to_html
from archiver.newsroom.pages import Press
from archiver.newsroom.replies import HTML, Reply, redirect
from archiver.newsroom.story import Mishap, Story
from archiver.newsroom.wires import wire

#: Longer than the 16 MiB that a careful client reads.
HUGE = 24 * 2**20


class Desk:
    """Answers requests from the newsroom's content as it is at that moment."""

    def __init__(self, newsroom: Newsroom, base_url: str) -> None:
        self.newsroom = newsroom
        self.base_url = base_url
        self.press = Press(newsroom, base_url)
        self._turned_away: dict[int, int] = {}

    def answer(self, target: str) -> Reply:
        """The answer to a GET of ``target`` (path and query)."""
        path, _, query = target.partition("?")
        asked = {name: values[-1] for name, values in parse_qs(query, keep_blank_values=True).items()}
        plain = unquote(path)
        reply = wire(self.press, plain, asked) or self._story(plain, asked) or self._mishap(plain) or self._other(plain, asked)
        return reply or self._not_found()

    def _story(self, path: str, asked: dict[str, str]) -> Reply | None:
        for story in self.newsroom.stories:
            if path == unquote(story.path):
                return self._article(story, asked)
            if path == unquote(story.path).rstrip("/") or path == story.old_path:
                return redirect(self.base_url + story.path)
            if path.startswith(unquote(story.path)) and (match := re.search(r"/comment-page-(\d+)/$", path)):
                # WordPress answers 200 past the last page, with no comments on it.
                return self._page(self.press.single(story, int(match[1]))) if story.paged else redirect(self.base_url + story.path)
        return None

    def _article(self, story: Story, asked: dict[str, str]) -> Reply:
        if self._turned_away.get(story.id, 0) < story.busy:
            self._turned_away[story.id] = self._turned_away.get(story.id, 0) + 1
            body = self.press.page("page.html", title="Too many readers", content="The presses are busy. Please try again in a moment.")
            return Reply(status=503, body=body.encode(), headers=(("Retry-After", "1"),))
        if "print" in asked:
            return _encoded(self.press.print_version(story), story)
        number = asked.get("cpage", "")
        comment_page = int(number) if number.isdecimal() and story.paged else None
        return _encoded(self.press.single(story, comment_page, noindex="replytocom" in asked), story)

    def _mishap(self, path: str) -> Reply | None:
        mishap = next((each for each in self.newsroom.mishaps if each.path == path), None)
        if mishap is None:
            return None
        make: dict[str, Callable[[Mishap], Reply]] = {
            "missing": lambda _: self._not_found(),
            "gone": lambda each: self._plain(each, "This page has been withdrawn.", 410),
            "error": lambda each: self._plain(each, "Error establishing a database connection", 500),
            "truncated": self._truncated,
            "loop": lambda each: redirect(self.base_url + _other_end(each.path)),
            "empty": lambda _: Reply(),
            "huge": lambda _: Reply(stream=self._endless, announced_length=HUGE),
            "pdf": lambda _: Reply(content_type="application/pdf", body=pictures.notice()),
            "xml": lambda _: Reply(body=self.press.fill("timetable.xml").encode()),
            "private": lambda each: self._plain(each, "A draft of the editors; not for publication.", 200),
        }
        return make[mishap.kind](mishap)

    def _other(self, path: str, asked: dict[str, str]) -> Reply | None:
        routes: tuple[tuple[str, Callable[..., Reply | None]], ...] = (
            (r"/(?:page/(?P<number>\d+)/)?", self._home),
            (r"/category/(?P<slug>[^/]+)/(?:page/(?P<number>\d+)/)?", self._section),
            (r"/tag/(?P<slug>[^/]+)/(?:page/(?P<number>\d+)/)?", self._tag),
            (r"/author/(?P<slug>[^/]+)/(?:page/(?P<number>\d+)/)?", self._author),
            (r"/(?P<prefix>\d{4}/\d\d(?:/\d\d)?)/(?:page/(?P<number>\d+)/)?", self._archive),
            (r"/calendar/(?P<year>\d{4})-(?P<month>\d\d)/", self._calendar),
            (r"/wp-content/uploads/(?P<name>.+)\.svg", lambda name: Reply(content_type="image/svg+xml", body=pictures.photograph(name))),
            (r"/avatar/(?P<name>.*)\.svg", lambda name: Reply(content_type="image/svg+xml", body=pictures.face(name))),
            (r"/(?P<slug>[a-z-]+)/", self._static),
        )
        if path == "/" and (found := self._by_query(asked)):
            return found
        for pattern, handler in routes:
            if match := re.fullmatch(pattern, path):
                return handler(**match.groupdict())
        if other := next((each for each in self.newsroom.mishaps if each.kind == "loop" and _other_end(each.path) == path), None):
            return redirect(self.base_url + other.path)
        return None

    def _by_query(self, asked: dict[str, str]) -> Reply | None:
        """``/?p=101`` (the shortlink) and ``/?s=words`` (the search form)."""
        if story := next((each for each in self.newsroom.stories if asked.get("p") == str(each.id)), None):
            return redirect(self.base_url + story.path)
        if "s" in asked:
            found = listings.sheet(
                f"Search results for: {asked['s']}", "/", listings.search(self.newsroom, asked["s"])[: listings.PER_PAGE], 1
            )
            return self._page(self.press.listing(found, "search")) if found else None
        return None

    def _home(self, number: str | None) -> Reply | None:
        return self._listing(self.newsroom.title, "/", listings.home(self.newsroom), number, "home blog")

    def _section(self, slug: str, number: str | None) -> Reply | None:
        if slug not in self.newsroom.sections:
            return None
        return self._listing(
            self.newsroom.sections[slug], f"/category/{slug}/", listings.section(self.newsroom, slug), number, "archive category"
        )

    def _tag(self, slug: str, number: str | None) -> Reply | None:
        known = any(slug in map(listings.slugify, story.tags) for story in self.newsroom.stories)
        entries = listings.tag(self.newsroom, slug)
        return self._listing(f"Tag: {slug}", f"/tag/{slug}/", entries, number, "archive tag", known=known)

    def _author(self, slug: str, number: str | None) -> Reply | None:
        name = next((writer.name for story in self.newsroom.stories for writer in story.writers if writer.slug == slug), None)
        entries = listings.author(self.newsroom, slug)
        return self._listing(f"Author: {name}", f"/author/{slug}/", entries, number, "archive author", known=name is not None)

    def _archive(self, prefix: str, number: str | None) -> Reply | None:
        return self._listing(f"Archive: {prefix}", f"/{prefix}/", listings.archive(self.newsroom, prefix), number, "archive date")

    def _listing(
        self, heading: str, folder: str, entries: list[listings.Entry], number: str | None, body_class: str, *, known: bool = False
    ) -> Reply | None:
        """A page of a listing; one without entries exists only if it is ``known``: the tag of a story that no listing shows."""
        sheet = listings.sheet(heading, folder, entries, int(number or 1)) if entries or known else None
        return self._page(self.press.listing(sheet, body_class)) if sheet else None

    def _calendar(self, year: str, month: str) -> Reply | None:
        """A month without events, which links the next: a trap without an end."""
        if not 1 <= int(month) <= 12:
            return None
        first = date(int(year), int(month), 1)
        following = first + timedelta(days=31)
        return self._page(self.press.page("calendar.html", title=f"Events in {first:%B %Y}", first=first, following=following))

    def _static(self, slug: str) -> Reply | None:
        page = next((each for each in self.newsroom.pages if each["slug"] == slug), None)
        if page is None:
            return None
        return self._page(self.press.page("page.html", title=page["title"], content=page["content"], canonical=f"{self.base_url}/{slug}/"))

    def _plain(self, mishap: Mishap, content: str, status: int) -> Reply:
        return self._page(self.press.page("page.html", title=mishap.headline, content=content), status)

    def _truncated(self, mishap: Mishap) -> Reply:
        """The first half of a page, under the Content-Length of the whole."""
        whole = self.press.page("page.html", title=mishap.headline, content=mishap.excerpt).encode()
        return Reply(body=whole[: len(whole) // 2], announced_length=len(whole))

    def _endless(self) -> Iterator[bytes]:
        head = self.press.page("page.html", title="Every tide since 1871", content="").encode().partition(b"</main>")[0]
        line = to_html("High water at the outer harbour, as measured by hand.").encode() + b"\n"
        yield head
        block = line * (2**16 // len(line))
        for _ in range((HUGE - len(head)) // len(block)):
            yield block
        yield b" " * ((HUGE - len(head)) % len(block))

    def _not_found(self) -> Reply:
        return self._page(
            self.press.page("page.html", title="Page not found", content="It may have gone out with the tide.", body_class="error404"), 404
        )

    def _page(self, html: str, status: int = 200) -> Reply:
        return Reply(status=status, body=html.encode())


def _other_end(path: str) -> str:
    """The second address of a redirect loop."""
    return f"{path.rstrip('/')}-again/"


def _encoded(html: str, story: Story) -> Reply:
    """The page in the story's charset: only plain UTF-8 is named in the header, as on servers that name none."""
    content_type = HTML if story.charset == "utf-8" else "text/html"
    return Reply(content_type=content_type, body=html.encode(story.charset, "xmlcharrefreplace"), delay=story.delay)
