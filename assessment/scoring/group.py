"""What a group's item counts say. Scores are 1–5, consensus 0–1; nothing here joins one person's answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assessment.errors import InvalidAnswer
from assessment.language import _
from assessment.scoring.arrays import contributions, roll_up
from assessment.scoring.levels import GUARD, level_of
from assessment.scoring.plan import BLANK, DONT_KNOW, NOT_APPLICABLE, Answers, Floats, Plan
from assessment.scoring.score import Score, or_none, rated

Counts = NDArray[np.int64]
"""Responses to each asked item, shape (asked items, 8): how many chose 1, 2, 3, 4, 5, dk, na and nothing."""

DEFAULT_TARGET = 4.0
TECHNOLOGY, BUSINESS = "technology", "business"
TECHNOLOGY_ROLES = ("head_of_genai", "cio", "cto", "cdo", "security")
"""The default technology side; every other role is on the business side."""

MOST_DIFFERENCES = 3
SPLIT, AGREED = 0.6, 0.7
"""An item of consensus below the first is worth talking about; act where every item reaches the second."""

_LEVELS = np.arange(1.0, 6.0)
_COLUMNS = (1, 2, 3, 4, 5, DONT_KNOW, NOT_APPLICABLE, BLANK)
_ANSWERS = ("1", "2", "3", "4", "5", "dk", "na", "")
_TIE = 9
"""What is equal to this many decimals is a tie; floating point loses less than that."""


@dataclass(frozen=True)
class ItemResult:
    """Counts of levels 1–5 and of the rest; the mean (1–5) and consensus (0–1) of those who chose a level.

    `withheld` is how many chose a level where those are too few to say which.
    """

    counts: tuple[int, int, int, int, int]
    dont_know: int
    not_applicable: int
    blank: int
    mean: float | None
    consensus: float | None
    withheld: int = 0


@dataclass(frozen=True)
class GroupCapability:
    """Mean of the item means (1–5), its level, gap to the group's target (0–4), mean consensus of items (0–1)."""

    mean: float | None
    level: int | None
    gap: float | None
    consensus: float | None


@dataclass(frozen=True)
class Ranked:
    """A capability on a list, with the priority that ranks it."""

    capability: str
    priority: float


@dataclass(frozen=True)
class GroupResult:
    """Everything counted and scored for a group; mappings hold all that the bank has, in bank order."""

    n: int
    overall: Score
    domains: Mapping[str, Score]
    questionnaires: Mapping[str, Score]
    capabilities: Mapping[str, GroupCapability]
    items: Mapping[str, ItemResult]
    talk: tuple[Ranked, ...]
    act: tuple[Ranked, ...]


@dataclass(frozen=True)
class RoleResult:
    """How many respondents have a role, and their mean (1–5) of every capability of the bank."""

    n: int
    capabilities: Mapping[str, float | None]


@dataclass(frozen=True)
class SideDifference:
    """A capability that two sides see differently: by side, the mean (1–5) and the number of respondents."""

    capability: str
    means: Mapping[str, float]
    n: Mapping[str, int]


def count(plan: Plan, answers: Answers) -> Counts:
    """How often each asked item got 1, 2, 3, 4, 5, dk, na and nothing: shape (asked items, 8)."""
    plan.check(answers)
    columns = [np.count_nonzero(answers == value, axis=0) for value in _COLUMNS]
    return np.stack(columns, axis=1).astype(np.int64)


def count_by(plan: Plan, answers: Answers, labels: Sequence[str | None]) -> dict[str, Counts]:
    """The counts of each part of a group; `labels` is each respondent's part (role, side), None for none."""
    parts = np.array([label or "" for label in labels], np.str_)
    return {str(part): count(plan, answers[parts == part]) for part in np.unique(parts) if part}


def counts_of(plan: Plan, table: Mapping[str, Mapping[str, int]]) -> Counts:
    """The counts of the asked items from a table of how many gave which answer (a blank is empty) to each question."""
    rows = [[table.get(item.id, {}).get(answer, 0) for answer in _ANSWERS] for item in plan.items]
    return np.array(rows, np.int64).reshape(len(rows), len(_ANSWERS))


def side_of(role: str | None) -> str | None:
    """The default side of a role, None without a role."""
    if not role:
        return None
    return TECHNOLOGY if role in TECHNOLOGY_ROLES else BUSINESS


def consensus(counts: Counts) -> Floats:
    """Consensus (0–1) of each row of counts of evenly spaced levels, lowest first; nan where under two answered.

    Cns = 1 + Σ pᵢ·log₂(1 − |i − μ| / d) with d = highest − lowest: 1 when all agree, 0 when half choose the
    lowest and half the highest. Source: Tastle & Wierman 2007, "Consensus and dissention: a measure of ordinal
    dispersion".
    """
    levels = np.arange(counts.shape[-1])
    n = np.maximum(counts.sum(axis=-1, keepdims=True), 1)
    mean = (counts * levels).sum(axis=-1, keepdims=True) / n
    closeness = 1 - np.abs(levels - mean) / levels[-1]
    terms = counts / n * np.log2(closeness, out=np.zeros(closeness.shape), where=counts > 0)
    return np.where(n[..., 0] >= 2, np.clip(1 + terms.sum(axis=-1), 0, 1), np.nan)


def score_group(plan: Plan, counts: Counts, target: float = DEFAULT_TARGET, n: int | None = None) -> GroupResult:
    """What the counts say, with gaps to `target`. Raises InvalidAnswer for a target outside 1–5.

    `n` is the number of responses, to be given where some answers may not be shown and so aren't in the counts.
    """
    if not 1 <= target <= 5:
        said = _("The group's target is {target}; it has to be a number from 1 to 5.")
        raise InvalidAnswer(said.format(target=target))
    agreement = consensus(counts[:, :5])
    means = _capability_means(plan, counts)
    gaps = _by_capability(plan, _averages(counts, np.maximum(0, target - _LEVELS)))
    n = int(counts.sum(axis=1).max(initial=0)) if n is None else n
    questionnaires, domains, overall = _roll_up(plan, counts, means, n)
    return GroupResult(
        n=n,
        overall=rated(overall),
        domains=dict(zip(plan.bank.domains, map(rated, domains), strict=True)),
        questionnaires={q.id: rated(score) for q, score in zip(plan.bank.questionnaires, questionnaires, strict=True)},
        capabilities=_capabilities(plan, means, gaps, agreement),
        items=_items(plan, counts, agreement, n),
        talk=_to_talk_about(plan, gaps, agreement),
        act=_to_act_on(plan, means, gaps, agreement),
    )


def score_roles(
    plan: Plan, counts_by_role: Mapping[str, Counts], n_by_role: Mapping[str, int]
) -> dict[str, RoleResult]:
    """The capability means of each role."""
    results = {}
    for role, counts in counts_by_role.items():
        means = zip(plan.capabilities, _capability_means(plan, counts).tolist(), strict=True)
        results[role] = RoleResult(n_by_role[role], {c.id: or_none(mean) for c, mean in means})
    return results


def sides(plan: Plan, counts_by_side: Mapping[str, Counts], n_by_side: Mapping[str, int]) -> tuple[SideDifference, ...]:
    """What is worth asking two sides about: at most three capabilities, largest difference first.

    The means are at least 1.0 apart, both sides answered every item, and every item points the same way. Ties are in
    bank order, and technology stands before business. Empty unless there are exactly two sides.
    """
    if len(counts_by_side) != 2:
        return ()
    counts_by_side = dict(sorted(counts_by_side.items(), key=lambda part: part[0] != TECHNOLOGY))
    one, other = (_averages(counts, _LEVELS) for counts in counts_by_side.values())
    means = {side: _capability_means(plan, counts).tolist() for side, counts in counts_by_side.items()}
    n = {side: n_by_side[side] for side in counts_by_side}
    found = []
    for c, (capability, span) in enumerate(zip(plan.capabilities, plan.item_spans, strict=True)):
        by_side = {side: of_side[c] for side, of_side in means.items()}
        distance = max(by_side.values()) - min(by_side.values())
        directions = set(np.sign(one[span] - other[span]).tolist())
        if directions in ({1}, {-1}) and distance >= 1 - GUARD:
            found.append((round(distance, _TIE), SideDifference(capability.id, by_side, n)))
    found.sort(key=lambda pair: -pair[0])
    return tuple(difference for _, difference in found[:MOST_DIFFERENCES])


def _capability_means(plan: Plan, counts: Counts) -> Floats:
    """The weighted mean (1–5) of each capability's item means, nan where nobody chose a level on any."""
    return _by_capability(plan, _averages(counts, _LEVELS))


def _averages(counts: Counts, values: Floats) -> Floats:
    """For each item, the mean of `values` (one per level) over who chose a level, nan where nobody did."""
    given = counts[:, :5]
    n = given.sum(axis=1)
    averages: Floats = np.divide((given * values).sum(axis=1), n, out=np.full(len(n), np.nan), where=n > 0)
    return averages


def _by_capability(plan: Plan, values: Floats) -> Floats:
    """For each capability, the weighted mean of its items' values, without those that are nan."""
    result = np.full(len(plan.capabilities), np.nan)
    for c, span in enumerate(plan.item_spans):
        there = ~np.isnan(values[span])
        if there.any():
            given, weights = values[span][there], plan.item_weights[span][there]
            result[c] = np.clip((weights * given).sum() / weights.sum(), given.min(), given.max())
    return result


def _roll_up(plan: Plan, counts: Counts, means: Floats, n: int) -> tuple[list[float], list[float], float]:
    """Scores of questionnaires, domains and overall; a capability applies if anyone of the n says other than "na"."""
    concerned = n > counts[:, _COLUMNS.index(NOT_APPLICABLE)]
    applicable = np.array([concerned[span].any() for span in plan.item_spans])
    added = contributions(plan.capability_weights, means, applicable)
    sums = np.stack([added[span].sum(axis=0) for span in plan.capability_spans])
    questionnaires, domains, overall = roll_up(plan, sums[:, np.newaxis])
    return questionnaires[:, 0].tolist(), domains[:, 0].tolist(), float(overall[0])


def _capabilities(plan: Plan, means: Floats, gaps: Floats, agreement: Floats) -> dict[str, GroupCapability]:
    results = {}
    for c, mean, gap, span in zip(plan.capabilities, means.tolist(), gaps.tolist(), plan.item_spans, strict=True):
        known = _known(agreement[span])
        results[c.id] = GroupCapability(
            mean=or_none(mean),
            level=rated(mean).level,
            gap=or_none(gap),
            consensus=float(known.mean()) if known.size else None,
        )
    return results


def _items(plan: Plan, counts: Counts, agreement: Floats, n: int) -> dict[str, ItemResult]:
    """Every item of the bank; those not asked have nothing but zeros."""
    results = {i.id: ItemResult((0, 0, 0, 0, 0), 0, 0, 0, None, None) for i in plan.bank.items()}
    for item, row, mean, agreed in zip(plan.items, counts.tolist(), _averages(counts, _LEVELS), agreement, strict=True):
        ones, twos, threes, fours, fives, dont_know, not_applicable, blank = row
        results[item.id] = ItemResult(
            (ones, twos, threes, fours, fives),
            dont_know,
            not_applicable,
            blank,
            or_none(mean),
            or_none(agreed),
            n - sum(row),
        )
    return results


def _to_talk_about(plan: Plan, gaps: Floats, agreement: Floats) -> tuple[Ranked, ...]:
    """Capabilities with a split item, by weight × max(gap, 0.5) × (1 − lowest consensus)."""
    found = []
    for c, gap, span in zip(plan.capabilities, gaps.tolist(), plan.item_spans, strict=True):
        lowest = _known(agreement[span]).min(initial=1)
        if lowest < SPLIT:
            found.append(Ranked(c.id, float(c.weight * max(gap, 0.5) * (1 - lowest))))
    return _best_first(found)


def _to_act_on(plan: Plan, means: Floats, gaps: Floats, agreement: Floats) -> tuple[Ranked, ...]:
    """Capabilities at level 1 or 2 on which all agree, by weight × gap."""
    found = []
    for c, mean, gap, span in zip(plan.capabilities, means.tolist(), gaps.tolist(), plan.item_spans, strict=True):
        known = _known(agreement[span])
        if known.size and level_of(mean) <= 2 and known.min() >= AGREED:
            found.append(Ranked(c.id, float(c.weight * gap)))
    return _best_first(found)


def _best_first(found: list[Ranked]) -> tuple[Ranked, ...]:
    return tuple(sorted(found, key=lambda ranked: -round(ranked.priority, _TIE)))


def _known(values: Floats) -> Floats:
    return values[~np.isnan(values)]
