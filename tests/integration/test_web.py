"""What the server says over plain HTTP: its first page, its script files and its private links."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import socket
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import brotli
import pytest
from starlette.datastructures import Headers
from websockets.exceptions import InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from assessment.bank.load import load_bank
from assessment.services.private_key import PrivateKey, new_key
from assessment.services.survey import Profile, Survey
from assessment.settings import ROOT
from assessment.storage.database import Database
from assessment.web.static_files import STATIC
from tests.browser.conftest import Server

SCRIPT = max((STATIC / "static" / "js").glob("*.js"), key=lambda path: path.stat().st_size)
SCRIPT_URL = f"/static/js/{SCRIPT.name}"
A_BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", "Accept-Encoding": "gzip, deflate, br, zstd"}


@dataclass(frozen=True)
class Reply:
    """What came back, not decompressed."""

    status: int
    headers: Headers
    body: bytes


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("web"))
    running.start()
    yield running
    running.kill()


def ask(
    server: Server, path: str, headers: Mapping[str, str] = A_BROWSER, *, method: str = "GET", body: str | None = None
) -> Reply:
    """One request with exactly these headers, a Host of its own included."""
    with closing(http.client.HTTPConnection("localhost", server.port, timeout=30)) as connection:
        connection.request(method, path, body, {"Accept-Encoding": "identity", **headers})
        response = connection.getresponse()
        return Reply(response.status, Headers(dict(response.getheaders())), response.read())


# WebSockets


def pages_socket(server: Server, origin: str | None, host: str) -> ClientConnection:
    """The WebSocket that a page of this origin opens; `host` is what the server is asked for."""
    return connect(
        f"ws://{host}/_stcore/stream",
        sock=socket.create_connection(("localhost", server.port)),
        origin=None if origin is None else Origin(origin),
        subprotocols=[Subprotocol("streamlit")],
    )


def test_our_own_page_gets_its_websocket_also_behind_a_proxy(server: Server) -> None:
    own = f"localhost:{server.port}"
    for origin, host in (
        (server.url, own),
        (server.url, "internal:8501"),  # the proxy changes the Host
        ("https://survey.example.org", "survey.example.org"),  # the proxy ends TLS
        (None, own),  # not a browser
    ):
        with pages_socket(server, origin, host) as opened:
            assert opened.subprotocol == "streamlit"
    assert "external IP" not in server.log.read_text()


def test_public_url_alone_lets_its_pages_in_behind_a_proxy_that_changes_the_host(tmp_path: Path) -> None:
    server = Server(tmp_path)
    server.url = f"http://127.1:{server.port}"  # this machine under a name that Streamlit doesn't let in by itself
    server.start()
    try:
        with pages_socket(server, server.url, "internal:8501") as opened:
            assert opened.subprotocol == "streamlit"
        assert "external IP" not in server.log.read_text()
    finally:
        server.kill()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost", "http://localhost:1"])
def test_another_sites_page_gets_no_websocket_and_nobody_on_the_internet_is_asked(server: Server, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        pages_socket(server, origin, f"localhost:{server.port}")
    assert refused.value.response.status_code == 403
    assert "external IP" not in server.log.read_text()


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_metrics_are_not_public(server: Server, method: str) -> None:
    assert ask(server, "/_stcore/metrics", method=method).status == 404


def test_the_agent_interface_is_off(server: Server) -> None:
    for path in ("interact", "mcp"):
        body = '{"jsonrpc": "2.0", "id": 1, "method": "tools/list"}' if path == "mcp" else "{}"
        reply = ask(server, f"/_stcore/agent/{path}", {"Content-Type": "application/json"}, method="POST", body=body)
        assert b"does not serve the agent API" in reply.body


# The first page


@pytest.mark.parametrize("path", ["/", "/assess", "/assess?r=x"])
@pytest.mark.parametrize("encoding", ["identity", A_BROWSER["Accept-Encoding"]])
def test_the_first_page_has_our_title_and_does_not_load_a_font_before_the_scripts(
    server: Server, path: str, encoding: str
) -> None:
    reply = ask(server, path, A_BROWSER | {"Accept-Encoding": encoding})
    assert reply.status == 200
    assert reply.headers["content-type"].startswith("text/html")
    assert b"<title>AI leadership maturity</title>" in reply.body
    assert b'as="font"' not in reply.body
    assert reply.body.count(b"modulepreload") == (STATIC / "index.html").read_bytes().count(b"modulepreload") > 0
    assert int(reply.headers["content-length"]) == len(reply.body)
    assert "etag" not in reply.headers  # it would be that of Streamlit's page


def test_head_of_the_first_page_gives_the_headers_of_get_and_no_body(server: Server) -> None:
    got, head = ask(server, "/"), ask(server, "/", method="HEAD")
    assert head.body == b""
    assert head.status == 200
    assert head.headers["content-length"] == got.headers["content-length"]


# Script files


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("BR", "br"),
        ("gzip", "gzip"),
        ("GZip;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; Q=0.000 , gzip;q=1.0", "gzip"),
        ("br;q=0.001", "br"),
        ("br;q=0, gzip;q=0", None),
        ("identity", None),
        ("zstd", None),
        ("", None),
    ],
)
def test_a_script_is_sent_in_an_encoding_that_the_browser_accepts(
    server: Server, accepted: str, encoding: str | None
) -> None:
    reply = ask(server, SCRIPT_URL, {"Accept-Encoding": accepted})
    assert reply.status == 200
    assert reply.headers.get("content-encoding") == encoding
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding]
    assert unpack(reply.body) == SCRIPT.read_bytes()
    assert int(reply.headers["content-length"]) == len(reply.body)
    assert reply.headers["cache-control"].startswith("public")
    assert "immutable" in reply.headers["cache-control"]
    assert reply.headers["vary"] == "Accept-Encoding"
    assert reply.headers["content-type"].split(";")[0].endswith("/javascript")


def test_head_of_a_script_gives_the_headers_of_get_and_no_body(server: Server) -> None:
    got, head = (ask(server, SCRIPT_URL, method=method) for method in ("GET", "HEAD"))
    assert head.body == b""
    for name in ("content-encoding", "content-length", "cache-control", "vary"):
        assert head.headers[name] == got.headers[name]


def test_a_part_of_a_script_is_a_part_of_the_file_itself(server: Server) -> None:
    reply = ask(server, SCRIPT_URL, A_BROWSER | {"Range": "bytes=100-199"})
    assert reply.status == 206
    assert "content-encoding" not in reply.headers
    assert reply.body == SCRIPT.read_bytes()[100:200]
    assert reply.headers["vary"] == "Accept-Encoding"


# Private links


def begin(server: Server) -> PrivateKey:
    """The key of a new response."""
    bank = load_bank(ROOT / "questions")
    with closing(Database(f"sqlite:///{server.database}")) as database:
        return Survey(database, bank, date.today).begin("pulse", [q.id for q in bank.questionnaires], Profile())


@pytest.fixture
def key(server: Server) -> PrivateKey:
    return begin(server)


def open_link(server: Server, key: PrivateKey, headers: Mapping[str, str]) -> Reply:
    return ask(server, f"/r/{key.handle}", headers, method="POST", body=json.dumps({"token": key.token}))


def test_our_own_page_opens_a_link_also_behind_a_proxy(server: Server, key: PrivateKey) -> None:
    for headers in (
        {},  # not a browser
        {"Origin": server.url},
        {"Origin": server.url, "Host": "internal:8501"},  # the proxy changes the Host
        {"Origin": "https://survey.example.org", "Host": "survey.example.org"},  # the proxy ends TLS
    ):
        reply = open_link(server, key, headers)
        assert (reply.status, json.loads(reply.body)) == (200, {"next": f"/assess?r={key.handle}"})
        cookie = reply.headers["set-cookie"]
        assert cookie.startswith(f"r_{key.handle}={key.token};")
        assert "HttpOnly" in cookie
        assert "samesite=lax" in cookie.lower()


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost", "http://localhost:1"])
def test_another_sites_page_opens_nothing_and_is_told_so(server: Server, key: PrivateKey, origin: str) -> None:
    replies = [open_link(server, one, {"Origin": origin}) for one in (key, new_key())]
    for reply in replies:
        assert reply.status == 403
        assert "set-cookie" not in reply.headers
        message = json.loads(reply.body)["error"]
        assert "came from another site" in message
        assert "There is no such link" not in message
    assert replies[0].body == replies[1].body  # so it doesn't tell which links exist


def test_a_browser_keeps_the_cookies_of_31_links_at_most(server: Server, key: PrivateKey) -> None:
    others = [new_key() for _ in range(33)]
    sent = [f"r_{one.handle}={one.token}" for one in (*others[:5], key, *others[5:])]
    for known, dropped in ((31, []), (34, others[:3])):  # 30 others stay beside the one that is opened
        cookies = set_cookies(server, key, "; ".join(["r_x=not ours", *sent[:known], "theme=dark"]))
        assert [name for name, age in cookies if age == 0] == [f"r_{one.handle}" for one in dropped]
        assert [name for name, age in cookies if age > 0] == [f"r_{key.handle}"]


def set_cookies(server: Server, key: PrivateKey, known: str) -> list[tuple[str, int]]:
    """Name and age in seconds of each cookie that opening the link sets, to a browser with `known` cookies."""
    with closing(http.client.HTTPConnection("localhost", server.port, timeout=30)) as connection:
        connection.request("POST", f"/r/{key.handle}", json.dumps({"token": key.token}), {"Cookie": known})
        found = connection.getresponse().headers.get_all("set-cookie", [])
    parts = [re.match(r"([^=]+)=.*?Max-Age=(\d+)", cookie) for cookie in found]
    return [(part[1], int(part[2])) for part in parts if part]


def test_answers_to_another_edition_are_no_missing_link(server: Server) -> None:
    key = begin(server)
    with closing(sqlite3.connect(server.database)) as connection, connection:
        connection.execute("update responses set edition_id = 'other' where handle = ?", (key.handle,))
    reply = open_link(server, key, {})
    assert reply.status == 409
    assert "belong to edition other" in json.loads(reply.body)["error"]
    assert "set-cookie" not in reply.headers


def test_a_wrong_token_an_unknown_handle_and_no_token_get_the_same_answer(server: Server, key: PrivateKey) -> None:
    stranger = new_key()
    replies = [open_link(server, wrong, {}) for wrong in (PrivateKey(key.handle, stranger.token), stranger)]
    for body in ("", "{}", "[]", "null", '{"token": 1}', "[" * 900, json.dumps({"token": "x" * 2000})):
        replies.append(ask(server, f"/r/{key.handle}", {}, method="POST", body=body))
    assert {reply.status for reply in replies} == {404}
    assert len({reply.body for reply in replies}) == 1
    assert "There is no such link" in json.loads(replies[0].body)["error"]
    assert not any("set-cookie" in reply.headers for reply in replies)


# Sign-in


@pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/oauth2callback?error=x&error_description=y"])
def test_where_nobody_signs_in_there_is_no_sign_in(server: Server, path: str) -> None:
    assert ask(server, path).status == 404
    assert "error_description" not in server.log.read_text()
