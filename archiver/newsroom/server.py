"""The newsroom on a real socket of 127.0.0.1, with a record of who asked for what."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from archiver.newsroom.content import Newsroom
from archiver.newsroom.replies import Reply
from archiver.newsroom.routes import Desk

#: What admin-ajax.php answers to an action that it does not know.
UNKNOWN_ACTION = Reply(status=400, content_type="text/plain", body=b"0")


class Request(NamedTuple):
    """One request as it came."""

    method: str
    target: str  #: path and query
    user_agent: str
    at: float  #: ``time.monotonic()`` on arrival
    status: int  #: of the answer


class Server:
    """A newsroom that is being served."""

    def __init__(self, newsroom: Newsroom, base_url: str) -> None:
        self.newsroom = newsroom
        self.base_url = base_url
        self.desk = Desk(newsroom, base_url)
        self._lock = threading.Lock()
        self._requests: list[Request] = []

    @property
    def requests(self) -> list[Request]:
        """The requests so far, in the order of their answers; a copy."""
        with self._lock:
            return list(self._requests)

    def answer(self, method: str, target: str, user_agent: str, known_etag: str | None) -> Reply:
        """The answer to a request, which is then on record."""
        arrived = time.monotonic()
        # One desk answers one request at a time: its counters and the content may change between two.
        with self._lock:
            reply = UNKNOWN_ACTION if method == "POST" else self.desk.answer(target).unless(known_etag)
            self._requests.append(Request(method, target, user_agent, arrived, reply.status))
        return reply


@contextlib.contextmanager
def serve(newsroom: Newsroom, port: int = 0) -> Iterator[Server]:
    """Serves a newsroom while the block runs; port 0 takes a free one.

    >>> with serve(Newsroom.load()) as server:
    ...     server.base_url.startswith("http://127.0.0.1:")
    True
    """
    listener = _Listener(("127.0.0.1", port), _Handler)
    listener.newsroom = Server(newsroom, f"http://127.0.0.1:{listener.server_address[1]}")
    thread = threading.Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.05}, name="newsroom", daemon=True)
    thread.start()
    try:
        yield listener.newsroom
    finally:
        listener.shutdown()
        listener.hang_up()
        listener.server_close()
        thread.join()


class _Listener(ThreadingHTTPServer):
    daemon_threads = False  # so that closing waits for the answers under way
    request_queue_size = 64
    newsroom: Server

    def __init__(self, *arguments: Any) -> None:
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__(*arguments)

    def server_bind(self) -> None:
        # HTTPServer asks DNS for the host's name here, which can take seconds.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news; anything else is a fault of ours, and is shown."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)

    def hang_up(self) -> None:
        """Ends the connections that clients keep alive."""
        with self._guard:
            for request in self._open:
                with contextlib.suppress(OSError):  # it may have ended by itself meanwhile
                    request.shutdown(socket.SHUT_RDWR)


class _Handler(BaseHTTPRequestHandler):
    server: _Listener
    protocol_version = "HTTP/1.1"
    server_version = "Newsroom/1"
    disable_nagle_algorithm = True
    wbufsize = -1  # head and body leave in one packet
    timeout = 30

    def do_GET(self) -> None:
        self._send(self._answer())

    def do_HEAD(self) -> None:
        self._send(self._answer(), with_body=False)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._send(self._answer())

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002 - the name that the base class gives it
        """Quiet: the requests are on record."""

    def _answer(self) -> Reply:
        return self.server.newsroom.answer(self.command, self.path, self.headers.get("User-Agent", ""), self.headers.get("If-None-Match"))

    def _send(self, reply: Reply, *, with_body: bool = True) -> None:
        time.sleep(reply.delay)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.content_type)
        self.send_header("Content-Length", str(reply.length))
        for name, value in reply.headers:
            self.send_header(name, value)
        self.end_headers()
        if with_body:
            self._send_body(reply)
        self.wfile.flush()

    def _send_body(self, reply: Reply) -> None:
        self.wfile.write(reply.body)
        for piece in reply.stream() if reply.stream else ():
            self.wfile.write(piece)
        if reply.stream is None and len(reply.body) < reply.length:
            self.close_connection = True  # the rest never comes
