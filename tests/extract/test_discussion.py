"""What a page says of its discussion."""

from __future__ import annotations

import pytest

from tests.extract.conftest import Reader


@pytest.mark.parametrize(
    ("area", "count"),
    [
        ("<h2 class='comments-title'>59 thoughts on “The tide came in”</h2>", 59),
        ("<h2 class='comments-title'>One thought on “The tide came in”</h2>", 1),
        ("<h3>1,204 Comments</h3>", 1204),
        ("<h3>12 responses to “The tide came in”</h3>", 12),
        ("<h3>Leave a Reply</h3>", None),
        ("<div class='wpd-thread-info' data-comments-count='0'></div>", 0),
    ],
)
def test_the_announced_number_is_read_from_the_comment_area(story: Reader, area: str, count: int | None) -> None:
    assert story(below=f"<div id='comments' class='comments-area'>{area}</div>").comment_count == count


def test_a_heading_of_the_text_that_counts_something_announces_no_comments(story: Reader) -> None:
    assert story(inside="<h2>12 comments on the tide</h2>").comment_count is None


@pytest.mark.parametrize(
    ("area", "is_open"),
    [
        ("<p class='no-comments'>Comments are closed.</p>", False),
        ("<div>Comments are closed.</div><form id='commentform'><textarea></textarea></form>", False),
        ("<div id='respond'><form id='commentform'><textarea></textarea></form></div>", True),
        ("<div class='wpd-form'><form class='wpd_comm_form'><textarea></textarea></form></div>", True),
        ("<h3>Comments</h3>", None),
    ],
)
def test_open_and_closed_are_what_the_page_says(story: Reader, area: str, is_open: bool | None) -> None:
    assert story(below=f"<div id='comments' class='comments-area'>{area}</div>").comments_open is is_open


def test_a_comment_that_says_that_comments_are_closed_closes_nothing(story: Reader) -> None:
    thread = "<ol class='comment-list'><li class='comment'><p>I hear comments are closed elsewhere.</p></li></ol>"
    thread += "<form id='commentform'><textarea></textarea></form>"
    assert story(below=f"<div id='comments' class='comments-area'>{thread}</div>").comments_open is True
