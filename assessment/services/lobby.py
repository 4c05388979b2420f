"""Where a workshop stands, as its facilitator sees it."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.storage import workshops
from assessment.storage.database import Connection
from assessment.storage.workshops import Totals, Workshop


@dataclass(frozen=True)
class Lobby:
    """Where a workshop stands, as totals: who joined and submitted, who of them waits for the next reveal, how many
    responses are released in how many blocks."""

    workshop: Workshop
    totals: Totals
    released: int
    blocks: int

    @property
    def answering(self) -> int:
        """How many joined and haven't submitted."""
        return self.totals.joined - self.totals.submitted

    @property
    def missing(self) -> int:
        """How many more have to submit before the next reveal can show anything new."""
        return max(0, self.workshop.threshold - self.totals.waiting)


def lobby_of(connection: Connection, workshop: Workshop) -> Lobby:
    """The totals of a workshop, as they are in this transaction."""
    whole = [row for row in workshops.counts(connection, workshop.id) if not row.breakdown]
    return Lobby(workshop, workshops.totals(connection, workshop.id), sum(row.n for row in whole), len(whole))
