"""What is counted about requests: by route template and status, never by what stands in an address."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from functools import cache

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount, Route, compile_path
from starlette.types import ASGIApp, Message, Receive, Scope, Send

OTHER = "other"
OF_STREAMLIT = ("/_stcore/", "/static/", "/media/", "/component/")

registry = CollectorRegistry()
_requests = Counter("assessment_requests", "Requests answered.", ("route", "status"), registry=registry)
_seconds = Histogram(
    "assessment_request_seconds",
    "From a request to the beginning of its answer.",
    ("route",),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
    registry=registry,
)
_requests_of, _seconds_of = cache(_requests.labels), cache(_seconds.labels)
_streams = Gauge("assessment_event_streams", "Phones and projectors that listen now.", registry=registry)
_sessions = Gauge("assessment_streamlit_sockets", "Browser tabs connected to Streamlit now.", registry=registry)


class NoMetrics:
    """Pure ASGI middleware that answers 404 for Streamlit's own metrics, which tell anybody about its sessions;
    Streamlit takes no route of ours below `/_stcore/`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_metrics = scope["type"] == "http" and scope["path"].endswith("/_stcore/metrics")
        await (PlainTextResponse("Not Found", status_code=404) if is_metrics else self._app)(scope, receive, send)


class Measured:
    """Pure ASGI middleware that counts and times every request under the template of one of these routes."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self._app = app
        self._templates = [(compile_path(template)[0], template) for template in _templates_of(routes)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            with _sessions.track_inprogress():
                await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = time.perf_counter()
        is_stream = False

        async def count(message: Message) -> None:
            nonlocal is_stream
            if message["type"] == "http.response.start":
                route = self._template_of(scope["path"])
                _requests_of(route, message["status"]).inc()
                _seconds_of(route).observe(time.perf_counter() - began)
                is_stream = Headers(raw=message.get("headers", [])).get("content-type", "").startswith("text/event-")
                if is_stream:
                    _streams.inc()
            await send(message)

        try:
            await self._app(scope, receive, count)
        finally:
            if is_stream:
                _streams.dec()

    def _template_of(self, path: str) -> str:
        """The template that this path fits; all that Streamlit serves by a prefix is one, and so is all else."""
        own = next((template for fits, template in self._templates if fits.match(path)), None)
        return own or next((f"{prefix}*" for prefix in OF_STREAMLIT if path.startswith(prefix)), OTHER)


def _templates_of(routes: Iterable[BaseRoute], prefix: str = "") -> list[str]:
    found: list[str] = []
    for route in routes:
        if isinstance(route, Mount):
            found += _templates_of(route.routes, prefix + route.path)
        elif isinstance(route, Route):
            found.append(prefix + route.path)
    return found
