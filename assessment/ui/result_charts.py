"""Charts of a result, each with a sentence that says what to see, a text alternative and the table behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from assessment.charts import Row, gap_chart, radar
from assessment.findings.captions import (
    gaps_of_track,
    lines_of_subjects,
    radar_of_subjects,
    radar_of_track,
    spoken,
    strongest_and_weakest,
    widest_first,
    widest_gap,
)
from assessment.findings.model import Findings, Measure, Standing, Track
from assessment.findings.words import one_decimal
from assessment.language import N_, _, counted, current
from assessment.ui.style import scheme
from assessment.ui.text import plain

CONFIG = {"displaylogo": False, "displayModeBar": True, "modeBarButtons": [["toImage"]]}
"""The one button saves the chart as a picture; it is always there, since a phone has no pointer to hover with."""

PICTURE = {"format": "png", "scale": 3}
"""Three dots a pixel: sharp when put on a slide."""

WHO: dict[Standing, str] = {"you": N_("You"), "group": N_("Group")}


def show_domains(findings: Findings, key: str = "", benchmark: Mapping[str, float] | None = None) -> None:
    """The radar of the subjects against the target and a `benchmark`, the middle score (1–5) of others by domain; `key`
    tells several on a page apart."""
    domains, others = findings.domains, benchmark or {}
    if caption := strongest_and_weakest(domains):
        st.markdown(plain(caption))
    drawn = _make_a_radar(domains)
    if drawn:
        rows = [replace(row, benchmark=others.get(m.id)) for row, m in zip(_rows(domains), domains, strict=True)]
        _show_radar_or_lines(findings, rows, key)
    if others:
        st.caption(_("The benchmark is the middle score of others who answered the same questions."))
    show_table(
        {
            _("Subject"): [m.title for m in domains],
            _("Score, 1 to 5"): [m.score_text for m in domains],
            _("Index, 0 to 100"): [m.index_text for m in domains],
            _("Level"): [m.level_text for m in domains],
            _("Target"): [m.target_text for m in domains],
            **({_("Benchmark"): [one_decimal(others.get(m.id)) for m in domains]} if others else {}),
        },
        folded=drawn,
    )


def _show_radar_or_lines(findings: Findings, rows: Sequence[Row], key: str) -> None:
    """A radar, and for a phone, on which it would be too small to read, lines: style.py shows one of them."""
    domains, who = findings.domains, _(WHO[findings.of])
    with st.container(key=f"wide radar domains {key}".strip()):
        figure = radar(rows, findings.level_names, scheme().ink, scheme(), who=who)
        show_chart(figure, radar_of_subjects(domains), f"{key} domains")
    with st.container(key=f"narrow gaps domains {key}".strip()):
        colours = [scheme().domain(m.domain) for m in domains]
        figure = gap_chart(rows, findings.level_names, colours, scheme(), who=who)
        show_chart(figure, lines_of_subjects(domains), f"{key} domain gaps")


def show_gaps(findings: Findings, key: str = "") -> None:
    """From where one is to the target, largest gap first: the subjects together; role tracks stand apart."""
    gaps = findings.gaps
    st.markdown(plain(widest_gap(gaps)))
    colours = [scheme().domain(m.domain) for m in gaps]
    about = counted("Gap of {n} capability. {scores}", "Gap of {n} capabilities. {scores}", len(gaps)).format(
        scores=spoken(gaps)
    )
    figure = gap_chart(_rows(gaps, grouped=True), findings.level_names, colours, scheme(), who=_(WHO[findings.of]))
    show_chart(figure, about, f"{key} gaps")
    _say_what_has_no_score(findings.unscored)
    show_table(
        {
            _("Capability"): [m.title for m in gaps],
            _("Subject"): [m.domain_title for m in gaps],
            _("Score, 1 to 5"): [m.score_text for m in gaps],
            _("Target"): [m.target_text for m in gaps],
            _("Gap"): [m.gap_text for m in gaps],
        }
    )


def show_track(findings: Findings, track: Track) -> None:
    """One questionnaire: the radar of its capabilities, and for a role track its own gap chart."""
    capabilities, id = track.capabilities, track.measure.id
    colour = scheme().domain(track.measure.domain)
    if _make_a_radar(capabilities):
        about = radar_of_track(track)
        with st.container(key=f"wide radar {id}"):  # a phone shows the gap chart instead: see style.py
            show_chart(radar(_rows(capabilities), findings.level_names, colour, scheme()), about, f"radar {id}")
    scored = widest_first(capabilities)
    if track.is_role and scored:
        about = gaps_of_track(track, scored)
        figure = gap_chart(_rows(scored), findings.level_names, [colour] * len(scored), scheme())
        show_chart(figure, about, f"gaps {id}")
    _say_what_has_no_score([m for m in capabilities if m.score is None])
    show_table(
        {
            _("Capability"): [m.title for m in capabilities],
            _("Score, 1 to 5"): [m.why_none or m.score_text for m in capabilities],
            _("Level"): [m.level_text for m in capabilities],
            _("Target"): [m.target_text for m in capabilities],
            _("Gap"): [m.gap_text for m in capabilities],
            _("Coverage"): [m.coverage_text for m in capabilities],
            _("Don't know"): [m.dont_know_text for m in capabilities],
        }
    )


def show_table(columns: Mapping[str, Sequence[str]], *, folded: bool = True) -> None:
    """The numbers behind what is shown above, folded away, or open where they are what is to be seen; cells are plain
    text."""
    with st.expander(_("The table behind this")) if folded else st.container():
        escaped = {plain(name): [plain(cell) for cell in cells] for name, cells in columns.items()}
        st.table(pd.DataFrame(escaped), hide_index=True, border="horizontal")


def _make_a_radar(measures: Sequence[Measure]) -> bool:
    """Whether there is enough to see: fewer than three points make no shape."""
    return sum(m.score is not None for m in measures) >= 3


def _rows(measures: Sequence[Measure], *, grouped: bool = False) -> list[Row]:
    return [Row(m.title, m.score, m.target, m.domain_title if grouped else "") for m in measures]


def _say_what_has_no_score(measures: Sequence[Measure]) -> None:
    if measures:
        named = "; ".join(f"{m.title} ({m.why_none})" for m in measures)
        st.caption(plain(_("Not in the chart, because it has no score: {named}.").format(named=named)))


def show_chart(figure: object, alt: str, key: str) -> None:
    """A Plotly figure with the text that stands in its place for who can't see it; its picture can be saved."""
    words = {"Download plot as a PNG": _("Download this chart as a picture (PNG)")}
    config = CONFIG | {
        "toImageButtonOptions": PICTURE | {"filename": key.strip().replace(" ", "-")},
        "locale": current(),
        "locales": {current(): {"dictionary": words}},
    }
    st.plotly_chart(figure, theme=None, config=config, alt=alt, key=f"chart {key}")
