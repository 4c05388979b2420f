"""What holds for any group and any bank, and how a group's scores follow from the answers of its members."""

from __future__ import annotations

from fractions import Fraction
from math import log2
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessment.bank.model import Bank, Capability
from assessment.scoring.group import GroupResult, count, count_by, score_group
from assessment.scoring.plan import Plan
from assessment.scoring.score import score_respondent
from tests.unit.banks import answers_to, banks

Rows = list[dict[str, str]]


@st.composite
def answered_banks(draw: st.DrawFn) -> tuple[Bank, Rows]:
    bank = draw(banks())
    return bank, draw(st.lists(answers_to(bank), min_size=1, max_size=5))


def group_of(bank: Bank, rows: Rows, target: float = 4) -> GroupResult:
    plan = Plan(bank)
    return score_group(plan, count(plan, plan.encode(rows)), target)


def scores(result: GroupResult) -> dict[str, float | None]:
    return {
        "overall": result.overall.score,
        **{f"domain {id}": d.score for id, d in result.domains.items()},
        **{f"questionnaire {id}": q.score for id, q in result.questionnaires.items()},
        **{f"capability {id}": c.mean for id, c in result.capabilities.items()},
        **{f"item {id}": i.mean for id, i in result.items.items()},
    }


def levels_of(rows: Rows, item: str) -> list[int]:
    return [int(row[item]) for row in rows if row[item] in tuple("12345")]


def slow_consensus(levels: list[int]) -> float | None:
    """Tastle & Wierman's formula over respondents instead of counts."""
    if len(levels) < 2:
        return None
    mean = sum(levels) / len(levels)
    return 1 + sum(log2(1 - abs(level - mean) / 4) for level in levels) / len(levels)


def slow_mean(capability: Capability, values: dict[str, Fraction]) -> Fraction | None:
    """The weighted mean of the values that there are of a capability's items."""
    weights = {i.id: Fraction(str(i.weight)) for i in capability.items if i.id in values}
    if not weights:
        return None
    return sum((w * values[id] for id, w in weights.items()), Fraction(0)) / sum(weights.values())


@given(answered_banks(), st.integers(10, 50).map(lambda tenths: tenths / 10))
def test_every_number_is_that_of_the_method_worked_out_from_single_answers(
    case: tuple[Bank, Rows], target: float
) -> None:
    bank, rows = case
    result = group_of(bank, rows, target)
    goal = Fraction(str(target))
    for q in bank.questionnaires:
        weights, points, applicable = Fraction(0), Fraction(0), Fraction(0)
        for c in q.capabilities:
            given = {i.id: levels for i in c.items if (levels := levels_of(rows, i.id))}
            mean = slow_mean(c, {id: Fraction(sum(v), len(v)) for id, v in given.items()})
            gap = slow_mean(
                c,
                {id: sum((max(Fraction(0), goal - x) for x in v), Fraction(0)) / len(v) for id, v in given.items()},
            )
            agreed = [slow_consensus(v) for v in given.values() if len(v) >= 2]
            actual = result.capabilities[c.id]
            assert actual.mean == (None if mean is None else pytest.approx(float(mean), abs=1e-12))
            assert actual.gap == (None if gap is None else pytest.approx(float(gap), abs=1e-12))
            expected = pytest.approx(sum(a or 0 for a in agreed) / len(agreed), abs=1e-12) if agreed else None
            assert actual.consensus == expected
            if any(row[i.id] != "na" for row in rows for i in c.items):
                applicable += Fraction(str(c.weight))
            if mean is not None:
                weights += Fraction(str(c.weight))
                points += Fraction(str(c.weight)) * mean
        has_score = weights and weights >= applicable / 2
        expected_score = pytest.approx(float(points / weights), abs=1e-12) if has_score else None
        assert result.questionnaires[q.id].score == expected_score


@given(answered_banks())
def test_what_to_talk_about_and_act_on_follows_from_the_items(case: tuple[Bank, Rows]) -> None:
    bank, rows = case
    result = group_of(bank, rows)
    talk, act = {}, {}
    for c in bank.capabilities():
        agreed = [a for i in c.items if (a := slow_consensus(levels_of(rows, i.id))) is not None]
        of_group = result.capabilities[c.id]
        if agreed and min(agreed) < 0.6:
            talk[c.id] = pytest.approx(c.weight * max(of_group.gap or 0, 0.5) * (1 - min(agreed)), abs=1e-9)
        if agreed and min(agreed) >= 0.7 and of_group.mean is not None and of_group.mean < 2.5 - 1e-9:
            act[c.id] = pytest.approx(c.weight * (of_group.gap or 0), abs=1e-9)
    for listed, expected in ((result.talk, talk), (result.act, act)):
        assert {ranked.capability: ranked.priority for ranked in listed} == expected
        priorities = [round(ranked.priority, 9) for ranked in listed]
        assert priorities == sorted(priorities, reverse=True)


@given(answered_banks(), st.data())
def test_a_better_answer_never_lowers_any_score(case: tuple[Bank, Rows], data: st.DataObject) -> None:
    bank, rows = case
    better = [(n, id) for n, row in enumerate(rows) for id, value in row.items() if value in tuple("1234")]
    assume(better)
    n, item = data.draw(st.sampled_from(better))
    raised = [row | {item: str(int(row[item]) + 1)} if m == n else row for m, row in enumerate(rows)]
    after = scores(group_of(bank, raised))
    for of, score in scores(group_of(bank, rows)).items():
        above = after[of]
        assert score is above is None or (score is not None and above is not None and above >= score), of


@given(answered_banks(), st.randoms())
def test_the_order_of_respondents_never_matters(case: tuple[Bank, Rows], random: Random) -> None:
    bank, rows = case
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert group_of(bank, shuffled) == group_of(bank, rows)


@given(answered_banks())
def test_numbers_stay_on_their_scales(case: tuple[Bank, Rows]) -> None:
    result = group_of(*case)
    assert all(1 <= score <= 5 for score in scores(result).values() if score is not None)
    assert all(0 <= c.gap <= 3 for c in result.capabilities.values() if c.gap is not None)
    agreed = [i.consensus for i in result.items.values()] + [c.consensus for c in result.capabilities.values()]
    assert all(0 <= consensus <= 1 for consensus in agreed if consensus is not None)


@given(answered_banks())
def test_every_response_is_counted_once(case: tuple[Bank, Rows]) -> None:
    bank, rows = case
    result = group_of(bank, rows)
    assert result.n == len(rows)
    for i in result.items.values():
        assert sum(i.counts) + i.dont_know + i.not_applicable + i.blank == len(rows)


@given(answered_banks(), st.data())
def test_the_counts_of_parts_add_up_to_the_groups(case: tuple[Bank, Rows], data: st.DataObject) -> None:
    bank, rows = case
    plan = Plan(bank)
    labels = data.draw(st.lists(st.sampled_from(["cio", "ceo", "cfo"]), min_size=len(rows), max_size=len(rows)))
    answers = plan.encode(rows)
    parts = count_by(plan, answers, labels)
    assert set(parts) == set(labels)
    assert np.array_equal(sum(parts.values()), count(plan, answers))


@given(banks(), st.integers(1, 4), st.data())
def test_a_group_of_people_who_answer_everything_alike_scores_as_each_of_them(
    bank: Bank, n: int, data: st.DataObject
) -> None:
    answers = {i.id: data.draw(st.sampled_from("12345")) for i in bank.items()}
    alone, together = score_respondent(Plan(bank), answers), group_of(bank, [answers] * n)
    assert together.overall.score == pytest.approx(alone.overall.score, abs=1e-12)
    for c in bank.capabilities():
        assert together.capabilities[c.id].mean == pytest.approx(alone.capabilities[c.id].score, abs=1e-12)
