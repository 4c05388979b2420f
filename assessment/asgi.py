"""What `st.App` is given: routes, middleware, the start, and the one place where a page's errors become messages."""

from __future__ import annotations

import gc
import logging
import resource
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio.to_thread
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from assessment.services.bootstrap import Application, application
from assessment.ui.error_messages import show_error as show_error
from assessment.ui.known_configuration import know_the_configuration
from assessment.web import health, logs, metrics_page, participant, private_links, projector, survey_answers
from assessment.web.after_sign_in import SignInRoutes
from assessment.web.ahead import AheadOfStreamlit
from assessment.web.body_limits import TimelyBodies
from assessment.web.first_page import LighterFirstPage
from assessment.web.languages import Languages
from assessment.web.metrics import Measured, NoMetrics
from assessment.web.request_ids import RequestIds
from assessment.web.same_origin import SameOriginSockets
from assessment.web.security_headers import SecurityHeaders
from assessment.web.static_files import CompressedStaticFiles

_log = logging.getLogger(__name__)

A_DAY, AN_HOUR = 24 * 3600, 3600
MOST_FILES = 65_536
COLLECT_AFTER = (20_000, 20, 20)
"""When Python looks for garbage in circles: at its default of 700 objects it did so several times a click."""


def routes() -> list[BaseRoute]:
    """The plain HTTP routes beside Streamlit's own."""
    return [
        Route("/healthz", health.healthz),
        Route("/readyz", health.readyz),
        Route("/metrics", metrics_page.metrics),
        Route("/r/{handle}", private_links.page, methods=["GET"]),
        Route("/r/{handle}", private_links.open_link, methods=["POST"]),
        *projector.routes(),
    ]


def middleware() -> list[Middleware]:
    """Pure ASGI middleware, outermost first."""
    return [
        Middleware(SecurityHeaders),
        Middleware(RequestIds),
        Middleware(Measured, [*participant.routes(), *survey_answers.routes(), *routes()]),
        Middleware(TimelyBodies),
        Middleware(Languages),
        Middleware(AheadOfStreamlit, "/w", participant.routes()),
        Middleware(AheadOfStreamlit, survey_answers.PREFIX, survey_answers.routes()),
        *(Middleware(one) for one in (SameOriginSockets, NoMetrics, SignInRoutes, CompressedStaticFiles)),
        Middleware(LighterFirstPage),
    ]


async def remove_what_is_too_old(wired: Application) -> None:
    """Keep to RETENTION_DAYS: at the start and once a day. What fails is logged and tried again an hour later."""
    while wired.retention is not None:
        pause = A_DAY
        try:
            removed = await anyio.to_thread.run_sync(wired.retention.remove)
            _log.info("removed %d responses and %d workshops by age", removed.responses, removed.workshops)
        except Exception as error:  # noqa: BLE001 (nothing that happens here may end the server)
            _log.error("removal by age failed: %s", logs.type_and_place(error))
            pause = AN_HOUR
        await anyio.sleep(pause)


def allow_many_connections() -> None:
    """Open as many files as the system lets this process: a phone in a room holds a connection or two."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = MOST_FILES if most == resource.RLIM_INFINITY else min(most, MOST_FILES)
    resource.setrlimit(resource.RLIMIT_NOFILE, (enough, most))


@asynccontextmanager
async def lifespan(app: object) -> AsyncIterator[None]:
    """Refuse to start with a bad setting, bank or database; close the database at the end."""
    # A page being drawn holds the interpreter; at the default of 5 ms an answer being saved meanwhile waits for it at
    # every step. Measured when this was chosen, p95 of a save beside one busy thread: 50 ms, with this 14 ms.
    sys.setswitchinterval(0.001)
    allow_many_connections()
    know_the_configuration()
    wired = await anyio.to_thread.run_sync(application)
    logs.configure(wired.settings.log_format)
    # What is loaded by now stays: a garbage collection that walks through it again holds every answer up for 80 ms.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    async with anyio.create_task_group() as tasks:
        tasks.start_soon(remove_what_is_too_old, wired)
        yield
        tasks.cancel_scope.cancel()
    await anyio.to_thread.run_sync(wired.database.close)
