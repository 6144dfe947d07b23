"""How a request ended: from Scrapy's answer or failure to a ``Fetch``, and whether to try again."""

from __future__ import annotations

import hashlib
import re
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
)
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from archiver.crawl.robots import RobotsUnreachable
from archiver.models import Fetch, Page
from archiver.moments import zulu
from archiver.store.ledger import Lease
from archiver.text import charset_in

#: Answers that may be different in a while: the server is busy, broken or restarting (RFC 9110; 520 to 524 are Cloudflare's).
TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
#: Answers that say how long to wait, for the whole host.
BUSY = frozenset({429, 503})
#: What went wrong, in words, for the exceptions of Scrapy's downloader.
_REASONS: tuple[tuple[type[BaseException], str], ...] = (
    (DownloadTimeoutError, "timed out"),
    (CannotResolveHostError, "host name not found"),
    (DownloadConnectionRefusedError, "connection refused"),
    (ResponseDataLossError, "answer cut off on the way"),
)
_TEXT = re.compile(r"html|xml|json|text/", re.IGNORECASE)
# A server that asks for more than this means "not today": the request is left for a later run.
_LONGEST_WAIT = 7 * 24 * 3600.0


class NotSent(IgnoreRequest):
    """A request was still waiting for its turn when the run was interrupted: it goes back to the ledger as if it had not been leased."""


class Outcomes:
    """Makes a ``Fetch`` of whatever became of a request.

    Settings: ``ARCHIVER_ATTEMPTS`` fetches before a request is given up; ``ARCHIVER_BACKOFF`` seconds before the second, doubled each time.
    """

    def __init__(self, settings: BaseSettings):
        self._attempts = settings.getint("ARCHIVER_ATTEMPTS")
        self._backoff = settings.getfloat("ARCHIVER_BACKOFF")
        self._max_size = settings.getint("DOWNLOAD_MAXSIZE")

    def of_response(self, response: Response) -> Fetch:
        request = response.request
        assert request is not None  # Scrapy's scraper sets it  # noqa: S101
        fetch = _begin(request)
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1")
        fetch.record = response.meta.get("record")
        if fetch.record is not None:
            fetch.fetched_at = fetch.record.date
        fetch.final_url = response.url
        fetch.status = response.status
        fetch.content_type = content_type or None
        fetch.charset_declared = charset_in(content_type)
        fetch.size = len(response.body)
        fetch.sha256 = hashlib.sha256(response.body).hexdigest()
        if response.status in TRANSIENT:
            return self._again(fetch, request, f"HTTP {response.status}", retry_after(response), host_waits=response.status in BUSY)
        self._judge(fetch, response)
        if fetch.outcome == "ok":
            fetch.page = _page(fetch, response, request.meta["lease"])
        return fetch

    def of_failure(self, failure: Failure, request: Request) -> Fetch:
        fetch = _begin(request)
        fetch.outcome, fetch.error = reason_of(failure.value, self._max_size)
        return self._again(fetch, request, fetch.error, None) if fetch.outcome == "retry" else fetch

    def _again(self, fetch: Fetch, request: Request, reason: str, wait: float | None, *, host_waits: bool = False) -> Fetch:
        """A failure that may pass: tried again later, unless it has been tried often enough."""
        lease: Lease = request.meta["lease"]
        fetch.error = reason
        if lease.attempt >= self._attempts:
            fetch.outcome = "failed"
            return fetch
        fetch.outcome = "retry"
        fetch.host_waits = host_waits and wait is not None
        fetch.retry_at = time.time() + (self._backoff * 2 ** (lease.attempt - 1) if wait is None else wait)
        return fetch

    def _judge(self, fetch: Fetch, response: Response) -> None:
        """Sets outcome and reason by status, size and type."""
        status, context = response.status, dict(response.meta["lease"].wanted.context)
        closed = (fetch.kind == "api" or "system" in context) and status in (
            401,
            403,
        )  # an interface that is not open to the public is no fault of the site
        if status in (404, 410) or closed:
            fetch.outcome, fetch.error = "gone", f"HTTP {status}"
        elif not 200 <= status < 300:
            fetch.outcome, fetch.error = "failed", f"HTTP {status}"
        elif not response.body:
            fetch.outcome, fetch.error = "failed", "empty answer"
        elif fetch.content_type and not _TEXT.search(fetch.content_type) and fetch.kind not in ("sitemap", "feed"):
            fetch.outcome, fetch.error = "excluded", f"not a page: {fetch.content_type.partition(';')[0]}"


def reason_of(error: BaseException | None, max_size: int) -> tuple[str, str]:
    """(outcome, reason in words) of a request that no answer came to; the outcome is ``retry`` where the failure may pass.

    :param max_size: bytes that an answer may have.
    """
    if isinstance(error, RobotsUnreachable):
        return "failed", str(error)
    if isinstance(error, IgnoreRequest):
        return ("failed", "too many redirects") if "max redirections" in str(error) else ("excluded", str(error) or type(error).__name__)
    if isinstance(error, DownloadCancelledError):
        return "failed", f"larger than {max_size // 1024**2} MiB"
    words = next((words for kind, words in _REASONS if isinstance(error, kind)), None)
    return "retry", words or f"{type(error).__name__}: {error}"[:300]


def unanswered(fetch: Fetch, request: Request) -> Page:
    """What stands for the answer that a request to a comment system's interface did not bring: the thread may be had in another way."""
    wanted = request.meta["lease"].wanted
    return Page(
        url=fetch.url,
        body=b"",
        status=fetch.status if fetch.status and fetch.status != HTTPStatus.OK else 0,
        kind=fetch.kind,
        article_url=wanted.article_url,
        form=wanted.form,
        context=dict(wanted.context),
    )


def _begin(request: Request) -> Fetch:
    lease: Lease = request.meta["lease"]
    latency = request.meta.get("download_latency")
    return Fetch(
        lease_id=lease.id,
        site_id=lease.wanted.site_id,
        url=lease.wanted.url,
        kind=lease.wanted.kind,
        method=lease.wanted.method,
        outcome="ok",
        fetched_at=zulu(datetime.now(UTC)),
        latency_ms=None if latency is None else round(latency * 1000),
        redirects=tuple(request.meta.get("redirect_urls", ())),
        article_url=lease.wanted.article_url,
    )


def _page(fetch: Fetch, response: Response, lease: Lease) -> Page:
    headers = ((name.decode("latin-1"), value.decode("latin-1")) for name, values in response.headers.items() for value in values)
    return Page(
        url=fetch.url,
        final_url=response.url,
        status=response.status,
        headers=tuple(headers),
        body=response.body,
        fetched_at=datetime.fromisoformat(fetch.fetched_at),
        kind=fetch.kind,
        article_url=lease.wanted.article_url,
        form=lease.wanted.form,
        context=dict(lease.wanted.context),
    )


def retry_after(response: Response) -> float | None:
    """Seconds that the server asks to wait: Retry-After holds a number of seconds or a date (RFC 9110, 10.2.3)."""
    value = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if value.isdigit():
        return min(float(value), _LONGEST_WAIT)
    try:
        return min(max(parsedate_to_datetime(value).timestamp() - time.time(), 0.0), _LONGEST_WAIT)
    except ValueError:
        return None
