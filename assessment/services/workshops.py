"""What a facilitator does with a workshop as a whole: one use case a method, one transaction each.

Every call shows the facilitator's private key and every call checks it. A person moves the stage, never the program;
going back destroys nothing; two with the same key, or one after a reload, carry on where the other is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from assessment.bank.model import Bank
from assessment.errors import InvalidAnswer, NotNow
from assessment.language import _
from assessment.respondent import Respondent
from assessment.scoring.blocks import Picture, Submitted, release
from assessment.services import released
from assessment.services.lobby import Lobby, lobby_of
from assessment.services.private_key import PrivateKey, new_key
from assessment.services.rehearsal import take_part
from assessment.services.steps import Way
from assessment.services.workshop_access import (
    LinkKind,
    facilitated,
    facilitator_key,
    lead,
    link_kind,
    new_code,
    of_this_edition,
    seen,
)
from assessment.services.workshop_setup import Setup, checked_run_sheet, checked_times, checked_title, new_workshop
from assessment.storage import participants, workshops
from assessment.storage.database import Connection, Database
from assessment.storage.workshops import STAGES, Slot, Stage, Step, Workshop

T = TypeVar("T")

LONGEST_TIMER = timedelta(hours=12)
MOST_SCREEN = 2_000
"""What is put on the projector names what to show; it has at most this many characters as JSON."""


@dataclass(frozen=True)
class Created:
    """A new workshop's join code and the only key to it, which can't be recovered."""

    code: str
    facilitator: PrivateKey


class Workshops:
    """Creating and leading workshops; `threshold` is k where a setup names none."""

    def __init__(self, database: Database, bank: Bank, now: Callable[[], datetime], threshold: int) -> None:
        self._database, self._bank, self._now, self._threshold = database, bank, now, threshold

    def create(self, setup: Setup) -> Created:
        """A new workshop in draft. Raises `InvalidAnswer` for a setup that can't be."""
        today = self._now().date()
        new = new_workshop(setup, self._bank, threshold=self._threshold, code=new_code(), today=today)
        key = new_key()

        def save(connection: Connection) -> None:
            id = workshops.create_workshop(connection, new, STAGES[0])
            workshops.add_key(connection, id, key.handle, key.token_hash, "facilitator")
            workshops.add_step(connection, id, self._now(), "created")

        self._database.write(save)
        return Created(new.code, key)

    def kind(self, key: PrivateKey) -> LinkKind:
        """What a private link opens. Raises `NoSuchLink` where it opens no workshop."""
        with self._database.read() as connection:
            return link_kind(connection, key)

    def facilitator_key(self, code: str, token: str) -> PrivateKey:
        """The key of whoever knows code and facilitator token. Raises `NoSuchLink` where they don't belong together."""
        with self._database.read() as connection:
            return facilitator_key(connection, code, token)

    def projector_key(self, key: PrivateKey) -> PrivateKey:
        """A new link for the projector, which only reads; the one before it stops working."""
        only_reads = new_key()

        def save(connection: Connection, workshop: Workshop) -> None:
            workshops.revoke_keys(connection, workshop.id, "projector")
            workshops.add_key(connection, workshop.id, only_reads.handle, only_reads.token_hash, "projector")

        self._lead(key, save, "projector link made")
        return only_reads

    def revoke_projector(self, key: PrivateKey) -> None:
        """End the projector's link."""
        self._lead(
            key,
            lambda connection, workshop: workshops.revoke_keys(connection, workshop.id, "projector"),
            "projector link revoked",
        )

    def has_projector(self, key: PrivateKey) -> bool:
        """Whether a link for the projector is in force."""
        with self._database.read() as connection:
            return bool(workshops.keys_of(connection, facilitated(connection, key).id, "projector"))

    def lobby(self, key: PrivateKey) -> Lobby:
        """The workshop and its totals, for whoever leads it. Raises `NoSuchLink` and `OtherEdition`."""
        with self._database.read() as connection:
            return lobby_of(connection, self._current(facilitated(connection, key)))

    def look(self, by: PrivateKey | str) -> Workshop:
        """The workshop for whoever has any key to it, or its code, as long as it isn't over.

        Raises `NoSuchLink`, `NoSuchWorkshop`, `OtherEdition`.
        """
        with self._database.read() as connection:
            return self._current(seen(connection, by)[0])

    def picture(self, by: PrivateKey | str) -> Picture | None:
        """What may be shown of the answers: None before the first reveal, and to all but the facilitator also while the
        workshop is back at an earlier stage. Raises as `look` does."""
        with self._database.read() as connection:
            workshop, kind = seen(connection, by)
            return released.picture_for(connection, self._current(workshop), kind)

    def move(self, key: PrivateKey, stage: Stage) -> Lobby:
        """Go to another stage, forward or back; to `revealed` releases who waits as a block.

        With fewer than k waiting, going back to what is revealed already is fine, a further reveal isn't. Raises
        `NotNow` where fewer than k can be revealed, `InvalidAnswer` for a stage that there isn't.
        """
        if stage not in STAGES:
            raise InvalidAnswer(f"There is no stage “{stage}”; there are: {', '.join(STAGES)}.")

        def go(connection: Connection, workshop: Workshop) -> Lobby:
            if stage == "revealed":
                self._reveal(connection, workshop)
            workshops.change(connection, workshop.id, stage=stage)
            return lobby_of(connection, workshops.workshop_by_id(connection, workshop.id))

        return self._lead(key, go, f"stage {stage}")

    def reveal_more(self, key: PrivateKey) -> None:
        """Release who waits as a further block; the stage stays.

        Raises `NotNow` where nothing is revealed now, or fewer than k wait.
        """

        def go(connection: Connection, workshop: Workshop) -> None:
            if workshop.stage not in ("revealed", "discussing"):
                raise NotNow(_("Nothing is revealed now, so nothing can be added to it. Reveal the picture first."))
            self._release(connection, workshop)

        self._lead(key, go, "")

    def _reveal(self, connection: Connection, workshop: Workshop) -> None:
        waiting = workshops.totals(connection, workshop.id).waiting
        is_out = bool(workshops.counts(connection, workshop.id))
        if waiting < workshop.threshold and is_out and (workshop.stage != "revealed" or not waiting):
            return
        self._release(connection, workshop)

    def _release(self, connection: Connection, workshop: Workshop) -> None:
        waiting = participants.waiting(connection, workshop.id)
        blocks = released.blocks_of(connection, workshop.id)
        answers = participants.answers_of_waiting(connection, workshop.id)
        responses = [
            Submitted(answers.get(one.id, {}), released.labels(workshop, one), one.consents) for one in waiting
        ]
        way = Way(self._bank, workshop.mode, workshop.questionnaires)
        block = release(
            responses, tuple(way.questions), workshop.breakdowns, workshop.threshold, attributed=workshop.attributed
        )
        number = len(blocks) + 1
        workshops.add_counts(connection, workshop.id, released.rows_of(number, block))
        participants.freeze(connection, [one.id for one in waiting], number)
        workshops.add_step(connection, workshop.id, self._now(), f"block {number} released: {len(waiting)} responses")

    def set_up(self, key: PrivateKey, setup: Setup) -> None:
        """Make all choices anew while nobody has joined; threshold and rehearsal stay as they were created.

        Raises `NotNow` after a join or a release: people were told what holds. Raises `InvalidAnswer` as `create` does.
        """

        def save(connection: Connection, workshop: Workshop) -> None:
            made = new_workshop(
                setup, self._bank, threshold=workshop.threshold, code=workshop.code, today=workshop.created_on
            )
            if workshops.counts(connection, workshop.id) or workshops.totals(connection, workshop.id).joined:
                raise NotNow(
                    _("People have joined already, and were told what holds. Title, times and run sheet can change.")
                )
            fixed = {"threshold": workshop.threshold, "rehearsal": workshop.rehearsal}
            workshops.change(connection, workshop.id, **{**asdict(made), **fixed})

        self._lead(key, save, "set up anew")

    def rename(self, key: PrivateKey, title: str) -> None:
        """Give the workshop another title. Raises `InvalidAnswer`."""
        self._set(key, "renamed", title=checked_title(title))

    def schedule(self, key: PrivateKey, opens_at: datetime | None, closes_at: datetime | None) -> None:
        """Take answers from one time until another while the stage is `open`; None is no limit. Raises
        `InvalidAnswer`."""
        self._set(key, "times set", **checked_times(opens_at, closes_at))

    def set_run_sheet(self, key: PrivateKey, slots: Sequence[Slot]) -> None:
        """Replace the run sheet. Raises `InvalidAnswer`."""
        self._set(key, "run sheet changed", run_sheet=[asdict(slot) for slot in checked_run_sheet(slots)])

    def make_anonymous(self, key: PrivateKey) -> None:
        """Go from attributed to anonymous, for good: parts released by consent are never shown again."""

        def save(connection: Connection, workshop: Workshop) -> None:
            if workshop.attributed:
                workshops.delete_parts(connection, workshop.id)
            workshops.change(connection, workshop.id, attributed=False)

        self._lead(key, save, "made anonymous")

    def show(self, key: PrivateKey, screen: Mapping[str, Any]) -> None:
        """Put something on the projector; `screen` names it in the words of the page that shows it."""
        if len(str(screen)) > MOST_SCREEN:
            raise InvalidAnswer(_("This is too much for the projector. Nothing changed."))
        self._set(key, "", screen=dict(screen))

    def start_timer(self, key: PrivateKey, length: timedelta, what: str = "") -> None:
        """Start the timer everyone sees; one that runs starts anew, and the trail says `what` for, if anything.

        Raises `InvalidAnswer` for more than 12 hours.
        """
        if not timedelta(0) < length <= LONGEST_TIMER:
            raise InvalidAnswer(_("A timer runs for at most 12 hours."))
        self._set(key, what, timer_ends_at=self._now() + length)

    def stop_timer(self, key: PrivateKey, what: str = "") -> None:
        """Take the timer away; the trail says `what` ended with it, if anything."""
        self._set(key, what, timer_ends_at=None)

    def follow(self, key: PrivateKey, earlier: PrivateKey) -> None:
        """Make this the wave after another workshop, for which the facilitator's key is shown as well.

        Raises `InvalidAnswer` for the workshop itself.
        """

        def save(connection: Connection, workshop: Workshop) -> None:
            before = facilitated(connection, earlier)
            if before.id == workshop.id:
                raise InvalidAnswer(
                    _("A workshop can't be the wave before itself. Choose the link of the earlier one.")
                )
            workshops.change(connection, workshop.id, earlier_id=before.id)

        self._lead(key, save, "linked to the wave before")

    def earlier(self, key: PrivateKey) -> tuple[Workshop, Picture | None] | None:
        """The wave before this one, from its released blocks; None where there is none."""
        with self._database.read() as connection:
            workshop = facilitated(connection, key)
            if workshop.earlier_id is None:
                return None
            before = self._current(workshops.workshop_by_id(connection, workshop.earlier_id))
            return before, released.picture_for(connection, before, "facilitator")

    def fill(self, key: PrivateKey, respondents: Iterable[Respondent]) -> int:
        """Let simulated participants join and submit; returns how many. Raises `NotNow` unless this is a rehearsal."""
        rows = list(respondents)

        def save(connection: Connection, workshop: Workshop) -> int:
            if not workshop.rehearsal:
                raise NotNow(_("Simulated answers are for rehearsals only. Create a rehearsal to try the session out."))
            questions, today = Way(self._bank, workshop.mode, workshop.questionnaires).questions, self._now().date()
            for number, respondent in enumerate(rows):
                take_part(connection, workshop, questions, respondent, number, today)
            return len(rows)

        return self._lead(key, save, f"{len(rows)} simulated participants added")

    def trail(self, key: PrivateKey) -> list[Step]:
        """What was done with this workshop and when, first things first; no answers, nothing participants did."""
        with self._database.read() as connection:
            return workshops.trail(connection, facilitated(connection, key).id)

    def delete(self, key: PrivateKey) -> None:
        """Delete the workshop with every answer and every released count, for good."""
        self._database.write(lambda connection: workshops.delete_workshop(connection, facilitated(connection, key).id))

    def _current(self, workshop: Workshop) -> Workshop:
        return of_this_edition(workshop, self._bank)

    def _set(self, key: PrivateKey, what: str, **values: Any) -> None:
        self._lead(key, lambda connection, workshop: workshops.change(connection, workshop.id, **values), what)

    def _lead(self, key: PrivateKey, work: Callable[[Connection, Workshop], T], what: str) -> T:
        return lead(self._database, self._bank, self._now(), key, work, what)
