"""A participant's phone without a browser: requests over one kept connection, and server-sent events over another.

As light as it can be, since it shares the processor with the server that it measures; what it sends is what a phone
sends, header for header.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

END_OF_HEAD = b"\r\n\r\n"
LENGTH = b"\r\ncontent-length: "
CHUNKED, LAST_CHUNK = b"\r\ntransfer-encoding: chunked", b"0\r\n\r\n"
PATIENCE = 30
JSON, FORM = "application/json", "application/x-www-form-urlencoded"

HEADERS = """\
Host: {host}\r
Connection: keep-alive\r
User-Agent: Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile\
 Safari/537.36\r
Accept: {accept}\r
Accept-Encoding: gzip, deflate, br\r
Accept-Language: en-GB,en;q=0.9\r
Origin: http://{host}\r
Referer: http://{host}/\r
Sec-Fetch-Site: same-origin\r
Sec-Fetch-Mode: cors\r
Sec-Fetch-Dest: empty\r
"""


@dataclass(frozen=True)
class Reply:
    """What the server said; `head` as it came."""

    status: int
    head: bytes
    body: bytes

    def header(self, name: str) -> str:
        """The value of a header (its name in small letters), empty where there is none."""
        for one in self.head.split(b"\r\n"):
            found, _, value = one.partition(b": ")
            if found.lower() == name.encode():
                return value.decode()
        return ""

    def json(self) -> Any:
        """The body."""
        return json.loads(self.body)

    @property
    def cookie(self) -> str:
        """The cookie that it sets, as it is sent back; empty where it sets none."""
        _, found, rest = self.head.partition(b"\r\nset-cookie: ")
        return rest.partition(b";")[0].decode() if found else ""


@dataclass
class Phone:
    """A browser that knows one server, keeps one cookie, and asks one thing at a time."""

    host: str
    cookie: str = ""
    _line: _Line | None = field(default=None, repr=False)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock, repr=False)

    async def ask(self, method: str, path: str, body: object = None) -> Reply:
        """Send a request and wait for the whole reply; text is sent as a form, anything else as JSON.

        Raises OSError where there is no reply.
        """
        is_form = isinstance(body, str)
        content = b"" if body is None else str(body).encode() if is_form else json.dumps(body).encode()
        request = self._request(method, path, "*/*", content, FORM if is_form else JSON)
        async with self._one_at_a_time:
            kept = self._line
            if kept is not None and kept.is_open:
                with suppress(ConnectionError):  # closed while this was on its way: a browser sends it again
                    return await kept.ask(request)
            self._line = await self._connect(_Line)
            return await self._line.ask(request)

    async def listen(self, path: str, hear: Callable[[bytes], None]) -> _Listening:
        """Open a stream of events; `hear` gets every piece as it comes."""
        listening: _Listening = await self._connect(lambda: _Listening(hear))
        listening.send(self._request("GET", path, "text/event-stream", b""))
        return listening

    def close(self) -> None:
        """Put the phone away; streams are closed by whoever opened them."""
        if self._line is not None:
            self._line.close()

    async def _connect(self, make: Callable[[], Any]) -> Any:
        address, _, port = self.host.partition(":")
        async with asyncio.timeout(PATIENCE):
            return (await asyncio.get_running_loop().create_connection(make, address, int(port)))[1]

    def _request(self, method: str, path: str, accept: str, body: bytes, kind: str = JSON) -> bytes:
        head = f"{method} {path} HTTP/1.1\r\n{HEADERS.format(host=self.host, accept=accept)}"
        if self.cookie:
            head += f"Cookie: {self.cookie}\r\n"
        if method != "GET":
            head += f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        return f"{head}\r\n".encode() + body


class _Connection(asyncio.Protocol):
    """What both kinds of connection share."""

    def __init__(self) -> None:
        self._transport: asyncio.Transport | None = None

    @property
    def is_open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def send(self, request: bytes) -> None:
        assert self._transport is not None
        self._transport.write(request)

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()


class _Line(_Connection):
    """Requests one after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._came = bytearray()
        self._reply: asyncio.Future[Reply] | None = None

    async def ask(self, request: bytes) -> Reply:
        self._came.clear()
        self._reply = asyncio.get_running_loop().create_future()
        self.send(request)
        async with asyncio.timeout(PATIENCE):
            return await self._reply

    def data_received(self, data: bytes) -> None:
        self._came += data
        at = self._came.find(END_OF_HEAD)
        if at < 0 or self._reply is None or self._reply.done():
            return
        head, body = bytes(self._came[:at]), bytes(self._came[at + len(END_OF_HEAD) :])
        said = head.lower()
        length = int(said.partition(LENGTH)[2].partition(b"\r\n")[0] or 0)
        if body.endswith(LAST_CHUNK) if CHUNKED in said else len(body) >= length:
            self._reply.set_result(Reply(int(head[9:12]), head, body))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._reply is not None and not self._reply.done():
            self._reply.set_exception(ConnectionResetError("the server closed the connection"))


class _Listening(_Connection):
    """A stream of events."""

    def __init__(self, hear: Callable[[bytes], None]) -> None:
        super().__init__()
        self._hear = hear

    def data_received(self, data: bytes) -> None:
        self._hear(data)
