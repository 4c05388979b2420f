"""Numbers as people read them, once: every screen and every file writes a score, a level or a share in this way."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from assessment.bank.model import Bank
from assessment.scoring.levels import shown
from assessment.scoring.score import NoScore

NONE = "–"
"""Stands where there is no number."""

WHY_NO_SCORE: dict[NoScore, str] = {
    "not_asked": "not asked",
    "not_applicable": "does not apply",
    "too_few_answers": "under half of it is answered",
}


def score_text(score: float | None) -> str:
    """A score of 1–5: "2.9", or two decimals where one would read as the next level."""
    return NONE if score is None else shown(score)


def one_decimal(value: float | None) -> str:
    """A target (1–5), a gap (0–4) or a difference with one decimal, halves rounded up."""
    # A gap is a difference of floats: 0.45 may come out as 0.4499999999999997, and is 0.5 all the same.
    return NONE if value is None else str(Decimal(repr(round(value, 9))).quantize(Decimal("0.1"), ROUND_HALF_UP))


def two_decimals(value: float | None) -> str:
    """A consensus (0–1) with two decimals."""
    return NONE if value is None else f"{value:.2f}"


def whole(value: float | None) -> str:
    """An index (0–100) without decimals, halves rounded up."""
    return NONE if value is None else str(Decimal(repr(round(value, 9))).quantize(Decimal(1), ROUND_HALF_UP))


def percent(share: float | None) -> str:
    """A share of 0–1 in whole per cent."""
    return NONE if share is None else f"{whole(100 * share)} %"


def level_text(bank: Bank, level: int | None) -> str:
    """A level with its name: "level 2, Exploring"."""
    return NONE if level is None else f"level {level}, {bank.edition.levels[level - 1]}"


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 decision", "3 decisions"."""
    return f"{number} {one if number == 1 else many}"
