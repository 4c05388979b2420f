"""Levels, indexes and the figures people read never contradict each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.scoring.levels import index_of, level_of, shown


@pytest.mark.parametrize(
    ("score", "level"),
    [(1, 1), (1.49, 1), (1.5, 2), (2.49, 2), (2.5, 3), (3.49, 3), (3.5, 4), (4.49, 4), (4.5, 5), (5, 5)],
)
def test_a_level_begins_at_its_boundary(score: float, level: int) -> None:
    assert level_of(score) == level


def test_a_score_that_is_on_the_boundary_but_for_floating_point_is_on_it() -> None:
    assert level_of(2.4999999999999996) == 3
    assert level_of(2.499999) == 2


def test_the_index_runs_from_0_to_100() -> None:
    assert [index_of(score) for score in (1, 2, 3.1, 5)] == [0, 25, pytest.approx(52.5), 100]


@pytest.mark.parametrize(
    ("score", "text"),
    [
        (2.44, "2.4"),
        (2.46, "2.46"),  # one decimal would say 2.5, which is level 3
        (2.4999, "2.49"),  # and two would say 2.50
        (2.5, "2.5"),
        (2.4999999999999996, "2.5"),
        (3.96, "4.0"),  # still level 4
        (1.0, "1.0"),
        (4.46, "4.46"),
    ],
)
def test_a_score_shows_one_decimal_unless_that_would_look_like_the_next_level(score: float, text: str) -> None:
    assert shown(score) == text


@given(st.floats(1, 5))
def test_what_is_shown_is_at_the_same_level_and_close(score: float) -> None:
    assert level_of(float(shown(score))) == level_of(score)
    assert abs(float(shown(score)) - score) <= 0.05 + 1e-9
