"""The title of a forum's topic, where software shows it: beside the board's own name in the place of the first heading."""

from __future__ import annotations

import pytest

from archiver.extract import extract_article
from tests.extract.conftest import Reader, page_of

TOPIC, BOARD = "Fog horns on the north pier", "Harbour Boat Owners Forum"
PHPBB = (
    '<div id="p11" class="post"><div class="postbody"><p class="author">by <strong><a href="#">Una</a></strong> » Tue Aug 27, 2019 1:47 am</p>'
    '<div class="content">Who remembers?</div></div></div>'
)
SMF = (
    '<div class="windowbg" id="msg11"><div class="post_wrapper"><h4><a href="#">Una</a></h4><div class="smalltext">June 04, 2024, 11:23:55 AM</div>'
    '<div class="inner">Who remembers?</div></div></div>'
)
VBULLETIN = (
    '<table id="post11"><tr><td class="thead">04-05-2009</td></tr><tr><td><a class="bigusername" href="#">Una</a>'
    '<div id="post_message_11">Who remembers?</div></td></tr></table>'
)
FLUXBB = (
    '<div id="p11" class="blockpost"><h2><a href="viewtopic.php?pid=11#p11">2024-05-30 14:20:11</a></h2><dl><dt>Una</dt></dl>'
    f'<h3>{TOPIC}</h3><div class="postmsg"><p>Who remembers?</p></div></div>'
)
MYBB = (
    '<div class="post" id="post_11"><div class="author_information">Una</div><span class="post_date">2019-02-24, 02:31 AM</span>'
    '<div class="post_body">Who remembers?</div></div>'
)
IPB = '<article id="elComment_11" class="cPost"><div data-role="commentContent"><p>Who remembers?</p></div></article>'
DISCUZ = (
    '<table id="pid11" class="plhin"><tr><td class="authi"><a href="#">Una</a></td><td id="postmessage_11">Who remembers?</td></tr></table>'
)
PHPBB2 = (
    '<table><tr><td><span class="name"><a name="11"></a><b>Una</b></span></td><td><span class="postdetails"></span>'
    '<span class="postbody">Who remembers?</span></td></tr></table>'
)
LOGO = f'<h1><a href="index.php">{BOARD}</a></h1>'


@pytest.mark.parametrize(
    ("title", "above", "post"),
    [
        (f"{TOPIC} - {BOARD}", f'<div id="site-description"><h1>{BOARD}</h1></div><h2 class="topic-title"><a href="#">{TOPIC}</a></h2>', PHPBB),
        (f"{BOARD} :: View topic - {TOPIC}", f'<a class="maintitle" href="#">{TOPIC}</a>', PHPBB2),
        (TOPIC, f'{LOGO}<h3 class="catbg"><span id="author">Author</span> Topic: {TOPIC} (Read 1204 times)</h3>', SMF),
        (TOPIC, f'{LOGO}<h2 class="display_title"><span id="top_subject">{TOPIC}</span></h2>', SMF),
        (f"{TOPIC} / Boats / {BOARD}", LOGO, FLUXBB),
        (TOPIC, f"{LOGO}<table><tr><td class='thead'><strong>{TOPIC}</strong></td></tr></table>", MYBB),
        (TOPIC, f"<h1><img src='/logo.svg'> Paper</h1><span class='active'>{TOPIC}</span>", MYBB),
        (f"{TOPIC} - {BOARD}", f"<span class='navbar'><a href='index.php'>{BOARD}</a></span><strong>{TOPIC}</strong>", VBULLETIN),
        (TOPIC, f"<h1>Thread: <span class='threadtitle'><a href='#'>{TOPIC}</a></span></h1>", VBULLETIN),
        (f"{TOPIC} - Boats - {BOARD}", f"<h1><a href='#' class='ipsBadge ipsBadge_positive'>solved</a><span>{TOPIC}</span></h1>", IPB),
        (f"{TOPIC} - Boats", f"<h1 class='ts'><a href='#'>[Help]</a> <span id='thread_subject'>{TOPIC}</span></h1>", DISCUZ),
    ],
    ids=["phpBB 3", "phpBB 2", "SMF 2.0", "SMF 2.1", "FluxBB", "MyBB", "a logo", "vBulletin 3", "vBulletin 4", "Invision", "Discuz!"],
)  # fmt: skip
def test_the_title_of_a_topic_is_read_from_where_its_software_shows_it(title: str, above: str, post: str) -> None:
    page = page_of(
        f"<html lang=en><head><title>{title}</title></head><body>{above}{post}</body></html>", "https://paper.example/viewtopic.php?t=2"
    )
    article = extract_article(page)
    assert page.thread is not None
    assert page.thread.opening is not None
    assert article is not None
    assert article.headline == TOPIC


def test_what_links_to_the_front_page_takes_nothing_off_the_title_of_an_article() -> None:
    text = "<p>The water stood at the second step by noon, and at the third by one.</p>" * 3
    page = page_of(f"<title>Fog - Harbour</title><p><a href='/'>Harbour</a></p><article><h1>Fog - Harbour</h1>{text}</article>")
    article = extract_article(page, certain=True)
    assert article is not None
    assert article.headline == "Fog - Harbour"


def test_the_source_that_slash_sets_behind_a_headline_is_no_part_of_it(story: Reader) -> None:
    source = "<span class=' no extlnk'><a href='https://x.example'>(x.example)</a></span>"
    assert story(title=f"<h1>Fog at four {source}</h1>").headline == "Fog at four"
