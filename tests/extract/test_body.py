"""Where the body is, and what is taken out of it."""

from __future__ import annotations

import pytest

from archiver.extract import extract_article
from tests.extract.conftest import Reader, page_of

PARAGRAPHS = ["The water stood at the second step by noon, and at the third by one.", "Nobody on the quay had seen it higher."]


@pytest.mark.parametrize(
    "inside",
    [
        "<form><label>E-mail</label><input></form>",
        "<div class='promo'><p>Become a friend of the paper.</p></div>",
        "<p>Read more: <a href='/x/'>The tide of 1911</a></p>",
        "<p>Sign up for our newsletter to get the tides in your inbox.</p>",
        "<p>Advertisement</p>",
        "<nav><a href='/2/'>Next page</a></nav>",
        "<div class='wp-caption'><img src='/a.jpg'><p class='wp-caption-text'>The steps. Photo: Ira Lund</p></div>",
        "<figure><img src='/a.jpg'><figcaption>The steps</figcaption></figure>",
        "<ul><li><a href='/1/'>Tides</a></li><li><a href='/2/'>Steps</a></li><li><a href='/3/'>Quays</a></li></ul>",
        "<div class='author-box'><p>Ada Byrne writes about water, and lives beside it with a dog.</p></div>",
        "<script>var a = 'text';</script>",
        "<div hidden><p>Republish this article under a free licence.</p></div>",
        "<p style='display: none !important'>Text of a form that nobody sees.</p>",
        "<div class='w-condition-invisible'>Text inside of a block.</div>",
        "<p><a class='btn btn-primary' href='/club/'>Join the club</a></p>",
        "<div class='elementor-widget elementor-widget-posts'><p>The tide of 1911 stood at the fourth step.</p></div>",
        "<p>Learn more</p><p>Back to top</p><p><a href='/all/'>View all posts by Ada Byrne</a></p><p>Loading tides…</p>",
        "<p>Written by Ada Byrne</p><p>The post The tide came in appeared first on The Courier.</p>",
        "<h2>More articles by Ada Byrne</h2><p>The tide of 1911 stood at the fourth step.</p>",
        "<h2>What to read next</h2>",
        "<h2>You might like</h2><h3>Meet our team</h3>",
        "<p>Products are chosen by our editors. We may earn a commission when you buy.</p>",
        "<p>Lesen Sie auch: <a href='/x/'>Die Flut von 1911</a></p><p>Teilen</p><p>Jetzt Newsletter abonnieren</p>",
        "<p>À lire aussi : <a href='/x/'>La marée de 1911</a></p><p>Publicité</p><p>Inscrivez-vous à notre newsletter</p>",
        "<h3>También te puede interesar</h3><p>La marea de 1911 llegó al cuarto peldaño.</p>",
        "<h2>More stories</h2><ul><li><a href='/1/'>Tides</a></li><li><a href='/2/'>Steps</a></li></ul>",
        "<div class='StoryPage-commentsSection'><p>I saw it as well, from the other side.</p></div>",
    ],
)
def test_what_is_no_part_of_the_article_is_taken_out_of_its_body(story: Reader, inside: str) -> None:
    article = story(inside=inside)
    assert (article.body_text or "").split("\n\n") == PARAGRAPHS


def test_headings_at_the_end_with_nothing_under_them_are_left_out(story: Reader) -> None:
    assert (story(inside="<h2>Tide tables</h2><div><h3>For the harbour</h3></div>").body_text or "").split("\n\n") == PARAGRAPHS
    assert (story(inside="<h2>Tide tables</h2>By noon.").body_text or "").split("\n\n") == [*PARAGRAPHS, "Tide tables", "By noon."]


@pytest.mark.parametrize(
    "line",
    [
        "By Ada Byrne and Jo Marsh",
        "Published on: February 14, 2025",
        "by Ada Byrne ● May 3, 2024 ● 6 min read",
        "Reading time: 5 minutes",
        "Von Ada Byrne",
        "Stand: 3. Mai 2024, 10:00 Uhr",
        "Publié le 3 mai 2024",
        "2024年3月4日 更新",
    ],
)
def test_lines_of_names_and_dates_at_the_start_are_left_out(line: str) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    article = extract_article(page_of(f"<body><h1>Fog</h1><div class='entry-content'><p>{line}</p>{text}</div></body>"))
    assert article is not None
    assert (article.body_text or "").split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize(
    "line",
    [
        "By the sea",
        "Von der See her",
        "Further reading",
        "On 3 May 2024 the water rose.",
        "Reviewed by nobody, it stood.",
        "In March 2024",
        "Published in 1911",
    ],
)
def test_sentences_at_the_start_that_only_look_like_credits_stay(line: str) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    article = extract_article(page_of(f"<body><h1>Fog</h1><div class='entry-content'><p>{line}</p>{text}</div></body>"))
    assert article is not None
    assert (article.body_text or "").startswith(line)


def test_a_list_of_links_that_a_sentence_introduces_is_text(story: Reader) -> None:
    links = "<ul><li><a href='/1/'>Tides</a></li><li><a href='/2/'>Steps</a></li><li><a href='/3/'>Quays</a></li></ul>"
    assert "Quays" in (story(inside=f"<p>There are three of them:</p>{links}").body_text or "")
    assert "Quays" not in (story(inside=f"<p>Read more:</p>{links}").body_text or "")


@pytest.mark.parametrize(
    "sentence", ["Support for the ferry has grown.", "They donate today what they earned yesterday.", "Share prices fell."]
)
def test_sentences_that_only_sound_like_promotions_stay(story: Reader, sentence: str) -> None:
    assert (story(inside=f"<p>{sentence}</p>").body_text or "").endswith(sentence)


def test_a_table_in_a_figure_is_text(story: Reader) -> None:
    article = story(
        inside="<figure class='wp-block-table'><table><tr><td>High</td><td>06:12</td></tr></table><figcaption>Tides</figcaption></figure>"
    )
    assert (article.body_text or "").split("\n\n") == [*PARAGRAPHS, "High", "06:12"]


def test_the_clean_markup_has_absolute_links_and_nothing_that_runs(story: Reader) -> None:
    article = story(inside="<p onclick='x()'>See <a href='/tides/' onclick='x()'>the tides</a>, <a href='javascript:x()'>now</a>.</p>")
    assert '<a href="https://paper.example/tides/"' in (article.body_html or "")
    assert "x()" not in (article.body_html or "")


def test_a_body_without_any_convention_is_found_by_where_the_text_lies() -> None:
    prose = "".join(f"<p>Sentence number {number} of a text that goes on for a while, as texts do.</p>" for number in range(6))
    links = "".join(f"<li><a href='/{number}/'>Another story of the day</a></li>" for number in range(9))
    article = extract_article(
        page_of(f"<body><div><ul>{links}</ul></div><div><div><h1>Fog</h1>{prose}</div></div><div><p>Imprint</p></div></body>")
    )
    assert article is not None
    assert len((article.body_text or "").split("\n\n")) == 6
    assert article.sources["body_text"] == "text-density"


def test_a_frame_named_like_a_sidebar_that_holds_the_text_is_no_sidebar() -> None:
    prose = "<p>The harbour office opens at eight, and closes when the last boat is in.</p>" * 4
    article = extract_article(page_of(f"<body><div class='sidebar'><h2>Hours</h2>{prose}</div></body>"))
    assert article is not None
    assert (article.body_text or "").count("harbour office") == 4


def test_text_marked_for_inline_feedback_stays_in_its_sentence(story: Reader) -> None:
    article = story(inside="<p>It <span class='wpd-inline-shortcode'>rose<span class='wpd-inline-icon-wrapper'>3</span></span> again.</p>")
    assert (article.body_text or "").endswith("It rose again.")


@pytest.mark.parametrize(
    "inside",
    [
        "<h3><button aria-expanded='false'>When is the tide highest?</button></h3><div hidden role='region'><p>At noon.</p></div>",
        "<button aria-expanded='false'><h3>When is the tide highest?</h3></button><div hidden='until-found'><p>At noon.</p></div>",
        "<button class='faq__question'>When is the tide highest?</button><div class='faq__answer' style='display:none'><p>At noon.</p></div>",
        "<details><summary>When is the tide highest?</summary><p>At noon.</p></details>",
    ],
)
def test_what_a_reader_may_open_is_text_with_the_heading_that_opens_it(story: Reader, inside: str) -> None:
    article = story(inside=f"{inside}<button>Print</button>")
    assert (article.body_text or "").split("\n\n") == [*PARAGRAPHS, "When is the tide highest?", "At noon."]
    assert "When is the tide highest?" in (article.body_html or "")
    assert "Print" not in (article.body_html or "")


def test_hidden_paragraphs_are_the_rest_of_a_text_that_is_cut_off(story: Reader) -> None:
    article = story(inside=f"<a class='btn'>Read on</a><div style='display:none'><p>{PARAGRAPHS[0]}</p></div>")
    assert (article.body_text or "").split("\n\n") == [*PARAGRAPHS, PARAGRAPHS[0]]


def test_a_piece_of_a_streamed_page_that_found_no_place_is_text(story: Reader) -> None:
    article = story(inside="<div hidden id='S:1'><p>By two it was gone again.</p></div>")
    assert (article.body_text or "").endswith("By two it was gone again.")


def test_a_copy_of_the_text_for_small_screens_is_left_out() -> None:
    text = "".join(f"<p>Sentence number {number} of a text that goes on for a while, as texts do.</p>" for number in range(6))
    copies = f"<div class='wide'><div class='w-richtext'>{text}</div></div><div class='narrow'><div class='w-richtext'>{text}</div></div>"
    article = extract_article(page_of(f"<body><h1>Fog</h1>{copies}</body>"))
    assert article is not None
    assert len((article.body_text or "").split("\n\n")) == 6


def test_an_empty_line_of_breaks_parts_paragraphs_but_not_the_lines_of_code(story: Reader) -> None:
    article = story(inside="By six<br>\n<br>it was gone.<br>Nobody<br>cheered.<pre>one\n\ntwo</pre>")
    assert (article.body_text or "").split("\n\n") == [*PARAGRAPHS, "By six", "it was gone.\nNobody\ncheered.", "one\ntwo"]


def test_entries_of_a_live_blog_keep_their_headings() -> None:
    entries = "".join(f"<article><header><h2>Update {number}</h2></header><p>{PARAGRAPHS[0]}</p></article>" for number in range(4))
    article = extract_article(page_of(f"<body><main><h1>Storm</h1><div class='live'>{entries}</div></main></body>"))
    assert article is not None
    assert (article.body_text or "").split("\n\n")[::2] == ["Update 0", "Update 1", "Update 2", "Update 3"]


def test_cards_of_other_articles_after_the_article_are_no_part_of_it() -> None:
    text = f"<p>{PARAGRAPHS[0]}</p>" * 4
    cards = f"<article><h3><a href='/x/'>Another story</a></h3><p>{PARAGRAPHS[1]} And so on, and so forth.</p></article>" * 12
    page = page_of(f"<body><main><article><h1>Fog</h1>{text}</article><section>{cards}</section></main></body>")
    article = extract_article(page, certain=True)
    assert article is not None
    assert (article.body_text or "").split("\n\n") == [PARAGRAPHS[0]] * 4


def test_a_footer_of_before_html5_is_none_of_the_text_however_long_it_is() -> None:
    line = "<p>海面在中午时分涨到了第二级台阶，一点钟涨到了第三级，码头上没有人见过这样高的水位。</p>"
    note = "<div class='foot-right'><div>版权保护：本网登载的内容（包括文字、图片等）版权属本报独家所有使用，禁止转载。</div></div>"
    text = f"<div class=text><h1>涨潮</h1>{line * 2}<p>（编辑：王小明）</p></div>"
    page = f"<html lang=zh><body><div class=all>{text}<div class=foot>{note}</div></div></body></html>"
    article = extract_article(page_of(page))
    assert article is not None
    assert article.body_text is not None
    assert article.body_text.count("台阶") == 2
    assert "版权" not in article.body_text
    assert "编辑" not in article.body_text


@pytest.mark.parametrize(
    "line",
    [
        "Ada Byrne/Getty Images",
        "(Photo: Ada Byrne / AFP)",
        "Fot. Ada Byrne/iStockphoto",
        "Read or share this story: https://paper.example/x1",
        "View this image ›",
        "Click to enlarge",
        "Text size",
        "Suivez-nous sur les réseaux",
        "Polub nas na Facebooku:",
        "Виж още: Целувки | Храна",
        "12 commentaires",
    ],
)
def test_credits_of_pictures_and_what_players_leave_behind_are_no_text(story: Reader, line: str) -> None:
    bare = story().body_text
    assert story(inside=f"<p>{line}</p>").body_text == bare
    assert line in (story(inside=f"<p>Nobody on the quay said “{line}”, not aloud.</p>").body_text or "")


@pytest.mark.parametrize(
    "line",
    [
        "<p>March 18 at 3:57 PM</p>",
        "<h5>27 octobre 2012 à 18:27 (Mis à jour: 19:56)</h5>",
        "<p>Fot. Ada Byrne</p>",
        "<p>By Ada Byrne March 18 at 3:57 PM Follow @adabyrne</p>",
    ],
)
def test_a_date_or_a_credit_before_the_text_is_none_of_it(line: str) -> None:
    article = extract_article(
        page_of(f"<body><h1>Fog</h1><div class=entry-content>{line}<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></div></body>")
    )
    assert article is not None
    assert article.body_text == "\n\n".join(PARAGRAPHS[:2])


def test_a_list_that_lays_out_the_page_is_not_where_the_text_begins() -> None:
    """Its date stands between headline and text, inside of the list that holds all three."""
    text = "".join(f"<p>{each} And it went on like that for the whole of the afternoon.</p>" for each in PARAGRAPHS)
    page = f"<body><ul class=columns><li><h1>Fog</h1><div><span>2024-03-04 19:32</span></div>{text}</li><li>Other</li></ul></body>"
    article = extract_article(page_of(page))
    assert article is not None
    assert article.date_published is not None
    assert (article.date_published.utc or "")[:10] == "2024-03-04"


def test_a_consent_dialog_that_is_longer_than_the_article_is_none_of_it(story: Reader) -> None:
    kinds = "".join(
        f"<h4>Cookies {n}</h4><p>{'These cookies let us count visits and measure where they come from. ' * 6}</p>" for n in range(9)
    )
    article = story(below=f"</article></main><div id='onetrust-consent-sdk'><section class='ot-cat-grp'>{kinds}</section></div>")
    assert article.body_text is not None
    assert article.body_text.startswith("The water stood")
    assert "ookies" not in article.body_text


def test_blocks_of_code_and_of_what_an_editor_pastes_in_are_text_and_those_of_an_advertising_plugin_none(story: Reader) -> None:
    inside = (
        "<div class='sqs-block code-block'><ul><li>Two eels of a hand's length, skinned and cut into pieces</li></ul></div>"
        "<div class='code-block code-block-3'><p>Buy our boots, which have never let in a drop of water.</p></div>"
    )
    text = story(inside=inside).body_text or ""
    assert ("Two eels" in text, "boots" in text) == (True, False)


def test_a_text_that_names_the_rail_beside_it_is_no_rail(story: Reader) -> None:
    inside = "<div class='article__content right-rail'><p>Two eels, skinned and cut into pieces of a hand's length.</p></div>"
    rail = "<div class='right-rail'><p>The tide tables of the whole coast, for all of the next year.</p></div>"
    text = story(inside=inside + rail).body_text or ""
    assert ("Two eels" in text, "tide tables" in text) == (True, False)


def test_the_controls_of_a_player_and_comments_under_the_articles_number_are_no_text(story: Reader) -> None:
    player = "<div class='jw-controls'><span>0 seconds of 1 minute, 26 seconds</span><p>Volume 90% of what can be heard</p></div>"
    comments = "<div id='comments-1052317'><div>Comments (0)</div><div>Nobody has said anything so far, be the first to do so.</div></div>"
    assert (story(inside=player + comments).body_text or "").split("\n\n") == PARAGRAPHS


@pytest.mark.parametrize("name", ["customer-reviews", "yotpo yotpo-main-widget"])
def test_what_customers_say_is_no_text_and_a_review_is(story: Reader, name: str) -> None:
    said = f"<div class='{name}'><div><p>The soup was good, but the eel had too many bones in it for us.</p></div></div>"
    assert "bones" not in (story(inside=said).body_text or "")
    assert "bones" in (story(inside=said.replace(name, "reviews")).body_text or "")
