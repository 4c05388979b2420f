"""The title slide, and the page that a board can read alone."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.findings.model import Ask, Findings
from assessment.findings.words import capitalised
from assessment.language import N_, _, counted, day
from assessment.reports.deck.figures import subject_bars
from assessment.reports.deck.model import Line, Notes, Slide, Table, Text

PRODUCT = N_("AI leadership maturity")
MOST_LIMITS = 3


def title(found: Findings) -> Slide:
    """Whose result it is, what it says in a sentence, and how it came about."""
    what = [Line(_(PRODUCT), strong=True)] if found.title != _(PRODUCT) else []
    notices = [Line(notice, strong=True) for notice in found.notices]
    return Slide(
        "Title",
        found.title,
        {
            "headline": Text((*what, Line(found.headline))),
            "facts": Text((*notices, *(Line(f"{name}: {text}") for name, text in found.facts))),
        },
        Notes(
            _(
                "the answers named here, scored by the edition and the scoring version named here. The same "
                "answers to the same edition give the same result again."
            ),
            _("say who answered and when, and that the next slide can be read alone."),
            _("the last slide says it in full."),
            found.notices,
        ),
    )


def board_page(found: Findings) -> Slide:
    """Where they stand, what is asked of the meeting, what is sharpest, who decides, and what it can't tell."""
    which = _("that divide the group most") if found.group else _("of the widest gaps, weighed by importance")
    return Slide(
        "Board page",
        found.headline,
        {
            "bars": subject_bars(found),
            "asks": _asks(found.asks) if found.asks else None,
            "spotlights": _spotlights(found) if found.spotlights else None,
            "aside": Text(tuple(_aside(found))),
        },
        Notes(
            _(
                "the bars are scores of 1 to 5, the outlines targets. A target is what these answers are held "
                "against: {aim}. “Don't know” enters no score; its rate stands beside the subject. The "
                "questions are those {which}."
            ).format(aim=found.aim, which=which),
            _(
                "read the sentence at the top, then ask for the decisions at the right: each needs an owner, a "
                "date and money, and the cells are there to write in."
            ),
            _("whether the answers are right, and what a level is worth. ") + " ".join(found.limits),
        ),
    )


def _aside(found: Findings) -> list[Line]:
    shortest = sorted(found.limits, key=len)[:MOST_LIMITS]
    decides = []
    if found.ownership:
        tally = " · ".join(f"{state}: {number}" for state, number in found.ownership.tally.items())
        total = counted("Who decides, of {n} decision", "Who decides, of {n} decisions", len(found.ownership.decisions))
        decides = [
            Line(total, strong=True),
            Line(capitalised(tally)),
        ]
    return [
        Line(found.sure),
        *decides,
        Line(_("What this cannot tell you"), strong=True),
        *(Line(limit, bullet=True) for limit in found.limits if limit in shortest),
    ]


def _asks(asks: Iterable[Ask]) -> Table:
    return Table(
        _("The decisions asked of this meeting, with room for owner, date and money."),
        (_("Asked of this meeting"), _("Owner"), _("Date"), _("Money")),
        tuple((ask.text, ask.owner, day(ask.due) if ask.due else "", "") for ask in asks),
        (0.53, 0.17, 0.17, 0.13),
    )


def _spotlights(found: Findings) -> Table:
    header = (
        (_("Most divided"), _("On one side"), _("On the other"))
        if found.group
        else (_("Widest gaps"), _("Where you are"), _("Aim"))
    )
    rows = tuple((spot.title, *(f"{q.label}. {q.text}" for q in spot.quotes)) for spot in found.spotlights)
    return Table(_("Up to three questions in their levels' own words."), header, rows, (0.26, 0.37, 0.37))
