"""Stacked bars of who chose which level, drawn as SVG inside plain pages: where each segment begins and ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from assessment.language import _, counted
from assessment.scoring.group import ItemResult

WIDTH = 1000.0
"""The width of a bar's drawing, which grows with its place."""

DIGIT = 18.0
"""How wide a digit is in it."""


@dataclass(frozen=True)
class Segment:
    """So many people at one level, from `x` on; `label` is their number where there is room to write it."""

    level: int
    x: float
    width: float
    label: str


@dataclass(frozen=True)
class Bar:
    """The answers to one question; `n` chose a level, `spoken` says how many chose which."""

    segments: tuple[Segment, ...]
    n: int
    dont_know: int
    not_applicable: int
    withheld: int
    spoken: str


@dataclass(frozen=True)
class Bars:
    """Bars of one scale, one below the other; the middle of level 3 is at `middle` in all of them."""

    rows: tuple[Bar, ...]
    middle: float


def spread_bars(results: Sequence[ItemResult]) -> Bars:
    """A bar for each, widths in people, all centred on level 3."""
    left = max((_below(one) for one in results), default=0.0)
    right = max((sum(one.counts) - _below(one) for one in results), default=0.0)
    unit = WIDTH / (left + right or 1)
    return Bars(tuple(_bar(one, left, unit) for one in results), left * unit)


def _below(result: ItemResult) -> float:
    """How many people stand left of the middle: levels 1 and 2, and half of level 3."""
    return sum(result.counts[:2]) + result.counts[2] / 2


def _bar(result: ItemResult, left: float, unit: float) -> Bar:
    starts = accumulate(result.counts, initial=left - _below(result))
    segments = tuple(
        Segment(level, start * unit, n * unit, str(n) if n * unit > DIGIT * len(str(n)) else "")
        for level, (n, start) in enumerate(zip(result.counts, starts, strict=False), 1)
        if n
    )
    said = [
        counted("{n} at level {level}", "{n} at level {level}", n).format(level=level)
        for level, n in enumerate(result.counts, 1)
        if n
    ]
    return Bar(
        segments,
        sum(result.counts),
        result.dont_know,
        result.not_applicable,
        result.withheld,
        ", ".join(said) or _("nobody chose a level"),
    )
