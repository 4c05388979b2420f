"""Native charts: bars and radars that people can restyle, and whose numbers they can edit, in their own program."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any

from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.dml.line import LineFormat
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.enum.dml import MSO_LINE_DASH_STYLE, MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt
from xlsxwriter import Workbook

from assessment.reports.deck.layouts import Place
from assessment.reports.deck.model import Chart

INK, MUTED, RULE, PAGE = (
    MSO_THEME_COLOR.TEXT_1,
    MSO_THEME_COLOR.TEXT_2,
    MSO_THEME_COLOR.BACKGROUND_2,
    MSO_THEME_COLOR.BACKGROUND_1,
)
DOMAINS = {
    "strategy": MSO_THEME_COLOR.ACCENT_1,
    "data": MSO_THEME_COLOR.ACCENT_2,
    "literacy": MSO_THEME_COLOR.ACCENT_3,
    "role_clarity": MSO_THEME_COLOR.ACCENT_4,
}
"""The theme's colour of each subject; any other is in ink."""

RINGS = (
    (INK, 2.5, None, XL_MARKER_STYLE.CIRCLE),
    (MUTED, 2.0, MSO_LINE_DASH_STYLE.DASH, XL_MARKER_STYLE.DIAMOND),
    (MUTED, 1.5, MSO_LINE_DASH_STYLE.ROUND_DOT, XL_MARKER_STYLE.SQUARE),
)
"""How the rings of a radar are drawn: one's own, the target, others."""

PLOT_SHARE, THICKEST = 0.75, 30
"""How much of its height a chart gives to its bars; the thickest bar, in points."""

RADAR_LAYOUT = (
    f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
    '<c:x val="0.22"/><c:y val="0.11"/><c:w val="0.56"/><c:h val="0.67"/></c:manualLayout></c:layout>'
)

SCORE = "0.0#"
"""Number format of scores: values are rounded as they are shown, so it shows each as everywhere else."""

NO_DAY = datetime(2000, 1, 1)
"""Stands for the date in the workbooks, so that the same result gives the same bytes."""


def draw(shape: Any, chart: Chart, place: Place) -> Any:
    """Put the chart in its placeholder, which is `place` in the layout; returns its frame on the slide."""
    data: CategoryChartData = _Data(number_format=SCORE if chart.top else "0")  # type: ignore[no-untyped-call]
    data.categories = chart.labels
    for series in chart.series:
        data.add_series(series.name, series.values)
    kind = XL_CHART_TYPE.BAR_CLUSTERED if chart.kind == "bars" else XL_CHART_TYPE.RADAR_MARKERS
    frame = shape.insert_chart(kind, data)
    native: NativeChart = frame.chart
    native.has_title = False
    native.font.size = Pt(place.size)
    native.font.color.theme_color = INK
    native.has_legend = chart.legend
    if native.has_legend:
        native.legend.position = XL_LEGEND_POSITION.BOTTOM
        native.legend.include_in_layout = False
    if chart.kind == "bars":
        _style_bars(native, chart, PLOT_SHARE * place.height / len(chart.labels))
    else:
        _style_radar(native, chart)
    # Two things that the library writes and the standard doesn't know: axes numbered below 0, and smooth radars.
    for axis in native.element.xpath(".//c:axId | .//c:crossAx"):
        axis.set("val", axis.get("val").removeprefix("-"))
    for smooth in native.element.xpath(".//c:radarChart/c:ser/c:smooth"):
        smooth.getparent().remove(smooth)
    return frame


class _Data(CategoryChartData):
    """Chart data whose workbook takes every label as text, never as a formula or a link, and carries no date."""

    @property
    def xlsx_blob(self) -> bytes:
        """The workbook behind the chart: labels down, a series a column."""
        file = BytesIO()
        book = Workbook(file, {"in_memory": True})
        book.set_properties({"created": NO_DAY})
        sheet = book.add_worksheet()
        score = book.add_format({"num_format": self.number_format})
        for row, category in enumerate(self.categories, start=1):
            sheet.write_string(row, 0, str(category.label))
        for column, series in enumerate(self, start=1):
            sheet.write_string(0, column, series.name)
            for row, value in enumerate(series.values, start=1):
                if value is not None:
                    sheet.write_number(row, column, value, score)
        book.close()
        return file.getvalue()


def _style_bars(native: NativeChart, chart: Chart, height: float) -> None:
    """Bars that each have `height` points, of which most is the bar unless it would be too thick."""
    plot: Any = native.plots[0]
    gap = round(100 * (height / THICKEST - 1))
    plot.gap_width, plot.overlap, plot.vary_by_categories = min(max(gap, 45), 500), 100, False
    labels: Any = native.category_axis
    labels.reverse_order = True
    labels.format.line.fill.background()
    labels.major_tick_mark = XL_TICK_MARK.NONE
    _style_scale(native, chart)
    for series, drawn in zip(chart.series, plot.series, strict=True):
        if series.aim:
            drawn.format.fill.background()
            _stroke(drawn.format.line, INK, 1)
            continue
        _fill(drawn.format, DOMAINS.get(series.domain, INK))
        numbers = drawn.data_labels
        numbers.show_value = True
        numbers.number_format, numbers.number_format_is_linked = SCORE if chart.top else "0", False
        numbers.font.bold = True
        # A bar of scores is at least a fifth of the scale long, so its number has room inside; a count may be 0.
        numbers.position = XL_LABEL_POSITION.INSIDE_BASE if chart.top else XL_LABEL_POSITION.OUTSIDE_END
        numbers.font.color.theme_color = PAGE if chart.top else INK


def _style_radar(native: NativeChart, chart: Chart) -> None:
    _style_scale(native, chart)
    plot: Any = native.plots[0]
    for series, (colour, width, dash, marker) in zip(plot.series, RINGS, strict=False):
        _stroke(series.format.line, colour, width, dash)
        series.marker.style, series.marker.size = marker, 7
        _fill(series.marker.format, colour)
        _stroke(series.marker.format.line, colour, 1)
    # Programs leave much room around a radar, and each another amount, unless they are told where it is.
    area = plot._element.getparent()
    for layout in area.xpath("./c:layout"):
        area.remove(layout)
    area.insert(0, parse_xml(RADAR_LAYOUT))


def _style_scale(native: NativeChart, chart: Chart) -> None:
    scale: Any = native.value_axis
    scale.minimum_scale = 1 if chart.kind == "radar" else 0
    scale.major_tick_mark = XL_TICK_MARK.NONE
    scale.format.line.fill.background()
    if chart.top is None:
        scale.visible = scale.has_major_gridlines = False
        return
    scale.maximum_scale, scale.major_unit = chart.top, 1
    scale.has_major_gridlines = True
    _stroke(scale.major_gridlines.format.line, RULE, 0.75)
    # No level is called 0, so the scale doesn't name it.
    scale.tick_labels.number_format, scale.tick_labels.number_format_is_linked = "0;;", False
    scale.tick_labels.font.size = Pt(10)
    scale.tick_labels.font.color.theme_color = MUTED
    if chart.kind == "bars":
        title = scale.axis_title.text_frame
        title.text = chart.scale
        title.paragraphs[0].runs[0].font.bold = False
        # The first label is on top, and would take the scale up there with it.
        scale.tick_label_position = XL_TICK_LABEL_POSITION.HIGH


def _fill(format: Any, colour: MSO_THEME_COLOR) -> None:
    format.fill.solid()
    format.fill.fore_color.theme_color = colour


def _stroke(line: LineFormat, colour: MSO_THEME_COLOR, width: float, dash: MSO_LINE_DASH_STYLE | None = None) -> None:
    line.color.theme_color = colour
    line.width = Pt(width)
    if dash is not None:
        line.dash_style = dash
