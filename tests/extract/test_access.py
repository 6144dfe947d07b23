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
