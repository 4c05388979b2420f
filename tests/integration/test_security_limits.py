"""What is too large, too slow, defective or smuggled into an address gets one plain answer, and no more is logged."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessment.settings import ROOT
from assessment.web.body_limits import TimelyBodies
from assessment.web.request_ids import RequestIds
from tests.browser.conftest import Server
from tests.integration.phones import ask

KEY = "0123456789abcdef-0123456789ABCDEF"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("limits"), SECRET_KEY=KEY)
    running.start()
    yield running
    running.kill()


def answered(app: ASGIApp, *messages: Message) -> list[Message]:
    """What an application sends to a client that sends these messages and then nothing more, staying connected."""
    sent: list[Message] = []
    left = list(messages)

    async def receive() -> Message:
        if left:
            return left.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": []}
    asyncio.run(asyncio.wait_for(app(scope, receive, send), 30))
    return sent


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Answers with the body."""
    await PlainTextResponse(await Request(scope, receive).body())(scope, receive, send)


async def defect(scope: Scope, receive: Receive, send: Send) -> None:
    """Breaks on what somebody wrote."""
    raise KeyError("periwinkle")


def test_a_body_that_never_ends_is_given_up_and_its_connection_closed() -> None:
    part = {"type": "http.request", "body": b"a", "more_body": True}
    start, body = answered(RequestIds(TimelyBodies(echo, 0.05)), part)
    assert start["status"] == 408
    assert (b"connection", b"close") in start["headers"]
    assert b"Nothing was saved" in body["body"]


def test_a_body_that_arrives_is_answered_however_many_parts_it_has() -> None:
    parts = [{"type": "http.request", "body": b"a", "more_body": more} for more in (True, True, False)]
    assert answered(TimelyBodies(echo, 30), *parts)[1]["body"] == b"aaa"


def test_a_defect_is_a_plain_500_with_an_id_and_its_log_line_holds_nothing_that_was_written(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        start, body = answered(RequestIds(defect))
    assert start["status"] == 500
    id = dict(start["headers"])[b"x-request-id"].decode()
    assert re.fullmatch("[0-9a-f]{16}", id)
    assert id in body["body"].decode()
    assert b"periwinkle" not in body["body"]
    (line,) = (record.getMessage() for record in caplog.records)
    assert line.startswith("unexpected KeyError at assessment/")
    assert "periwinkle" not in line


@pytest.mark.parametrize(
    ("path", "bytes_sent", "status"),
    [("/w/222222222/answers", 100_000, 413), ("/w/222222222/join", 3_000_000, 413), ("/r/x", 3_000_000, 404)],
)
def test_a_body_that_is_too_large_is_refused_and_the_server_goes_on(
    server: Server, path: str, bytes_sent: int, status: int
) -> None:
    assert ask(server, "POST", path, json.dumps("x" * bytes_sent)).status == status
    assert ask(server, "GET", "/healthz").status == 200


@pytest.mark.parametrize("path", ["/w?code=A%0d%0aX-Evil:%201", "/w/A%0d%0aX-Evil:%201", "/r/A%0d%0aSet-Cookie:%20a=b"])
def test_an_address_puts_no_header_into_the_answer(server: Server, path: str) -> None:
    headers = ask(server, "GET", path, None, {}).headers
    assert "x-evil" not in headers
    assert "set-cookie" not in headers


@pytest.mark.parametrize(
    "name", ["../../app.py", "..%2f..%2fapp.py", "%2e%2e/%2e%2e/app.py", "....//app.py", "%00", "/etc/passwd"]
)
def test_no_name_of_a_file_leads_out_of_the_pages_own_files(server: Server, name: str) -> None:
    for prefix in ("/w/files/", "/static/", "/media/", "/_stcore/bidi-components/", "/component/"):
        reply = ask(server, "GET", f"{prefix}{name}", None, {})
        assert reply.status in (200, 400, 404)
        assert b"st.App(" not in reply.body
        assert b"root:" not in reply.body


def test_the_secret_key_reaches_streamlit_and_no_list_of_processes_and_no_log(server: Server) -> None:
    processes = [path for path in Path("/proc").iterdir() if path.name.isdigit() and int(path.name) != os.getpid()]
    found = [path for path in processes if _read(path / "environ").count(f"SERVER_COOKIE_SECRET={KEY}".encode())]
    assert found
    assert not any(KEY.encode() in _read(path / "cmdline") for path in processes)
    assert KEY not in server.log.read_text()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:  # it has ended, or isn't ours
        return b""


def test_a_secret_key_that_is_too_short_stops_the_start_with_one_line_without_it() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "assessment", "serve"],
        env=os.environ | {"SECRET_KEY": "s3cret"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    (line,) = done.stderr.splitlines()
    assert (done.returncode, line.startswith("error: SECRET_KEY: ")) == (1, True)
    assert "s3cret" not in done.stderr


def test_streamlits_own_settings_are_those_that_are_safe(server: Server) -> None:
    told = (ROOT / ".streamlit" / "config.toml").read_text()
    for line in ("gatherUsageStats = false", 'showErrorDetails = "none"', "enableStaticServing = false"):
        assert line in told
    assert "enableXsrfProtection" not in told  # on by default
    assert "enableCORS" not in told
    assert "Traceback" not in server.log.read_text()
