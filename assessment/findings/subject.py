"""One respondent or a group, brought to one form, so that all that follows is written once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assessment.bank.model import Bank, Capability, Item
from assessment.findings.words import WHY_NO_SCORE
from assessment.language import _
from assessment.results import GroupView, RespondentView, domain_target
from assessment.scoring.gaps import DEFAULT_IMPORTANCE, Gap
from assessment.scoring.group import ItemResult
from assessment.scoring.levels import index_of
from assessment.scoring.score import OverallScore, Score, weakest_link


@dataclass(frozen=True)
class Scored:
    """A score (1–5) with what belongs to it: coverage, consensus 0–1, target 1–5, gap 0–4; None where there is none.

    `unknown` counts its "don't know", `asked` the answers asked for that apply; `why_none` says why it has no score,
    and `left_out` is true where nothing of it was asked.
    """

    score: Score
    coverage: float | None
    target: float | None
    unknown: int
    asked: int
    gap: float | None = None
    consensus: float | None = None
    why_none: str = ""
    left_out: bool = False


@dataclass(frozen=True)
class Subject:
    """Whom findings are about: everything scored, by id in bank order, and the gap of every capability."""

    n: int
    overall: OverallScore
    domains: Mapping[str, Scored]
    questionnaires: Mapping[str, Scored]
    capabilities: Mapping[str, Scored]
    gaps: Mapping[str, Gap]
    weakest_link: str | None


def subject_of_one(bank: Bank, view: RespondentView) -> Subject:
    """A respondent, held against their own targets."""
    result, gaps = view.result, view.gaps
    capabilities = {
        id: Scored(
            score=_score(c.score, c.level),
            coverage=c.coverage,
            target=gaps[id].target,
            unknown=c.dont_know,
            asked=c.asked - c.not_applicable,
            gap=gaps[id].gap,
            why_none=_(WHY_NO_SCORE[c.reason]) if c.reason else "",
            left_out=c.reason == "not_asked",
        )
        for id, c in result.capabilities.items()
    }
    return Subject(
        n=1,
        overall=result.overall,
        domains={
            id: _sum(score, _of_domain(bank, id, capabilities), target=domain_target(bank, id, gaps))
            for id, score in result.domains.items()
        },
        questionnaires={
            q.id: _sum(
                Score(of.score, of.index, of.level), [capabilities[c.id] for c in q.capabilities], coverage=of.coverage
            )
            for q in bank.questionnaires
            for of in [result.questionnaires[q.id]]
        },
        capabilities=capabilities,
        gaps=gaps,
        weakest_link=result.weakest_link,
    )


def subject_of_group(bank: Bank, view: GroupView) -> Subject:
    """A group, held against its target. It has neither coverage nor bounds, and nothing of it is provisional."""
    scores, gaps = view.scores, {c.id: _group_gap(c, view) for c in bank.capabilities()}
    capabilities = {c.id: _of_group(c, view) for c in bank.capabilities()}
    unknown, asked = (sum(getattr(c, name) for c in capabilities.values()) for name in ("unknown", "asked"))
    overall = scores.overall
    return Subject(
        n=scores.n,
        overall=OverallScore(
            score=overall.score,
            index=overall.index,
            level=overall.level,
            coverage=None,
            dont_know_rate=unknown / asked if asked else None,
            provisional=False,
            index_low=None,
            index_high=None,
        ),
        domains={
            id: _sum(score, _of_domain(bank, id, capabilities), target=view.target)
            for id, score in scores.domains.items()
        },
        questionnaires={
            q.id: _sum(scores.questionnaires[q.id], [capabilities[c.id] for c in q.capabilities], target=view.target)
            for q in bank.questionnaires
        },
        capabilities=capabilities,
        gaps=gaps,
        weakest_link=weakest_link({id: score.score for id, score in scores.domains.items()}),
    )


def asked_of_group(capability: Capability, items: Mapping[str, ItemResult]) -> tuple[Item, ...]:
    """Those items of a capability that a group was asked: each of its members is then counted, if only as a blank."""
    found = ((item, items.get(item.id)) for item in capability.items)
    return tuple(
        item for item, of in found if of and any((*of.counts, of.dont_know, of.not_applicable, of.blank, of.withheld))
    )


def _of_group(capability: Capability, view: GroupView) -> Scored:
    found = view.scores.capabilities[capability.id]
    items = [view.scores.items[item.id] for item in asked_of_group(capability, view.scores.items)]
    asked = sum(sum(i.counts) + i.dont_know + i.blank + i.withheld for i in items)
    return Scored(
        score=_score(found.mean, found.level),
        coverage=None,
        target=view.target,
        unknown=sum(i.dont_know for i in items),
        asked=asked,
        gap=found.gap,
        consensus=found.consensus,
        why_none=_why_no_mean(found.mean, items),
        left_out=not items,
    )


def _why_no_mean(mean: float | None, items: list[ItemResult]) -> str:
    if mean is not None:
        return ""
    nothing = WHY_NO_SCORE["not_asked"]
    return _("nobody chose a level") if items else _(nothing)


def _group_gap(capability: Capability, view: GroupView) -> Gap:
    found = view.scores.capabilities[capability.id]
    return Gap(
        capability=capability.id,
        score=found.mean,
        level=found.level,
        target=view.target,
        gap=found.gap,
        importance=DEFAULT_IMPORTANCE,
        priority=None if found.gap is None else found.gap * DEFAULT_IMPORTANCE,
        next_step=None if found.level is None else capability.next_steps.get(found.level),
    )


def _of_domain(bank: Bank, domain: str, capabilities: Mapping[str, Scored]) -> list[Scored]:
    return [capabilities[c.id] for q in bank.questionnaires if q.domain == domain for c in q.capabilities]


def _sum(score: Score, parts: list[Scored], *, coverage: float | None = None, target: float | None = None) -> Scored:
    unknown, asked = sum(part.unknown for part in parts), sum(part.asked for part in parts)
    why_none = "" if score.score is not None else _("too little of it is answered")
    return Scored(score, coverage, target, unknown, asked, why_none=why_none)


def _score(score: float | None, level: int | None) -> Score:
    return Score(score, None if score is None else index_of(score), level)
