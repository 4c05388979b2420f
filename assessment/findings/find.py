"""From a result to what is shown of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assessment.bank.model import Bank, Mode
from assessment.errors import NotNow
from assessment.findings.captions import widest_first
from assessment.findings.measures import domains_of, overall_of, tracks_of
from assessment.findings.model import ActionView, Ask, BenchmarkView, Findings, Measure, NextStep, Particulars
from assessment.findings.of_group import particulars_of_group
from assessment.findings.of_one import particulars_of_one
from assessment.findings.room import room_of
from assessment.findings.said import Note
from assessment.findings.sentences import headline, sureness
from assessment.findings.subject import Subject
from assessment.findings.words import one_decimal
from assessment.language import N_, _, day
from assessment.method.formulas import LIMITS, plain
from assessment.results import ROLE_DOMAIN, RespondentView, Result
from assessment.scoring.benchmark import Comparison, Kind
from assessment.scoring.benchmark_words import made_of, standing, why_nothing
from assessment.scoring.gaps import top_actions
from assessment.services.steps import ROLE_NOTE

SIMULATED = N_("Simulated answers: this result describes no real organisation.")
MOST_ASKS = 3
MOST_STRENGTHS = 5

_KINDS: tuple[Kind, ...] = ("capability", "questionnaire", "domain", "overall")

MODES: dict[Mode, str] = {"pulse": N_("Pulse: one question per capability"), "full": N_("Full: every question")}


def find(result: Result) -> Findings:
    """Everything a screen or a report shows: of the group where there is one, else of the one respondent.

    Raises `NotNow` for a workshop before its first reveal, of which there is nothing to show yet.
    """
    bank, group = result.plan.bank, result.group
    if not group and not result.respondents:
        raise NotNow(_("Nothing is revealed yet, so there is nothing to report. The answers are safe. Reveal first."))
    of = particulars_of_group(result, group) if group else particulars_of_one(result, result.respondents[0])
    overall, domains, tracks = overall_of(bank, of.subject), domains_of(bank, of.subject), tracks_of(bank, of.subject)
    weakest = next((d for d in domains if d.id == of.subject.weakest_link), None)
    measures = [m for track in tracks if not track.is_role for m in track.capabilities]
    top_five = _next_steps(bank, of.subject)
    roles = {m.id for track in tracks if track.is_role for m in track.capabilities}
    next_steps = tuple(step for step in top_five if step.capability not in roles)
    return Findings(
        of="group" if group else "you",
        title=result.organisation or (result.workshop.title if result.workshop else "") or _("AI leadership maturity"),
        about=_about(result, of),
        facts=(*_about(result, of), *_edition(result)),
        notices=(_(SIMULATED),) if result.simulated else (),
        headline=headline(overall, domains, weakest, of.group, len(measures)),
        sure=sureness(bank, of.subject, overall),
        aim=of.aim,
        level_names=bank.edition.levels,
        overall=overall,
        domains=domains,
        tracks=tracks,
        gaps=tuple(widest_first(measures)),
        unscored=tuple(m for m in measures if m.score is None),
        strengths=_strengths(measures),
        weakest=weakest,
        spotlights=of.spotlights,
        items=of.items,
        ownership=of.ownership,
        reference=of.reference,
        next_steps=next_steps,
        role_steps=tuple(step for step in top_five if step.capability in roles),
        actions=of.actions,
        asks=_asks(of.actions, next_steps),
        notes=_notes(bank, result.respondents),
        benchmark=_benchmark(bank, result.comparison) if result.comparison else None,
        group=of.group,
        limits=tuple(plain(_(limit)) for limit in LIMITS),
        role_note=_(ROLE_NOTE),
        room=room_of(result, group, result.workshop) if group and result.workshop else None,
    )


def _about(result: Result, of: Particulars) -> tuple[tuple[str, str], ...]:
    return (
        (_("Answered by"), of.answered_by),
        *([(_("Answered on"), day(result.day))] if result.day else []),
        (_("Questions"), _(MODES[result.mode])),
        (_("Held against"), of.aim),
    )


def _edition(result: Result) -> tuple[tuple[str, str], ...]:
    return (
        (_("Edition"), f"{result.edition_id}, {result.plan.bank.edition.title}"),
        (_("Content hash"), result.content_hash[:12]),
        (_("Scoring version"), str(result.scoring_version)),
    )


def _strengths(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """What is at or above its target, highest first."""
    there = [m for m in measures if m.score is not None and not m.gap]
    return tuple(sorted(there, key=lambda m: -(m.score or 0.0))[:MOST_STRENGTHS])


def _next_steps(bank: Bank, subject: Subject) -> tuple[NextStep, ...]:
    titles = {c.id: c.title for c in bank.capabilities()}
    return tuple(
        NextStep(
            capability=gap.capability,
            title=titles[gap.capability],
            level=gap.level or 0,
            text=gap.next_step or "",
            importance=gap.importance,
            priority=gap.priority or 0.0,
            priority_text=one_decimal(gap.priority),
        )
        for gap in top_actions(subject.gaps.values())
    )


def _asks(actions: Sequence[ActionView], steps: Sequence[NextStep]) -> tuple[Ask, ...]:
    """What the meeting is asked to decide: what was taken on and isn't done, else the first of the next steps."""
    taken_on = [Ask(action.text, action.owner, action.due) for action in actions if not action.done]
    return tuple(taken_on or [Ask(f"{step.title}: {step.text}", "", None) for step in steps])[:MOST_ASKS]


def _benchmark(bank: Bank, comparison: Comparison) -> BenchmarkView:
    if comparison.benchmark is None or comparison.released is None or not comparison.placements:
        return BenchmarkView(why_nothing(comparison), {}, {})
    # Kinds in this order: a subject and its only questionnaire share their id, and the subject is what is shown.
    placed = {m.id: at for kind in _KINDS for m, at in comparison.placements.items() if m.kind == kind}
    return BenchmarkView(
        about=made_of(bank, comparison.benchmark, comparison.released),
        places={id: standing(at) for id, at in placed.items()},
        medians={id: at.median for id, at in placed.items()},
    )


def _notes(bank: Bank, views: Sequence[RespondentView]) -> tuple[Note, ...]:
    """Every comment and evidence note, respondents in order, questions in bank order.

    Those on the role tracks, which only a file from elsewhere can hold, are left out: they are about a person.
    """
    return tuple(
        Note(view.label if len(views) > 1 else "", capability.title, item.text, kind, view.notes[item.id, kind])
        for view in views
        if view.notes
        for questionnaire in bank.questionnaires
        if questionnaire.domain != ROLE_DOMAIN
        for capability in questionnaire.capabilities
        for item in capability.items
        for kind in ("comment", "evidence")
        if (item.id, kind) in view.notes
    )
