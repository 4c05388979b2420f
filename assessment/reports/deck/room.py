"""What a workshop's room made of its picture: both votes and what was agreed, and the parking lot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assessment.findings.model import Findings
from assessment.findings.room import Outcome, TwiceAsked
from assessment.reports.deck.model import Line, Notes, Slide, Table, Text

MOST_ROWS = 6
"""As many capabilities or decisions as a slide has room for, with the reasons."""


def room(found: Findings) -> list[Slide]:
    """Slides of what was voted on twice or agreed, the role tracks apart, and of what was parked."""
    made = found.room
    if not made:
        return []
    return [
        *_outcomes("What the room made of it", "What", (*made.capabilities, *made.decisions), ""),
        *_outcomes("How the roles should be set up", "Capability", made.roles, found.role_note),
        *_parked(made.parked),
    ]


def _outcomes(title: str, what: str, outcomes: Sequence[Outcome], note: str) -> Iterable[Slide]:
    parts = [outcomes[at : at + MOST_ROWS] for at in range(0, len(outcomes), MOST_ROWS)]
    for number, part in enumerate(parts, start=1):
        agreed = sum(one.is_agreed for one in part)
        counted = f"{agreed} of {len(part)} agreed" + (f" ({number} of {len(parts)})" if len(parts) > 1 else "")
        table = Table(
            "First vote, second vote and what was agreed, with the reason.",
            (what, "First vote", "Second vote", "Agreed", "Why"),
            tuple((one.title, one.first_text, one.second_text, one.agreed_text, _why(one)) for one in part),
            (0.24, 0.17, 0.17, 0.16, 0.26),
        )
        kept = "First vote, second vote and what was agreed are kept apart; none replaces another."
        yield Slide(
            "Table",
            f"{title}: {counted}",
            {"table": table, "note": Text((Line(note or kept),))},
            Notes(
                "the first vote is what each answered alone, the second what the same people answered after they had "
                "talked. What was agreed is what the room settled on. " + kept,
                "read out what was agreed and why, and ask whether anyone remembers it otherwise.",
                "who changed their mind.",
                tuple("\n".join([one.title, *_in_numbers(one)]) for one in part),
            ),
        )


def _parked(parked: Sequence[str]) -> Iterable[Slide]:
    if parked:
        yield Slide(
            "Two columns",
            f"Put aside for later: {len(parked)}",
            {
                "left": Text(tuple(Line(text, bullet=True) for text in parked[::2])),
                "right": Text(tuple(Line(text, bullet=True) for text in parked[1::2])),
            },
            Notes(
                "the parking lot of the workshop, in the room's own words.",
                "say who takes each further, or strike it out.",
                "how many people care about each.",
            ),
        )


def _why(one: Outcome) -> str:
    asked = f"Asked first: {one.consulted}." if one.consulted else ""
    veto = f"Can stop it: {one.veto}." if one.veto else ""
    return " ".join(filter(None, (one.reason, asked, veto)))


def _in_numbers(one: Outcome) -> Iterable[str]:
    if one.n is not None:
        yield f"Voted twice: {one.n} people."
    for question in one.questions:
        yield f"{question.text} {_counts(question)}"


def _counts(question: TwiceAsked) -> str:
    votes = (("First vote", question.first), ("second vote", question.second))
    return "; ".join(f"{name}: {' · '.join(map(str, of.counts))}" for name, of in votes if of) + "."
