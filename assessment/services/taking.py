"""What a participant has said so far, and all that is stored about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assessment.storage.participants import Participant
from assessment.storage.repository import NoteKind
from assessment.storage.workshops import Workshop


@dataclass(frozen=True)
class Taking:
    """A participant's own part in a workshop: answers and ballots by question, notes by question and kind.

    `next_seq` is higher than every number used so far.
    """

    participant: Participant
    workshop: Workshop
    answers: Mapping[str, str]
    notes: Mapping[tuple[str, NoteKind], str]
    ballots: Mapping[str, str]
    next_seq: int

    @property
    def frozen(self) -> bool:
        """Whether the response is in a block, so that its answers can't change any more."""
        return self.participant.block is not None

    def statement(self) -> dict[str, Any]:
        """All that is stored about the participant, as JSON has it."""
        mine = self.participant
        return {
            "workshop": self.workshop.title,
            "joined_on": mine.joined_on.isoformat(),
            "role": mine.role,
            "table": mine.seat,
            "agreed_to_be_shown_by_role": mine.consents,
            "submitted": mine.submitted,
            "released_in_block": mine.block,
            "answers": dict(self.answers),
            "second_votes": dict(self.ballots),
            "notes": [{"question": id, "kind": kind, "text": text} for (id, kind), text in self.notes.items()],
        }
