"""Streamlit's routes for signing in, where an operator wants it: it ends at the workshop's page, where it began. Where
nobody signs in, there are no such routes."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessment.services.bootstrap import application
from assessment.web.participant_page import sign_in_failed_page
from assessment.web.participant_replies import html_page

CALLBACK = "/oauth2callback"
ROUTES = ("/auth/", CALLBACK)
WORKSHOP = "/workshop"
FAILED = (400, 500, 502, 503)


class SignInRoutes:
    """Pure ASGI middleware that sends who has signed in to the page that asked for it, and not to the first; where
    signing in fails, as with a provider that is down, that is said on a page with a way back."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(ROUTES):
            await self._app(scope, receive, send)
        elif not application().settings.facilitators:
            await PlainTextResponse("Not Found", status_code=404)(scope, receive, send)
        else:
            await self._sign_in(scope, receive, send)

    async def _sign_in(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_failed = False

        async def send_on(message: Message) -> None:
            nonlocal has_failed
            if message["type"] == "http.response.start":
                has_failed = message["status"] in FAILED
                headers = MutableHeaders(scope=message)
                if scope["path"] == CALLBACK and headers.get("location") == "/":
                    headers["location"] = WORKSHOP
            if not has_failed:
                await send(message)

        await self._app(scope, receive, send_on)
        if has_failed:
            page = html_page(Request(scope), sign_in_failed_page(WORKSHOP), 503)
            await page(scope, receive, send)
