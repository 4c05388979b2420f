"""Simulated respondents for rehearsals and trials: plausible, reproducible and always marked as simulated.

The model: an organisation is better at some things than at others, its people see it more or less kindly and
are more of one mind on some capabilities than on others. It claims no likeness to any real organisation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from assessment.bank.model import Bank, Mode, Option
from assessment.respondent import Respondent

_TYPICAL = 2.7
"""The level (1–5) around which capabilities stand."""

_CAPABILITY, _RESPONDENT, _ITEM = 0.7, 0.5, 0.4
"""Standard deviations, in levels, between capabilities, respondents and the items of one capability."""

_DISSENT = (0.2, 1.2)
"""The least and the largest standard deviation, in levels, of what respondents think of one capability."""

_NOT_APPLICABLE, _BLANK = 0.02, 0.02
_CONCENTRATION = (0.02, 0.4)
"""Of the Dirichlet shares of owners and options: at the least nearly all name the same, at the most one of a few."""


def simulate(bank: Bank, n: int, *, mode: Mode = "full", seed: int = 1) -> Iterator[Respondent]:
    """`n` respondents of one simulated organisation; the same arguments always give the same respondents."""
    generator = np.random.default_rng(seed)
    profile = (bank.edition.industries, bank.edition.sizes, bank.edition.regions)
    industry, size, region = (_one(generator, options) for options in profile)
    capabilities = len(tuple(bank.capabilities()))
    standing = generator.normal(_TYPICAL, _CAPABILITY, capabilities)
    dissent = generator.uniform(*_DISSENT, capabilities)
    choices = {decision.id: bank.ownership.owners for decision in bank.ownership.decisions}
    choices |= {question.id: question.options for question in bank.reference}
    shares = {
        key: generator.dirichlet([generator.uniform(*_CONCENTRATION)] * len(options))
        for key, options in choices.items()
    }
    for number in range(1, n + 1):
        role = _one(generator, bank.edition.roles)
        views = standing + generator.normal(0, _RESPONDENT) + generator.normal(0, dissent)
        answers = _item_answers(generator, bank, mode, views)
        for key, options in choices.items():
            if generator.random() >= _BLANK:
                answers[key] = options[int(generator.choice(len(options), p=shares[key]))].id
        label = f"simulated {number}"
        yield Respondent(label, answers, role, industry, size, region, simulated=True)


def _item_answers(generator: Generator, bank: Bank, mode: Mode, views: NDArray[np.float64]) -> dict[str, str]:
    """One respondent's answers to items, given the level (1–5) at which they see each capability."""
    dont_know = generator.beta(1, 15)
    answers = {}
    for capability, view in zip(bank.capabilities(), views, strict=True):
        for item in capability.items:
            if mode == "pulse" and not item.core:
                continue
            level = round(min(max(generator.normal(view, _ITEM), 1), 5))
            kind = generator.random()
            if kind < _NOT_APPLICABLE:
                answers[item.id] = "na"
            elif kind < _NOT_APPLICABLE + dont_know:
                answers[item.id] = "dk"
            elif kind < 1 - _BLANK:
                answers[item.id] = str(level)
    return answers


def _one(generator: Generator, options: Sequence[Option]) -> str | None:
    return options[int(generator.integers(len(options)))].id if options else None
