"""What may be released: batches by hand, and an attack on every table there ever was."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.scoring.benchmark import OVERALL, Histogram, Instrument, Measure, Segment
from assessment.scoring.disclosure import (
    Batch,
    Waiting,
    batches,
    entering,
    label_of,
    may_show,
    shown,
)

DAY = date(2026, 11, 2)
FULL = Instrument("2026.1", "c0ffee", 1, "full")
PULSE = replace(FULL, mode="pulse")
ALL, FINANCE, LARGE, SMALL = Segment(), Segment("finance"), Segment("finance", "large"), Segment("finance", "small")


def waiting(*ids: int, segment: Segment = LARGE, instrument: Instrument = FULL, since: date = DAY) -> list[Waiting]:
    return [Waiting(id, instrument, segment, since) for id in ids]


def test_those_who_share_a_label_are_released_together_and_a_late_joiner_waits() -> None:
    assert batches(waiting(1, 2, 3, 4), DAY, 5) == []
    assert batches(waiting(5, 3, 1, 2, 4), DAY, 5) == [Batch(FULL, LARGE, (1, 2, 3, 4, 5))]
    assert batches(waiting(6), DAY, 5) == []
    assert batches(waiting(6, 7, 8, 9, 10, 11, 12), DAY, 5) == [Batch(FULL, LARGE, (6, 7, 8, 9, 10, 11, 12))]


def test_different_sizes_industries_and_instruments_are_never_one_batch() -> None:
    near = [*waiting(1, 2, 3), *waiting(4, 5, 6, segment=SMALL), *waiting(7, 8, segment=FINANCE)]
    assert batches([*near, *waiting(9, 10, segment=Segment("health"))], DAY, 5) == []
    others = (PULSE, replace(FULL, content_hash="beef"), replace(FULL, scoring_version=2))
    for other in others:
        assert batches([*waiting(1, 2, 3), *waiting(4, 5, 6, instrument=other)], DAY, 5) == []


@pytest.mark.parametrize(
    ("segment", "days", "label"),
    [
        (LARGE, 0, LARGE),
        (LARGE, 29, LARGE),
        (LARGE, 30, FINANCE),
        (LARGE, 59, FINANCE),
        (LARGE, 60, ALL),
        (LARGE, 6_000, ALL),
        (LARGE, -3, LARGE),  # a clock that was set back
        (FINANCE, 29, FINANCE),
        (FINANCE, 30, ALL),
        (ALL, 0, ALL),
    ],
)
def test_after_thirty_days_a_response_waits_under_the_next_wider_label(
    segment: Segment, days: int, label: Segment
) -> None:
    assert label_of(*waiting(1, segment=segment), DAY + timedelta(days)) == label


def test_who_waited_long_enough_is_released_with_others_of_the_wider_label() -> None:
    large, small = waiting(1, 2, 3), waiting(4, 5, segment=SMALL)
    assert batches([*large, *small], DAY + timedelta(29), 5) == []
    assert batches([*large, *small], DAY + timedelta(30), 5) == [Batch(FULL, FINANCE, (1, 2, 3, 4, 5))]
    fresh = waiting(6, segment=SMALL, since=DAY + timedelta(10))
    assert batches([*large, *fresh], DAY + timedelta(30), 4) == []


@pytest.mark.parametrize("k", [3, 1, 0, -5])
def test_a_threshold_under_four_is_refused(k: int) -> None:
    with pytest.raises(ValueError, match="at least 4"):
        batches([], DAY, k)


def test_a_measure_enters_once_enough_have_a_score_in_it_and_nothing_of_it_is_lost() -> None:
    rare = Measure("capability", "rare")
    enter, held = entering({}, {OVERALL: {30: 3, 40: 2}, rare: {10: 1, 50: 3}}, 5)
    assert (enter, held) == ({OVERALL: {30: 3, 40: 2}}, {rare: {10: 1, 50: 3}})
    enter, held = entering(held, {OVERALL: {20: 4}}, 5)
    assert (enter, held) == ({}, {OVERALL: {20: 4}, rare: {10: 1, 50: 3}})
    enter, held = entering(held, {OVERALL: {20: 5}, rare: {10: 1}}, 5)
    assert (enter, held) == ({OVERALL: {20: 9}, rare: {10: 2, 50: 3}}, {})


def test_below_thirty_neither_a_segment_nor_a_measure_is_shown() -> None:
    assert not may_show(29)
    assert may_show(30)
    rare = Measure("capability", "rare")
    assert shown({OVERALL: {20: 20, 30: 10}, rare: {20: 29}}) == {OVERALL: {20: 20, 30: 10}}


@dataclass
class Cohort:
    """A cohort in memory that does with batches what the service does, and remembers every table it ever had.

    Where a table has a bin, this has the id of a response: so each table is the indicator vector of the responses that
    it was computed over, whatever they answered.
    """

    k: int = 5
    today: date = DAY
    waiting: dict[int, Waiting] = field(default_factory=dict)
    lacking: dict[int, set[Measure]] = field(default_factory=dict)
    tables: dict[tuple[Instrument, Segment], dict[Measure, Counter[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(Counter))
    )
    n: dict[tuple[Instrument, Segment], Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    held: dict[tuple[Instrument, Segment], Any] = field(default_factory=dict)
    ever: dict[tuple[Instrument, Measure], list[Counter[int]]] = field(default_factory=lambda: defaultdict(list))

    def join(self, segment: Segment, instrument: Instrument = FULL, lacking: set[Measure] | None = None) -> int:
        id = len(self.lacking) + 1
        self.lacking[id] = lacking or set()
        self.waiting[id] = Waiting(id, instrument, segment, self.today)
        self.release()
        return id

    def release(self) -> None:
        for batch in batches(self.waiting.values(), self.today, self.k):
            counted: dict[Measure, Histogram] = {
                measure: {id: 1 for id in batch.responses if measure not in self.lacking[id]} for measure in MEASURES
            }
            mine = (batch.instrument, batch.label)
            enter, self.held[mine] = entering(self.held.get(mine, {}), counted, self.k)
            for segment in batch.label.widening:
                self.n[batch.instrument, segment].update(batch.responses)
                for measure, histogram in enter.items():
                    self.tables[batch.instrument, segment][measure].update(histogram)
            for id in batch.responses:
                del self.waiting[id]
        for (instrument, segment), by_measure in self.tables.items():
            self.ever[instrument, EVERYBODY].append(self.n[instrument, segment].copy())
            for measure, table in by_measure.items():
                self.ever[instrument, measure].append(table.copy())

    def atoms(self, tables: list[Counter[int]]) -> list[set[int]]:
        """The smallest sets of responses that these tables can tell from others.

        A linear combination of indicator vectors has the same value for any two responses that are in the same tables,
        so its support is a union of these sets: it has fewer than k responses only if one of the sets has.
        """
        together: dict[tuple[int, ...], set[int]] = defaultdict(set)
        for id in {id for table in tables for id in table}:
            together[tuple(table[id] for table in tables)].add(id)
        return list(together.values())


EVERYBODY = Measure("overall", "n")
"""Stands for the number of responses of a segment, which is shown as well."""
RARE, RARER = Measure("capability", "rare"), Measure("capability", "rarer")
MEASURES = (OVERALL, RARE, RARER)


def test_finance_31_beside_finance_large_30_can_never_be_seen() -> None:
    cohort = Cohort()
    for _ in range(30):
        cohort.join(LARGE)
    cohort.join(SMALL)
    sizes = {segment: n.total() for (_, segment), n in cohort.n.items()}
    assert sizes == {LARGE: 30, FINANCE: 30, ALL: 30}
    for _ in range(4):
        cohort.join(SMALL)
    sizes = {segment: n.total() for (_, segment), n in cohort.n.items()}
    assert sizes == {LARGE: 30, SMALL: 5, FINANCE: 35, ALL: 35}


def test_of_two_tables_before_and_after_a_release_the_difference_is_a_whole_batch() -> None:
    cohort = Cohort()
    for _ in range(30):
        cohort.join(LARGE)
    before = cohort.n[FULL, LARGE].copy()
    for _ in range(4):
        cohort.join(LARGE)
    assert cohort.n[FULL, LARGE] == before
    cohort.join(LARGE)
    assert (cohort.n[FULL, LARGE] - before).keys() == {31, 32, 33, 34, 35}


def test_a_score_that_one_of_a_batch_has_alone_is_not_shown_before_others_have_it_too() -> None:
    cohort = Cohort()
    for _ in range(30):
        cohort.join(LARGE)
    for n in range(5):
        cohort.join(LARGE, lacking=set() if n == 0 else {RARE})
    assert cohort.n[FULL, LARGE].total() == 35
    assert cohort.tables[FULL, LARGE][RARE].total() == 30
    for n in range(5):
        cohort.join(LARGE, lacking={RARE} if n == 0 else set())
    assert cohort.tables[FULL, LARGE][RARE].total() == 35  # the one that was held back, and four more


events = st.one_of(
    st.tuples(
        st.just("join"),
        st.sampled_from([ALL, FINANCE, LARGE, LARGE, SMALL, SMALL, Segment("health", "large"), Segment("health")]),
        st.sampled_from([FULL, FULL, FULL, PULSE]),
        st.sampled_from([(), (), (RARE,), (RARER,), (RARE, RARER), MEASURES]),
    ),
    st.tuples(st.just("leave"), st.integers(0, 30)),
    st.tuples(st.just("wait"), st.integers(1, 45)),
)


@settings(max_examples=1_000)
@given(st.integers(4, 7), st.lists(events, min_size=10, max_size=150))
def test_no_tables_ever_shown_tell_fewer_than_k_responses_from_the_others(k: int, history: list[Any]) -> None:
    cohort = Cohort(k)
    joined = set()
    for kind, *what in history:
        if kind == "join":
            segment, instrument, lacking = what
            joined.add(cohort.join(segment, instrument, set(lacking)))
        elif kind == "leave" and cohort.waiting:
            # Withdrawing and deleting while waiting; once released, nothing that was counted changes.
            del cohort.waiting[sorted(cohort.waiting)[what[0] % len(cohort.waiting)]]
        elif kind == "wait":
            cohort.today += timedelta(what[0])
            cohort.release()
    for tables in cohort.ever.values():
        assert all(len(atom) >= k for atom in cohort.atoms(tables))
        assert all(set(table.values()) == {1} for table in tables)  # nobody enters twice
    for (instrument, segment), by_measure in cohort.tables.items():
        for measure, table in by_measure.items():
            assert table.keys() <= cohort.n[instrument, segment].keys()
            assert not any(measure in cohort.lacking[id] for id in table)
