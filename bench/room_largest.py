"""The largest room: how many people may answer at once, as in `room`, before an answer in 20 waits over 100 ms.

The room grows by 500 until one doesn't hold: until p95 of its answers is over the limit, one went wrong, or an
acknowledged one is lost. The value is the last size that held, with the p95 there and in the one that didn't. The load
shares the processor with the server, and takes more of it the larger the room; on a machine of its own the same server
holds more.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

from assessment.asgi import allow_many_connections
from bench.postgresql import postgresql_url
from bench.results import Line, line
from bench.room import ANSWERS_EACH, Run, room
from bench.server import OurServer, our_server, two_behind_nginx

SMALLEST, STEP = 1_500, 500
LIMIT_MS = 100.0

Start = Callable[[Path], AbstractContextManager[OurServer]]


def measure() -> Iterator[Line]:
    """A line for SQLite, PostgreSQL, and PostgreSQL with two processes: the largest room in people."""
    allow_many_connections()
    yield _largest("room_largest_sqlite", our_server)
    with postgresql_url() as url:
        yield _largest("room_largest_postgresql", lambda folder: our_server(folder, url))
        yield _largest("room_largest_postgresql_2", lambda folder: two_behind_nginx(folder, url))


def _largest(name: str, start: Start) -> Line:
    held, held_ms, size = 0, 0.0, SMALLEST
    while True:
        with tempfile.TemporaryDirectory() as folder, start(Path(folder)) as server:
            run = asyncio.run(room(server, size))
        print(
            f"{name}: {size} people, p95 {run.p95:.1f} ms, {len(run.answers.errors)} errors, {run.lost} lost",
            flush=True,
        )
        if not _holds(run):
            break
        held, held_ms, size = size, run.p95, size + STEP
    measured = line(name, held, "people", None, None, held * ANSWERS_EACH)
    return measured | {"p95": round(held_ms, 1), "next_p95": round(run.p95, 1), "next_errors": len(run.answers.errors)}


def _holds(run: Run) -> bool:
    return run.p95 <= LIMIT_MS and not run.answers.errors and not run.lost
