"""What the charts of the deck show. Their numbers are rounded as they are written everywhere else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from textwrap import fill

from assessment.findings.captions import radar_of_subjects, spoken
from assessment.findings.model import Findings, Measure
from assessment.findings.said import OwnershipView
from assessment.findings.words import NONE, as_in_english, capitalised, score_text
from assessment.language import _, counted
from assessment.reports.deck.model import Chart, Series

WRAP = 18
"""The most characters on a line of a radar's label."""


def subject_bars(found: Findings) -> Chart:
    """The subjects as bars, each with its target and its don't-know rate."""
    labels = [f"{m.title}\n({_known(m)})" for m in found.domains]
    return replace(
        _bars(labels, found.domains, _("Scores and targets of the subjects."), found.level_names), legend=False
    )


def subject_radar(found: Findings) -> Chart:
    """The subjects as a radar, with the medians of others where there are any."""
    series = [Series(_("Score"), _numbers(m.score_text for m in found.domains)), _targets(found.domains)]
    if found.benchmark and found.benchmark.medians:
        medians = (found.benchmark.medians.get(m.id) for m in found.domains)
        series.append(Series(_("Others, median"), _numbers(map(score_text, medians))))
    return Chart(
        "radar",
        radar_of_subjects(found.domains),
        tuple(f"{fill(m.title, WRAP)}\n{m.score_text}" for m in found.domains),
        tuple(series),
    )


def gap_bars(gaps: Sequence[Measure], level_names: Sequence[str]) -> Chart:
    """Capabilities as bars to their target, each with its gap, in the colours of their subjects."""
    labels = [_("{title} (gap {gap})").format(title=m.title, gap=m.gap_text) for m in gaps]
    return _bars(labels, gaps, counted("Gap of {n} capability.", "Gaps of {n} capabilities.", len(gaps)), level_names)


def decision_bars(ownership: OwnershipView) -> Chart:
    """How many decisions are how."""
    said = "; ".join(f"{state}: {number}" for state, number in ownership.tally.items())
    return Chart(
        "bars",
        _("Number of decisions. {said}.").format(said=said),
        tuple(capitalised(state) for state in ownership.tally),
        (Series(_("Decisions"), tuple(ownership.tally.values())),),
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
        scale=_("{scale}; outline: target").format(scale=scale),
    )


def _targets(measures: Iterable[Measure]) -> Series:
    return Series(_("Target"), _numbers(m.target_text for m in measures), aim=True)


def _numbers(texts: Iterable[str]) -> tuple[float | None, ...]:
    return tuple(None if text == NONE else float(as_in_english(text)) for text in texts)


def _known(measure: Measure) -> str:
    without = "" if measure.score is not None else _("no score")
    unknown = "" if measure.dont_know_text == NONE else _("don't know {share}").format(share=measure.dont_know_text)
    return ", ".join(filter(None, (without, unknown)))
