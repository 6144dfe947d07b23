"""What a site's profile says of its articles wins, where it matches and can be right; else the page is read as usual."""

from __future__ import annotations

import re
from pathlib import Path

import attrs

import archiver
from archiver.extract import Weighed, extract_article
from archiver.models import Article
from archiver.profile import SiteProfile, load
from tests.extract.conftest import ADDRESS, page_of

PAGE = """<html lang="en-GB"><head>
<meta property="og:title" content="The wrong title of this page"><meta property="article:published_time" content="2020-01-01T00:00:00Z">
<meta property="article:section" content="Everything"><meta name="author" content="Wrong Person"><meta name="x-lang" content="de-AT">
</head><body class="single"><h1 class="entry-title">The wrong title of this page</h1>
<div class="sidebar"><p class="real">The tide came in</p><p class="intro">It stood at the second step.</p>
<p class="credit">By <a href="/p/ada">Ada Byrne</a> and <a href="/p/tom">Tom Sole</a></p>
<p class="when">Erschienen <span data-when="2024-05-01T10:30">gestern</span></p><time class="changed" datetime="2024-05-02">Updated</time>
<p class="kind">Harbour</p><ul class="topics"><li>tides</li><li>quays</li></ul><span class="count">1.024 Kommentare</span></div>
<div class="entry-content"><p>What stands here is long and the usual place of a text, but on this site it is a summary by a machine.</p></div>
<div class="sidebar story"><p>The water stood at the second step by noon, and at the third by one, and nobody had seen it higher.</p>
<div class="box"><p>Subscribers of our letter have known since Monday that the benches would be counted.</p><img src="/box.jpg"></div>
<p>Nobody on the quay had seen it higher.</p><img src="/quay.jpg"></div></body></html>"""
EVERYTHING = """[article]
headline = "p.real"
standfirst = ".intro"
authors = "p.credit a"
date_published = "span::attr(data-when)"
date_modified = "time.changed"
section = "xpath://p[@class='kind']/text()"
tags = "ul.topics li"
language = "meta[name=x-lang]"
comment_count = ".count"
body = "div.story"
drop = [".box"]
"""


def profile_of(folder: Path, article: str, site: str = "") -> SiteProfile:
    path = folder / "profile.toml"
    path.write_text(f'[site]\nhome = "https://paper.example/"\n{site}\n{article}', "utf-8")
    return load(path)


def read(profile: SiteProfile | None, markup: str = PAGE, weighed: list[Weighed] | None = None) -> Article:
    article = extract_article(page_of(markup), profile, weighed)
    assert article is not None
    return article


def test_what_the_profile_points_at_wins_in_every_field(tmp_path: Path) -> None:
    article = read(profile_of(tmp_path, EVERYTHING))
    assert (article.headline, article.standfirst, article.section) == ("The tide came in", "It stood at the second step.", "Harbour")
    assert [(each.name, each.url) for each in article.authors] == [
        ("Ada Byrne", "https://paper.example/p/ada"),
        ("Tom Sole", "https://paper.example/p/tom"),
    ]
    assert article.date_published is not None
    assert (article.date_published.utc, article.date_published.local) == ("2024-05-01", "2024-05-01T10:30")
    assert article.date_modified is not None
    assert article.date_modified.utc == "2024-05-02"
    assert (article.tags, article.language, article.comment_count) == (("tides", "quays"), "de-AT", 1024)
    assert article.body_text == (
        "The water stood at the second step by noon, and at the third by one, and nobody had seen it higher.\n\n"
        "Nobody on the quay had seen it higher."
    )
    assert article.sources["headline"] == "profile:p.real"
    assert article.sources["body_text"] == article.sources["body_html"] == "profile:div.story"
    assert article.sources["section"] == "profile:xpath://p[@class='kind']/text()"
    assert article.sources["date_modified"] == "profile:time.changed"
    assert sum(each.startswith("profile:") for each in article.sources.values()) == 12  # the text counts twice
    assert article.sources["authors"] == "profile:p.credit a"


def test_what_is_dropped_is_no_part_of_the_text_nor_are_its_pictures(tmp_path: Path) -> None:
    markup = PAGE.replace("entry-content", "before")
    kept = read(profile_of(tmp_path, '[article]\nbody = "div.story"'), markup)
    dropped = read(profile_of(tmp_path, '[article]\nbody = "div.story"\ndrop = [".box"]'), markup)
    assert "Subscribers" in (kept.body_text or "")
    assert "Subscribers" not in f"{dropped.body_text} {dropped.body_html}"
    assert [each.url for each in kept.images] == ["https://paper.example/box.jpg", "https://paper.example/quay.jpg"]
    assert [each.url for each in dropped.images] == ["https://paper.example/quay.jpg"]


def test_a_credit_line_brings_its_names(tmp_path: Path) -> None:
    article = read(profile_of(tmp_path, '[article]\nbyline = ".credit"'))
    assert (article.byline, [each.name for each in article.authors]) == ("By Ada Byrne and Tom Sole", ["Ada Byrne", "Tom Sole"])
    assert article.sources["byline"] == article.sources["authors"] == "profile:.credit"


def test_a_profile_that_matches_nothing_changes_nothing(tmp_path: Path) -> None:
    elsewhere = re.sub(r'= ".*"$', '= ".nowhere"', EVERYTHING, flags=re.MULTILINE).replace(".box", ".nowhere")
    assert read(profile_of(tmp_path, elsewhere)) == read(None)


def test_a_value_that_cannot_be_right_is_not_used_and_the_reason_is_told(tmp_path: Path) -> None:
    wrong = """[article]
headline = "xpath://p[@class='intro']/i"
date_published = ".intro"
date_modified = ".later"
authors = "span.count"
section = ".empty"
language = "h1"
comment_count = "h1"
body = ".empty"
"""
    markup = PAGE.replace("</body>", "<p class='empty'></p><time class='later'>2031-01-01</time></body>")
    weighed: list[Weighed] = []
    article = read(profile_of(tmp_path, wrong), markup, weighed)
    assert attrs.asdict(article) == attrs.asdict(read(None, markup))
    verdicts = {each.field: each.verdict for each in weighed if each.source.startswith("profile:")}
    assert verdicts == {
        "language": "no language tag such as en or en-GB",
        "body_text": "empty",
        "authors": "names no one",
        "date_published": "not read: 'It stood at the second step.'",
        "date_modified": "later than the fetch",
        "section": "empty",
        "comment_count": "no number in it",
    }


def test_dates_are_read_with_the_pages_language_and_the_sites_zone(tmp_path: Path) -> None:
    markup = PAGE.replace("x-lang", "x").replace("</body>", "<p class='dated'>Published: 03/04/2024 10:30</p></body>")
    profile = profile_of(tmp_path, '[article]\ndate_published = ".dated"', site='timezone = "Europe/Dublin"')
    moment = read(profile, markup).date_published
    assert moment is not None
    assert (moment.utc, moment.source) == ("2024-04-03T09:30:00Z", "profile:.dated")


def test_the_public_function_takes_a_profile(tmp_path: Path) -> None:
    article = archiver.extract(PAGE, ADDRESS, profile=profile_of(tmp_path, EVERYTHING)).article
    assert article is not None
    assert article.headline == "The tide came in"
