"""The result of one respondent, overall to capability: scores 1–5, indexes 0–100, coverage and rates 0–1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Literal

import numpy as np

from assessment.scoring.arrays import ScoreArrays, score_many
from assessment.scoring.levels import GUARD, index_of, level_of
from assessment.scoring.ownership import OwnershipTally, tally
from assessment.scoring.plan import BLANK, DONT_KNOW, NOT_APPLICABLE, Answers, Plan

NoScore = Literal["not_asked", "not_applicable", "too_few_answers"]
"""Why a capability has no score: no item was asked; every item "does not apply"; coverage is below 0.5."""


@dataclass(frozen=True)
class OverallScore:
    """The mean of the domains, with how sure it is; `level` is None while `provisional` (coverage below 0.7).

    `index_low` and `index_high` are where the index would be if everything unanswered were a 1 or a 5.
    """

    score: float | None
    index: float | None
    level: int | None
    coverage: float | None
    dont_know_rate: float | None
    provisional: bool
    index_low: float | None
    index_high: float | None


@dataclass(frozen=True)
class Score:
    """A score with its index and level: a domain's, or any of a group's."""

    score: float | None
    index: float | None
    level: int | None


@dataclass(frozen=True)
class QuestionnaireScore:
    """The weighted mean of a questionnaire's scored capabilities."""

    score: float | None
    index: float | None
    level: int | None
    coverage: float | None


@dataclass(frozen=True)
class CapabilityScore:
    """The weighted mean of a capability's answered items, numbers of items, and the reason for no score."""

    score: float | None
    level: int | None
    coverage: float | None
    answered: int
    asked: int
    dont_know: int
    not_applicable: int
    reason: NoScore | None

    @property
    def dont_know_rate(self) -> float | None:
        """The share (0–1) of "don't know" among the asked items that apply, None where none does."""
        return _rate(self.dont_know, self.asked - self.not_applicable)


@dataclass(frozen=True)
class RespondentResult:
    """Everything scored for one respondent; the mappings hold all that the bank has, in bank order."""

    overall: OverallScore
    domains: Mapping[str, Score]
    questionnaires: Mapping[str, QuestionnaireScore]
    capabilities: Mapping[str, CapabilityScore]
    ownership: OwnershipTally
    weakest_link: str | None


def score_respondent(plan: Plan, answers: Mapping[str, str]) -> RespondentResult:
    """The result of one respondent from item id → "1"–"5", "dk", "na" and decision id → owner id.

    Raises InvalidAnswer for a value this edition doesn't know.
    """
    return score_respondents(plan, [answers])[0]


def score_respondents(plan: Plan, rows: Sequence[Mapping[str, str]]) -> list[RespondentResult]:
    """The results of many respondents, in the order of `rows`, by the same arithmetic as one."""
    answers = plan.encode(rows)
    unanswered = (answers == BLANK) | (answers == DONT_KNOW)
    as_ones, as_fives = (np.where(unanswered, np.int8(level), answers) for level in (1, 5))
    arrays = score_many(plan, np.concatenate([answers, as_ones, as_fives]))
    lowest, highest = arrays.overall[len(rows) :].reshape(2, len(rows)).tolist()
    results = []
    for n, row in enumerate(rows):
        domains = dict(zip(plan.bank.domains, map(rated, arrays.domains[n].tolist()), strict=True))
        results.append(
            RespondentResult(
                overall=_overall(arrays, n, answers[n], lowest[n], highest[n]),
                domains=domains,
                questionnaires=_questionnaires(plan, arrays, n),
                capabilities=_capabilities(plan, arrays, n, answers[n]),
                ownership=tally(plan.bank, row),
                weakest_link=weakest_link({id: domain.score for id, domain in domains.items()}),
            )
        )
    return results


def rated(score: float) -> Score:
    """A score (1–5, nan for none) with its index and level."""
    return Score(None, None, None) if isnan(score) else Score(score, index_of(score), level_of(score))


def weakest_link(domains: Mapping[str, float | None]) -> str | None:
    """The domain with the lowest score (1–5), if that is at least 1.0 below the mean of the others.

    None on a tie, and with fewer than two other scored domains.
    """
    scored = sorted((score, id) for id, score in domains.items() if score is not None)
    if len(scored) < 3:
        return None
    (lowest, weakest), *others = scored
    tied = others[0][0] - lowest <= GUARD
    distance = sum(score for score, _ in others) / len(others) - lowest
    return weakest if distance >= 1 - GUARD and not tied else None


def _overall(arrays: ScoreArrays, n: int, answers: Answers, lowest: float, highest: float) -> OverallScore:
    """The overall result of respondent `n`; with all that is unanswered a 1 or a 5, it is `lowest` or `highest`."""
    score = rated(float(arrays.overall[n]))
    provisional = bool(arrays.provisional[n])
    given = answers.tolist()
    return OverallScore(
        score=score.score,
        index=score.index,
        level=None if provisional else score.level,
        coverage=or_none(arrays.coverage[n]),
        dont_know_rate=_rate(given.count(DONT_KNOW), len(given) - given.count(NOT_APPLICABLE)),
        provisional=provisional,
        index_low=None if score.index is None else min(score.index, index_of(lowest)),
        index_high=None if score.index is None else max(score.index, index_of(highest)),
    )


def _questionnaires(plan: Plan, arrays: ScoreArrays, n: int) -> dict[str, QuestionnaireScore]:
    scores = map(rated, arrays.questionnaires[n].tolist())
    coverages = map(or_none, arrays.questionnaire_coverage[n].tolist())
    return {
        q.id: QuestionnaireScore(score.score, score.index, score.level, coverage)
        for q, score, coverage in zip(plan.bank.questionnaires, scores, coverages, strict=True)
    }


def _capabilities(plan: Plan, arrays: ScoreArrays, n: int, answers: Answers) -> dict[str, CapabilityScore]:
    results = {}
    values = zip(arrays.capabilities[n].tolist(), arrays.capability_coverage[n].tolist(), plan.item_spans, strict=True)
    given = answers.tolist()
    for capability, (score, coverage, span) in zip(plan.capabilities, values, strict=True):
        items = given[span]
        not_applicable = items.count(NOT_APPLICABLE)
        results[capability.id] = CapabilityScore(
            score=or_none(score),
            level=rated(score).level,
            coverage=or_none(coverage),
            answered=sum(answer > 0 for answer in items),
            asked=len(items),
            dont_know=items.count(DONT_KNOW),
            not_applicable=not_applicable,
            reason=_reason(score, len(items), not_applicable),
        )
    return results


def _rate(some: int, of: int) -> float | None:
    return some / of if of else None


def _reason(score: float, asked: int, not_applicable: int) -> NoScore | None:
    if not isnan(score):
        return None
    if not asked:
        return "not_asked"
    return "not_applicable" if not_applicable == asked else "too_few_answers"


def or_none(value: float) -> float | None:
    """The value as a plain float, None for nan."""
    return None if isnan(value) else float(value)
