"""A room to try workshops in: the three services on a real database, a clock to turn, and people who answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from assessment.bank.model import Bank
from assessment.services.discussion import Discussion
from assessment.services.participation import Participation
from assessment.services.private_key import PrivateKey
from assessment.services.workshop_setup import Setup
from assessment.services.workshops import Workshops
from assessment.storage.database import Database
from tests.unit.banks import bank_of, capability, questionnaire

K = 5
BANK = bank_of(
    questionnaire("strategy", capability("a", [1, 1])),
    questionnaire("head_of_genai", capability("h", [1])),
    decisions=["stop"],
    owners=["cio", "cfo"],
)
"""Two items about a, one of a role track, one decision."""

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass
class Room:
    """A workshop led with `key`, joined with `code`."""

    database: Database
    bank: Bank = BANK
    setup: Mapping[str, Any] = field(default_factory=dict)
    stage: str = "open"
    now: datetime = START

    def __post_init__(self) -> None:
        self.workshops = Workshops(self.database, self.bank, self.clock, K)
        self.participation = Participation(self.database, self.bank, self.clock)
        self.discussion = Discussion(self.database, self.bank, self.clock)
        created = self.workshops.create(Setup(**self.setup))
        self.code, self.key = created.code, created.facilitator
        if self.stage != "draft":
            self.workshops.move(self.key, "open")

    def clock(self) -> datetime:
        """The time in this room."""
        return self.now

    def wait(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    def people(
        self, n: int, answers: Mapping[str, str] | None = None, role: str = "ceo", **joining: Any
    ) -> list[PrivateKey]:
        """So many people who join, give these answers and submit."""
        keys = [self.participation.join(self.code, role, **joining) for _ in range(n)]
        for key in keys:
            self.say(key, answers or {"a.1": "3"})
            self.participation.submit(key)
        return keys

    def say(self, key: PrivateKey, answers: Mapping[str, str]) -> None:
        """Answer some questions, one message each."""
        first = self.participation.open(key).next_seq
        for seq, (question, value) in enumerate(answers.items(), first):
            self.participation.answer(key, seq, question, value)

    def reveal(self) -> None:
        """What the facilitator's button does."""
        self.workshops.move(self.key, "revealed")

    def counts(self, question: str = "a.1") -> dict[str, int] | None:
        """What everybody sees of a question now."""
        picture = self.workshops.picture(self.code)
        return None if picture is None else dict(picture.counts[question])
