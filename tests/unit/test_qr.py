"""QR codes, and bars of who chose which level: the drawings inside plain pages."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import segno

from assessment.scoring.group import ItemResult
from assessment.web.qr import QUIET, qr_svg
from assessment.web.spread_bars import WIDTH, spread_bars

URL = "https://survey.example.org/w/ABCDEFGHJ"
SVG = "{http://www.w3.org/2000/svg}"


def test_the_drawing_has_every_dark_module_and_no_other() -> None:
    drawing = ElementTree.fromstring(qr_svg(URL))
    path = drawing.find(f"{SVG}path")
    assert path is not None
    drawn = {
        (int(x) + step, int(y))
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path.attrib["d"])
        for step in range(int(length))
    }
    matrix = segno.make_qr(URL, error="m").matrix
    dark = {(x + QUIET, y + QUIET) for y, row in enumerate(matrix) for x, module in enumerate(row) if module}
    assert drawn == dark
    assert drawing.attrib["viewBox"] == f"0 0 {len(matrix) + 2 * QUIET} {len(matrix) + 2 * QUIET}"


def test_who_cannot_see_it_is_told_where_it_leads() -> None:
    drawing = ElementTree.fromstring(qr_svg("https://example.org/w/<&>"))
    assert drawing.attrib["role"] == "img"
    title = drawing.find(f"{SVG}title")
    assert title is not None
    assert title.text == "QR code: opens example.org/w/<&>"


def of(*counts: int, withheld: int = 0) -> ItemResult:
    one, two, three, four, five = counts
    return ItemResult((one, two, three, four, five), 0, 0, 0, None, None, withheld)


def test_bars_are_centred_on_level_3_and_their_widths_are_people() -> None:
    bars = spread_bars([of(2, 0, 2, 0, 1), of(0, 0, 0, 4, 0)])
    # Left of the middle 3 at most, right of it 4 at most: 7 people fill the width
    person = WIDTH / 7
    assert round(bars.middle / person, 9) == 3
    first, second = (
        [(s.level, round(s.x / person, 9), round(s.width / person, 9)) for s in row.segments] for row in bars.rows
    )
    assert first == [(1, 0, 2), (3, 2, 2), (5, 4, 1)]
    assert second == [(4, 3, 4)]
    assert [row.n for row in bars.rows] == [5, 4]


def test_a_question_nobody_or_too_few_answered_has_no_bar() -> None:
    (nothing, withheld) = spread_bars([of(0, 0, 0, 0, 0), of(0, 0, 0, 0, 0, withheld=3)]).rows
    assert nothing.segments == withheld.segments == ()
    assert (nothing.spoken, withheld.withheld) == ("nobody chose a level", 3)
