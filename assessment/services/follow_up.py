"""What a respondent does about their result: aims, and actions that somebody takes on. One use case a method, as in
`survey`: every call shows the private key, every call checks it, and returns after the commit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import date, timedelta
from typing import TypeVar

from assessment.bank.model import Bank
from assessment.errors import InvalidAnswer
from assessment.language import _, whole
from assessment.respondent import ACTION_LENGTH, MOST_ACTIONS, OWNER_LENGTH, Action
from assessment.services.private_key import PrivateKey, opened
from assessment.storage import follow_up
from assessment.storage.database import Connection, Database
from assessment.storage.repository import storable

T = TypeVar("T")

DUE_IN = (30, 60, 90)
"""Days until an action is due, to choose from."""


class FollowUp:
    """What a respondent can do about a result of their own.

    Every method raises `NoSuchLink` for a wrong key, `InvalidAnswer` for what can't be saved as it is, and
    `StorageUnavailable` when nothing was saved.
    """

    def __init__(self, database: Database, bank: Bank, today: Callable[[], date]) -> None:
        self._database, self._today = database, today
        self._capabilities = {capability.id for capability in bank.capabilities()}

    def due_dates(self) -> dict[int, date]:
        """The dates 30, 60 and 90 days from today, by that number of days."""
        return {days: self._today() + timedelta(days) for days in DUE_IN}

    def aim_at(self, key: PrivateKey, capability: str, target: float | None) -> None:
        """Set one's own target (1–5) of a capability; None goes back to the preset's."""
        self._check_capability(capability)
        if target is not None and not 1 <= target <= 5:
            raise InvalidAnswer(
                _("{target} can't be a target: it has to be from 1 to 5. The earlier one stands.").format(target=target)
            )
        self._write(key, lambda connection, id: follow_up.save_target(connection, id, capability, target))

    def weigh(self, key: PrivateKey, capability: str, importance: int | None) -> None:
        """Set how much a capability matters (1–3); None goes back to what holds where nothing is said."""
        self._check_capability(capability)
        if importance not in (None, 1, 2, 3):
            raise InvalidAnswer(
                _("{importance} can't be an importance: it has to be 1, 2 or 3. The earlier one stands.").format(
                    importance=importance
                )
            )
        self._write(key, lambda connection, id: follow_up.save_importance(connection, id, capability, importance))

    def adopt(
        self, key: PrivateKey, text: str, capability: str | None = None, owner: str = "", due: date | None = None
    ) -> int:
        """Take on an action; text and owner are kept to the letter. Returns the action's id."""
        if capability is not None:
            self._check_capability(capability)
        text, owner = _checked_text(text), _checked_owner(owner)
        return self._write(
            key,
            lambda connection, id: follow_up.add_action(
                connection, id, text=text, capability=capability, owner=owner, due=due, at_most=MOST_ACTIONS
            ),
        )

    def change(self, key: PrivateKey, was: Action, to: Action) -> None:
        """Turn the action `was`, as this tab knows it, into `to`, ticking it off included: only what differs is saved,
        so that what another tab changed meanwhile stays."""
        before = asdict(was)
        changes = {name: value for name, value in asdict(to).items() if value != before[name]}
        if "text" in changes:
            changes["text"] = _checked_text(to.text)
        if "owner" in changes:
            changes["owner"] = _checked_owner(to.owner)
        if changes.get("capability") is not None:
            self._check_capability(changes["capability"])
        if changes:
            self._write(key, lambda connection, id: follow_up.change_action(connection, id, was.id, changes))

    def remove(self, key: PrivateKey, action_id: int) -> None:
        """Remove an action for good; one that is removed already stays so."""
        self._write(key, lambda connection, id: follow_up.remove_action(connection, id, action_id))

    def _write(self, key: PrivateKey, work: Callable[[Connection, int], T]) -> T:
        return self._database.write(lambda connection: work(connection, opened(connection, key).id))

    def _check_capability(self, capability: str) -> None:
        if capability not in self._capabilities:
            raise InvalidAnswer(_("This capability isn't part of this edition. Nothing changed. Reload the page."))


def _checked_text(text: str) -> str:
    text = storable(text)
    if not text.strip():
        raise InvalidAnswer(_("Say in a few words what is to be done. The action isn't saved yet."))
    if len(text) > ACTION_LENGTH:
        raise InvalidAnswer(
            _("This action has {length} characters; at most {most} fit. It isn't saved yet: shorten it.").format(
                length=whole(len(text)), most=whole(ACTION_LENGTH)
            )
        )
    return text


def _checked_owner(owner: str) -> str:
    owner = storable(owner)
    if len(owner) > OWNER_LENGTH:
        raise InvalidAnswer(
            _("This owner's name has {length} characters; at most {most} fit. It isn't saved: shorten it.").format(
                length=whole(len(owner)), most=OWNER_LENGTH
            )
        )
    return owner
