"""Whatever a participant's JSON routes are sent, they answer with a refusal in JSON, store nothing, and never break."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.services.private_key import PrivateKey
from assessment.services.workshop_setup import Setup
from tests.browser.conftest import Server
from tests.browser.workshop import LedWorkshop, led_workshop
from tests.integration.phones import FORM, ITEM, JSON, Phone, ask

PATHS = ("/join", "/answers", "/votes", "/notes", "/submit", "/response")
EXAMPLES = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])

WORDS = st.sampled_from(["seq", "id", "value", "kind", "text", "role", "table", "consent", ITEM, "3", "cio", "comment"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
BODIES = st.binary(max_size=200) | VALUES.map(lambda value: json.dumps(value).encode())
HEADERS = st.sampled_from([JSON, FORM, {"Content-Type": "text/plain"}, {"Content-Type": "multipart/form-data"}])


@pytest.fixture(scope="module")
def led(server: Server) -> Iterator[LedWorkshop]:
    with led_workshop(server, Setup(mode="pulse")) as workshop:
        yield workshop


@pytest.fixture(scope="module")
def key(led: LedWorkshop) -> PrivateKey:
    return led.participation.join(led.code, "cio")


def is_sound(body: Any) -> bool:
    """Whether a refusal is what the page's script can read."""
    return isinstance(body, dict) and isinstance(body["error"], str) and set(body) <= {"error", "field"}


@EXAMPLES
@given(path=st.sampled_from(PATHS), body=BODIES, headers=HEADERS)
def test_whatever_is_sent_is_refused_or_understood_and_what_is_refused_is_not_stored(
    server: Server, led: LedWorkshop, key: PrivateKey, path: str, body: bytes, headers: dict[str, str]
) -> None:
    method = "DELETE" if path == "/response" else "POST"
    before, joined = led.participation.statement(key), led.participation.state(key).joined
    body = b"x" if path in ("/submit", "/response") and body in (b"", b"{}") else body  # those mean it
    reply = Phone(server, led.code, key).ask(method, path, body, headers)
    assert reply.status < 500
    if reply.status >= 400:
        if reply.headers["content-type"].startswith("application/json"):
            assert is_sound(reply.json)
        assert led.participation.statement(key) == before
    assert led.participation.state(key).joined == joined


@EXAMPLES
@given(code=st.text(max_size=12), query=st.text(max_size=12), cookie=st.text(max_size=30))
def test_an_address_or_a_cookie_of_any_characters_is_a_refusal_and_no_error(
    server: Server, code: str, query: str, cookie: str
) -> None:
    name = quote(cookie, safe="=;_ ")
    for path in ("", "/state", "/mine"):
        address = f"/w/{quote(code, safe='')}{path}?r={quote(query, safe='')}"
        assert ask(server, "GET", address, None, {"Cookie": f"r_{name}"}).status < 500


def test_nothing_of_all_this_broke_the_server(server: Server) -> None:
    assert "unexpected" not in server.log.read_text()
    assert ask(server, "GET", "/readyz").status == 200
