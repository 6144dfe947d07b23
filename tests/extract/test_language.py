"""What language an article is in: what the page declares, checked against its script."""

from __future__ import annotations

import pytest

from archiver.extract import extract_article
from tests.extract.conftest import page_of

TEXTS = {
    "zh": "海面在中午时分涨到了第二级台阶，一点钟涨到了第三级，码头上没有人见过这样高的水位。",
    "ja": "海面は正午に二段目まで上がり、一時には三段目に達した。岸壁の人々は誰もそれほどの高さを見たことがなかった。",
    "ko": "바닷물은 정오에 두 번째 계단까지 올라왔고 한 시에는 세 번째 계단까지 올라왔다.",
    "el": "Το νερό έφτασε στο δεύτερο σκαλοπάτι το μεσημέρι και στο τρίτο στη μία.",
    "he": "המים הגיעו למדרגה השנייה בצהריים ולשלישית בשעה אחת.",
    "th": "น้ำขึ้นถึงขั้นที่สองตอนเที่ยงและถึงขั้นที่สามตอนบ่ายโมง",
}
SHARED = {
    "en": "The water stood at the second step by noon, and at the third by one.",
    "ru": "Вода поднялась до второй ступени к полудню, а к часу дня — до третьей.",
    "ar": "وصل الماء إلى الدرجة الثانية عند الظهر وإلى الثالثة في الساعة الواحدة.",
}


def language(text: str, declared: str = "") -> tuple[str | None, str | None]:
    """(tag, source) of a page with a text."""
    lang = f" lang={declared}" if declared else ""
    article = extract_article(
        page_of(f"<html{lang}><head><title>{text[:12]}</title></head><body><h1>{text[:12]}</h1><p>{text}</p></body></html>")
    )
    assert article is not None
    return article.language, article.sources.get("language")


@pytest.mark.parametrize(("tag", "text"), TEXTS.items())
def test_a_script_that_one_language_writes_tells_it_where_nothing_is_declared(tag: str, text: str) -> None:
    assert language(text) == (tag, "script of the text")


@pytest.mark.parametrize(("tag", "text"), SHARED.items())
def test_a_script_of_many_languages_tells_none(tag: str, text: str) -> None:
    assert language(text) == (None, None)
    assert language(text, tag) == (tag, "html[lang]")


@pytest.mark.parametrize(("tag", "text"), TEXTS.items())
def test_a_declared_language_that_the_script_cannot_be_gives_way(tag: str, text: str) -> None:
    assert language(text, "en") == (tag, "script of the text")
    assert language(text, f"{tag}-XX") == (f"{tag}-XX", "html[lang]")


def test_a_name_in_another_script_tells_nothing() -> None:
    assert language(f"{SHARED['en']} 海港新聞社の記者", "en") == ("en", "html[lang]")


def test_chinese_characters_may_be_cantonese_or_a_japanese_title() -> None:
    assert language(TEXTS["zh"], "yue") == ("yue", "html[lang]")
    assert language(TEXTS["zh"], "ja") == ("ja", "html[lang]")
