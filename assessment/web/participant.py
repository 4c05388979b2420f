"""The participant's routes below `/w`: pages that work as forms, and the same as JSON for the script on them.

Nothing is rendered on the JSON routes, and whatever waits for the database does so in a thread.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Mount, Route

from assessment.errors import InvalidAnswer, NoSuchWorkshop
from assessment.language import _
from assessment.services.bootstrap import application
from assessment.services.participation import Taking
from assessment.services.private_key import PrivateKey
from assessment.services.workshop_access import normalised
from assessment.web import participant_page as pages
from assessment.web import room
from assessment.web.live import Watches
from assessment.web.participant_answers import answer, note, submit, vote
from assessment.web.participant_files import compressed, page_file
from assessment.web.participant_replies import PRIVATE_HEADERS, answering, as_json, html_page
from assessment.web.participant_requests import (
    Refused,
    for_viewer,
    form_fields,
    in_thread,
    is_form,
    json_fields,
    key_of,
    look_up,
    needs_no_look,
    part_of,
    remember,
)
from assessment.web.private_links import COOKIE_DAYS, cookie_name, private_url

JOIN: Mapping[str, tuple[type, ...]] = {"role": (str, type(None)), "table": (str, type(None)), "consent": (bool,)}

watches = Watches(lambda by: application().participation.state(by))


def routes() -> list[BaseRoute]:
    """Everything below `/w`."""
    of_one = [
        Route("/", answering(page, page=True), methods=["GET"]),
        Route("/join", answering(join), methods=["POST"]),
        Route("/answers", answering(answer), methods=["POST"]),
        Route("/votes", answering(vote), methods=["POST"]),
        Route("/notes", answering(note), methods=["POST"]),
        Route("/submit", answering(submit), methods=["POST"]),
        Route("/response", answering(response), methods=["GET"]),
        Route("/response", answering(delete), methods=["POST", "DELETE"]),
        Route("/mine", answering(mine, page=True), methods=["GET"]),
        Route("/statement", answering(statement), methods=["GET"]),
        Route("/state", answering(state), methods=["GET"]),
        Route("/events", answering(events), methods=["GET"]),
        Route("/room", answering(room_part), methods=["GET"]),
        Route("/group.json", answering(group_json), methods=["GET"]),
    ]
    return [
        Route("/w", answering(enter, page=True), methods=["GET"]),
        Route("/w/files/{name}", page_file, methods=["GET"]),
        Route("/w/{code}", answering(page, page=True), methods=["GET"]),
        # A mount, or what is none of these would get Streamlit's first page instead of a 404 or 405.
        Mount("/w/{code}", routes=of_one),
    ]


async def enter(request: Request) -> Response:
    """Where a code is typed; one that is typed leads to its workshop."""
    code = request.query_params.get("code")
    if code is None:
        return html_page(request, pages.enter_page())
    typed = normalised(code)
    if typed is None:
        raise NoSuchWorkshop
    return RedirectResponse(f"/w/{typed}", 303)


async def page(request: Request) -> Response:
    """The page: to join for a stranger, else one's own answers and what the room is shown."""
    code = normalised(request.path_params["code"])
    if code is not None and code != request.path_params["code"]:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"/w/{code}{query}", 303)  # cookies are for this spelling

    def render() -> str:
        part = part_of(request)
        if part is not None:
            key, taking = part
            return pages.taking_page(taking, room.room_html(key, taking))
        look_up(request)
        return pages.join_page(application().participation.invitation(request.path_params["code"]))

    return html_page(request, await in_thread(render))


async def join(request: Request) -> Response:
    """Take part; whoever does already goes on with the same response. Sets the cookie."""
    as_form = is_form(request)
    if as_form:
        typed = await form_fields(request)
        fields: dict[str, Any] = {name: typed.get(name) or None for name in ("role", "table")}
        fields["consent"] = typed.get("consent") == "yes"
    else:
        fields = await json_fields(request, JOIN, optional="role table consent")

    def taken_already() -> PrivateKey | None:
        part = part_of(request)
        if part is None:
            look_up(request)
        return part and part[0]

    known = None if needs_no_look(request) else await in_thread(taken_already)
    key = known or await _join(request, fields)
    code = request.path_params["code"]
    there = f"/w/{code}?r={key.handle}"
    response = RedirectResponse(there, 303) if as_form else JSONResponse({"joined": True, "next": there})
    set_cookie(response, key, code)
    return response


async def _join(request: Request, fields: Mapping[str, Any]) -> PrivateKey:
    role, table, consent = fields.get("role"), fields.get("table"), fields.get("consent", False)
    code = request.path_params["code"]
    try:
        key = await application().participation.join_soon(code, role, seat=table, consent=consent)
    except InvalidAnswer as error:
        raise Refused(400, str(error), str(error).partition(":")[0]) from error  # the service names it first
    remember(key, code)
    return key


def set_cookie(response: Response, key: PrivateKey, code: str) -> None:
    """Let a browser keep a participant's key, for this workshop's addresses alone."""
    response.set_cookie(
        cookie_name(key.handle),
        key.token,
        max_age=COOKIE_DAYS * 24 * 3600,
        path=f"/w/{code}",
        httponly=True,
        samesite="lax",
        secure=application().settings.public_url.startswith("https:"),
    )


async def delete(request: Request) -> Response:
    """Delete one's response for good; a form has to say so with a tick."""
    as_form = request.method == "POST"
    if as_form and (await form_fields(request)).get("sure") != "yes":
        raise Refused(400, _("Nothing was deleted. Go back, tick “Delete my response for good”, and press again."))
    if not as_form:
        await json_fields(request, {})

    def remove() -> PrivateKey:
        key = key_of(request)
        application().participation.delete(key)
        return key

    key = await in_thread(remove)
    gone: Response = html_page(request, pages.deleted_page()) if as_form else JSONResponse({"deleted": True})
    gone.delete_cookie(cookie_name(key.handle), path=f"/w/{request.path_params['code']}")
    return gone


async def mine(request: Request) -> Response:
    """One's private link, what is stored, and how to delete it."""

    def render() -> str:
        key = key_of(request)
        link = private_url(application().settings.public_url, key)
        return pages.mine_page(application().participation.open(key), link)

    return html_page(request, await in_thread(render))


async def statement(request: Request) -> Response:
    """All that is stored about a participant, as a file."""
    stored = await in_thread(lambda: application().participation.statement(key_of(request)))
    headers = PRIVATE_HEADERS | {"Content-Disposition": 'attachment; filename="what-is-stored-about-me.json"'}
    return Response(json.dumps(stored, ensure_ascii=False, indent=2), media_type="application/json", headers=headers)


async def response(request: Request) -> Response:
    """One's answers as they are stored, for a page that was asleep while another device answered."""
    taking: Taking = await in_thread(lambda: application().participation.open(key_of(request)))
    return as_json(
        {
            "next_seq": taking.next_seq,
            "answers": dict(taking.answers),
            "votes": dict(taking.ballots),
            "submitted": taking.participant.submitted,
            "frozen": taking.frozen,
        }
    )


async def state(request: Request) -> Response:
    """Stage, totals and version."""
    return as_json(asdict(await in_thread(lambda: for_viewer(request, application().participation.state))))


async def events(request: Request) -> Response:
    """The state again whenever it changes, as server-sent events."""

    def viewer(by: PrivateKey | str) -> PrivateKey | str:
        application().workshops.look(by)
        return by

    by = await in_thread(lambda: for_viewer(request, viewer))
    code = normalised(request.path_params["code"]) or ""
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}  # else nginx keeps events back
    return StreamingResponse(watches.listen(code, by, counts=False), media_type="text/event-stream", headers=headers)


async def room_part(request: Request) -> Response:
    """The part of the page that everybody shares, for the script to put in the place of the one before."""
    html = await in_thread(lambda: for_viewer(request, room.shared_room_html))
    return html_page(request, html)


async def group_json(request: Request) -> Response:
    """A Result JSON without respondents; its group is null before the reveal."""
    document = await in_thread(lambda: for_viewer(request, room.group_document))
    body, headers = compressed(document, request.headers)
    return Response(body, media_type="application/json", headers=headers | {"Cache-Control": "no-store"})
