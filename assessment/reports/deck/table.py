"""Native tables at a size that fits: no cell breaks a word of its header, no row leaves the slide."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Any

from pptx.util import Pt

from assessment.reports.deck.layouts import Place
from assessment.reports.deck.model import Table
from assessment.reports.deck.template import EMU
from assessment.reports.deck.text import BOLD, describe, paragraph, put, shortened
from assessment.reports.deck.theme import TABLE_STYLE
from assessment.reports.fit import LEAST, LINE_HEIGHT, breaks, fit, lines_of, one_line

CELL_WIDTH, CELL_HEIGHT = 14.4, 5.0
"""The margins of a cell, in points: left and right, top and bottom."""


def tabulate(shape: Any, name: str, table: Table, place: Place) -> list[str]:
    """Put a table in its placeholder; returns the full texts of the cells that had to be cut."""
    columns = len(table.header)
    widths = [share * place.width for share in table.widths]
    rooms = [width - CELL_WIDTH for width in widths]
    full = [one_line(cell) for row in (table.header, *table.rows) for cell in row]

    def heights_at(texts: Sequence[str], size: int) -> list[float]:
        lines = [
            lines_of(text, rooms[at % columns], size * (BOLD if at < columns else 1)) for at, text in enumerate(texts)
        ]
        rows = [max(lines[at : at + columns]) for at in range(0, len(lines), columns)]
        return [LINE_HEIGHT * size * row + CELL_HEIGHT for row in rows]

    def height_at(texts: Sequence[str], size: int) -> float:
        broken = any(breaks(text, room, size * BOLD) for text, room in zip(table.header, rooms, strict=True))
        return inf if broken and size > LEAST else sum(heights_at(texts, size))

    size, texts = fit(full, range(int(place.size), LEAST - 1, -1), place.height, height_at)
    frame = shape.insert_table(len(table.rows) + 1, columns)
    describe(frame, name, table.about)
    native = frame.table
    native.horz_banding = False
    frame.element.xpath(".//a:tableStyleId")[0].text = TABLE_STYLE
    for column, width in zip(native.columns, widths, strict=True):
        column.width = Pt(width)
    heights = [Pt(height) for height in heights_at(texts, size)]
    for row, height in zip(native._tbl.tr_lst, heights, strict=True):  # a row would add all heights up again
        row.h = height
    frame.height = sum(heights)
    for cell, text in zip(frame.element.xpath(".//a:tc"), texts, strict=True):
        put(cell.txBody, [paragraph(text, size=size)])
        for side in ("marT", "marB"):
            cell.get_or_add_tcPr().set(side, str(round(EMU * CELL_HEIGHT / 2)))
    return shortened(full, texts)
