"""What a workshop's room made of its picture: both votes and what was agreed, and the parking lot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assessment.findings.model import Findings
from assessment.findings.room import Outcome, TwiceAsked
from assessment.language import _, counted
from assessment.reports.deck.model import Line, Notes, Slide, Table, Text

MOST_ROWS = 6
"""As many capabilities or decisions as a slide has room for, with the reasons."""


def room(found: Findings) -> list[Slide]:
    """Slides of what was voted on twice or agreed, the role tracks apart, and of what was parked."""
    made = found.room
    if not made:
        return []
    return [
        *_outcomes(_("What the room made of it"), _("What"), (*made.capabilities, *made.decisions), ""),
        *_outcomes(_("How the roles should be set up"), _("Capability"), made.roles, found.role_note),
        *_parked(made.parked),
    ]


def _outcomes(title: str, what: str, outcomes: Sequence[Outcome], note: str) -> Iterable[Slide]:
    parts = [outcomes[at : at + MOST_ROWS] for at in range(0, len(outcomes), MOST_ROWS)]
    for number, part in enumerate(parts, start=1):
        agreed = sum(one.is_agreed for one in part)
        how_many = _("{agreed} of {all} agreed").format(agreed=agreed, all=len(part)) + (
            _(" ({number} of {parts})").format(number=number, parts=len(parts)) if len(parts) > 1 else ""
        )
        table = Table(
            _("First vote, second vote and what was agreed, with the reason."),
            (what, _("First vote"), _("Second vote"), _("Agreed"), _("Why")),
            tuple((one.title, one.first_text, one.second_text, one.agreed_text, _why(one)) for one in part),
            (0.24, 0.17, 0.17, 0.16, 0.26),
        )
        kept = _("First vote, second vote and what was agreed are kept apart; none replaces another.")
        yield Slide(
            "Table",
            f"{title}: {how_many}",
            {"table": table, "note": Text((Line(note or kept),))},
            Notes(
                _(
                    "the first vote is what each answered alone, the second what the same people answered "
                    "after they had talked. What was agreed is what the room settled on. "
                )
                + kept,
                _("read out what was agreed and why, and ask whether anyone remembers it otherwise."),
                _("who changed their mind."),
                tuple("\n".join([one.title, *_in_numbers(one)]) for one in part),
            ),
        )


def _parked(parked: Sequence[str]) -> Iterable[Slide]:
    if parked:
        yield Slide(
            "Two columns",
            _("Put aside for later: {number}").format(number=len(parked)),
            {
                "left": Text(tuple(Line(text, bullet=True) for text in parked[::2])),
                "right": Text(tuple(Line(text, bullet=True) for text in parked[1::2])),
            },
            Notes(
                _("the parking lot of the workshop, in the room's own words."),
                _("say who takes each further, or strike it out."),
                _("how many people care about each."),
            ),
        )


def _why(one: Outcome) -> str:
    asked = _("Asked first: {consulted}.").format(consulted=one.consulted) if one.consulted else ""
    veto = _("Can stop it: {veto}.").format(veto=one.veto) if one.veto else ""
    return " ".join(filter(None, (one.reason, asked, veto)))


def _in_numbers(one: Outcome) -> Iterable[str]:
    if one.n is not None:
        yield counted("Voted twice: {n} person.", "Voted twice: {n} people.", one.n)
    for question in one.questions:
        yield f"{question.text} {_counts(question)}"


def _counts(question: TwiceAsked) -> str:
    votes = ((_("First vote"), question.first), (_("second vote"), question.second))
    return "; ".join(f"{name}: {' · '.join(map(str, of.counts))}" for name, of in votes if of) + "."
