"""The SQL of those who take part in a workshop: joining, answers (the hot path) and ballots.

Nothing here commits. A participant's row is held by whoever writes their answers, so that a release waits for an answer
on its way and takes it along, and a deletion can't come between.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Connection, Insert, Table, and_, bindparam, delete, exists, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from assessment.errors import NoSuchLink
from assessment.storage.prepared import Prepared
from assessment.storage.workshop_tables import (
    participant_answers,
    participants,
    workshop_ballots,
    workshops,
)
from assessment.storage.workshops import Stage


@dataclass(frozen=True, kw_only=True)
class NewParticipant:
    """What is known of a participant when they join; `consents` means something in attributed mode only."""

    workshop_id: int
    handle: str
    token_hash: str = field(repr=False)
    role: str | None
    seat: str | None
    consents: bool
    joined_on: date


@dataclass(frozen=True, kw_only=True)
class Participant(NewParticipant):
    """Who takes part; `block` is the number of the block that their response was released in, if it was."""

    id: int
    submitted: bool
    block: int | None


@dataclass(frozen=True)
class Writing:
    """All that saving an answer needs to know of a participant, whose row is held, and of the workshop."""

    id: int
    token_hash: str = field(repr=False)
    block: int | None
    workshop_id: int
    edition_id: str
    stage: Stage
    mode: Literal["pulse", "full"]
    questionnaires: Sequence[str]
    comments: bool
    opens_at: datetime | None
    closes_at: datetime | None


_WRITING = Prepared(
    select(
        participants.c.id,
        participants.c.token_hash,
        participants.c.block,
        participants.c.workshop_id,
        *(workshops.c[name] for name in ("edition_id", "stage", "mode", "questionnaires", "comments")),
        workshops.c.opens_at,
        workshops.c.closes_at,
    )
    .join_from(participants, workshops)
    .where(participants.c.handle == bindparam("handle"))
    .with_for_update(of=participants, key_share=True)
)
_BY_HANDLE = select(participants).where(participants.c.handle == bindparam("handle"))
_ANSWERS, _BALLOTS = (
    select(of.question_id, of.value, of.seq).where(of.participant_id == bindparam("participant_id"))
    for of in (participant_answers.c, workshop_ballots.c)
)
_ADD = insert(participants).returning(participants.c.id)
_SUBMIT = update(participants).where(participants.c.id == bindparam("this")).values(submitted=True)
_LAST_SEQ = select(participant_answers.c.seq).where(
    participant_answers.c.participant_id == bindparam("participant_id"),
    participant_answers.c.question_id == bindparam("question_id"),
)


def _upsert(table: Table) -> dict[str, Insert]:
    """INSERT … ON CONFLICT that sets value and seq, for each database by its name."""
    statements: dict[str, Insert] = {}
    for dialect in (sqlite, postgresql):
        statement = dialect.insert(table)
        new = {"value": statement.excluded.value, "seq": statement.excluded.seq}
        statements[dialect.dialect.name] = statement.on_conflict_do_update(
            index_elements=list(table.primary_key), set_=new
        )
    return statements


def _upsert_newer_answer() -> dict[str, Insert]:
    """INSERT … ON CONFLICT under the rule of `seq` (see `services.answering`), in one statement: the hot path."""
    columns, stored = participant_answers.c, participant_answers.alias("stored").c
    new = {column.name: bindparam(column.name, type_=column.type) for column in columns}
    used_elsewhere = exists().where(
        stored.participant_id == new["participant_id"],
        stored.question_id != new["question_id"],
        stored.seq == new["seq"],
    )
    statements: dict[str, Insert] = {}
    for dialect in (sqlite, postgresql):
        statement = dialect.insert(participant_answers).from_select(
            list(new), select(*new.values()).where(~used_elsewhere)
        )
        statements[dialect.dialect.name] = statement.on_conflict_do_update(
            index_elements=list(participant_answers.primary_key),
            set_={"value": statement.excluded.value, "seq": statement.excluded.seq},
            where=columns.seq < statement.excluded.seq,
        )
    return statements


_SAVE_ANSWER, _SAVE_BALLOT = Prepared(**_upsert_newer_answer()), _upsert(workshop_ballots)


def add_participant(connection: Connection, new: NewParticipant) -> int:
    """The id of the stored participant, which is never given again. The handle has to be new."""
    added: int = connection.execute(_ADD, asdict(new)).scalar_one()
    return added


def find_participant(connection: Connection, handle: str) -> Participant | None:
    """The participant with this handle, or None; whoever asks has still to show the token."""
    row = connection.execute(_BY_HANDLE, {"handle": handle}).mappings().one_or_none()
    return None if row is None else Participant(**row)


def writing(connection: Connection, handle: str) -> Writing | None:
    """Holds the participant with this handle and says what saving an answer needs to know, None for an unknown one."""
    row = _WRITING.one(connection, {"handle": handle})
    return None if row is None else Writing(**row)


def answers(connection: Connection, participant_id: int) -> dict[str, tuple[str, int]]:
    """Answer and seq by question; an answer taken back is empty."""
    found = connection.execute(_ANSWERS, {"participant_id": participant_id})
    return {question: (value, seq) for question, value, seq in found}


def last_seq(connection: Connection, participant_id: int, question_id: str) -> int:
    """The seq of the stored answer to this question, 0 where there is none."""
    found = connection.execute(_LAST_SEQ, {"participant_id": participant_id, "question_id": question_id})
    return found.scalar_one_or_none() or 0


def save_answer(connection: Connection, participant_id: int, question_id: str, value: str, seq: int) -> bool:
    """Sets an answer, empty to take it back; returns whether it did.

    It doesn't where the question has an answer of this seq or a higher one, nor where another question's has this seq.
    """
    row = {"participant_id": participant_id, "question_id": question_id, "value": value, "seq": seq}
    return _SAVE_ANSWER.changed(connection, row) > 0


def add_answers(connection: Connection, participant_id: int, answers: Mapping[str, str]) -> None:
    """Sets all answers of a participant who has none yet, numbered from 1."""
    rows = [
        {"participant_id": participant_id, "question_id": question, "value": value, "seq": seq}
        for seq, (question, value) in enumerate(answers.items(), 1)
    ]
    if rows:
        connection.execute(insert(participant_answers), rows)


def save_ballot(
    connection: Connection, vote_id: int, participant_id: int, question_id: str, value: str, seq: int
) -> None:
    """Sets an answer of a second vote."""
    row = {"vote_id": vote_id, "participant_id": participant_id, "question_id": question_id, "value": value, "seq": seq}
    connection.execute(_SAVE_BALLOT[connection.dialect.name], row)


def own_ballots(connection: Connection, participant_id: int) -> dict[str, tuple[str, int]]:
    """What a participant said in second votes, with its seq, by question."""
    found = connection.execute(_BALLOTS, {"participant_id": participant_id})
    return {question: (value, seq) for question, value, seq in found}


def ballots(connection: Connection, vote_id: int) -> list[tuple[dict[str, str], dict[str, str]]]:
    """For each who voted: their first answers to the questions they voted on, and the new ones."""
    ballot, answer = workshop_ballots.c, participant_answers.c
    found = (
        select(ballot.participant_id, ballot.question_id, ballot.value, answer.value.label("first"))
        .outerjoin_from(
            workshop_ballots,
            participant_answers,
            and_(answer.participant_id == ballot.participant_id, answer.question_id == ballot.question_id),
        )
        .where(ballot.vote_id == vote_id)
    )
    voters: dict[int, tuple[dict[str, str], dict[str, str]]] = defaultdict(lambda: ({}, {}))
    for row in connection.execute(found):
        before, after = voters[row.participant_id]
        before[row.question_id], after[row.question_id] = row.first or "", row.value
    return list(voters.values())


def submit(connection: Connection, participant_id: int) -> None:
    """Marks a response as submitted. Raises `NoSuchLink` where it was deleted."""
    if connection.execute(_SUBMIT, {"this": participant_id}).rowcount == 0:
        raise NoSuchLink


def delete_participant(connection: Connection, participant_id: int) -> None:
    """Deletes a participant with their answers, notes and ballots; nothing happens where they are deleted already."""
    connection.execute(delete(participants).where(participants.c.id == participant_id))


def waiting(connection: Connection, workshop_id: int) -> list[Participant]:
    """Holds everyone who submitted and isn't in a block, and waits for answers on their way."""
    of = participants.c
    found = (
        select(participants)
        .where(of.workshop_id == workshop_id, of.submitted, of.block.is_(None))
        .order_by(of.id)
        .with_for_update()
    )
    return [Participant(**row) for row in connection.execute(found).mappings()]


def answers_of_waiting(connection: Connection, workshop_id: int) -> dict[int, dict[str, str]]:
    """The answers of everyone who submitted and isn't in a block, by participant id and question."""
    of = participants.c
    found = (
        select(participant_answers.c.participant_id, participant_answers.c.question_id, participant_answers.c.value)
        .join_from(participant_answers, participants)
        .where(of.workshop_id == workshop_id, of.submitted, of.block.is_(None))
    )
    by_participant: dict[int, dict[str, str]] = defaultdict(dict)
    for row in connection.execute(found):
        by_participant[row.participant_id][row.question_id] = row.value
    return by_participant


def freeze(connection: Connection, ids: Collection[int], block: int) -> None:
    """Puts the held participants into a block."""
    connection.execute(
        update(participants).where(participants.c.id == bindparam("one")).values(block=block),
        [{"one": id} for id in ids],
    )
