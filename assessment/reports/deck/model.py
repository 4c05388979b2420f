"""What a deck is made of, as plain data: slides whose places are filled with text, tables and charts.

Everything is text and finished numbers; how it looks is the template's business (`template`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Line:
    """A paragraph; `strong` is a heading or a label, `bullet` an entry of a list."""

    text: str
    strong: bool = False
    bullet: bool = False


@dataclass(frozen=True)
class Text:
    """Paragraphs, in order."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Table:
    """A table under a header row; `about` is what it says to someone who can't see it, `widths` are shares of 1.

    Cells that are empty stay so: people write in them.
    """

    about: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True)
class Series:
    """Numbers of one kind, one for each label of the chart, None where there is none.

    `domain` is what its colour stands for; an `aim` is what the others are held against, and is only outlined.
    """

    name: str
    values: tuple[float | None, ...]
    domain: str = ""
    aim: bool = False


@dataclass(frozen=True)
class Chart:
    """A chart that stays editable. `about` says what it shows to someone who can't see it.

    Bars stand in the same place for all series. On a radar the series are rings: one's own, the target, others. A
    `top` of 5 is the scale of levels, and `scale` says what they are called; None leaves the scale to the numbers. A
    chart whose labels say what its series are needs no `legend`.
    """

    kind: Literal["bars", "radar"]
    about: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    top: int | None = 5
    legend: bool = True
    scale: str = ""


Fill = Text | Table | Chart


@dataclass(frozen=True)
class Notes:
    """What whoever presents a slide should know: where it is from, how to present it, what it can't tell, and more."""

    source: str
    present: str
    limit: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slide:
    """One slide: its layout, a title that says what to see, what fills the layout's places by name, and its notes.

    Places that nothing fills are left out.
    """

    layout: str
    title: str
    fills: Mapping[str, Fill | None]
    notes: Notes
