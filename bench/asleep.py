"""300 phones asleep for longer than Streamlit keeps sessions: whether they find everything again and go on.

Each holds a response of its own and has answered on the survey's page. All lose their connection; Streamlit keeps at
most 128 sessions, and none for longer than two minutes. Then all come back at the same time and answer once more. Lost
is every answer that was saved and isn't there, or isn't what the page of the new session was drawn with.
"""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from assessment.services.private_key import PrivateKey
from bench.click_cpu import AT_ONCE, click, survey_session
from bench.results import Line, line
from bench.server import OurServer, our_server
from bench.streamlit_session import Session, open_all

PHONES = 300
ANSWERS = 3
ASLEEP_SECONDS = 135


def measure() -> Iterator[Line]:
    """One line: the value is the number of lost answers, n of those saved before and after the sleep."""
    with tempfile.TemporaryDirectory() as folder, our_server(Path(folder)) as server:
        lost, saved, seconds = asyncio.run(_night(server))
    measured = line("faults_asleep", lost, "lost answers", None, None, saved)
    yield measured | {"injected": PHONES, "twice": 0, "wrong": 0, "longest_s": round(seconds, 2)}


async def _night(server: OurServer) -> tuple[int, int, float]:
    """Lost answers, saved ones, and the longest that one phone took to be back and to answer."""
    keys = [server.begin() for _ in range(PHONES)]
    sessions = [survey_session(server, key) for key in keys]
    await open_all(sessions, AT_ONCE)
    await click(sessions, ANSWERS * PHONES)
    before = [dict(server.survey.open(key).answers) for key in keys]
    await asyncio.gather(*(session.close() for session in sessions))
    await asyncio.sleep(ASLEEP_SECONDS)
    back = asyncio.Semaphore(AT_ONCE)

    async def wake(number: int, key: PrivateKey) -> tuple[int, float]:
        async with back:
            return await _goes_on(server, key, before[number])

    woken = await asyncio.gather(*(wake(number, key) for number, key in enumerate(keys)))
    saved = sum(len(server.survey.open(key).answers) for key in keys)
    return sum(lost for lost, _ in woken), saved, max(seconds for _, seconds in woken)


async def _goes_on(server: OurServer, key: PrivateKey, before: dict[str, str]) -> tuple[int, float]:
    """How many of the answers aren't there after one phone came back and gave one to a question without."""
    began = time.perf_counter()
    session: Session = survey_session(server, key)
    await session.open()
    questions = server.first_step.questions
    shown = list(zip(questions, session.radios.values(), strict=True))
    question, radio = random.choice([(q, radio) for q, radio in shown if q.id not in before] or shown)
    await session.choose(radio, 2)
    seconds = time.perf_counter() - began
    expected = {**before, question.id: question.choices[2].id}
    stored = server.survey.open(key).answers
    await session.close()
    return sum(stored.get(id) != value for id, value in expected.items()), seconds
