"""Where the name of a series can stand beside its own marks, so that nobody has to look it up in a legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ROOM_OUTWARD = 0.5
"""Levels between a point of a radar and the next ring outward, for a line of text to fit."""

HIGHEST_LABELLED = 4.5
"""Above this a name on a radar would touch the title of its axis."""

LEVELS_BETWEEN = 1.6
"""Levels between two marks of a gap chart, for both names to fit there on a phone."""

NEAREST_TO_THE_EDGE = 0.4
"""Levels between a mark and the end of the scale, for its name to fit outside on a phone."""


@dataclass(frozen=True)
class Label:
    """A place for a name: the axis or row it stands at, and on which side, in Plotly's words."""

    at: int
    side: str


def on_rings(rings: Sequence[Sequence[float | None]]) -> list[Label] | None:
    """A place for the name of each ring of a radar, values 1–5 an axis; None where one has none.

    Names stand outside their own ring, and never between the first axis and the second, where the levels' names are.
    """
    found = [_on_ring(ring, [other for other in rings if other is not ring]) for ring in rings]
    return None if None in found else [label for label in found if label]


def on_rows(pairs: Sequence[tuple[float | None, float | None]]) -> tuple[int, str, str] | None:
    """The row of a gap chart (values 1–5 of its two marks) whose marks can carry their names, and the side of its mark
    on which each name stands, "left" or "right"; None where no row has the room."""
    for row, (one, other) in enumerate(pairs):
        if one is None or other is None:
            continue
        low, high = sorted((one, other))
        if high - low >= LEVELS_BETWEEN:
            return (row, "right", "left") if one < other else (row, "left", "right")
        if low >= 1 + NEAREST_TO_THE_EDGE and high <= 5 - NEAREST_TO_THE_EDGE:
            return (row, "left", "right") if one <= other else (row, "right", "left")
    return None


def _on_ring(ring: Sequence[float | None], others: Sequence[Sequence[float | None]]) -> Label | None:
    room = {
        at: _room_outward(value, [other[at] for other in others])
        for at, value in enumerate(ring)
        if value is not None and value <= HIGHEST_LABELLED
    }
    best = max(room, key=room.__getitem__, default=None)
    if best is None or room[best] < ROOM_OUTWARD:
        return None
    return Label(best, _outward(best, len(ring)))


def _room_outward(value: float, others: Sequence[float | None]) -> float:
    """Levels from a point to the next ring outward, or to the end of the scale; none on another ring's point."""
    beyond = [other for other in others if other is not None and other >= value]
    return min(beyond, default=5.0) - value


def _outward(axis: int, axes: int) -> str:
    turn = axis / axes  # clockwise from the top
    if turn == 0 or turn > 0.75:
        return "top left"
    return "bottom right" if turn < 0.5 else "bottom left"
