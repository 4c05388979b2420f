"""Headers that every response carries, Streamlit's own included."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessment.services.bootstrap import application
from assessment.web.first_page import INLINE_SCRIPTS
from assessment.web.request_ids import ANSWERS

SCROLL_TO_TOP = "document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0);"
"""Runs on Streamlit's pages, see `ui.style.start_at_the_top`: allowed by its hash, as is the next."""
NAME_THE_LANGUAGE = "document.documentElement.lang = document.querySelector('[data-language]').dataset.language;"
"""Tells the browser which language a page of Streamlit's is in, see `ui.languages`."""
LOAD_AHEAD = "import(document.querySelector('[data-ahead]').dataset.ahead);"
"""Fetches and runs a script of Streamlit's before the page that needs it, see `ui.style.load_the_charts_ahead`."""

SAVE_AT_ONCE = "import(document.querySelector('[data-survey]').dataset.script).then((script) => script.begin());"
"""Has what is chosen on a page of questions saved by our own script, see `ui.at_once`."""

OURS = (SCROLL_TO_TOP, NAME_THE_LANGUAGE, LOAD_AHEAD, SAVE_AT_ONCE)

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
}
ONE_YEAR = b"max-age=31536000"


def _source(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


NOTHING = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""The policy of whatever isn't a page, and brings no policy of its own."""

STREAMLIT_PAGE = "; ".join(
    (
        "default-src 'none'",
        f"script-src 'self' {' '.join(map(_source, (*INLINE_SCRIPTS, *OURS)))}",
        # Streamlit writes its styles into the page as it runs, without hash or nonce.
        "style-src 'self' 'unsafe-inline'",
        # A chart that somebody saves is drawn once more, from what the page itself made (blob:).
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""The tightest policy with which every page of ours runs in Streamlit 1.67. One thing is refused that Streamlit tries:
WebAssembly, in which a library of its could calculate with 64 bits; it then does so without."""

_Raw = tuple[bytes, bytes]


def _as_sent(policy: str) -> tuple[_Raw, ...]:
    named = {**HEADERS, "Content-Security-Policy": policy}
    return tuple((name.lower().encode(), value.encode()) for name, value in named.items())


_OF_PAGES, _OF_ALL_ELSE = _as_sent(STREAMLIT_PAGE), _as_sent(NOTHING)


class SecurityHeaders:
    """Pure ASGI middleware that adds the headers; where a response has one of them already, that one stays.

    Where people come by TLS, browsers are told to stay with it, and Streamlit's cookies are kept to it as ours are.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def add(message: Message) -> None:
            if message["type"] in ANSWERS:
                message["headers"] = _with_ours(message.get("headers", ()))
            await send(message)

        await self._app(scope, receive, add)


def _with_ours(theirs: Iterable[_Raw]) -> list[_Raw]:
    """Headers as ASGI has them: this is on the way of every answer in a room, so it is spared anything slower."""
    found = list(theirs)
    there = {name.lower(): value for name, value in found}
    is_page = there.get(b"content-type", b"").startswith(b"text/html")
    ours = _OF_PAGES if is_page else _OF_ALL_ELSE
    if application().settings.public_url.startswith("https:"):
        found = [_secured(name, value) for name, value in found]
        ours = (*ours, (b"strict-transport-security", ONE_YEAR))
    return found + [header for header in ours if header[0] not in there]


def _secured(name: bytes, value: bytes) -> _Raw:
    if name.lower() != b"set-cookie" or re.search(rb";\s*secure\s*(;|$)", value, re.IGNORECASE):
        return name, value
    return name, value + b"; Secure"
