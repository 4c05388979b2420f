"""Clients of the participant's routes over plain HTTP."""

from __future__ import annotations

import http.client
import json
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import Headers

from assessment.services.private_key import PrivateKey
from tests.browser.conftest import Server

JSON = {"Content-Type": "application/json"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
ITEM = "strategy.direction.1"


@dataclass(frozen=True)
class Reply:
    """What came back."""

    status: int
    headers: Headers
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)


def ask(
    server: Server, method: str, address: str, body: str | bytes | None = None, headers: Mapping[str, str] = JSON
) -> Reply:
    """One request."""
    with closing(http.client.HTTPConnection("localhost", server.port, timeout=30)) as connection:
        connection.request(method, address, body, dict(headers))
        response = connection.getresponse()
        return Reply(response.status, Headers(dict(response.getheaders())), response.read())


@dataclass(frozen=True)
class Phone:
    """A client with at most one cookie, which asks for addresses below one workshop."""

    server: Server
    code: str
    key: PrivateKey | None = None

    def ask(
        self, method: str, path: str = "", body: str | bytes | None = None, headers: Mapping[str, str] = JSON
    ) -> Reply:
        cookie = {"Cookie": f"r_{self.key.handle}={self.key.token}"} if self.key else {}
        return ask(self.server, method, f"/w/{self.code}{path}", body, {**headers, **cookie})

    def post(self, path: str, fields: object, headers: Mapping[str, str] = JSON) -> Reply:
        return self.ask("POST", path, json.dumps(fields), headers)

    def send_form(self, path: str, fields: Mapping[str, str]) -> Reply:
        return self.ask("POST", path, urlencode(fields), FORM)

    def answer(self, seq: int = 1, id: str = ITEM, value: object = "3") -> Reply:
        return self.post("/answers", {"seq": seq, "id": id, "value": value})


def next_state(stream: http.client.HTTPResponse) -> dict[str, Any]:
    while not (line := stream.readline()).startswith(b"data: "):
        assert line, "the stream ended"
    found: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
    return found
