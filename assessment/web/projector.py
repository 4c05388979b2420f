"""The projector's routes: a page that only shows, for whoever has its link, what the facilitator puts on it."""

from __future__ import annotations

from dataclasses import asdict

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route

from assessment.errors import NoSuchLink
from assessment.language import N_, _
from assessment.services.bootstrap import application
from assessment.services.participation import State
from assessment.services.private_key import PrivateKey
from assessment.storage.workshops import Workshop
from assessment.web import projector_page, room
from assessment.web.participant import watches
from assessment.web.participant_replies import answering, as_json, html_page
from assessment.web.participant_requests import Refused, address_of, in_thread
from assessment.web.private_links import PROJECTOR, cookie_name
from assessment.web.rate_limits import failed_codes

GONE = N_(
    "This projector link was taken back, or this browser hasn't opened it yet. Nothing is lost. "
    "Whoever leads the workshop can make a new one in the console."
)


def routes() -> list[BaseRoute]:
    """The page and what its script asks for."""
    parts = [
        Route("/screen", answering(screen, page=True), methods=["GET"]),
        Route("/state", answering(state), methods=["GET"]),
        Route("/events", answering(events), methods=["GET"]),
    ]
    return [Route(PROJECTOR, answering(page, page=True), methods=["GET"]), Mount(PROJECTOR, routes=parts)]


async def page(request: Request) -> Response:
    """The whole page."""

    def render() -> str:
        key, workshop = _shown(request)
        return projector_page.page(workshop, room.result_for(workshop, key), _state(key), key.handle)

    try:
        return html_page(request, await in_thread(render))
    except Refused as refused:
        return html_page(request, projector_page.refused_page(str(refused)), refused.status)


async def screen(request: Request) -> Response:
    """What is on it now, for the script to put in the place of what was."""

    def render() -> str:
        key, workshop = _shown(request)
        return projector_page.screen(workshop, room.result_for(workshop, key), _state(key))

    return html_page(request, await in_thread(render))


async def state(request: Request) -> Response:
    """Stage, totals and version."""
    return as_json(asdict(await in_thread(lambda: _state(_shown(request)[0]))))


async def events(request: Request) -> Response:
    """The state again whenever it changes, as server-sent events."""
    key, workshop = await in_thread(lambda: _shown(request))
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # else nginx keeps events back
    return StreamingResponse(watches.listen(workshop.code, key), media_type="text/event-stream", headers=headers)


def _state(key: PrivateKey) -> State:
    return application().participation.state(key)


def _shown(request: Request) -> tuple[PrivateKey, Workshop]:
    """The projector's key of the address, and its workshop. Blocks. Raises `Refused` for any other key: a
    facilitator's sees more than the room may, and what is made for the room is kept for everybody."""
    handle = request.query_params.get("r", "")
    key = PrivateKey(handle, request.cookies.get(cookie_name(handle), ""))
    wired = application()
    try:
        if wired.workshops.kind(key) == "projector":
            workshop = wired.workshops.look(key)
            failed_codes.vouch(address_of(request), workshop.code)
            return key, workshop
    except NoSuchLink as error:
        raise Refused(403, _(GONE)) from error
    raise Refused(403, _(GONE))
