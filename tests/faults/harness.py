"""Faults while people answer: each is injected, its end waited for, and everything acknowledged looked for.

The short form is `test_faults.py`, the long one `python -m bench kills_app kills_postgresql faults`.
"""

from __future__ import annotations

import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.services.participation import Participation
from assessment.services.workshop_setup import Setup
from assessment.services.workshops import Created, Workshops
from assessment.settings import ROOT
from assessment.storage.database import Database
from tests.faults.crowd import PHONES, Crowd, Person
from tests.faults.ledger import Verdict, check_batches, check_blocks, check_people, check_strangers
from tests.faults.processes import Postgresql, Replica, postgresql
from tests.faults.worker import THRESHOLD

BETWEEN_KILLS = (70, 170)
"""So many answers are acknowledged before the next kill, drawn at random."""
KIBIBYTE = 1024


@dataclass
class Outcome:
    """What a fault did: times in seconds from the fault until an answer was acknowledged again."""

    injected: int = 0
    acknowledged: int = 0
    unacknowledged: int = 0
    serving_again: list[float] = field(default_factory=list)
    verdict: Verdict = field(default_factory=Verdict)


@dataclass
class Scene:
    """Servers on one database, a crowd that answers through them, and a worker that releases what it can."""

    folder: Path
    url: str
    replicas: list[Replica]
    database: Database
    bank: Bank
    created: Created
    crowd: Crowd
    workshop_id: int
    joined_benchmark: set[str] = field(default_factory=set)
    outcome: Outcome = field(default_factory=Outcome)
    _worker: subprocess.Popen[str] | None = None
    _checked: int = 0

    def start_worker(self) -> None:
        """Let it work until it is killed."""
        key = self.created.facilitator
        command = [sys.executable, "-m", "tests.faults.worker", self.url, key.handle, key.token]
        self._worker = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self._hear, args=(self._worker,), daemon=True).start()

    def kill_worker(self) -> None:
        """As a power cut does it."""
        if self._worker is not None:
            self._worker.kill()
            self._worker.wait()

    def serving_again(self, since: float) -> None:
        """Wait for the first answer acknowledged after `since` and now, and note how long it took."""
        self.outcome.injected += 1
        self.outcome.serving_again.append(self.crowd.until(1) - since)

    def check(self) -> None:
        """What has to hold at any time; of people only those that changed since the last time."""
        people = self._people_since()
        self.outcome.verdict.add(check_people(self.database, people))
        self.outcome.verdict.add(check_blocks(self.database, self.workshop_id))

    def finish(self) -> Outcome:
        """After some more answers, stop everybody and look at everything."""
        self.crowd.until(BETWEEN_KILLS[0])
        self.crowd.stop()
        self.kill_worker()
        verdict = self.outcome.verdict
        verdict.add(check_people(self.database, self.crowd.people))
        verdict.add(check_strangers(self.database, self.workshop_id, self.crowd))
        verdict.add(check_blocks(self.database, self.workshop_id))
        verdict.add(check_batches(self.database, self.bank, self.joined_benchmark))
        verdict.wrong.extend(self.crowd.refused)
        self.outcome.acknowledged, self.outcome.unacknowledged = self.crowd.acknowledged, self.crowd.failed
        return self.outcome

    def _people_since(self) -> list[Person]:
        everybody = list(self.crowd.people)
        recent = everybody[max(0, self._checked - 2 * PHONES) :]  # who wasn't done then is among the last ones
        self._checked = len(everybody)
        return recent

    def _hear(self, worker: subprocess.Popen[str]) -> None:
        assert worker.stdout is not None
        with worker.stdout:
            for line in worker.stdout:
                if line.endswith("\n"):
                    self.joined_benchmark.add(line.strip())


@contextmanager
def scene(url: str = "", replicas: int = 1) -> Iterator[Scene]:
    """Everybody at work, on a new SQLite file or on the database of the URL."""
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        url = url or f"sqlite:///{folder / 'data' / 'assessment.sqlite3'}"
        servers = [Replica(folder / f"{number}.log", url) for number in range(replicas)]
        for server in servers:
            stack.callback(server.kill)
            server.launch()
        for server in servers:
            server.wait_until_ready()
        bank, database = load_bank(ROOT / "questions"), Database(url, timeout=30)
        stack.callback(database.close)
        workshops = Workshops(database, bank, _now, THRESHOLD)
        created = workshops.create(Setup(title="Faults"))
        workshop = workshops.move(created.facilitator, "open").workshop
        questions = list(Participation(database, bank, _now).way(workshop).questions.values())
        crowd = Crowd([server.port for server in servers], created.code, questions, workshop.roles[0])
        made = Scene(folder, url, servers, database, bank, created, crowd, workshop.id)
        stack.callback(made.kill_worker)
        stack.enter_context(crowd)
        made.start_worker()
        crowd.until(20)
        yield made


@contextmanager
def postgresql_scene() -> Iterator[tuple[Scene, Postgresql]]:
    """Everybody at work through two servers on a PostgreSQL of their own."""
    with postgresql() as server, scene(server.url, replicas=2) as at_work:
        yield at_work, server


def kill_the_application(at_work: Scene, times: int) -> None:
    """SIGKILL at random moments to the only server and to the worker; both start again at once."""
    choice = random.Random(2026)
    for _ in range(times):
        at_work.crowd.until(choice.randint(*BETWEEN_KILLS))
        killed = time.monotonic()
        at_work.replicas[0].kill()
        at_work.kill_worker()
        at_work.replicas[0].start()
        at_work.start_worker()
        at_work.serving_again(killed)
        at_work.check()


def kill_postgresql(at_work: Scene, server: Postgresql, times: int, between: tuple[int, int] = (500, 600)) -> None:
    """SIGKILL at random moments to PostgreSQL below the servers; it is started again at once."""
    choice = random.Random(2026)
    for _ in range(times):
        at_work.crowd.until(choice.randint(*between))
        killed = time.monotonic()
        server.kill()
        server.start()
        at_work.serving_again(killed)
        at_work.check()


def lock_the_file(at_work: Scene, seconds: float) -> None:
    """Another program keeps the SQLite file locked; the time counts from its release."""
    locker = sqlite3.connect(at_work.folder / "data" / "assessment.sqlite3", isolation_level=None, timeout=30)
    locker.execute("BEGIN IMMEDIATE")
    locked = time.monotonic()
    at_work.crowd.until_failed(1)  # which takes the 5 s that a write waits
    time.sleep(max(0.0, locked + seconds - time.monotonic()))
    locker.execute("ROLLBACK")
    locker.close()
    at_work.serving_again(time.monotonic())
    at_work.check()


def fill_the_disk(at_work: Scene, failures: int) -> None:
    """The server's files can't grow any more until so many requests failed; the time counts from when they can."""
    at_work.crowd.until(100)
    pid = at_work.replicas[0].pid
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE, (64 * KIBIBYTE, resource.RLIM_INFINITY))
    at_work.crowd.until_failed(failures)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, before)
    at_work.serving_again(time.monotonic())
    at_work.check()


def lose_a_replica(at_work: Scene, times: int) -> None:
    """One of two servers disappears and comes back later, each in turn; the time is the longest that anybody waited."""
    for number in range(times):
        if number:
            at_work.replicas[(number - 1) % 2].start()
        at_work.crowd.until(100)
        lost = at_work.replicas[number % 2]
        at_work.crowd.longest_wait = 0.0
        lost.kill()
        at_work.crowd.until(200)
        at_work.outcome.injected += 1
        at_work.outcome.serving_again.append(at_work.crowd.longest_wait)
        at_work.check()


def _now() -> datetime:
    return datetime.now(UTC)
