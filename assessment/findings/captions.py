"""What a chart shows, in words: the sentence beside it, and the text that stands in its place for who can't see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assessment.findings.model import Findings, Measure, NextStep, Track
from assessment.findings.owners import state_words
from assessment.findings.said import DecisionView, ItemView, OwnershipView
from assessment.language import N_, _, counted
from assessment.scoring.group import ItemResult


def widest_first(measures: Iterable[Measure]) -> list[Measure]:
    """Those of the `measures` that have a score, widest gap first; ties by lower score."""
    return sorted((m for m in measures if m.score is not None), key=lambda m: (-(m.gap or 0.0), m.score or 0.0))


def spoken(measures: Sequence[Measure]) -> str:
    """Every score with its target, in the order given."""
    one = _("{title}: {score}, target {target}")
    said = (one.format(title=m.title, score=m.score_text, target=m.target_text) for m in measures)
    return "; ".join(said) + "."


def strongest_and_weakest(measures: Sequence[Measure]) -> str:
    """Which of the scored `measures` is highest and which lowest; empty where no two differ."""
    scored = sorted((m for m in measures if m.score is not None), key=lambda m: m.score or 0.0)
    if not scored or scored[0].score == scored[-1].score:
        return ""
    low, high = scored[0], scored[-1]
    return _("Strongest in {high} ({high_score}), weakest in {low} ({low_score}).").format(
        high=high.title, high_score=high.score_text, low=low.title, low_score=low.score_text
    )


def radar_of_subjects(domains: Sequence[Measure]) -> str:
    """The radar of the subjects for who can't see it."""
    radar = counted("Radar of {n} subject. {scores}", "Radar of {n} subjects. {scores}", len(domains))
    return radar.format(scores=spoken(domains))


def lines_of_subjects(domains: Sequence[Measure]) -> str:
    """The chart of the subjects that a phone shows, for who can't see it."""
    lines = counted(
        "Score and target of {n} subject. {scores}", "Score and target of {n} subjects. {scores}", len(domains)
    )
    return lines.format(scores=spoken(domains))


def radar_of_track(track: Track) -> str:
    """The radar of a questionnaire's capabilities for who can't see it."""
    return counted(
        "Radar of {n} capability of {title}. {scores}",
        "Radar of {n} capabilities of {title}. {scores}",
        len(track.capabilities),
    ).format(title=track.measure.title, scores=spoken(track.capabilities))


def gaps_of_track(track: Track, scored: Sequence[Measure]) -> str:
    """The chart of a questionnaire's gaps for who can't see it; `scored` are its capabilities, widest gap first."""
    return counted(
        "Gap of {n} capability of {title}. {scores}", "Gap of {n} capabilities of {title}. {scores}", len(scored)
    ).format(title=track.measure.title, scores=spoken(scored))


def widest_gap(gaps: Sequence[Measure]) -> str:
    """Which of the `gaps`, widest first, is the widest."""
    open_gaps = [m for m in gaps if m.gap]
    if not open_gaps:
        return _("Every capability with a score is at or above its target.")
    first, last = open_gaps[0], open_gaps[-1]
    if len(open_gaps) > 1 and first.gap_text == last.gap_text:
        return counted(
            "{n} capability is equally far from its target: {gap} levels.",
            "{n} capabilities are equally far from their target: {gap} levels.",
            len(open_gaps),
        ).format(gap=first.gap_text)
    return _("The widest gap is {capability}: {gap} levels to its target.").format(
        capability=first.title, gap=first.gap_text
    )


# Translators: how important a capability is: low, normal, high.
IMPORTANCE = {1: N_("low"), 2: N_("normal"), 3: N_("high")}
"""What people call the importance of a capability, in English."""


def priority(findings: Findings, step: NextStep) -> str:
    """The arithmetic behind the place of a next step."""
    gap = next(m.gap_text for track in findings.tracks for m in track.capabilities if m.id == step.capability)
    return _("Priority {priority}: a gap of {gap} × importance {importance} ({words}).").format(
        priority=step.priority_text, gap=gap, importance=step.importance, words=_(IMPORTANCE[step.importance])
    )


def spoken_votes(items: Iterable[ItemView]) -> str:
    """What a group answered to each question: how many chose which level, and how many didn't know."""
    return " ".join(f"{item.text} {_votes(item.counts)}." for item in items if item.counts)


def spoken_owners(ownership: OwnershipView) -> str:
    """Whom most people named for each decision, and the state of it."""
    return " ".join(map(_decided, ownership.decisions))


def _votes(votes: ItemResult) -> str:
    levels = [
        counted("{n} at level {level}", "{n} at level {level}", number).format(level=level)
        for level, number in enumerate(votes.counts, 1)
        if number
    ]
    unknown = [counted("{n} don't know", "{n} don't know", votes.dont_know)] if votes.dont_know else []
    return ", ".join([*levels, *unknown]) or _("no answer")


def _decided(decision: DecisionView) -> str:
    state = f", {state_words(decision.state)}" if decision.state else ""
    return f"{decision.text}: {decision.answer}{state}."
