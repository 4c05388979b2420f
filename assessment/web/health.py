"""Whether the process is up (`/healthz`) and whether it can serve (`/readyz`)."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from assessment.errors import AssessmentError
from assessment.services.bootstrap import application


async def healthz(request: Request) -> Response:
    """200 as long as the process answers."""
    return PlainTextResponse("ok")


async def readyz(request: Request) -> Response:
    """200 when the database answers and is migrated, else 503."""
    try:
        ready = await run_in_threadpool(lambda: application().database.is_current())
    except AssessmentError:
        ready = False
    return PlainTextResponse("ready" if ready else "not ready", status_code=200 if ready else 503)
