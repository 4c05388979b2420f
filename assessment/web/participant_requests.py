"""Reading what a participant's browser sends: its fields, its key, and which refusal a wrong request gets."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar
from urllib.parse import parse_qsl

from starlette.requests import Request

from assessment.errors import AssessmentError, NoSuchLink, NoSuchWorkshop
from assessment.language import N_, _, in_this_language
from assessment.services.bootstrap import application
from assessment.services.participation import Taking
from assessment.services.private_key import HANDLE, PrivateKey
from assessment.services.workshop_access import normalised
from assessment.web.private_links import FOREIGN, cookie_name
from assessment.web.rate_limits import failed_codes
from assessment.web.same_origin import is_same_origin

T = TypeVar("T")

MAX_BODY = 64 * 1024
"""A note of 4,000 characters written as JSON escapes fits."""
READ_AT_MOST = 16 * 1024 * 1024
"""So much of a body that is too large is still read and dropped: who sends it then gets to read the answer."""
MOST_FIELDS = 500
FORM = "application/x-www-form-urlencoded"

STRANGER = N_(
    "This browser doesn't take part in this workshop, or the response was deleted. Nothing was saved. "
    "Open the workshop's page and join, or open your private link."
)
TOO_MANY = N_(
    "Too many wrong codes were tried. Whoever has joined already isn't affected, and their answers are safe. "
    "Wait ten minutes, then type the code again."
)

_codes: dict[PrivateKey, str] = {}
"""The code of the workshop that a key belongs to, which never changes; every use of the key checks it anew."""
_learning = threading.Lock()
MOST_KNOWN = 20_000

_threads = ThreadPoolExecutor(40, thread_name_prefix="room")


class Refused(AssessmentError):
    """A request that isn't served: `status` is HTTP's, `field` what is wrong in the body, where it is one thing."""

    def __init__(self, status: int, message: str, field: str = "") -> None:
        super().__init__(message)
        self.status, self.field = status, field


async def in_thread(work: Callable[[], T]) -> T:
    """What `work` returns, which may wait for the database: in one of a bounded number of threads."""
    return await asyncio.get_running_loop().run_in_executor(_threads, in_this_language(work))


def is_form(request: Request) -> bool:
    """Whether a page without a script sent this."""
    return request.headers.get("content-type", "").startswith(FORM)


async def form_fields(request: Request) -> dict[str, str]:
    """The fields of a form. Raises `Refused`."""
    body = await _body(request)
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict"))
    except ValueError as error:
        raise Refused(400, _("This isn't a form of this page. Nothing was saved: reload the page.")) from error


async def json_fields(request: Request, types: Mapping[str, tuple[type, ...]], optional: str = "") -> dict[str, Any]:
    """The fields of a JSON object: exactly those named, each of one of its types; `optional` names some, by spaces.

    Raises `Refused` with 403 for another site's page, 413 and 400.
    """
    body = await _body(request)
    try:
        found = json.loads(body or b"{}")
    except (ValueError, RecursionError) as error:
        raise Refused(400, "The body isn't JSON. Nothing was saved.") from error
    if not isinstance(found, dict):
        raise Refused(400, "The body isn't a JSON object. Nothing was saved.")
    for name, value in found.items():
        if name not in types:
            raise Refused(400, "There is no such field. Nothing was saved.", str(name)[:100])
        # To Python True is a number too.
        if not isinstance(value, types[name]) or (isinstance(value, bool) and bool not in types[name]):
            raise Refused(400, f"{name}: this has another type. Nothing was saved.", name)
    for name in types:
        if name not in found and name not in optional.split():
            raise Refused(400, f"{name}: this is missing. Nothing was saved.", name)
    return found


def key_of(request: Request) -> PrivateKey:
    """The key with which this browser says that it takes part in the workshop of the address; whoever uses it has it
    checked. Blocks. Raises `NoSuchWorkshop` where there is none to a stranger, `Refused` for who doesn't take part.
    """
    key = _claimed(request)
    if key is None:
        look_up(request)
        raise Refused(403, _(STRANGER))
    return key


async def known_key_of(request: Request) -> PrivateKey:
    """`key_of` for an event loop: at once for a key that this process has seen before."""
    code = normalised(request.path_params["code"])
    for key in _keys(request):
        if code is not None and _codes.get(key) == code:
            return key
    return await in_thread(lambda: key_of(request))


def part_of(request: Request) -> tuple[PrivateKey, Taking] | None:
    """The part that this browser takes in the workshop of the address, and its key; None for a stranger. Blocks."""
    key = _claimed(request)
    if key is None:
        return None
    try:
        taking = application().participation.open(key)
    except NoSuchLink:  # deleted since this process last saw it
        return None
    failed_codes.vouch(address_of(request), taking.workshop.code)
    return key, taking


def for_viewer(request: Request, work: Callable[[PrivateKey | str], T]) -> T:
    """What `work` returns for a participant's key, or for the code where a stranger asks. Blocks. Raises as `look_up`
    does, and what `work` raises."""
    key = _claimed(request)
    if key is not None:
        with suppress(NoSuchLink):  # deleted since this process last saw it
            return work(key)
    look_up(request)
    return work(request.path_params["code"])


def remember(key: PrivateKey, code: str) -> None:
    """Which workshop a key belongs to: `key_of` then needs no look into the database."""
    with _learning:
        if len(_codes) >= MOST_KNOWN:
            del _codes[next(iter(_codes))]
        _codes[key] = normalised(code) or ""


def look_up(request: Request) -> None:
    """Raises `NoSuchWorkshop` for a wrong code and one that is over, `Refused` after too many of them. Blocks."""
    address, code = address_of(request), normalised(request.path_params["code"]) or ""
    if not failed_codes.may_try(address, code):
        raise Refused(429, _(TOO_MANY))
    try:
        application().participation.invitation(code)
    except NoSuchWorkshop:
        failed_codes.count(address, code)
        raise
    failed_codes.vouch(address, code)


def needs_no_look(request: Request) -> bool:
    """Whether this browser brings no key that it might take part with, and the code is known where it is: it was looked
    up there when the page to join was opened."""
    code = normalised(request.path_params["code"]) or ""
    return not _keys(request) and failed_codes.is_known(address_of(request), code)


def address_of(request: Request) -> str:
    """Where a request comes from; behind a proxy on another machine, uvicorn's FORWARDED_ALLOW_IPS has to name that."""
    return request.client.host if request.client else ""


def _claimed(request: Request) -> PrivateKey | None:
    code = normalised(request.path_params["code"])
    return next((key for key in _keys(request) if _code_of(key) == code), None)


def _keys(request: Request) -> list[PrivateKey]:
    """The keys in the cookies: that of the handle in the address (`?r=`), or all where it names none."""
    named = request.query_params.get("r")
    prefix = cookie_name("")
    handles = [named] if named else [name.removeprefix(prefix) for name in request.cookies if name.startswith(prefix)]
    found = [(handle, request.cookies.get(cookie_name(handle))) for handle in handles if HANDLE.fullmatch(handle)]
    return [PrivateKey(handle, token) for handle, token in found if token]


def _code_of(key: PrivateKey) -> str | None:
    code = _codes.get(key)
    if code is None:
        try:
            code = application().participation.open(key).workshop.code
        except NoSuchLink:
            return None
        remember(key, code)
    return code


async def _body(request: Request) -> bytes:
    if not is_same_origin(request.headers):
        raise Refused(403, _(FOREIGN))
    body, length = bytearray(), 0
    async for chunk in request.stream():
        length += len(chunk)
        if length <= MAX_BODY:
            body += chunk
        elif length > READ_AT_MOST:
            break
    if length > MAX_BODY:
        raise Refused(413, f"This is more than {MAX_BODY // 1024} KB. Nothing was saved.")
    return bytes(body)
