"""Posts that stand in each other's text, as on a page where nothing was closed: each keeps its own words, and time grows with the page."""

from __future__ import annotations

import time
from copy import deepcopy

import attrs
import pytest
from lxml import etree
from lxml import html as lxml_html

from archiver.comments import SYSTEMS, parse_thread
from archiver.comments.markup import Markup
from archiver.models import Page
from tests.comments.test_forums import STATED, saved, system_of

TABLES = {each.NAME: each for each in SYSTEMS if isinstance(each, Markup)}
NAMES = [name for name in STATED if system_of(name) in TABLES and len(STATED[name]["comments"]) > 1]
#: A comment in WordPress' template, and one in wpDiscuz', which others stand in.
PLUGINS = {
    "wordpress": (
        "<div id=comments class=comments-area>{}</div>",
        "<ol><li class='comment depth-1' id='comment-{0}'><article class=comment-body><cite class=fn>Ada</cite> <a href='#comment-{0}'>"
        "<time datetime='2024-03-04T10:00:00Z'>4 March</time></a><div class=comment-content><p>Words {0}.</p>{1}</div></article></li></ol>",
    ),
    "wpdiscuz": (
        "<div id=wpdcom><div class=wpd-thread-list>{}</div></div>",
        "<div class='wpd-comment wpd_comment_level-1' id='wpd-comm-{0}_0'><div class=wpd-comment-wrap><div class=wpd-comment-author>Ada</div>"
        "<div class=wpd-comment-date title='4 March 2024 10:00'>x</div><div class=wpd-comment-text><p>Words {0}.</p>{1}</div></div></div>",
    ),
}


def nested(name: str, levels: int) -> Page:
    """A saved page, with copies of its last post put into its text, and into theirs."""
    found = saved(name)
    item = TABLES[system_of(name)]._items(found)[-1]
    text = item.first("text")
    place = found.tree.getroottree()
    outer, inner = place.getpath(item.element), place.getpath(item.element if text is None else text)
    root = deepcopy(found.tree)
    here, pattern = root.xpath(inner)[0], etree.tostring(item.element, encoding="unicode", with_tail=False)
    for number in range(levels):
        copy = lxml_html.fragments_fromstring(f"<table>{pattern}</table>" if item.element.tag == "tr" else pattern)[0]
        post = copy.find(".//tr") if item.element.tag == "tr" else copy
        for each in post.iter():
            for attribute, value in each.items():
                each.set(attribute, value.replace(item.key, _key(item.key, number)))
        here.append(copy)
        here = post if inner == outer else next(iter(post.xpath(f".{inner.removeprefix(outer)}")), post)
    return Page(url=found.url, body=etree.tostring(root, method="html"), headers=found.headers)


def _key(like: str, number: int) -> str:
    """Another key in the form of one."""
    return str(700_000 + number) if like.isdigit() else f"{like[:-6]}{number:06}"


@pytest.mark.parametrize("name", NAMES)
def test_a_post_keeps_its_own_words_however_many_stand_in_it(name: str) -> None:
    page = nested(name, 3)
    own = {each["key"]: each["text"] for each in STATED[name]["comments"]}
    found = {comment.key: comment.text for comment in parse_thread(page).comments}
    assert {key: found[key] for key in own} == own


@pytest.mark.parametrize("name", NAMES)
def test_time_grows_with_the_page_however_deep_its_posts_are(name: str) -> None:
    """phpBB 2's posts took 54 seconds of 1,600 in each other, and old Reddit's a second of 240."""
    pages = [nested(name, levels) for levels in (100, 400)]
    seconds = []
    for page in pages:
        tries = []
        for _ in range(3):
            start = time.process_time()
            parse_thread(attrs.evolve(page))
            tries.append(time.process_time() - start)
        seconds.append(min(tries))
    assert seconds[1] < 9 * seconds[0] + 0.05


@pytest.mark.parametrize("name", PLUGINS)
def test_a_comment_whose_markup_was_never_closed_keeps_its_own_words(name: str) -> None:
    """1,600 of them, half a megabyte, took half a minute."""
    area, template = PLUGINS[name]
    inner = ""
    for number in range(1_600, 0, -1):
        inner = template.format(number, inner)
    page = Page(url="https://paper.example/tide/", body=f"<h1>Tide</h1><p>It came in.</p>{area.format(inner)}".encode())
    start = time.process_time()
    thread = parse_thread(page)
    assert time.process_time() - start < 3
    assert (thread.system, len(thread.comments)) == (name, 1_600)
    assert [each.text for each in thread.comments[:3]] == ["Words 1.", "Words 2.", "Words 3."]


def test_signatures_that_were_never_closed_are_read_in_time_that_grows_with_them() -> None:
    """3,200 of them in each other took sixteen times as long as 800."""
    seconds = [min(_seconds_of_signatures(count) for _ in range(3)) for count in (800, 3_200)]
    assert seconds[1] < 8 * seconds[0] + 0.02


def _seconds_of_signatures(count: int) -> float:
    cell = "<span class=postdetails>x " * count + "Posted: Mon Jan 01, 2007 1:00 am" + "</span>" * count
    row = "<tr><td><span class=name><a name={}></a><b>Ada</b></span></td><td>{}</td><td><span class=postbody>It came in.</span></td></tr>"
    body = f"<table>{row.format(1, cell)}{row.format(2, cell)}</table>"
    page = Page(url="https://weir.example/viewtopic.php?t=1", body=body.encode())
    assert page.index is not None  # parsed before the clock starts
    start = time.process_time()
    thread = parse_thread(page)
    seconds = time.process_time() - start
    assert [each.text for each in thread.comments] == ["It came in."]
    return seconds
