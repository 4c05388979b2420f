"""Run sheets to start from, as data; a facilitator edits them. A run sheet plans, and moves nothing by itself."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.language import N_, _
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
        Slot(_("Topic {number}: think in silence").format(number=number), 1),
        Slot(_("Topic {number}: talk").format(number=number), 6),
        Slot(_("Topic {number}: vote again").format(number=number), 2),
        Slot(_("Topic {number}: agree").format(number=number), 3),
    )


def presets() -> tuple[Preset, ...]:
    """What to start from, in the language of now: what is chosen is kept in it."""
    return (
        Preset(
            "pre-work",
            _("90 minutes, about 12 people, answers given before"),
            _("People answer in the days before. Three topics of 12 minutes each."),
            (
                Slot(_("Privacy: who sees what"), 5),
                Slot(_("The picture"), 10),
                Slot(_("Ownership: who decides"), 15),
                *_topic(1),
                *_topic(2),
                *_topic(3),
                Slot(_("Actions"), 18),
                Slot(_("Close"), 6),
            ),
        ),
        Preset(
            "tables",
            _("180 minutes, about 40 people at tables"),
            _(
                "People answer in the room, and each table takes one topic. Name the tables when you create the "
                "workshop."
            ),
            (
                Slot(_("Open: who sees what"), 10),
                Slot(_("Answer"), 15),
                Slot(_("The picture"), 15),
                Slot(_("Ownership: who decides"), 25),
                Slot(_("Break"), 15),
                Slot(_("One topic per table"), 35),
                Slot(_("Tables report"), 25),
                Slot(_("Vote again"), 10),
                Slot(_("Actions"), 25),
                Slot(_("Close"), 5),
            ),
        ),
    )


LOUDEST_VOICE = N_("“What would someone who chose 2 have seen? It needn't be your vote.”")
