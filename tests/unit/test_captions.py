"""What a chart shows is said in words that agree with its numbers, which are those worked out in `worked_result`."""

from __future__ import annotations

from assessment.findings import find
from assessment.findings.captions import priority, spoken, strongest_and_weakest, widest_first, widest_gap
from assessment.findings.model import Findings
from assessment.respondent import Aims, Respondent
from assessment.results import build_result
from assessment.scoring.plan import Plan
from tests.unit.worked_result import BANK, R1, worked

ONE = find(worked(R1))
"""Against level 4: a = 11/3, gap 1/3; d = 2, gap 2."""


def found(a: str, d: str, aims: Aims | None = None) -> Findings:
    answers = {"a.1": a, "a.2": a, "d.1": d}
    return find(build_result(Plan(BANK), [Respondent("r", answers)], aims=aims))


def test_the_text_in_place_of_a_chart_has_every_score_and_target() -> None:
    assert spoken(ONE.domains) == "strategy: 3.7, target 4.0; data: 2.0, target 4.0."


def test_the_strongest_and_the_weakest_are_named_where_they_differ() -> None:
    assert strongest_and_weakest(ONE.domains) == "Strongest in strategy (3.7), weakest in data (2.0)."
    assert strongest_and_weakest(found("3", "3").domains) == ""
    assert strongest_and_weakest(found("dk", "dk").domains) == ""


def test_the_widest_gap_is_named_or_that_several_are_as_wide_or_that_there_is_none() -> None:
    assert widest_gap(ONE.gaps) == "The widest gap is d: 2.0 levels to its target."
    assert widest_gap(found("2", "2").gaps) == "2 capabilities are equally far from their target: 2.0 levels."
    assert widest_gap(found("5", "4").gaps) == "Every capability with a score is at or above its target."


def test_capabilities_with_a_score_stand_widest_gap_first_and_lower_score_before_higher() -> None:
    # Both have a gap of 1: a is 2 of 3, d is 3 of 4.
    measures = [m for track in found("2", "3", Aims({"a": 3.0})).tracks for m in track.capabilities]
    assert [m.id for m in widest_first(reversed(measures))] == ["a", "d"]
    assert [m.id for m in widest_first(m for track in ONE.tracks for m in track.capabilities)] == ["d", "a"]
    unscored = [m for track in found("dk", "3").tracks for m in track.capabilities]
    assert [m.id for m in widest_first(unscored)] == ["d"]


def test_the_arithmetic_of_a_priority_is_told() -> None:
    by_capability = {step.capability: step for step in ONE.next_steps}
    assert priority(ONE, by_capability["d"]) == "Priority 4.0: a gap of 2.0 × importance 2 (normal)."
    weighed = found("2", "3", Aims(importance={"a": 3}))
    assert priority(weighed, weighed.next_steps[0]) == "Priority 6.0: a gap of 2.0 × importance 3 (high)."
