"""The images of a page, fetched before the page is stored: so that they are acknowledged with it, and asked for again where that fails."""

from __future__ import annotations

import hashlib
import time
from asyncio import Semaphore
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, ClassVar, NoReturn

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem, NotConfigured
from scrapy.http import Response
from scrapy.pipelines.files import FilesPipeline
from scrapy.pipelines.media import FileException, MediaPipeline
from scrapy.utils.defer import ensure_awaitable
from twisted.python.failure import Failure

from archiver import urls
from archiver.content import image_addresses
from archiver.crawl.outcome import BUSY, NotSent, reason_of, retry_after
from archiver.crawl.scope import why_no_image
from archiver.crawl.session import Session, session_of
from archiver.models import Fetch, Media
from archiver.moments import zulu
from archiver.store.media import MediaFolder, file_of

_HEADERS = {"Accept": "image/*,*/*;q=0.5"}
# Addresses whose outcome is remembered, so that the picture of a page's head is not asked for with every page.
_REMEMBERED = 10_000


class NotGot(FileException):
    """An image was asked for and did not come."""

    def __init__(self, media: Media):
        super().__init__(media.error)
        self.media = media


class Images(FilesPipeline):
    """Fetches what ``--media`` asks for, through all downloader middlewares: robots.txt, pace, address guard, WARC. Files keep their bytes.

    An image that the archive has is not asked for again; one that did not come is, in the next visit.
    """

    MEDIA_NAME = "image"
    STORE_SCHEMES: ClassVar[dict[str, Any]] = {"": MediaFolder, "file": MediaFolder}

    def __init__(self, crawler: Crawler, session: Session):
        super().__init__(str((session.archive.folder / "media").absolute()), crawler=crawler)
        self._session = session
        per_host = crawler.settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN")
        self._turns: defaultdict[str, Semaphore] = defaultdict(lambda: Semaphore(per_host))
        self._max_size = crawler.settings.getint("DOWNLOAD_MAXSIZE")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Images:
        session = session_of(crawler)
        if not session.options.media:
            raise NotConfigured
        return cls(crawler, session)

    def get_media_requests(self, item: Fetch, info: MediaPipeline.SpiderInfo) -> list[Request]:
        site = next(site for site in self._session.sites if site.id == item.site_id)
        requests = []
        for url in dict.fromkeys(_addresses(item)):
            if (reason := why_no_image(url, site)) is not None:
                item.media += (_without(url, "excluded", reason),)
            elif not self._session.writer.has_image(url):
                requests.append(Request(url, headers=_HEADERS | self._referer(item, url)))
        return requests

    def _referer(self, item: Fetch, url: str) -> dict[str, str]:
        """The page, within its site only, as for pages."""
        return {"Referer": item.final_url} if item.final_url and urls.same_site(item.final_url, url) else {}

    async def media_to_download(self, request: Request, info: MediaPipeline.SpiderInfo, *, item: Any = None) -> None:  # type: ignore[override]
        """Waits for the request's turn: what was not sent yet when the host asks for quiet, or the run is interrupted, is not sent at all."""
        host = urls.host_of(request.url)
        await self._turns[host].acquire()
        try:
            if self._session.interrupted:
                raise NotSent("the run was interrupted")
            if self._session.ledger.is_quiet(host):
                raise NotGot(_without(request.url, "failed", "the host asked to be left alone for a while"))
        except BaseException:
            self._turns[host].release()
            raise
        self._session.count_request()

    def file_path(
        self, request: Request, response: Response | None = None, info: MediaPipeline.SpiderInfo | None = None, *, item: Any = None
    ) -> str:
        if response is None:
            raise ValueError("an image is named by its content")
        return file_of(response.body, _media_type(response))

    async def media_downloaded(self, response: Response, request: Request, info: MediaPipeline.SpiderInfo, *, item: Any = None) -> Any:
        media = _of_answer(request.url, response)
        if response.status in BUSY and (wait := retry_after(response)) is not None:
            self._session.ledger.leave_alone(urls.host_of(response.url), until=time.time() + wait)
        self._turns[urls.host_of(request.url)].release()
        if media.outcome != "ok":
            raise NotGot(media)
        path = self.file_path(request, response)
        try:
            await ensure_awaitable(self.store.persist_file(path, BytesIO(response.body), info))
        except OSError as error:
            raise NotGot(_without(request.url, "failed", f"media/{path} cannot be written: {error.strerror}")) from error
        return {"url": request.url, "path": path, "checksum": media.sha256, "status": "downloaded", "media": media}

    def media_failed(self, failure: Failure, request: Request, info: MediaPipeline.SpiderInfo) -> NoReturn:
        error = failure.value
        if isinstance(error, NotGot):
            raise error  # of an answer
        self._turns[urls.host_of(request.url)].release()
        if isinstance(error, NotSent):
            raise error
        outcome, reason = reason_of(error, self._max_size)
        raise NotGot(_without(request.url, "failed" if outcome == "retry" else outcome, reason))

    def item_completed(self, results: list[Any], item: Fetch, info: MediaPipeline.SpiderInfo) -> Fetch:
        for came, result in results:
            if came:
                item.media += (result["media"],)
            elif isinstance(result.value, NotGot):
                item.media += (result.value.media,)
            elif isinstance(result.value, NotSent):
                self._session.ledger.give_back(item.lease_id)
                raise DropItem(f"{item.url}: the run was interrupted before its images had come", log_level="DEBUG")
            else:
                result.raiseException()
        if len(info.downloaded) > _REMEMBERED:
            info.downloaded.clear()
        return item


def _addresses(fetch: Fetch) -> Iterator[str]:
    """The images that a page shows in its article and its comments."""
    if fetch.article is not None:
        yield from (image.url for image in fetch.article.images if image.url)
    for comment in fetch.comments:
        yield from image_addresses(comment.html)


def _of_answer(url: str, response: Response) -> Media:
    """What an answer brought."""
    record, media_type = response.meta.get("record"), _media_type(response)
    outcome, error = _judged(response, media_type)
    is_got = outcome == "ok"
    return Media(
        url=url,
        outcome=outcome,
        error=error,
        final_url=response.url,
        status=response.status,
        fetched_at=record.date if record else zulu(datetime.now(UTC)),
        content_type=media_type or None,
        size=len(response.body) if is_got else None,
        sha256=hashlib.sha256(response.body).hexdigest() if is_got else None,
        file=file_of(response.body, media_type) if is_got else None,
        record=record,
    )


def _judged(response: Response, media_type: str) -> tuple[str, str | None]:
    """(outcome, reason) by status, size and type. Servers that know no type of a file name none, or application/octet-stream."""
    if response.status in (404, 410):
        return "gone", f"HTTP {response.status}"
    if not 200 <= response.status < 300:
        return "failed", f"HTTP {response.status}"
    if not response.body:
        return "failed", "empty answer"
    if media_type and media_type != "application/octet-stream" and not media_type.startswith("image/"):
        return "excluded", f"not an image: {media_type}"
    return "ok", None


def _media_type(response: Response) -> str:
    return (response.headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip().lower()


def _without(url: str, outcome: str, reason: str) -> Media:
    """Of an image that brought no answer."""
    return Media(url=url, outcome=outcome, error=reason, fetched_at=zulu(datetime.now(UTC)))
