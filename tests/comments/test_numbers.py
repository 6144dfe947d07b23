"""Counts as pages write them."""

from __future__ import annotations

import pytest

from archiver.comments.numbers import whole_number


@pytest.mark.parametrize(
    ("shown", "count"),
    [
        ("12,345", 12345),
        ("12 345", 12345),
        ("12.345", 12345),
        ("\u22123", -3),
        ("12.3K", None),
        ("", None),
        (None, None),
        ("9" * 5_000, None),
    ],
)
def test_a_count_is_read_where_it_says_how_many(shown: str | None, count: int | None) -> None:
    assert whole_number(shown) == count
