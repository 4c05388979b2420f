"""Streamlit's index page, made lighter: its font would be loaded before the scripts that everything waits for.

On a slow phone that font is a second of the first question's wait (`first_question_slow_phone` in bench/results.jsonl);
without the preload it arrives when the style sheet asks for it. The page also gets our own title.
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assessment.web.static_files import STATIC

TITLE = "AI leadership maturity"

_BACKEND = b"""<script>
      window.__streamlit = {BACKEND_BASE_URL: location.origin,
        HOST_CONFIG: {allowedOrigins: [location.origin], useExternalAuthToken: false}}
    </script>
    <script type="module\""""
"""Where the server is: without it the page first looks below its own address, in vain, and only then connects."""

_ORIGINAL = (STATIC / "index.html").read_bytes()
_FONT = re.compile(rb'\s*<link\s+rel="preload"[^>]*as="font"[^>]*/>')
_LIGHTER = (
    _FONT.sub(b"", _ORIGINAL)
    .replace(b'<script type="module"', _BACKEND, 1)
    .replace(b"<title>Streamlit</title>", f"<title>{TITLE}</title>".encode())
)
INLINE_SCRIPTS = tuple(script.decode() for script in re.findall(rb"<script>(.*?)</script>", _LIGHTER, re.DOTALL))
"""The scripts that stand in the page itself, for a security policy to name."""


class LighterFirstPage:
    """Pure ASGI middleware that puts the lighter page in the place of Streamlit's, wherever that is sent."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD"):
            await self._app(scope, receive, send)
            return
        if "text/html" in Headers(scope=scope).get("accept", ""):
            # Everywhere but at "/" Streamlit compresses the page, and compressed it isn't recognised here.
            scope = {**scope, "headers": [header for header in scope["headers"] if header[0] != b"accept-encoding"]}
        held: Message | None = None
        body = b""

        async def replace(message: Message) -> None:
            nonlocal held, body
            if message["type"] == "http.response.start" and _may_be_index(message):
                held = message
                return
            if held is None:
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body", False):
                return
            if body == _ORIGINAL or scope["method"] == "HEAD":
                headers = MutableHeaders(scope=held)
                headers["content-length"] = str(len(_LIGHTER))
                del headers["etag"]
                del headers["last-modified"]
                body = body and _LIGHTER
            await send(held)
            await send({"type": "http.response.body", "body": body})

        await self._app(scope, receive, replace)


def _may_be_index(start: Message) -> bool:
    headers = Headers(scope=start)
    has_its_length = headers.get("content-length") == str(len(_ORIGINAL))
    return start["status"] == 200 and has_its_length and headers.get("content-type", "").startswith("text/html")
