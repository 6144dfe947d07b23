"""wpDiscuz' own requests for what its page does not hold: further comments, hidden replies, texts that are cut off.

They go to ``admin-ajax.php`` or the plugin's own file, as forms with an ``action`` and a nonce that any visitor gets. The sorting of the page
is kept, since a cursor of one order means nothing in another; chunks are asked for one after another, as the button does. A wrong nonce is
answered with 200 and "Nonce is invalid."; where something before the plugin answers instead, with an empty list. Nothing is asked for that the
page or an answer did not promise, so an empty answer is none. Version 2 has one action without a nonce, whose answer holds all chunks up to
the one asked for.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

from archiver import urls
from archiver.comments import wpdiscuz
from archiver.comments.items import content_of
from archiver.models import FollowUp, Page, Thread
from archiver.text import number_in, parse_html

NAME = "wpdiscuz-ajax"

State = dict[str, Any]
Form = dict[str, str]
_SETTINGS = re.compile(r"\bvar wpdiscuzAjaxObj\s*=\s*(?=\{)")
_SETTINGS_OF_VERSION_2 = re.compile(r"\bvar wc_ajax_obj\s*=\s*(?=\{)")
_SORTING = etree.XPath("string(//*[contains(@class, 'wpdiscuz-sort-button-active')]/@data-sorting)")
_HAS_MORE = etree.XPath("string(//*[@id='wpdiscuzHasMoreComments']/@data-is_show_load_more)")
_CURSOR = etree.XPath("string(//*[contains(@class, 'wpd-load-more-submit')]/@data-lastparentid)")
_HIDDEN = etree.XPath("//*[contains(@class, 'wpd-view-replies')]")
_COUNT = etree.XPath("string(//*[contains(@class, 'wpd-thread-info')]/@data-comments-count)")
_FIELD = etree.XPath("string(//input[@name=$name]/@value)")
_ALL_IN_PAGE = "3"  # of commentListLoadType
_BY_SCRIPT = ("1", "2")  # of firstLoadWithAjax: at once, or by a button
_INVALID = "Nonce is invalid"
# A nonce lives for half a day; a thread that was left for longer asks for another one.
_NONCES = 3


def state_of(page: Page) -> State | None:
    """What the page still lacks of its thread, as JSON values; None for pages that lack nothing, or are not wpDiscuz'.

    ``address`` and ``nonce`` (its field's name, or None) of the interface; ``post`` (the article's number); ``sorting`` and ``cursor`` of the
    next chunk, or None; ``hidden``, the roots whose replies are hidden; ``cut``, the comments whose texts are.
    """
    settings = _settings(page, _SETTINGS)
    if settings is None or settings.get("wordpressIsPaginate") == "1" or _COUNT(page.tree) == "0":
        return None
    thread = page.thread
    state: State = {
        "address": settings.get("url")
        if settings.get("isNativeAjaxEnabled") == "1"
        else settings.get("customAjaxUrl") or settings.get("url"),
        "post": str(settings.get("wc_post_id") or ""),
        "nonce": settings.get("nonceName") or None,
        "lang": page.tree.get("lang"),
        "next": _first_chunk(page, settings),
        "replies": settings.get("isLoadOnlyParentComments") == "1",
        "hidden": _hidden(page) if settings.get("isLoadOnlyParentComments") == "1" else [],
        "cut": [comment.key for comment in thread.comments if comment.truncated] if thread else [],
    }
    is_whole = not (state["next"] or state["hidden"] or state["cut"])
    return None if is_whole or not state["address"] or not state["post"] else state


def _first_chunk(page: Page, settings: dict[str, Any]) -> Form | None:
    """The form for the first chunk that the page lacks, without action, post and nonce."""
    sorting = _SORTING(page.tree) or "newest"
    if settings.get("firstLoadWithAjax") in _BY_SCRIPT:
        return {"sorting": sorting, "offset": "0", "lastParentId": "0", "isFirstLoad": "1", "wpdType": ""}
    if settings.get("commentListLoadType") == _ALL_IN_PAGE or _HAS_MORE(page.tree) in ("", "0"):
        return None
    return {"sorting": sorting, "offset": "1", "lastParentId": _CURSOR(page.tree) or "0", "isFirstLoad": "0", "wpdType": ""}


def requests(state: State | None, *, whole_texts: bool) -> tuple[FollowUp, ...]:
    """The first requests for what ``state`` says.

    :param whole_texts: whether the texts that are cut off are had from elsewhere.
    """
    if state is None:
        return ()
    state = {**state, "whole": whole_texts}
    forms = [*([_chunk(state["next"])] if state["next"] else []), *_details(state, state["hidden"], state["cut"])]
    return _with_nonce(state, forms) if forms else ()


def embedded(page: Page) -> tuple[FollowUp, ...]:
    """Version 2's one request. Later versions are begun by WordPress' REST interface, which may have the texts that the page cuts off."""
    settings = _settings(page, _SETTINGS_OF_VERSION_2)
    stated = (_FIELD(page.tree, name=name) for name in ("wc_parent_comments_count", "wc_parent_per_page"))
    roots, each = (number_in(value) if value.isdigit() else None for value in stated)
    post = _FIELD(page.tree, name="comment_post_ID") or next(iter(re.findall(r"id=['\"]wc-comm-(\d+)_", page.text)), "")
    if settings is None or not post or roots is None or not each or roots <= each:
        return ()
    form = {
        "comments_offset": str(math.ceil(roots / each)),
        "wc_curr_user_comment_count": "0",
        "wc_post_id": post,
        "wc_last_comment_id": "0",
        "action": "wc_load_more_comments",
    }
    state = {"address": settings.get("url"), "lang": page.tree.get("lang")}
    return (_ask(state, form, "all comments"),)


def parse(page: Page) -> Thread:
    data = _answer(page)
    if data is None:
        if _INVALID in page.text and int(page.context.get("nonces", "1")) < _NONCES:
            return Thread(system=wpdiscuz.NAME)  # asked for once more, with another nonce
        raise ValueError(f"wpDiscuz gave no comments, but {page.text[:60]!r}")
    form = dict(page.form)
    if form["action"] == "wpdGetNonce":
        return Thread(system=wpdiscuz.NAME)
    texts, comments = (
        (_whole_text(page, data, form), ()) if form["action"] == "wpdReadMore" else ((), wpdiscuz.parse(_fragment(page, data)).comments)
    )
    # The first load of a list by script is no promise: there may be no comments yet.
    if not texts and not comments and form.get("isFirstLoad") != "1":
        raise ValueError("wpDiscuz gave an empty answer where there is more: its nonce may be wrong")
    return Thread(system=wpdiscuz.NAME, comments=comments, texts=texts)


def follow(page: Page) -> tuple[FollowUp, ...]:
    data, form = _answer(page), dict(page.form)
    state: State = json.loads(page.context["state"])
    if data is None:
        return _again(page, state, form) if page.ok and _INVALID in page.text else ()
    if form["action"] == "wpdGetNonce":
        forms: list[Form] = json.loads(page.context["then"])
        nonce = {state["nonce"]: str(data.get(state["nonce"]) or "")}
        return tuple(_ask(state, each | nonce, _why(each), nonces=page.context.get("nonces", "1")) for each in forms)
    if form["action"] not in ("wpdLoadMoreComments", "wpdShowReplies"):
        return ()
    fragment = _fragment(page, data)
    hidden = _hidden(fragment) if state["replies"] and form["action"] == "wpdLoadMoreComments" else []
    found = wpdiscuz.parse(fragment).comments
    forms = _details(state, hidden, [comment.key for comment in found if comment.truncated])
    if form["action"] == "wpdLoadMoreComments" and data.get("is_show_load_more") and found:
        after = {"offset": str(int(form["offset"]) + 1), "lastParentId": str(data.get("last_parent_id")), "isFirstLoad": "0"}
        forms.insert(0, form | after)
    nonce = {name: value for name, value in form.items() if name == state["nonce"]}
    return tuple(_ask(state, {"postId": form["postId"]} | each | nonce, _why(each)) for each in forms)


def _settings(page: Page, name: re.Pattern[str]) -> dict[str, Any] | None:
    """An object that the plugin writes into a script."""
    match = name.search(page.text)
    if match is None:
        return None
    try:
        settings = json.JSONDecoder().raw_decode(page.text, match.end())[0]
    except ValueError:
        return None
    return {key: str(value) for key, value in settings.items() if isinstance(value, str | int)}


def _answer(page: Page) -> dict[str, Any] | None:
    """What an answer holds; None where it is none."""
    if not page.ok:
        return None
    try:
        answer = json.loads(page.text)
    except ValueError:
        return None
    if not isinstance(answer, dict):
        return None
    if "message" in answer:  # version 2
        return answer
    data = answer.get("data")
    return data if answer.get("success") and isinstance(data, dict) else None


def _whole_text(page: Page, data: dict[str, Any], form: Form) -> tuple[tuple[str, str, str], ...]:
    """The text of a comment that the page cuts off, as ``Thread.texts`` holds it."""
    text, html = content_of(parse_html(f"<div>{data.get('message') or ''}</div>"), _place(page), wpdiscuz.is_control)
    return ((form["commentId"], text, html),) if html else ()


def _chunk(form: Form) -> Form:
    return {"action": "wpdLoadMoreComments", **form}


def _details(state: State, hidden: Iterable[str], cut: Iterable[str]) -> list[Form]:
    replies = [{"action": "wpdShowReplies", "commentId": key} for key in hidden]
    return replies + ([] if state["whole"] else [{"action": "wpdReadMore", "commentId": key} for key in cut])


def _with_nonce(state: State, forms: list[Form], nonces: int = 1) -> tuple[FollowUp, ...]:
    """The request for a nonce, behind which the forms are sent; the forms themselves for versions that ask for none."""
    forms = [form | {"postId": state["post"]} for form in forms]
    if state["nonce"] is None:
        return tuple(_ask(state, form, _why(form)) for form in forms)
    form = {"action": "wpdGetNonce", "postId": state["post"]}
    return (_ask(state, form, "a nonce", then=json.dumps(forms), nonces=str(nonces)),)


def _again(page: Page, state: State, form: Form) -> tuple[FollowUp, ...]:
    """The same request behind another nonce, which may have run out."""
    nonces = int(page.context.get("nonces", "1")) + 1
    if nonces > _NONCES:
        return ()
    return _with_nonce(state, [{name: value for name, value in form.items() if name != state["nonce"]}], nonces)


def _ask(state: State, form: Form, why: str, **context: str) -> FollowUp:
    kept = {name: state[name] for name in ("address", "post", "nonce", "lang", "replies", "whole") if name in state}
    pairs = {"system": NAME, "state": json.dumps(kept), **context}
    return FollowUp(url=state["address"], why=why, method="POST", form=tuple(form.items()), context=tuple(pairs.items()))


def _why(form: Form) -> str:
    if form["action"] == "wpdLoadMoreComments":
        return f"chunk {form['offset']} of comments"
    return ("replies to" if form["action"] == "wpdShowReplies" else "whole text of") + f" comment {form['commentId']}"


def _hidden(page: Page) -> list[str]:
    """The comments whose replies are hidden behind "View Replies"."""
    holders = ((each.get("id") or "" for each in node.iterancestors("div")) for node in _HIDDEN(page.tree))
    keys = (next((match[1] for name in names if (match := wpdiscuz.ID.match(name))), None) for names in holders)
    return [key for key in keys if key]


def _place(page: Page) -> Page:
    return Page(url=urls.canonical(page.article_url or page.url), body=b"")


def _fragment(page: Page, data: dict[str, Any]) -> Page:
    """The comments of an answer as a page of their own."""
    markup = data.get("comment_list") or data.get("message") or ""
    language = json.loads(page.context["state"]).get("lang") or ""
    return Page(
        url=_place(page).url,
        body=f'<html lang="{language}"><body><div id="wpdcom">{markup}</div></body></html>'.encode(),
        headers=(("Content-Type", "text/html; charset=utf-8"),),
        fetched_at=page.fetched_at,
        kind="comments",
    )
