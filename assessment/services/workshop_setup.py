"""What a workshop is made of when it is created: the choices, what stands where none is made, and what is refused."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from assessment.bank.model import Bank, Mode
from assessment.errors import InvalidAnswer
from assessment.language import N_, _
from assessment.scoring.disclosure import SMALLEST_THRESHOLD
from assessment.scoring.group import BUSINESS, DEFAULT_TARGET, TECHNOLOGY, TECHNOLOGY_ROLES
from assessment.storage.repository import storable
from assessment.storage.workshops import NewWorkshop, Side, Slot

TITLE_LENGTH = 200
MOST_TABLES, MOST_SLOTS = 100, 100
LONGEST_SLOT = 24 * 60
LARGEST_THRESHOLD = 1_000

BREAKDOWNS = ("side", "role", "table")
"""How a group can be divided, most wanted first: none is given up for a later one, see `scoring.blocks.divide`."""

DEFAULT_TITLE = N_("AI leadership workshop")


@dataclass(frozen=True, kw_only=True)
class Setup:
    """The choices for a workshop; None stands for all questionnaires or roles, and for the usual sides and threshold.

    `target` is the group's (1–5). `tables` may be empty. Times are in UTC. In a rehearsal everything is simulated.
    """

    title: str = DEFAULT_TITLE
    mode: Mode = "full"
    questionnaires: tuple[str, ...] | None = None
    attributed: bool = False
    threshold: int | None = None
    comments: bool = False
    target: float = DEFAULT_TARGET
    roles: tuple[str, ...] | None = None
    sides: tuple[Side, Side] | None = None
    tables: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = BREAKDOWNS
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    rehearsal: bool = False
    run_sheet: tuple[Slot, ...] = ()


def new_workshop(setup: Setup, bank: Bank, *, threshold: int, code: str, today: date) -> NewWorkshop:
    """The workshop with these choices; `threshold` is k where the setup names none.

    Raises `InvalidAnswer` for what the edition doesn't offer and for what makes no sense.
    """
    k = threshold if setup.threshold is None else setup.threshold
    if not SMALLEST_THRESHOLD <= k <= LARGEST_THRESHOLD:
        raise InvalidAnswer(
            _("The threshold is a whole number from {smallest_threshold} to {largest_threshold:,}.").format(
                smallest_threshold=SMALLEST_THRESHOLD, largest_threshold=LARGEST_THRESHOLD
            )
        )
    if not 1 <= setup.target <= 5:
        raise InvalidAnswer(_("The group's target is a number from 1 to 5."))
    roles = _chosen(setup.roles, [role.id for role in bank.edition.roles], "roles")
    return NewWorkshop(
        code=code,
        title=checked_title(setup.title),
        edition_id=bank.edition.id,
        content_hash=bank.content_hash,
        mode=setup.mode,
        questionnaires=_chosen(setup.questionnaires, [q.id for q in bank.questionnaires], "questionnaires"),
        roles=roles,
        sides=_sides(setup.sides or usual_sides(roles), roles),
        tables=_tables(setup.tables),
        breakdowns=_chosen_in_order(setup.breakdowns),
        attributed=setup.attributed,
        threshold=k,
        comments=setup.comments,
        target=float(setup.target),
        rehearsal=setup.rehearsal,
        run_sheet=checked_run_sheet(setup.run_sheet),
        **checked_times(setup.opens_at, setup.closes_at),
        created_on=today,
    )


def usual_sides(roles: Iterable[str]) -> tuple[Side, Side]:
    """The two sides of the table where nobody drew them otherwise."""
    offered = tuple(roles)
    return (
        Side(TECHNOLOGY, _("Technology and data"), tuple(role for role in offered if role in TECHNOLOGY_ROLES)),
        Side(BUSINESS, _("Business and functions"), tuple(role for role in offered if role not in TECHNOLOGY_ROLES)),
    )


def checked_title(title: str) -> str:
    """The title as it is stored. Raises `InvalidAnswer` for none, and for more than a line or 200 characters."""
    title = " ".join(storable(title).split())
    if not title or len(title) > TITLE_LENGTH:
        raise InvalidAnswer(_("Give the workshop a title of at most {most} characters.").format(most=TITLE_LENGTH))
    return title


def checked_run_sheet(slots: Sequence[Slot]) -> tuple[Slot, ...]:
    """The run sheet as it is stored. Raises `InvalidAnswer` for a part without a title or a sensible length."""
    sheet = tuple(Slot(" ".join(storable(slot.title).split()), slot.minutes) for slot in slots)
    if len(sheet) > MOST_SLOTS or not all(
        0 < len(slot.title) <= TITLE_LENGTH and 1 <= slot.minutes <= LONGEST_SLOT for slot in sheet
    ):
        raise InvalidAnswer(
            _(
                "A run sheet has at most {most_slots} parts, each with a title and 1 to {longest_slot:,} whole minutes."
            ).format(most_slots=MOST_SLOTS, longest_slot=LONGEST_SLOT)
        )
    return sheet


def checked_times(opens_at: datetime | None, closes_at: datetime | None) -> dict[str, datetime | None]:
    """Opening and closing time in UTC. Raises `InvalidAnswer` where it closes before it opens."""
    if opens_at and closes_at and closes_at <= opens_at:
        raise InvalidAnswer(_("The closing time has to be after the opening time."))
    return {
        "opens_at": opens_at and opens_at.astimezone(UTC),
        "closes_at": closes_at and closes_at.astimezone(UTC),
    }


def _chosen(chosen: Sequence[str] | None, offered: Sequence[str], what: str) -> tuple[str, ...]:
    """What is chosen, in the order of the edition; all for None."""
    if chosen is None:
        return tuple(offered)
    if (offered and not chosen) or not set(chosen) <= set(offered):
        raise InvalidAnswer(_("Choose at least one of the {what} that this edition offers.").format(what=what))
    return tuple(one for one in offered if one in chosen)


def _sides(sides: Sequence[Side], roles: Sequence[str]) -> tuple[Side, ...]:
    """Two sides with other names, on exactly one of which each role sits."""
    seated = [role for side in sides for role in side.roles]
    if len(sides) != 2 or len({side.id for side in sides}) != 2 or sorted(seated) != sorted(roles):
        raise InvalidAnswer(_("There are two sides, and each role offered sits on exactly one of them."))
    return tuple(Side(side.id, checked_title(side.title), tuple(side.roles)) for side in sides)


def _tables(tables: Sequence[str]) -> tuple[str, ...]:
    named = tuple(checked_title(table) for table in tables)
    if len(named) > MOST_TABLES or len(set(named)) < len(named):
        raise InvalidAnswer(
            _("There are at most {most_tables} tables, each with a name of its own.").format(most_tables=MOST_TABLES)
        )
    return named


def _chosen_in_order(breakdowns: Sequence[str]) -> tuple[str, ...]:
    if len(set(breakdowns)) < len(breakdowns) or not set(breakdowns) <= set(BREAKDOWNS):
        raise InvalidAnswer(
            _("A group can be divided by {breakdowns}, each once.").format(breakdowns=", ".join(BREAKDOWNS))
        )
    return tuple(breakdowns)
