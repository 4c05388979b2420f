"""What a whole survey costs the server: 4 pages of 6 questions on the participant's page, on the Streamlit page, and in
oTree, a survey engine that people run.

All three run side by side and are measured in turns; a figure is the median of the rounds, since what a machine does
meanwhile would else fall on one of them alone. They ask the same questions and get one answer to each. The participant
joins, opens the page, sends every answer as it is chosen, hands in and looks at the page again; the visitor of the
Streamlit page opens it, clicks every answer and goes through the pages to the review; oTree's opens each page and sends
its form. Ours save every answer, oTree every page. oTree comes from PyPI in an environment of its own, with its
production server and its default database; where it can't be had, the lines have no baseline. Ratio: oTree / ours.

Targets: the participant's page at most 60 ms and at least 4 times less than oTree; the Streamlit page no more than it.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import yaml

from assessment.services.participation import Participation
from assessment.services.workshop_setup import Setup
from assessment.services.workshops import Workshops
from assessment.settings import ROOT
from bench.otree_server import OTree, otree_server, take_the_otree_survey
from bench.phone import Phone
from bench.results import Line, line
from bench.room_people import Person
from bench.server import OurServer, Server, cookie, our_server
from bench.streamlit_session import Session

PAGES, QUESTIONS = 4, 6
WARM_UP, ROUNDS, IN_A_ROUND = 20, 5, 40
SURVEYS = ROUNDS * IN_A_ROUND
AT_ONCE = 4
FIRST_CHOICE = 1
"""The option that everybody takes, from 0."""

Take = Callable[[], Awaitable[None]]


def measure() -> Iterator[Line]:
    """Two lines, CPU milliseconds of the server per survey."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with our_server(folder, questions=_bank(folder / "questions")) as ours:
            asked = [[[q.text, [c.title for c in q.choices]] for q in step.questions] for step in _steps(ours)]
            survey = folder / "survey.json"
            survey.write_text(json.dumps([[{"text": text, "options": o} for text, o in page] for page in asked]))
            with otree_server(folder, survey, WARM_UP + SURVEYS) as otree:
                participant, visitor, *peer = asyncio.run(_in_turns(ours, otree))
    baseline = peer[0] if peer else None
    for name, cost in (("survey_cpu_ms_participant", participant), ("survey_cpu_ms_streamlit", visitor)):
        yield line(name, cost, "ms", baseline, None if baseline is None else baseline / cost, SURVEYS)


async def _in_turns(ours: OurServer, otree: OTree | None) -> list[float]:
    """CPU milliseconds per survey, median of the rounds: the participant's page, the Streamlit page, and oTree."""
    everybody: list[tuple[Server, Take]] = [(ours, _participant(ours)), (ours, _visitor(ours))]
    if otree is not None:
        everybody.append((otree, _otree_visitor(otree)))
    for _server, take in everybody:
        await _some_at_once([take] * WARM_UP)
    rounds = [[await _cost(server, take) for server, take in everybody] for _ in range(ROUNDS)]
    return [median(costs) for costs in zip(*rounds, strict=True)]


async def _cost(server: Server, take: Take) -> float:
    before = server.cpu_seconds()
    await _some_at_once([take] * IN_A_ROUND)
    return 1000 * (server.cpu_seconds() - before) / IN_A_ROUND


async def _some_at_once(work: Sequence[Take]) -> None:
    async def in_turn(mine: Sequence[Take]) -> None:
        for take in mine:
            await take()

    await asyncio.gather(*(in_turn(work[worker::AT_ONCE]) for worker in range(AT_ONCE)))


def _participant(server: OurServer) -> Take:
    workshops = Workshops(server.database, server.bank, _now, threshold=5)
    created = workshops.create(Setup(title="Bench", mode="full"))
    workshops.move(created.facilitator, "open")
    participation = Participation(server.database, server.bank, _now)
    workshop = workshops.look(created.code)
    questions = list(participation.way(workshop).questions.values())
    assert len(questions) == PAGES * QUESTIONS

    async def take() -> None:
        person = Person(Phone(server.address), workshop.roles[0], created.code)
        await person.join()
        await person.look()
        stop_listening = await person.listen()
        for question in questions:
            await person.answer(question, question.choices[FIRST_CHOICE].id)
        await person.hand_in()
        await person.look()
        stop_listening()
        person.phone.close()
        stored = participation.open(person.key)
        assert stored.participant.submitted
        assert len(stored.answers) == PAGES * QUESTIONS

    return take


def _visitor(server: OurServer) -> Take:
    steps = _steps(server)

    async def take() -> None:
        key = server.begin()
        session = Session(server.stream, page="assess", query=f"r={key.handle}", cookie=cookie(key))
        await session.open()
        for step in steps:
            for radio in list(session.radios.values()):
                await session.choose(radio, FIRST_CHOICE)
            await session.press("Review my answers" if step is steps[-1] else "Continue")
        await session.close()
        assert len(server.survey.open(key).answers) == PAGES * QUESTIONS

    return take


def _otree_visitor(otree: OTree) -> Take:
    codes = iter(otree.participants)

    async def take() -> None:
        await take_the_otree_survey(otree.address, next(codes), [QUESTIONS] * PAGES, FIRST_CHOICE)

    return take


def _bank(folder: Path) -> Path:
    """Four questionnaires of six capabilities with one question each, in the shipped bank's words."""
    shipped = ROOT / "questions"
    names = ("strategy", "data", "literacy", "head_of_genai", "cio_cto")
    files = {name: yaml.safe_load((shipped / f"{name}.yaml").read_text("utf-8")) for name in names}
    capabilities = [capability for file in files.values() for capability in file["capabilities"]]
    folder.mkdir()
    for page, name in enumerate(names[:PAGES]):
        some = capabilities[page * QUESTIONS : (page + 1) * QUESTIONS]
        for number, capability in enumerate(some):
            item = next(item for item in capability["items"] if item.get("core"))
            capability["id"] = f"{name}.c{number}"
            capability["items"] = [{**item, "id": f"{name}.c{number}.1"}]
        _write(folder / f"{name}.yaml", {**files[name], "capabilities": some})
    for name in ("edition", "sources"):
        (folder / f"{name}.yaml").write_bytes((shipped / f"{name}.yaml").read_bytes())
    return folder


def _write(path: Path, content: object) -> None:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")


def _steps(server: OurServer) -> list[Any]:
    return list(server.survey.way("full", tuple(q.id for q in server.bank.questionnaires)).steps)


def _now() -> datetime:
    return datetime.now(UTC)
