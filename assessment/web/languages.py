"""The language of a request: `?lang=`, else what was chosen earlier (a cookie), else what the browser asks for."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessment.language import OFFERED, best_of, speaking

PARAMETER = COOKIE = "lang"
A_YEAR = 365 * 24 * 3600
MOST_READ = 200
"""So much of what a browser asks for is looked at: what was found is remembered, and headers can be long."""


class Languages:
    """Pure ASGI middleware: all that answers a request speaks its language; a choice is kept for a year."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        chosen = _asked_for(scope.get("query_string", b""))

        async def keep(message: Message) -> None:
            if chosen and message["type"] == "http.response.start":
                MutableHeaders(scope=message).append("Set-Cookie", cookie_for(chosen))
            await send(message)

        with speaking(chosen or language_of(Headers(scope=scope))):
            await self._app(scope, receive, keep)


def cookie_for(language: str) -> str:
    """What keeps a choice; a script may read it, since Streamlit's pages set it with one."""
    return f"{COOKIE}={language}; Path=/; Max-Age={A_YEAR}; SameSite=Lax"


def language_of(headers: Headers) -> str:
    """What the cookie says, else what the browser asks for, else English."""
    cookies = headers.get("cookie", "")
    kept = cookie_parser(cookies).get(COOKIE, "") if f"{COOKIE}=" in cookies else ""  # an answer costs 2 ms in all
    return _offered(kept) or best_of(headers.get("accept-language", "")[:MOST_READ])


def _asked_for(query: bytes) -> str:
    if f"{PARAMETER}=".encode() not in query:
        return ""
    return _offered(parse_qs(query.decode("latin-1")).get(PARAMETER, [""])[-1])


def _offered(language: str) -> str:
    return language if language in OFFERED else ""
