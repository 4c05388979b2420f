"""Run sheets to start from, as data; a facilitator edits them. A run sheet plans, and moves nothing by itself."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.storage.workshops import Slot


@dataclass(frozen=True)
class Preset:
    """A run sheet to start from; `hint` says what it takes for granted."""

    id: str
    title: str
    hint: str
    slots: tuple[Slot, ...]

    @property
    def minutes(self) -> int:
        """How long it is."""
        return sum(slot.minutes for slot in self.slots)


def _topic(number: int) -> tuple[Slot, ...]:
    return (
        Slot(f"Topic {number}: think in silence", 1),
        Slot(f"Topic {number}: talk", 6),
        Slot(f"Topic {number}: vote again", 2),
        Slot(f"Topic {number}: agree", 3),
    )


PRESETS = (
    Preset(
        "pre-work",
        "90 minutes, about 12 people, answers given before",
        "People answer in the days before. Three topics of 12 minutes each.",
        (
            Slot("Privacy: who sees what", 5),
            Slot("The picture", 10),
            Slot("Ownership: who decides", 15),
            *_topic(1),
            *_topic(2),
            *_topic(3),
            Slot("Actions", 18),
            Slot("Close", 6),
        ),
    ),
    Preset(
        "tables",
        "180 minutes, about 40 people at tables",
        "People answer in the room, and each table takes one topic. Name the tables when you create the workshop.",
        (
            Slot("Open: who sees what", 10),
            Slot("Answer", 15),
            Slot("The picture", 15),
            Slot("Ownership: who decides", 25),
            Slot("Break", 15),
            Slot("One topic per table", 35),
            Slot("Tables report", 25),
            Slot("Vote again", 10),
            Slot("Actions", 25),
            Slot("Close", 5),
        ),
    ),
)

LOUDEST_VOICE = "“What would someone who chose 2 have seen? It needn't be your vote.”"
