"""The view model keeps what was said beside what it comes to, and calls two respondents a group."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.errors import InvalidAnswer
from assessment.results import build_result
from assessment.scoring.plan import Plan
from assessment.scoring.score import score_respondent
from tests.unit.worked_result import BANK, R1, R2


def test_a_respondent_keeps_label_role_answers_and_notes_beside_the_result() -> None:
    notes = {("a.1", "comment"): "=cmd() 👩🏽‍💻 مرحبا <b>"}
    (view,) = build_result(Plan(BANK), [replace(R1, notes=notes)]).respondents
    assert (view.label, view.role, view.answers, view.notes) == ("r1", "cio", R1.answers, notes)
    assert view.result == score_respondent(Plan(BANK), R1.answers)


def test_a_result_names_its_edition_and_what_was_asked() -> None:
    result = build_result(Plan(BANK, "pulse"), [R1])
    assert (result.edition_id, result.content_hash, result.mode) == ("test", "0" * 64, "pulse")
    assert result.respondents[0].result.capabilities["a"].asked == 1


def test_two_respondents_are_a_group_and_one_is_not() -> None:
    assert build_result(Plan(BANK), [R1]).group is None
    group = build_result(Plan(BANK), [R1, R2]).group
    assert group is not None
    assert (group.scores.n, group.target) == (2, 4)


def test_one_simulated_respondent_makes_the_whole_result_simulated() -> None:
    assert not build_result(Plan(BANK), [R1, replace(R2, simulated=False)]).simulated
    assert build_result(Plan(BANK), [R1, R2]).simulated


def test_the_target_sets_the_gaps_of_the_group() -> None:
    group = build_result(Plan(BANK), [R1, R2], target=3).group
    assert group is not None
    assert group.scores.capabilities["d"].gap == 1  # 3 − 2
    with pytest.raises(InvalidAnswer):
        build_result(Plan(BANK), [R1, R2], target=6)


def test_roles_stand_in_the_order_of_the_edition_and_sides_differ_by_role() -> None:
    low = replace(R2, label="r3", answers={"a.1": "1", "a.2": "1", "d.1": "2"})
    group = build_result(Plan(BANK), [low, R2, R1]).group
    assert group is not None
    assert [(role, of.n) for role, of in group.roles.items()] == [("cio", 1), ("cfo", 2)]
    (side,) = group.sides  # a: 11/3 on the technology side, (1·1 + 2·1) / 3 = 1 on the other
    assert (side.capability, side.n) == ("a", {"technology": 1, "business": 2})
    assert side.means == pytest.approx({"technology": 11 / 3, "business": 1})


def test_the_order_of_respondents_changes_nothing_about_the_group() -> None:
    assert build_result(Plan(BANK), [R1, R2]).group == build_result(Plan(BANK), [R2, R1]).group
