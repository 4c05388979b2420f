"""The last slides: what to do next, and what the result can't tell."""

from __future__ import annotations

from assessment.findings.captions import priority
from assessment.findings.model import ActionView, Findings, NextStep
from assessment.language import _, counted, day
from assessment.method.formulas import SECTIONS, plain
from assessment.reports.deck.model import Line, Notes, Slide, Table, Text

MOST_ROWS = 6
"""As many actions and steps as a slide has room for; the rest is in the notes."""


def next_steps(found: Findings) -> Slide | None:
    """What was taken on, then the next steps of the top priorities; None where there is neither."""
    rows = [*map(_action, found.actions), *map(_step, found.next_steps)]
    if not rows:
        return None
    taken_on = counted("{n} action is taken on", "{n} actions are taken on", len(found.actions))
    steps = counted(
        "{n} step comes next, most pressing first", "{n} steps come next, most pressing first", len(found.next_steps)
    )
    left = len(rows) - MOST_ROWS
    note = _("Give each an owner and a date 30, 60 or 90 days from today.") + (
        counted(" {n} more in the notes.", " {n} more in the notes.", left) if left > 0 else ""
    )
    return Slide(
        "Table",
        "; ".join([taken_on] * bool(found.actions) + [steps] * bool(found.next_steps)),
        {
            "table": Table(
                _("Actions and next steps, with room for owner and date."),
                (_("What"), _("For"), _("Owner"), _("By")),
                tuple(rows[:MOST_ROWS]),
                (0.5, 0.24, 0.14, 0.12),
            ),
            "note": Text((Line(note),)),
        },
        Notes(
            _(
                "next steps are what the edition gives for the level that a capability is at. Priority is gap × "
                "importance; ties go to the lower score."
            ),
            _("leave the room with a name and a day for each, or strike it out. Write into the empty cells."),
            _("what a step costs, or whether it is worth it here."),
            (
                *(" ".join(filter(None, row)) for row in rows[MOST_ROWS:]),
                *(f"{step.title}: {priority(found, step)}" for step in found.next_steps),
            ),
        ),
    )


def limits(found: Findings) -> Slide:
    """What the result can't tell, and what it was made with; the method is in the notes."""
    notes = counted("{n} comment or evidence note", "{n} comments and evidence notes", len(found.notes))
    apart = [Line(_("{notes} stand in the PDF and the workbook, not here.").format(notes=notes))] if found.notes else []
    return Slide(
        "Two columns",
        _("It says what leaders see, not what is true or what it earns"),
        {
            "left": Text(
                (Line(_("What this cannot tell you"), strong=True), *(Line(t, bullet=True) for t in found.limits))
            ),
            "right": Text(
                (
                    Line(_("How it was made"), strong=True),
                    *(Line(f"{name}: {text}") for name, text in found.facts),
                    *apart,
                    Line(_("Every formula is in the notes of this slide.")),
                )
            ),
        },
        Notes(
            _("the limits are those of the method; the facts name exactly what was asked and how it was scored."),
            _("say one of them aloud when somebody takes a decimal for a fact."),
            _("all of the left column."),
            tuple("\n".join([section.title, *map(plain, section.points)]) for section in SECTIONS),
        ),
    )


def _action(action: ActionView) -> tuple[str, ...]:
    due = day(action.due) if action.due else ""
    return (
        action.text,
        action.capability,
        action.owner,
        _("{day} (done)").format(day=due).strip() if action.done else due,
    )


def _step(step: NextStep) -> tuple[str, ...]:
    return (
        step.text,
        _("{title}: from level {level} to {next}").format(title=step.title, level=step.level, next=step.level + 1),
        "",
        "",
    )
