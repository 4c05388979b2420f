"""A workbook as all of ours look: titles, notices on every sheet, tables whose headers stay, widths, print setup.

Text is always written as text: whatever somebody wrote, no cell takes it for a formula or a link.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from assessment.identity import LEVELS, LIGHT
from assessment.language import N_, _
from assessment.reports.fit import clean, lines_of, one_line
from assessment.reports.table_file import column_letter
from assessment.reports.workbook.cells import Cell, Live, Number, Wide, pattern, plain_pattern

_SIZE, _LINE = 11, 15.0
"""The size of text and the height of its lines, in points."""

_DIGIT = 7.0
"""The width of a digit, in which a column's width is counted, in points and in the typeface that `lines_of` reckons.

Others are narrower, and so are their columns.
"""

_SURELY = 0.6
"""A text of no more than so many characters a digit's width fits on one line, whatever its letters."""

_TITLE_LENGTH, _MESSAGE_LENGTH = 32, 255
"""The most characters of the hint that a cell gives."""

# The names stay, since formulas refer to them; the headings on the sheets are looked up.
_HEADINGS = (
    N_("Scores"),
    N_("Radar"),
    N_("To discuss"),
    N_("Workshop"),
    N_("Answers"),
    N_("Counts"),
    N_("Notes"),
    N_("Ownership"),
    N_("Next steps and actions"),
    N_("Reference"),
    N_("Method"),
    N_("Rules and limits"),
)

_A4 = 9
_PLAIN_CELLS = frozenset({"String", "Blank", "Number", "Datetime", "Formula"})
_letter = cache(column_letter)
_FOOTER_LENGTH = 80

_CELL = {"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": LIGHT.rule}
_STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True, "font_size": 16, "text_wrap": True, "valign": "top"},
    "lead": {"bold": True, "font_size": 13, "text_wrap": True, "valign": "top"},
    "heading": {"bold": True, "font_size": 13, "valign": "bottom", "text_wrap": True},
    "notice": {"bold": True, "font_color": LEVELS[0], "text_wrap": True, "valign": "top"},
    "text": {"text_wrap": True, "valign": "top"},
    "muted": {"text_wrap": True, "valign": "top", "font_color": LIGHT.muted},
    "header": {**_CELL, "bold": True, "valign": "bottom", "bg_color": LIGHT.surface, "bottom_color": LIGHT.muted},
    "turned": {**_CELL, "bold": True, "bg_color": LIGHT.surface, "rotation": 90, "bottom_color": LIGHT.muted},
    "section": {**_CELL, "bold": True},
    "cell": _CELL,
    "quiet": {**_CELL, "font_color": LIGHT.muted, "font_size": 9},
    "number": {**_CELL, "align": "left"},
    "open": {**_CELL, "border": 1, "border_color": LIGHT.muted},
    "differs": {"bold": True, "font_color": LIGHT.page, "bg_color": LEVELS[0]},
}
_SIZES: Mapping[str, float] = {style: of.get("font_size", _SIZE) for style, of in _STYLES.items()}


class _Plain(Worksheet):  # type: ignore[misc]  # XlsxWriter has no types
    """A worksheet that takes formulas and cells as they are: looking for what ours never have took half of the time."""

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def _calculate_spans(self) -> None:
        self.row_spans: dict[int, str] = {}  # Hints that programs can do without.

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind, shape = type(cell).__name__, cell.format
        if shape is None or kind not in _PLAIN_CELLS:
            super()._write_cell(row, col, cell)
            return
        at = f'<c r="{_letter(col)}{row + 1}" s="{shape._get_xf_index()}"'
        if kind == "String":
            self.fh.write(f'{at} t="s"><v>{cell.string}</v></c>')
        elif kind == "Blank":
            self.fh.write(f"{at}/>")
        elif kind == "Formula":
            text = ' t="str"' if isinstance(cell.value, str) and cell.value else ""
            formula, value = self._escape_data(cell.formula), self._escape_data(cell.value)
            self.fh.write(f"{at}{text}><f>{formula}</f><v>{value}</v></c>")
        else:
            self.fh.write(f"{at}><v>{cell.number:.16G}</v></c>")


class Book:
    """A workbook in the making."""

    def __init__(self, title: str, notices: Sequence[str], created: date, about: str = "") -> None:
        self._file = io.BytesIO()
        plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._book = xlsxwriter.Workbook(self._file, {"in_memory": True, **plain})
        self._formats: dict[tuple[str, str], Any] = {}
        self.title, self.notices = one_line(title), tuple(notices)
        self._book.set_properties(
            {
                "title": self.title,
                "subject": " ".join(self.notices),
                "comments": about,
                "created": datetime.combine(created, time()),
            }
        )

    def sheet(self, name: str, widths: Sequence[float], heading: str | None = "", across: int = 0) -> Sheet:
        """A new sheet with columns of these widths (in characters), begun with its heading and the notices.

        A heading of None leaves it empty. Paragraphs run over the first `across` columns, or over all.
        """
        sheet = Sheet(self, self._book.add_worksheet(name, _Plain), widths, across or len(widths))
        if heading is not None:
            sheet.say(heading or f"{_(name)}: {self.title}", "title")
            for notice in self.notices:
                sheet.say(notice, "notice")
        return sheet

    def format(self, style: str, pattern: str = "") -> Any:
        """The format of a style, with a number format where one is given."""
        if (style, pattern) not in self._formats:
            numbers = {"num_format": pattern} if pattern else {}
            self._formats[style, pattern] = self._book.add_format({**_STYLES[style], **numbers})
        return self._formats[style, pattern]

    def chart(self, kind: str) -> Any:
        """A chart of a kind of XlsxWriter's, to be placed on a sheet."""
        return self._book.add_chart({"type": kind})

    def finished(self) -> bytes:
        """The workbook's bytes: the same for the same content."""
        self._book.close()
        return self._file.getvalue()


class Sheet:
    """A sheet that is filled from the top, row by row; `row` is the number of the next one, the first being 1."""

    def __init__(self, book: Book, sheet: Any, widths: Sequence[float], across: int) -> None:
        self._book, self._sheet, self._widths, self._across = book, sheet, widths, across
        self._letters = [column_letter(column) for column in range(len(widths))]
        self.row = 1
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(_A4)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        if book.notices:
            sheet.set_header("&L" + _printed(" ".join(book.notices)))
        page = _("Page {page} of {all}").format(page="&P", all="&N")
        sheet.set_footer(f"&L{_printed(book.title)}&R{page}")

    def say(self, text: str, style: str = "text") -> None:
        """A paragraph."""
        self.add([Wide(text, self._across, style)])

    def pair(self, label: str, text: str, style: str = "text") -> None:
        """A label in the first column, and a text over the rest."""
        self.add([Wide(label, 1, style), Wide(text, self._across - 1, style)])

    def skip(self) -> None:
        """Leave a row empty."""
        self.row += 1

    def header(self, names: Sequence[str], *, stays: bool = False, columns: int = 0, turned: int = 0) -> None:
        """The header of a table, its last `turned` names upright.

        One that `stays` is in sight wherever one scrolls, with the first `columns`, and on every printed page.
        """
        flat = len(names) - turned
        height = max(map(self._height, names[:flat], self._widths), default=_LINE)
        for column, name in enumerate(names):
            style = "turned" if column >= flat else "header"
            self._sheet.write_string(self.row - 1, column, clean(name), self._book.format(style))
        self._sheet.set_row(self.row - 1, max(height, *map(_length, names[flat:])) if turned else height)
        if stays:
            self._sheet.freeze_panes(self.row, columns)
            self._sheet.repeat_rows(self.row - 1)
        self.row += 1

    def add(self, cells: Iterable[Cell | Wide], style: str = "cell") -> None:
        """A row of cells. Numbers begin where their header does."""
        column, height = 0, _LINE
        for cell in cells:
            if isinstance(cell, Wide):
                width = sum(self._widths[column : column + cell.columns])
                height = max(height, self._height(cell.text, width, cell.style))
                self._write_wide(column, cell)
                column += cell.columns
            else:
                if isinstance(cell, str):
                    height = max(height, self._height(cell, self._widths[column], style))
                self._write(column, cell, style)
                column += 1
        if height > _LINE:  # Not every spreadsheet makes room for wrapped text, and none for that in merged cells.
            self._sheet.set_row(self.row - 1, height)
        self.row += 1

    def at(self, column: int, row: int) -> str:
        """The name of a cell ("C7"): column from 0, row from 1."""
        return f"{self._letters[column]}{row}"

    def place(self, chart: Any, about: str, height: int, width: int = 900) -> None:
        """A chart (size in pixels) below what is there; `about` says what it shows to someone who can't see it."""
        chart.set_size({"width": width, "height": height})
        self._sheet.insert_chart(self.row - 1, 0, chart, {"description": about, "object_position": 1})
        self.row += -(-height // 20) + 1

    def offer(self, column: int, rows: int, choices: str, title: str, message: str) -> None:
        """Offer the `choices` (a formula for cells) in the next rows of a column, with what it asks; no others fit."""
        rule = {
            "validate": "list",
            "source": choices,
            "input_title": title[:_TITLE_LENGTH],
            "input_message": message[:_MESSAGE_LENGTH],
            "error_title": _("Not one of the choices"),
            "error_message": _("Choose one from the list, or leave the cell empty."),
        }
        self._sheet.data_validation(self.row - 1, column, self.row + rows - 2, column, rule)

    def mark(self, text: str, first: int, last: int, column: int) -> None:
        """Make cells of a column that hold `text` stand out, also when what they say changes."""
        rule = {"type": "cell", "criteria": "==", "value": f'"{text}"', "format": self._book.format("differs")}
        self._sheet.conditional_format(first - 1, column, last - 1, column, rule)

    def on_one_page(self) -> None:
        """Print upright, and all of it on one page."""
        self._sheet.set_portrait()
        self._sheet.fit_to_pages(1, 1)

    def over_pages(self, columns: int) -> None:
        """Print over as many pages as it takes, the first `columns` on each: far too wide for one."""
        self._sheet.fit_to_pages(0, 0)
        self._sheet.set_print_scale(70)
        self._sheet.repeat_columns(0, columns - 1)

    def _write(self, column: int, cell: Cell, style: str) -> None:
        sheet, row, book = self._sheet, self.row - 1, self._book
        # The methods with an underscore are the same ones without a look for the other way to name a cell.
        match cell:
            case None | "":
                sheet._write_blank(row, column, None, book.format(style))
            case str():
                sheet._write_string(row, column, clean(cell), book.format(style))
            case Number():
                sheet._write_number(row, column, cell.value, book.format("number", pattern(cell)))
            case Live():
                shape = book.format("number", plain_pattern(cell.value))
                sheet._write_formula(row, column, cell.formula, shape, cell.value)
            case date():
                moment = datetime.combine(cell, time())
                sheet.write_datetime(row, column, moment, book.format(style, "yyyy-mm-dd"))
            case float() | int():
                sheet.write_number(row, column, cell, book.format("number", plain_pattern(cell)))

    def _write_wide(self, column: int, cell: Wide) -> None:
        shape, last = self._book.format(cell.style), column + cell.columns - 1
        if last > column and "bottom" in _STYLES[cell.style]:
            self._sheet.merge_range(self.row - 1, column, self.row - 1, last, "", shape)
        elif last > column:  # Without lines to draw, the cells that a merged one covers need not be there.
            self._sheet.merge.append([self.row - 1, column, self.row - 1, last])
        self._sheet.write_string(self.row - 1, column, clean(cell.text), shape)

    def _height(self, text: str, width: float, style: str = "header") -> float:
        """The height, in points, that a text takes where there is room for `width` characters."""
        size = _SIZES[style]
        if len(text) <= width * _SURELY * _SIZE / size and "\n" not in text:
            return _LINE * size / _SIZE
        lines = sum(lines_of(line, width * _DIGIT, size) for line in text.split("\n"))
        return lines * _LINE * size / _SIZE


def _length(name: str) -> float:
    """The height, in points, of the row in which an upright name stands on at most three lines."""
    return _SIZE * 0.65 * max(*map(len, name.split()), len(name) / 3)


def _printed(text: str) -> str:
    """A text in the margin of a printed page, where an ampersand begins a command."""
    text = one_line(text)
    return (text if len(text) <= _FOOTER_LENGTH else f"{text[: _FOOTER_LENGTH - 1]}…").replace("&", "&&")
