"""What holds for the scores of any respondent to any bank."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessment.bank.model import Bank, Item
from assessment.scoring.arrays import score_many
from assessment.scoring.plan import Plan
from assessment.scoring.score import RespondentResult, score_respondent
from tests.unit.banks import answers_to, banks

Answers = dict[str, str]


@st.composite
def answered_banks(draw: st.DrawFn) -> tuple[Bank, Answers]:
    bank = draw(banks())
    return bank, draw(answers_to(bank))


def scores(result: RespondentResult) -> dict[str, float | None]:
    """Every score of a result, by what it is the score of."""
    return {
        "overall": result.overall.score,
        "index_low": result.overall.index_low,
        "index_high": result.overall.index_high,
        **{f"domain {id}": d.score for id, d in result.domains.items()},
        **{f"questionnaire {id}": q.score for id, q in result.questionnaires.items()},
        **{f"capability {id}": c.score for id, c in result.capabilities.items()},
    }


def coverages(result: RespondentResult) -> dict[str, float | None]:
    return {
        "overall": result.overall.coverage,
        **{f"questionnaire {id}": q.coverage for id, q in result.questionnaires.items()},
        **{f"capability {id}": c.coverage for id, c in result.capabilities.items()},
    }


@given(answered_banks(), st.data())
def test_a_better_answer_never_lowers_any_score(case: tuple[Bank, Answers], data: st.DataObject) -> None:
    bank, answers = case
    better = sorted(id for id, value in answers.items() if value in ("1", "2", "3", "4"))
    assume(better)
    item = data.draw(st.sampled_from(better))
    before = scores(score_respondent(Plan(bank), answers))
    after = scores(score_respondent(Plan(bank), answers | {item: str(int(answers[item]) + 1)}))
    for of, score in before.items():
        raised = after[of]
        assert score is raised is None or (score is not None and raised is not None and raised >= score), of


@given(answered_banks(), st.randoms())
def test_the_order_of_answers_never_matters(case: tuple[Bank, Answers], random: Random) -> None:
    bank, answers = case
    shuffled = list(answers.items())
    random.shuffle(shuffled)
    assert score_respondent(Plan(bank), dict(shuffled)) == score_respondent(Plan(bank), answers)


@given(banks(), st.integers(0, 2**32 - 1), st.integers(1, 300))
def test_the_order_of_respondents_never_matters(bank: Bank, seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    plan = Plan(bank)
    answers = rng.integers(-2, 6, (n, len(plan.items))).astype(np.int8)
    order = rng.permutation(n)
    shuffled = vars(score_many(plan, answers[order]))
    for name, values in vars(score_many(plan, answers)).items():
        np.testing.assert_array_equal(shuffled[name], values[order], err_msg=name)


@given(answered_banks())
def test_scores_stay_on_the_scale_and_the_bounds_around_the_index(case: tuple[Bank, Answers]) -> None:
    result = score_respondent(Plan(case[0]), case[1])
    kept = [score for of, score in scores(result).items() if score is not None and not of.startswith("index")]
    assert all(1 <= score <= 5 for score in kept)
    assert all(0 <= c <= 1 for c in coverages(result).values() if c is not None)
    overall = result.overall
    bounds = (overall.index_low, overall.index, overall.index_high)
    if overall.score is None:
        assert bounds == (None, None, None)
    else:
        low, index, high = (b for b in bounds if b is not None)
        assert 0 <= low <= index <= high <= 100


@given(answered_banks())
def test_turning_blanks_into_dont_know_changes_no_score_and_no_coverage(case: tuple[Bank, Answers]) -> None:
    bank, answers = case
    plan = Plan(bank)
    known = {id: value or "dk" for id, value in answers.items()}
    blank, dont_know = score_respondent(plan, answers), score_respondent(plan, known)
    assert scores(dont_know) == scores(blank)
    assert coverages(dont_know) == coverages(blank)


@given(answered_banks(), st.data())
def test_splitting_an_item_in_two_of_half_the_weight_changes_no_score(
    case: tuple[Bank, Answers], data: st.DataObject
) -> None:
    bank, answers = case
    item = data.draw(st.sampled_from([i.id for i in bank.items()]))
    whole = scores(score_respondent(Plan(bank), answers))
    halves = scores(score_respondent(Plan(split(bank, item)), answers | {f"{item}.half": answers[item]}))
    assert halves == {of: pytest.approx(s, abs=1e-12) if s is not None else None for of, s in whole.items()}


@given(answered_banks())
def test_what_the_bank_has_is_always_there_in_bank_order(case: tuple[Bank, Answers]) -> None:
    bank, answers = case
    result = score_respondent(Plan(bank, "pulse", []), answers)
    assert list(result.capabilities) == [c.id for c in bank.capabilities()]
    assert list(result.questionnaires) == [q.id for q in bank.questionnaires]
    assert list(result.domains) == list(bank.domains)
    assert set(scores(result).values()) == set(coverages(result).values()) == {None}
    assert {(c.asked, c.reason) for c in result.capabilities.values()} == {(0, "not_asked")}


def split(bank: Bank, item: str) -> Bank:
    """The bank with `item` asked as two items of half its weight."""

    def halves(i: Item) -> tuple[Item, ...]:
        half = replace(i, weight=i.weight / 2)
        return (half, replace(half, id=f"{i.id}.half")) if i.id == item else (i,)

    return replace(
        bank,
        questionnaires=tuple(
            replace(
                q,
                capabilities=tuple(
                    replace(c, items=tuple(h for i in c.items for h in halves(i))) for c in q.capabilities
                ),
            )
            for q in bank.questionnaires
        ),
    )
