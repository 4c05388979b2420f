"""The SQL of what a room makes of its picture: second votes, agreements, actions and the parking lot.

Nothing here commits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from assessment.errors import NoSuchLink
from assessment.storage.workshop_tables import parking_lot, workshop_actions, workshop_agreements, workshop_votes

Counts = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True)
class VoteRow:
    """A second vote on a capability or a decision by everyone in the first `blocks` blocks; open without counts."""

    id: int
    subject: str
    blocks: int
    counts: Counts | None


@dataclass(frozen=True)
class Agreement:
    """What the room agreed: a level ("1"–"5") for a capability, an owner for a decision, and why.

    `consulted` and `veto` say who is asked and who can stop it, in the room's own words; they are for decisions.
    """

    subject: str
    value: str
    reason: str = ""
    consulted: str = ""
    veto: str = ""


@dataclass(frozen=True)
class Parked:
    """Something put aside for later."""

    id: int
    text: str


def add_vote(connection: Connection, workshop_id: int, subject: str, blocks: int) -> None:
    """Opens a vote on a subject that had none."""
    connection.execute(insert(workshop_votes), {"workshop_id": workshop_id, "subject": subject, "blocks": blocks})


def votes(connection: Connection, workshop_id: int) -> list[VoteRow]:
    """All votes, first opened first."""
    of = workshop_votes.c
    found = select(of.id, of.subject, of.blocks, of.counts).where(of.workshop_id == workshop_id).order_by(of.id)
    return [VoteRow(*row) for row in connection.execute(found)]


def open_vote(connection: Connection, workshop_id: int, subject: str, *, to_close: bool = False) -> VoteRow | None:
    """The open vote on a subject, None where there is none. It stays open until the transaction ends: whoever wants to
    close it waits for ballots on their way, and later ballots wait for the close."""
    of = workshop_votes.c
    this = (of.workshop_id == workshop_id, of.subject == subject, of.counts.is_(None))
    found = select(of.id, of.subject, of.blocks, of.counts).where(*this).with_for_update(read=not to_close)
    row = connection.execute(found).one_or_none()
    return None if row is None else VoteRow(*row)


def close_vote(connection: Connection, vote_id: int, counts: Counts) -> None:
    """Closes a vote with its counts, which nothing changes afterwards."""
    connection.execute(update(workshop_votes).where(workshop_votes.c.id == vote_id).values(counts=counts))


def delete_vote(connection: Connection, vote_id: int) -> None:
    """Deletes a vote with its ballots."""
    connection.execute(delete(workshop_votes).where(workshop_votes.c.id == vote_id))


def agree(connection: Connection, workshop_id: int, agreement: Agreement) -> None:
    """Sets what is agreed on a subject; the workshop has to be held."""
    disagree(connection, workshop_id, agreement.subject)
    connection.execute(insert(workshop_agreements), {"workshop_id": workshop_id, **asdict(agreement)})


def disagree(connection: Connection, workshop_id: int, subject: str) -> None:
    """Takes back what is agreed on a subject, if anything is."""
    of = workshop_agreements.c
    connection.execute(delete(workshop_agreements).where(of.workshop_id == workshop_id, of.subject == subject))


def agreements(connection: Connection, workshop_id: int) -> list[Agreement]:
    """What is agreed, by subject."""
    of = workshop_agreements.c
    columns = (of.subject, of.value, of.reason, of.consulted, of.veto)
    found = select(*columns).where(of.workshop_id == workshop_id).order_by(of.subject)
    return [Agreement(*row) for row in connection.execute(found)]


def add_action(connection: Connection, workshop_id: int, action: Mapping[str, Any]) -> int:
    """The id of a new action, which is never given again."""
    row = {"workshop_id": workshop_id, **action}
    added: int = connection.execute(insert(workshop_actions).returning(workshop_actions.c.id), row).scalar_one()
    return added


def change_action(connection: Connection, workshop_id: int, action_id: int, changes: Mapping[str, Any]) -> None:
    """Sets the named fields of an action. Raises `NoSuchLink` where it was removed."""
    of = workshop_actions.c
    this = update(workshop_actions).where(of.id == action_id, of.workshop_id == workshop_id).values(changes)
    if connection.execute(this).rowcount == 0:
        raise NoSuchLink


def remove_action(connection: Connection, workshop_id: int, action_id: int) -> None:
    """Removes an action; nothing happens where it is removed already."""
    of = workshop_actions.c
    connection.execute(delete(workshop_actions).where(of.id == action_id, of.workshop_id == workshop_id))


def actions(connection: Connection, workshop_id: int) -> list[dict[str, Any]]:
    """The actions, first adopted first: `id`, `text`, `capability`, `owner`, `due` and `done` of each."""
    of = workshop_actions.c
    columns = (of.id, of.text, of.capability, of.owner, of.due, of.done)
    found = select(*columns).where(of.workshop_id == workshop_id).order_by(of.id)
    return [dict(row) for row in connection.execute(found).mappings()]


def park(connection: Connection, workshop_id: int, text: str) -> None:
    """Puts something into the parking lot."""
    connection.execute(insert(parking_lot), {"workshop_id": workshop_id, "text": text})


def unpark(connection: Connection, workshop_id: int, parked_id: int) -> None:
    """Takes something out of the parking lot."""
    of = parking_lot.c
    connection.execute(delete(parking_lot).where(of.id == parked_id, of.workshop_id == workshop_id))


def parked(connection: Connection, workshop_id: int) -> list[Parked]:
    """What is in the parking lot, first things first."""
    found = select(parking_lot.c.id, parking_lot.c.text).where(parking_lot.c.workshop_id == workshop_id)
    return [Parked(*row) for row in connection.execute(found.order_by(parking_lot.c.id))]
