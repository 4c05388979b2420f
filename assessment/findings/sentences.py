"""The sentences at the top of a result: where they stand, what holds them back, how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.bank.model import Bank
from assessment.findings.model import GroupFindings, Measure, Overall
from assessment.findings.subject import Subject
from assessment.findings.words import listed, whole
from assessment.language import _, counted
from assessment.results import domain_title
from assessment.scoring.levels import GUARD


def headline(
    overall: Overall,
    domains: Sequence[Measure],
    weakest: Measure | None,
    group: GroupFindings | None,
    capabilities: int,
) -> str:
    """One sentence: where they stand, what holds them back and, for a group, on how many of `capabilities` it is
    split."""
    stand = _stand(overall, domains, group)
    held_back = _held_back(domains, weakest) if overall.score is not None else ""
    split = _split(len(group.talk), capabilities) if group else ""
    if held_back and split:
        # Translators: three clauses of one sentence, each translated on its own.
        said = _("{stand}; {held_back}, and {split}.")
        return said.format(stand=stand, held_back=held_back, split=split)
    return "; ".join(filter(None, (stand, held_back, split))) + "."


def _stand(overall: Overall, domains: Sequence[Measure], group: GroupFindings | None) -> str:
    if overall.score is None:
        return _stand_apart(domains)
    if overall.provisional:
        return _provisional(group).format(index=overall.index_text, coverage=overall.coverage_text)
    if group is None:
        stand = _("One leader's answers place the organisation at {level} (index {index} of 100)")
    else:
        stand = counted(
            "The answers of {n} leader place the organisation at {level} (index {index} of 100)",
            "The answers of {n} leaders place the organisation at {level} (index {index} of 100)",
            group.n,
        )
    return stand.format(level=overall.level_text, index=overall.index_text)


def _stand_apart(domains: Sequence[Measure]) -> str:
    one = _("{subject} is at {level}")
    stand = [one.format(subject=d.title, level=d.level_text) for d in domains if d.score is not None]
    if not stand:
        return _("There is no score: too little is answered")
    return _("There is no overall score; {subjects}").format(subjects=listed(stand))


def _provisional(group: GroupFindings | None) -> str:
    if group is None:
        return _(
            "Provisional: one leader's answers come to an index of {index} of 100, from {coverage} of what applies, "
            "too little for a level"
        )
    return counted(
        "Provisional: the answers of {n} leader come to an index of {index} of 100, from {coverage} of what applies, "
        "too little for a level",
        "Provisional: the answers of {n} leaders come to an index of {index} of 100, from {coverage} of what applies, "
        "too little for a level",
        group.n,
    )


def _held_back(domains: Sequence[Measure], weakest: Measure | None) -> str:
    scored = [d for d in domains if d.score is not None]
    if weakest:
        return _("{subject}, at {score}, holds it back (at least a level below the rest)").format(
            subject=weakest.title, score=weakest.score_text
        )
    lowest = min((d.score or 0 for d in scored), default=0)
    last = [d for d in scored if (d.score or 0) - lowest <= GUARD]
    if len(scored) < 2 or len(last) == len(scored):
        return ""
    return counted("{subjects} is lowest, at {score}", "{subjects} are lowest, at {score}", len(last)).format(
        subjects=listed([d.title for d in last]), score=last[0].score_text
    )


def _split(split: int, capabilities: int) -> str:
    if not split:
        return counted(
            "the group is split on none of {n} capability",
            "the group is split on none of {n} capabilities",
            capabilities,
        )
    return counted(
        "the group is split on {split} of {n} capability",
        "the group is split on {split} of {n} capabilities",
        capabilities,
    ).format(split=split)


def sureness(bank: Bank, subject: Subject, overall: Overall) -> str:
    """How sure the overall result is; for a group, how much of it is not known."""
    if subject.overall.score is None:
        return _why_none(bank, subject)
    if subject.overall.index_low is None or subject.overall.index_high is None:
        return _("{share} of all answers are “don't know”.").format(share=overall.dont_know_text)
    if subject.overall.coverage == 1:
        return _("Nothing was left open.")
    return _("If everything left open were at its worst or best, the index would be between {low} and {high}.").format(
        low=whole(subject.overall.index_low), high=whole(subject.overall.index_high)
    )


def _why_none(bank: Bank, subject: Subject) -> str:
    skipped = [q.title for q in bank.questionnaires if all(subject.capabilities[c.id].left_out for c in q.capabilities)]
    if skipped:
        return counted(
            "An overall score needs every questionnaire, and {titles} was left out.",
            "An overall score needs every questionnaire, and {titles} were left out.",
            len(skipped),
        ).format(titles=listed(skipped))
    without = [domain_title(bank, id) for id, scored in subject.domains.items() if scored.score.score is None]
    return _("An overall score needs a score in every subject, and too little is answered in {subjects}.").format(
        subjects=listed(without)
    )
