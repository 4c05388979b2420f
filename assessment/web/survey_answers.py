"""What the script on a page of questions saves: each answer and each note when it is given.

The address names the response by its handle, the cookie of that handle brings the token. Every refusal is
`{"error": message}`, and says that nothing was saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from assessment.errors import NoSuchLink
from assessment.language import N_
from assessment.services.bootstrap import application
from assessment.services.private_key import HANDLE, PrivateKey
from assessment.web.participant_answers import NOTE, note_kind
from assessment.web.participant_replies import answering
from assessment.web.participant_requests import Refused, in_thread, json_fields
from assessment.web.private_links import cookie_name

PREFIX = "/survey"
STRANGER = N_(
    "This browser holds no key to this assessment, or its answers were deleted. Nothing was saved. Open your private "
    "link again."
)
WAITED: Mapping[str, tuple[type, ...]] = {"visit": (str,), "over": (list,)}
ANSWER: Mapping[str, tuple[type, ...]] = {"id": (str,), "value": (str, type(None)), "pause": (int,), **WAITED}
"""`pause` is the time since the answer before, in seconds; `visit` names the page as it was entered, `over` comes with
what had to wait, see `Survey.answer`."""
SAVED_NOTE: Mapping[str, tuple[type, ...]] = {**NOTE, **WAITED}

MOST_VISITS = 20_000
_saved: dict[str, set[tuple[str, str]]] = {}
"""What the script has saved of each visit to a page, by question and part; the oldest visits are forgotten."""


def routes() -> list[BaseRoute]:
    """Everything below `/survey`."""
    return [
        Route(f"{PREFIX}/{{handle}}/answers", answering(answer, stranger=STRANGER), methods=["POST"]),
        Route(f"{PREFIX}/{{handle}}/notes", answering(note, stranger=STRANGER), methods=["POST"]),
    ]


async def answer(request: Request) -> Response:
    """Save one answer, or take it back with null."""
    fields = await json_fields(request, ANSWER, optional="visit over")
    key, over = _private_key(request), _over(fields)
    await application().survey.answer_soon(key, fields["id"], fields["value"], fields["pause"], over)
    _remember(fields, "answer")
    return JSONResponse({"saved": True})


async def note(request: Request) -> Response:
    """Save a comment or an evidence note."""
    fields = await json_fields(request, SAVED_NOTE, optional="visit over")
    kind, key, over = note_kind(fields), _private_key(request), _over(fields)
    await in_thread(lambda: application().survey.note(key, fields["id"], kind, fields["text"], over))
    _remember(fields, kind)
    return JSONResponse({"saved": True})


def is_saved_by_script(visit: str, question_id: str, part: str) -> bool:
    """Whether the script has saved this in this visit, as far as this process knows: a form needs not speak for it."""
    return (question_id, part) in _saved.get(visit, ())


def _remember(fields: Mapping[str, Any], part: str) -> None:
    visit = fields.get("visit", "")[:40]
    if visit not in _saved and len(_saved) >= MOST_VISITS:
        del _saved[next(iter(_saved))]
    _saved.setdefault(visit, set()).add((fields["id"], part))


def _over(fields: Mapping[str, Any]) -> list[str | None] | None:
    over: list[Any] | None = fields.get("over")
    if over is not None and not all(one is None or isinstance(one, str) for one in over):
        raise Refused(400, "over: expected a list of texts and nulls. Nothing was saved.", "over")
    return over


def _private_key(request: Request) -> PrivateKey:
    """The key that this browser holds to the response; whoever uses it has it checked. Raises `NoSuchLink`."""
    handle = request.path_params["handle"]
    token = request.cookies.get(cookie_name(handle)) if HANDLE.fullmatch(handle) else None
    if not token:
        raise NoSuchLink
    return PrivateKey(handle, token)
