"""Whether a long day of answers and results makes the server grow.

Before: 300 sessions have their survey page open and have clicked once, and 30 others have opened their results and
left. After: 3,000 more answers, and each of the 300 has opened its results page. Target: after / before at most 1.10.
"""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

from assessment.services.private_key import PrivateKey
from bench.click_cpu import AT_ONCE, check_saved, click, survey_session
from bench.results import Line, line
from bench.server import OurServer, our_server
from bench.streamlit_session import Session, open_all

SESSIONS = 300
VISITORS = 30
ANSWERS = 3_000


def measure() -> Iterator[Line]:
    """One line: growth of resident memory in MiB, ratio after / before, with `before` as the baseline."""
    with tempfile.TemporaryDirectory() as folder, our_server(Path(folder)) as server:
        before, after = asyncio.run(_day(server))
    yield line("memory_growth", after - before, "MiB", before, after / before, ANSWERS)


async def _day(server: OurServer) -> tuple[float, float]:
    """Resident MiB before and after."""
    keys = [server.begin() for _ in range(SESSIONS)]
    sessions = [survey_session(server, key) for key in keys]
    await open_all(sessions, AT_ONCE)
    await click(sessions, SESSIONS, seed=1)
    await _look_at_results_and_leave(server)
    before = server.resident_mib()
    await click(sessions, ANSWERS, seed=2)
    check_saved(server, keys, sessions)
    await _open_results(server, keys, sessions)
    return before, server.resident_mib()


async def _look_at_results_and_leave(server: OurServer) -> None:
    keys = [server.begin() for _ in range(VISITORS)]
    sessions = [survey_session(server, key) for key in keys]
    await open_all(sessions, AT_ONCE)
    await click(sessions, VISITORS)
    await _open_results(server, keys, sessions)
    for session in sessions:
        await session.close()


async def _open_results(server: OurServer, keys: list[PrivateKey], sessions: list[Session]) -> None:
    for key in keys:
        server.survey.submit(key)
    for at in range(0, len(sessions), AT_ONCE):
        some = zip(keys[at : at + AT_ONCE], sessions[at : at + AT_ONCE], strict=True)
        await asyncio.gather(*(session.go_to("results", f"r={key.handle}") for key, session in some))
