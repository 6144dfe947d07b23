"""Numbers of thousands of digits, which Python refuses to read: a page that holds one loses it, and nothing else."""

from __future__ import annotations

import pytest

from archiver import extract
from archiver.text import number_in

LONG = "9" * 5_000
COMMENT = "<li class='comment depth-{}' id=comment-1><cite class=fn>Ada</cite><div class=comment-content><p>It came in.</p></div></li>"


@pytest.mark.parametrize(
    "around",
    [
        f"<div id=comments><h2 class=comments-title>{LONG} comments</h2><ol>{COMMENT.format(1)}</ol></div>",
        f"<div id=comments><ol>{COMMENT.format(LONG)}</ol></div>",
        f"<div id=comments><a href='?cpage={LONG}'>Older</a><ol>{COMMENT.format(1)}</ol></div>",
        f"<div id=comments><a href='/a/comment-page-{LONG}/'>Older</a><ol>{COMMENT.format(1)}</ol></div>",
        f"<img src=/quay.jpg width={LONG} height=3><div id=comments><ol>{COMMENT.format(1)}</ol></div>",
        f"<a class=comments-link href='#comments'>{LONG} comments</a><div id=comments><ol>{COMMENT.format(1)}</ol></div>",
    ],
    ids=["heading", "depth", "query", "path", "width", "link"],
)
def test_a_page_with_a_number_that_nobody_can_read_is_read(around: str) -> None:
    text = "<p>The tide came in at four, and it stayed until the lamps were lit on the quay.</p>"
    page = f"<html><body class=single><article><h1>The tide</h1><div class=entry-content>{text}</div>{around}</article></body></html>"
    found = extract(page, "https://paper.example/a/")
    assert found.article is not None
    assert found.article.headline == "The tide"
    assert found.article.comment_count is None
    assert [comment.text for comment in found.thread.comments] == ["It came in."]


@pytest.mark.parametrize(("text", "number"), [("1,234 views", 1234), ("none", None), ("", None), ("9" * 12, 999_999_999_999), (LONG, None)])
def test_a_number_is_read_whatever_parts_its_digits(text: str, number: int | None) -> None:
    assert number_in(text) == number
