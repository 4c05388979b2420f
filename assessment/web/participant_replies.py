"""How the participant's routes answer: pages and JSON with their headers, and every error as one or the other."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from functools import wraps
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assessment.errors import (
    AssessmentError,
    InvalidAnswer,
    NoSuchLink,
    NoSuchWorkshop,
    NotNow,
    OtherEdition,
    StorageUnavailable,
)
from assessment.language import _
from assessment.web.participant_files import compressed
from assessment.web.participant_page import refusal_page
from assessment.web.participant_requests import STRANGER, Refused, is_form

Handler = Callable[[Request], Awaitable[Response]]

PRIVATE_HEADERS = {
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
}
_STATUS: Mapping[type[AssessmentError], int] = {
    InvalidAnswer: 400,
    NoSuchLink: 403,
    NoSuchWorkshop: 404,
    NotNow: 409,
    OtherEdition: 409,
    StorageUnavailable: 503,
}


def answering(handler: Handler, *, page: bool = False, stranger: str = STRANGER) -> Handler:
    """The handler with its errors as what its client reads: a page where it serves pages or got a form, else JSON.
    `stranger` is said to who has no key."""

    @wraps(handler)
    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except AssessmentError as error:
            status = error.status if isinstance(error, Refused) else _STATUS.get(type(error), 500)
            message = _(stranger) if isinstance(error, NoSuchLink) else str(error)
            if page or is_form(request):
                return html_page(request, refusal_page(message, status, request.path_params.get("code")), status)
            field = error.field if isinstance(error, Refused) else ""
            return as_json({"error": message} | ({"field": field} if field else {}), status)

    return answer


def as_json(content: Mapping[str, Any], status: int = 200) -> Response:
    """JSON that nobody keeps."""
    return JSONResponse(content, status_code=status, headers={"Cache-Control": "no-store"})


def html_page(request: Request, text: str, status: int = 200) -> Response:
    """A page, or a part of one, that nobody keeps and no other page frames."""
    body, headers = compressed(text, request.headers)
    return Response(body, status, media_type="text/html", headers=PRIVATE_HEADERS | headers)
