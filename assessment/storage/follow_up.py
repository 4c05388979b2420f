"""What a respondent does about a result: aims and actions in and out, as `repository` does it for the response."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from assessment.errors import InvalidAnswer
from assessment.language import _
from assessment.storage.repository import hold, refuse_unstorable, upsert
from assessment.storage.tables import actions, aims

# A statement for each, so that a target set in one tab and an importance set in another both stay.
_SAVE_TARGET = upsert(aims, "target")
_SAVE_IMPORTANCE = upsert(aims, "importance")


def response_aims(connection: Connection, response_id: int) -> tuple[dict[str, float], dict[str, int]]:
    """The targets (1–5) and the importance (1–3) by capability, where they were said."""
    found = connection.execute(select(aims).where(aims.c.response_id == response_id)).all()
    targets = {row.capability: row.target for row in found if row.target is not None}
    importance = {row.capability: row.importance for row in found if row.importance is not None}
    return targets, importance


def save_target(connection: Connection, response_id: int, capability: str, target: float | None) -> None:
    """Sets the target (1–5) of a capability, or unsays it with None. Raises `NoSuchLink` and `InvalidAnswer` as
    `repository.save_note` does."""
    refuse_unstorable(capability)
    hold(connection, response_id)
    row = {"response_id": response_id, "capability": capability, "target": target}
    connection.execute(_SAVE_TARGET[connection.dialect.name], row)


def save_importance(connection: Connection, response_id: int, capability: str, importance: int | None) -> None:
    """Sets the importance (1–3) of a capability, or unsays it with None; raises as `save_target` does."""
    refuse_unstorable(capability)
    hold(connection, response_id)
    row = {"response_id": response_id, "capability": capability, "importance": importance}
    connection.execute(_SAVE_IMPORTANCE[connection.dialect.name], row)


def response_actions(connection: Connection, response_id: int) -> list[dict[str, Any]]:
    """The actions, first adopted first: `id`, `text`, `capability`, `owner`, `due` and `done` of each."""
    columns = [column for column in actions.columns if column is not actions.c.response_id]
    found = select(*columns).where(actions.c.response_id == response_id).order_by(actions.c.id)
    return [dict(row) for row in connection.execute(found).mappings()]


def add_action(
    connection: Connection,
    response_id: int,
    *,
    text: str,
    capability: str | None,
    owner: str,
    due: date | None,
    at_most: int,
) -> int:
    """The id of a new action, which is never given again.

    Raises `InvalidAnswer` where there are `at_most` already, and as `repository.save_note` does.
    """
    refuse_unstorable(text, capability or "", owner)
    hold(connection, response_id)
    counted = select(func.count()).select_from(actions).where(actions.c.response_id == response_id)
    if connection.execute(counted).scalar_one() >= at_most:
        raise InvalidAnswer(
            f"You have {at_most} actions, and no more fit. They are safe; this one isn't saved. Remove one first."
        )
    row = {"response_id": response_id, "text": text, "capability": capability, "owner": owner, "due": due}
    action_id: int = connection.execute(insert(actions).returning(actions.c.id), row).scalar_one()
    return action_id


def change_action(connection: Connection, response_id: int, action_id: int, changes: Mapping[str, Any]) -> None:
    """Sets the named fields of an action and leaves the others. Raises `InvalidAnswer` where it was removed, or where
    text can't be stored."""
    refuse_unstorable(*(value for value in changes.values() if isinstance(value, str)))
    this = (actions.c.id == action_id, actions.c.response_id == response_id)
    if connection.execute(update(actions).where(*this).values(changes)).rowcount == 0:
        raise InvalidAnswer(
            _("This action was removed, perhaps in another tab. Nothing else changed. Reload the page.")
        )


def remove_action(connection: Connection, response_id: int, action_id: int) -> None:
    """Removes an action; nothing happens where it is removed already."""
    connection.execute(delete(actions).where(actions.c.id == action_id, actions.c.response_id == response_id))
