"""What is asked of a respondent: a bank, a mode and the chosen questionnaires, compiled to arrays."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from math import gcd, lcm

import numpy as np
from numpy.typing import NDArray

from assessment.bank.model import Bank, Capability, Item, Mode, Questionnaire
from assessment.errors import InvalidAnswer
from assessment.language import _

BLANK, DONT_KNOW, NOT_APPLICABLE = 0, -1, -2
"""How an array of answers says that there is no level 1–5."""

Answers = NDArray[np.int8]
"""Answers of n respondents, shape (n, asked items): 1–5, BLANK, DONT_KNOW or NOT_APPLICABLE."""

Floats = NDArray[np.float64]

_CODES = {"": BLANK, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "dk": DONT_KNOW, "na": NOT_APPLICABLE}

_EXACT = 2**53 // 100
"""Integer weights of no greater sum are exact in float64, also multiplied by levels or compared in tenths."""


@dataclass(frozen=True, eq=False)
class Plan:
    """What is asked: every item (mode full) or each core item (pulse) of the chosen questionnaires.

    `questionnaires` holds ids, None for all. Everything is in bank order. Capabilities, questionnaires and
    domains are always all of the bank's, whatever is asked of them. Raises InvalidAnswer for an unknown id.
    """

    bank: Bank
    mode: Mode = "full"
    questionnaires: Collection[str] | None = None

    def __post_init__(self) -> None:
        known = [q.id for q in self.bank.questionnaires]
        for unknown in sorted(set(self.questionnaires or ()) - set(known)):
            said = _("This edition has no questionnaire “{unknown}”; it has: {known}.")
            raise InvalidAnswer(said.format(unknown=unknown, known=", ".join(known)))

    @cached_property
    def capabilities(self) -> tuple[Capability, ...]:
        """Every capability of the bank."""
        return tuple(self.bank.capabilities())

    @cached_property
    def _asked(self) -> tuple[tuple[Item, ...], ...]:
        """The asked items of every capability of the bank."""
        return tuple(
            tuple(i for i in c.items if self.mode == "full" or i.core) if self._asks(q) else ()
            for q in self.bank.questionnaires
            for c in q.capabilities
        )

    def _asks(self, questionnaire: Questionnaire) -> bool:
        return self.questionnaires is None or questionnaire.id in self.questionnaires

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The asked items: the columns of an array of answers."""
        return tuple(i for items in self._asked for i in items)

    @cached_property
    def item_spans(self) -> tuple[slice, ...]:
        """For each capability, the columns of its asked items (an empty slice where nothing is asked)."""
        return _spans(len(items) for items in self._asked)

    @cached_property
    def capability_spans(self) -> tuple[slice, ...]:
        """For each questionnaire, the positions of its capabilities."""
        return _spans(len(q.capabilities) for q in self.bank.questionnaires)

    @cached_property
    def domain_questionnaires(self) -> tuple[list[int], ...]:
        """For each domain, the positions of its questionnaires."""
        domain_of = [q.domain for q in self.bank.questionnaires]
        return tuple([q for q, of in enumerate(domain_of) if of == domain] for domain in self.bank.domains)

    @cached_property
    def item_weights(self) -> Floats:
        """Weights of the asked items, scaled to integers (`scaled`)."""
        return scaled([i.weight for i in self.items])

    @cached_property
    def capability_weights(self) -> Floats:
        """Weights of all capabilities, scaled to integers (`scaled`)."""
        return scaled([c.weight for c in self.capabilities])

    def encode(self, rows: Sequence[Mapping[str, str]]) -> Answers:
        """The answers of `rows` (item id → "1"–"5", "dk", "na"; absent or empty is a blank) as an array.

        Whatever isn't an answer to an asked item is ignored. Raises InvalidAnswer for an unknown value.
        """
        answers = np.zeros((len(rows), len(self.items)), np.int8)
        for n, row in enumerate(rows):
            for column, item in enumerate(self.items):
                value = row.get(item.id) or ""
                if value not in _CODES:
                    said = _(
                        "“{value}” is no answer to {item}: it takes 1, 2, 3, 4, 5, dk (don't know) or na (does not "
                        "apply), or nothing."
                    )
                    raise InvalidAnswer(said.format(value=value, item=item.id))
                answers[n, column] = _CODES[value]
        return answers

    def check(self, answers: Answers) -> None:
        """Raise ValueError unless `answers` are as `encode` gives them: int8, (n, asked items), −2 to 5."""
        if answers.dtype != np.int8 or answers.shape[1:] != (len(self.items),):
            raise ValueError(f"got {answers.dtype} {answers.shape}, expected int8 (n, {len(self.items)})")
        if answers.size and not NOT_APPLICABLE <= answers.min() <= answers.max() <= 5:
            raise ValueError("an answer is 1 to 5, BLANK, DONT_KNOW or NOT_APPLICABLE")


def scaled(weights: Sequence[float]) -> Floats:
    """The weights in the same proportions as integers (held as float64), so that their sums are exact.

    Each weight counts as the decimal number it was written as. Weights so far apart that sums would pass what
    float64 holds exactly keep fractions, with the largest at 1, and their sums are as exact as float64 is.
    """
    if not weights:
        return np.zeros(0)
    exact = [Fraction(str(w)) for w in weights]
    unit = lcm(*(w.denominator for w in exact))
    whole = [int(w * unit) for w in exact]
    whole = [w // gcd(*whole) for w in whole]
    if sum(whole) <= _EXACT:
        return np.array(whole, np.float64)
    return np.array([float(w / max(exact)) for w in exact])


def _spans(lengths: Iterable[int]) -> tuple[slice, ...]:
    """Neighbouring slices of the given lengths."""
    ends = np.cumsum([0, *lengths]).tolist()
    return tuple(slice(start, stop) for start, stop in pairwise(ends))
