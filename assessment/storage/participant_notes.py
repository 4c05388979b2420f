"""The SQL of what participants write: comments and evidence notes, shown without anything that says whose."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from assessment.storage.repository import NoteKind, refuse_unstorable
from assessment.storage.workshop_tables import participant_notes, participants


@dataclass(frozen=True)
class Note:
    """A comment or evidence note without anything that says whose. `place` was drawn at random and is its order."""

    place: int
    question_id: str
    kind: NoteKind
    text: str
    passed: bool


_OWN = select(participant_notes.c.question_id, participant_notes.c.kind, participant_notes.c.text).where(
    participant_notes.c.participant_id == bindparam("participant_id")
)


def own_notes(connection: Connection, participant_id: int) -> dict[tuple[str, NoteKind], str]:
    """The comments and evidence notes of a participant, by question and kind."""
    found = connection.execute(_OWN, {"participant_id": participant_id})
    return {(question, kind): text for question, kind, text in found}


def save_note(connection: Connection, participant_id: int, question_id: str, kind: NoteKind, text: str) -> None:
    """Sets a comment or an evidence note; empty text deletes it. Raises `InvalidAnswer` for what can't be stored."""
    refuse_unstorable(text)
    of = participant_notes.c
    this = (of.participant_id == participant_id, of.question_id == question_id, of.kind == kind)
    connection.execute(delete(participant_notes).where(*this))
    if text:
        row = {"participant_id": participant_id, "question_id": question_id, "kind": kind, "text": text}
        connection.execute(insert(participant_notes), {**row, "place": secrets.randbits(62)})


def released_notes(connection: Connection, workshop_id: int, blocks: int, *, passed_only: bool) -> list[Note]:
    """The notes of responses in the first `blocks` blocks in the order drawn for them."""
    of = participant_notes.c
    found = (
        select(of.place, of.question_id, of.kind, of.text, of.passed)
        .join_from(participant_notes, participants)
        .where(participants.c.workshop_id == workshop_id, participants.c.block <= blocks)
        .order_by(of.place)
    )
    rows = connection.execute(found.where(of.passed) if passed_only else found).mappings()
    return [Note(**row) for row in rows]


def pass_notes(connection: Connection, workshop_id: int, places: Collection[int], passed: bool) -> None:
    """Marks released notes as fit to be shown, or not."""
    mine = select(participants.c.id).where(participants.c.workshop_id == workshop_id, participants.c.block.is_not(None))
    of = participant_notes.c
    these = (of.place.in_(places), of.participant_id.in_(mine))
    connection.execute(update(participant_notes).where(*these).values(passed=passed))
