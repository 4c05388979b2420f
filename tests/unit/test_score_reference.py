"""Scoring agrees with a slow scoring in exact fractions that was written from the method's text alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.bank.model import Bank, Capability, Item, Mode, Questionnaire
from assessment.scoring.arrays import ScoreArrays, score_many
from assessment.scoring.plan import Answers, Plan
from assessment.scoring.score import RespondentResult, score_respondent, score_respondents
from tests.unit.banks import answers_to, banks, outlined

Score = Fraction | None


class SlowMethod:
    """One respondent, scored sentence by sentence as the method says it."""

    def __init__(self, bank: Bank, mode: Mode, chosen: frozenset[str] | None, answers: Mapping[str, str]) -> None:
        self.bank, self.mode, self.chosen, self.answers = bank, mode, chosen, answers

    def asked(self, q: Questionnaire, c: Capability) -> list[Item]:
        if self.chosen is not None and q.id not in self.chosen:
            return []
        return [i for i in c.items if self.mode == "full" or i.core]

    def weight(self, items: Iterable[Item], *, answered: bool) -> Fraction:
        kinds = {"1", "2", "3", "4", "5"} if answered else {"1", "2", "3", "4", "5", "dk", ""}
        return sum((Fraction(str(i.weight)) for i in items if self.answers.get(i.id, "") in kinds), Fraction(0))

    def coverage(self, items: list[Item]) -> Score:
        applicable = self.weight(items, answered=False)
        return self.weight(items, answered=True) / applicable if applicable else None

    def capability(self, q: Questionnaire, c: Capability) -> Score:
        items = self.asked(q, c)
        coverage = self.coverage(items)
        if coverage is None or coverage < Fraction(1, 2):
            return None
        given = [(Fraction(str(i.weight)), int(v)) for i in items if (v := self.answers.get(i.id, "")) in set("12345")]
        return sum((w * v for w, v in given), Fraction(0)) / sum(w for w, _ in given)

    def questionnaire(self, q: Questionnaire) -> Score:
        of = [(Fraction(str(c.weight)), self.capability(q, c), self.coverage(self.asked(q, c))) for c in q.capabilities]
        applicable = sum((w for w, _, coverage in of if coverage is not None), Fraction(0))
        scored = [(w, score) for w, score, _ in of if score is not None]
        weight = sum((w for w, _ in scored), Fraction(0))
        if not scored or weight < applicable / 2:
            return None
        return sum((w * score for w, score in scored), Fraction(0)) / weight

    def domain(self, domain: str) -> Score:
        return average([s for q in self.bank.questionnaires if q.domain == domain and (s := self.questionnaire(q))])

    def overall(self) -> Score:
        scores = [self.domain(d) for d in self.bank.domains]
        return None if None in scores else average([s for s in scores if s is not None])

    def items(self) -> list[Item]:
        return [i for q in self.bank.questionnaires for c in q.capabilities for i in self.asked(q, c)]

    def with_unanswered(self, value: str) -> SlowMethod:
        filled = {i.id: v for i in self.bank.items() if (v := self.answers.get(i.id, "")) not in ("", "dk")}
        return SlowMethod(self.bank, self.mode, self.chosen, {i.id: value for i in self.bank.items()} | filled)

    def bounds(self) -> tuple[Score, Score]:
        score = self.overall()
        if score is None:
            return None, None
        lowest, highest = (self.with_unanswered(v).overall() for v in "15")
        return index(min(score, lowest or score)), index(max(score, highest or score))

    def dont_know_rate(self, items: list[Item]) -> Score:
        applicable = [a for i in items if (a := self.answers.get(i.id, "")) != "na"]
        return Fraction(applicable.count("dk"), len(applicable)) if applicable else None

    def weakest_link(self) -> str | None:
        scores = {d: s for d in self.bank.domains if (s := self.domain(d)) is not None}
        lowest = [d for d, s in scores.items() if s == min(scores.values())]
        if len(scores) < 3 or len(lowest) > 1:
            return None
        others = average([s for d, s in scores.items() if d != lowest[0]])
        assert others is not None
        return lowest[0] if others - scores[lowest[0]] >= 1 else None


def average(scores: list[Fraction]) -> Score:
    return sum(scores, Fraction(0)) / len(scores) if scores else None


def index(score: Fraction) -> Fraction:
    return (score - 1) / 4 * 100


def level(score: Score) -> int | None:
    return None if score is None else 1 + sum(score >= boundary for boundary in (1.5, 2.5, 3.5, 4.5))


def same(fast: float | None, slow: Score) -> bool:
    """Equal to 1e-12 relative to their size, or both absent."""
    if fast is None or slow is None:
        return fast is None and slow is None
    return fast == pytest.approx(float(slow), rel=1e-12, abs=1e-12)


@st.composite
def respondents(draw: st.DrawFn) -> tuple[Bank, Mode, frozenset[str] | None, list[dict[str, str]]]:
    bank = draw(banks())
    mode: Mode = draw(st.sampled_from(["full", "pulse"]))
    ids = [q.id for q in bank.questionnaires]
    chosen = draw(st.none() | st.sets(st.sampled_from(ids)).map(frozenset))
    return bank, mode, chosen, draw(st.lists(answers_to(bank), min_size=1, max_size=4))


def agrees(result: RespondentResult, slow: SlowMethod) -> None:
    """Assert that every number of the result is the slow method's."""
    for q in slow.bank.questionnaires:
        fast = result.questionnaires[q.id]
        assert same(fast.score, slow.questionnaire(q))
        assert fast.level == level(slow.questionnaire(q))
        assert same(fast.coverage, slow.coverage([i for c in q.capabilities for i in slow.asked(q, c)]))
        for c in q.capabilities:
            of_c = result.capabilities[c.id]
            assert same(of_c.score, slow.capability(q, c))
            assert of_c.level == level(slow.capability(q, c))
            assert same(of_c.coverage, slow.coverage(slow.asked(q, c)))
            assert same(of_c.dont_know_rate, slow.dont_know_rate(slow.asked(q, c)))
            assert (of_c.reason is None) == (of_c.score is not None)
    for domain in slow.bank.domains:
        assert same(result.domains[domain].score, slow.domain(domain))
        assert result.domains[domain].level == level(slow.domain(domain))
    overall, coverage, (low, high) = slow.overall(), slow.coverage(slow.items()), slow.bounds()
    assert same(result.overall.score, overall)
    assert same(result.overall.index, None if overall is None else index(overall))
    assert same(result.overall.index_low, low)
    assert same(result.overall.index_high, high)
    assert same(result.overall.coverage, coverage)
    assert same(result.overall.dont_know_rate, slow.dont_know_rate(slow.items()))
    assert result.overall.provisional == (coverage is not None and coverage < Fraction(7, 10))
    assert result.overall.level == (None if result.overall.provisional else level(overall))
    assert result.weakest_link == slow.weakest_link()


@given(respondents())
def test_every_number_is_that_of_the_method_worked_out_in_fractions(
    case: tuple[Bank, Mode, frozenset[str] | None, list[dict[str, str]]],
) -> None:
    bank, mode, chosen, rows = case
    for result, answers in zip(score_respondents(Plan(bank, mode, chosen), rows), rows, strict=True):
        agrees(result, SlowMethod(bank, mode, chosen, answers))


@given(respondents())
def test_one_respondent_alone_and_among_others_gets_the_very_same_result(
    case: tuple[Bank, Mode, frozenset[str] | None, list[dict[str, str]]],
) -> None:
    bank, mode, chosen, rows = case
    plan = Plan(bank, mode, chosen)
    assert score_respondents(plan, rows) == [score_respondent(plan, row) for row in rows]


@given(banks(), st.integers(0, 2**32 - 1))
def test_many_scored_by_table_get_the_very_same_bits_as_each_alone(bank: Bank, seed: int) -> None:
    plan = Plan(bank)
    answers = random_answers(plan, 600, seed)
    together = vars(score_many(plan, answers))
    for n in (0, 1, 2, 599):
        assert_same_bits(together, n, score_many(plan, answers[n : n + 1]))


def test_a_hundred_thousand_get_the_very_same_bits_as_a_few_at_a_time() -> None:
    plan = Plan(outlined({"strategy": {"strategy.a": [0.1, 0.2, 0.3], "strategy.b": [1]}, "data": {"data.a": [1, 2]}}))
    answers = random_answers(plan, 100_000, seed=5)
    together = vars(score_many(plan, answers))
    for first in range(0, 100_000, 500):
        assert_same_bits(together, first, score_many(plan, answers[first : first + 500]))


def random_answers(plan: Plan, n: int, seed: int) -> Answers:
    return np.random.default_rng(seed).integers(-2, 6, (n, len(plan.items))).astype(np.int8)


def assert_same_bits(together: Mapping[str, Any], first: int, alone: ScoreArrays) -> None:
    """Assert that `alone` has what `together` has from respondent `first` on."""
    for name, values in vars(alone).items():
        np.testing.assert_array_equal(together[name][first : first + len(values)], values, err_msg=name)
