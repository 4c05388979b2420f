"""The SQL of workshops: the session itself, its keys, stages, released counts and trail, over a connection that
`Database.read` or `Database.write` gives. Nothing here commits and nothing decides what may be shown.

Whoever changes a workshop holds its row first and a participant's row second, so that no two wait for each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, insert, select, update

from assessment.errors import NoSuchLink
from assessment.storage.notices import tell
from assessment.storage.workshop_tables import (
    participants,
    workshop_counts,
    workshop_keys,
    workshop_trail,
    workshops,
)

Stage = Literal["draft", "open", "revealed", "discussing", "closed"]
STAGES: tuple[Stage, ...] = ("draft", "open", "revealed", "discussing", "closed")

KeyKind = Literal["facilitator", "projector"]


@dataclass(frozen=True)
class Side:
    """One of the two sides of the table, and the roles that sit on it."""

    id: str
    title: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Slot:
    """A part of a run sheet: what the room does for so many minutes."""

    title: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class NewWorkshop:
    """A workshop as it is created. `tables` may be empty; `breakdowns` are named most wanted first.

    `threshold` is k, `target` the group's (1–5); answers are taken from `opens_at` until `closes_at`, where given.
    """

    code: str = field(repr=False)
    title: str
    edition_id: str
    content_hash: str
    mode: Literal["pulse", "full"]
    questionnaires: tuple[str, ...]
    roles: tuple[str, ...]
    sides: tuple[Side, ...]
    tables: tuple[str, ...]
    breakdowns: tuple[str, ...]
    attributed: bool
    threshold: int
    comments: bool
    target: float
    rehearsal: bool
    run_sheet: tuple[Slot, ...]
    opens_at: datetime | None
    closes_at: datetime | None
    created_on: date


@dataclass(frozen=True, kw_only=True)
class Workshop(NewWorkshop):
    """A stored workshop; `screen` is what the facilitator has put on the projector."""

    id: int
    stage: Stage
    version: int
    screen: Mapping[str, Any]
    timer_ends_at: datetime | None
    earlier_id: int | None


@dataclass(frozen=True)
class Totals:
    """How many joined, how many of them submitted, and how many of those aren't in a block yet. Never by role."""

    joined: int
    submitted: int
    waiting: int


@dataclass(frozen=True)
class CountsRow:
    """Released counts of a block: of all of it where breakdown and part are empty, else of one part, or how many in
    each of its cells answered."""

    block: int
    breakdown: str
    part: str
    n: int
    counts: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class Step:
    """What a facilitator did, and when (UTC)."""

    at: datetime
    what: str


_KEY = select(workshop_keys.c.workshop_id, workshop_keys.c.kind, workshop_keys.c.token_hash).where(
    workshop_keys.c.handle == bindparam("handle")
)
_BY_CODE = select(workshops).where(workshops.c.code == bindparam("code"))
_BY_ID = select(workshops).where(workshops.c.id == bindparam("id"))
_MOVE = update(workshops).where(workshops.c.id == bindparam("this")).values(version=workshops.c.version + 1)
_TOTALS = select(
    func.count(),
    func.count().filter(participants.c.submitted),
    func.count().filter(participants.c.submitted, participants.c.block.is_(None)),
).where(participants.c.workshop_id == bindparam("workshop_id"))


def create_workshop(connection: Connection, new: NewWorkshop, stage: Stage) -> int:
    """The id of the stored workshop, which is never given again. The code has to be new."""
    row = {**asdict(new), "stage": stage, "screen": {}}
    created: int = connection.execute(insert(workshops).returning(workshops.c.id), row).scalar_one()
    return created


def add_key(connection: Connection, workshop_id: int, handle: str, token_hash: str, kind: KeyKind) -> None:
    """Stores a key to a workshop; the handle has to be new."""
    row = {"handle": handle, "token_hash": token_hash, "workshop_id": workshop_id, "kind": kind}
    connection.execute(insert(workshop_keys), row)


def revoke_keys(connection: Connection, workshop_id: int, kind: KeyKind) -> None:
    """Deletes all keys of a kind."""
    these = (workshop_keys.c.workshop_id == workshop_id, workshop_keys.c.kind == kind)
    connection.execute(delete(workshop_keys).where(*these))


def find_key(connection: Connection, handle: str) -> tuple[int, KeyKind, str] | None:
    """Workshop id, kind and token hash of a key, None for an unknown handle."""
    found = connection.execute(_KEY, {"handle": handle}).one_or_none()
    return None if found is None else (found.workshop_id, found.kind, found.token_hash)


def keys_of(connection: Connection, workshop_id: int, kind: KeyKind) -> list[tuple[str, str]]:
    """Handle and token hash of every key of a kind."""
    of = workshop_keys.c
    found = select(of.handle, of.token_hash).where(of.workshop_id == workshop_id, of.kind == kind)
    return [(row.handle, row.token_hash) for row in connection.execute(found)]


def workshop_by_code(connection: Connection, code: str) -> Workshop | None:
    """The workshop with this code, None where there is none."""
    row = connection.execute(_BY_CODE, {"code": code}).mappings().one_or_none()
    return None if row is None else _workshop(row)


def workshop_by_id(connection: Connection, workshop_id: int) -> Workshop:
    """The workshop with this id. Raises `NoSuchLink` where it was deleted."""
    row = connection.execute(_BY_ID, {"id": workshop_id}).mappings().one_or_none()
    if row is None:
        raise NoSuchLink
    return _workshop(row)


def totals(connection: Connection, workshop_id: int) -> Totals:
    """How many joined, submitted and wait."""
    return Totals(*connection.execute(_TOTALS, {"workshop_id": workshop_id}).one())


def change(connection: Connection, workshop_id: int, **values: Any) -> None:
    """Sets fields and moves the version, and holds the row until the transaction ends; then every process is told.

    Raises `NoSuchLink` where the workshop was deleted.
    """
    moved = _MOVE.values(**values) if values else _MOVE
    if connection.execute(moved, {"this": workshop_id}).rowcount == 0:
        raise NoSuchLink
    tell(connection, workshop_id)


def delete_workshop(connection: Connection, workshop_id: int) -> None:
    """Deletes the workshop with everything in it."""
    connection.execute(delete(workshops).where(workshops.c.id == workshop_id))
    tell(connection, workshop_id)


def add_counts(connection: Connection, workshop_id: int, rows: Iterable[CountsRow]) -> None:
    """Stores the counts of a block."""
    connection.execute(insert(workshop_counts), [{"workshop_id": workshop_id, **asdict(row)} for row in rows])


def counts(connection: Connection, workshop_id: int) -> list[CountsRow]:
    """All released counts, block by block, the whole of each before its parts."""
    of = workshop_counts.c
    found = (
        select(of.block, of.breakdown, of.part, of.n, of.counts)
        .where(of.workshop_id == workshop_id)
        .order_by(of.block, of.breakdown, of.part)
    )
    return [CountsRow(*row) for row in connection.execute(found)]


def delete_parts(connection: Connection, workshop_id: int) -> None:
    """Deletes the counts of parts; those of whole blocks stay."""
    these = (workshop_counts.c.workshop_id == workshop_id, workshop_counts.c.breakdown != "")
    connection.execute(delete(workshop_counts).where(*these))


def add_step(connection: Connection, workshop_id: int, at: datetime, what: str) -> None:
    """Writes into the trail."""
    connection.execute(insert(workshop_trail), {"workshop_id": workshop_id, "at": at, "what": what})


def trail(connection: Connection, workshop_id: int) -> list[Step]:
    """What was done, first things first."""
    of = workshop_trail.c
    found = select(of.at, of.what).where(of.workshop_id == workshop_id).order_by(of.id)
    return [Step(*row) for row in connection.execute(found)]


def _workshop(row: RowMapping) -> Workshop:
    return Workshop(
        **{
            **row,
            **{name: tuple(row[name]) for name in ("questionnaires", "roles", "tables", "breakdowns")},
            "sides": tuple(Side(side["id"], side["title"], tuple(side["roles"])) for side in row["sides"]),
            "run_sheet": tuple(Slot(**slot) for slot in row["run_sheet"]),
        }
    )
