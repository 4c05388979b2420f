"""What is asked, how answers become numbers, and how weights stay exact."""

from __future__ import annotations

import re
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.errors import InvalidAnswer
from assessment.scoring.arrays import score_many
from assessment.scoring.plan import BLANK, DONT_KNOW, NOT_APPLICABLE, Plan, scaled
from assessment.scoring.score import score_respondent, score_respondents
from tests.unit.banks import outlined, weights

BANK = outlined({"strategy": {"strategy.a": [1, 2], "strategy.b": [1, 1]}, "data": {"data.a": [1, 1]}})


def asked(plan: Plan) -> list[str]:
    return [item.id for item in plan.items]


def test_full_asks_every_item_and_pulse_the_core_items_in_bank_order() -> None:
    assert asked(Plan(BANK)) == [item.id for item in BANK.items()]
    assert asked(Plan(BANK, "pulse")) == ["strategy.a.1", "strategy.b.1", "data.a.1"]


def test_only_the_chosen_questionnaires_are_asked() -> None:
    assert asked(Plan(BANK, "full", ["data"])) == ["data.a.1", "data.a.2"]
    assert asked(Plan(BANK, "full", [])) == []


def test_an_unknown_questionnaire_is_refused_by_name() -> None:
    with pytest.raises(InvalidAnswer, match=r"“legal”.*strategy, data"):
        Plan(BANK, "full", ["legal"])


def test_every_kind_of_answer_has_its_number_and_no_answer_is_a_blank() -> None:
    rows = [
        dict(zip(asked(Plan(BANK)), ("1", "2", "3", "4", "5", "dk"), strict=True)),
        {"strategy.a.2": "na", "strategy.b.1": ""},
    ]
    encoded = Plan(BANK).encode(rows)
    assert encoded.dtype == np.int8
    assert encoded.tolist() == [
        [1, 2, 3, 4, 5, DONT_KNOW],
        [BLANK, NOT_APPLICABLE, BLANK, BLANK, BLANK, BLANK],
    ]


@pytest.mark.parametrize("value", ["0", "6", "3.0", "DK", "yes", " 3"])
def test_an_unknown_answer_is_refused_by_item_and_value(value: str) -> None:
    with pytest.raises(InvalidAnswer, match=re.escape(f"“{value}” is no answer to strategy.b.1")):
        Plan(BANK).encode([{"strategy.b.1": value}])


def test_what_is_not_asked_is_ignored_whatever_it_says() -> None:
    assert Plan(BANK, "full", ["data"]).encode([{"strategy.a.1": "6", "colour": "red"}]).tolist() == [[0, 0]]


@pytest.mark.parametrize(
    "answers",
    [
        np.zeros((3, 5), np.int8),
        np.zeros((3, 6), np.int64),
        np.full((3, 6), 6, np.int8),
        np.full((3, 6), -3, np.int8),
        np.zeros(6, np.int8),
    ],
)
def test_an_array_that_encode_cannot_have_made_is_refused(answers: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"expected int8|an answer is 1 to 5"):
        score_many(Plan(BANK), answers)


def test_nobody_has_no_results() -> None:
    plan = Plan(BANK)
    assert score_respondents(plan, []) == []
    assert score_many(plan, plan.encode([])).capabilities.shape == (0, 3)


def test_a_capability_with_many_items_scores_like_any_other() -> None:
    # More items than a table of all patterns could hold: 30 items, every third a 5, the others a 2.
    plan = Plan(outlined({"strategy": {"strategy.a": [1] * 30}}))
    answers = {item.id: "5" if n % 3 == 0 else "2" for n, item in enumerate(plan.items)}
    assert score_respondent(plan, answers).overall.score == 3.0  # (10·5 + 20·2) / 30


def test_weights_become_the_smallest_integers_in_the_same_proportions() -> None:
    assert scaled([0.1, 0.2, 0.3]).tolist() == [1, 2, 3]
    assert scaled([1, 1.5, 2.25]).tolist() == [4, 6, 9]
    assert scaled([4, 6, 8]).tolist() == [2, 3, 4]
    assert scaled([]).tolist() == []


@given(st.lists(weights(), min_size=1, max_size=60))
def test_sums_of_weights_are_exact(written: list[float]) -> None:
    whole = scaled(written)
    exact = [Fraction(str(w)) for w in written]
    assert [Fraction(w) / Fraction(whole.sum()) for w in whole] == [w / sum(exact) for w in exact]


def test_weights_too_far_apart_for_integers_still_score() -> None:
    plan = Plan(outlined({"strategy": {"strategy.a": [1e-15, 1e15, 1e300]}}))
    assert np.all(scaled([1e-15, 1e15, 1e300]) <= 1)
    result = score_respondent(plan, {"strategy.a.1": "1", "strategy.a.2": "1", "strategy.a.3": "4"})
    assert result.overall.score == 4.0


def test_rounding_never_leaves_the_scale() -> None:
    # Too far apart for integers: summed as floats, (5e-14 + 5e-8 + 5) / (1e-14 + 1e-8 + 1) comes to 5.000000000000001.
    plan = Plan(outlined({"strategy": {"strategy.a": [1e-15, 1e-9, 0.1]}}))
    assert score_respondent(plan, {item.id: "5" for item in plan.items}).overall.score == 5.0
