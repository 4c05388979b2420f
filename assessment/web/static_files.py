"""Streamlit's own script and style files, compressed once and kept: its server sends megabytes as they are.

The first page then weighs less than half, which is what a phone on hotel Wi-Fi waits for. Names of these files carry
hashes of their content, so a browser may keep them for a year.
"""

from __future__ import annotations

import gzip
import re
import threading
from dataclasses import dataclass
from pathlib import Path

import brotli
import streamlit
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

STATIC = Path(streamlit.__file__).parent / "static"
CHARTS = f"/{next((STATIC / 'static' / 'js').glob('PlotlyChart.*.js')).relative_to(STATIC).as_posix()}"
"""The script that draws Plotly's charts."""

TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml"}
BROTLI_QUALITY = 9
GZIP_LEVEL = 9
"""Quality 9 takes a second of CPU for all files together; 11 would take half a minute for 5 % less."""

_REFUSED = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")


@dataclass(frozen=True)
class _Compressed:
    br: bytes
    gzip: bytes


class CompressedStaticFiles:
    """Pure ASGI middleware that answers for `/static/*` and passes on everything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._files = {f"/{path.relative_to(STATIC).as_posix()}": path for path in _compressible()}
        self._cache: dict[str, _Compressed] = {}
        self._lock = threading.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or scope["path"] not in self._files:
            await self._app(scope, receive, send)
            return
        encoding = best_encoding(Headers(scope=scope))
        if encoding is None:
            await self._app(scope, receive, _varying(send))
            return
        path = scope["path"]
        compressed = self._cache.get(path)
        if compressed is None:
            compressed = await run_in_threadpool(self._compress, path)
        response = Response(
            compressed.br if encoding == "br" else compressed.gzip,
            media_type=TYPES[self._files[path].suffix],
            headers={
                "Content-Encoding": encoding,
                "Vary": "Accept-Encoding",
                "Cache-Control": "public, max-age=31536000, immutable",
            },
        )
        await response(scope, receive, send)

    def _compress(self, path: str) -> _Compressed:
        with self._lock:  # one visitor's first request compresses; the others wait for the same result
            if path not in self._cache:
                raw = self._files[path].read_bytes()
                self._cache[path] = _Compressed(
                    brotli.compress(raw, quality=BROTLI_QUALITY), gzip.compress(raw, GZIP_LEVEL, mtime=0)
                )
            return self._cache[path]


def best_encoding(headers: Headers) -> str | None:
    """The best encoding the browser accepts; None for the file as it is, of which alone a range can be sent."""
    if "range" in headers:
        return None
    accepted = _accepted(headers.get("accept-encoding", ""))
    return next((encoding for encoding in ("br", "gzip") if encoding in accepted), None)


def _varying(send: Send) -> Send:
    """`send` for the file as it is, which a cache must not give to browsers that get another encoding of it."""

    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return add


def _accepted(header: str) -> set[str]:
    """The encodings an Accept-Encoding header names and doesn't refuse with a weight of 0."""
    parts = (part.partition(";") for part in header.lower().split(","))
    return {name.strip() for name, _, weight in parts if not _REFUSED.fullmatch(weight)}


def _compressible() -> list[Path]:
    return [path for path in (STATIC / "static").rglob("*") if path.suffix in TYPES and path.is_file()]
