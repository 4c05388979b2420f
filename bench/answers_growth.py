"""What an answer costs among 10,000,000 answers of participants and among 10,000, in CPU, on SQLite.

Both databases have the answers of whole workshops of 1,000; then people of one more workshop answer through the service
that the participant's page uses, commits and all, in turns, so that both have the same machine. Ratio: 10,000,000 /
10,000, so that 1 says that the size makes no difference.

Target: at most 1.3.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.services.participation import Participation
from assessment.services.private_key import PrivateKey
from assessment.services.steps import Question
from assessment.services.workshop_setup import Setup
from assessment.services.workshops import Workshops
from assessment.settings import ROOT
from assessment.storage.database import Connection, Database
from bench.results import Line, line

FEW, MANY = 10_000, 10_000_000
A_WORKSHOP = 1_000
PEOPLE, ROUNDS = 200, 20

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :people)"
_PEOPLE = text(
    f"{_NUMBERS} INSERT INTO participants (workshop_id, handle, token_hash, consents, joined_on, submitted)"
    " SELECT :workshop, :workshop || '-' || i, '', 0, '2026-11-02', 1 FROM n"
)
_ANSWERS = text(
    "INSERT INTO participant_answers (participant_id, question_id, value, seq)"
    " SELECT id, :question, '3', :seq FROM participants WHERE workshop_id = :workshop"
)


def measure() -> Iterator[Line]:
    """One line, `answers_growth`, in milliseconds of CPU."""
    bank = load_bank(ROOT / "questions")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        rooms = {n: _Room(stack, Path(folder) / f"{n}.sqlite3", bank, n) for n in (FEW, MANY)}
        taken: dict[int, float] = defaultdict(float)
        for number in range(ROUNDS):
            for n, room in rooms.items():
                begun = time.process_time()
                room.answer(number)
                taken[n] += time.process_time() - begun
    few, many = (1000 * taken[n] / (PEOPLE * ROUNDS) for n in (FEW, MANY))
    yield line("answers_growth", many, "ms", few, many / few, PEOPLE * ROUNDS)


class _Room:
    """A database with that many answers, and one more workshop whose people answer."""

    def __init__(self, stack: ExitStack, path: Path, bank: Bank, n: int) -> None:
        database = stack.enter_context(closing(Database(f"sqlite:///{path}")))
        database.upgrade()
        workshops = Workshops(database, bank, _now, 5)
        self._participation = Participation(database, bank, _now)
        first = workshops.create(Setup(title="First"))
        self._questions = list(self._participation.way(workshops.look(first.code)).questions.values())
        whole = max(1, n // (A_WORKSHOP * len(self._questions)))
        people = min(A_WORKSHOP, n // len(self._questions))
        ids = [workshops.look(workshops.create(Setup(title="Bench")).code).id for _ in range(whole)]
        database.write(lambda connection: _fill(connection, ids, people, self._questions))
        last = workshops.create(Setup(title="Last"))
        workshops.move(last.facilitator, "open")
        role = workshops.look(last.code).roles[0]
        self._keys: list[PrivateKey] = [self._participation.join(last.code, role) for _ in range(PEOPLE)]
        self._choice = random.Random(2026)

    def answer(self, number: int) -> None:
        """Everybody answers the question of this number."""
        question = self._questions[number]
        for key in self._keys:
            self._participation.answer(key, number + 1, question.id, self._choice.choice(question.choices).id)


def _fill(connection: Connection, workshops: Sequence[int], people: int, questions: Sequence[Question]) -> None:
    for workshop in workshops:
        connection.execute(_PEOPLE, {"workshop": workshop, "people": people})
        for seq, question in enumerate(questions, 1):
            connection.execute(_ANSWERS, {"workshop": workshop, "question": question.id, "seq": seq})


def _now() -> datetime:
    return datetime.now(UTC)
