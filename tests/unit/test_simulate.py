"""Simulated respondents are plausible, always marked, and the same again from the same seed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
import pytest

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.reports.answers_file import answers_csv, read_answers
from assessment.settings import ROOT
from assessment.simulate import simulate
from tests.unit.worked_result import BANK


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank(ROOT / "questions")


def test_the_same_seed_gives_the_same_file_byte_for_byte_and_another_seed_another(bank: Bank) -> None:
    one, again, other = (answers_csv(bank, "full", simulate(bank, 20, seed=seed)) for seed in (7, 7, 8))
    assert one.encode() == again.encode()
    assert one != other


def test_everyone_is_marked_as_simulated_also_once_read_back(bank: Bank) -> None:
    respondents = tuple(simulate(bank, 20))
    assert all(respondent.simulated for respondent in respondents)
    assert read_answers(answers_csv(bank, "full", respondents).encode(), bank) == respondents


def test_a_pulse_has_answers_to_core_items_and_decisions_only(bank: Bank) -> None:
    answered = {key for respondent in simulate(bank, 50, mode="pulse") for key in respondent.answers}
    assert answered & {item.id for item in bank.items()} == {item.id for item in bank.items("pulse")}
    assert {decision.id for decision in bank.ownership.decisions} <= answered


def test_every_kind_of_answer_occurs_and_levels_prevail(bank: Bank) -> None:
    items = {item.id for item in bank.items()}
    respondents = tuple(simulate(bank, 200))
    values = Counter(value for r in respondents for key, value in r.answers.items() if key in items)
    asked = len(items) * 200
    assert set(values) == {"1", "2", "3", "4", "5", "dk", "na"}
    assert 0.01 < 1 - values.total() / asked < 0.04  # blanks
    assert 0.02 < values["dk"] / asked < 0.12
    assert len({r.role for r in respondents}) > 5


def test_two_items_of_one_capability_go_together_more_than_items_of_two(bank: Bank) -> None:
    first, *_, last = (capability for capability in bank.capabilities() if len(capability.items) > 1)
    pairs = [(first.items[0].id, first.items[1].id), (first.items[0].id, last.items[0].id)]
    answers = [r.answers for r in simulate(bank, 2000)]
    together, apart = (
        np.corrcoef(np.array([[int(a[one]), int(a[other])] for a in answers if levels(a, one, other)]).T)[0, 1]
        for one, other in pairs
    )
    assert together > 0.4
    assert together > apart > 0  # Some respondents see everything more kindly than others.


def levels(answers: Mapping[str, str], *ids: str) -> bool:
    return all(answers.get(id, "").isdigit() for id in ids)


def test_a_bank_without_industries_gives_respondents_without_one() -> None:
    assert {respondent.industry for respondent in simulate(BANK, 3)} == {None}
