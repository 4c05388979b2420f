"""Which requests come from our own pages, and WebSockets for no others.

Streamlit's own check lets pages of every port of localhost in, and for any other origin it first asks a server on the
internet for this machine's address while every visitor waits.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from assessment.services.bootstrap import application


def is_same_origin(headers: Headers) -> bool:
    """Whether the browser sent this from one of our own pages; what says nothing of where it comes from is no browser
    on another site."""
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site", "none") in ("same-origin", "none")
    if origin == application().settings.public_url:  # a proxy may have replaced the Host
        return True
    return origin.split("://", 1)[-1] == headers.get("host")


class SameOriginSockets:
    """Pure ASGI middleware that refuses the WebSocket handshakes of other sites' pages with 403."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            headers = MutableHeaders(scope=scope)
            if not is_same_origin(headers):
                await WebSocketClose()(scope, receive, send)
                return
            if "origin" in headers:
                # Streamlit's own check knows nothing of PUBLIC_URL, and lets in what comes from where it was sent to.
                headers["host"] = headers["origin"].split("://", 1)[-1]
        await self._app(scope, receive, send)
