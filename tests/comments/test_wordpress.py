"""WordPress' own lists: classic themes, the comment blocks, and flat lists."""

from __future__ import annotations

import time

import pytest

from archiver.comments import follow_ups, parse_thread
from archiver.models import Comment, Page
from tests.comments import page


def comments(name: str) -> dict[str, Comment]:
    return {comment.key: comment for comment in parse_thread(page(name, "https://kiosk.example/the-kiosk/")).comments}


def test_the_parent_is_the_comment_that_a_reply_is_nested_in() -> None:
    found = comments("classic.html")
    assert {key: comment.parent_key for key, comment in found.items()} == {
        "201": None,
        "202": "201",
        "203": "202",
        "204": "202",
        "205": None,
    }
    assert {comment.parent_source for comment in found.values()} == {"nesting"}
    assert [comment.depth for comment in found.values()] == [1, 2, 3, 3, 1]


def test_replies_at_the_depth_limit_are_marked_where_the_true_parent_may_be_another() -> None:
    found = comments("classic.html")
    assert [key for key, comment in found.items() if "depth_limit" in comment.flags] == ["204"]


def test_text_leaves_moderation_notes_and_share_bars_out_and_keeps_quotes() -> None:
    assert comments("classic.html")["201"].text == "Open it again.\n\nA quoted line."


def test_authors_their_addresses_and_the_stand_in_for_a_missing_name() -> None:
    found = comments("classic.html")
    assert (found["201"].author, found["201"].author_url) == ("Nan O'Dell", "https://nan.example/")
    assert (found["202"].author, found["202"].flags) == (None, {"by_article_author"})


def test_the_time_element_gives_utc_to_the_second() -> None:
    posted = comments("classic.html")["201"].posted
    assert posted is not None
    assert (posted.utc, posted.precision) == ("2023-08-01T08:30:15Z", "second")


def test_a_pingback_is_kept_as_what_it_is() -> None:
    ping = comments("classic.html")["205"]
    assert (ping.author, ping.author_url, ping.text, ping.flags) == (
        "Kiosks of the coast",
        "https://elsewhere.example/kiosk/",
        "",
        {"pingback"},
    )


def test_the_announced_count_is_the_headings_number_not_the_headlines() -> None:
    assert parse_thread(page("classic.html", "https://kiosk.example/the-kiosk/")).announced_count == 1012
    assert parse_thread(page("block.html", "https://kiosk.example/boats/")).announced_count == 1


def test_older_comments_are_followed_from_the_articles_page_and_from_comment_pages() -> None:
    assert [follow.url for follow in follow_ups(page("classic.html", "https://kiosk.example/the-kiosk/"))] == [
        "https://kiosk.example/the-kiosk/comment-page-2/"
    ]
    assert follow_ups(page("classic.html", "https://kiosk.example/another-story/")) == ()


def test_a_flat_list_leaves_parents_unknown() -> None:
    found = comments("flat.html")
    assert [(comment.parent_key, comment.parent_source) for comment in found.values()] == [(None, "none"), (None, "none")]


def test_names_and_dates_are_read_from_a_signature_below_the_text() -> None:
    found = comments("flat.html")
    assert [comment.author for comment in found.values()] == ["Uwe", "Else"]
    assert [comment.posted.local for comment in found.values() if comment.posted] == ["2011-07-17T13:04", "2011-07-18T08:15"]
    assert [comment.text for comment in found.values()] == ["Ohne Antworten, ohne Bäume.", "Auch hier."]


def test_list_items_directly_inside_list_items_keep_their_parents() -> None:
    found = comments("block.html")
    assert {key: comment.parent_key for key, comment in found.items()} == {"1": None, "2": "1", "3": "2"}
    assert found["2"].text == "Answers Ava."


def test_a_form_or_a_recent_comments_widget_is_no_thread() -> None:
    html = (
        b'<html><body class="single"><div id="comments"><form id="commentform"><textarea id="comment"></textarea></form></div>'
        b'<aside class="widget_recent_comments"><ul><li id="comment-5" class="comment">'
        b'<cite class="fn">A</cite><p>B</p></li></ul></aside></body></html>'
    )
    only_form = Page(url="https://kiosk.example/x/", body=html)
    assert parse_thread(only_form).comments == ()
    assert follow_ups(only_form) == ()


def nested(count: int, depth: int) -> Page:
    """``count`` comments in chains of ``depth``."""
    parts = []
    for number in range(count):
        parts.append(
            f'<li id="comment-{number}" class="comment depth-1"><b class="fn">N</b><div class="comment-content"><p>Words {number}.</p></div><ol>'
        )
        if number % depth == depth - 1 or number == count - 1:
            parts.append("</ol></li>" * (number % depth + 1))
    return Page(url="https://kiosk.example/x/", body=f"<html><body><ol>{''.join(parts)}</ol></body></html>".encode())


def seconds(count: int, depth: int) -> float:
    big = nested(count, depth)
    began = time.process_time()
    assert len(parse_thread(big).comments) == count
    return time.process_time() - began


@pytest.mark.parametrize("depth", [1, 10])
def test_long_threads_take_linear_time(depth: int) -> None:
    seconds(500, depth)  # what is built once
    small, large = seconds(5_000, depth), seconds(20_000, depth)
    assert large < small * 4 * 2.5, f"four times the comments took {large / small:.1f} times as long"


def test_a_thousand_levels_of_nesting_keep_their_parents() -> None:
    found = parse_thread(nested(1_000, 1_000)).comments
    assert [comment.parent_key for comment in found] == [None, *(str(number) for number in range(999))]


KUBRICK = """<html><body><img src="/wp-content/themes/default/a.png"><ol class="commentlist">
<li class="alt" id="comment-7"><cite><a href="http://ada.example/">Ada</a></cite> Says: <br>
<small class="commentmetadata"><a href="#comment-7">July 1st, 2007 at 3:04 pm</a></small>
<p>I quote <cite>The Ferryman</cite>.</p><blockquote><cite>Bo</cite> was there.</blockquote></li></ol></body></html>"""


def test_a_signature_is_no_part_of_the_text_and_a_cited_work_is() -> None:
    (found,) = parse_thread(Page(url="https://kiosk.example/x/", body=KUBRICK.encode())).comments
    assert (found.author, found.author_url) == ("Ada", "http://ada.example/")
    assert found.text == "I quote The Ferryman.\n\nBo was there."
    assert "Says" not in found.html
    assert found.posted is not None
    assert found.posted.local == "2007-07-01T15:04"


def test_comments_that_another_system_numbers_alike_are_not_taken_for_wordpress() -> None:
    drupal = b"""<html><body><section><article id="comment-9" class="comment by-anonymous"><footer>Ada</footer><p>Here.</p></article>
    <div class="indented"><article id="comment-10" class="comment"><p>There.</p></article></div></section></body></html>"""
    assert parse_thread(Page(url="https://kiosk.example/x/", body=drupal)).comments == ()


@pytest.mark.parametrize("label", ["Reply to Nan O'Dell", "Auf Nan O'Dell antworten", "Responder a Nan O'Dell"])
def test_a_name_in_a_header_of_the_themes_own_is_known_by_the_label_of_the_reply_link(label: str) -> None:
    header = "<div class='comment-meta'><span>On the kiosk</span> <strong>Nan O'Dell</strong> at noon"
    link = f'<a class="comment-reply-link" href="?replytocom=7#respond" aria-label="{label}">Reply</a></div>'
    item = f"<li class='comment even depth-1' id='li-comment-7'>{header}{link}<div class='comment-content'><p>Open it again.</p></div></li>"
    found = parse_thread(_listed(item)).comments
    assert [(each.author, each.text) for each in found] == [("Nan O'Dell", "Open it again.")]


def test_such_a_name_is_no_part_of_what_was_written() -> None:
    link = '<span class="reply"><a class="comment-reply-link" href="?replytocom=7#respond" aria-label="Reply to Nan">Reply</a></span>'
    text = f"<div class='comment-text'>{link}<h6>Nan</h6><p>Open it again.</p></div>"
    found = parse_thread(_listed(f"<li class='comment even depth-1' id='comment-7'>{text}</li>")).comments
    assert [(each.author, each.text) for each in found] == [("Nan", "Open it again.")]


def _listed(items: str) -> Page:
    markup = f"<body><article><h1>The kiosk</h1></article><ol class='commentlist'>{items}</ol></body>"
    return Page(url="https://kiosk.example/the-kiosk/", body=markup.encode())
