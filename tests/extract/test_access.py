"""Whether an article is open, partly there, or behind a wall."""

from __future__ import annotations

import pytest

from tests.extract.conftest import Reader

LONG = "<p>" + "The water rose by a hand in the hour, and then by another. " * 6 + "</p>"


@pytest.mark.parametrize(
    ("stated", "inside", "access"),
    [("true", "", "open"), ('"True"', "", "open"), ("false", LONG, "partial"), ("false", "", "paywalled"), ("null", "", None)],
)
def test_access_is_what_schema_org_states_and_how_much_is_there(story: Reader, stated: str, inside: str, access: str | None) -> None:
    head = f'<script type="application/ld+json">{{"@type": "Article", "isAccessibleForFree": {stated}}}</script>'
    assert story(head, inside=inside).access == access


@pytest.mark.parametrize(("tier", "access"), [("free", "open"), ("locked", "paywalled"), ("metered", None)])
def test_a_tier_in_a_meta_tag_counts(story: Reader, tier: str, access: str | None) -> None:
    assert story(f"<meta property='article:content_tier' content='{tier}'>").access == access


WALL = "<p>To read on, become a subscriber of The Quay.</p>"


@pytest.mark.parametrize("name", ["paywall", "article__paywall", "wp-block-jetpack-paywall", "paywall-overlay", "regwall"])
def test_a_wall_where_the_text_is_cut_off_is_a_sign(story: Reader, name: str) -> None:
    article = story(inside=LONG, below=f"<div class='{name}'>{WALL}</div>")
    assert (article.access, article.sources["access"]) == ("partial", f".{name}")


@pytest.mark.parametrize(
    "wall",
    [
        f"<div class='paywall' style='display: none'>{WALL}</div>",
        f"<div class='paywall' hidden>{WALL}</div>",
        "<div class='paywall'></div>",
        f"<div class='paywall-bar'>{WALL}</div>",
        f"<div class='premium'>{WALL}</div>",
    ],
)
def test_an_unseen_wall_or_an_advertisement_is_none(story: Reader, wall: str) -> None:
    assert story(inside=LONG, below=wall).access is None
