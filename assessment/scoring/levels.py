"""From a score to what people read: a level, an index and a figure that never contradicts its level."""

from __future__ import annotations

from bisect import bisect_right
from decimal import ROUND_HALF_UP, Decimal

GUARD = 1e-9
"""How far below a boundary a computed score still counts as on it.

A score that is exactly 2.5 on paper may come out as 2.4999999999999996; it is level 3 all the same. Scores
that are below on paper stay further away: they are fractions of a few weights or of numbers of people.
"""

_BOUNDARIES = (1.5, 2.5, 3.5, 4.5)


def level_of(score: float) -> int:
    """The level of an unrounded score (1–5): 1 below 1.5, 2 below 2.5, 3 below 3.5, 4 below 4.5, else 5."""
    return 1 + bisect_right(_BOUNDARIES, score + GUARD)


def index_of(score: float) -> float:
    """The index (0–100) of a score (1–5)."""
    return (score - 1) / 4 * 100


def shown(score: float) -> str:
    """A score (1–5) to one decimal, or to two where one would show the next level (2.46, not 2.5)."""
    level = level_of(score)
    for decimals in (1, 2):
        # As people round: 2.55 is 2.6, though the nearest float lies a little below.
        text = str(Decimal(repr(score)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))
        if level_of(float(text)) == level:
            return text
    return f"{level + 0.49:.2f}"
