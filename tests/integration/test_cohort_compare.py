"""Where a result stands among the responses released, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from assessment.scoring.benchmark import Measure, Released, Segment
from assessment.storage.database import Database
from tests.integration.cohort_site import ALL, DAY, FINANCE, LARGE, VALUE, Site


@pytest.fixture
def site(database: Database) -> Site:
    return Site(database)


def test_nothing_is_said_below_thirty_a_third_from_thirty_and_a_percentile_from_a_hundred(site: Site) -> None:
    scores = {VALUE: 3.0, Measure("capability", "strategy.rare"): 3.0}
    for n in range(1, 101):
        site.join("2" if n <= 10 else "4")
        comparison = site.cohort.compare("full", "finance", "large", scores)
        counted = n - n % 5
        assert comparison.n == counted
        if counted < 30:
            assert (comparison.placements, comparison.released) == ({}, None)
            continue
        assert comparison.released is not None
        assert (comparison.released.n, comparison.released.batches) == (counted, counted // 5)
        (placement,) = comparison.placements.values()  # nobody has a score in the other
        assert placement.n == counted
        if counted < 100:
            # 10 of 30 below is exactly a third, and so in the middle; 10 of 35 and more is less.
            assert placement.third == ("middle" if counted == 30 else "lower")
    assert placement.percentile == 10.0
    assert site.cohort.compare("pulse", "finance", "large", scores).n == 0


def test_a_result_is_compared_in_the_narrowest_segment_with_thirty(site: Site) -> None:
    for _ in range(30):
        site.join("2", size="large")
    for _ in range(5):
        site.join("4", size="small")
    for _ in range(10):
        site.join("4", industry="health")
    for industry, size, segment, n in [
        ("finance", "large", LARGE, 30),
        ("finance", "small", FINANCE, 35),
        ("finance", None, FINANCE, 35),
        ("health", "large", ALL, 45),
        (None, "large", ALL, 45),
    ]:
        comparison = site.cohort.compare("full", industry, size, {VALUE: 3.0})
        assert comparison.released is not None
        assert (comparison.released.segment, comparison.placements[VALUE].n) == (segment, n)
    (benchmark,) = site.cohort.benchmarks("full")
    assert {released.segment: released.n for released in benchmark.segments} == {ALL: 45, FINANCE: 35, LARGE: 30}
    assert set(benchmark.withheld) == {Segment("finance", "small"), Segment("health"), Segment("health", "large")}
    few = Released(Segment("health"), 10, 2, DAY, DAY)
    assert site.cohort.histograms(benchmark, few) == {}
    assert site.cohort.histograms(benchmark, benchmark.segments[0])[VALUE] == {20: 30, 40: 15}


def test_the_first_and_the_last_day_are_those_of_the_releases(site: Site) -> None:
    for _ in range(30):
        site.join()
    site.today += timedelta(7)
    for _ in range(5):
        site.join()
    released = site.cohort.compare("full", "finance", "large", {VALUE: 3.0}).released
    assert released == Released(LARGE, 35, 7, DAY, DAY + timedelta(7))
