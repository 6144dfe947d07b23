"""The server itself: its record, its connections, its end."""

from __future__ import annotations

import http.client
import socket
import threading
from typing import Any
from urllib.parse import urlsplit

import pytest

from archiver.newsroom import Newsroom, Server, serve


def test_requests_are_on_record(server: Server, ask: Any) -> None:
    ask(server.base_url + "/?s=otter")
    ask(server.base_url + "/nowhere/", method="HEAD")
    first, second = server.requests
    assert first[:3] == ("GET", "/?s=otter", "test")
    assert (first.status, second.method, second.status) == (200, "HEAD", 404)
    assert first.at <= second.at


def test_a_connection_is_kept(server: Server) -> None:
    connection = http.client.HTTPConnection(urlsplit(server.base_url).netloc, timeout=5)
    connection.connect()
    used = connection.sock
    for path in ("/robots.txt", "/", "/feed/"):
        connection.request("GET", path)
        response = connection.getresponse()
        assert (response.status, response.version) == (200, 11)
        assert len(response.read()) == int(response.headers["Content-Length"])
    assert connection.sock is used
    connection.close()


def test_head_sends_the_headers_alone(server: Server, ask: Any) -> None:
    head, full = ask(server.base_url + "/", method="HEAD"), ask(server.base_url + "/")
    assert head.body == b""
    assert head.headers["content-length"] == str(len(full.body))


def test_a_post_is_an_unknown_action(server: Server, ask: Any) -> None:
    answer = ask(server.base_url + "/wp-admin/admin-ajax.php", "POST", b"action=wpdGetNonce")
    assert (answer.status, answer.body) == (400, b"0")


def test_an_edit_shows_at_the_next_request(server: Server, ask: Any) -> None:
    story = server.newsroom.story("notice-of-fog")
    url = server.base_url + story.path
    assert b"Notice of sun" not in ask(url).body
    story.headline = "Notice of sun"
    assert b"Notice of sun" in ask(url).body


@pytest.mark.parametrize("kept", [0, 1, 2])
def test_a_thin_paper_still_appears(ask: Any, kept: int) -> None:
    newsroom = Newsroom.load()
    del newsroom.stories[kept:]
    with serve(newsroom) as server:
        paths = ["/", "/feed/", "/feed/atom/", "/sitemap_index.xml", "/post-sitemap.xml", "/wp-json/wp/v2/posts", "/about/"]
        paths += [story.path for story in newsroom.stories]
        assert [ask(server.base_url + path).status for path in paths] == [200] * len(paths)


def test_many_readers_at_once(server: Server, ask: Any) -> None:
    threads = [threading.Thread(target=ask, args=(server.base_url + f"/page/{number % 5 + 1}/",)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [request.status for request in server.requests] == [200] * 40


def test_closing_hangs_up_on_readers_that_stay() -> None:
    with serve(Newsroom.load()) as server:
        address = ("127.0.0.1", urlsplit(server.base_url).port)
        idle = socket.create_connection(address)
        idle.sendall(b"GET /robots.txt HTTP/1.1\r\nHost: x\r\n\r\n")
        assert idle.recv(12) == b"HTTP/1.1 200"
    idle.settimeout(5)
    while idle.recv(4096):
        pass  # the rest of the answer, then the end
    idle.close()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address)


def test_a_port_may_be_chosen() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with serve(Newsroom.load(), port) as server:
        assert server.base_url == f"http://127.0.0.1:{port}"
