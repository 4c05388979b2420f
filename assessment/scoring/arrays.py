"""Scores of many respondents at once. One respondent is scored by the same functions, as an array of one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.scoring.plan import BLANK, DONT_KNOW, NOT_APPLICABLE, Answers, Floats, Plan

_ROWS = 1 << 15
"""Respondents scored at a time, so that what is worked on stays in the processor's cache."""

_THREADS = 2

_MOST_PATTERNS = 1 << 12
"""In one table, so that it too stays in the cache."""

_BY_BITS = np.array([BLANK, 1, 2, 3, 4, 5, NOT_APPLICABLE, DONT_KNOW], np.int8)
"""The eight possible answers to an item, each at the position that its last three bits give."""


@dataclass(frozen=True, eq=False)
class ScoreArrays:
    """Scores (1–5) and coverages (0–1) of n respondents in bank order, nan where there is none.

    Shapes: (n, capabilities), (n, questionnaires), (n, domains), and (n,) for the last three.
    """

    capabilities: Floats
    capability_coverage: Floats
    questionnaires: Floats
    questionnaire_coverage: Floats
    domains: Floats
    overall: Floats
    coverage: Floats
    provisional: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class _Scored:
    """One capability for n patterns of answers: score and coverage (n,), and what it adds to its questionnaire.

    `added` is (n, 5): the `contributions`, and the weights of its answered and of its applicable items.
    """

    score: Floats
    coverage: Floats
    added: Floats


def score_many(plan: Plan, answers: Answers) -> ScoreArrays:
    """The scores of n respondents from their answers, shape (n, asked items), as `Plan.encode` gives them.

    Raises ValueError for another shape and for values that are no answers.
    """
    n = len(answers)
    plan.check(answers)
    arrays = ScoreArrays(
        capabilities=_columns(n, len(plan.capabilities)),
        capability_coverage=_columns(n, len(plan.capabilities)),
        questionnaires=_columns(n, len(plan.capability_spans)),
        questionnaire_coverage=_columns(n, len(plan.capability_spans)),
        domains=_columns(n, len(plan.domain_questionnaires)),
        overall=np.empty(n),
        coverage=np.empty(n),
        provisional=np.empty(n, np.bool_),
    )
    tables = _tables(plan, n)

    def score(start: int) -> None:
        _score_rows(plan, tables, answers, slice(start, start + _ROWS), arrays)

    if n <= _ROWS:
        score(0)
    else:
        with ThreadPoolExecutor(_THREADS) as pool:
            list(pool.map(score, range(0, n, _ROWS)))
    return arrays


def contributions(weights: Floats, scores: Floats, applicable: NDArray[np.bool_]) -> Floats:
    """What capability scores (n,) add to their questionnaire (n, 3): points, weight scored, weight applicable.

    `weights` is one capability's weight for n respondents, or the weights of n capabilities.
    """
    scored = ~np.isnan(scores)
    return np.stack([weights * np.where(scored, scores, 0), weights * scored, weights * applicable], axis=1)


def roll_up(plan: Plan, sums: Floats) -> tuple[Floats, Floats, Floats]:
    """Scores of questionnaires (Q, n), domains (D, n) and overall (n,) from summed `contributions` (Q, n, ≥ 3).

    A questionnaire has a score when its scored capabilities carry at least half of the weight of those that
    apply; a domain is the mean of its scored questionnaires, overall that of all domains if all have a score.
    """
    points, scored, applicable = sums[..., 0], sums[..., 1], sums[..., 2]
    questionnaires = _mean(points, scored, enough=2 * scored >= applicable)
    domains = np.empty((len(plan.domain_questionnaires), *questionnaires.shape[1:]))
    for domain, of in zip(domains, plan.domain_questionnaires, strict=True):
        domain[:] = questionnaires[of[0]] if len(of) == 1 else _mean_of_scored(questionnaires[of])
    return questionnaires, domains, _total(domains) / len(domains)


def _mean_of_scored(scores: Floats) -> Floats:
    """The mean of the scores (k, n) that there are, shape (n,)."""
    has_score = ~np.isnan(scores)
    return _mean(_total(np.where(has_score, scores, 0)), _total(has_score))


def _score_rows(plan: Plan, tables: _Tables, answers: Answers, rows: slice, arrays: ScoreArrays) -> None:
    """Score the respondents in `rows` into `arrays`."""
    by_item = answers[rows].T.copy()
    n = by_item.shape[1]
    sums = np.zeros((len(plan.capability_spans), n, 5))
    more, other = np.empty((2, n, 5))
    for q, span in enumerate(plan.capability_spans):
        for pair in _pairs(span):
            patterns, scored = [], []
            for c in pair:
                items, table = by_item[plan.item_spans[c]], tables.capabilities[c]
                patterns.append(np.arange(n) if table is None else _pattern(items))
                scored.append(table or _score_capability(plan, c, items))
                np.take(scored[-1].score, patterns[-1], out=arrays.capabilities.T[c, rows], mode="clip")
                np.take(scored[-1].coverage, patterns[-1], out=arrays.capability_coverage.T[c, rows], mode="clip")
            added = sums[q] if pair.start == span.start else more
            together = tables.pairs.get(pair.start)
            if together is not None:
                pattern = patterns[0] * len(scored[1].score)
                pattern += patterns[1]
                np.take(together, pattern, axis=0, out=added, mode="clip")
            else:
                np.take(scored[0].added, patterns[0], axis=0, out=added, mode="clip")
                for one, pattern in zip(scored[1:], patterns[1:], strict=True):
                    added += np.take(one.added, pattern, axis=0, out=other, mode="clip")
            if added is more:
                sums[q] += added
    arrays.questionnaires.T[:, rows], arrays.domains.T[:, rows], arrays.overall[rows] = roll_up(plan, sums)
    arrays.questionnaire_coverage.T[:, rows] = _share(sums[..., 3], sums[..., 4])
    overall = _total(sums)
    arrays.coverage[rows] = _share(overall[:, 3], overall[:, 4])
    arrays.provisional[rows] = 10 * overall[:, 3] < 7 * overall[:, 4]


def _score_capability(plan: Plan, c: int, answers: Answers) -> _Scored:
    """Score the answers to the items of capability `c`, shape (items, n)."""
    weights = plan.item_weights[plan.item_spans[c]]
    answered, applicable, points = np.zeros((3, answers.shape[1]))
    for weight, item in zip(weights, answers, strict=True):
        answered += weight * (item > 0)
        applicable += weight * (item != NOT_APPLICABLE)
        points += weight * np.maximum(item, 0)
    score = _mean(points, answered, enough=2 * answered >= applicable)
    added = contributions(plan.capability_weights[c], score, applicable > 0)
    return _Scored(score, _share(answered, applicable), np.column_stack([added, answered, applicable]))


@dataclass(frozen=True, eq=False)
class _Tables:
    """What every pattern of answers comes to, looked up instead of computed where respondents are many.

    `capabilities` has None where patterns are more than respondents. `pairs` has, by the first of two capabilities,
    what both together add to their questionnaire: (patterns of the first × patterns of the second, 5).
    """

    capabilities: list[_Scored | None]
    pairs: dict[int, Floats]


def _tables(plan: Plan, n: int) -> _Tables:
    """The tables for `n` respondents."""
    capabilities = [_table(plan, c, n) for c in range(len(plan.capabilities))]
    pairs = {}
    for pair in (pair for span in plan.capability_spans for pair in _pairs(span)):
        first, *rest = (capabilities[c] for c in pair)
        for second in rest:
            if first and second and (size := len(first.score) * len(second.score)) <= min(n, _MOST_PATTERNS):
                pairs[pair[0]] = (first.added[:, np.newaxis] + second.added).reshape(size, 5)
    return _Tables(capabilities, pairs)


def _pairs(span: slice) -> list[range]:
    """The capabilities of a questionnaire two by two, in which order they are summed for few and many alike."""
    return [range(first, min(first + 2, span.stop)) for first in range(span.start, span.stop, 2)]


def _table(plan: Plan, c: int, n: int) -> _Scored | None:
    """Capability `c` scored for every pattern of answers, at the place `_pattern` gives; None if n are too few."""
    span = plan.item_spans[c]
    items = span.stop - span.start
    if 8**items > n:
        return None
    return _score_capability(plan, c, _BY_BITS[np.indices((8,) * items).reshape(items, 8**items)])


def _pattern(answers: Answers) -> NDArray[np.intp]:
    """The answers to a capability's items, shape (items, n), as one number each: three bits an item."""
    pattern = np.zeros(answers.shape[1], np.min_scalar_type(8 ** len(answers) - 1))
    for item in answers.view(np.uint8):
        pattern <<= 3
        pattern |= item & 7
    return pattern.astype(np.intp)


def _mean(total: Floats, weight: Floats, enough: NDArray[np.bool_] | bool = True) -> Floats:
    """total / weight as a score, nan where the weight is 0 or not `enough`; rounding never leaves 1–5."""
    result = np.asarray(total / np.where((weight > 0) & enough, weight, np.nan))
    return np.clip(result, 1, 5, out=result)


def _share(part: Floats, whole: Floats) -> Floats:
    """part / whole (0–1), nan where the whole is 0."""
    return np.asarray(part / np.where(whole > 0, whole, np.nan))


def _total(parts: Floats) -> Floats:
    """The sum, added in order: NumPy's own order would depend on how many respondents there are."""
    total = np.zeros(parts[0].shape)
    for part in parts:
        total += part
    return total


def _columns(n: int, width: int) -> Floats:
    """Room for (n, width) floats with each column in one piece, since columns are written one at a time."""
    return np.empty((width, n)).T
