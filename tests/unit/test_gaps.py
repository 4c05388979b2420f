"""Targets, gaps and priorities decide what to do first."""

from __future__ import annotations

import pytest

from assessment.bank.model import TargetPreset
from assessment.errors import InvalidAnswer
from assessment.scoring.gaps import gaps, ranked, target_of, top_actions
from tests.unit.banks import outlined

KEEP_UP = TargetPreset("keep_up", "Keep up", level=3)
LEAD = TargetPreset("lead", "Lead", level=4)
ONE_UP = TargetPreset("one_up", "One level up", step=1)

NAMES = ("a", "b", "c", "d", "e", "f", "g")
BANK = outlined({"strategy": {name: [1] for name in NAMES}})


@pytest.mark.parametrize(
    ("preset", "score", "target"),
    [
        (KEEP_UP, 1.2, 3),
        (LEAD, None, 4),
        (ONE_UP, 2.4, 3),  # level 2
        (ONE_UP, 2.5, 4),  # level 3
        (ONE_UP, 4.7, 5),  # level 5 is the top
        (ONE_UP, None, None),
    ],
)
def test_a_preset_sets_a_level_or_counts_up_from_where_one_stands(
    preset: TargetPreset, score: float | None, target: float | None
) -> None:
    assert target_of(preset, score) == target


def test_a_gap_is_the_way_to_the_target_and_never_below_0() -> None:
    found = gaps(BANK, {"a": 2.25, "b": 4.5, "c": None}, LEAD)
    assert list(found) == list(NAMES)
    assert (found["a"].gap, found["a"].priority, found["a"].importance) == (1.75, 3.5, 2)
    assert (found["b"].gap, found["b"].priority) == (0, 0)
    assert (found["c"].gap, found["c"].priority, found["c"].level, found["c"].next_step) == (None,) * 4


def test_ones_own_target_takes_the_place_of_the_presets() -> None:
    assert gaps(BANK, {"a": 2.0}, LEAD, {"a": 4.5})["a"].gap == 2.5


def test_the_next_step_leads_to_the_level_above_and_there_is_none_at_5() -> None:
    found = gaps(BANK, {"a": 2.4, "b": 4.5}, TargetPreset("top", "Top", level=5))
    assert found["a"].next_step == "a: from 2 to 3"
    assert found["b"].next_step is None


def test_the_highest_priority_comes_first_then_the_lower_score_then_bank_order() -> None:
    scores = {"a": 3.0, "b": 2.0, "c": 1.0, "d": 2.0, "e": 4.0, "f": 2.0}
    importance = {"a": 2, "b": 1, "c": 1, "d": 1, "f": 3}
    # Priorities for target 4: a 1·2 = 2, b 2·1 = 2, c 3·1 = 3, d 2·1 = 2, e 0, f 2·3 = 6.
    found = gaps(BANK, scores, LEAD, importance=importance)
    assert [gap.capability for gap in ranked(found.values())] == ["f", "c", "b", "d", "a"]


def test_priorities_that_differ_by_floating_point_alone_are_ties() -> None:
    # (4 − 3.9)·3 and (4 − 3.7)·1 are both 0.3; floats make them 0.30000000000000027 and 0.2999999999999998.
    found = gaps(BANK, {"a": 3.9, "b": 3.7}, LEAD, importance={"a": 3, "b": 1})
    assert [gap.capability for gap in ranked(found.values())] == ["b", "a"]


def test_at_most_five_actions_come_from_the_top_priorities_that_have_a_next_step() -> None:
    scores = {"a": 4.6, "b": 1.0, "c": 1.5, "d": 2.0, "e": 2.5, "f": 3.0, "g": 3.5}
    found = gaps(BANK, scores, TargetPreset("top", "Top", level=5), importance={"a": 3})
    assert [gap.capability for gap in top_actions(found.values())] == ["b", "c", "d", "e", "f"]
    assert [gap.capability for gap in top_actions(gaps(BANK, {"a": 4.6}, LEAD, {"a": 5}).values())] == []


@pytest.mark.parametrize("target", [0.5, 5.5, float("nan")])
def test_a_target_off_the_scale_is_refused(target: float) -> None:
    with pytest.raises(InvalidAnswer, match=f"target of b is {target}"):
        gaps(BANK, {}, LEAD, {"b": target})


@pytest.mark.parametrize("importance", [0, 4])
def test_an_importance_other_than_1_2_and_3_is_refused(importance: int) -> None:
    with pytest.raises(InvalidAnswer, match=f"importance of b is {importance}"):
        gaps(BANK, {}, LEAD, importance={"b": importance})
