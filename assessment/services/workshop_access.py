"""Who may do what with a workshop: codes that people type, and the private keys behind the links."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Literal, TypeVar

from assessment.bank.model import Bank
from assessment.errors import NoSuchLink, NoSuchWorkshop, OtherEdition
from assessment.services.private_key import PrivateKey
from assessment.storage import participants, workshops
from assessment.storage.database import Connection, Database
from assessment.storage.participants import Participant
from assessment.storage.workshops import KeyKind, Workshop

T = TypeVar("T")

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No two of these 30 look alike; none makes the vowel that most words need."""

CODE_LENGTH, GROUP = 9, 3
"""30⁹ is 2 × 10¹³: a day of 2,000,000 guesses finds one of 1,000 live codes with a probability of 1 in 10,000."""

LinkKind = KeyKind | Literal["participant"]


def new_code() -> str:
    """A join code never given before, as it is stored: capitals and digits without a hyphen."""
    return "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))


def normalised(code: str) -> str | None:
    """The code that somebody typed, as it is stored: case, spaces and hyphens don't matter. None where it can't be
    one."""
    typed = "".join(code.split()).replace("-", "").upper()
    return typed if len(typed) == CODE_LENGTH and set(typed) <= set(ALPHABET) else None


def grouped(code: str) -> str:
    """The code as people read it aloud: ABC-DEF-GHJ."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def link_kind(connection: Connection, key: PrivateKey) -> LinkKind:
    """What a key opens. Raises `NoSuchLink` for a key that opens no workshop."""
    return _of_key(connection, key)[1]


def facilitated(connection: Connection, key: PrivateKey) -> Workshop:
    """The workshop that a facilitator's key opens. Raises `NoSuchLink` for any other key."""
    workshop_id, kind = _of_key(connection, key)
    if kind != "facilitator":
        raise NoSuchLink
    return workshops.workshop_by_id(connection, workshop_id)


def participating(connection: Connection, key: PrivateKey) -> Participant:
    """The participant that a key belongs to. Raises `NoSuchLink` for any other key."""
    found = participants.find_participant(connection, key.handle) if key.is_well_formed() else None
    if found is None or not key.opens(found.token_hash):
        raise NoSuchLink
    return found


def seen(connection: Connection, by: PrivateKey | str) -> tuple[Workshop, LinkKind | None]:
    """The workshop that somebody with a key of any kind, or with the code alone (None), may look at.

    Raises `NoSuchLink` for a wrong key, `NoSuchWorkshop` for a wrong code and for one that is over.
    """
    if isinstance(by, PrivateKey):
        workshop_id, kind = _of_key(connection, by)
        return workshops.workshop_by_id(connection, workshop_id), kind
    return joinable(connection, by), None


def joinable(connection: Connection, code: str) -> Workshop:
    """The workshop behind a code that somebody typed. Raises `NoSuchWorkshop` for a wrong one and one that is over."""
    typed = normalised(code)
    found = workshops.workshop_by_code(connection, typed) if typed else None
    if found is None or found.stage == "closed":
        raise NoSuchWorkshop
    return found


def facilitator_key(connection: Connection, code: str, token: str) -> PrivateKey:
    """The facilitator's key from code and token, as the command line is given them.

    Raises `NoSuchLink` where they don't belong together.
    """
    typed = normalised(code)
    found = workshops.workshop_by_code(connection, typed) if typed else None
    if found is not None:
        for handle, token_hash in workshops.keys_of(connection, found.id, "facilitator"):
            key = PrivateKey(handle, token)
            if key.opens(token_hash):
                return key
    raise NoSuchLink


def of_this_edition(workshop: Workshop, bank: Bank) -> Workshop:
    """The workshop. Raises `OtherEdition` where it asks what this installation no longer asks."""
    if workshop.edition_id != bank.edition.id:
        raise OtherEdition(workshop.edition_id, bank.edition.id)
    return workshop


def lead(
    database: Database,
    bank: Bank,
    now: datetime,
    key: PrivateKey,
    work: Callable[[Connection, Workshop], T],
    what: str = "",
) -> T:
    """What `work` returns, done to the workshop behind a facilitator's key while nobody else changes it.

    The version moves; `what` goes into the trail, if anything. Raises `NoSuchLink`, `OtherEdition`, and what `work`
    raises, which undoes it all.
    """

    def run(connection: Connection) -> T:
        id = facilitated(connection, key).id
        workshops.change(connection, id)
        result = work(connection, of_this_edition(workshops.workshop_by_id(connection, id), bank))
        if what:
            workshops.add_step(connection, id, now, what)
        return result

    return database.write(run)


def _of_key(connection: Connection, key: PrivateKey) -> tuple[int, LinkKind]:
    found = workshops.find_key(connection, key.handle) if key.is_well_formed() else None
    if found is None:
        return participating(connection, key).workshop_id, "participant"
    workshop_id, kind, token_hash = found
    if not key.opens(token_hash):
        raise NoSuchLink
    return workshop_id, kind
