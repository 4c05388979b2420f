"""Private links, `/r/HANDLE#TOKEN`: the page reads the token from the fragment, which no server log and no Referer
ever sees, posts it, and gets a cookie of its own for this handle.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from contextlib import suppress
from importlib import resources

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from assessment.errors import AssessmentError, NoSuchLink, StorageUnavailable
from assessment.language import N_, _
from assessment.services.bootstrap import application
from assessment.services.private_key import HANDLE, TOKEN, PrivateKey
from assessment.web.rate_limits import failed_codes
from assessment.web.rendering import render
from assessment.web.same_origin import is_same_origin

COOKIE_DAYS = 90
MAX_OTHERS = 30
"""Cookies for other links that a browser may keep: servers refuse headers over 8 KB, and 155 cookies are more."""
MAX_BODY = 1024
PROJECTOR = "/projector"
FOREIGN = N_(
    "This request came from another site, so nothing was opened and nothing changed. Open the link itself in the "
    "browser. If you did, whoever runs this server has to set PUBLIC_URL to the address people open."
)

_PAGE = resources.files(__package__).joinpath("templates/private_link.html").read_text(encoding="utf-8")
"""The template; its script and style hold nothing that differs from reader to reader."""


_LINK = re.compile(rf"/r/({HANDLE.pattern})#({TOKEN.pattern})\s*\Z")


def _hash_of(tag: str) -> str:
    """The CSP source for the page's one inline element of this tag."""
    body = _PAGE.split(f"<{tag}>", 1)[1].split(f"</{tag}>", 1)[0]
    return f"'sha256-{base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()}'"


_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": (
        f"default-src 'none'; script-src {_hash_of('script')}; style-src {_hash_of('style')}; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}


def cookie_name(handle: str) -> str:
    """The name of the cookie that holds the token of this handle."""
    return f"r_{handle}"


def private_url(public_url: str, key: PrivateKey) -> str:
    """The link of a response, a facilitator or a projector, to be shown to whom it is for and to nobody else."""
    return f"{public_url}/r/{key.handle}#{key.token}"


def key_of_link(link: str) -> PrivateKey | None:
    """The key in a private link; None where it isn't one, or not all of one."""
    found = _LINK.search(link)
    return PrivateKey(found[1], found[2]) if found else None


async def page(request: Request) -> Response:
    """The page behind every private link; it is the same whether the handle exists or not."""
    return HTMLResponse(render("private_link.html", words=_words()), headers=_HEADERS)


def _words() -> dict[str, str]:
    """What the script says."""
    return {
        "opening": _("Opening …"),
        "again": _("Everything saved is safe; this page tries again by itself."),
        "not_just_now": _("Not just now"),
        "cannot_open": _("The server is there, but can't open this link at the moment."),
        "no_such_link": _("No such link"),
        "not_opened": _("Not opened"),
        "no_connection": _("No connection"),
        "not_reached": _("The server can't be reached."),
    }


async def open_link(request: Request) -> Response:
    """Exchange a token for the cookie of its handle; a wrong token and an unknown handle get the same 404.

    Another site's page gets 403, a database that doesn't answer 503, what belongs to another edition 409; every
    refusal is `{"error": message}`.
    """
    if not is_same_origin(request.headers):
        return JSONResponse({"error": _(FOREIGN)}, status_code=403, headers=_HEADERS)
    handle = str(request.path_params["handle"])
    try:
        key = PrivateKey(handle, await _posted_token(request))
        address = request.client.host if request.client else ""
        there, path = await run_in_threadpool(lambda: _destination(key, address))
    except AssessmentError as error:
        status = {NoSuchLink: 404, StorageUnavailable: 503}.get(type(error), 409)
        return JSONResponse({"error": str(error)}, status_code=status, headers=_HEADERS)
    response = JSONResponse({"next": f"{there}?r={handle}"}, headers=_HEADERS)
    name, secure = cookie_name(handle), application().settings.public_url.startswith("https:")
    for surplus in _surplus(request.cookies, name):
        response.delete_cookie(surplus, httponly=True, samesite="lax", secure=secure)
    seconds = COOKIE_DAYS * 24 * 3600
    response.set_cookie(name, key.token, max_age=seconds, path=path, httponly=True, samesite="lax", secure=secure)
    return response


def _destination(key: PrivateKey, address: str) -> tuple[str, str]:
    """Where a link of any kind leads, and the addresses that its cookie is for. Raises `NoSuchLink`.

    Who leads a workshop at an address thereby lets the room at that address in, whoever guesses codes there.
    """
    wired = application()
    with suppress(NoSuchLink):
        return ("/results" if wired.survey.open(key).submitted else "/assess"), "/"
    with suppress(NoSuchLink):
        wired.survey.look(key)
        return "/shared", "/"
    kind = wired.workshops.kind(key)
    if kind == "facilitator":
        failed_codes.vouch(address, wired.workshops.look(key).code)
        return "/workshop", "/"
    if kind == "projector":
        return PROJECTOR, PROJECTOR
    workshop = f"/w/{wired.participation.open(key).workshop.code}"
    return workshop, workshop


def _surplus(cookies: Mapping[str, str], name: str) -> list[str]:
    """The names of cookies for other links beyond `MAX_OTHERS`, those first that the browser names first."""
    handles = (other.removeprefix(cookie_name("")) for other in cookies if other.startswith(cookie_name("")))
    others = [cookie_name(handle) for handle in handles if HANDLE.fullmatch(handle)]
    others = [other for other in others if other != name]
    return others[: max(0, len(others) - MAX_OTHERS)]


async def _posted_token(request: Request) -> str:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise NoSuchLink
    try:
        token = json.loads(bytes(body))["token"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise NoSuchLink from error
    if not isinstance(token, str):
        raise NoSuchLink
    return token
