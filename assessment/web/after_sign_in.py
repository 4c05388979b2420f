"""Signing in ends at the workshop's page, where it began: Streamlit sends everybody on to its first page."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CALLBACK = "/oauth2callback"
WORKSHOP = "/workshop"


class BackToTheWorkshop:
    """Pure ASGI middleware that sends who has signed in to the page that asked for it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("location") == "/":
                    headers["location"] = WORKSHOP
            await send(message)

        is_the_end = scope["type"] == "http" and scope["path"] == CALLBACK
        await self._app(scope, receive, send_on if is_the_end else send)
