"""Second step: one form for text, addresses and keys."""

from __future__ import annotations

from archiver import process
from archiver.models import Fetch


class Normalise:
    """Settles the form of what was parsed."""

    def process_item(self, fetch: Fetch) -> Fetch:
        return process.settle(fetch)
