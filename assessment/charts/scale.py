"""Where somebody stands on the scale of 1 to 5 and where they want to be: radars and gap charts."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from assessment.charts.labels import Label, on_rings, on_rows
from assessment.identity import FONT, LIGHT, Scheme
from assessment.language import _, decimal, whole

WRAP = 18
RADAR_HEIGHT = 460
ROW_HEIGHT, LINE = 54, 24
"""Heights in px in a gap chart: of a row, and of a line of names below them."""
LONG = 6
"""Rows that a phone shows at once."""
MOST_CHARACTERS = 44
"""In a line above a row of a gap chart: what a phone has room for."""


@dataclass(frozen=True)
class Row:
    """One axis of a radar or one line of a gap chart: a title and values on the 1–5 scale, None for none.

    `group` is what its colour stands for, written beside the title, so that colour is never alone. `benchmark` is the
    middle score of others.
    """

    title: str
    score: float | None
    target: float | None
    group: str = ""
    benchmark: float | None = None


def radar(
    rows: Sequence[Row], levels: Sequence[str], colour: str, scheme: Scheme = LIGHT, *, who: str = ""
) -> go.Figure:
    """`who` ("You" unless given) against the target and a benchmark, where there is one; level 1 in the middle, an axis
    a row in the order given; `levels` are five names."""
    figure = go.Figure()
    axes = ["<br>".join(textwrap.wrap(row.title, WRAP if len(rows) > 4 else 12)) for row in rows]
    rings = [
        _Ring(_("Target"), [row.target for row in rows], dict(color=scheme.muted, width=2, dash="dash")),
        _Ring(who or _("You"), [row.score for row in rows], dict(color=scheme.ink, width=2.5), fill=colour),
    ]
    if any(row.benchmark for row in rows):
        dotted = dict(color=scheme.ink, width=1.5, dash="dot")
        rings.insert(0, _Ring(_("Benchmark"), [row.benchmark for row in rows], dotted))
    labels = on_rings([ring.values for ring in rings])
    for at, ring in enumerate(rings):
        _add_ring(figure, axes, ring, labels[at] if labels else None)
    # Names of the levels stand half-way between two axes, where no line of the grid runs.
    between = 90 - 180 / max(len(rows), 1)
    figure.update_layout(
        **base(scheme, RADAR_HEIGHT),
        showlegend=labels is None,
        legend=dict(orientation="h", x=0.5, xanchor="center", y=-0.22, traceorder="reversed"),
        margin=dict(l=84, r=84, t=50, b=80 if labels is None else 50),
        polar=dict(
            bgcolor=scheme.page,
            radialaxis=dict(
                range=[1, 5],
                tickvals=[1, 2, 3, 4, 5],
                ticktext=list(levels),
                angle=between,
                tickangle=between,
                ticks="",
                tickfont=dict(size=11, color=scheme.muted),
                gridcolor=scheme.rule,
                showline=False,
            ),
            angularaxis=dict(
                ticks="", rotation=90, direction="clockwise", gridcolor=scheme.rule, linecolor=scheme.rule
            ),
        ),
    )
    return figure


def gap_chart(
    rows: Sequence[Row], levels: Sequence[str], colours: Sequence[str], scheme: Scheme = LIGHT, *, who: str = ""
) -> go.Figure:
    """From where `who` ("You" unless given) is (filled) to the target (open), a line a row, the first row on top.

    Titles stand above their line, not beside it, which leaves the width of a phone to the scale.
    """
    figure = go.Figure()
    who, aim = who or _("You"), _("Target")
    places = list(range(len(rows)))
    for place, row, colour in zip(places, rows, colours, strict=True):
        if row.score is not None and row.target is not None and row.score < row.target:
            figure.add_trace(_line(place, row.score, row.target, colour))
        _name_row(figure, place, row, colour)
    hollow = _marks(rows, [r.target for r in rows], aim, "diamond-open", scheme.muted)
    filled = _marks(rows, [r.score for r in rows], who, "circle", list(colours))
    figure.add_traces([hollow, filled])
    others = [row.benchmark for row in rows]
    labels = None if any(others) else on_rows([(row.score, row.target) for row in rows])
    if any(others):
        bar = ("line-ns-open", scheme.ink)
        figure.add_traces([_marks(rows, others, _("Benchmark"), *bar), _key(_("Benchmark"), *bar)])
    if labels:
        place, *sides = labels
        _name_mark(figure, rows[place].score, place, who, sides[0], scheme.ink, scheme.page)
        _name_mark(figure, rows[place].target, place, aim, sides[1], scheme.muted, scheme.page)
    else:
        figure.add_traces([_key(aim, "diamond-open", scheme.muted), _key(who, "circle", scheme.ink)])
    is_long = len(rows) > LONG
    if is_long:
        _name_levels_below(figure, levels)
    below = 10 + LINE * (is_long + (labels is None))
    figure.update_layout(
        **base(scheme, 90 + below + ROW_HEIGHT * len(rows)),
        showlegend=labels is None,
        legend=dict(orientation="h", x=0, y=0, yref="container", yanchor="bottom", traceorder="reversed"),
        margin=dict(l=10, r=10, t=56, b=below),
        xaxis=dict(
            side="top",  # where reading begins, also on a phone
            range=[0.65, 5.35],
            tickvals=[1, 2, 3, 4, 5],
            ticktext=list(levels),
            tickangle=0,
            tickfont=dict(size=12),
            gridcolor=scheme.rule,
            zeroline=False,
            fixedrange=True,
        ),
        yaxis=dict(
            range=[len(rows) - 0.5, -0.8], showticklabels=False, showgrid=False, zeroline=False, fixedrange=True
        ),
    )
    return figure


@dataclass(frozen=True)
class _Ring:
    """One series of a radar; with `fill` its inside is tinted."""

    name: str
    values: list[float | None]
    line: dict[str, object]
    fill: str = ""


def _add_ring(figure: go.Figure, axes: list[str], ring: _Ring, label: Label | None) -> None:
    closed = None not in ring.values
    mode = "lines+markers" if closed else "markers"  # loose strokes would look like a defect
    figure.add_trace(
        go.Scatterpolar(
            # The first point again at the end closes the ring.
            theta=[*axes, axes[0]],
            r=[*ring.values, ring.values[0]],
            name=ring.name,
            mode=f"{mode}+text" if label else mode,
            text=[f"<b>{ring.name}</b>" if label and at == label.at else "" for at in range(len(axes) + 1)],
            textposition=label.side if label else None,
            textfont=dict(color=ring.line["color"]),
            cliponaxis=False,
            line=ring.line,
            marker=dict(size=7 if ring.fill else 5),
            fill="toself" if ring.fill and closed else "none",
            fillcolor=_faded(ring.fill, 0.12) if ring.fill else None,
            hovertemplate="%{theta}: %{r:.2f}<extra>" + ring.name + "</extra>",
        )
    )


def _line(place: int, score: float, target: float, colour: str) -> go.Scatter:
    return go.Scatter(
        x=[score, target],
        y=[place, place],
        mode="lines",
        line=dict(color=_faded(colour, 0.45), width=4),
        showlegend=False,
        hoverinfo="skip",
    )


def _marks(
    rows: Sequence[Row], values: list[float | None], name: str, symbol: str, colour: str | list[str]
) -> go.Scatter:
    return go.Scatter(
        x=values,
        y=list(range(len(rows))),
        text=[row.title for row in rows],
        mode="markers",
        marker=dict(symbol=symbol, size=13, color=colour, line=dict(width=2)),
        showlegend=False,
        hovertemplate="%{text}: %{x:.2f}<extra>" + name + "</extra>",
    )


def _name_row(figure: go.Figure, place: int, row: Row, colour: str) -> None:
    """Write a row's title above its line, with what it belongs to, which gets a line of its own where it needs one."""
    group = f"<span style='color:{colour}'>{row.group}</span>" if row.group else ""
    between = "<br>" if len(row.title) + len(row.group) > MOST_CHARACTERS else "  "
    figure.add_annotation(
        x=0,
        xref="paper",
        xanchor="left",
        y=place,
        yanchor="bottom",
        yshift=6,
        align="left",
        text=f"{row.title}{between}{group}" if group else row.title,
        showarrow=False,
    )


def _name_levels_below(figure: go.Figure, levels: Sequence[str]) -> None:
    """Write the levels' names at the end of a chart too, whose beginning a phone no longer shows there."""
    for level, name in enumerate(levels, 1):
        figure.add_annotation(x=level, y=0, yref="paper", yanchor="top", text=name, font=dict(size=12), showarrow=False)


def _name_mark(
    figure: go.Figure, value: float | None, place: int, name: str, side: str, colour: str, page: str
) -> None:
    """Write a series' name beside one of its marks, on the page's colour: between two marks a line runs behind it."""
    figure.add_annotation(
        x=value,
        y=place,
        text=f"<b>{name}</b>",
        font=dict(color=colour, size=13),
        bgcolor=page,
        xanchor="left" if side == "right" else "right",
        xshift=10 if side == "right" else -10,
        showarrow=False,
    )


def _key(name: str, symbol: str, colour: str) -> go.Scatter:
    """An entry of the legend that shows the mark and stands for no row's colour."""
    return go.Scatter(x=[None], y=[None], name=name, mode="markers", marker=dict(symbol=symbol, size=13, color=colour))


def base(scheme: Scheme, height: int) -> dict[str, object]:
    """The layout that every chart begins with: type, colours and its height in px."""
    return dict(
        height=height,
        font=dict(family=FONT, size=14, color=scheme.ink),
        paper_bgcolor=scheme.page,
        plot_bgcolor=scheme.page,
        hoverlabel=dict(font=dict(family=FONT)),
        modebar=dict(bgcolor="rgba(0,0,0,0)", color=scheme.muted, activecolor=scheme.ink),
        separators=decimal(0.5)[1] + whole(10_000)[2],  # of decimals and of thousands
    )


def _faded(colour: str, share: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{share})"
