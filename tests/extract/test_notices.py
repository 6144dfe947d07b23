"""Lines between paragraphs that are no text, in many languages, and sentences that begin like them."""

from __future__ import annotations

import pytest

from archiver.extract import extract_article, notices, phrases
from tests.extract.conftest import page_of

NOTICES = [
    "Also Read: Fog on the river", "Also read | Fog on the river", "MUST READ: Fog", "Related Coverage", "Siehe auch: Nebel", "Lees meer: Mist",
    "Lire la suite", "Leggi tutto", "Le puede interesar: Niebla", "También puedes leer: Niebla", "Saiba mais", "Vezi și: Ceață", "Läs mer: Dimma",
    "Se også: Tåge", "Przeczytaj także: Mgła", "Читать далее: Туман", "Дивіться також: Туман", "Διαβάστε επίσης: Ομίχλη", "İlginizi çekebilir: Sis",
    "اقرأ أيضاً: ضباب", "إقرأ المزيد", "קראו גם: ערפל", "ये भी पढ़ें: कोहरा", "Xem thêm: Sương mù", "【関連記事】霧", "▼関連記事", "관련 기사",
    "ADVERTISEMENT - CONTINUE READING BELOW", "Sponsored Content", "La suite après la publicité", "Continua a leggere dopo la pubblicità",
    "Continua depois da publicidade", "Lees verder na de advertentie", "Tekst gaat verder onder de foto.",
    "Dalsza część artykułu pod materiałem wideo",
    "Empfohlener externer Inhalt", "An dieser Stelle finden Sie einen externen Inhalt von X. Sie können ihn sich mit einem Klick anzeigen lassen.",
    "Download our app for iOS and Android.", "Join our WhatsApp channel for the latest news.", "Follow Ada Byrne on Twitter: @adabyrne",
    "Got a tip? Email us at tips@paper.example", "Do you have a story for us? Contact our newsdesk.",
    "Нашли ошибку? Выделите её и нажмите Ctrl+Enter",
    "Comments", "Комментарии", "Leave a comment below!", "What do you think? Let us know in the comments.",
    "저작권자 © 부두신문 무단전재 및 재배포 금지",
    "Copyright 2024 The Harbour Press. All rights reserved. This material may not be published or redistributed without permission.",
    "Quelle: dpa", "Источник: ТАСС", "Listen to this article", "Artikel anhören", "Please enable JavaScript to view this content.",
    "Your browser does not support the video tag.", "This content is not available in your region.", "View gallery", "Image 1 of 3", "1/12",
    "Was this article helpful?", "Report a typo", "1,204 views", "« Previous "
    "| Next »", "Subscribe to continue reading", "Already a subscriber? Log in",
    "Facebook Twitter Pinterest LinkedIn", "Share this: Facebook | Email",
    "Be the first to comment on this review", "Write a Review", "blog comments powered by Harbour", "You must be logged in to post a review.",
    "Before you comment please read our community guidelines.", "Vos commentaires", "Nach oben", "Volver arriba",
    "For more on news and tides from around the coast please visit Harbour News.",
    "This content is imported from a map of tides. You may be able to find the same content in another format at their web site.",
    "Copyright owned or licensed by The Harbour Press Limited. All rights reserved. Republication or distribution of this content is expressly"
    " prohibited without the prior written consent of The Harbour Press Limited and its licensors. To order copies of articles of The Harbour"
    " Press, please go to the office at the quay, or write to it.",
]  # fmt: skip
TEXTS = [
    "Do you have a story that your grandmother told?", "Have a story about the tide ready, he said.",
    "What do you think? I asked the pilot, and he laughed.",
    "Download the charts, print them, take them along, and open the app only where there is no light.", "This content is not what it seems.",
    "An dieser Stelle ist der Fluss tief und kalt.", "Already an account of the storm was printed.", "Listen, there is no fog.",
    "Sponsored by the harbour, loved by no one, the race went on.", "Lees meer-dan-ooit boeken.",
    "Also read by the pilot was a letter from the harbour.", "Comments were made about the tide.", "Follow the river to the quay and turn left.",
    "Listen to the sea, they said, and it will tell you.", "Download speeds rose in the harbour.", "Facebook and Instagram were full of it.",
    "Facebook", "Share the boat", "Nach oben führt eine Treppe.", "Be the first to cross the river on foot, said the pilot.",
    "For more than a year the news was bad, and people went to visit the harbour.", "For more information, visit the office at the quay.",
    "This content is imported salt.", "Siehe auch er das Meer.", "Lire la mer", "Источник воды был на берегу.", "Advertisement of the ferry, 1912",
    "This content of salt is usual.", "1,204 boats", "Image of the quay", "Previous tides were lower", "関連のない記事", "Se mer på havet",
    "Was this the tide that they had feared?", "Already a crowd stood there", "Got a fish", "Saiba o mar",
    "8/10", "4 / 5", "Continua a leggere chi ama i libri, e non smette.",
]  # fmt: skip


@pytest.mark.parametrize("line", NOTICES)
def test_a_notice_is_no_text(line: str) -> None:
    assert notices.is_line(line)


@pytest.mark.parametrize("line", TEXTS)
def test_a_sentence_that_begins_like_one_is_text(line: str) -> None:
    assert not notices.is_line(line)


def test_a_sentence_about_a_picture_is_text_and_its_credit_is_not() -> None:
    assert not phrases.is_line("Picture: the old harbour, seen from the tower of the town hall.")
    assert phrases.is_line("Picture: Ada Byrne")
    assert phrases.is_line("Photo: Ada Byrne.")


@pytest.mark.parametrize(
    "line",
    [
        "Written by hand, the log begins with these words:", "Reviewed by the court and the council", "Edited for length, it is shorter",
        "If you sell the house, the agent will earn a commission.", "He told the commission that we make too much noise.",
        "This commission links the two harbours.", "We earn a commission on every sale, said the broker.",
        "Written Communication Matters", "“We earn a commission of two per cent when you buy a house,” the agent said.",
        "Continue reading the letters, he said.", "Continúa tras la muerte de su padre.",
    ],
)  # fmt: skip
def test_a_sentence_that_begins_like_a_credit_or_speaks_of_a_commission_is_text(line: str) -> None:
    assert not phrases.is_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Written by Ada Byrne", "Written byAda Byrne", "Written by:", "Medically reviewed by Dr. Ada Byrne, MD",
        "Reviewed May 4, 2024", "Edited by: ada", "FACT-CHECKED BY ADA BYRNE",
        "Reviewed by our editorial team", "We may earn a commission.", "If you click a link and buy, the Press may earn a commission.",
        "If you buy through links on our site, we may earn an affiliate commission.", "This post contains affiliate links.",
        "Continue reading “Fog on the river” →", "Continue reading...", "Continúa después de la publicidad", "Continúa leyendo",
    ],
)  # fmt: skip
def test_a_credit_and_a_notice_of_affiliates_are_no_text(line: str) -> None:
    assert phrases.is_line(line)


def test_a_chinese_statement_is_a_notice_only_where_it_tells_whom_to_write_to() -> None:
    assert not phrases.is_line("声明：本公司的专利没有侵犯任何人的权利。")
    assert phrases.is_line("声明：转载此文如有侵犯您的权益，请联系我们删除。")


def test_every_row_is_found_by_its_first_words_however_deep_its_brackets_are() -> None:
    assert notices._first_words("(?:a (?:b|c)|(?:d|e(?: f)?) g)?h|[ij]k (?:l|m)") == ["a", "d", "e", "h", "ik", "jk"]
    assert all(notices._first_words(row) for row in (*notices._POINTERS, *notices._ROWS))


def test_notices_are_dropped_wherever_they_stand() -> None:
    text = "<p>The water stood at the second step by noon, and at the third by one, and it went on rising.</p>"
    line = "<p>Also read: <a href='/fog/'>Fog on the river</a></p>"
    article = extract_article(page_of(f"<body><h1>Tide</h1><div class='entry-content'>{line}{text}{line}{text}{line}</div></body>"))
    assert article is not None
    assert "Fog" not in (article.body_text or "")
    assert (article.body_text or "").count("water") == 2


def test_a_long_line_is_looked_at_quickly() -> None:
    assert not notices.is_line("Facebook " * 1_000)
    assert not notices.is_line("copyright " * 30)


@pytest.mark.parametrize("line", ["Continua a leggere", "Continua a leggere dopo la pubblicità", "Continua a leggere qui sotto"])
def test_an_italian_pointer_says_what_stands_in_the_way(line: str) -> None:
    assert phrases.is_line(line)


@pytest.mark.parametrize("line", ["Continua a leggere sotto casa, come faceva da bambina.", "Continua a leggere dopo cena, ogni sera."])
def test_an_italian_who_goes_on_reading_is_text(line: str) -> None:
    assert not phrases.is_line(line)


@pytest.mark.parametrize(
    "line", ["声明：公司称竞争对手侵犯其专利，并要求法院处理此案。", "声明：该公司否认侵权。", "声明：侵犯专利的公司已被告知。"]
)
def test_a_chinese_statement_of_somebody_who_was_wronged_is_text(line: str) -> None:
    assert not phrases.is_line(line)


@pytest.mark.parametrize("line", ["声明：图片侵权请联系删除。", "版权声明：如侵犯您的权利，请及时告知本站。", "免责声明：侵权必究。"])
def test_a_chinese_notice_says_what_to_do_about_what_was_copied(line: str) -> None:
    assert phrases.is_line(line)
