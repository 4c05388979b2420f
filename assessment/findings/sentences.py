"""The sentences at the top of a result: where they stand, what holds them back, how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.bank.model import Bank
from assessment.findings.model import GroupFindings, Measure, Overall
from assessment.findings.subject import Subject
from assessment.findings.words import counted, listed, whole
from assessment.results import domain_title
from assessment.scoring.levels import GUARD


def headline(
    overall: Overall,
    domains: Sequence[Measure],
    weakest: Measure | None,
    who: str,
    group: GroupFindings | None,
    capabilities: int,
) -> str:
    """One sentence: where they stand, what holds them back and, for a group, on how many of `capabilities` it is split.

    `who` begins it.
    """
    held_back = _held_back(domains, weakest) if overall.score is not None else ""
    behind = [part for part in (held_back, _split(group, capabilities) if group else "") if part]
    return "; ".join([_stand(overall, domains, who), *([", and ".join(behind)] if behind else [])]) + "."


def _stand(overall: Overall, domains: Sequence[Measure], who: str) -> str:
    if overall.score is None:
        stand = [f"{d.title} is at {d.level_text}" for d in domains if d.score is not None]
        return f"There is no overall score; {listed(stand)}" if stand else "There is no score: too little is answered"
    if overall.provisional:
        return (
            f"Provisional: {who[0].lower()}{who[1:]} come to an index of {overall.index_text} of 100, from "
            f"{overall.coverage_text} of what applies, too little for a level"
        )
    return f"{who} place the organisation at {overall.level_text} (index {overall.index_text} of 100)"


def _held_back(domains: Sequence[Measure], weakest: Measure | None) -> str:
    scored = [d for d in domains if d.score is not None]
    if weakest:
        return f"{weakest.title}, at {weakest.score_text}, holds it back (at least a level below the rest)"
    lowest = min((d.score or 0 for d in scored), default=0)
    last = [d for d in scored if (d.score or 0) - lowest <= GUARD]
    if len(scored) < 2 or len(last) == len(scored):
        return ""
    return f"{listed([d.title for d in last])} {'is' if len(last) == 1 else 'are'} lowest, at {last[0].score_text}"


def sureness(bank: Bank, subject: Subject, overall: Overall) -> str:
    """How sure the overall result is; for a group, how much of it is not known."""
    if subject.overall.score is None:
        return _why_none(bank, subject)
    if subject.overall.index_low is None or subject.overall.index_high is None:
        return f"{overall.dont_know_text} of all answers are “don't know”."
    if subject.overall.coverage == 1:
        return "Nothing was left open."
    low, high = whole(subject.overall.index_low), whole(subject.overall.index_high)
    return f"If everything left open were at its worst or best, the index would be between {low} and {high}."


def _why_none(bank: Bank, subject: Subject) -> str:
    skipped = [
        q.title
        for q in bank.questionnaires
        if all(subject.capabilities[c.id].why_none == "not asked" for c in q.capabilities)
    ]
    if skipped:
        were = "was" if len(skipped) == 1 else "were"
        return f"An overall score needs every questionnaire, and {listed(skipped)} {were} left out."
    without = [domain_title(bank, id) for id, scored in subject.domains.items() if scored.score.score is None]
    return f"An overall score needs a score in every subject, and too little is answered in {listed(without)}."


def _split(group: GroupFindings, capabilities: int) -> str:
    split = len(group.talk) or "none"
    return f"the group is split on {split} of {counted(capabilities, 'capability', 'capabilities')}"
