"""Who would settle which decision, counted."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.errors import InvalidAnswer
from assessment.scoring.ownership import (
    DecisionResult,
    OwnershipTally,
    count_owners,
    count_states,
    owner_ids,
    score_ownership,
    tally,
)
from tests.unit.banks import bank_of, capability, questionnaire

QUESTIONNAIRE = questionnaire("strategy", capability("strategy.a", [1]))
BANK = bank_of(QUESTIONNAIRE, decisions=("first", "stop", "fund", "data", "train"), owners=("ceo", "cio", "cfo"))
OWNERS = owner_ids(BANK)


def decided(**counts: int) -> DecisionResult:
    """The result of a decision for which so many chose each owner."""
    rows = np.array([[counts.get(owner, 0) for owner in OWNERS]] * 5)
    return score_ownership(BANK, rows)["first"]


def test_a_respondents_answers_are_told_apart_by_kind() -> None:
    answers = {"first": "cio", "stop": "no_one", "fund": "several", "data": "dont_know", "train": ""}
    assert tally(BANK, answers) == OwnershipTally(named=1, no_one=1, several=1, dont_know=1, blank=1)
    assert tally(BANK, {}) == OwnershipTally(named=0, no_one=0, several=0, dont_know=0, blank=5)


def test_an_unknown_owner_is_refused_by_decision_and_value() -> None:
    with pytest.raises(InvalidAnswer, match="“pope” is no owner of fund"):
        tally(BANK, {"fund": "pope"})
    with pytest.raises(InvalidAnswer, match="“pope” is no owner of fund"):
        count_owners(BANK, [{"fund": "pope"}])


def test_owners_are_counted_per_decision_in_owner_order_without_blanks() -> None:
    rows = [{"first": "cio", "stop": "ceo"}, {"first": "cio", "stop": ""}, {"first": "no_one"}, {}]
    counts = count_owners(BANK, rows)
    assert OWNERS == ("ceo", "cio", "cfo", "several", "no_one", "dont_know")
    assert counts.tolist() == [[0, 2, 0, 0, 1, 0], [1, 0, 0, 0, 0, 0], *([[0] * 6] * 3)]


def test_the_example_of_the_result_format_comes_out_as_printed() -> None:
    # 5·4 / (7·6) = 0.476; 5/7 = 0.714; under 0.8 of 7, and the nobodies are 2 of 7
    result = decided(cio=5, no_one=2, dont_know=1)
    assert result.counts == {"cio": 5, "no_one": 2}
    assert (result.n, result.dont_know, result.modal_owner, result.state) == (7, 1, "cio", "contested")
    assert result.owner_agreement == pytest.approx(20 / 42)
    assert result.modal_share == pytest.approx(5 / 7)


@pytest.mark.parametrize(
    ("counts", "state"),
    [
        ({}, None),
        ({"dont_know": 1}, "unknown"),
        ({"cio": 4, "dont_know": 2}, "clear"),  # exactly a third don't know: not more
        ({"cio": 3, "dont_know": 2}, "unknown"),  # 2 of 5
        ({"no_one": 3, "dont_know": 2}, "unknown"),  # comes before unowned
        ({"cio": 2, "no_one": 1, "several": 1}, "unowned"),  # exactly half
        ({"cio": 3, "no_one": 1, "several": 1}, "contested"),
        ({"cio": 4, "ceo": 1}, "clear"),  # exactly 0.8
        ({"cio": 7, "ceo": 2}, "contested"),  # 0.78
        ({"cio": 8, "several": 2}, "clear"),
        ({"several": 1}, "unowned"),
        ({"ceo": 1}, "clear"),
    ],
)
def test_the_state_is_the_first_that_applies(counts: Mapping[str, int], state: str | None) -> None:
    assert decided(**counts).state == state


def test_the_owner_named_most_is_the_first_of_those_level_and_never_no_one() -> None:
    assert decided(cfo=2, ceo=2, no_one=3).modal_owner == "ceo"
    assert decided(no_one=3, several=1).modal_owner is None
    assert decided(no_one=3, several=1).modal_share is None


def test_agreement_needs_two_answers_and_no_one_counts_as_disagreement() -> None:
    assert decided(cio=1).owner_agreement is None
    assert decided(cio=1, dont_know=5).owner_agreement is None
    assert decided(cio=2).owner_agreement == 1
    assert decided(no_one=2).owner_agreement == 0


def test_the_headline_counts_the_states_and_leaves_out_what_nobody_answered() -> None:
    rows = [
        {"first": "cio", "stop": "ceo", "fund": "no_one", "data": "dont_know"},
        {"first": "cio", "stop": "cio", "fund": "several", "data": "dont_know"},
    ]
    states = count_states(score_ownership(BANK, count_owners(BANK, rows)))
    assert states == {"clear": 1, "contested": 1, "unowned": 1, "unknown": 1}


def test_a_bank_without_decisions_has_no_ownership() -> None:
    bank = bank_of(QUESTIONNAIRE)
    assert score_ownership(bank, count_owners(bank, [{"strategy.a.1": "3"}])) == {}
    assert tally(bank, {}) == OwnershipTally(0, 0, 0, 0, 0)


@given(st.lists(st.sampled_from([*OWNERS, ""]), max_size=9))
def test_agreement_is_the_share_of_pairs_that_name_the_same_owner(chosen: list[str]) -> None:
    result = score_ownership(BANK, count_owners(BANK, [{"first": owner} for owner in chosen]))["first"]
    given = [owner for owner in chosen if owner not in ("", "dont_know")]
    pairs = list(combinations(given, 2))
    same = sum(one == other and one not in ("no_one", "several") for one, other in pairs)
    assert result.n == len(given) == sum(result.counts.values())
    assert result.owner_agreement == (pytest.approx(same / len(pairs)) if pairs else None)


@given(st.lists(st.sampled_from(OWNERS), max_size=9), st.integers(0))
def test_the_order_of_respondents_never_matters(chosen: list[str], turn: int) -> None:
    rows = [{"first": owner} for owner in chosen]
    k = turn % (len(rows) or 1)
    turned = rows[k:] + rows[:k]
    assert score_ownership(BANK, count_owners(BANK, turned)) == score_ownership(BANK, count_owners(BANK, rows))
