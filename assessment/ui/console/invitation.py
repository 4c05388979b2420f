"""The text that invites people to a workshop, to be pasted into a mail or a chat."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from assessment.language import _, counted
from assessment.scoring.blocks import FEWEST_FOR_NOTES
from assessment.services.steps import Way, minutes
from assessment.services.workshop_access import grouped
from assessment.storage.workshops import Workshop
from assessment.ui.text import in_minutes


def minutes_needed(way: Way) -> int:
    """How long a participant needs for all questions, computed from the words to read."""
    return minutes(way.questions.values())


def invitation(workshop: Workshop, way: Way, public_url: str, in_words: Callable[[datetime], str]) -> str:
    """The whole text: address, code, times, how long it takes, and who sees what. `in_words` writes a time."""
    takes = counted(
        "{n} question, about {minutes}. Every answer is saved at once.",
        "{n} questions, about {minutes}. Every answer is saved at once.",
        len(way.questions),
    ).format(minutes=in_minutes(minutes_needed(way)))
    lines = [
        workshop.title,
        "",
        _("Please answer on your phone or computer: {public_url}/w/{code}").format(
            public_url=public_url, code=workshop.code
        ),
        _("Or open {public_url}/w and type the code {code}").format(public_url=public_url, code=grouped(workshop.code)),
        "",
        _("{takes} You can stop and go on later in the same browser.").format(takes=takes),
        *_times(workshop, in_words),
        "",
        _("Who sees what"),
        *(f"- {line}" for line in who_sees_what(workshop)),
    ]
    if workshop.rehearsal:
        lines.insert(1, _("This is a rehearsal: everything in it counts as simulated."))
    return "\n".join(lines)


def who_sees_what(workshop: Workshop) -> list[str]:
    """What participants are told about their answers before the first question."""
    k = workshop.threshold
    told = [
        _("There is no account; no name and no address is asked for or kept."),
        _(
            "The group's counts are shown, never who, and only of {k} or more people at once. Whoever leads "
            "the workshop sees the same counts as you."
        ).format(k=k),
        _(
            "If all answer alike, everyone's answer is known. A count of 1 says someone, not who. If only your vote "
            "changes in a second vote, the room may notice."
        ),
    ]
    if workshop.attributed:
        told.append(
            _("You are asked whether your role's answers may be shown. If you say no, you count in totals only.")
        )
    if workshop.comments:
        told.append(
            _(
                "Comments are optional, and shown only if {k} or more took part, in random order, once whoever "
                "leads the workshop has read them."
            ).format(k=max(k, FEWEST_FOR_NOTES))
        )
    return [*told, _("You can see what is stored about you, and delete it, at any time. Counts already shown stay.")]


def _times(workshop: Workshop, in_words: Callable[[datetime], str]) -> list[str]:
    opens, closes = workshop.opens_at, workshop.closes_at
    if not (opens or closes):
        return []
    times = ([_("from {opens}").format(opens=in_words(opens))] if opens else []) + (
        [_("until {closes}").format(closes=in_words(closes))] if closes else []
    )
    return [_("Answers are taken {times}.").format(times=" ".join(times))]
