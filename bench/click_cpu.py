"""What an answer costs the server: CPU per click on our survey page, saving included, at 1, 50 and 300 sessions.

Each session holds a response of its own; a click chooses another option of a radio and waits until the page has run.
Afterwards the database is read: the last choice of every question has to be there. The baseline is the same page
written plainly, under Streamlit's defaults, which saves nothing.

Targets: at most 10 ms at 300 sessions; there at least 8 times less than the plain page (ratio: plain / ours); and at
300 sessions at most 1.5 times what it is at 1.
"""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assessment.services.private_key import PrivateKey
from bench.results import Line, line
from bench.server import OurServer, Server, cookie, our_server, streamlit_page
from bench.streamlit_session import Session, open_all

PLAIN_PAGE = Path(__file__).with_name("plain_page.py")
AT_ONCE = 4
WARM_UP = 50
SEED = 2026


@dataclass(frozen=True)
class Stage:
    """So many live sessions, and how often they click in all."""

    sessions: int
    clicks: int


OURS = (Stage(1, 300), Stage(50, 1_000), Stage(300, 3_000))
PLAIN = (Stage(1, 200), Stage(50, 200), Stage(300, 400))


def measure() -> Iterator[Line]:
    """One line a stage, CPU milliseconds of the server per click; `n` = our clicks."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with our_server(folder) as ours:
            questions = folder / "questions.json"
            questions.write_text(json.dumps(_questions(ours)), encoding="utf-8")
            mine = asyncio.run(_our_clicks(ours))
        with streamlit_page(PLAIN_PAGE, folder, [str(questions)]) as plain:
            theirs = asyncio.run(_stages(plain, PLAIN, lambda: Session(plain.stream), []))
    for stage, cost, baseline in zip(OURS, mine, theirs, strict=True):
        yield line(f"click_cpu_ms_{stage.sessions}", cost, "ms", baseline, baseline / cost, stage.clicks)


async def click(sessions: list[Session], clicks: int, seed: int = SEED) -> None:
    """Let the sessions click `clicks` times in all, each in turn, a few at once."""
    choice = random.Random(seed)
    workers = min(AT_ONCE, len(sessions))

    async def in_turn(mine: list[Session], worker: int) -> None:
        for number in range(worker, clicks, workers):
            session = mine[number // workers % len(mine)]
            radio = choice.choice(list(session.radios.values()))
            others = [option for option in range(len(radio.options)) if option != radio.chosen]
            await session.choose(radio, choice.choice(others))

    await asyncio.gather(*(in_turn(sessions[worker::workers], worker) for worker in range(workers)))


def survey_session(server: OurServer, key: PrivateKey) -> Session:
    """A visitor of the survey who holds this key."""
    return Session(server.stream, page="assess", query=f"r={key.handle}", cookie=cookie(key))


def check_saved(server: OurServer, keys: list[PrivateKey], sessions: list[Session]) -> None:
    """Compare what was clicked last, question by question, with the database; stops the run where they differ."""
    questions = server.first_step.questions
    for key, session in zip(keys, sessions, strict=True):
        shown = zip(questions, session.radios.values(), strict=True)
        chosen = {q.id: q.choices[radio.chosen].id for q, radio in shown if radio.chosen is not None}
        saved = dict(server.survey.open(key).answers)
        if saved != chosen:
            raise SystemExit(f"The database doesn't hold what was clicked: {saved} instead of {chosen}")


def _questions(server: OurServer) -> list[dict[str, object]]:
    return [{"text": q.text, "options": [c.title for c in q.choices]} for q in server.first_step.questions]


async def _our_clicks(server: OurServer) -> list[float]:
    keys = [server.begin() for _ in range(OURS[-1].sessions)]
    waiting = iter(keys)
    sessions: list[Session] = []
    costs = await _stages(server, OURS, lambda: survey_session(server, next(waiting)), sessions)
    check_saved(server, keys, sessions)
    return costs


async def _stages(
    server: Server, stages: tuple[Stage, ...], visit: Callable[[], Session], sessions: list[Session]
) -> list[float]:
    """CPU milliseconds per click at each stage; the sessions of one stay open in the next."""
    costs = []
    for stage in stages:
        new = [visit() for _ in range(stage.sessions - len(sessions))]
        await open_all(new, AT_ONCE)
        sessions += new
        await click(sessions, WARM_UP)
        before = server.cpu_seconds()
        await click(sessions, stage.clicks)
        costs.append(1000 * (server.cpu_seconds() - before) / stage.clicks)
    return costs
