"""Responses in and out, over a connection that `Database.read` or `Database.write` gives; only storage holds SQL.

Nothing here commits. The private token never comes this far: callers pass and compare its hash.
Neither NUL nor half of a surrogate pair can be stored as text; both are refused here, on either database,
with a message fit for a person, so strip them before.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Literal

from sqlalchemy import Connection, Insert, Table, bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from assessment.errors import InvalidAnswer, NoSuchLink
from assessment.storage.prepared import Prepared
from assessment.storage.tables import answers, notes, responses

NoteKind = Literal["comment", "evidence"]


@dataclass(frozen=True, kw_only=True)
class NewResponse:
    """What is known of a response when it begins; `target` is the id of a preset, `started_on` the day."""

    handle: str
    token_hash: str = field(repr=False)
    edition_id: str
    content_hash: str
    mode: Literal["pulse", "full"]
    questionnaires: tuple[str, ...]
    target: str
    started_on: date
    role: str | None = None
    industry: str | None = None
    size: str | None = None
    region: str | None = None
    simulated: bool = False


@dataclass(frozen=True, kw_only=True)
class Response(NewResponse):
    """A stored response; `submitted_on` is None until it is submitted, `active_seconds` counts from 0."""

    id: int
    submitted_on: date | None = None
    active_seconds: int = 0


def upsert(table: Table, column: str) -> dict[str, Insert]:
    """INSERT … ON CONFLICT … SET `column` for each database by its name, to be made once: saving an answer is the hot
    path."""
    statements: dict[str, Insert] = {}
    for dialect in (sqlite, postgresql):
        statement = dialect.insert(table)
        statements[dialect.dialect.name] = statement.on_conflict_do_update(
            index_elements=list(table.primary_key), set_={column: statement.excluded[column]}
        )
    return statements


_SAVE_ANSWER = Prepared(**upsert(answers, "value"))
_SAVE_NOTE = upsert(notes, "text")
# What every click and every page asks is put together once: to do it each time cost more than to ask.
_FIND = Prepared(select(responses).where(responses.c.handle == bindparam("handle")))
_ANSWERS = select(answers.c.item_id, answers.c.value).where(answers.c.response_id == bindparam("response_id"))
_NOTES = select(notes.c.item_id, notes.c.kind, notes.c.text).where(notes.c.response_id == bindparam("response_id"))
_ADD_SECONDS = Prepared(
    update(responses)
    .where(responses.c.id == bindparam("response_id"))
    .values(active_seconds=responses.c.active_seconds + bindparam("seconds"))
)


def create_response(connection: Connection, new: NewResponse) -> Response:
    """The stored response with its id, which is never given again. The handle has to be new."""
    row = asdict(new) | {"questionnaires": list(new.questionnaires)}
    response_id = connection.execute(insert(responses).returning(responses.c.id), row).scalar_one()
    return Response(id=response_id, **asdict(new))


def find_response(connection: Connection, handle: str) -> Response | None:
    """The response with this handle, or None; whoever asks has still to show the token."""
    if not _can_be_stored(handle):
        return None
    row = _FIND.one(connection, {"handle": handle})
    return None if row is None else Response(**{**row, "questionnaires": tuple(row["questionnaires"])})


def response_answers(connection: Connection, response_id: int) -> dict[str, str]:
    """The answers by item, decision or reference question: '1' to '5', 'dk', 'na', an owner or an option.

    An answer that was taken back has an empty value: a browser may still show it, and it must not come back.
    """
    found = connection.execute(_ANSWERS, {"response_id": response_id})
    return {row.item_id: row.value for row in found}


def response_notes(connection: Connection, response_id: int) -> dict[tuple[str, NoteKind], str]:
    """The comments and evidence notes by item and kind, to the letter as they were given."""
    found = connection.execute(_NOTES, {"response_id": response_id})
    return {(row.item_id, row.kind): row.text for row in found}


def save_answer(
    connection: Connection, response_id: int, item_id: str, value: str | None, active_seconds: int = 0
) -> None:
    """Sets an answer, or takes it back with None (an empty value stays), and adds the seconds spent on it.

    Raises `NoSuchLink` where the response was deleted, `InvalidAnswer` for text that can't be stored.
    """
    refuse_unstorable(item_id, value or "")
    # This first: on PostgreSQL it holds the response's row, so that a deletion can't come between.
    if _ADD_SECONDS.changed(connection, {"response_id": response_id, "seconds": active_seconds}) == 0:
        raise NoSuchLink
    _SAVE_ANSWER.changed(connection, {"response_id": response_id, "item_id": item_id, "value": value or ""})


def save_note(connection: Connection, response_id: int, item_id: str, kind: NoteKind, text: str) -> None:
    """Sets a comment or an evidence note, to the letter; empty text deletes it.

    Raises `NoSuchLink` where the response was deleted, `InvalidAnswer` for text that can't be stored.
    """
    refuse_unstorable(item_id, text)
    hold(connection, response_id)
    if text:
        row = {"response_id": response_id, "item_id": item_id, "kind": kind, "text": text}
        connection.execute(_SAVE_NOTE[connection.dialect.name], row)
    else:
        this = (notes.c.response_id == response_id, notes.c.item_id == item_id, notes.c.kind == kind)
        connection.execute(delete(notes).where(*this))


def update_profile(connection: Connection, response_id: int, **said: str | None) -> None:
    """Sets what is named of role, industry, size and region; None is "not said". Raises `NoSuchLink` where the response
    was deleted."""
    _update(connection, response_id, {**said})


def choose_target(connection: Connection, response_id: int, target: str) -> None:
    """Sets the id of the target preset. Raises `NoSuchLink` where the response was deleted."""
    _update(connection, response_id, {"target": target})


def submit(connection: Connection, response_id: int, day: date) -> None:
    """Marks the response as submitted; the first day stands. Raises `NoSuchLink` where it was deleted."""
    _update(connection, response_id, {"submitted_on": func.coalesce(responses.c.submitted_on, day)})


def completed_seconds(
    connection: Connection, edition_id: str, mode: str, fewest: int, most: int
) -> list[tuple[tuple[str, ...], int]]:
    """Questionnaires and active seconds of the latest `most` submitted responses of an edition and mode, of those with
    at least `fewest` answers."""
    answered = (
        select(func.count())
        .select_from(answers)
        .where(answers.c.response_id == responses.c.id, answers.c.value != "")
        .scalar_subquery()
    )
    found = (
        select(responses.c.questionnaires, responses.c.active_seconds)
        .where(
            responses.c.edition_id == edition_id,
            responses.c.mode == mode,
            responses.c.submitted_on.is_not(None),
            responses.c.simulated.is_(False),
            answered >= fewest,
        )
        .order_by(responses.c.id.desc())
        .limit(most)
    )
    return [(tuple(row.questionnaires), row.active_seconds) for row in connection.execute(found)]


def delete_response(connection: Connection, response_id: int) -> None:
    """Deletes the response with its answers and notes; nothing happens where it is deleted already."""
    connection.execute(delete(responses).where(responses.c.id == response_id))


def _update(connection: Connection, response_id: int, values: dict[str, object]) -> None:
    changed = connection.execute(update(responses).where(responses.c.id == response_id).values(values))
    if changed.rowcount == 0:
        raise NoSuchLink


def hold(connection: Connection, response_id: int) -> None:
    """Keeps the response from being deleted or held by another before the transaction ends (SQLite has one writer
    anyway). Raises `NoSuchLink` where it was deleted."""
    held = select(responses.c.id).where(responses.c.id == response_id).with_for_update(key_share=True)
    if connection.execute(held).one_or_none() is None:
        raise NoSuchLink


def storable(text: str) -> str:
    """The text without what no database stores as text: NUL and halves of surrogate pairs."""
    return "".join(character for character in text if _can_be_stored(character))


def _can_be_stored(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def refuse_unstorable(*texts: str) -> None:
    """Raises `InvalidAnswer` where a text can't be stored."""
    if not all(map(_can_be_stored, texts)):
        raise InvalidAnswer(
            "This text holds a character that can't be stored (NUL, or half of a character). "
            "Everything marked as saved is safe. Take the character out and save again."
        )
