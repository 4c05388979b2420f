"""Removal by age: what an operator promised not to keep for longer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from assessment.storage import retention
from assessment.storage.database import Database


@dataclass(frozen=True)
class Expired:
    """How many responses and workshops are too old to be kept."""

    responses: int
    workshops: int


class Retention:
    """Finds and removes what is older than `days`: a response by the day it was submitted, or else begun; a workshop by
    the day on which it was last led. Everything in them goes with them. Counts that the benchmark has released stay."""

    def __init__(self, database: Database, today: Callable[[], date], days: int) -> None:
        self._database, self._today, self._days = database, today, days

    def due(self) -> Expired:
        """What `remove` would remove now. Raises `StorageUnavailable`."""
        with self._database.read() as connection:
            return Expired(
                retention.expired_responses(connection, self._before()),
                retention.expired_workshops(connection, self._before()),
            )

    def remove(self) -> Expired:
        """Remove it for good, in one transaction; returns what was removed. Raises `StorageUnavailable`."""
        return self._database.write(
            lambda connection: Expired(
                retention.remove_responses(connection, self._before()),
                retention.remove_workshops(connection, self._before()),
            )
        )

    def _before(self) -> date:
        return self._today() - timedelta(days=self._days)
