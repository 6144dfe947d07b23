"""One request and its answer as they went over the wire, as far as they are known; and as WARC records."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO
from urllib.parse import urlsplit

import attrs
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.utils import Digester
from warcio.warcwriter import WARCWriter

from archiver.models import Record

Headers = tuple[tuple[str, str], ...]
#: What a proxy or a client's own library was told is no part of the exchange with the site.
_NOT_OURS = {"proxy-authorization"}


@attrs.frozen(kw_only=True)
class Exchange:
    """A request and its answer. Header values are Latin-1, as HTTP has them."""

    url: str
    method: str = "GET"
    sent: Headers | None = ()  #: the request's headers; None where they are not known: no request is recorded then
    form: bytes = b""  #: the request's body
    status: int
    received: Headers = ()  #: the answer's headers
    body: bytes  #: the answer's body: transfer encoding undone, content encoding kept
    protocol: str = "HTTP/1.1"
    ip_address: str | None = None
    date: str  #: ISO 8601, UTC
    origin: str | None = None  #: where the answer was copied from, kept as the record's Archiver-Source


def payload_digest(body: bytes) -> str:
    """SHA-1 in base 32, as WARC tools write and compare it: ``sha1:`` and 32 characters."""
    digester = Digester("sha1")
    digester.update(body)
    return str(digester)


def response_record(writer: WARCWriter, exchange: Exchange, digest: str, original: Record | None) -> ArcWarcRecord:
    """The answer; where its payload was kept before, a ``revisit`` that names the record that has it."""
    head = _answer_head(exchange)
    extra = {"WARC-Date": exchange.date}
    if exchange.ip_address:
        extra["WARC-IP-Address"] = exchange.ip_address
    if exchange.origin:
        extra["Archiver-Source"] = exchange.origin
    if original is None:
        extra["WARC-Payload-Digest"] = digest
        return writer.create_warc_record(
            exchange.url, "response", payload=BytesIO(exchange.body), http_headers=head, warc_headers_dict=extra
        )
    # File and offset of the original are no part of the standard, which allows further fields: with them a revisit is read without an index.
    extra |= {"WARC-Refers-To-Filename": original.file, "WARC-Refers-To-File-Offset": str(original.offset)}
    return writer.create_revisit_record(exchange.url, digest, original.url, original.date, http_headers=head, warc_headers_dict=extra)


def request_record(writer: WARCWriter, exchange: Exchange, response: ArcWarcRecord) -> ArcWarcRecord:
    """The request, tied to its answer by WARC-Concurrent-To."""
    parts = urlsplit(exchange.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = [(name, value) for name, value in exchange.sent or () if name.lower() not in _NOT_OURS]
    names = {name.lower() for name, _ in sent}
    if "host" not in names:
        sent.insert(0, ("Host", parts.netloc.rpartition("@")[2]))
    if exchange.form and "content-length" not in names:
        sent.append(("Content-Length", str(len(exchange.form))))
    head = StatusAndHeaders(f"{exchange.method} {target} HTTP/1.1", sent, is_http_request=True)
    extra = {"WARC-Date": exchange.date, "WARC-Concurrent-To": response.rec_headers.get_header("WARC-Record-ID")}
    return writer.create_warc_record(exchange.url, "request", payload=BytesIO(exchange.form), http_headers=head, warc_headers_dict=extra)


def _answer_head(exchange: Exchange) -> StatusAndHeaders:
    """Status line and headers. What would contradict the body, whose transfer encoding is undone, is kept under another name."""
    headers, size = [], str(len(exchange.body))
    for name, value in exchange.received:
        gone = name.lower() == "transfer-encoding" or (name.lower() == "content-length" and value != size)
        headers.append((f"X-Archive-Orig-{name}" if gone else name, value))
    try:
        phrase = HTTPStatus(exchange.status).phrase
    except ValueError:
        phrase = "Unknown"
    return StatusAndHeaders(f"{exchange.status} {phrase}", headers, protocol=exchange.protocol)
