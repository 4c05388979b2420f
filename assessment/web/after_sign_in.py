"""Streamlit's routes for signing in, where an operator wants it: it ends at the workshop's page, where it began. Where
nobody signs in, there are no such routes."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessment.services.bootstrap import application

CALLBACK = "/oauth2callback"
ROUTES = ("/auth/", CALLBACK)
WORKSHOP = "/workshop"


class SignInRoutes:
    """Pure ASGI middleware that sends who has signed in to the page that asked for it, and not to the first."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("location") == "/":
                    headers["location"] = WORKSHOP
            await send(message)

        if scope["type"] != "http" or not scope["path"].startswith(ROUTES):
            await self._app(scope, receive, send)
        elif not application().settings.facilitators:
            await PlainTextResponse("Not Found", status_code=404)(scope, receive, send)
        else:
            await self._app(scope, receive, send_on if scope["path"] == CALLBACK else send)
