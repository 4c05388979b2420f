"""Numbers as people read them, once: every screen and every file writes a score, a level or a share in this way."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from assessment.bank.model import Bank
from assessment.language import N_, _, decimal
from assessment.scoring.levels import shown
from assessment.scoring.score import NoScore

NONE = "–"
"""Stands where there is no number."""

PER_CENT = "\u00a0%"
"""The sign with its space, at which no line ends."""

WHY_NO_SCORE: dict[NoScore, str] = {
    "not_asked": N_("not asked"),
    "not_applicable": N_("does not apply"),
    "too_few_answers": N_("under half of it is answered"),
}


NOTE_KINDS: dict[str, str] = {"comment": N_("comment"), "evidence": N_("evidence")}
"""What people call a note on an answer, in English."""


def score_text(score: float | None) -> str:
    """A score of 1–5: "2.9", or two decimals where one would read as the next level."""
    return NONE if score is None else _spoken(shown(score))


def one_decimal(value: float | None) -> str:
    """A target (1–5), a gap (0–4) or a difference with one decimal, halves rounded up."""
    # A gap is a difference of floats: 0.45 may come out as 0.4499999999999997, and is 0.5 all the same.
    return (
        NONE if value is None else _spoken(str(Decimal(repr(round(value, 9))).quantize(Decimal("0.1"), ROUND_HALF_UP)))
    )


def two_decimals(value: float | None) -> str:
    """A consensus (0–1) with two decimals."""
    return NONE if value is None else decimal(value, 2)


def whole(value: float | None) -> str:
    """An index (0–100) without decimals, halves rounded up."""
    return NONE if value is None else str(Decimal(repr(round(value, 9))).quantize(Decimal(1), ROUND_HALF_UP))


def percent(share: float | None) -> str:
    """A share of 0–1 in whole per cent."""
    return NONE if share is None else f"{whole(100 * share)}{PER_CENT}"


def as_given(value: float) -> str:
    """A number with as many decimals as it has: a target of 4 or 3.5, a published 28.4."""
    return _spoken(f"{value:g}")


def level_text(bank: Bank, level: int | None) -> str:
    """A level with its name: "level 2, Exploring"."""
    if level is None:
        return NONE
    return _("level {level}, {name}").format(level=level, name=bank.edition.levels[level - 1])


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "a", "a and b", "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    # Translators: the end of a list, such as "strategy, data and literacy".
    return _("{others} and {last}").format(others=", ".join(words[:-1]), last=words[-1])


def capitalised(text: str) -> str:
    """`text` beginning with a capital; what follows stays as it is, since German writes nouns with one."""
    return text[:1].upper() + text[1:]


def as_in_english(figure: str) -> str:
    """A figure as `score_text` and the others write it, with a point for the decimal sign: to read it as a number."""
    return figure.replace(decimal(0.5)[1], ".")


def _spoken(figure: str) -> str:
    """An English figure such as 2.9 with the decimal sign of the language of now."""
    return decimal(float(figure), len(figure.partition(".")[2]))
