"""Threads that cannot be read: recognised by what holds them, and recorded with what names them."""

from __future__ import annotations

from typing import Any

import pytest

from archiver.comments import follow_ups, parse_thread
from archiver.comments.unreachable import EMBEDS
from archiver.models import Page, Unreachable

#: System -> what embeds it as its documents say, what names the thread there, and what the page announces.
PAGES: dict[str, tuple[str, dict[str, str], int | None]] = {
    "facebook": (
        '<div class="fb-comments" data-href="https://kiosk.example/ferry/" data-numposts="5"></div><span class="fb-comments-count">1,204</span>',
        {"data-href": "https://kiosk.example/ferry/"},
        1204,
    ),
    "viafoura": (
        '<head><meta name="vf:container_id" content="story-77"></head><vf-conversations vf-container-id="story-77"></vf-conversations>',
        {"vf:container_id": "story-77", "vf-container-id": "story-77"},
        None,
    ),
    "openweb": (
        '<script async src="https://launcher.spot.im/spot/sp_AbC123" data-spotim-module="spotim-launcher"></script>'
        '<div data-spotim-module="conversation" data-post-id="77" data-post-url="https://kiosk.example/ferry/"></div>'
        '<span class="spot-im-replies-count">41</span>',
        {"data-post-id": "77", "data-post-url": "https://kiosk.example/ferry/", "spot": "sp_AbC123"},
        41,
    ),
    "livefyre": (
        '<div id="livefyre-comments"></div><script>var c = {siteId: "3141", articleId: "77", el: "livefyre-comments"};</script>',
        {"siteId": "3141", "articleId": "77"},
        None,
    ),
    "coral": (
        '<div id="coral_thread"></div><script>Coral.createStreamEmbed({ id: "coral_thread", storyID: "s-77", rootURL: "//talk.example" })</script>',
        {"storyID": "s-77", "rootURL": "//talk.example"},
        None,
    ),
    "vuukle": (
        '<div id="vuukle-comments"></div><script>var VUUKLE_CONFIG = { apiKey: "abc-1", articleId: 77 };</script>',
        {"apiKey": "abc-1", "articleId": "77"},
        None,
    ),
    "insticator": (
        '<div id="insticator-commenting"><div class="instiengage-comments" data-cu-uuid="bced-1" data-ext-page-id="77"></div></div>',
        {"data-cu-uuid": "bced-1", "data-ext-page-id": "77"},
        None,
    ),
    "hyvor": ('<hyvor-talk-comments website-id="9" page-id="ferry"></hyvor-talk-comments>', {"website-id": "9", "page-id": "ferry"}, None),
    "giscus": (
        '<script src="https://giscus.app/client.js" data-repo="kiosk/site" data-repo-id="R_1" data-category-id="C_1" data-mapping="pathname">'
        "</script>",
        {"data-repo": "kiosk/site", "data-repo-id": "R_1", "data-category-id": "C_1", "data-mapping": "pathname"},
        None,
    ),
    "utterances": (
        '<script src="https://utteranc.es/client.js" repo="kiosk/site" issue-term="pathname" theme="github-light"></script>',
        {"repo": "kiosk/site", "issue-term": "pathname"},
        None,
    ),
    "disqus": (
        '<div id="disqus_thread"></div><a href="#disqus_thread" class="disqus-comment-count">12</a>'
        '<script>var disqus_shortname = "harbour"; var disqus_identifier = "ferry-1";</script>',
        {"forum": "harbour", "identifier": "ferry-1"},
        12,
    ),
}  # fmt: skip


def story(markup: str, **fields: Any) -> Page:
    return Page(url="https://kiosk.example/ferry/", body=f"<html><body><h1>Ferry</h1>{markup}</body></html>".encode(), **fields)


def found(markup: str, **fields: Any) -> tuple[Unreachable, ...]:
    return parse_thread(story(markup, **fields)).unreachable


def test_every_row_has_a_page_here() -> None:
    assert {*(embed.system for embed in EMBEDS), "disqus"} == set(PAGES)


@pytest.mark.parametrize("system", PAGES)
def test_a_thread_kept_elsewhere_is_recorded_with_what_names_it_and_not_asked_for(system: str) -> None:
    markup, identifiers, count = PAGES[system]
    (thread,) = found(markup)
    assert (thread.system, dict(thread.identifiers), thread.announced_count) == (system, identifiers, count)
    assert thread.reason
    assert follow_ups(story(markup)) == ()


@pytest.mark.parametrize(
    "markup",
    [
        '<script src="https://connect.facebook.net/en_US/sdk.js#xfbml=1"></script><div id="fb-root"></div>',
        '<script src="https://cdn.viafoura.net/entry/index.js"></script>',
        '<script src="https://launcher.spot.im/spot/sp_AbC123" data-spotim-module="spotim-launcher"></script>',
        '<div data-spotim-module="recirculation" data-spot-id="sp_AbC123"></div>',
        '<script src="https://talk.coral.coralproject.net/assets/js/embed.js"></script>',
        '<script src="https://cdn.livefyre.com/Livefyre.js"></script><script>siteId = "3"; articleId = "4"</script>',
        '<script src="https://cdn.vuukle.com/platform.js"></script><script>var VUUKLE_CONFIG = {apiKey: "a", articleId: "1"}</script>',
        '<script src="https://talk.hyvor.com/embed/embed.js" type="module"></script>',
        '<script src="https://harbour.disqus.com/count.js"></script><a href="/other/#disqus_thread" class="disqus-comment-count">4</a>',
        '<iframe src="https://www.facebook.com/plugins/page.php?href=https%3A%2F%2Fwww.facebook.com%2Fkiosk"></iframe>',
    ],
)
def test_what_a_site_loads_on_every_page_is_no_thread(markup: str) -> None:
    assert found(markup) == ()


def test_facebooks_frame_names_the_address_that_it_shows() -> None:
    (thread,) = found(
        '<iframe src="https://www.facebook.com/plugins/feedback.php?api_key=1&href=https%3A%2F%2Fkiosk.example%2Fferry%2F"></iframe>'
    )
    assert (thread.system, thread.identifiers) == ("facebook", (("href", "https://kiosk.example/ferry/"),))


def test_counts_of_several_articles_are_none_of_this_one() -> None:
    (thread,) = found(PAGES["disqus"][0] + '<a href="/other/#disqus_thread" class="disqus-comment-count">4 </a>')
    assert thread.announced_count is None


def test_disqus_names_the_remedy_and_is_reachable_with_a_key() -> None:
    (thread,) = found(PAGES["disqus"][0])
    assert 'disqus = "..." in the table [keys]' in thread.reason
    assert found(PAGES["disqus"][0], keys={"disqus": "KEY"}) == ()
    (nameless,) = found('<div id="disqus_thread"></div>', keys={"disqus": "KEY"})
    assert nameless.reason == "the page does not name its forum at Disqus"


def test_a_page_may_have_comments_of_its_own_beside_them_and_its_further_pages_do_not_tell_twice() -> None:
    text = '<b class="fn">Ada</b><div class="comment-content"><p>Here.</p></div>'
    own = f'<ol class="commentlist"><li id="comment-5" class="comment even depth-1">{text}</li></ol>'
    thread = parse_thread(story(own + PAGES["facebook"][0]))
    assert (thread.system, [each.system for each in thread.unreachable]) == ("wordpress", ["facebook"])
    assert found(own + PAGES["facebook"][0], kind="comments") == ()
