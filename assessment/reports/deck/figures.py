"""What the charts of the deck show. Their numbers are rounded as they are written everywhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from textwrap import fill

from assessment.findings.captions import spoken
from assessment.findings.model import Findings, Measure
from assessment.findings.said import OwnershipView
from assessment.findings.words import NONE, score_text
from assessment.reports.deck.model import Chart, Series

WRAP = 18
"""The most characters on a line of a radar's label."""


def subject_bars(found: Findings) -> Chart:
    """The subjects as bars, each with its target and its don't-know rate."""
    labels = [f"{m.title}\n({_known(m)})" for m in found.domains]
    return replace(_bars(labels, found.domains, "Scores and targets of the subjects.", found.level_names), legend=False)


def subject_radar(found: Findings) -> Chart:
    """The subjects as a radar, with the medians of others where there are any."""
    series = [Series("Score", _numbers(m.score_text for m in found.domains)), _targets(found.domains)]
    if found.benchmark and found.benchmark.medians:
        medians = (found.benchmark.medians.get(m.id) for m in found.domains)
        series.append(Series("Others, median", _numbers(map(score_text, medians))))
    return Chart(
        "radar",
        f"Radar of {len(found.domains)} subjects. {spoken(found.domains)}",
        tuple(f"{fill(m.title, WRAP)}\n{m.score_text}" for m in found.domains),
        tuple(series),
    )


def gap_bars(gaps: Sequence[Measure], level_names: Sequence[str]) -> Chart:
    """Capabilities as bars to their target, each with its gap, in the colours of their subjects."""
    labels = [f"{m.title} (gap {m.gap_text})" for m in gaps]
    return _bars(labels, gaps, f"Gaps of {len(gaps)} capabilities.", level_names)


def decision_bars(ownership: OwnershipView) -> Chart:
    """How many decisions are how."""
    said = "; ".join(f"{state}: {number}" for state, number in ownership.tally.items())
    return Chart(
        "bars",
        f"Number of decisions. {said}.",
        tuple(state.capitalize() for state in ownership.tally),
        (Series("Decisions", tuple(ownership.tally.values())),),
        top=None,
        legend=False,
    )


def _bars(labels: Iterable[str], measures: Sequence[Measure], about: str, level_names: Sequence[str]) -> Chart:
    """A series for each subject, so that the legend names its colour, and the targets."""
    subjects = dict.fromkeys((m.domain, m.domain_title) for m in measures)
    scores = (
        Series(title, _numbers(m.score_text if m.domain == domain else NONE for m in measures), domain)
        for domain, title in subjects
    )
    scale = ", ".join(f"{level} {name}" for level, name in enumerate(level_names, start=1))
    return Chart(
        "bars",
        f"{about} {spoken(measures)}",
        tuple(labels),
        (*scores, _targets(measures)),
        scale=f"{scale}; outline: target",
    )


def _targets(measures: Iterable[Measure]) -> Series:
    return Series("Target", _numbers(m.target_text for m in measures), aim=True)


def _numbers(texts: Iterable[str]) -> tuple[float | None, ...]:
    return tuple(None if text == NONE else float(text) for text in texts)


def _known(measure: Measure) -> str:
    without = "" if measure.score is not None else "no score"
    unknown = "" if measure.dont_know_text == NONE else f"don't know {measure.dont_know_text}"
    return ", ".join(filter(None, (without, unknown)))
