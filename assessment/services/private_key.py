"""Private keys: a handle that is no secret, a token that is the only way in. Only the token's hash is stored."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

from assessment.errors import NoSuchLink
from assessment.storage import repository
from assessment.storage.database import Connection
from assessment.storage.repository import Response

HANDLE = re.compile(r"[A-Za-z0-9_-]{16}")
TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


@dataclass(frozen=True)
class PrivateKey:
    """What opens one response; the token stays out of `repr`, so that no log and no traceback shows it."""

    handle: str
    token: str = field(repr=False)

    @property
    def token_hash(self) -> str:
        """SHA-256 of the token, 64 hex digits. A token has 192 random bits, so nothing slower is needed."""
        return hashlib.sha256(self.token.encode()).hexdigest()

    def opens(self, token_hash: str) -> bool:
        """Whether this key's token has that hash, compared in constant time."""
        return hmac.compare_digest(self.token_hash, token_hash)

    def is_well_formed(self) -> bool:
        """Whether handle and token could have been made here."""
        return bool(HANDLE.fullmatch(self.handle) and TOKEN.fullmatch(self.token))


def new_key() -> PrivateKey:
    """A key never given before: 96 random bits of handle, 192 of token."""
    return PrivateKey(handle=secrets.token_urlsafe(12), token=secrets.token_urlsafe(24))


def opened(connection: Connection, key: PrivateKey) -> Response:
    """The response behind the key.

    Raises `NoSuchLink`; unknown, tampered and deleted are one and the same to the outside.
    """
    response = repository.find_response(connection, key.handle) if key.is_well_formed() else None
    if response is None or not key.opens(response.token_hash):
        raise NoSuchLink
    return response
