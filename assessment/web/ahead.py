"""The routes of a room, answered before a request reaches Streamlit's own layers.

Those (sessions, compression, checks of paths to files) are for Streamlit's pages; on the way of an answer and of every
server-sent event they were a fifth of what it cost (`answer_cpu_ms` in bench/results.jsonl).
"""

from __future__ import annotations

from collections.abc import Sequence

from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.routing import BaseRoute, Router
from starlette.types import ASGIApp, Receive, Scope, Send


class AheadOfStreamlit:
    """Pure ASGI middleware that serves `routes`, all of them below `prefix`, and passes on everything else."""

    def __init__(self, app: ASGIApp, prefix: str, routes: Sequence[BaseRoute]) -> None:
        self._app, self._prefix = app, prefix
        self._room = ExceptionMiddleware(Router(routes))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        ours = scope["type"] == "http" and (path == self._prefix or path.startswith(f"{self._prefix}/"))
        await (self._room if ours else self._app)(scope, receive, send)
