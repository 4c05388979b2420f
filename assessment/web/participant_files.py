"""Scripts and style sheets of our own, in names that carry their hash, compressed once."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from importlib import resources

import brotli
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from assessment.identity import style_of_tokens
from assessment.web.static_files import STATIC, best_encoding

FOR_EVER = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
PAGE_QUALITY = 3
"""Of Brotli for what is made for one person: at 5 a page is a tenth smaller and takes three times as long, in the
loop that serves everybody."""

_templates = resources.files(__package__).joinpath("templates")


@dataclass(frozen=True)
class PageFile:
    """A file that pages name by its `path`, as it is and compressed."""

    path: str
    media_type: str
    plain: bytes
    br: bytes
    gzip: bytes


def _page_file(name: str, media_type: str, text: str) -> PageFile:
    plain = text.encode()
    stem, _, suffix = name.rpartition(".")
    path = f"/w/files/{stem}-{hashlib.sha256(plain).hexdigest()[:12]}.{suffix}"
    return PageFile(path, media_type, plain, brotli.compress(plain), gzip.compress(plain, mtime=0))


def _read(name: str) -> str:
    return _templates.joinpath(name).read_text(encoding="utf-8")


def _style(name: str) -> str:
    return f":root{{color-scheme:light dark}}\n{style_of_tokens()}\n{_read(name).replace('$FONT', _font())}"


def _font() -> str:
    """The address of the typeface that the application itself is set in."""
    (file,) = (STATIC / "static" / "media").glob("SourceSansVF-Upright.*.woff2")
    return f"/{file.relative_to(STATIC).as_posix()}"


STYLE = _page_file("participant.css", "text/css", _style("participant.css"))
SCRIPT = _page_file("participant.js", "text/javascript", _read("participant.js"))
SURVEY_SCRIPT = _page_file("survey.js", "text/javascript", _read("survey.js"))
PROJECTOR_STYLE = _page_file("projector.css", "text/css", _style("projector.css"))
PROJECTOR_SCRIPT = _page_file("projector.js", "text/javascript", _read("projector.js"))
_BY_PATH = {one.path: one for one in (STYLE, SCRIPT, SURVEY_SCRIPT, PROJECTOR_STYLE, PROJECTOR_SCRIPT)}


async def page_file(request: Request) -> Response:
    """A script or a style sheet, to be kept for a year; 404 for any other name."""
    found = _BY_PATH.get(request.url.path)
    if found is None:
        return PlainTextResponse("Not Found", status_code=404)
    encoding = best_encoding(request.headers)
    body = {"br": found.br, "gzip": found.gzip, None: found.plain}[encoding]
    headers = FOR_EVER | ({"Content-Encoding": encoding} if encoding else {})
    return Response(body, media_type=found.media_type, headers=headers)


def compressed(text: str, request_headers: Headers) -> tuple[bytes, dict[str, str]]:
    """A page's body in an encoding that the browser accepts, and the headers that say so."""
    plain = text.encode()
    encoding = best_encoding(request_headers)
    if encoding is None:
        return plain, {"Vary": "Accept-Encoding"}
    body = brotli.compress(plain, quality=PAGE_QUALITY) if encoding == "br" else gzip.compress(plain, 6, mtime=0)
    return body, {"Vary": "Accept-Encoding", "Content-Encoding": encoding}
