"""Following a run sheet: which part the room is in, and the time used against the plan.

When a part began stands in the workshop's trail, so that a reload and a second facilitator see the same, and the trail
says afterwards how the time was used.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from assessment.errors import InvalidAnswer
from assessment.language import _
from assessment.services.private_key import PrivateKey
from assessment.services.workshops import LONGEST_TIMER, Workshops
from assessment.storage.workshops import Slot, Step

ENDED = "run sheet ended"
_BEGUN = re.compile(r"part (\d+) of the run sheet begun")


@dataclass(frozen=True)
class Standing:
    """Part `number` (from 1) of a run sheet, which began at `begun`; `late` is how much later than planned, counted
    from the beginning of the first part that was followed."""

    sheet: tuple[Slot, ...]
    number: int
    begun: datetime
    late: timedelta

    @property
    def slot(self) -> Slot:
        """The part itself."""
        return self.sheet[self.number - 1]

    @property
    def next(self) -> Slot | None:
        """The part after it; None in the last one."""
        return self.sheet[self.number] if self.number < len(self.sheet) else None

    def used(self, now: datetime) -> timedelta:
        """The time used of this part."""
        return max(timedelta(0), now - self.begun)

    def behind(self, now: datetime) -> timedelta:
        """How far the room is behind the plan at best; negative where it is ahead."""
        return self.late + max(timedelta(0), self.used(now) - timedelta(minutes=self.slot.minutes))


def standing(sheet: Sequence[Slot], trail: Sequence[Step]) -> Standing | None:
    """Where the room is in its run sheet; None where none is followed (any more), or its part isn't there now."""
    followed: list[tuple[int, datetime]] = []
    for step in trail:
        if step.what == ENDED:
            followed = []
        elif begun := _BEGUN.fullmatch(step.what):
            followed.append((int(begun[1]), step.at))
    if not followed or followed[-1][0] > len(sheet):
        return None
    (first, since), (number, at) = followed[0], followed[-1]
    planned = timedelta(minutes=_minutes(sheet[: number - 1]) - _minutes(sheet[: first - 1]))
    return Standing(tuple(sheet), number, at, at - since - planned)


def begin(workshops: Workshops, key: PrivateKey, number: int) -> None:
    """Begin a part of the run sheet, with a timer as long as it is planned. Raises `InvalidAnswer` where there is no
    such part, and what `Workshops` raises."""
    sheet = workshops.look(key).run_sheet
    if not 1 <= number <= len(sheet):
        raise InvalidAnswer(_("The run sheet was changed and has no such part now. Nothing was begun."))
    length = min(timedelta(minutes=sheet[number - 1].minutes), LONGEST_TIMER)
    workshops.start_timer(key, length, f"part {number} of the run sheet begun")


def end(workshops: Workshops, key: PrivateKey) -> None:
    """Follow the run sheet no longer, and take the timer away."""
    workshops.stop_timer(key, ENDED)


def _minutes(slots: Sequence[Slot]) -> int:
    return sum(slot.minutes for slot in slots)
