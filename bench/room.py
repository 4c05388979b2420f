"""A room of 1,000 participants, on one process and on two behind nginx: how long an answer takes to be acknowledged.

Everybody has joined by code over HTTP, listens to server-sent events, and answers in every 8 seconds over the JSON
route, 125 answers a second in all; one of them hands in every second; the projector listens, and the facilitator's
console is open and asks as often as a browser would. The load comes from this process, on the same processor, and its
own CPU is in the line. The time of an answer counts from when it was due to
its acknowledgement, which comes after its commit. Afterwards the database is read: every
acknowledged answer has to be there, else it is `lost`. `projector_behind_s` and `console_behind_s` say how long a
hand-in took at most to be seen there; `load_average` is the machine's at the end, everything that ran on it included.

Targets: p95 at most 100 ms, console at most 3 s behind, no error, nothing lost, with SQLite and with PostgreSQL;
`answer_cpu_ms`, CPU of the server per answer with everything else that it does meanwhile, at most 2.5 ms.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from assessment.asgi import allow_many_connections
from assessment.services.participation import Participation
from assessment.services.workshop_setup import Setup
from assessment.services.workshops import Workshops
from bench.console import Console
from bench.phone import Phone
from bench.postgresql import postgresql_url
from bench.results import Line, line
from bench.room_people import Answers, Person, all_answer, all_join, hand_in_one_by_one, lost, open_projector
from bench.server import OurServer, our_server, two_behind_nginx

PEOPLE = 1_000
EVERY = 8.0
ANSWERS_EACH = 10
HAND_IN_EVERY = 1.0
HANDING_IN = 70
THRESHOLD = 5


@dataclass(frozen=True)
class Run:
    """What a room of people was like for them and for the server."""

    answers: Answers
    lost: int
    behind: float
    console_behind: float
    server_cpu: float
    load_cpu: float
    server_mib: float

    @property
    def p95(self) -> float:
        """The time within which 95 % of the answers were acknowledged, in ms."""
        return 1000 * quantiles(self.answers.seconds, n=100)[94]


def measure() -> Iterator[Line]:
    """A line a database, p95 in ms, and the CPU that an answer costs, from the run with SQLite."""
    allow_many_connections()
    with tempfile.TemporaryDirectory() as folder, our_server(Path(folder)) as server:
        run = asyncio.run(room(server))
    yield _room_line("room_1000_sqlite", run)
    n = len(run.answers.seconds)
    yield line("answer_cpu_ms", 1000 * run.server_cpu / n, "ms", None, None, n)
    with postgresql_url() as url, tempfile.TemporaryDirectory() as folder, our_server(Path(folder), url) as server:
        yield _room_line("room_1000_postgresql", asyncio.run(room(server)))
    with postgresql_url() as url, tempfile.TemporaryDirectory() as folder, two_behind_nginx(Path(folder), url) as both:
        yield _room_line("room_1000_postgresql_2", asyncio.run(room(both)))


async def room(server: OurServer, size: int = PEOPLE) -> Run:
    """So many people join and answer."""
    workshops = Workshops(server.database, server.bank, _now, THRESHOLD)
    participation = Participation(server.database, server.bank, _now)
    created = workshops.create(Setup(title="Bench"))
    workshops.move(created.facilitator, "open")
    questions = list(participation.way(workshops.look(created.code)).questions.values())
    roles = workshops.look(created.code).roles
    people = [Person(Phone(server.address), roles[n % len(roles)], created.code) for n in range(size)]
    await all_join(people)
    projector = await open_projector(server.address, workshops.projector_key(created.facilitator))
    async with Console(server, created.facilitator) as console:
        cpu, own_cpu = server.cpu_seconds(), time.process_time()
        answers, handed_in = await asyncio.gather(
            all_answer(people, questions, EVERY, ANSWERS_EACH),
            hand_in_one_by_one(people[:HANDING_IN], HAND_IN_EVERY),
        )
        cpu, own_cpu = server.cpu_seconds() - cpu, time.process_time() - own_cpu
        await console.until(HANDING_IN)
    missing = await asyncio.to_thread(lost, participation, people)
    for person in people:
        person.phone.close()
    return Run(
        answers,
        missing,
        projector.behind(handed_in),
        console.heard.behind(handed_in),
        cpu,
        own_cpu,
        server.resident_mib(),
    )


def _room_line(name: str, run: Run) -> Line:
    milliseconds = [1000 * seconds for seconds in run.answers.seconds]
    cuts = quantiles(milliseconds, n=100)
    measured = line(name, run.p95, "ms", None, None, len(milliseconds))
    for error in run.answers.errors[:5]:
        print(f"{name}: {error}", flush=True)
    return measured | {
        "lost": run.lost,
        "errors": len(run.answers.errors),
        "p50": round(cuts[49], 1),
        "p99": round(cuts[98], 1),
        "longest": round(max(milliseconds), 1),
        "projector_behind_s": round(run.behind, 2),
        "console_behind_s": round(run.console_behind, 2),
        "server_cpu_s": round(run.server_cpu, 1),
        "load_cpu_s": round(run.load_cpu, 1),
        "server_mib": round(run.server_mib),
        "load_average": round(os.getloadavg()[0], 1),
    }


def _now() -> datetime:
    return datetime.now(UTC)
