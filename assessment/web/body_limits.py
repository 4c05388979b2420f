"""A request whose body doesn't arrive in time is given up: else a few slow senders could hold on to all there is."""

from __future__ import annotations

import asyncio
import logging
import time

from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_log = logging.getLogger(__name__)

SECONDS = 60.0
"""For a body of 2 MB, the largest there is, from a phone on a bad connection."""


class TimelyBodies:
    """Pure ASGI middleware that answers 408 and closes the connection when a body takes longer than `seconds`.

    To the application it looks as if the client had gone.
    """

    def __init__(self, app: ASGIApp, seconds: float = SECONDS) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        deadline = time.monotonic() + self._seconds
        is_whole = is_late = has_begun = False

        async def receive_in_time() -> Message:
            nonlocal is_whole, is_late
            if is_whole:
                return await receive()
            try:
                async with asyncio.timeout(deadline - time.monotonic()):
                    message = await receive()
            except TimeoutError:
                is_late = is_whole = True
                return {"type": "http.disconnect"}
            is_whole = not message.get("more_body", False)
            return message

        async def note(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive_in_time, note)
        except ClientDisconnect:
            if not is_late:
                raise
        if is_late and not has_begun:
            _log.warning("a request's body took longer than %d s", self._seconds)
            late = PlainTextResponse("This took too long to arrive. Nothing was saved: send it again.", 408)
            late.headers["Connection"] = "close"
            await late(scope, receive, send)
