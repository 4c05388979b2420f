"""How many people chose what: stacked bars of levels and of owners."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

import plotly.graph_objects as go

from assessment.charts.scale import base
from assessment.identity import LEVELS, LIGHT, Scheme
from assessment.language import _

LINE, BAR, SPACE = 19, 26, 20
"""Heights in px in a chart of stacked bars: of a line of text, of a bar, and of the space below it."""

ROOM_FOR_N = 0.18
"""How much wider than its bars such a chart is."""

MOST_CHARACTERS = 46
"""A line of text in such a chart: what a phone has room for in a fold, since nothing there wraps by itself."""


@dataclass(frozen=True)
class Votes:
    """How often levels 1–5 were chosen of one question, and how many didn't know or said that it doesn't apply."""

    title: str
    counts: Sequence[int]
    dont_know: int
    not_applicable: int


@dataclass(frozen=True)
class Named:
    """Whom people named for one decision: how many the owner most of them named, others, and none that leads."""

    title: str
    most: int
    others: int
    nobody: int
    dont_know: int


def distribution(rows: Sequence[Votes], levels: Sequence[str], scheme: Scheme = LIGHT) -> go.Figure:
    """Who chose which level, a bar a question, centred on level 3, with N (those who chose a level) at the right.

    Apart from the levels stand "don't know", hatched, and "does not apply", an empty frame. Widths are people.
    """
    left = [-sum(row.counts[:2]) - row.counts[2] / 2 for row in rows]
    starts = [list(accumulate(row.counts, initial=start)) for start, row in zip(left, rows, strict=True)]
    parts = [
        _Part(f"{at + 1} {name}", colour, [s[at] for s in starts], [row.counts[at] for row in rows])
        for at, (name, colour) in enumerate(zip(levels, LEVELS, strict=True))
    ]
    space = 0.06 * max((sum(row.counts) + row.dont_know + row.not_applicable for row in rows), default=0)
    aside = max((s[-1] for s in starts), default=0) + space
    unknown = [row.dont_know for row in rows]
    if any(unknown):
        parts.append(_Part(_("Don't know"), scheme.rule, [aside] * len(rows), unknown, hatched=True))
        aside += max(unknown) + space / 2
    beside = [row.not_applicable for row in rows]
    if any(beside):
        parts.append(_Part(_("Does not apply"), scheme.page, [aside] * len(rows), beside))
    return _stacked([row.title for row in rows], [sum(row.counts) for row in rows], parts, scheme)


def owners(rows: Sequence[Named], scheme: Scheme = LIGHT) -> go.Figure:
    """Who would decide, a bar a decision, with N (all but "don't know") at the right. Widths are numbers of people.

    In greys: no owner is better than another, so nothing here has the colour of a level or a subject.
    """
    counts = [(row.most, row.others, row.nobody, row.dont_know) for row in rows]
    starts = [list(accumulate(row, initial=0)) for row in counts]
    kinds = (
        (_("The owner most named"), scheme.ink),
        (_("Other owners"), scheme.muted),
        (_("No one, or several without a lead"), scheme.page),
        (_("Don't know"), scheme.rule),
    )
    parts = [
        _Part(name, colour, [s[at] for s in starts], [row[at] for row in counts], hatched=at == 3)
        for at, (name, colour) in enumerate(kinds)
    ]
    return _stacked([row.title for row in rows], [sum(row[:3]) for row in counts], parts, scheme)


@dataclass(frozen=True)
class _Part:
    """One kind of segment of stacked bars: where each begins and how long it is, in people."""

    name: str
    colour: str
    starts: Sequence[float]
    lengths: Sequence[int]
    hatched: bool = False


def _stacked(titles: Sequence[str], n: Sequence[int], parts: Sequence[_Part], scheme: Scheme) -> go.Figure:
    """Bars of segments, each under its title; a unit of the vertical axis is a px, since titles take many lines."""
    figure = go.Figure()
    key = _packed([(f"{_sign(part, scheme)} {html.escape(part.name)}", len(part.name) + 3) for part in parts])
    wrapped = [[html.escape(line) for line in textwrap.wrap(title, MOST_CHARACTERS)] for title in titles]
    tops = list(accumulate((LINE * len(lines) + BAR + SPACE for lines in wrapped), initial=LINE * len(key) + SPACE))
    places = [top + LINE * len(lines) + BAR / 2 for top, lines in zip(tops, wrapped, strict=False)]
    figure.add_traces([_segments(part, places, scheme) for part in parts])
    for top, lines in zip((0, *tops), (key, *wrapped), strict=False):
        _write(figure, lines, top, "left")
    for place, number in zip(places, n, strict=True):
        _write(figure, [f"N = {number}"], place - BAR / 2 + 3, "right")
    start, end = _reach(parts)
    figure.update_layout(
        **base(scheme, int(tops[-1])),
        barmode="overlay",
        showlegend=False,
        margin=dict(l=2, r=2, t=0, b=0),
        uniformtext=dict(mode="hide", minsize=12),
        xaxis=dict(range=[start, end + (end - start) * ROOM_FOR_N], visible=False, fixedrange=True),
        yaxis=dict(range=[tops[-1], 0], visible=False, fixedrange=True),
    )
    return figure


def _write(figure: go.Figure, lines: Sequence[str], top: float, side: str) -> None:
    """Put text at one side of a chart, its first line beginning at the height `top`."""
    figure.add_annotation(
        text="<br>".join(lines),
        x=0 if side == "left" else 1,
        xref="paper",
        xanchor=side,
        y=top,
        yanchor="top",
        align=side,
        borderpad=0,
        showarrow=False,
    )


def _segments(part: _Part, places: Sequence[float], scheme: Scheme) -> go.Bar:
    pattern = dict(shape="/", fgcolor=part.colour, bgcolor=scheme.page, size=7, solidity=0.35) if part.hatched else None
    return go.Bar(
        name=part.name,
        base=part.starts,
        x=[number or None for number in part.lengths],  # a bar of no length would still show its frame
        y=places,
        width=BAR,
        orientation="h",
        text=[number or "" for number in part.lengths],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont=dict(color=LIGHT.page if _is_dark(part.colour) else LIGHT.ink),
        marker=dict(
            color=part.colour,
            pattern=pattern,
            line=dict(width=1, color=scheme.page if _filled(part, scheme) else scheme.muted),
        ),
        hovertemplate="%{x}: " + html.escape(part.name) + "<extra></extra>",
    )


def _packed(words: Iterable[tuple[str, int]]) -> list[str]:
    """Words, given with their number of characters, set one after the other on as few lines as they need."""
    lines: list[str] = []
    room = 0
    for text, length in words:
        if lines and length <= room:
            lines[-1] += f"  {text}"
        else:
            lines.append(text)
            room = MOST_CHARACTERS
        room -= length + 2
    return lines


def _sign(part: _Part, scheme: Scheme) -> str:
    """What stands for a part in the key of a chart."""
    shape = "▨" if part.hatched else "■" if _filled(part, scheme) else "□"
    return f"<span style='color:{part.colour if shape == '■' else scheme.muted}'>{shape}</span>"


def _filled(part: _Part, scheme: Scheme) -> bool:
    return not part.hatched and part.colour != scheme.page


def _reach(parts: Iterable[_Part]) -> tuple[float, float]:
    """Where the leftmost segment begins and the rightmost ends."""
    found = [
        (start, start + length) for p in parts for start, length in zip(p.starts, p.lengths, strict=True) if length
    ]
    return min((start for start, _ in found), default=0), max((end for _, end in found), default=1)


def _is_dark(colour: str) -> bool:
    return sum(int(colour[at : at + 2], 16) for at in (1, 3, 5)) < 3 * 128
