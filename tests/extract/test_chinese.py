"""What Chinese pages print around a text: labels, editors, buttons; who signs a dispatch; how a title ends."""

from __future__ import annotations

import pytest

from archiver.extract import chinese, extract_article
from archiver.models import Article
from tests.extract.conftest import page_of

SENTENCE = (
    "海面在中午时分涨到了第二级台阶，一点钟涨到了第三级，码头上没有人见过这样高的水位，"
    "渔民们把船拖到了鱼市场的后面，孩子们坐在墙上数着台阶，一级一级地看它们消失在水里。"
)
LAST = "到了傍晚，潮水才慢慢退去，渔船重新靠岸，码头上的人们也回家了，只有灯塔还亮着，照着空空的海面。"


def read(*, title: str = "潮水涨到了第三级台阶", head: str = "", above: str = "", first: str = SENTENCE, below: str = "") -> Article:
    text = f"<div class=entry-content>{above}<p>{first}</p><p>{LAST}</p>{below}</div>"
    article = extract_article(
        page_of(f"<html><head><title>{title}_海港新闻网</title>{head}</head><body><h1>{title}</h1>{text}</body></html>")
    )
    assert article is not None
    return article


@pytest.mark.parametrize(
    "line",
    [
        "本文来源：海港晚报 责任编辑：王小明_HG12",
        "【纠错】 责任编辑： 王小明",
        "打印 关闭",
        "【打印本页】【关闭窗口】",
        "评论(0)",
        "我要跟帖",
        "+1",
        "关键词：潮水 码头",
        "免责声明：本文来自自媒体，不代表本网的观点和立场。",
        "以上图片均来自网络",
        "长按识别二维码关注我们",
    ],
)
def test_labels_and_buttons_under_a_text_are_none_of_it(line: str) -> None:
    assert read(below=f"<div>{line}</div>").body_text == f"{SENTENCE}\n\n{LAST}"


@pytest.mark.parametrize(
    "line",
    [
        "（原标题：码头上的高水位）",
        "发布日期：2024-03-04 浏览次数： 信息来源：海港局",
        "2024-03-04 19:32:27 字号：A- A A+ 来源：海港社",
        "时间：2024年3月4日 23:00 作者：王小明",
    ],
)
def test_labels_over_a_text_are_none_of_it(line: str) -> None:
    assert read(above=f"<div>{line}</div>").body_text == f"{SENTENCE}\n\n{LAST}"


@pytest.mark.parametrize("line", ["时间：3月4日下午两点", "作者：王小明", "来源：他说“是海里来的”。大家都笑了", "声明：我们会修好码头"])
def test_what_an_announcement_says_stays_in_the_text(line: str) -> None:
    assert line in (read(below=f"<p>{line}</p>").body_text or "")


@pytest.mark.parametrize(
    ("first", "names"),
    [
        (f"海港社3月4日电（记者王小明）{SENTENCE}", ["王小明"]),
        (f"海港报讯（通讯员 李琴 刘会）{SENTENCE}", ["李琴", "刘会"]),
        (f"海港报讯{SENTENCE}", []),
        (f"海港社3月4日讯（记者王小明 整合）{SENTENCE}", ["王小明"]),
        (f"他说（记者王小明）{SENTENCE}", []),
    ],
)
def test_a_dispatch_names_its_reporters_before_its_first_sentence(first: str, names: list[str]) -> None:
    assert [each.name for each in read(first=first).authors] == names


@pytest.mark.parametrize("author", ["海港", "海港新闻网", "网络整理", "佚名", "本站原创"])
def test_the_site_and_nobody_are_no_authors(author: str) -> None:
    assert read(head=f"<meta name=author content={author}>").authors == ()


def test_a_button_beside_a_name_is_no_part_of_it_and_a_paper_is_an_organisation() -> None:
    article = read(above="<div class=author-name>渔村晚报 <span>关注</span></div>")
    assert [(each.name, each.kind) for each in article.authors] == [("渔村晚报", "organisation")]


def test_names_that_stand_apart_are_several() -> None:
    assert [each.name for each in read(above="<p class=byline>文／王小明 李琴 刘会</p>").authors] == ["王小明", "李琴", "刘会"]


@pytest.mark.parametrize("tail", ["-海港网", "_要闻_海港新闻", " - 海港县人民政府门户网站", "_中国海港官方网站"])
def test_a_title_that_no_heading_shows_ends_before_the_site(tail: str) -> None:
    article = extract_article(page_of(f"<html><head><title>潮水涨到了第三级台阶{tail}</title></head><body><p>{SENTENCE}</p></body></html>"))
    assert article is not None
    assert article.headline == "潮水涨到了第三级台阶"


@pytest.mark.parametrize("line", ["来源：甲 责任编辑：乙 " * 12 + "。！", "评论(1)" * 35 + "猫", "赞踩" * 90 + "猫"])
def test_a_line_of_many_labels_is_looked_at_quickly(line: str) -> None:
    """A pattern with a choice at each label would not come to an end."""
    assert not chinese.is_line(line)


@pytest.mark.parametrize(
    ("line", "is_line"),
    [
        ("日期：3月4日 时间：下午两点", False),  # when something begins
        ("时间：2024-03-04 来源：海港日报", True),
        ("上一篇：潮水涨到第三级", True),
        ("上一篇文章里我们谈到了潮水。", False),
        ("本文仅代表作者观点，不代表本站立场", True),
        ("他说，这不代表政府的立场。", False),
    ],
)
def test_a_line_of_an_announcement_or_of_a_speech_is_text(line: str, is_line: bool) -> None:
    assert chinese.is_line(line) is is_line
