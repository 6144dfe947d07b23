"""wpDiscuz: every field of a comment, and nothing of the widgets around it."""

from __future__ import annotations

from archiver.comments import follow_ups, parse_thread
from archiver.models import Comment, Thread
from tests.comments import page


def thread() -> Thread:
    return parse_thread(page("wpdiscuz.html", "https://weir.example/weir/"))


def comment(key: str) -> Comment:
    return next(comment for comment in thread().comments if comment.key == key)


def test_finds_the_comments_in_reading_order_and_no_widget() -> None:
    assert [(found.key, found.position) for found in thread().comments] == [("11", 0), ("12", 1), ("14", 2), ("15", 3)]
    assert thread().system == "wpdiscuz"


def test_the_parent_is_the_one_in_the_id_whatever_the_nesting() -> None:
    assert [(found.parent_key, found.parent_source) for found in thread().comments] == [
        (None, "id"),
        ("11", "id"),
        ("13", "id"),
        (None, "id"),
    ]


def test_text_keeps_paragraphs_and_line_breaks_and_leaves_controls_out() -> None:
    assert comment("11").text == "The gates open on Thursday.\n\nBring a coat.\nAnd a lamp."


def test_a_comment_that_is_only_a_link_keeps_it() -> None:
    assert comment("12").text == "https://weir.example/plans/weir.pdf"
    assert 'href="https://weir.example/plans/weir.pdf"' in comment("12").html


def test_a_comment_that_is_only_an_image_has_no_text_but_keeps_the_image() -> None:
    assert comment("15").text == ""
    assert 'src="https://weir.example/heron.jpg"' in comment("15").html


def test_a_missing_name_is_none_and_so_is_its_stand_in() -> None:
    assert [found.author for found in thread().comments] == ["Ines Weir", None, "Bo", None]
    assert comment("14").author_url == "https://guest.example/"


def test_the_clock_in_the_title_is_kept_without_inventing_a_zone() -> None:
    posted = comment("11").posted
    assert posted is not None
    assert (posted.utc, posted.precision, posted.local, posted.raw) == ("2024-05-03", "day", "2024-05-03T19:45", "May 3, 2024 7:45 pm")


def test_a_relative_date_is_a_window_and_no_date_is_none() -> None:
    posted = comment("15").posted
    assert posted is not None
    assert (posted.utc, posted.precision) == (None, "window")
    assert posted.earliest is not None
    assert posted.earliest <= "2026-05-07T12:00:00Z" <= (posted.latest or "")
    assert comment("14").posted is None


def test_votes_are_exact_and_counted_apart_where_the_page_does_so() -> None:
    assert (comment("11").votes, comment("11").likes) == (12345, None)
    assert (comment("12").votes, comment("12").likes, comment("12").dislikes) == (None, 7, -2)


def test_flags_tell_pinned_edited_and_the_articles_author() -> None:
    assert comment("11").flags == {"pinned", "edited", "by_article_author"}
    assert comment("14").flags == frozenset()


def test_the_label_of_a_reply_is_kept_apart_from_its_text() -> None:
    assert comment("12").reply_to == "Ines Weir"


def test_announced_count_and_pages() -> None:
    assert (thread().announced_count, thread().pages_expected) == (1207, 3)


def test_only_comment_pages_of_this_article_are_followed_without_reply_boxes() -> None:
    follows = follow_ups(page("wpdiscuz.html", "https://weir.example/weir/"))
    assert [follow.url for follow in follows] == ["https://weir.example/weir/?cpage=1", "https://weir.example/weir/?cpage=3"]


def test_a_page_never_follows_itself() -> None:
    follows = follow_ups(page("wpdiscuz.html", "https://weir.example/weir/?cpage=3"))
    assert [follow.url for follow in follows] == ["https://weir.example/weir/?cpage=1"]
