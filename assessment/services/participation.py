"""What a participant does in a workshop: one use case a method, one transaction each, acknowledged after the commit.

**The rule of `seq`.** A participant numbers every message that sets an answer, upwards and across all their devices.
An answer replaces the stored one of its question if its number is higher. With the same number, or a lower one that was
overtaken on the way, nothing changes and the reply is the same, also when the response is frozen by then. A number
whose answer is stored for another question is refused: two pages have counted alike, and nothing may get lost silently.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assessment.bank.model import Bank, Mode
from assessment.errors import InvalidAnswer, NoSuchLink, NotNow, OtherEdition
from assessment.language import _, day, whole
from assessment.respondent import NOTE_LENGTH
from assessment.services.private_key import PrivateKey, new_key
from assessment.services.steps import Question, Way
from assessment.services.taking import Taking as Taking
from assessment.services.workshop_access import joinable, of_this_edition, participating, seen
from assessment.storage import discussion, participants, workshops
from assessment.storage.database import Connection, Database
from assessment.storage.participants import NewParticipant, Writing
from assessment.storage.repository import NoteKind, storable
from assessment.storage.workshops import Stage, Workshop

LARGEST_SEQ = 2**53 - 1
"""The largest whole number that a browser counts to exactly."""

TAKING: tuple[Stage, ...] = ("open", "revealed", "discussing")
"""The stages in which people join and answer."""


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
        self._database, self._bank, self._now = database, bank, now
        self._ways: dict[tuple[Mode, tuple[str, ...]], Way] = {}
        self._subjects = {item.id: c.id for c in bank.capabilities() for item in c.items}
        self._subjects |= {decision.id: decision.id for decision in bank.ownership.decisions}

    def invitation(self, code: str) -> Workshop:
        """The workshop behind a code. Raises `NoSuchWorkshop` for a wrong one and one that is over, `OtherEdition`."""
        with self._database.read() as connection:
            return of_this_edition(joinable(connection, code), self._bank)

    def way(self, workshop: Workshop) -> Way:
        """The pages of questions that this workshop asks."""
        return self._way(workshop.mode, workshop.questionnaires)

    def why_not_now(self, workshop: Workshop) -> str:
        """Why this workshop takes no answers at the moment; empty where it does."""
        try:
            self._check_taking(workshop)
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
        key = new_key()

        def save(connection: Connection) -> None:
            id = joinable(connection, code).id
            workshops.change(connection, id)  # holds it, so that nothing that is checked here changes before the commit
            workshop = of_this_edition(workshops.workshop_by_id(connection, id), self._bank)
            _check_choice(role, workshop.roles, "role")
            _check_choice(seat, workshop.tables, "table")
            self._check_taking(workshop)
            participants.add_participant(
                connection,
                NewParticipant(
                    workshop_id=workshop.id,
                    handle=key.handle,
                    token_hash=key.token_hash,
                    role=role,
                    seat=seat,
                    consents=consent and workshop.attributed,
                    joined_on=self._now().date(),
                ),
            )

        self._database.write(save)
        return key

    def open(self, key: PrivateKey) -> Taking:
        """One's own part, also when the workshop is over. Raises `NoSuchLink` and `OtherEdition`."""
        with self._database.read() as connection:
            participant = participating(connection, key)
            workshop = of_this_edition(workshops.workshop_by_id(connection, participant.workshop_id), self._bank)
            answers = participants.answers(connection, participant.id)
            ballots = participants.own_ballots(connection, participant.id)
            notes = participants.own_notes(connection, participant.id)
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
        self._database.write(self._answering(key, seq, question_id, value))
        self._database.counts.add_answer()

    async def answer_soon(self, key: PrivateKey, seq: int, question_id: str, value: str | None) -> None:
        """`answer` for an event loop, which goes on meanwhile."""
        await self._database.write_soon(self._answering(key, seq, question_id, value))
        self._database.counts.add_answer()

    def _answering(
        self, key: PrivateKey, seq: int, question_id: str, value: str | None
    ) -> Callable[[Connection], None]:
        _check_seq(seq)

        def save(connection: Connection) -> None:
            place = self._writing(connection, key)
            self._check_answer(place, question_id, value)
            try:
                self._check_writable(place)
            except NotNow:
                if participants.last_seq(connection, place.id, question_id) < seq:
                    raise
                return
            if participants.save_answer(connection, place.id, question_id, value or "", seq):
                return
            if participants.last_seq(connection, place.id, question_id) < seq:
                raise NotNow(_("Another page of yours has used this number. Nothing was changed: reload the page."))

        return save

    def note(self, key: PrivateKey, question_id: str, kind: NoteKind, text: str) -> None:
        """Save a comment or evidence note to the letter (empty text removes it); raises as `answer` does, and
        `InvalidAnswer` where the facilitator asks for none."""
        text = storable(text)
        if len(text) > NOTE_LENGTH:
            raise InvalidAnswer(
                _("This note has {length} characters; at most {most} fit. It isn't saved yet: shorten it.").format(
                    length=whole(len(text)), most=whole(NOTE_LENGTH)
                )
            )

        def save(connection: Connection) -> None:
            place = self._writing(connection, key)
            if not (place.comments and self._asked(place, question_id).takes_notes):
                raise InvalidAnswer(_("This question takes no notes here. Reload the page."))
            self._check_writable(place)
            participants.save_note(connection, place.id, question_id, kind, text)

        self._database.write(save)

    def submit(self, key: PrivateKey) -> None:
        """Say that one is done, blanks or not; a second time changes nothing. Raises `NoSuchLink`, and `NotNow` while
        the workshop takes no answers."""

        def save(connection: Connection) -> None:
            participant = participating(connection, key)
            self._check_taking(workshops.workshop_by_id(connection, participant.workshop_id))
            if not participant.submitted:
                workshops.change(connection, participant.workshop_id)
                participants.submit(connection, participant.id)

        self._database.write(save)

    def vote(self, key: PrivateKey, seq: int, question_id: str, value: str) -> None:
        """Change one's vote while the facilitator has a second one open on this capability or decision.

        Under the rule of `seq`; the first vote is kept. Raises as `answer` does, and `NotNow` where no such vote is
        open or one's response isn't in what is voted on.
        """
        self._database.write(self._voting(key, seq, question_id, value))

    async def vote_soon(self, key: PrivateKey, seq: int, question_id: str, value: str) -> None:
        """`vote` for an event loop, which goes on meanwhile."""
        await self._database.write_soon(self._voting(key, seq, question_id, value))

    def _voting(self, key: PrivateKey, seq: int, question_id: str, value: str) -> Callable[[Connection], None]:
        _check_seq(seq)

        def save(connection: Connection) -> None:
            place = self._writing(connection, key)
            self._check_answer(place, question_id, value)
            if participants.own_ballots(connection, place.id).get(question_id, ("", 0))[1] >= seq:
                return
            _check_stage(place.stage)
            vote = discussion.open_vote(connection, place.workshop_id, self._subjects.get(question_id, ""))
            if vote is None:
                raise NotNow(_("There is no vote on this question now. Your first vote stands."))
            if place.block is None or place.block > vote.blocks:
                raise NotNow(_("This vote is of those whose answers were revealed before it began. Yours weren't yet."))
            participants.save_ballot(connection, vote.id, place.id, question_id, value, seq)

        return save

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

    def _writing(self, connection: Connection, key: PrivateKey) -> Writing:
        place = participants.writing(connection, key.handle) if key.is_well_formed() else None
        if place is None or not key.opens(place.token_hash):
            raise NoSuchLink
        if place.edition_id != self._bank.edition.id:
            raise OtherEdition(place.edition_id, self._bank.edition.id)
        return place

    def _way(self, mode: Mode, questionnaires: Sequence[str]) -> Way:
        choice = (mode, tuple(questionnaires))
        if choice not in self._ways:
            self._ways[choice] = Way(self._bank, *choice)
        return self._ways[choice]

    def _asked(self, place: Writing, question_id: str) -> Question:
        question = self._way(place.mode, place.questionnaires).questions.get(question_id)
        if question is None:
            raise InvalidAnswer(_("This workshop doesn't ask this question. Nothing was saved: reload the page."))
        return question

    def _check_answer(self, place: Writing, question_id: str, value: str | None) -> None:
        question = self._asked(place, question_id)
        if value is not None and not question.offers(value):
            raise InvalidAnswer(_("This question doesn't have that answer. Nothing was saved: reload the page."))

    def _check_writable(self, place: Writing) -> None:
        self._check_taking(place)
        if place.block is not None:
            raise NotNow(
                _("Your answers were revealed with those of others and stay as they are. Nothing was changed.")
            )

    def _check_taking(self, workshop: Workshop | Writing) -> None:
        """Raises `NotNow` unless people can join and answer."""
        _check_stage(workshop.stage)
        if workshop.stage == "open" and workshop.opens_at and self._now() < workshop.opens_at:
            raise NotNow(
                _("Answers are taken from {day}, {time} UTC on. Come back then.").format(
                    day=day(workshop.opens_at), time=f"{workshop.opens_at:%H:%M}"
                )
            )
        if workshop.stage == "open" and workshop.closes_at and self._now() >= workshop.closes_at:
            raise NotNow(_("The time to answer is over. Everything marked as saved is safe."))


def _check_stage(stage: Stage) -> None:
    if stage == "closed":
        raise NotNow(_("This workshop is closed. Everything marked as saved is safe; nothing more can be changed."))
    if stage not in TAKING:
        raise NotNow(_("This workshop isn't open yet. Keep this page: it goes on when the facilitator opens it."))


def _check_seq(seq: int) -> None:
    if not 1 <= seq <= LARGEST_SEQ:
        raise InvalidAnswer("seq: expected a whole number from 1 to 2^53 - 1.")


def _check_choice(chosen: str | None, offered: tuple[str, ...], what: str) -> None:
    if chosen not in offered if offered else chosen is not None:
        raise InvalidAnswer(_("{what}: choose one of those that this workshop offers.").format(what=what))
