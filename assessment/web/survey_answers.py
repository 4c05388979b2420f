"""What the script on a page of questions saves: each answer and each note when it is given.

The address names the response by its handle, the cookie of that handle brings the token. Every refusal is
`{"error": message}`, and says that nothing was saved.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from assessment.errors import NoSuchLink
from assessment.language import N_
from assessment.services.bootstrap import application
from assessment.services.private_key import HANDLE, PrivateKey
from assessment.web.participant_answers import NOTE, note_kind
from assessment.web.participant_replies import answering
from assessment.web.participant_requests import in_thread, json_fields
from assessment.web.private_links import cookie_name

PREFIX = "/survey"
STRANGER = N_(
    "This browser holds no key to this assessment, or its answers were deleted. Nothing was saved. Open your private "
    "link again."
)
ANSWER: Mapping[str, tuple[type, ...]] = {"id": (str,), "value": (str, type(None)), "pause": (int,)}
"""`pause` is the time since the answer before, in seconds."""


def routes() -> list[BaseRoute]:
    """Everything below `/survey`."""
    return [
        Route(f"{PREFIX}/{{handle}}/answers", answering(answer, stranger=STRANGER), methods=["POST"]),
        Route(f"{PREFIX}/{{handle}}/notes", answering(note, stranger=STRANGER), methods=["POST"]),
    ]


async def answer(request: Request) -> Response:
    """Save one answer, or take it back with null."""
    fields = await json_fields(request, ANSWER)
    key = _key_of(request)
    await application().survey.answer_soon(key, fields["id"], fields["value"], fields["pause"])
    return JSONResponse({"saved": True})


async def note(request: Request) -> Response:
    """Save a comment or an evidence note."""
    fields = await json_fields(request, NOTE)
    kind, key = note_kind(fields), _key_of(request)
    await in_thread(lambda: application().survey.note(key, fields["id"], kind, fields["text"]))
    return JSONResponse({"saved": True})


def _key_of(request: Request) -> PrivateKey:
    """The key that this browser holds to the response; whoever uses it has it checked. Raises `NoSuchLink`."""
    handle = request.path_params["handle"]
    token = request.cookies.get(cookie_name(handle)) if HANDLE.fullmatch(handle) else None
    if not token:
        raise NoSuchLink
    return PrivateKey(handle, token)
