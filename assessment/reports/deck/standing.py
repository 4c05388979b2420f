"""Where they stand on the subjects, and how far each capability is from its target."""

from __future__ import annotations

from assessment.findings.captions import strongest_and_weakest, widest_gap
from assessment.findings.model import Findings
from assessment.language import _, counted
from assessment.reports.deck.figures import gap_bars, subject_bars, subject_radar
from assessment.reports.deck.model import Line, Notes, Slide, Text

MOST_BARS = 18
"""As many bars as a slide has room for; the tables have all capabilities."""

LEAST_AXES = 3
"""A radar needs as many to have a shape."""


def subjects(found: Findings) -> Slide:
    """The subjects beside each other, as a radar where it has a shape, with the overall result."""
    levels = [f"{m.title}: {m.level_text}" for m in found.domains if m.score is not None]
    scale = ", ".join(f"{number} {name}" for number, name in enumerate(found.level_names, start=1))
    lines = [
        *_overall(found),
        *_listed(_("At or above the target"), [f"{m.title}: {m.score_text}" for m in found.strengths]),
        *_beside_others(found),
        *_listed(_("Levels"), levels),
        Line(_("From lowest to highest: {scale}.").format(scale=scale)),
    ]
    return Slide(
        "Chart and text",
        strongest_and_weakest(found.domains) or "; ".join(levels) or _("No subject has a score yet"),
        {
            "chart": subject_radar(found) if len(levels) >= LEAST_AXES else subject_bars(found),
            "text": Text(tuple(lines)),
        },
        Notes(
            _(
                "the score of a subject is the mean of its capabilities; that of role clarity is the mean of "
                "its tracks. The middle of a radar is level 1, its rim level 5. “Edit data” opens the numbers "
                "behind the chart."
            ),
            _("ask which subject surprises the room before you say which is lowest."),
            _("the area of a radar means nothing, and its shape hangs on the order of the subjects: read the points."),
            tuple(
                _(
                    "{title}: {score_text} (index {index_text}), target {target_text}, don't know {dont_know_text}"
                ).format(
                    title=m.title,
                    score_text=m.score_text,
                    index_text=m.index_text,
                    target_text=m.target_text,
                    dont_know_text=m.dont_know_text,
                )
                for m in found.domains
            ),
        ),
    )


def gaps(found: Findings) -> Slide | None:
    """From score to target for every capability of the subjects, widest gap first; None where none has a score."""
    if not found.gaps:
        return None
    left = len(found.gaps) - MOST_BARS
    without = "; ".join(f"{m.title} ({m.why_none})" for m in found.unscored)
    note = [
        _("Widest gap first."),
        counted("{n} with a smaller gap is in the tables.", "{n} with smaller gaps are in the tables.", left)
        if left > 0
        else "",
        _("No score: {without}.").format(without=without) if without else "",
    ]
    of_group = _(" A group's gap is the mean of its members' gaps, so it can be wider than target less mean.")
    return Slide(
        "Chart",
        widest_gap(found.gaps),
        {
            "chart": gap_bars(found.gaps[:MOST_BARS], found.level_names),
            "note": Text((Line(" ".join(filter(None, note))),)),
        },
        Notes(
            _("a gap is what is missing to the target, never below 0. Held against: {aim}.").format(aim=found.aim)
            + (of_group if found.group else ""),
            _("stay with the first three. A wide gap is a wish as much as a finding: ask whether the target is meant."),
            _("which gap is worth closing. That depends on what it costs and on what it is for."),
            tuple(
                _("{title}: {score}, target {target}, gap {gap}").format(
                    title=m.title, score=m.score_text, target=m.target_text, gap=m.gap_text
                )
                for m in found.gaps
            ),
        ),
    )


def _overall(found: Findings) -> list[Line]:
    overall = found.overall
    if overall.score is None:
        return [Line(_("No overall score"), strong=True), Line(found.sure)]
    level = _("provisional, so without a level") if overall.provisional else overall.level_text
    lines = [
        Line(_("Overall: index {index_text} of 100").format(index_text=overall.index_text), strong=True),
        Line(f"{level[:1].upper()}{level[1:]}. {found.sure}"),
    ]
    if overall.coverage is not None:  # without it, as in a group, `sure` is the don't-know rate
        lines.append(
            Line(
                _("Coverage {coverage_text}, “don't know” {dont_know_text}.").format(
                    coverage_text=overall.coverage_text, dont_know_text=overall.dont_know_text
                )
            )
        )
    return lines


def _beside_others(found: Findings) -> list[Line]:
    if not found.benchmark:
        return []
    titles = {"overall": _("Overall"), **{m.id: m.title for m in found.domains}}
    places = [f"{titles[id]}: {place}" for id, place in found.benchmark.places.items() if id in titles]
    return [*(_listed(_("Beside others"), places)), Line(found.benchmark.about)]


def _listed(heading: str, entries: list[str]) -> list[Line]:
    """A list under its heading; nothing where it would be empty."""
    return [Line(heading, strong=True), *(Line(entry, bullet=True) for entry in entries)] if entries else []
