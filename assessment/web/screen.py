"""What a facilitator can put on the projector, and how it is stored with the workshop: the console writes it, the
projector's page reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

ScreenKind = Literal[
    "join",  # how to join, with QR code, and live counts
    "standing",  # where the group stands: one sentence, the subjects
    "questionnaire",  # one questionnaire's capabilities; `subject` is its id
    "topic",  # one capability: distributions, the two sides, the question to the room, both votes; `subject` is its id
    "ownership",  # who decides: all decisions with their state
    "decision",  # one decision: who named whom, both votes; `subject` is its id
    "agreed",  # what the room agreed, with reasons
    "actions",  # who does what by when
    "blank",  # nothing but the title
]
KINDS: tuple[ScreenKind, ...] = get_args(ScreenKind)


@dataclass(frozen=True)
class Screen:
    """What is on the projector; `subject` names what it is about, where the kind needs that."""

    kind: ScreenKind = "join"
    subject: str | None = None

    def as_data(self) -> dict[str, Any]:
        """As it is stored with the workshop."""
        return {"kind": self.kind, "subject": self.subject}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Screen:
        """As it was stored; how to join, where nothing was or it isn't known here."""
        kind = next((kind for kind in KINDS if kind == data.get("kind")), None)
        subject = data.get("subject")
        return cls(kind, subject) if kind and isinstance(subject, str | None) else cls()
