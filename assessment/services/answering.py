"""What is saved of a participant, as pieces of work for one transaction each, and the rules by which nothing is.

**The rule of `seq`.** A participant numbers every message that sets an answer, upwards and across all their devices.
An answer replaces the stored one of its question if its number is higher. With the same number, or a lower one that was
overtaken on the way, nothing changes and the reply is the same, also when the response is frozen by then. A number
whose answer is stored for another question is refused: two pages have counted alike, and nothing may get lost silently.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from assessment.bank.model import Bank, Mode
from assessment.errors import InvalidAnswer, NoSuchLink, NotNow, OtherEdition
from assessment.language import _, day, whole
from assessment.respondent import NOTE_LENGTH
from assessment.services.private_key import PrivateKey, new_key
from assessment.services.steps import Question, Way
from assessment.services.workshop_access import joinable, of_this_edition, participating
from assessment.storage import discussion, participant_notes, participants, workshops
from assessment.storage.database import Connection
from assessment.storage.participants import NewParticipant, Writing
from assessment.storage.repository import NoteKind, storable
from assessment.storage.workshops import Stage, Workshop

LARGEST_SEQ = 2**53 - 1
"""The largest whole number that a browser counts to exactly."""

TAKING: tuple[Stage, ...] = ("open", "revealed", "discussing")
"""The stages in which people join and answer."""

Piece = Callable[[Connection], None]


class Answering:
    """Makes the pieces; what each refuses, and with which error, stands at the method of `Participation` that saves it.

    A piece only reads and writes over the connection it gets, so it may be undone and run again.
    """

    def __init__(self, bank: Bank, now: Callable[[], datetime]) -> None:
        self._bank, self._now = bank, now
        self._ways: dict[tuple[Mode, tuple[str, ...]], Way] = {}
        self._subjects = {item.id: c.id for c in bank.capabilities() for item in c.items}
        self._subjects |= {decision.id: decision.id for decision in bank.ownership.decisions}

    def way(self, mode: Mode, questionnaires: Sequence[str]) -> Way:
        """The pages of questions of this mode and choice."""
        choice = (mode, tuple(questionnaires))
        if choice not in self._ways:
            self._ways[choice] = Way(self._bank, *choice)
        return self._ways[choice]

    def joining(self, code: str, role: str | None, seat: str | None, consent: bool) -> tuple[PrivateKey, Piece]:
        """A part in the workshop, and the only key to it."""
        key = new_key()

        def save(connection: Connection) -> None:
            id = joinable(connection, code).id
            workshops.change(connection, id)  # holds it, so that nothing that is checked here changes before the commit
            workshop = of_this_edition(workshops.workshop_by_id(connection, id), self._bank)
            _check_choice(role, workshop.roles, "role")
            _check_choice(seat, workshop.tables, "table")
            self.check_taking(workshop)
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

        return key, save

    def answering(self, key: PrivateKey, seq: int, question_id: str, value: str | None) -> Piece:
        """An answer, or with None that it is taken back."""
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

    def noting(self, key: PrivateKey, question_id: str, kind: NoteKind, text: str) -> Piece:
        """A comment or an evidence note; empty text removes it."""
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
            participant_notes.save_note(connection, place.id, question_id, kind, text)

        return save

    def submitting(self, key: PrivateKey) -> Piece:
        """That one is done."""

        def save(connection: Connection) -> None:
            participant = participating(connection, key)
            self.check_taking(workshops.workshop_by_id(connection, participant.workshop_id))
            if not participant.submitted:
                workshops.change(connection, participant.workshop_id)
                participants.submit(connection, participant.id)

        return save

    def voting(self, key: PrivateKey, seq: int, question_id: str, value: str) -> Piece:
        """A changed vote while a second one is open."""
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

    def _writing(self, connection: Connection, key: PrivateKey) -> Writing:
        place = participants.writing(connection, key.handle) if key.is_well_formed() else None
        if place is None or not key.opens(place.token_hash):
            raise NoSuchLink
        if place.edition_id != self._bank.edition.id:
            raise OtherEdition(place.edition_id, self._bank.edition.id)
        return place

    def _asked(self, place: Writing, question_id: str) -> Question:
        question = self.way(place.mode, place.questionnaires).questions.get(question_id)
        if question is None:
            raise InvalidAnswer(_("This workshop doesn't ask this question. Nothing was saved: reload the page."))
        return question

    def _check_answer(self, place: Writing, question_id: str, value: str | None) -> None:
        question = self._asked(place, question_id)
        if value is not None and not question.offers(value):
            raise InvalidAnswer(_("This question doesn't have that answer. Nothing was saved: reload the page."))

    def _check_writable(self, place: Writing) -> None:
        self.check_taking(place)
        if place.block is not None:
            raise NotNow(
                _("Your answers were revealed with those of others and stay as they are. Nothing was changed.")
            )

    def check_taking(self, workshop: Workshop | Writing) -> None:
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
