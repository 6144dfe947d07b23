"""Reading with the garbage collector at rest."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from archiver import extract
from archiver.collecting import uncollected


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    """Each test begins and ends with the collector at work."""
    gc.enable()
    yield
    gc.enable()


def test_the_collector_rests_while_a_page_is_read_and_works_again_after_it() -> None:
    assert uncollected(gc.isenabled)() is False
    assert gc.isenabled()


def test_it_works_again_after_an_error() -> None:
    @uncollected
    def fails() -> None:
        raise ValueError("no page")

    with pytest.raises(ValueError, match="no page"):
        fails()
    assert gc.isenabled()


def test_where_the_caller_has_switched_it_off_it_stays_off() -> None:
    gc.disable()
    extract("<h1>Fog</h1><p>It came in at four, and it stayed until noon.</p>", "https://example.org/fog/")
    assert not gc.isenabled()
