"""Comments of systems that no table describes: how they are told from other lists, and how who answers whom is told."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

import pytest

from archiver.comments import parse_thread, repeated
from archiver.models import Comment, Page, Thread

ABOVE = "<h1>Herring</h1><p>The herring came in on Tuesday, all of it, and nobody had a barrel that was large enough for half of what there was.</p>"


def page(markup: str, above: str = ABOVE) -> Page:
    body = f"<!DOCTYPE html><html lang='en'><head><title>Herring</title></head><body>{above}<section class='debate'>{markup}</section></body></html>"
    return Page(url="https://quay.example/herring", body=body.encode(), fetched_at=datetime(2026, 5, 10, 12, tzinfo=UTC))


def said(number: int, name: str, text: str, *, head: str = "", inside: str = "", attributes: str = "", classes: str = "") -> str:
    """A comment of a system of its own; ``inside`` stands behind its text."""
    day = number % 9 + 1
    return (
        f"<div class='remark-comment {classes}' id='r-{number}' {attributes}><div class='head'>{head}<span class='author'>{name}</span>"
        f"<time datetime='2026-03-0{day}T12:00:00Z'>then</time></div>"
        f"<div class='text'><p>{text}</p></div><a href='#'>Reply</a>{inside}</div>"
    )


def thread(markup: str, above: str = ABOVE) -> Thread:
    found = parse_thread(page(markup, above))
    assert found.system == "repeated"
    return found


def tree(markup: str) -> dict[str, tuple[str | None, str]]:
    return {comment.key: (comment.parent_key, comment.parent_source) for comment in thread(markup).comments}


def brief(comment: Comment) -> tuple[Any, ...]:
    return (comment.author, comment.posted.raw if comment.posted else None, comment.text)


FLAT = said(11, "Ada", "All of it?") + said(12, "Tom", "All of it.") + said(13, "Ada", "A large barrel, then.")
NESTING = {"11": (None, "nesting"), "12": ("11", "nesting"), "13": ("12", "nesting"), "14": (None, "nesting")}
TEXTS = ((11, "Ada", "All of it?"), (12, "Tom", "All of it."), (13, "Ivo", "A large barrel, then."), (14, "Uma", "Or two."))


def deep(*attributes: str, **fields: str) -> str:
    """The four comments, each with attributes of its own."""
    return "".join(said(*each, attributes=own, **fields) for each, own in zip(TEXTS, attributes, strict=True))


def test_a_flat_list_tells_no_parents() -> None:
    assert tree(FLAT) == dict.fromkeys(("11", "12", "13"), (None, "none"))


@pytest.mark.parametrize(
    "markup",
    [
        said(*TEXTS[0], inside=said(*TEXTS[1], inside=said(*TEXTS[2]))) + said(*TEXTS[3]),
        said(*TEXTS[0]) + f"<div class='indented'>{said(*TEXTS[1])}<div class='indented'>{said(*TEXTS[2])}</div></div>" + said(*TEXTS[3]),
        f"<div class='holder'>{said(*TEXTS[0])}</div><ul class='replies'><li><div class='holder'>{said(*TEXTS[1])}</div>"
        f"<ul class='replies'><li>{said(*TEXTS[2])}</li></ul></li></ul>{said(*TEXTS[3])}",
        deep("data-depth='0'", "data-depth='1'", "data-depth='2'", "data-depth='0'"),
        deep("aria-level='1'", "aria-level='2'", "aria-level='3'", "aria-level='1'"),
        deep("style='--depth: 0'", "style='--depth: 1'", "style='--depth: 2'", "style='--depth: 0'"),
        deep("style='margin-left: 0px'", "style='margin-left: 25px'", "style='margin-left: 50px'", "style='margin-left: 0px'"),
        deep("", "style='padding: 0 0 0 1.5em'", "style='padding: 0 0 0 3em'", ""),
        "".join(said(*each, classes=f"depth-{depth}") for each, depth in zip(TEXTS, (1, 2, 3, 1), strict=True)),
        "".join(said(*each, classes=f"ml-{depth}") for each, depth in zip(TEXTS, (0, 4, 8, 0), strict=True)),
        "".join(said(*each, head=f"<span>level {depth}</span>") for each, depth in zip(TEXTS, (1, 2, 3, 1), strict=True)),
        "".join(said(*each, head=f"<a href='#'>#{number}</a>") for each, number in zip(TEXTS, ("1", "1.1", "1.1.1", "2"), strict=True)),
        "".join(
            said(*each, head=f"<img src='/s.gif' height='1' width='{width}'>") for each, width in zip(TEXTS, (0, 40, 80, 0), strict=True)
        ),
    ],
    ids=[
        "items in items", "a wrapper behind the item", "a wrapper behind what holds the item", "data-depth", "aria-level", "a custom property",
        "margin", "padding", "a class with the depth", "a utility class", "a label", "numbers of numbers", "an empty image",
    ],
)  # fmt: skip
def test_who_answers_whom_is_told_by_where_an_item_stands_or_how_deep_it_says_to_be(markup: str) -> None:
    assert tree(markup) == NESTING


def test_ranks_that_are_called_levels_are_no_depths() -> None:
    ranks = "".join(said(*each, head=f"<span>Level {rank}</span>") for each, rank in zip(TEXTS, (2, 5, 1, 4), strict=True))
    assert {source for _, source in tree(ranks).values()} == {"none"}


def test_an_attribute_with_the_parents_id_comes_before_all_else() -> None:
    markup = said(
        11, "Ada", "All of it?", inside=said(12, "Tom", "All of it.") + said(13, "Ivo", "Then two.", attributes="data-parent-id='12'")
    )
    assert tree(markup)["13"] == ("12", "id")


def test_an_id_of_two_numbers_holds_the_parents_where_that_fits_for_all() -> None:
    numbered = FLAT.replace("id='r-11'", "id='r-11_0'").replace("id='r-12'", "id='r-12_11'").replace("id='r-13'", "id='r-13_12'")
    assert [parent for parent, source in tree(numbered).values() if source == "id"] == [None, "11_0", "12_11"]


@pytest.mark.parametrize(
    "head",
    [
        "<a class='x' href='#r-11'>In reply to Ada</a>",
        "<p>Antwort auf <a href='/herring#r-11'>Ada</a></p>",
        "<a class='reply-to' href='#r-11'>Ada</a>",
        "<span>in reply to Tom</span>",
    ],
)
def test_a_line_over_a_reply_names_what_it_answers(head: str) -> None:
    parent = "12" if "Tom" in head else "11"
    markup = said(11, "Ada", "All of it?") + said(12, "Tom", "All of it.") + said(13, "Ivo", "Then two.", head=head)
    assert tree(markup)["13"] == (parent, "reply-link")
    assert thread(markup).comments[2].author == "Ivo"


def test_a_name_that_two_comments_before_bear_tells_nothing() -> None:
    markup = FLAT + said(14, "Ivo", "Then two.", head="<span>in reply to Ada</span>")
    assert tree(markup)["14"] == (None, "none")


def test_a_permalink_and_a_link_in_a_text_are_no_answers() -> None:
    markup = said(11, "Ada", "All of it?") + said(12, "Tom", "As <a href='#r-11'>said above</a>.", head="<a href='#r-12'>Link</a>")
    assert {source for _, source in tree(markup).values()} == {"none"}


_ADA, _DATE = "Ada Byrne", "<i class='date'>March 3, 2026</i>"


@pytest.mark.parametrize(
    ("head", "date"),
    [
        ("<p class='meta'>Posted by Ada Byrne on March 3, 2026</p>", "March 3, 2026"),
        ("<h6>Ada Byrne | 03.03.2026 - 16:40</h6>", "03.03.2026 - 16:40"),
        ("<cite>Comment by <a href='https://ada.example/'>Ada Byrne</a> \u2014 03.03.2026</cite>", "03.03.2026"),
        (f"<div class='vcard'><b class='fn'>{_ADA}</b> <span>says:</span></div>{_DATE}", "March 3, 2026"),
        (f"<a class='avatar' href='/u/ada'><span>A</span></a><b class='username'>{_ADA}</b>{_DATE}", "March 3, 2026"),
        (f"<a href='/user/ada'>{_ADA}</a> <a href='#x' title='2026-03-03T10:00:00Z'><span>2 months ago</span></a>", "2026-03-03T10:00:00Z"),
    ],
    ids=["by NAME on DATE", "NAME | DATE", "cite", "says", "a letter for a picture", "the title of the date's link"],
)
def test_names_and_dates_are_read_from_signed_lines(head: str, date: str) -> None:
    items = "".join(
        f"<li class='comment' id='c-{number}'>{head}<div class='body'><p>Herring, number {number}.</p></div></li>" for number in (1, 2, 3)
    )
    for comment in thread(f"<ul class='comments'>{items}</ul>").comments:
        assert brief(comment) == (_ADA, date, f"Herring, number {comment.position + 1}.")


def test_a_mention_in_a_text_stays_there_and_is_no_name() -> None:
    markup = FLAT + said(14, "", "Ask <a class='user-mention' href='/users/tom'>Tom</a> about it.")
    nameless = thread(markup).comments[3]
    assert (nameless.author, nameless.text) == (None, "Ask Tom about it.")


def test_words_to_act_on_are_no_text_but_the_same_words_in_a_sentence_are() -> None:
    markup = FLAT + said(14, "Ivo", "A <a href='https://quay.example/x'>link</a> to share.</p><p><a href='#'>Report</a>")
    assert thread(markup).comments[3].text == "A link to share."


def test_a_deleted_comment_keeps_its_place_and_its_answers() -> None:
    markup = said(11, "Ada", "All of it?", inside=said(12, "[deleted]", "[deleted]", inside=said(13, "Ivo", "Gone."))) + said(
        14, "Uma", "Yes."
    )
    found = thread(markup).comments
    assert [(comment.key, comment.parent_key, comment.author, comment.text) for comment in found[1:3]] == [
        ("12", "11", None, ""),
        ("13", "12", "Ivo", "Gone."),
    ]
    assert found[1].flags == {"deleted"}


def test_comments_on_answers_stand_in_them() -> None:
    notes = "".join(
        f"<li class='comment' id='comment-{number}'><span class='note'>Note {number} on this.</span> <a href='/users/7'>Knut</a>"
        " <time datetime='2026-03-09'>9</time></li>"
        for number in (71, 72, 73)
    )
    long = "Take a second turn round the standing part, and then a third if the rope is wet, since wet rope slips. " * 3
    answers = "".join(
        f"<div class='answer' id='answer-{number}'><div class='author'>Bo {number}</div><time datetime='2026-03-08'>8</time>"
        f"<div class='body'><p>{long}</p></div>"
        f"<a href='#'>Reply</a><ul class='comments'>{notes.replace('comment-7', f'comment-{number}7') if number == 61 else ''}</ul></div>"
        for number in (61, 62)
    )
    found = thread(f"<div id='answers'>{answers}</div>", above=f"<h1>Why?</h1><p>{long * 4}</p>").comments
    assert [(comment.key, comment.parent_key) for comment in found] == [
        ("61", None),
        ("6171", "61"),
        ("6172", "61"),
        ("6173", "61"),
        ("62", None),
    ]
    assert found[1].text == "Note 71 on this."


def many(markup: str) -> str:
    """Five times the same with another number."""
    return "".join(markup.replace("@", str(number)) for number in range(1, 6))


_WHO = "<span class='author'>Ada</span><time>May @, 2026</time>"


@pytest.mark.parametrize(
    "markup",
    [
        "<form id='commentform' class='comment-form'><textarea name='comment'></textarea><input type='email'></form>",
        many(f"<div class='card' id='post-@'><h2><a href='/@'>Tide @</a></h2>{_WHO}<p>Read on.</p></div>"),
        "<ul class='widget recent-comments'>" + many(f"<li class='comment'>{_WHO} on Tide: a word.</li>") + "</ul>",
        many(f"<div class='testimonial-item'><p>Best herring I ever had, says everybody.</p>{_WHO}</div>"),
        many("<li class='related-post' id='post-@'><a href='/@'>Tide @</a> <span class='comments-count'>@ comments</span></li>"),
    ],
    ids=["a form", "teasers", "recent comments", "testimonials", "counts"],
)
def test_what_a_loop_prints_besides_comments_is_none(markup: str) -> None:
    assert parse_thread(page(markup)).comments == ()


#: As style sheets of utility classes have it: no class says what anything is.
_PLAIN = (
    "<div id='90@' class='px-4 border' data-reply-id='90@'><div class='font-bold'>Ada @ \u00b7 <span class='text-sm'>@ May 2026 20:04</span></div>"
    "<div id='reply-body-90@' class='mt-2 prose'><p>The herring were late in the year @.</p></div></div>"
)


def test_a_name_before_a_dot_and_a_date_signs_what_an_attribute_calls_a_reply() -> None:
    found = parse_thread(page(f"<main>{many(_PLAIN)}</main>")).comments
    assert [(comment.key, comment.author) for comment in found] == [(f"90{number}", f"Ada {number}") for number in range(1, 6)]
    assert [comment.posted.utc for comment in found if comment.posted] == [f"2026-05-0{number}" for number in range(1, 6)]
    assert found[0].text == "The herring were late in the year 1."


@pytest.mark.parametrize(
    "changed", [("\u00b7 ", ""), ("data-reply-id", "data-teaser-id"), ("20:04", "")], ids=["no dot", "no reply", "no clock"]
)
def test_a_line_of_a_name_and_a_date_alone_makes_no_reply(changed: tuple[str, str]) -> None:
    found = parse_thread(page(f"<main>{many(_PLAIN.replace(*changed).replace('reply-body', 'body'))}</main>")).comments
    assert bool(found) is (changed[0] == "20:04")


def test_a_thread_below_a_link_alone_has_no_opening_post() -> None:
    found = thread(FLAT, above="<h1><a href='https://elsewhere.example/'>Herring</a></h1><p class='forum-topic'>4 points</p>")
    assert found.opening is None
    assert len(found.comments) == 3


@pytest.mark.parametrize("shape", ["flat", "nested", "wrapped", "indented"])
def test_time_grows_with_the_number_of_comments(shape: str) -> None:
    def seconds(count: int) -> float:
        one = said(1, "Ada", "All of it?")
        many = (one.replace("r-1'", f"r-{number}'") for number in range(1, count + 1))
        if shape == "nested":
            markup = "".join(each.removesuffix("</div>") for each in many)
        elif shape == "wrapped":
            markup = "".join(f"{each}<div class='indented'>" for each in many)
        else:
            indents = (f"style='margin-left:{number % 30}px'" if shape == "indented" else "" for number in range(count))
            markup = "".join(each.replace("id='r", f"{indent} id='r", 1) for each, indent in zip(many, indents, strict=True))
        found = page(markup)
        begin = time.process_time()
        assert len(repeated.parse(found).comments) == count
        return time.process_time() - begin

    seconds(50)
    assert seconds(2400) < 4 * 2.5 * max(seconds(600), 0.05)
