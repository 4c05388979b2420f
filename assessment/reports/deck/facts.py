"""Counts and facts, which are no scores: who decides, and one's own answers beside published figures."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.findings.captions import spoken_owners
from assessment.findings.model import Findings
from assessment.findings.owners import state_words
from assessment.findings.reference import provenance
from assessment.findings.said import DecisionView, OwnershipView, ReferenceView
from assessment.language import _, counted
from assessment.reports.deck.figures import decision_bars
from assessment.reports.deck.model import Line, Notes, Slide, Table, Text

MOST_ROWS = 10
"""As many rows of a table as a slide has room for."""


def ownership(found: Findings) -> list[Slide]:
    """Who decides: every decision in tables, with the tally as a chart."""
    owned = found.ownership
    decisions = owned.decisions if owned else ()
    return [
        _ownership(found, owned, decisions[at : at + MOST_ROWS]) for at in range(0, len(decisions), MOST_ROWS) if owned
    ]


def reference(found: Findings) -> list[Slide]:
    """One's own answers beside published figures: the first of each question, and all of them in the notes.

    A group has no answers of its own to stand beside them.
    """
    asked = [question for question in found.reference if question.figures] if found.of == "you" else []
    return [_reference(asked[at : at + MOST_ROWS]) for at in range(0, len(asked), MOST_ROWS)]


def _ownership(found: Findings, owned: OwnershipView, decisions: Sequence[DecisionView]) -> Slide:
    states = [[state_words(d.state) if d.state else _("no answer")] if found.group else [] for d in decisions]
    table = Table(
        _("Decisions, and who would settle each."),
        (_("Decision"), _("Who would settle it"), *([_("State")] if found.group else [])),
        tuple((d.text, d.answer, *state) for d, state in zip(decisions, states, strict=True)),
        (0.5, 0.32, 0.18) if found.group else (0.62, 0.38),
    )
    rule = _(
        "Clear: one owner has at least 80 % of the answers other than “don't know”. Unowned: at least half of them are "
        "no one, or several without a lead. Unknown: over a third of all didn't know. Contested: the rest."
    )
    return Slide(
        "Table and chart",
        owned.sentence,
        {
            "table": table,
            "chart": decision_bars(owned),
            "note": Text((Line(_("Agreement is the result: no choice of owner is the better one.")),)),
        },
        Notes(
            _("each leader named who would settle each decision. {rule}").format(
                rule=rule if found.group else _("It enters no score.")
            ),
            _("take one decision that isn't clear, and ask how it was settled the last time it came up."),
            _("who should decide. Our sources disagree on that; what counts is that people name the same one."),
            (spoken_owners(owned),),
        ),
    )


def _reference(asked: Sequence[ReferenceView]) -> Slide:
    rows = []
    for question in asked:
        more = len(question.figures) - 1
        others = counted(" {n} more in the notes.", " {n} more in the notes.", more) if more else ""
        rows.append((question.text, question.answer or _("No answer"), question.figures[0].sentence + others))
    header = (_("Question"), _("Your answer"), _("A published figure"))
    sources = (
        "\n".join(
            [f"{question.text} {figure.sentence}", *(f"{name}: {text}" for name, text in provenance(figure.figure))]
        )
        for question in asked
        for figure in question.figures
    )
    return Slide(
        "Table",
        _("What others reported stands beside your own answers"),
        {
            "table": Table(
                _("Questions, your answers and published figures."), header, tuple(rows), (0.36, 0.18, 0.46)
            ),
            "note": Text((Line(_("Published figures enter no score, and most were asked of other people.")),)),
        },
        Notes(
            _("published surveys, each with who was asked, when and by whom. Everything known of them is below."),
            _("use one figure at most, and say who was asked before you say what they answered."),
            _("where you rank: other people, at another time, mostly in other words. No figure here is a percentile."),
            tuple(sources),
        ),
    )
