"""The routes that save what a participant says: answers, second votes, notes, and that one is done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from assessment.errors import InvalidAnswer
from assessment.services.answering import LARGEST_SEQ
from assessment.services.bootstrap import application
from assessment.services.private_key import PrivateKey
from assessment.storage.repository import NoteKind
from assessment.web.participant_page import after
from assessment.web.participant_requests import (
    Refused,
    form_fields,
    in_thread,
    is_form,
    json_fields,
    key_of,
    known_key_of,
)

TEXT: tuple[type, ...] = (str,)
ANSWER: Mapping[str, tuple[type, ...]] = {"seq": (int,), "id": TEXT, "value": (str, type(None))}
VOTE: Mapping[str, tuple[type, ...]] = {"seq": (int,), "id": TEXT, "value": TEXT}
NOTE: Mapping[str, tuple[type, ...]] = {"id": TEXT, "kind": TEXT, "text": TEXT}


async def answer(request: Request) -> Response:
    """Save one answer from the script, or a page of them from a form."""
    if is_form(request):
        return await _save_form(request, await form_fields(request))
    return await _save_one(request, ANSWER, application().participation.answer_soon)


async def vote(request: Request) -> Response:
    """Change one's vote while a second one is open."""
    if is_form(request):
        return await _save_form(request, await form_fields(request))
    return await _save_one(request, VOTE, application().participation.vote_soon)


async def _save_one(
    request: Request,
    types: Mapping[str, tuple[type, ...]],
    write: Callable[[PrivateKey, int, str, Any], Awaitable[None]],
) -> Response:
    fields = await json_fields(request, types)
    seq, id = fields["seq"], fields["id"]
    key = await known_key_of(request)
    try:
        await write(key, seq, id, fields["value"])
    except InvalidAnswer as error:
        raise Refused(400, str(error), await in_thread(lambda: _wrong_field(key, seq, id))) from error
    return JSONResponse({"seq": seq, "saved": True})


def _wrong_field(key: PrivateKey, seq: int, id: str) -> str:
    if not 1 <= seq <= LARGEST_SEQ:
        return "seq"
    participation = application().participation
    return "value" if id in participation.way(participation.open(key).workshop).questions else "id"


async def _save_form(request: Request, typed: Mapping[str, str]) -> Response:
    """Save what differs from what is stored, numbered from where the response stands."""

    def save() -> str:
        key = key_of(request)
        participation = application().participation
        taking = participation.open(key)
        is_vote = request.url.path.endswith("/votes")
        stored, write = (taking.ballots, participation.vote) if is_vote else (taking.answers, participation.answer)
        said = {id: value for id, value in typed.items() if value and not id.startswith("note:") and id != "step"}
        changed = [(id, value) for id, value in said.items() if stored.get(id) != value]
        for seq, (id, value) in enumerate(changed, taking.next_seq):
            write(key, seq, id, value)
        for name, text in typed.items():
            if name.startswith("note:") and text != taking.notes.get((name[5:], "comment"), ""):
                participation.note(key, name[5:], "comment", text)
        fragment = "room" if is_vote else after(participation.way(taking.workshop), typed.get("step", ""))
        return f"/w/{request.path_params['code']}?r={key.handle}#{fragment}"

    return RedirectResponse(await in_thread(save), 303)


async def note(request: Request) -> Response:
    """Save a comment or an evidence note, where the facilitator asks for them."""
    fields = await json_fields(request, NOTE)
    kind = note_kind(fields)
    await in_thread(lambda: application().participation.note(key_of(request), fields["id"], kind, fields["text"]))
    return JSONResponse({"saved": True})


def note_kind(fields: Mapping[str, Any]) -> NoteKind:
    """Which kind of note these fields are. Raises `Refused`."""
    if fields["kind"] not in ("comment", "evidence"):
        raise Refused(400, "kind: expected comment or evidence. Nothing was saved.", "kind")
    return cast(NoteKind, fields["kind"])


async def submit(request: Request) -> Response:
    """Say that one is done."""
    as_form = is_form(request)
    await (form_fields(request) if as_form else json_fields(request, {}))
    key = await known_key_of(request)
    await application().participation.submit_soon(key)
    there = f"/w/{request.path_params['code']}?r={key.handle}#end"
    return RedirectResponse(there, 303) if as_form else JSONResponse({"submitted": True})
