"""How far each capability is from where one wants it to be, and what to do first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessment.bank.model import Bank, TargetPreset
from assessment.errors import InvalidAnswer
from assessment.language import _
from assessment.scoring.levels import level_of

DEFAULT_IMPORTANCE = 2
MOST_ACTIONS = 5

_DECIMALS = 9
"""What is equal to this many decimals is a tie; floating point loses less than that."""


@dataclass(frozen=True)
class Gap:
    """One capability on its way to its target: score and target 1–5, gap 0–4, importance 1–3, priority 0–12.

    `next_step` leads from the current level to the one above (None at level 5, or where the bank has none).
    Without a score there is neither gap nor priority nor next step.
    """

    capability: str
    score: float | None
    level: int | None
    target: float | None
    gap: float | None
    importance: int
    priority: float | None
    next_step: str | None


def target_of(preset: TargetPreset, score: float | None) -> float | None:
    """The target (1–5) that a preset sets; None where it counts up from a score that there isn't."""
    if preset.level is not None:
        return float(preset.level)
    if preset.step is None or score is None:
        return None
    return float(min(5, level_of(score) + preset.step))


def gaps(
    bank: Bank,
    scores: Mapping[str, float | None],
    preset: TargetPreset,
    targets: Mapping[str, float] | None = None,
    importance: Mapping[str, int] | None = None,
) -> dict[str, Gap]:
    """The gap of every capability of the bank, by id in bank order.

    `scores` are by capability id; `targets` (1–5) take the place of the preset's; importance is 2 where not
    given. Raises InvalidAnswer for a target outside 1–5 or an importance other than 1, 2 and 3.
    """
    result = {}
    for c in bank.capabilities():
        score = scores.get(c.id)
        target = (targets or {}).get(c.id, target_of(preset, score))
        weight = (importance or {}).get(c.id, DEFAULT_IMPORTANCE)
        _check(c.id, target, weight)
        level = None if score is None else level_of(score)
        gap = None if score is None or target is None else max(0.0, target - score)
        result[c.id] = Gap(
            capability=c.id,
            score=score,
            level=level,
            target=target,
            gap=gap,
            importance=weight,
            priority=None if gap is None else gap * weight,
            next_step=None if level is None else c.next_steps.get(level),
        )
    return result


def ranked(gaps: Iterable[Gap]) -> list[Gap]:
    """The gaps above 0, highest priority first; ties by lower score, then in the order given (bank order)."""
    return sorted((g for g in gaps if g.gap), key=_rank)


def top_actions(gaps: Iterable[Gap]) -> list[Gap]:
    """The top priorities that have a next step: at most five, to adopt as actions for 30, 60 and 90 days."""
    return [g for g in ranked(gaps) if g.next_step][:MOST_ACTIONS]


def _rank(gap: Gap) -> tuple[float, float]:
    return -round(gap.priority or 0, _DECIMALS), round(gap.score or 0, _DECIMALS)


def _check(capability: str, target: float | None, importance: int) -> None:
    if target is not None and not 1 <= target <= 5:
        said = _("The target of {capability} is {target}; it has to be a number from 1 to 5.")
        raise InvalidAnswer(said.format(capability=capability, target=target))
    if importance not in (1, 2, 3):
        said = _("The importance of {capability} is {importance}; it has to be 1, 2 or 3.")
        raise InvalidAnswer(said.format(capability=capability, importance=importance))
