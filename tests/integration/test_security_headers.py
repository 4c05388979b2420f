"""Every kind of response carries the security headers, whoever made it: we, Starlette or Streamlit."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

import pytest
from starlette.datastructures import Headers
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from assessment.web.participant_files import SCRIPT, STYLE
from assessment.web.static_files import STATIC
from tests.browser.conftest import Server

FILE = next((STATIC / "static" / "js").glob("index.*.js")).name
ROUTES = [
    ("GET", "/", 200),
    ("GET", "/assess", 200),
    ("HEAD", "/method?r=x", 200),
    ("GET", "/healthz", 200),
    ("GET", "/readyz", 200),
    ("GET", "/metrics", 404),
    ("GET", "/_stcore/health", 200),
    ("GET", "/_stcore/host-config", 200),
    ("GET", "/_stcore/metrics", 404),
    ("GET", f"/static/js/{FILE}", 200),
    ("GET", "/nowhere", 200),
    ("GET", "/media/missing.png", 404),
    ("PUT", "/_stcore/upload_file/a/b", 403),
    ("GET", "/r/x", 200),
    ("POST", "/r/x", 404),
    ("DELETE", "/r/x", 405),
    ("GET", "/w", 200),
    ("GET", SCRIPT.path, 200),
    ("GET", STYLE.path, 200),
    ("GET", "/w/files/../../app.py", 404),
    ("GET", "/w/files/..%2f..%2fapp.py", 404),
    ("GET", "/w/files/app.py", 404),
    ("GET", "/w/222222222", 404),
    ("POST", "/w/222222222/join", 404),
    ("GET", "/w/222222222/state", 404),
    ("GET", "/w/222222222/events", 404),
    ("GET", "/w/222222222/nothing", 404),
    ("PATCH", "/w/222222222/state", 405),
    ("GET", "/projector", 403),
    ("GET", "//etc/passwd", 400),
]


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Headers
    cookies: list[str]
    body: bytes


def ask(server: Server, method: str, path: str, headers: Mapping[str, str] | None = None) -> Reply:
    """One request."""
    with closing(http.client.HTTPConnection("localhost", server.port, timeout=30)) as connection:
        connection.request(method, path, headers={"Accept": "text/html,*/*", **(headers or {})})
        response = connection.getresponse()
        cookies = response.headers.get_all("Set-Cookie") or []
        return Reply(response.status, Headers(dict(response.getheaders())), cookies, response.read())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("headers"))
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="module")
def behind_tls(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that people reach through a proxy that ends TLS."""
    running = Server(tmp_path_factory.mktemp("tls"), PUBLIC_URL="https://assessment.example.org", METRICS="1")
    running.start()
    yield running
    running.kill()


def check(headers: Headers) -> None:
    """What holds for every response."""
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] in ("same-origin", "no-referrer")
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=(), " in headers["permissions-policy"]
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    for part in ("base-uri 'none'", "frame-ancestors 'none'", "form-action "):
        assert part in policy
    assert "unsafe-eval" not in policy
    assert "*" not in policy
    assert re.fullmatch("[0-9a-f]{16}", headers["x-request-id"])
    assert "server" not in headers


@pytest.mark.parametrize(("method", "path", "status"), ROUTES)
def test_every_kind_of_response_carries_the_security_headers(
    server: Server, method: str, path: str, status: int
) -> None:
    reply = ask(server, method, path)
    assert reply.status == status
    check(reply.headers)


@pytest.mark.parametrize(("method", "path", "status"), ROUTES)
def test_unsafe_inline_is_for_the_styles_of_streamlits_page_alone(
    server: Server, method: str, path: str, status: int
) -> None:
    policy = ask(server, method, path).headers["content-security-policy"]
    found = [part for part in policy.split("; ") if "unsafe" in part]
    assert found in ([], ["style-src 'self' 'unsafe-inline'"])
    if path.split("?")[0] not in ("/", "/assess", "/method", "/nowhere"):
        assert found == []


def test_a_websocket_and_its_refusal_carry_them_too(server: Server) -> None:
    address, protocols = f"ws://localhost:{server.port}/_stcore/stream", [Subprotocol("streamlit")]
    with connect(address, subprotocols=protocols) as opened:
        assert opened.response is not None
        assert re.fullmatch("[0-9a-f]{16}", opened.response.headers["x-request-id"])
    with pytest.raises(InvalidStatus) as refused:
        connect(address, subprotocols=protocols, origin=Origin("https://evil.example"))
    assert refused.value.response.status_code == 403


def test_each_request_has_an_id_of_its_own_and_what_the_client_says_of_it_is_ignored(server: Server) -> None:
    ids = {ask(server, "GET", "/healthz", {"X-Request-ID": "mine"}).headers["x-request-id"] for _ in range(5)}
    assert len(ids) == 5
    assert "mine" not in ids


def test_behind_tls_browsers_are_told_to_stay_with_it_and_every_cookie_is_kept_to_it(behind_tls: Server) -> None:
    for path in ("/", "/healthz", "/w", "/r/x", "/nowhere"):
        assert ask(behind_tls, "GET", path).headers["strict-transport-security"] == "max-age=31536000"
    cookies = ask(behind_tls, "GET", "/_stcore/host-config").cookies
    cookies += ask(behind_tls, "GET", "/_stcore/health").cookies
    assert cookies
    for cookie in cookies:
        assert cookie.lower().count("; secure") == 1, cookie


def test_without_tls_nobody_is_told_to_use_it(server: Server) -> None:
    reply = ask(server, "GET", "/_stcore/health")
    assert "strict-transport-security" not in reply.headers
    assert reply.cookies
    assert "secure" not in reply.cookies[0].lower()
