"""Where a score stands: thirds, percentiles and intervals by hand, and what holds for every score and histogram."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.scoring.benchmark import (
    BINS,
    OVERALL,
    PERCENTILE_FROM,
    SHOWN_FROM,
    Benchmark,
    Histogram,
    Instrument,
    Measure,
    Released,
    Segment,
    bin_of,
    by_level,
    histograms_of,
    measures,
    median_of,
    narrowest,
    place,
    scores_of,
    wilson,
)
from assessment.scoring.levels import GUARD, level_of
from assessment.scoring.plan import Plan
from assessment.scoring.score import score_respondent
from tests.unit.banks import outlined

DAY = date(2026, 11, 2)
FULL = Instrument("2026.1", "c0ffee", 1, "full")
FINANCE, LARGE, ALL = Segment("finance"), Segment("finance", "large"), Segment()


def histograms(fewest: int, most: int) -> st.SearchStrategy[Histogram]:
    """Histograms of so many responses."""
    return st.lists(st.sampled_from(BINS), min_size=fewest, max_size=most).map(
        lambda bins: {bin: bins.count(bin) for bin in set(bins)}
    )


SCORES = st.fractions(1, 5, max_denominator=60).map(float)


@pytest.mark.parametrize(
    ("score", "bin"),
    [(1.0, 10), (1.05, 10), (2.3, 23), (2.46, 24), (2.4999999999999996, 25), (2.5, 25), (4.99, 49), (5.0, 50)],
)
def test_a_bin_is_a_tenth_rounded_down_and_floating_point_moves_nothing_below_it(score: float, bin: int) -> None:
    assert bin_of(score) == bin


@given(SCORES)
def test_a_bin_lies_in_one_level_and_it_is_that_of_its_scores(score: float) -> None:
    assert bin_of(score) in BINS
    assert level_of(bin_of(score) / 10) == level_of(score)


def test_below_thirty_nothing_is_said() -> None:
    assert place(3.0, {}) is None
    assert place(3.0, {30: SHOWN_FROM - 1}) is None
    assert place(3.0, {30: SHOWN_FROM}) is not None


@pytest.mark.parametrize(
    ("score", "third"),
    [
        # 30 responses: 10 at 1, 10 at 2, 10 at 3. Below + half of equal: 5, 15 and 25 of 30.
        (1.0, "lower"),
        (2.0, "middle"),
        (3.0, "upper"),
        # Nobody is at 1.5 or 2.5: 10 below and 20 below, which are exactly a third and two thirds.
        (1.5, "middle"),
        (2.5, "middle"),
        (5.0, "upper"),
    ],
)
def test_from_thirty_on_a_score_is_in_a_third(score: float, third: str) -> None:
    placement = place(score, {10: 10, 20: 10, 30: 10})
    assert placement is not None
    assert (placement.n, placement.third) == (30, third)
    assert (placement.percentile, placement.low, placement.high) == (None, None, None)


def test_at_99_there_is_a_third_and_at_100_a_percentile_with_its_interval() -> None:
    below = place(3.0, {20: 40, 30: 20, 40: 39})
    assert below is not None
    assert (below.n, below.third, below.percentile) == (99, "middle", None)
    # 40 below, 20 equal: (40 + 10) / 100. z² = 3.841459; centre 0.5; half the width of the interval is
    # 1.959964 / (1 + 0.03841459) × √(0.25 / 100 + 3.841459 / 40,000) = 1.887458 × 0.0509513 = 0.0961685.
    placement = place(3.0, {20: 40, 30: 20, 40: 40})
    assert placement is not None
    assert (placement.n, placement.third, placement.percentile) == (100, None, 50.0)
    assert placement.low == pytest.approx(40.383, abs=1e-3)
    assert placement.high == pytest.approx(59.617, abs=1e-3)


@pytest.mark.parametrize(
    ("of", "n", "low", "high"),
    # Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_that_of_the_published_examples(of: int, n: int, low: float, high: float) -> None:
    assert wilson(of / n, n) == pytest.approx((low, high), abs=5e-5)


@given(histograms(SHOWN_FROM, 150), SCORES, SCORES)
def test_a_better_score_is_never_placed_lower(histogram: Histogram, one: float, other: float) -> None:
    low, high = place(min(one, other), histogram), place(max(one, other), histogram)
    assert low is not None
    assert high is not None
    if low.percentile is None or high.percentile is None:
        thirds = ["lower", "middle", "upper"]
        assert thirds.index(low.third or "") <= thirds.index(high.third or "")
    else:
        assert low.percentile <= high.percentile


@given(histograms(PERCENTILE_FROM, 400), st.sampled_from(BINS))
def test_a_percentile_lies_within_its_interval_and_turns_round_with_the_scale(histogram: Histogram, bin: int) -> None:
    mirrored = {60 - other: count for other, count in histogram.items()}
    there, back = place(bin / 10, histogram), place((60 - bin) / 10, mirrored)
    assert there is not None
    assert back is not None
    for placement in (there, back):
        assert placement.percentile is not None
        assert placement.low is not None
        assert placement.high is not None
        assert 0 <= placement.low - GUARD <= placement.percentile + GUARD
        assert placement.percentile <= placement.high + GUARD <= 100 + 2 * GUARD
    assert there.percentile == pytest.approx(100 - (back.percentile or 0))
    assert there.low == pytest.approx(100 - (back.high or 0))


@given(histograms(SHOWN_FROM, 99), st.sampled_from(BINS))
def test_thirds_turn_round_with_the_scale(histogram: Histogram, bin: int) -> None:
    there, back = place(bin / 10, histogram), place((60 - bin) / 10, {60 - b: n for b, n in histogram.items()})
    assert there is not None
    assert back is not None
    assert {there.third, back.third} in ({"lower", "upper"}, {"middle"})


def test_the_median_is_the_middle_score_and_of_two_the_lower() -> None:
    assert median_of({10: 1, 34: 1, 50: 1}) == 3.4
    assert median_of({10: 2, 34: 1, 50: 1}) == 1.0
    assert median_of({20: 5}) == 2.0
    with pytest.raises(ValueError, match="nobody"):
        median_of({})


def test_levels_are_counted_from_bins() -> None:
    # 1.4 | 1.5 and 2.4 | 2.5 | 4.4 | 4.5 and 5: levels 1, 2, 3, 4, 5.
    assert by_level({14: 1, 15: 2, 24: 3, 25: 4, 44: 5, 45: 6, 50: 7}) == (1, 5, 4, 5, 13)


def test_who_has_no_score_in_a_measure_is_not_counted_in_it() -> None:
    one, other = Measure("capability", "a"), Measure("capability", "b")
    found = histograms_of([{one: 2.0, other: 3.0}, {one: 2.05}, {}])
    assert found == {one: {20: 2}, other: {30: 1}}


def test_a_result_has_a_score_for_every_measure_of_the_bank_that_is_answered() -> None:
    bank = outlined({"strategy": {"strategy.a": [1, 1], "strategy.b": [1]}, "data": {"data.a": [1]}})
    answers = {"strategy.a.1": "2", "strategy.a.2": "3", "strategy.b.1": "dk", "data.a.1": "4"}
    scores = scores_of(score_respondent(Plan(bank), answers))
    assert set(measures(bank)) - set(scores) == {Measure("capability", "strategy.b")}
    assert scores[Measure("capability", "strategy.a")] == scores[Measure("questionnaire", "strategy")] == 2.5
    assert scores[OVERALL] == 3.25  # (2.5 + 4) / 2


def _benchmark(source: str, *segments: Segment) -> Benchmark:
    return Benchmark(source, "", FULL, 99, tuple(Released(s, 30, 6, DAY, DAY) for s in segments), ())


def test_the_narrowest_segment_that_may_be_shown_is_chosen() -> None:
    own = _benchmark("", ALL, FINANCE, LARGE, Segment("health"))
    for asked, expected in [
        (LARGE, LARGE),
        (Segment("finance", "small"), FINANCE),
        (Segment("energy", "large"), ALL),
        (ALL, ALL),
    ]:
        chosen = narrowest([own], asked)
        assert chosen is not None
        assert chosen[1].segment == expected


def test_the_own_cohort_comes_before_imported_ones_even_where_those_are_narrower() -> None:
    own, theirs, others = _benchmark("", ALL), _benchmark("A", LARGE), _benchmark("B", FINANCE)
    assert narrowest([own, theirs], LARGE) == (own, own.segments[0])
    assert narrowest([_benchmark(""), theirs, others], LARGE) == (theirs, theirs.segments[0])
    assert narrowest([_benchmark(""), theirs, others], FINANCE) == (others, others.segments[0])
    assert narrowest([_benchmark("")], LARGE) is None


def test_a_size_narrows_an_industry_and_nothing_else() -> None:
    assert Segment.of("finance", "large").widening == (LARGE, FINANCE, ALL)
    assert Segment.of("finance", None).widening == (FINANCE, ALL)
    assert Segment.of(None, "large").widening == (ALL,)
    with pytest.raises(ValueError, match="within an industry"):
        Segment(None, "large")


def test_measures_are_all_of_the_bank_in_its_order() -> None:
    bank = outlined({"head_of_genai": {"head_of_genai.a": [1]}, "cio_cto": {"cio_cto.a": [1]}})
    assert [":".join(measure) for measure in measures(bank)] == [
        "overall:overall",
        "domain:role_clarity",
        "questionnaire:head_of_genai",
        "questionnaire:cio_cto",
        "capability:head_of_genai.a",
        "capability:cio_cto.a",
    ]
