"""What a chart shows, in words: the sentence beside it, and the text that stands in its place for who can't see it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assessment.findings.model import Findings, Measure, NextStep
from assessment.findings.said import ItemView, OwnershipView


def widest_first(measures: Iterable[Measure]) -> list[Measure]:
    """Those of the `measures` that have a score, widest gap first; ties by lower score."""
    return sorted((m for m in measures if m.score is not None), key=lambda m: (-(m.gap or 0.0), m.score or 0.0))


def spoken(measures: Sequence[Measure]) -> str:
    """Every score with its target, in the order given."""
    return "; ".join(f"{m.title}: {m.score_text}, target {m.target_text}" for m in measures) + "."


def strongest_and_weakest(measures: Sequence[Measure]) -> str:
    """Which of the scored `measures` is highest and which lowest; empty where no two differ."""
    scored = sorted((m for m in measures if m.score is not None), key=lambda m: m.score or 0.0)
    if not scored or scored[0].score == scored[-1].score:
        return ""
    low, high = scored[0], scored[-1]
    return f"Strongest in {high.title} ({high.score_text}), weakest in {low.title} ({low.score_text})."


def widest_gap(gaps: Sequence[Measure]) -> str:
    """Which of the `gaps`, widest first, is the widest."""
    open_gaps = [m for m in gaps if m.gap]
    if not open_gaps:
        return "Every capability with a score is at or above its target."
    first, last = open_gaps[0], open_gaps[-1]
    if len(open_gaps) > 1 and first.gap_text == last.gap_text:
        return f"{len(open_gaps)} capabilities are equally far from their target: {first.gap_text} levels."
    return f"The widest gap is {first.title}: {first.gap_text} levels to its target."


IMPORTANCE = {1: "low", 2: "normal", 3: "high"}
"""What people call the importance of a capability."""


def priority(findings: Findings, step: NextStep) -> str:
    """The arithmetic behind the place of a next step."""
    gap = next(m.gap_text for track in findings.tracks for m in track.capabilities if m.id == step.capability)
    importance = f"importance {step.importance} ({IMPORTANCE[step.importance]})"
    return f"Priority {step.priority_text}: a gap of {gap} × {importance}."


def spoken_votes(items: Iterable[ItemView]) -> str:
    """What a group answered to each question: how many chose which level, and how many didn't know."""
    said = []
    for item in items:
        if item.counts:
            levels = (f"{number} at level {level}" for level, number in enumerate(item.counts.counts, 1) if number)
            unknown = [f"{item.counts.dont_know} don't know"] if item.counts.dont_know else []
            said.append(f"{item.text} {', '.join([*levels, *unknown]) or 'no answer'}.")
    return " ".join(said)


def spoken_owners(ownership: OwnershipView) -> str:
    """Whom most people named for each decision, and the state of it."""
    return " ".join(
        f"{d.text}: {d.answer}, {d.state}." if d.state else f"{d.text}: {d.answer}." for d in ownership.decisions
    )
