"""Stacked bars promise that every person asked has their place: the right side of level 3, or apart from the levels."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from assessment.charts import Named, Votes, distribution, owners
from assessment.identity import LEVELS, LIGHT

NAMES = ("Starting", "Exploring", "Building", "Scaling", "Leading")


def spans(figure: go.Figure, name: str) -> list[tuple[float, float]]:
    """From where to where the segments called `name` reach, a bar a question; empty ones left out."""
    (trace,) = (t for t in figure.data if t.name == name)
    return [(start, start + length) for start, length in zip(trace.base, trace.x, strict=True) if length]


def texts(figure: go.Figure) -> list[str]:
    """Everything written into a chart, top down."""
    return [a.text for a in figure.layout.annotations]


def test_the_middle_of_level_three_is_the_middle_of_every_bar() -> None:
    # Left of the middle: 1 + 3 + half of 4 = 6; right of it: half of 4 + 2 = 4.
    figure = distribution([Votes("Who?", (1, 3, 4, 2, 0), 0, 0), Votes("How?", (0, 0, 1, 0, 2), 0, 0)], NAMES)
    assert spans(figure, "1 Starting") == [(-6, -5)]
    assert spans(figure, "2 Exploring") == [(-5, -2)]
    assert spans(figure, "3 Building") == [(-2, 2), (-0.5, 0.5)]
    assert spans(figure, "4 Scaling") == [(2, 4)]
    assert spans(figure, "5 Leading") == [(0.5, 2.5)]


def test_who_does_not_know_stands_apart_from_the_levels_and_from_what_does_not_apply() -> None:
    figure = distribution([Votes("Who?", (0, 0, 0, 0, 4), 2, 1), Votes("How?", (4, 0, 0, 0, 0), 0, 3)], NAMES)
    ((leading, end_of_levels),) = spans(figure, "5 Leading")
    ((unknown, end_of_unknown),) = spans(figure, "Don't know")
    beside = spans(figure, "Does not apply")
    assert (leading, end_of_levels) == (0, 4)
    assert end_of_levels < unknown < end_of_unknown == unknown + 2 < beside[0][0]
    assert [end - start for start, end in beside] == pytest.approx([1, 3])


def test_n_counts_only_those_who_chose_a_level() -> None:
    figure = distribution([Votes("Who?", (1, 0, 2, 0, 0), 5, 4)], NAMES)
    assert texts(figure)[-1] == "N = 3"


def test_levels_have_the_colours_of_the_levels_and_dont_know_is_hatched() -> None:
    figure = distribution([Votes("Who?", (1, 1, 1, 1, 1), 1, 0)], NAMES)
    colours = {trace.name: trace.marker.color for trace in figure.data}
    assert [colours[f"{at} {name}"] for at, name in enumerate(NAMES, 1)] == list(LEVELS)
    (unknown,) = (trace for trace in figure.data if trace.name == "Don't know")
    assert unknown.marker.pattern.shape == "/"


def test_a_long_question_is_wrapped_above_its_bar_and_moves_the_next_one_down() -> None:
    short, long = (distribution([Votes(title, (1, 0, 0, 0, 0), 0, 0)], NAMES) for title in ("Who?", "word " * 40))
    assert "<br>" in texts(long)[1]
    assert long.layout.height > short.layout.height
    assert long.data[0].y[0] > short.data[0].y[0]


def test_what_a_question_says_is_text_and_no_markup() -> None:
    figure = distribution([Votes("Is 1 < 2 & <b>bold</b>?", (1, 0, 0, 0, 0), 0, 0)], NAMES)
    assert texts(figure)[1] == "Is 1 &lt; 2 &amp; &lt;b&gt;bold&lt;/b&gt;?"


def test_a_question_that_nobody_answered_has_a_line_and_no_bar() -> None:
    figure = distribution([Votes("Who?", (0, 0, 0, 0, 0), 0, 0)], NAMES)
    assert texts(figure)[1:] == ["Who?", "N = 0"]
    assert all(not spans(figure, trace.name) for trace in figure.data)


def test_owners_are_counted_from_the_left_and_who_does_not_know_is_not_in_n() -> None:
    figure = owners([Named("Who stops it?", most=5, others=3, nobody=2, dont_know=1)])
    assert [spans(figure, trace.name) for trace in figure.data] == [[(0, 5)], [(5, 8)], [(8, 10)], [(10, 11)]]
    assert texts(figure)[-1] == "N = 10"


def test_no_owner_has_the_colour_of_a_level_or_a_subject() -> None:
    figure = owners([Named("Who stops it?", most=1, others=1, nobody=1, dont_know=1)])
    meaningful = {*LEVELS, LIGHT.strategy, LIGHT.data, LIGHT.literacy, LIGHT.role_clarity}
    *named, unknown = figure.data
    assert not {trace.marker.color for trace in named} & meaningful
    assert unknown.marker.pattern.shape == "/"  # hatched, so that its grey isn't taken for level 3's
