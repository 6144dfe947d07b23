"""Pictures, captions and credits."""

from __future__ import annotations

import pytest

from archiver.extract.images import split_credit
from tests.extract.conftest import Reader


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("The mole at noon. Photo: Lena Marsh", "The mole at noon.", "Lena Marsh"),
        ("Photo credit: Lena Marsh", None, "Lena Marsh"),
        ("The mole (Photo by Lena Marsh)", "The mole", "Lena Marsh"),
        ("The mole. Credit: Lena Marsh/Coast Wire", "The mole.", "Lena Marsh/Coast Wire"),
        ("The mole at noon. Lena Marsh—Getty Images", "The mole at noon.", "Lena Marsh—Getty Images"),
        ("The mole at noon (Lena Marsh/AFP)", "The mole at noon", "Lena Marsh/AFP"),
        ("The mole at noon. 27-06-2012 | Efe", "The mole at noon. 27-06-2012 | Efe", None),
        ("Molo w południe. Fot. Lena Marsz", "Molo w południe.", "Lena Marsz"),
        ("Die Mole am Mittag. Foto: Lena Marsch/dpa", "Die Mole am Mittag.", "Lena Marsch/dpa"),
        ("Le môle à midi. Crédit photo : Léna Marche", "Le môle à midi.", "Léna Marche"),
        ("正午の防波堤（写真：山田花子）", "正午の防波堤", "山田花子"),
        ("Photographs of the mole", "Photographs of the mole", None),
        ("The AP reported that the mole stood", "The AP reported that the mole stood", None),
        ("", None, None),
    ],
)
def test_a_credit_is_split_from_its_caption(line: str, caption: str | None, credit: str | None) -> None:
    assert split_credit(line) == (caption, credit)


def test_a_marked_credit_is_no_part_of_the_caption(story: Reader) -> None:
    article = story(inside="<figure><img src='/a.jpg'><figcaption>The mole <span class='credit'>Lena Marsh</span></figcaption></figure>")
    assert [(each.url, each.caption, each.credit) for each in article.images] == [("https://paper.example/a.jpg", "The mole", "Lena Marsh")]


def test_a_picture_shown_twice_is_one_picture(story: Reader) -> None:
    figure = "<figure><img src='/a.jpg'><figcaption>Photo: Lena Marsh</figcaption></figure>"
    assert [each.credit for each in story(above="<img src='/a.jpg'>", inside=figure).images] == ["Lena Marsh"]


@pytest.mark.parametrize(
    "markup", ["<img class='avatar' src='/a.jpg'>", "<img src='/site-logo.png'>", "<img src='/p.gif' width='1' height='1'>"]
)
def test_avatars_logos_and_pixels_are_no_pictures_of_the_article(story: Reader, markup: str) -> None:
    assert story(inside=f"<p>{markup}</p>").images == ()


def test_a_picture_that_loads_late_has_its_real_address(story: Reader) -> None:
    article = story(inside="<p><img src='data:image/gif;base64,R0lGOD' data-src='/real.jpg'></p>")
    assert [each.url for each in article.images] == ["https://paper.example/real.jpg"]


def test_a_caption_outside_of_a_figure_is_the_pictures_if_it_stands_in_its_frame(story: Reader) -> None:
    article = story(
        inside="<div class='photo'><div><img src='/a.jpg'></div><p class='photo__caption'>The mole. Photo: Lena Marsh</p></div>"
    )
    assert [(each.caption, each.credit) for each in article.images] == [("The mole.", "Lena Marsh")]


def test_what_only_screen_readers_tell_is_no_part_of_a_caption(story: Reader) -> None:
    article = story(
        inside="<figure><img src='/a.jpg'><figcaption><span class='off-screen'>Image caption</span> The mole</figcaption></figure>"
    )
    assert [each.caption for each in article.images] == ["The mole"]


@pytest.mark.parametrize(
    ("line", "caption", "credit"),
    [
        ("The quay at noon. (AP Photo/Ada Byrne)", "The quay at noon.", "AP Photo/Ada Byrne"),
        ("The quay at noon. Image via Ada Byrne", "The quay at noon.", "Ada Byrne"),
    ],
)
def test_an_agencys_photo_and_a_source_are_credits(story: Reader, line: str, caption: str, credit: str) -> None:
    image = story(inside=f"<figure><img src='/quay.jpg'><figcaption>{line}</figcaption></figure>").images[0]
    assert (image.caption, image.credit) == (caption, credit)


@pytest.mark.parametrize("inner", ["<a class='btn-pinit' href='/pin'>Pin</a> <button>Print</button>", "<span>3</span>"])
def test_buttons_and_the_numbers_of_steps_are_no_captions(story: Reader, inner: str) -> None:
    assert story(inside=f"<figure><img src='/a.jpg'><figcaption>{inner}</figcaption></figure>").images[0].caption is None
