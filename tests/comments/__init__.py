"""Comment systems, on small pages that one can open in a browser."""

from datetime import UTC, datetime
from pathlib import Path

from archiver.models import Page

PAGES = Path(__file__).parent / "pages"


def page(name: str, url: str) -> Page:
    """A page of this folder, as if fetched from ``url`` on 10 May 2026."""
    return Page(url=url, body=(PAGES / name).read_bytes(), fetched_at=datetime(2026, 5, 10, 12, tzinfo=UTC))
