"""WordPress' REST interface and wpDiscuz' own requests: what is asked, and what is read from the answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from archiver.comments import follow_ups, parse_thread
from archiver.models import FollowUp, Page

URL = "https://paper.example/2024/05/a-story/"
REST = "<link rel='https://api.w.org/' href='https://paper.example/wp-json/'><link rel='shortlink' href='https://paper.example/?p=7'>"
COMMENT = (
    "<div id='wpd-comm-{0}_{1}' class='comment wpd-comment {3}'><div class='wpd-comment-wrap'><div class='wpd-comment-author'>Ada</div>"
    "<div class='wpd-comment-text'><p>{2}</p></div></div></div>"
)
CUT = "The tide came<span id='wpdiscuz-readmore-3_0'><span class='wpdiscuz-hellip'>&hellip;</span></span>"


def page(body: str, *, head: str = REST, **settings: str) -> Page:
    """An article's page with wpDiscuz, whose settings are as most sites have them."""
    told = {
        "wc_post_id": "7", "url": "https://paper.example/wp-admin/admin-ajax.php", "isNativeAjaxEnabled": "1", "nonceName": "wpdiscuz_nonce",
        "commentListLoadType": "0", "firstLoadWithAjax": "0", "isLoadOnlyParentComments": "0", "wordpressIsPaginate": "",
    } | settings  # fmt: skip
    more = (
        "<button class='wpd-load-more-submit' data-lastparentid='3'></button><span id='wpdiscuzHasMoreComments' data-is_show_load_more='1'></span>"
        "<span class='wpdiscuz-sort-button wpdiscuz-sort-button-active' data-sorting='oldest'>Oldest</span>"
    )
    script = f"<script>var wpdiscuzAjaxObj = {json.dumps(told)};</script>" if settings.get("wc_post_id") != "none" else ""
    return Page(
        url=URL, body=f"<html lang='en'><head>{head}{script}</head><body class='single'><div id='comments'>{body}{more}</div>".encode()
    )


def answer(to: FollowUp, body: Any, status: int = 200, **headers: str) -> Page:
    """What a server sends for a request."""
    content = body if isinstance(body, str) else json.dumps(body)
    context, kept = dict(to.context), tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Page(
        url=to.url, body=content.encode(), status=status, headers=kept, kind="comments", article_url=URL, form=to.form, context=context
    )


def record(key: int, parent: int = 0, **changes: Any) -> dict[str, Any]:
    told = {
        "id": key,
        "parent": parent,
        "author_name": "Ada",
        "author_url": "",
        "date": "2024-03-04T08:00:00",
        "date_gmt": "2024-03-04T13:00:00",
    }
    return told | {"content": {"rendered": f"<p>Text {key}</p>"}} | changes


def test_rest_is_asked_first_for_a_page_with_comments() -> None:
    [first] = follow_ups(page(COMMENT.format(3, 0, "Whole.", "")))
    assert first.url == "https://paper.example/wp-json/wp/v2/comments?post=7&per_page=100&page=1&orderby=id&order=asc"


def test_a_site_without_permalinks_is_asked_by_its_own_form_of_address() -> None:
    head = "<link rel='https://api.w.org/' href='https://paper.example/?rest_route=/'><link rel='shortlink' href='/?p=7'>"
    [first] = follow_ups(page(COMMENT.format(3, 0, "Whole.", ""), head=head))
    assert first.url.startswith("https://paper.example/?rest_route=/wp/v2/comments&post=7&")


def test_a_page_without_comments_asks_for_nothing() -> None:
    assert follow_ups(Page(url=URL, body=f"<html><head>{REST}</head><body class='single'><p>Quiet.</p>".encode())) == ()


def test_rest_tells_parents_and_exact_dates_and_invents_no_name() -> None:
    [first] = follow_ups(page(COMMENT.format(3, 0, "Whole.", "")))
    thread = parse_thread(answer(first, [record(3), record(4, 3, author_name="")], X_WP_Total="2", X_WP_TotalPages="1"))
    assert [(each.key, each.parent_key, each.author) for each in thread.comments] == [("3", None, "Ada"), ("4", "3", None)]
    assert [each.posted.utc for each in thread.comments if each.posted] == ["2024-03-04T13:00:00Z"] * 2
    assert (thread.from_api, thread.announced_count, thread.counted) == (True, 2, "comments without pingbacks")


def test_the_hour_that_summer_time_skips_is_set_right() -> None:
    """WordPress prints 02:30 UTC as 03:30 on the day on which its site's clocks skip that hour."""
    clocks = [("00:30", "05:30"), ("21:30", "03:30"), ("23:30", "04:30")]
    days = [("2024-03-09", "2024-03-09"), ("2024-03-09", "2024-03-10"), ("2024-03-09", "2024-03-10")]
    records = [
        record(number, date=f"{local}T{clock}:00", date_gmt=f"{utc}T{gmt}:00")
        for number, ((clock, gmt), (local, utc)) in enumerate(zip(clocks, days, strict=True), 1)
    ]
    [first] = follow_ups(page(COMMENT.format(3, 0, "Whole.", "")))
    posted = [each.posted for each in parse_thread(answer(first, records)).comments]
    assert [each.utc for each in posted if each] == ["2024-03-09T05:30:00Z", "2024-03-10T02:30:00Z", "2024-03-10T04:30:00Z"]
    assert posted[1] is not None
    assert posted[1].raw == "2024-03-10T03:30:00"


def test_after_the_first_page_come_the_others_pinned_comments_and_wpdiscuz() -> None:
    shown = page(COMMENT.format(3, 0, CUT, "") + COMMENT.format(9, 0, "First!", "wpd-sticky-comment"))
    [first] = follow_ups(shown)
    after = follow_ups(answer(first, [record(3)], X_WP_Total="101", X_WP_TotalPages="2"))
    assert [each.url.rpartition("/wp-json/wp/v2/")[2] or each.url for each in after] == [
        "comments?post=7&per_page=100&page=2&orderby=id&order=asc",
        "comments/9",
        "https://paper.example/wp-admin/admin-ajax.php",
    ]
    forms = json.loads(dict(after[-1].context)["then"])
    assert [each["action"] for each in forms] == ["wpdLoadMoreComments"]  # REST has the text that is cut off


@pytest.mark.parametrize(("status", "body"), [(401, ""), (404, ""), (0, ""), (200, "<html>"), (200, '{"code": "rest_disabled"}')])
def test_where_rest_is_closed_wpdiscuz_is_asked_for_everything(status: int, body: str) -> None:
    [first] = follow_ups(page(COMMENT.format(3, 0, CUT, "")))
    [nonce] = follow_ups(answer(first, body, status))
    assert dict(nonce.form) == {"action": "wpdGetNonce", "postId": "7"}
    more, text = follow_ups(answer(nonce, {"success": True, "data": {"wpdiscuz_nonce": "n1"}}))
    assert dict(more.form) == {
        "action": "wpdLoadMoreComments", "sorting": "oldest", "offset": "1", "lastParentId": "3", "isFirstLoad": "0", "wpdType": "",
        "postId": "7", "wpdiscuz_nonce": "n1",
    }  # fmt: skip
    assert dict(text.form) == {"action": "wpdReadMore", "commentId": "3", "postId": "7", "wpdiscuz_nonce": "n1"}
    whole = parse_thread(
        answer(text, {"success": True, "data": {"message": "<div class='wpd-comment-text'><p>The tide came in.</p></div>"}})
    )
    assert whole.texts == (("3", "The tide came in.", "<p>The tide came in.</p>"),)


def test_chunks_are_asked_for_until_there_are_no_more() -> None:
    [nonce] = follow_ups(page(COMMENT.format(3, 0, "Whole.", ""), head=""))
    [more] = follow_ups(answer(nonce, {"success": True, "data": {"wpdiscuz_nonce": "n1"}}))
    chunk = answer(
        more,
        {"success": True, "data": {"comment_list": COMMENT.format(5, 3, "Yes.", ""), "last_parent_id": "5", "is_show_load_more": True}},
    )
    [comment] = parse_thread(chunk).comments
    assert (comment.key, comment.parent_key, comment.text) == ("5", "3", "Yes.")
    [after] = follow_ups(chunk)
    assert {"offset": "2", "lastParentId": "5", "isFirstLoad": "0"}.items() <= dict(after.form).items()
    assert follow_ups(answer(after, {"success": True, "data": {"comment_list": "", "is_show_load_more": False}})) == ()


@pytest.mark.parametrize("mode", ["1", "2"])
def test_a_thread_that_is_loaded_by_script_alone_is_begun_as_a_browser_does(mode: str) -> None:
    [nonce] = follow_ups(page("", head="", firstLoadWithAjax=mode))
    [first] = json.loads(dict(nonce.context)["then"])
    assert (first["offset"], first["lastParentId"], first["isFirstLoad"]) == ("0", "0", "1")


def test_hidden_replies_are_asked_for_root_by_root() -> None:
    hidden = "<div id='wpd-comm-3_0' class='comment wpd-comment'><span class='wpd-view-replies'>View Replies (2)</span></div>"
    [nonce] = follow_ups(page(hidden, head="", isLoadOnlyParentComments="1", commentListLoadType="3"))
    assert json.loads(dict(nonce.context)["then"]) == [{"action": "wpdShowReplies", "commentId": "3", "postId": "7"}]


def test_a_nonce_is_renewed_twice_and_then_given_up() -> None:
    [nonce] = follow_ups(page(COMMENT.format(3, 0, "Whole.", ""), head=""))
    for _ in range(2):
        [more] = follow_ups(answer(nonce, {"success": True, "data": {"wpdiscuz_nonce": "old"}}))
        refused = answer(more, "Nonce is invalid.")
        assert parse_thread(refused).comments == ()
        [nonce] = follow_ups(refused)
    [more] = follow_ups(answer(nonce, {"success": True, "data": {"wpdiscuz_nonce": "old"}}))
    refused = answer(more, "Nonce is invalid.")
    assert follow_ups(refused) == ()
    with pytest.raises(ValueError, match="Nonce is invalid"):
        parse_thread(refused)


def test_an_answer_that_is_no_list_of_comments_is_an_error() -> None:
    [first] = follow_ups(page(COMMENT.format(3, 0, "Whole.", "")))
    with pytest.raises(ValueError, match="no list of comments"):
        parse_thread(answer(first, "<html>Come back later</html>"))


def test_version_2_is_asked_once_for_all_its_chunks() -> None:
    head = '<script>var wc_ajax_obj = {"url": "https://paper.example/ajax"};</script>'
    body = (
        "<div id='wc-comm-7_3' class='wc-comment'><div id='comment-3'></div></div><input name='wc_parent_comments_count' value='11'>"
        "<input name='wc_parent_per_page' value='5'>"
    )
    [request] = follow_ups(page(body, head=head, wc_post_id="none"))
    assert dict(request.form) | {"action": ""} == {
        "comments_offset": "3", "wc_curr_user_comment_count": "0", "wc_post_id": "7", "wc_last_comment_id": "0", "action": "",
    }  # fmt: skip
