"""A comparison in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from assessment.bank.model import Option
from assessment.findings.spread import spoken, spread_of, topics
from assessment.scoring.benchmark import (
    OVERALL,
    Benchmark,
    Comparison,
    Instrument,
    Measure,
    Placement,
    Released,
    Segment,
)
from assessment.scoring.benchmark_words import SELF_SELECTED, made_of, segment_title, standing, too_few, why_nothing
from tests.unit.banks import outlined

_BANK = outlined({"strategy": {"strategy.a": [1], "strategy.b": [1], "strategy.c": [1]}, "data": {"data.a": [1]}})
BANK = replace(
    _BANK,
    edition=replace(_BANK.edition, industries=(Option("energy", "Energy"),), sizes=(Option("small", "Under 50"),)),
)
OWN = Benchmark("", "", Instrument("test", "", 1, "full"), 1_234, (), ())
RELEASED = Released(Segment("energy", "small"), 1_234, 200, date(2026, 1, 3), date(2026, 11, 22))


def test_a_placement_is_half_a_sentence() -> None:
    assert standing(Placement(45, "upper", None, None, None, 3.0)) == "in the upper third of 45"
    assert (
        standing(Placement(1_312, None, 62.6, 58.4, 67.5, 3.0)) == "at percentile 63 of 1,312 (95 % interval 58 to 68)"
    )


def test_a_comparison_names_its_segment_number_days_source_and_that_nobody_was_sampled() -> None:
    assert made_of(BANK, OWN, RELEASED) == (
        f"Energy · Under 50: 1,234 responses, counted 3 January 2026 to 22 November 2026. {SELF_SELECTED}"
    )
    theirs = replace(OWN, source="The others", collected="By invitation.")
    one_day = Released(Segment(), 30, 6, date(2026, 1, 3), date(2026, 1, 3))
    assert made_of(BANK, theirs, one_day) == (
        f"Everyone: 30 responses, counted 3 January 2026. {SELF_SELECTED} Source: The others. By invitation."
    )


@pytest.mark.parametrize(
    ("segment", "title"),
    [(Segment(), "Everyone"), (Segment("energy"), "Energy"), (Segment("energy", "small"), "Energy · Under 50")],
)
def test_a_segment_has_the_titles_of_the_edition(segment: Segment, title: str) -> None:
    assert segment_title(BANK, segment) == title


def test_where_there_is_nothing_it_says_why_and_how_many_are_counted() -> None:
    assert too_few(0) == "No response is in the benchmark so far. From 30 on, you see where you stand."
    assert why_nothing(Comparison({}, None, None, 25)).startswith("25 responses are in the benchmark so far.")
    assert "fewer than 30 others" in why_nothing(Comparison({}, OWN, RELEASED, 40))


def test_a_spread_has_a_row_for_each_capability_that_may_be_shown_and_names_the_others() -> None:
    a, b = (Measure("capability", f"strategy.{id}") for id in "ab")
    # Of 40: 10 at 1.2, 20 at 2.5, 10 at 5: the 20th is at 2.5. Of 30: all at 4.4.
    spread = spread_of(BANK, "strategy", {a: {12: 10, 25: 20, 50: 10}, b: {44: 30}})
    assert [(row.title, row.counts, row.n, row.median_text) for row in spread.rows] == [
        ("strategy.a", (10, 0, 20, 0, 10), 40, "2.5"),
        ("strategy.b", (0, 0, 0, 30, 0), 30, "4.4"),
    ]
    assert spread.withheld == ("strategy.c",)
    assert spread.sentence == "The middle score is highest in strategy.b (4.4) and lowest in strategy.a (2.5)."
    assert spoken(spread) == "strategy.a: 10, 0, 20, 0, 10, N = 40; strategy.b: 0, 0, 0, 30, 0, N = 30."


def test_the_subjects_are_a_topic_of_their_own() -> None:
    assert topics(BANK) == {"": "Overall and the subjects", "strategy": "strategy", "data": "data"}
    spread = spread_of(BANK, "", {OVERALL: {30: 30}, Measure("domain", "data"): {30: 30}})
    assert [row.title for row in spread.rows] == ["Overall", "data"]
    assert spread.withheld == ("strategy",)
    assert "highest" not in spread.sentence  # nothing is higher than anything else
