"""A random id for every request: in its log lines, and in its answer as X-Request-ID, for people to quote.

It says nothing about who asked. What a client sends under that name is ignored: it could be somebody's handle.
"""

from __future__ import annotations

import logging
import secrets

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessment.web.logs import request_id, type_and_place

_log = logging.getLogger(__name__)

HEADER = "X-Request-ID"
ANSWERS = ("http.response.start", "websocket.accept", "websocket.http.response.start")
"""The messages with which an answer begins, and which carry its headers."""


class RequestIds:
    """Pure ASGI middleware, the outermost but for the headers: gives the id, and turns a defect into one log line and
    a plain 500, which would otherwise be Starlette's and go past every middleware.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        id = secrets.token_hex(8)
        request_id.set(id)  # of this task alone: the server makes one for each request
        has_begun = False

        async def add(message: Message) -> None:
            nonlocal has_begun
            if message["type"] in ANSWERS:
                has_begun = True
                message.setdefault("headers", [])
                MutableHeaders(scope=message)[HEADER] = id
            await send(message)

        try:
            await self._app(scope, receive, add)
        except ClientDisconnect:
            return  # whoever asked has gone
        except Exception as error:
            if scope["type"] != "http" or has_begun:
                raise
            _log.error("unexpected %s", type_and_place(error))
            message = f"Something went wrong on our side. Everything marked as saved is safe. Request {id}"
            await PlainTextResponse(message, status_code=500)(scope, receive, add)
