"""The self-service survey: one use case a method, one transaction each.

Every call shows the private key (handle and token) and every call checks it, whatever the page believed before.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from statistics import median
from typing import TypeVar

from assessment.bank.model import Bank, Mode, Option
from assessment.errors import InvalidAnswer, NoSuchLink, NotNow, OtherEdition, StorageUnavailable
from assessment.language import _, whole
from assessment.respondent import NOTE_LENGTH, Action, Aims
from assessment.services.private_key import PrivateKey, new_key, opened
from assessment.services.steps import Question, Way
from assessment.storage import follow_up, repository, result_links
from assessment.storage.database import Connection, Database
from assessment.storage.repository import NewResponse, NoteKind, Response, storable

T = TypeVar("T")
Over = Collection[str | None]

FEWEST_OBSERVED, MOST_OBSERVED = 30, 1_000
COMPLETE = 0.9
"""Only who answered at least this share of the questions tells how long they take."""
LONGEST_PAUSE = 120
"""A gap between two answers counts as answering for at most this many seconds; the rest was something else."""


@dataclass(frozen=True)
class Profile:
    """What a respondent may say about themselves, as ids of the edition's options; None is "rather not say"."""

    role: str | None = None
    industry: str | None = None
    size: str | None = None
    region: str | None = None


@dataclass(frozen=True)
class Sheet:
    """A response as its owner sees it: what was chosen at the start, the answers and the notes so far, what is aimed at
    and what was taken on.

    `cleared` names the questions whose answer was taken back.
    """

    response: Response
    answers: Mapping[str, str]
    notes: Mapping[tuple[str, NoteKind], str]
    cleared: frozenset[str] = frozenset()
    aims: Aims = field(default_factory=Aims)
    actions: tuple[Action, ...] = ()

    @property
    def submitted(self) -> bool:
        """Whether the respondent has said that they are done; they may still change their mind."""
        return self.response.submitted_on is not None


class Survey:
    """What a respondent can do with a response of their own."""

    def __init__(self, database: Database, bank: Bank, today: Callable[[], date]) -> None:
        self._database, self._bank, self._today = database, bank, today
        self._ways: dict[tuple[Mode, tuple[str, ...]], Way] = {}

    def begin(self, mode: Mode, questionnaires: Collection[str], profile: Profile) -> PrivateKey:
        """Start a response. Raises `InvalidAnswer` for a choice this edition doesn't offer."""
        chosen = tuple(q.id for q in self._bank.questionnaires if q.id in questionnaires)
        if not chosen or len(chosen) != len(set(questionnaires)):
            raise InvalidAnswer(_("Choose at least one of the questionnaires offered."))
        self._check_profile(profile)
        key = new_key()
        new = NewResponse(
            handle=key.handle,
            token_hash=key.token_hash,
            edition_id=self._bank.edition.id,
            content_hash=self._bank.content_hash,
            mode=mode,
            questionnaires=chosen,
            target=self._bank.edition.targets[0].id,
            started_on=self._today(),
            role=profile.role,
            industry=profile.industry,
            size=profile.size,
            region=profile.region,
        )
        self._database.write(lambda connection: repository.create_response(connection, new))
        return key

    def open(self, key: PrivateKey) -> Sheet:
        """The response behind the key, with the answers to what this edition asks.

        Raises `NoSuchLink` for an unknown or tampered key alike, `OtherEdition` for answers to another edition.
        """
        with self._database.read() as connection:
            return self._sheet(connection, opened(connection, key))

    def find(self, key: PrivateKey) -> Sheet | None:
        """The response behind the key, or None where there is none that can be answered here."""
        try:
            return self.open(key)
        except (NoSuchLink, OtherEdition):
            return None

    def answer(
        self, key: PrivateKey, question_id: str, value: str | None, pause: float = 0.0, over: Over | None = None
    ) -> None:
        """Save an answer (the id of one of the question's choices), or clear it with None; returns after the commit.

        `pause` is the time since the respondent's last answer, in seconds. `over` is for an answer that had to wait:
        what may be stored for it to count, "" for cleared and None for never answered. Raises `NoSuchLink`,
        `InvalidAnswer` for what isn't asked or can't be chosen, `NotNow` where something else is stored by now,
        `StorageUnavailable` when nothing was saved.
        """
        self._database.write(self._answering(key, question_id, value, pause, over))
        self._database.counts.add_answer()

    async def answer_soon(
        self, key: PrivateKey, question_id: str, value: str | None, pause: float = 0.0, over: Over | None = None
    ) -> None:
        """`answer` for an event loop, which goes on meanwhile."""
        await self._database.write_soon(self._answering(key, question_id, value, pause, over))
        self._database.counts.add_answer()

    def _answering(
        self, key: PrivateKey, question_id: str, value: str | None, pause: float, over: Over | None
    ) -> Callable[[Connection], None]:
        seconds = round(min(max(pause, 0.0), LONGEST_PAUSE))

        def save(connection: Connection) -> None:
            response = opened(connection, key)
            question = self._asked(response, question_id)
            if value is not None and not question.offers(value):
                raise InvalidAnswer(_("This question doesn't have that answer. Reload the page and choose again."))
            if over is not None:
                stored = repository.response_answers(connection, response.id).get(question_id)
                _refuse_to_undo(stored, {*over, value or ""})
            repository.save_answer(connection, response.id, question_id, value, seconds)

        return save

    def note(self, key: PrivateKey, question_id: str, kind: NoteKind, text: str, over: Over | None = None) -> None:
        """Save a comment or evidence note to the letter (empty text removes it); `over`, with None for no note, and
        what is raised as with `answer`."""
        text = storable(text)
        if len(text) > NOTE_LENGTH:
            raise InvalidAnswer(
                _("This note has {length} characters; at most {most} fit. It isn't saved yet: shorten it.").format(
                    length=whole(len(text)), most=whole(NOTE_LENGTH)
                )
            )

        def save(connection: Connection, response: Response) -> None:
            if not self._asked(response, question_id).takes_notes:
                raise InvalidAnswer(_("This question takes no notes. Reload the page."))
            if over is not None:
                stored = repository.response_notes(connection, response.id).get((question_id, kind))
                _refuse_to_undo(stored, {*over, text or None})
            repository.save_note(connection, response.id, question_id, kind, text)

        self._write(key, save)

    def change_profile(self, key: PrivateKey, was: Profile, to: Profile) -> None:
        """Turn the profile `was`, as this tab knows it, into `to`: only what differs is saved, so that what another tab
        changed meanwhile stays. Raises `NoSuchLink` and `InvalidAnswer`."""
        self._check_profile(to)
        before = asdict(was)
        changes = {name: chosen for name, chosen in asdict(to).items() if chosen != before[name]}
        if changes:
            self._write(key, lambda connection, own: repository.update_profile(connection, own.id, **changes))

    def choose_target(self, key: PrivateKey, preset: str) -> None:
        """Set the target that results are held against. Raises `NoSuchLink` and `InvalidAnswer`."""
        if preset not in {target.id for target in self._bank.edition.targets}:
            raise InvalidAnswer(_("This edition doesn't have that target."))
        self._write(key, lambda connection, response: repository.choose_target(connection, response.id, preset))

    def submit(self, key: PrivateKey) -> None:
        """Mark as done; a second time changes nothing. Raises `NoSuchLink`."""
        self._write(key, lambda connection, response: repository.submit(connection, response.id, self._today()))

    def delete(self, key: PrivateKey) -> None:
        """Remove the response with everything in it, for good. Raises `NoSuchLink`."""
        self._write(key, lambda connection, response: repository.delete_response(connection, response.id))

    def share(self, key: PrivateKey) -> PrivateKey:
        """A new link that only reads the result; the one before it stops working. Raises `NoSuchLink`, `InvalidAnswer`
        before the response is submitted."""
        only_reads = new_key()

        def save(connection: Connection, response: Response) -> None:
            if response.submitted_on is None:
                raise InvalidAnswer(
                    _("Your answers aren't submitted yet, so there is no result to share. Submit first.")
                )
            result_links.replace_link(connection, response.id, only_reads.handle, only_reads.token_hash)

        self._write(key, save)
        return only_reads

    def unshare(self, key: PrivateKey) -> None:
        """End the link that only reads; a second time changes nothing. Raises `NoSuchLink`."""
        self._write(key, lambda connection, response: result_links.remove_link(connection, response.id))

    def is_shared(self, key: PrivateKey) -> bool:
        """Whether a link that only reads is in force. Raises `NoSuchLink`."""
        with self._database.read() as connection:
            return result_links.has_link(connection, opened(connection, key).id)

    def look(self, link: PrivateKey) -> Sheet:
        """The response whose result a link that only reads shows, without notes: those were written for its owner.

        Raises `NoSuchLink` for any other key and for a link that was revoked, `OtherEdition`.
        """
        with self._database.read() as connection:
            found = result_links.find_link(connection, link.handle) if link.is_well_formed() else None
            if found is None or not link.opens(found[0]):
                raise NoSuchLink
            return replace(self._sheet(connection, found[1]), notes={})

    def minutes_taken(self, mode: Mode) -> int | None:
        """Median minutes (at least 1) that people took for all questionnaires in this mode; None below 30 of them,
        or while the database is away."""
        everything = tuple(q.id for q in self._bank.questionnaires)
        fewest = math.ceil(COMPLETE * len(self.way(mode, everything).questions))
        edition = self._bank.edition.id
        try:
            with self._database.read() as connection:
                completed = repository.completed_seconds(connection, edition, mode, fewest, MOST_OBSERVED)
        except StorageUnavailable:
            return None  # a page that only promises minutes can do without
        seconds = [taken for questionnaires, taken in completed if questionnaires == everything]
        return max(1, round(median(seconds) / 60)) if len(seconds) >= FEWEST_OBSERVED else None

    def _sheet(self, connection: Connection, response: Response) -> Sheet:
        if response.edition_id != self._bank.edition.id:
            raise OtherEdition(response.edition_id, self._bank.edition.id)
        stored = repository.response_answers(connection, response.id)
        notes = repository.response_notes(connection, response.id)
        aims = Aims(*follow_up.response_aims(connection, response.id))
        actions = tuple(Action(**row) for row in follow_up.response_actions(connection, response.id))
        questions = self.way(response.mode, response.questionnaires).questions
        answers = {id: value for id, value in stored.items() if id in questions and questions[id].offers(value)}
        cleared = frozenset(id for id, value in stored.items() if not value)
        return Sheet(response, answers, notes, cleared, aims, actions)

    def _write(self, key: PrivateKey, work: Callable[[Connection, Response], T]) -> T:
        return self._database.write(lambda connection: work(connection, opened(connection, key)))

    def way(self, mode: Mode, questionnaires: Collection[str]) -> Way:
        """The pages that a mode and a choice of questionnaires lead through; the same object for the same choice."""
        choice = (mode, tuple(questionnaires))
        if choice not in self._ways:
            self._ways[choice] = Way(self._bank, *choice)
        return self._ways[choice]

    def _asked(self, response: Response, question_id: str) -> Question:
        question = self.way(response.mode, response.questionnaires).questions.get(question_id)
        if question is None:
            raise InvalidAnswer(_("This question isn't part of what you chose to answer. Reload the page."))
        return question

    def _check_profile(self, profile: Profile) -> None:
        edition = self._bank.edition
        offered: tuple[tuple[str | None, tuple[Option, ...]], ...] = (
            (profile.role, edition.roles),
            (profile.industry, edition.industries),
            (profile.size, edition.sizes),
            (profile.region, edition.regions),
        )
        for chosen, options in offered:
            if chosen is not None and chosen not in {option.id for option in options}:
                raise InvalidAnswer(_("One of the choices about you isn't offered in this edition. Choose again."))


def _refuse_to_undo(stored: str | None, expected: Over) -> None:
    if stored not in expected:
        raise NotNow(
            _("This was changed in another tab or on another device meanwhile. That stands: reload the page to see it.")
        )
