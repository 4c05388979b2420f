"""What a room makes of its picture: second votes, what it agrees and why, actions, the parking lot, and comments.

First vote, second vote and agreement are kept apart, and none overwrites another. What a facilitator does needs their
key; what everybody may see is for any key, or for the code while the workshop isn't over.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import TypeVar

from assessment.bank.model import Bank
from assessment.errors import InvalidAnswer, NotNow
from assessment.language import _, whole
from assessment.respondent import ACTION_LENGTH, MOST_ACTIONS, NOTE_LENGTH, OWNER_LENGTH, Action
from assessment.scoring.blocks import Table, blocks_with_notes, join, second_vote, show
from assessment.services import released
from assessment.services.outcome import Moment, Outcome, SecondVote
from assessment.services.private_key import PrivateKey
from assessment.services.steps import Way
from assessment.services.workshop_access import facilitated, lead, of_this_edition, seen
from assessment.storage import discussion, participant_notes, participants
from assessment.storage.database import Connection, Database
from assessment.storage.discussion import Agreement
from assessment.storage.participant_notes import Note
from assessment.storage.repository import storable
from assessment.storage.workshops import Workshop

T = TypeVar("T")

MOST_PARKED = 100


class Discussion:
    """Leading the discussion, and what comes out of it.

    Every method raises `NoSuchLink` for a wrong key, `InvalidAnswer` for what can't be saved as it is, and
    `StorageUnavailable` when nothing was saved.
    """

    def __init__(self, database: Database, bank: Bank, now: Callable[[], datetime]) -> None:
        self._database, self._bank, self._now = database, bank, now
        self._capabilities = {capability.id: capability for capability in bank.capabilities()}
        self._owners = [owner.id for owner in bank.ownership.owners]
        self._decisions = {decision.id for decision in bank.ownership.decisions}

    def outcome(self, by: PrivateKey | str) -> Outcome:
        """Votes, agreements, actions and what is parked; nothing to who may not see the picture now."""
        return self.moment(by).outcome

    def moment(self, by: PrivateKey | str) -> Moment:
        """The workshop, its picture and what the room made of it, all of the same moment, as this viewer may see them.

        Raises `NoSuchLink`, `NoSuchWorkshop`, `OtherEdition`.
        """
        with self._database.read() as connection:
            workshop, kind = seen(connection, by)
            picture = released.picture_for(connection, of_this_edition(workshop, self._bank), kind)
            return Moment(workshop, picture, Outcome() if picture is None else self._outcome(connection, workshop))

    def open_vote(self, key: PrivateKey, subject: str) -> None:
        """Let everybody whose response is released vote once more on a capability or a decision.

        Each subject has one second vote. Raises `NotNow` where it had its own, or nothing is revealed.
        """
        self._check_subject(subject)

        def save(connection: Connection, workshop: Workshop) -> None:
            if not self._questions(workshop, subject):
                raise InvalidAnswer(_("This workshop doesn't ask about it, so there is nothing to vote on again."))
            if any(vote.subject == subject for vote in discussion.votes(connection, workshop.id)):
                raise NotNow(_("There was a second vote on this already, or it is open now. It is kept as it is."))
            blocks = len(released.blocks_of(connection, workshop.id))
            if not blocks:
                raise NotNow(_("Nothing is revealed yet, so there is nothing to vote on again."))
            discussion.add_vote(connection, workshop.id, subject, blocks)

        self._lead(key, save, f"second vote on {subject} opened")

    def close_vote(self, key: PrivateKey, subject: str) -> None:
        """Count the second vote and show it beside the first. Closing it twice changes nothing."""

        def save(connection: Connection, workshop: Workshop) -> None:
            vote = discussion.open_vote(connection, workshop.id, subject, to_close=True)
            if vote is not None:
                first = self._first(connection, workshop, subject, vote.blocks)
                ballots = participants.ballots(connection, vote.id)
                if subject in self._decisions:  # another question than at first: everybody starts from a blank
                    first, ballots = _blank(first), [({}, after) for _, after in ballots]
                discussion.close_vote(connection, vote.id, second_vote(first, ballots))

        self._lead(key, save, f"second vote on {subject} closed")

    def cancel_vote(self, key: PrivateKey, subject: str) -> None:
        """Take back a second vote that is open; nothing of it is shown or kept."""

        def save(connection: Connection, workshop: Workshop) -> None:
            vote = discussion.open_vote(connection, workshop.id, subject, to_close=True)
            if vote is not None:
                discussion.delete_vote(connection, vote.id)

        self._lead(key, save, f"second vote on {subject} cancelled")

    def agree(self, key: PrivateKey, agreement: Agreement) -> None:
        """Record what the room agreed on a capability (a level "1"–"5") or a decision (an owner); it replaces what was
        agreed on that before."""
        self._check_subject(agreement.subject)
        offered = self._owners if agreement.subject in self._decisions else ["1", "2", "3", "4", "5"]
        if agreement.value not in offered:
            raise InvalidAnswer(_("Choose one of the answers offered. Nothing was changed."))
        texts = (_text(text, NOTE_LENGTH) for text in (agreement.reason, agreement.consulted, agreement.veto))
        kept = Agreement(agreement.subject, agreement.value, *texts)
        self._lead(
            key,
            lambda connection, workshop: discussion.agree(connection, workshop.id, kept),
            f"agreed on {agreement.subject}",
        )

    def disagree(self, key: PrivateKey, subject: str) -> None:
        """Take back what was agreed on a subject."""
        self._lead(
            key,
            lambda connection, workshop: discussion.disagree(connection, workshop.id, subject),
            f"agreement on {subject} taken back",
        )

    def act(
        self, key: PrivateKey, text: str, *, capability: str | None = None, owner: str = "", due: date | None = None
    ) -> None:
        """Record an action that somebody takes on. Raises `NotNow` where there are 50 already."""
        row = self._checked({"text": text, "capability": capability, "owner": owner, "due": due})

        def save(connection: Connection, workshop: Workshop) -> None:
            if len(discussion.actions(connection, workshop.id)) >= MOST_ACTIONS:
                raise NotNow(
                    _("There are {most_actions} actions, and no more fit. They are safe. Remove one first.").format(
                        most_actions=MOST_ACTIONS
                    )
                )
            discussion.add_action(connection, workshop.id, row)

        self._lead(key, save, "action added")

    def change_action(self, key: PrivateKey, was: Action, to: Action) -> None:
        """Turn an action, as this tab knows it, into another, ticking it off included: only what differs is saved."""
        before = asdict(was)
        changes = self._checked({name: value for name, value in asdict(to).items() if value != before[name]})
        if changes:
            self._lead(
                key,
                lambda connection, workshop: discussion.change_action(connection, workshop.id, was.id, changes),
                "action changed",
            )

    def remove_action(self, key: PrivateKey, action_id: int) -> None:
        """Remove an action for good; one that is removed already stays so."""
        self._lead(
            key,
            lambda connection, workshop: discussion.remove_action(connection, workshop.id, action_id),
            "action removed",
        )

    def earlier_actions(self, key: PrivateKey) -> tuple[Action, ...]:
        """What was taken on in the wave before this one; nothing where none is linked."""
        with self._database.read() as connection:
            earlier = facilitated(connection, key).earlier_id
            rows = discussion.actions(connection, earlier) if earlier is not None else []
            return tuple(Action(**row) for row in rows)

    def park(self, key: PrivateKey, text: str) -> None:
        """Put something aside for later. Raises `NotNow` where there are 100 already."""
        kept = _text(text, NOTE_LENGTH, needed=True)

        def save(connection: Connection, workshop: Workshop) -> None:
            if len(discussion.parked(connection, workshop.id)) >= MOST_PARKED:
                raise NotNow(
                    _("The parking lot holds {most_parked} things. They are safe. Take one out first.").format(
                        most_parked=MOST_PARKED
                    )
                )
            discussion.park(connection, workshop.id, kept)

        self._lead(key, save, "parked")

    def unpark(self, key: PrivateKey, parked_id: int) -> None:
        """Take something out of the parking lot."""
        self._lead(
            key,
            lambda connection, workshop: discussion.unpark(connection, workshop.id, parked_id),
            "taken from parking",
        )

    def notes_to_pass(self, key: PrivateKey) -> list[Note]:
        """Every note of released responses in a random order, for the facilitator to read; none while too few are
        released, or too few since the last ones were shown."""
        with self._database.read() as connection:
            return self._notes(connection, facilitated(connection, key), passed_only=False)

    def pass_notes(self, key: PrivateKey, places: Collection[int], *, passed: bool = True) -> None:
        """Let notes be shown to everybody, or no longer."""
        if places:
            self._lead(
                key,
                lambda connection, workshop: participant_notes.pass_notes(connection, workshop.id, places, passed),
                "notes passed" if passed else "notes held back",
            )

    def notes(self, by: PrivateKey | str) -> list[Note]:
        """The notes that the facilitator has passed, in a random order; none to who may not see the picture now."""
        with self._database.read() as connection:
            workshop, kind = seen(connection, by)
            if released.picture_for(connection, workshop, kind) is None:
                return []
            return self._notes(connection, workshop, passed_only=True)

    def _notes(self, connection: Connection, workshop: Workshop, *, passed_only: bool) -> list[Note]:
        sizes = [block.whole.n for block in released.blocks_of(connection, workshop.id)]
        blocks = blocks_with_notes(sizes, workshop.threshold)
        return participant_notes.released_notes(connection, workshop.id, blocks, passed_only=passed_only)

    def _outcome(self, connection: Connection, workshop: Workshop) -> Outcome:
        return Outcome(
            self._votes(connection, workshop),
            tuple(discussion.agreements(connection, workshop.id)),
            tuple(Action(**row) for row in discussion.actions(connection, workshop.id)),
            tuple(discussion.parked(connection, workshop.id)),
        )

    def _votes(self, connection: Connection, workshop: Workshop) -> tuple[SecondVote, ...]:
        return tuple(
            self._vote(vote, self._first(connection, workshop, vote.subject, vote.blocks), workshop.threshold)
            for vote in discussion.votes(connection, workshop.id)
        )

    def _vote(self, vote: discussion.VoteRow, first: Table, k: int) -> SecondVote:
        n = max((sum(given.values()) for given in first.values()), default=0)
        shown, _ = show(first, k)
        if vote.counts is None:
            return SecondVote(vote.subject, n, shown, None)
        return SecondVote(vote.subject, n, shown, *show(vote.counts, k))

    def _first(self, connection: Connection, workshop: Workshop, subject: str, blocks: int) -> Table:
        return join(released.blocks_of(connection, workshop.id)[:blocks], self._questions(workshop, subject))

    def _questions(self, workshop: Workshop, subject: str) -> list[str]:
        """The questions of a capability or a decision that the workshop asks."""
        asked = Way(self._bank, workshop.mode, workshop.questionnaires).questions
        capability = self._capabilities.get(subject)
        wanted = [item.id for item in capability.items] if capability else [subject]
        return [question for question in wanted if question in asked]

    def _check_subject(self, subject: str) -> None:
        if subject not in self._capabilities and subject not in self._decisions:
            raise InvalidAnswer(_("This capability or decision isn't part of this edition. Nothing changed."))

    def _checked(self, changes: Mapping[str, object]) -> dict[str, object]:
        checked = dict(changes)
        if "text" in changes:
            checked["text"] = _text(str(changes["text"]), ACTION_LENGTH, needed=True)
        if "owner" in changes:
            checked["owner"] = _text(str(changes["owner"]), OWNER_LENGTH)
        if changes.get("capability") is not None and changes["capability"] not in self._capabilities:
            raise InvalidAnswer(_("This capability isn't part of this edition. Nothing changed."))
        return checked

    def _lead(self, key: PrivateKey, work: Callable[[Connection, Workshop], T], what: str) -> T:
        return lead(self._database, self._bank, self._now(), key, work, what)


def _blank(first: Table) -> Table:
    return {question: {"": sum(given.values())} for question, given in first.items()}


def _text(text: str, most: int, *, needed: bool = False) -> str:
    text = storable(text).strip()
    if len(text) > most:
        raise InvalidAnswer(
            _("This has {length} characters; at most {most} fit. It isn't saved yet: shorten it.").format(
                length=whole(len(text)), most=whole(most)
            )
        )
    if needed and not text:
        raise InvalidAnswer(_("Say it in a few words. It isn't saved yet."))
    return text
