"""The workshop open in this tab, read afresh on every full run: the database is the record, and another facilitator may
have moved it."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.errors import NoSuchLink, OtherEdition
from assessment.services.bootstrap import application
from assessment.services.lobby import Lobby
from assessment.services.private_key import PrivateKey
from assessment.storage.workshops import Workshop
from assessment.ui import access


@dataclass(frozen=True)
class Console:
    """A workshop as its facilitator sees it in this run; `key` is the facilitator's own."""

    key: PrivateKey
    lobby: Lobby

    @property
    def workshop(self) -> Workshop:
        """The workshop itself."""
        return self.lobby.workshop

    def is_only_fuller(self, before: Console) -> bool:
        """Whether people who joined or submitted are all that has changed; each of them moves the version once."""
        now, then = self.lobby.totals, before.lobby.totals
        came, done = now.joined - then.joined, now.submitted - then.submitted
        return min(came, done) >= 0 and self.workshop.version - before.workshop.version == came + done

    def named(self, name: str) -> str:
        """A key for a widget that no other workshop opened in this tab shares."""
        return f"{name} {self.key.handle}"


def open_console(key: PrivateKey) -> Console | None:
    """The workshop behind a facilitator's key; None where there is none (any more), and the tab forgets it.

    Raises `OtherEdition` and `StorageUnavailable`.
    """
    console = find(key)
    if console is None:
        access.leave_workshop()
    return console


def find(key: PrivateKey) -> Console | None:
    """The same, and the tab still knows which workshop it was about."""
    try:
        return Console(key, application().workshops.lobby(key))
    except NoSuchLink:
        return None


def has_moved(console: Console) -> bool:
    """Whether anything has changed since this was read. It costs the database little, so it can be asked often."""
    try:
        return application().participation.state(console.key).version != console.workshop.version
    except NoSuchLink:
        return True


def held() -> list[Console]:
    """The workshops that this browser holds a facilitator's key to, of the edition asked here now."""
    consoles = []
    for key in access.known_keys():
        try:
            consoles.append(Console(key, application().workshops.lobby(key)))
        except (NoSuchLink, OtherEdition):
            continue
    return consoles
