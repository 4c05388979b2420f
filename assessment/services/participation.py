"""What a participant does in a workshop: one use case a method, one transaction each, acknowledged after the commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessment.bank.model import Bank
from assessment.errors import NotNow
from assessment.services.answering import Answering
from assessment.services.private_key import PrivateKey
from assessment.services.steps import Way
from assessment.services.taking import Taking as Taking
from assessment.services.workshop_access import joinable, of_this_edition, participating, seen
from assessment.storage import participant_notes, participants, workshops
from assessment.storage.database import Connection, Database
from assessment.storage.repository import NoteKind
from assessment.storage.workshops import Stage, Workshop


@dataclass(frozen=True)
class State:
    """What a page polls: it has something new to show only when `version` has moved."""

    stage: Stage
    joined: int
    submitted: int
    version: int


class Participation:
    """Joining, answering, voting and leaving."""

    def __init__(self, database: Database, bank: Bank, now: Callable[[], datetime]) -> None:
        self._database, self._bank = database, bank
        self._rules = Answering(bank, now)

    def invitation(self, code: str) -> Workshop:
        """The workshop behind a code. Raises `NoSuchWorkshop` for a wrong one and one that is over, `OtherEdition`."""
        with self._database.read() as connection:
            return of_this_edition(joinable(connection, code), self._bank)

    def way(self, workshop: Workshop) -> Way:
        """The pages of questions that this workshop asks."""
        return self._rules.way(workshop.mode, workshop.questionnaires)

    def why_not_now(self, workshop: Workshop) -> str:
        """Why this workshop takes no answers at the moment; empty where it does."""
        try:
            self._rules.check_taking(workshop)
        except NotNow as reason:
            return str(reason)
        return ""

    def state(self, by: PrivateKey | str) -> State:
        """What there is to poll, for whoever has any key or the code. Raises as `Workshops.look` does."""
        with self._database.read() as connection:
            workshop = seen(connection, by)[0]
            totals = workshops.totals(connection, workshop.id)
        return State(workshop.stage, totals.joined, totals.submitted, workshop.version)

    def join(self, code: str, role: str | None = None, *, seat: str | None = None, consent: bool = False) -> PrivateKey:
        """Take part, in a role and at a table if the workshop has any; returns the only key to one's response.

        In attributed mode `consent` says whether one agreed to be shown by role. Raises `NoSuchWorkshop`,
        `InvalidAnswer` for a role or table that isn't offered, `NotNow` while nobody can join.
        """
        key, save = self._rules.joining(code, role, seat, consent)
        self._database.write(save)
        return key

    async def join_soon(
        self, code: str, role: str | None = None, *, seat: str | None = None, consent: bool = False
    ) -> PrivateKey:
        """`join` for an event loop, which goes on meanwhile."""
        key, save = self._rules.joining(code, role, seat, consent)
        await self._database.write_soon(save)
        return key

    def open(self, key: PrivateKey) -> Taking:
        """One's own part, also when the workshop is over. Raises `NoSuchLink` and `OtherEdition`."""
        with self._database.read() as connection:
            participant = participating(connection, key)
            workshop = of_this_edition(workshops.workshop_by_id(connection, participant.workshop_id), self._bank)
            answers = participants.answers(connection, participant.id)
            ballots = participants.own_ballots(connection, participant.id)
            notes = participant_notes.own_notes(connection, participant.id)
        return Taking(
            participant,
            workshop,
            {question: value for question, (value, _) in answers.items() if value},
            notes,
            {question: value for question, (value, _) in ballots.items()},
            1 + max((seq for _, seq in (*answers.values(), *ballots.values())), default=0),
        )

    def answer(self, key: PrivateKey, seq: int, question_id: str, value: str | None) -> None:
        """Save an answer, or take it back with None, under the rule of `seq`; returns after the commit.

        Raises `NoSuchLink`, `InvalidAnswer` for what isn't asked or offered, and then `NotNow` where the response is
        frozen or the workshop takes no answers.
        """
        self._database.write(self._rules.answering(key, seq, question_id, value))
        self._database.counts.add_answer()

    async def answer_soon(self, key: PrivateKey, seq: int, question_id: str, value: str | None) -> None:
        """`answer` for an event loop, which goes on meanwhile."""
        await self._database.write_soon(self._rules.answering(key, seq, question_id, value))
        self._database.counts.add_answer()

    def note(self, key: PrivateKey, question_id: str, kind: NoteKind, text: str) -> None:
        """Save a comment or evidence note to the letter (empty text removes it); raises as `answer` does, and
        `InvalidAnswer` where the facilitator asks for none."""
        self._database.write(self._rules.noting(key, question_id, kind, text))

    def submit(self, key: PrivateKey) -> None:
        """Say that one is done, blanks or not; a second time changes nothing. Raises `NoSuchLink`, and `NotNow` while
        the workshop takes no answers."""
        self._database.write(self._rules.submitting(key))

    async def submit_soon(self, key: PrivateKey) -> None:
        """`submit` for an event loop, which goes on meanwhile."""
        await self._database.write_soon(self._rules.submitting(key))

    def vote(self, key: PrivateKey, seq: int, question_id: str, value: str) -> None:
        """Change one's vote while the facilitator has a second one open on this capability or decision.

        Under the rule of `seq`; the first vote is kept. Raises as `answer` does, and `NotNow` where no such vote is
        open or one's response isn't in what is voted on.
        """
        self._database.write(self._rules.voting(key, seq, question_id, value))

    async def vote_soon(self, key: PrivateKey, seq: int, question_id: str, value: str) -> None:
        """`vote` for an event loop, which goes on meanwhile."""
        await self._database.write_soon(self._rules.voting(key, seq, question_id, value))

    def delete(self, key: PrivateKey) -> None:
        """Remove one's response with everything in it, at any time, for good; released counts stay. Raises
        `NoSuchLink`."""

        def remove(connection: Connection) -> None:
            participant = participating(connection, key)
            workshops.change(connection, participant.workshop_id)
            participants.delete_participant(connection, participant.id)

        self._database.write(remove)

    def statement(self, key: PrivateKey) -> dict[str, Any]:
        """All that is stored about a participant, as JSON has it. Raises `NoSuchLink`."""
        return self.open(key).statement()
