"""What a group's counts say: consensus, what to talk about and act on, roles and sides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from assessment.bank.model import Bank
from assessment.errors import InvalidAnswer
from assessment.scoring.group import (
    Counts,
    SideDifference,
    consensus,
    count,
    count_by,
    score_group,
    score_roles,
    side_of,
    sides,
)
from assessment.scoring.plan import Plan
from tests.unit.banks import outlined

PAIR = outlined({"strategy": {"strategy.a": [1, 3], "strategy.b": [1]}})


def counted(bank: Bank, *respondents: Sequence[str]) -> Counts:
    """The counts of respondents who each answer the items of the bank in order."""
    plan = Plan(bank)
    ids = [item.id for item in plan.items]
    return count(plan, plan.encode([dict(zip(ids, values, strict=True)) for values in respondents]))


def test_responses_are_counted_by_level_then_dont_know_not_applicable_and_blank() -> None:
    counts = counted(PAIR, ("1", "dk", ""), ("5", "na", ""), ("5", "3", ""))
    assert counts.tolist() == [[1, 0, 0, 0, 2, 0, 0, 0], [0, 0, 1, 0, 0, 1, 1, 0], [0, 0, 0, 0, 0, 0, 0, 3]]


def test_consensus_has_the_published_check_value() -> None:
    assert consensus(np.array([30, 40, 210, 130, 530, 50, 10])) == pytest.approx(0.7256876, abs=5e-8)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([0, 0, 7, 0, 0], 1),
        ([2, 0, 0, 0, 0], 1),
        ([3, 0, 0, 0, 3], 0),
        ([0, 1, 0, 1, 0], 0.5849625007211562),  # 1 + log₂(1 − 1/4)
        ([1, 0, 0, 0, 9], 0.5310044064107188),  # 1 + 0.1·log₂ 0.1 + 0.9·log₂ 0.9
        ([0, 0, 1, 0, 0], np.nan),
        ([0, 0, 0, 0, 0], np.nan),
    ],
)
def test_consensus_is_1_in_agreement_0_at_the_two_ends_and_needs_two(counts: list[int], expected: float) -> None:
    assert consensus(np.array(counts)) == pytest.approx(expected, abs=1e-15, nan_ok=True)


def test_consensus_of_many_items_is_that_of_each() -> None:
    rows = np.array([[0, 0, 7, 0, 0], [3, 0, 0, 0, 3], [0, 1, 0, 0, 0]])
    assert consensus(rows).tolist() == [1, 0, pytest.approx(np.nan, nan_ok=True)]


def test_a_target_off_the_scale_is_refused() -> None:
    for target in (0.9, 5.1, float("nan")):
        with pytest.raises(InvalidAnswer, match="target"):
            score_group(Plan(PAIR), counted(PAIR), target)


def test_a_group_of_nobody_has_everything_and_no_number() -> None:
    result = score_group(Plan(PAIR), counted(PAIR))
    assert result.n == 0
    assert list(result.capabilities) == ["strategy.a", "strategy.b"]
    assert {(c.mean, c.level, c.gap, c.consensus) for c in result.capabilities.values()} == {(None,) * 4}
    assert (result.overall.score, result.talk, result.act) == (None, (), ())


def test_items_that_are_not_asked_have_nothing_but_zeros() -> None:
    plan = Plan(PAIR, "pulse")
    result = score_group(plan, count(plan, plan.encode([{"strategy.a.1": "2", "strategy.a.2": "5"}] * 2)))
    assert result.items["strategy.a.1"].counts == (0, 2, 0, 0, 0)
    unasked = result.items["strategy.a.2"]
    assert (unasked.counts, unasked.blank, unasked.mean, unasked.consensus) == (
        (0, 0, 0, 0, 0),
        0,
        None,
        None,
    )
    assert result.capabilities["strategy.a"].mean == 2


@pytest.mark.parametrize(
    ("low", "agreed", "listed"),
    [
        (("2", "2", "2", "2"), ("3", "3", "3", "3"), False),  # (1·2 + 3·3)/4 = 2.75
        (
            ("2", "2", "2", "2"),
            ("2", "2", "3", "3"),
            True,
        ),  # (1·2 + 3·2.5)/4 = 2.375; consensus 1 + log₂ 7/8 = 0.81
        (("3", "3", "3", "3"), ("2", "2", "3", "3"), False),  # (1·3 + 3·2.5)/4 = 2.625
        (("1", "2", "3", "2"), ("1", "3", "1", "3"), False),  # 1 and 3: 1 + log₂ ¾ = 0.58, under 0.7
        (("4", "", "", ""), ("1", "1", "1", "1"), True),  # one answer has no consensus; (4 + 3)/4 = 1.75
    ],
)
def test_to_act_on_all_items_must_agree_on_a_low_score(low: Sequence[str], agreed: Sequence[str], listed: bool) -> None:
    counts = counted(PAIR, *zip(low, agreed, ("4",) * 4, strict=True))
    assert [ranked.capability for ranked in score_group(Plan(PAIR), counts).act] == ["strategy.a"] * listed


def test_a_mean_of_exactly_two_and_a_half_is_not_low() -> None:
    bank = outlined({"strategy": {"strategy.a": [1]}})
    assert score_group(Plan(bank), counted(bank, "2", "3")).act == ()


def test_lists_hold_all_that_qualify_best_first_with_ties_in_bank_order() -> None:
    names = ["strategy.a", "strategy.b", "strategy.c", "strategy.d", "strategy.e"]
    bank = outlined({"strategy": {name: [1] for name in names}}, {"strategy.c": 2})
    split = score_group(Plan(bank), counted(bank, ["1"] * 5, ["5"] * 5))
    assert [ranked.capability for ranked in split.talk] == ["strategy.c", *names[:2], *names[3:]]
    low = score_group(Plan(bank), counted(bank, ["1"] * 5, ["1"] * 5))
    assert [ranked.capability for ranked in low.act] == ["strategy.c", *names[:2], *names[3:]]
    assert [ranked.priority for ranked in low.act] == [6, 3, 3, 3, 3]


def test_priorities_that_differ_by_floating_point_alone_are_ties() -> None:
    # 0.3 · 2 and 0.2 · 3 are both 0.6, and 0.6000000000000001 in floats for the second.
    bank = outlined({"strategy": {"strategy.a": [1], "strategy.b": [1]}}, {"strategy.a": 0.3, "strategy.b": 0.2})
    acts = score_group(Plan(bank), counted(bank, "21", "21")).act
    assert [ranked.capability for ranked in acts] == ["strategy.a", "strategy.b"]


def test_the_groups_target_moves_the_gap() -> None:
    counts = counted(PAIR, ("1", "4", "5"), ("3", "4", "5"))
    # a.1: (1.5 + 0)/2 = 0.75 below 2.5; a.2: 0. Weighted 1:3.
    assert score_group(Plan(PAIR), counts, 2.5).capabilities["strategy.a"].gap == pytest.approx(0.75 / 4)
    # a.1: (4 + 2)/2 = 3 below 5, a.2: 1.
    assert score_group(Plan(PAIR), counts, 5).capabilities["strategy.a"].gap == pytest.approx(6 / 4)


def test_roles_are_split_between_the_sides_and_nobody_without_a_role_is_on_one() -> None:
    assert {side_of(role) for role in ("head_of_genai", "cio", "cto", "cdo", "security")} == {"technology"}
    assert {side_of(role) for role in ("ceo", "cfo", "coo", "chro", "risk", "product", "other")} == {"business"}
    assert side_of(None) is side_of("") is None


def test_roles_have_their_own_means_and_those_without_a_role_are_in_none() -> None:
    plan = Plan(PAIR)
    answers = plan.encode([{"strategy.a.1": "5", "strategy.a.2": "1"}, {"strategy.a.1": "2"}, {"strategy.a.1": "1"}])
    by_role = count_by(plan, answers, ["cio", "ceo", None])
    results = score_roles(plan, by_role, {"cio": 1, "ceo": 1})
    assert sorted(results) == ["ceo", "cio"]
    assert results["cio"].n == 1
    assert results["cio"].capabilities == {"strategy.a": 2.0, "strategy.b": None}  # (1·5 + 3·1)/4
    assert results["ceo"].capabilities == {"strategy.a": 2.0, "strategy.b": None}


def compared(bank: Bank, technology: Sequence[Sequence[str]], business: Sequence[Sequence[str]]) -> Mapping[str, float]:
    """What the sides are to be asked about, with the distance between them."""
    counts = {"technology": counted(bank, *technology), "business": counted(bank, *business)}
    found = sides(Plan(bank), counts, {"technology": len(technology), "business": len(business)})
    return {d.capability: d.means["technology"] - d.means["business"] for d in found}


def test_the_sides_are_asked_about_capabilities_at_least_one_level_apart() -> None:
    assert compared(PAIR, [("4", "4", "3")], [("3", "3", "3")]) == {"strategy.a": 1.0}
    # (3.5·1 + 3·4)/4 = 3.875 beside 3
    assert compared(PAIR, [("3", "4", "3"), ("4", "4", "3")], [("3", "3", "3")]) == {}


def test_the_sides_are_asked_only_where_every_item_points_the_same_way() -> None:
    assert compared(PAIR, [("3", "1", "3")], [("2", "5", "3")]) == {}
    assert compared(PAIR, [("2", "1", "3")], [("2", "5", "3")]) == {}


def test_the_sides_are_asked_only_where_both_answered_every_item() -> None:
    assert compared(PAIR, [("1", "1", "1")], [("5", "dk", "5")]) == {"strategy.b": -4.0}
    assert compared(PAIR, [("1", "1", "1")], []) == {}


def test_the_sides_are_asked_about_three_capabilities_at_most_the_widest_first() -> None:
    bank = outlined({"strategy": {f"strategy.{name}": [1] for name in "abcd"}})
    found = compared(bank, [("3", "4", "2", "5")], [("2", "2", "1", "2")])
    assert list(found) == ["strategy.d", "strategy.b", "strategy.a"]


def test_distances_that_differ_by_floating_point_alone_are_ties() -> None:
    # 3.3 − 2.1 and 3.2 − 2.0 are both 1.2, and the first is less in floats.
    bank = outlined({"strategy": {"strategy.a": [1], "strategy.b": [1]}})
    technology = [("3", "3")] * 7 + [("4", "3")] + [("4", "4")] * 2
    business = [("2", "2")] * 9 + [("3", "2")]
    assert list(compared(bank, technology, business)) == ["strategy.a", "strategy.b"]


def test_technology_stands_before_business_whichever_was_counted_first() -> None:
    bank = outlined({"strategy": {"strategy.a": [1]}})
    counts = {"business": counted(bank, "1"), "technology": counted(bank, "5", "4")}
    (found,) = sides(Plan(bank), counts, {"business": 1, "technology": 2})
    assert list(found.means) == list(found.n) == ["technology", "business"]


def test_a_side_is_named_with_its_mean_and_its_size() -> None:
    bank = outlined({"strategy": {"strategy.a": [1]}})
    counts = {"technology": counted(bank, "5", "4"), "business": counted(bank, "1")}
    expected = SideDifference("strategy.a", {"technology": 4.5, "business": 1.0}, {"technology": 2, "business": 1})
    assert sides(Plan(bank), counts, {"technology": 2, "business": 1}) == (expected,)
    assert sides(Plan(bank), {"technology": counts["technology"]}, {"technology": 2}) == ()
