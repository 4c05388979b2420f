"""A series is named beside its own marks wherever the name has room there, and in a legend only where it has none."""

from __future__ import annotations

import plotly.graph_objects as go

from assessment.charts import Row, gap_chart, radar
from assessment.charts.labels import Label, on_rings, on_rows
from assessment.identity import DARK, LIGHT

NAMES = ("Starting", "Exploring", "Building", "Scaling", "Leading")


def rows(*pairs: tuple[float | None, float | None]) -> list[Row]:
    return [Row(f"Capability {at}", score, target) for at, (score, target) in enumerate(pairs)]


def test_a_ring_is_named_where_it_has_most_room_outside() -> None:
    # The inner ring is nearest to the outer one (0.5) on the left, and furthest (2) at the bottom.
    inner, outer = [2.0, 2.5, 1.5, 3.0], [3.5, 3.5, 3.5, 3.5]
    assert on_rings([inner, outer]) == [Label(2, "bottom left"), Label(0, "top left")]


def test_names_keep_out_of_the_sector_with_the_names_of_the_levels() -> None:
    # That sector lies between the first axis (top) and the second, clockwise.
    at_the_top = on_rings([[1.0, 3.0, 3.0, 3.0]])
    at_the_right = on_rings([[3.0, 1.0, 3.0, 3.0]])
    assert at_the_top == [Label(0, "top left")]
    assert at_the_right == [Label(1, "bottom right")]


def test_rings_on_each_other_are_left_to_a_legend() -> None:
    assert on_rings([[3.0, 3.0, 3.0], [3.0, 3.0, 3.0]]) is None
    assert on_rings([[4.6, 5.0, 4.8], [1.0, 1.0, 1.0]]) is None  # the outer one would touch the titles
    assert on_rings([[None, None, None], [3.0, 3.0, 3.0]]) is None


def test_the_marks_of_the_first_row_with_room_carry_the_names() -> None:
    assert on_rows([(2.0, 4.0)]) == (0, "right", "left")  # inside, between marks that far apart
    assert on_rows([(4.0, 2.0)]) == (0, "left", "right")
    assert on_rows([(2.0, 3.0)]) == (0, "left", "right")  # outside, away from each other
    assert on_rows([(3.5, 3.0)]) == (0, "right", "left")
    assert on_rows([(3.0, 3.0)]) == (0, "left", "right")
    assert on_rows([(None, 3.0), (1.0, 2.0), (2.0, 3.0)]) == (2, "left", "right")  # level 1 is at the edge
    assert on_rows([(1.0, 1.5), (4.8, 5.0), (None, None)]) is None


def written(figure: go.Figure) -> list[str]:
    return [annotation.text for annotation in figure.layout.annotations]


def test_a_chart_has_a_legend_or_names_never_both() -> None:
    named = radar(rows((2.0, 4.0), (2.0, 4.0), (3.0, 4.0)), NAMES, LIGHT.ink)
    unnamed = radar(rows((4.0, 4.0), (4.0, 4.0), (4.0, 4.0)), NAMES, LIGHT.ink)
    assert (named.layout.showlegend, unnamed.layout.showlegend) == (False, True)
    assert {text for trace in named.data for text in trace.text if text} == {"<b>You</b>", "<b>Target</b>"}
    assert not any(text for trace in unnamed.data for text in trace.text)
    gaps = gap_chart(rows((2.0, 4.0)), NAMES, [LIGHT.data], who="Group")
    assert written(gaps)[1:] == ["<b>Group</b>", "<b>Target</b>"]
    assert gaps.layout.showlegend is False
    at_the_edge = gap_chart(rows((1.0, 1.0)), NAMES, [LIGHT.data])
    assert at_the_edge.layout.showlegend is True
    assert [trace.name for trace in at_the_edge.data if trace.name] == ["Target", "You"]


def test_a_long_title_gets_a_second_line_for_what_it_belongs_to() -> None:
    short = Row("Portfolio", 2.0, 3.0, "Strategy")
    long = Row("Platform for prototyping and operation", 2.0, 3.0, "Data foundations")
    figure = gap_chart([short, long], NAMES, [LIGHT.strategy, LIGHT.data])
    assert ["<br>" in text for text in written(figure)[:2]] == [False, True]


def test_a_long_chart_names_the_levels_at_its_end_too() -> None:
    few, many = (gap_chart(rows(*[(2.0, 3.0)] * n), NAMES, [LIGHT.data] * n) for n in (6, 7))
    assert [written(figure).count("Leading") for figure in (few, many)] == [0, 1]
    assert list(few.layout.xaxis.ticktext) == list(NAMES)


def test_a_name_between_two_marks_is_not_struck_through_by_their_line() -> None:
    figure = gap_chart(rows((1.0, 3.0)), NAMES, [LIGHT.data])
    names = [a for a in figure.layout.annotations if a.text in ("<b>You</b>", "<b>Target</b>")]
    assert [(a.xanchor, a.bgcolor) for a in names] == [("left", LIGHT.page), ("right", LIGHT.page)]


def test_lines_show_the_benchmark_as_the_radar_does() -> None:
    figure = gap_chart([Row("Strategy", 2.0, 4.0, benchmark=2.5)], NAMES, [LIGHT.strategy])
    (others,) = (trace for trace in figure.data if trace.name is None and trace.marker.symbol == "line-ns-open")
    assert list(others.x) == [2.5]
    assert figure.layout.showlegend is True
    assert {trace.name for trace in figure.data if trace.name} == {"You", "Target", "Benchmark"}


def test_a_chart_in_the_dark_is_drawn_in_the_dark_colours() -> None:
    for figure in (
        radar(rows((2.0, 4.0), (2.0, 4.0), (3.0, 4.0)), NAMES, DARK.ink, DARK),
        gap_chart(rows((2.0, 4.0)), NAMES, [DARK.data], DARK),
    ):
        assert (figure.layout.paper_bgcolor, figure.layout.font.color) == (DARK.page, DARK.ink)
