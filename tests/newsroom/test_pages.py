"""The pages show what the truth says."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import html as lxml_html

from archiver.newsroom import Newsroom, Server
from archiver.text import clean
from tests.shown import text_of

ROOM = Newsroom.load()
SLUGS = [story.slug for story in ROOM.stories]
# What the theme puts between the paragraphs; none of it is the article.
INSERTS = {"promo", "newsletter-box", "paywall", "wp-caption", "wp-block-image"}


def insert(element: lxml_html.HtmlElement) -> bool:
    return bool(INSERTS & set(element.get("class", "").split()))


@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_holds_the_headline_the_body_and_its_images(paper: Server, ask: Any, slug: str) -> None:
    story = paper.newsroom.story(slug)
    truth = next(each for each in paper.newsroom.articles(paper.base_url) if each.url == paper.base_url + story.path)
    answer = ask(truth.url)
    assert answer.status == 200
    tree = answer.tree
    assert clean(tree.find_class("entry-title")[0].text_content()) == truth.headline
    assert [clean(each.text_content()) for each in tree.find_class("byline")] == ([truth.byline] if truth.byline else [])
    [content] = tree.find_class("entry-content")
    text = text_of(content, insert)
    if story.meter:
        text = text.removeprefix(f"{truth.headline}\n\n{truth.standfirst}\n\n")
    assert text == truth.body_text
    assert [image.get("src") for image in content.iter("img")] == [image.url for image in truth.images]
    assert tree.get("lang") == truth.language
    assert tree.xpath("//link[@rel='canonical']/@href") == [truth.canonical_url]


@pytest.mark.parametrize("slug", SLUGS)
def test_the_pages_of_a_thread_unite_to_all_comments(paper: Server, ask: Any, slug: str) -> None:
    story = paper.newsroom.story(slug)
    url = paper.base_url + story.path
    seen: dict[str, str] = {}
    waiting, asked = [url], set()
    while waiting:
        page = waiting.pop()
        asked.add(page)
        tree = ask(page).tree
        for element in tree.xpath("//*[starts-with(@id, 'comment-') and substring(@id, 9) > 0]"):
            texts = element.xpath("(.//*[@class='comment-content' or @class='wpd-comment-text'])[1]")
            seen[element.get("id")[8:]] = text_of(texts[0]) if texts else ""
        for href in tree.xpath("//a/@href[contains(., 'comment-page-') or contains(., '?cpage=')]"):
            address = href.partition("#")[0]
            if "replytocom" not in address and address not in asked and address not in waiting:
                waiting.append(address)
    truth = paper.newsroom.comments(paper.base_url, url)
    assert seen == {comment.key: comment.text for comment in truth}
    assert len(truth) == story.announced


def test_native_pages_show_the_newest_first_and_link_their_neighbours_only(paper: Server, ask: Any) -> None:
    base = paper.base_url + paper.newsroom.story("parking-on-ropewalk-lane").path
    assert b'id="comment-1217"' in ask(base).body
    assert b'id="comment-1201"' not in ask(base).body
    middle = ask(f"{base}comment-page-2/").tree
    links = set(middle.xpath("//nav[contains(@class, 'comment-navigation')]//a/@href"))
    assert links == {f"{base}comment-page-1/#comments", f"{base}comment-page-3/#comments"}
    past = ask(f"{base}comment-page-9/")
    assert past.status == 200
    assert b'id="comment-12' not in past.body


def test_wpdiscuz_ids_name_the_true_parent(paper: Server, ask: Any) -> None:
    story = paper.newsroom.story("ferry-winter-timetable")
    tree = ask(paper.base_url + story.path).tree
    pairs = {tuple(each.get("id").removeprefix("wpd-comm-").split("_")) for each in tree.find_class("wpd-comment")}
    assert pairs == {(str(remark.id), str(remark.parent or 0)) for remark in story.remarks}
    [info] = tree.find_class("wpd-thread-info")
    assert info.get("data-comments-count") == "15"
    big = tree.xpath("//*[@id='comment-1003']//*[contains(@class, 'wpd-vote-result')]")[0]
    assert (big.get("title"), big.text) == ("12345", "12.3K")
    assert tree.xpath("//*[@id='comment-1003']//*[@class='wpd-comment-date']/@title") == ["March 4, 2024 2:03 pm"]
    assert tree.find_class("wpd-comment")[0].get("id") == "wpd-comm-1001_0"


def test_the_page_of_traps_has_its_traps(paper: Server, ask: Any) -> None:
    answer = ask(paper.base_url + paper.newsroom.story("lighthouse-lamp-comes-home").path)
    for trap in ("JUNE 2023", "Photo credit: Lena Marsh", "Support independent journalism", "Notify of", "Most Voted", "View all comments"):
        assert trap in answer.text
    assert answer.text.index("JUNE 2023") < answer.text.index('<h1 class="entry-title">')
    assert not answer.tree.xpath("//article//time | //article//*[contains(@class, 'byline')] | //meta[starts-with(@property, 'article:')]")
    assert answer.tree.xpath("//*[@id='comment-1504']//*[@class='wpd-comment-author']")[0].text_content().strip() == ""
    assert not answer.tree.find_class("wpd-load-more-submit")


def test_json_ld_is_a_graph_or_broken_or_absent(paper: Server, ask: Any) -> None:
    def script(slug: str) -> list[str]:
        return ask(paper.base_url + paper.newsroom.story(slug).path).tree.xpath("//script[@type='application/ld+json']/text()")

    graph = json.loads(script("two-maps-one-marsh")[0])["@graph"]
    article = next(node for node in graph if node["@type"] == "NewsArticle")
    assert [author["name"] for author in article["author"]] == ["Tobias Quill", "Priya Raman"]
    locked = next(node for node in json.loads(script("the-smugglers-ledger")[0])["@graph"] if node["@type"] == "NewsArticle")
    assert locked["isAccessibleForFree"] is False
    with pytest.raises(json.JSONDecodeError):
        json.loads(script("clock-that-ran-backwards")[0])
    assert script("bench-by-the-slipway") == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_link_of_the_head_answers(paper: Server, ask: Any, slug: str) -> None:
    story = paper.newsroom.story(slug)
    tree = ask(paper.base_url + story.path).tree
    for href in tree.xpath("//link[@rel='alternate' or @rel='https://api.w.org/']/@href"):
        assert ask(href).status == 200, href
    shortlink = ask(tree.xpath("//link[@rel='shortlink']/@href")[0])
    assert (shortlink.status, shortlink.headers["location"]) == (301, paper.base_url + story.path)
