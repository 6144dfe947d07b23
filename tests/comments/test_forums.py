"""Systems that a table describes: each with a page and, beside it, what a reader finds there."""

from __future__ import annotations

import json
from typing import Any

import attrs
import pytest
from lxml import html as lxml_html

import archiver
from archiver.comments import SYSTEMS, follow_ups, items, parse_thread
from archiver.comments.markup import Markup
from archiver.models import Comment, Page
from tests.comments import PAGES, page

STATED = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(PAGES.glob("*.json"))}
FORUMS = [name for name, stated in STATED.items() if stated["opening"]]
#: Readers of what many systems print.
ANY = ("microdata", "json-ld", "repeated")
#: What the last page of a thread shows where the first one shows the next.
LATER = {
    b'rel="next"': b'rel="prev"',
    b"pagination_next": b"pagination_previous",
    b'"forum_pageend">3<': b'"forum_pageend">5<',
    b'"next page-numbers"': b'"prev page-numbers"',
    b'"nxt"': b'"prev"',
    b"sprite-pageNext": b"sprite-pagePrev",
}
#: What a comment of these systems never has.
ABSENT = {"dislikes": None, "flags": frozenset(), "reply_to": None, "truncated": False}


def system_of(name: str) -> str:
    """A system's second page is called after its version: ``xenforo-1``."""
    return name.partition("-")[0]


def saved(name: str) -> Page:
    return page(f"{name}.html", STATED[name]["url"])


def later(name: str) -> Page:
    """The same page as the last of its thread: what led to the next one leads to the one before."""
    found = saved(name)
    body = found.body
    for following, preceding in LATER.items():
        body = body.replace(following, preceding)
    kind = "comments" if "opening_on_every_page" in STATED[name] else "article"
    url = STATED[name].get("later_url", found.url)
    return attrs.evolve(found, url=url, final_url=url, body=body, kind=kind)


def pages_after(found: Page) -> list[str]:
    """The pages that follow, without the requests to a system's interface."""
    return [follow.url for follow in follow_ups(found) if "system" not in dict(follow.context)]


def fields(comment: Comment | None) -> dict[str, Any] | None:
    """A comment as the files state it."""
    if comment is None:
        return None
    posted = comment.posted
    shown = attrs.asdict(comment, recurse=False) | {"posted": [posted.raw, posted.utc or "", posted.precision or ""] if posted else None}
    return {name: shown[name] for name in attrs.fields_dict(Comment) if name != "position"}


def expected(stated: dict[str, Any] | None, html: str | None) -> dict[str, Any] | None:
    """Every field; votes, likes and markup are stated only where the page has them and the text does not tell."""
    if stated is None:
        return None
    return {"likes": None, "votes": None, "html": html, **ABSENT, **stated, "flags": frozenset(stated.get("flags", ()))}


def test_every_system_that_a_table_describes_has_a_page() -> None:
    assert {system.NAME for system in SYSTEMS if isinstance(system, Markup)} == set(map(system_of, STATED))


@pytest.mark.parametrize("name", STATED)
def test_every_field_of_every_comment_is_as_the_page_states_it(name: str) -> None:
    thread = parse_thread(saved(name))
    stated = STATED[name]
    assert thread.system == system_of(name)
    assert [fields(found) for found in thread.comments] == [
        expected(comment, found.html) for comment, found in zip(stated["comments"], thread.comments, strict=True)
    ]
    assert [found.position for found in thread.comments] == list(range(len(thread.comments)))
    assert (thread.announced_count, thread.counted) == (stated["announced_count"], stated.get("counted"))


@pytest.mark.parametrize("name", STATED)
def test_the_opening_post_is_no_comment(name: str) -> None:
    thread, stated = parse_thread(saved(name)), STATED[name]["opening"]
    assert fields(thread.opening) == expected(stated, thread.opening.html if thread.opening else None)
    assert not thread.opening or thread.opening.key not in {comment.key for comment in thread.comments}


@pytest.mark.parametrize("name", STATED)
def test_signatures_ranks_and_controls_are_neither_in_the_text_nor_in_the_markup(name: str) -> None:
    thread = parse_thread(saved(name))
    for word in STATED[name]["furniture"]:
        assert word in saved(name).text, f"the page does not hold {word!r}: the test could not fail"
        for comment in (*thread.comments, *filter(None, [thread.opening])):
            assert word not in comment.text
            assert word not in comment.html


@pytest.mark.parametrize("name", STATED)
def test_a_page_is_recognised_as_its_own_system_alone(name: str) -> None:
    found = [system.NAME for system in SYSTEMS if system.detect(saved(name))]
    assert [each for each in found if each not in ANY or each == system_of(name)] == [system_of(name)]


@pytest.mark.parametrize("name", STATED)
def test_a_list_without_comments_is_no_thread(name: str) -> None:
    found = saved(name)
    keys = {comment["key"] for comment in (*STATED[name]["comments"], *filter(None, [STATED[name]["opening"]]))}
    system = next(system for system in SYSTEMS if isinstance(system, Markup) and system_of(name) == system.NAME)
    for item in items.collect(found.tree, system._key, {}):
        if item.key in keys and item.above is None:
            item.element.drop_tree()
    emptied = attrs.evolve(found, body=lxml_html.tostring(found.tree))
    assert len(emptied.body) < len(found.body)
    thread = parse_thread(emptied)
    assert (thread.comments, thread.opening) == ((), None)


@pytest.mark.parametrize("name", FORUMS)
def test_a_topic_is_an_article_by_its_opening_post(name: str) -> None:
    found = saved(name)
    article = archiver.extract(found.body, found.url).article
    opening = STATED[name]["opening"]
    assert article is not None
    assert article.body_text == opening["text"]
    assert [author.name for author in article.authors] == [opening["author"]]
    assert article.date_published is not None
    assert [article.date_published.raw, article.date_published.utc, article.date_published.precision] == opening["posted"]


@pytest.mark.parametrize("name", FORUMS)
def test_a_later_page_of_a_topic_has_no_opening_post(name: str) -> None:
    thread = parse_thread(later(name))
    assert thread.opening is None
    shown = STATED[name]["comments"] if "opening_on_every_page" in STATED[name] else (STATED[name]["opening"], *STATED[name]["comments"])
    assert [comment.key for comment in thread.comments] == [comment["key"] for comment in shown]


@pytest.mark.parametrize("name", STATED)
def test_the_next_page_is_followed_and_none_from_the_last(name: str) -> None:
    following = STATED[name]["next"]
    assert pages_after(saved(name)) == ([following] if following else [])
    assert pages_after(later(name)) == []


@pytest.mark.parametrize("found", [saved("smf"), later("smf")], ids=["next", "prev"])
def test_a_topic_beside_this_one_is_no_page_of_it(found: Page) -> None:
    beside = attrs.evolve(found, body=found.body.replace(b"topic=9.4", b"topic=9.0;prev_next=next"))
    assert beside.body != found.body
    assert follow_ups(beside) == ()
    assert parse_thread(beside).opening is not None


@pytest.mark.parametrize(
    ("shown", "count"), [("6 Likes", 6), ("1 Like", 1), ("1,204 Likes", 1204), ("12.3K Likes", None), ("Likes", None), ("", None)]
)
def test_a_count_is_read_with_the_word_behind_it_and_never_guessed(shown: str, count: int | None) -> None:
    found = saved("discourse")
    changed = attrs.evolve(found, body=found.body.replace(b">12 Likes<", f">{shown}<".encode()))
    opening = parse_thread(changed).opening
    assert opening is not None
    assert opening.likes == count


def test_a_cited_name_inside_a_sentence_stays_in_its_line() -> None:
    found = saved("phpbb")
    changed = found.body.replace(b"Sorley</a> wrote:</cite>Swap", b"Sorley</a></cite> said: Swap")
    (comment, *_) = parse_thread(attrs.evolve(found, body=changed)).comments
    assert comment.text.startswith("Sorley said: Swap among yourselves.\n\nI take the 9th for the 12th.")


@pytest.mark.parametrize("name", ["bbpress", "discuz"])
def test_a_page_that_a_pager_leads_back_from_is_not_the_first(name: str) -> None:
    assert parse_thread(attrs.evolve(later(name), kind="article")).opening is None


def test_a_pager_elsewhere_on_the_page_says_nothing_of_the_topic() -> None:
    found = saved("discuz")
    elsewhere = attrs.evolve(found, body=found.body.replace(b'class="pg"', b'class="pages"'))
    assert pages_after(elsewhere) == []


def test_the_next_page_of_a_topic_is_of_the_same_topic() -> None:
    found = saved("phpbb2")
    other = attrs.evolve(found, body=found.body.replace(b"t=44&amp;postdays", b"t=45&amp;postdays"))
    assert pages_after(other) == []


def test_a_name_that_only_a_picture_links_is_read_beside_it() -> None:
    found = saved("bbpress")
    apart = b'</span></a><a href="/users/osier/" class="bbp-author-link"><span class="bbp-author-name">'
    changed = attrs.evolve(found, body=found.body.replace(b'</span><span class="bbp-author-name">Osier', apart + b"Osier"))
    assert changed.body != found.body
    opening = parse_thread(changed).opening
    assert opening is not None
    assert (opening.author, opening.author_url) == ("Osier", "https://weir.example/users/osier/")


@pytest.mark.parametrize("number", ["9" * 5_000, "-15", "\u0661\u0665", ""])
def test_a_page_number_that_is_none_leads_nowhere(number: str) -> None:
    """Python reads no number of thousands of digits."""
    found = saved("phpbb2")
    changed = attrs.evolve(found, body=found.body.replace(b"start=15", f"start={number}".encode()))
    assert changed.body != found.body
    assert all(f"start={number}" not in each for each in pages_after(changed) if number)
    parse_thread(attrs.evolve(changed, url=f"{found.url}&start={number}", final_url=f"{found.url}&start={number}"))
