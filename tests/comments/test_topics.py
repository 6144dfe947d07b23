"""Topics of software that no table describes: what opens them, and what answers it."""

from __future__ import annotations

import pytest

import archiver
from archiver.models import Extraction

URL = "https://harbour.example/t/fog-horns/7"
LONG = "The horn on the north pier was heard in all three parishes until the winter of the great storm."


def read(body: str) -> Extraction:
    return archiver.extract(f"<html lang=en><body><h1>Fog horns</h1>{body}</body></html>", URL)


def post(classes: str, number: int, name: str, text: str) -> str:
    return (
        f"<div class='{classes}' id='post-90{number}'><a class=username href='/user/{name}'>{name}</a>"
        f"<time datetime='2024-03-0{number}'>{number} March</time><div class=post-text><p>{text}</p></div><a href='/reply/{number}'>Reply</a></div>"
    )


REPLIES = tuple(post("topic-post post-reply", number, name, f"{LONG} I am number {number}.") for number, name in ((2, "Ida"), (3, "Jon")))


@pytest.mark.parametrize("box", ["{}", "<div>{}</div>"], ids=["bare", "boxed"])
def test_the_first_post_opens_a_topic_though_its_template_has_another_class(box: str) -> None:
    posts = (post("topic-post post-original", 1, "Una", "Who remembers the horn?"), *REPLIES)
    found = read(f"<div class=topic>{''.join(map(box.format, posts))}</div>")
    assert found.thread.opening is not None
    assert (found.thread.opening.key, found.thread.opening.author) == ("901", "Una")
    assert [comment.key for comment in found.thread.comments] == ["902", "903"]
    assert found.article is not None
    assert found.article.body_text == "Who remembers the horn?"


def test_the_first_post_opens_a_topic_though_only_its_text_is_called_as_theirs() -> None:
    def signed(number: int, name: str, text: str) -> str:
        return f"<b>{name} \u00b7 <i>{number} March 2024 20:04</i></b><div class='post-body' id='reply-body-90{number}'><p>{text}</p></div>"

    first = f"<div class='blue' id='original'>{signed(1, 'Una', f'Who remembers the horn? {LONG}')}</div>"
    replies = "".join(f"<div class='px-4' data-reply-id='90{number}'>{signed(number, 'Ida', LONG)}</div>" for number in (2, 3, 4))
    found = read(f"<main><div>{first}</div>{replies}</main>")
    assert found.thread.opening is not None
    assert (found.thread.opening.key, found.thread.opening.author) == ("901", "Una")
    assert [comment.key for comment in found.thread.comments] == ["902", "903", "904"]
    assert found.article is not None
    assert found.article.body_text == f"Who remembers the horn? {LONG}"


def test_a_teaser_above_the_posts_opens_nothing() -> None:
    teaser = f"<div class=topic-teaser><h3><a href='/t/8'>Bells</a></h3><p>{LONG}</p></div>"
    found = read(f"{teaser}<div class=topic>{''.join(REPLIES)}</div>")
    assert found.thread.opening is None or found.thread.opening.key == "902"


def test_the_opening_post_of_a_topic_is_not_looked_for_on_its_second_page() -> None:
    before = "<a rel=prev href='/t/fog-horns/7?page=1'>1</a>"
    found = read(f"{before}<div class=topic>{post('topic-post post-original', 1, 'Una', 'Pinned: who remembers?')}{''.join(REPLIES)}</div>")
    assert found.thread.opening is None


def test_posts_in_cells_of_a_table_are_read_beside_a_long_dialog() -> None:
    cells = "".join(
        f"<tr><td class=msg id='message_{number}'><b class=name>{name}</b> <span class=post_time>{number}/2/2024 5:00 AM</span>"
        f"<div class=msg_text>{LONG}</div></td></tr>"
        for number, name in ((501, "Una"), (502, "Ida"), (503, "Jon"))
    )
    dialog = f"<div role=dialog><h2>Privacy</h2><div role=dialog>{f'<p>We and our 508 partners ask. {LONG}</p>' * 20}</div></div>"
    found = read(f"<table class=board><tbody>{cells}</tbody></table>{dialog}")
    assert [comment.author for comment in found.thread.comments] == ["Ida", "Jon"]
    assert found.article is not None
    assert found.article.body_text == LONG


POSTING = """<div itemscope itemtype="https://schema.org/DiscussionForumPosting"><span itemprop="author" itemscope
itemtype="https://schema.org/Person"><meta itemprop="name" content="Una"><meta itemprop="url" content="/u/una"></span>
<meta itemprop="datePublished" content="2024-03-01T09:00:00Z"><meta itemprop="text" content="What colour was the horn &lt; the light?">
<table><tr><td class="l">Una</td></tr><tr><td class="k">What colour was the horn &lt; the light?</td></tr></table>
<div id="pb11" itemprop="comment" itemscope itemtype="https://schema.org/Comment"><span itemprop="author" itemscope
itemtype="https://schema.org/Person"><meta itemprop="name" content="Ida"><meta itemprop="url" content="/u/ida"></span>
<meta itemprop="datePublished" content="2024-03-02T11:30:00Z"><div itemprop="text">Green &amp; white.</div></div></div>"""


def test_a_forum_posting_of_microdata_opens_the_topic_with_the_words_that_it_tells_machines() -> None:
    found = read(POSTING)
    opening = found.thread.opening
    assert found.thread.system == "microdata"
    assert opening is not None
    assert (opening.text, opening.html) == ("What colour was the horn < the light?", "What colour was the horn &lt; the light?")
    assert (opening.author, opening.author_url) == ("Una", "https://harbour.example/u/una")
    assert opening.posted is not None
    assert opening.posted.utc == "2024-03-01T09:00:00Z"
    assert found.article is not None
    assert found.article.body_text == opening.text


def test_a_name_that_microdata_tells_machines_alone_is_the_author() -> None:
    (comment,) = read(POSTING).thread.comments
    assert (comment.key, comment.author, comment.author_url) == ("11", "Ida", "https://harbour.example/u/ida")
    assert (comment.text, comment.parent_key, comment.parent_source) == ("Green & white.", None, "none")


def test_a_posting_without_words_opens_nothing_and_is_nobodys_parent() -> None:
    thread = read(POSTING.replace('itemprop="text" content', 'name="text" content')).thread
    assert thread.opening is None
    assert [(comment.key, comment.parent_key) for comment in thread.comments] == [("11", None)]


def test_postings_that_nobody_answers_are_no_thread() -> None:
    posting = POSTING[: POSTING.index("<div id=")] + "</div>"
    assert read(posting + posting).thread.system is None


def test_the_innermost_part_with_headline_and_comments_is_the_article_however_short() -> None:
    beside = "".join(f"<section class=other><p>{LONG} {LONG}</p></section>" for _ in range(3))
    comments = f"<div id=comments><ol>{f'<li><p>{LONG}</p></li>' * 3}</ol></div>"
    page = f"<body><main><article><h1>Fog horns</h1><div class=words><p>{LONG}</p></div>{comments}</article>{beside}</main></body>"
    article = archiver.extract(page, URL).article
    assert article is not None
    assert article.body_text == LONG
