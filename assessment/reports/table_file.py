"""CSV and XLSX files as rows of text, numbered as a spreadsheet shows them, whatever the cells mean."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assessment.errors import AnswersFileError
from assessment.reports.read_xlsx import MAX_ROWS, xlsx_rows


@dataclass(frozen=True)
class Limits:
    """How large a file of answers may be: its bytes, and its rows, the blank ones included."""

    bytes: int
    rows: int


OWN_FILE = Limits(bytes=20 * 1024 * 1024, rows=MAX_ROWS)
"""For a file on the reader's own machine."""

UPLOAD = Limits(bytes=1024 * 1024, rows=2_000)
"""For a file that somebody sends to a server: more than any leadership team, and nobody else has to wait.

A larger one the web server would put on its disk for a moment, where uploaded answers have no place.
"""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

Row = tuple[int, list[str]]
"""The number of a row, the first being 1, and its cells."""


def read_bytes(path: Path) -> bytes:
    """The content of a file, or enough of it to show that it is too large.

    Raises `AnswersFileError` where it can't be read.
    """
    try:
        with path.open("rb") as file:
            return file.read(OWN_FILE.bytes + 1)
    except OSError as error:
        raise AnswersFileError(f"can't be read ({error.strerror})") from error


def read_rows(data: bytes, limits: Limits = OWN_FILE) -> Iterator[Row]:
    """The rows of a CSV file (UTF-8; comma, semicolon or tab), or of the first sheet of an XLSX file.

    Rows without any text are left out but counted; those of an XLSX file are at least as long as its first.
    Raises `AnswersFileError` for whatever can't be read as a table within the limits, also while rows are taken.
    """
    if len(data) > limits.bytes:
        raise AnswersFileError(f"is larger than {limits.bytes // 1024**2} MiB; split it into several files")
    if data.startswith(_OLE):
        raise AnswersFileError("is an old or a password-protected Excel file; save it as a plain .xlsx, or as CSV")
    return _with_text(xlsx_rows(data) if data.startswith(_ZIP) else _csv_rows(data), limits.rows)


def column_letter(at: int) -> str:
    """The name that spreadsheets give to a column, the first (0) being A."""
    letters = ""
    at += 1
    while at:
        at, letter = divmod(at - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def _with_text(rows: Iterator[Row], most: int) -> Iterator[Row]:
    for number, cells in rows:
        if number > most:
            what_to_do = "remove its blank rows, or split it into several files"
            raise AnswersFileError(f"row {number}: the file has more than {most:,} rows; {what_to_do}")
        if any(cell.strip() for cell in cells):
            yield number, cells


def _csv_rows(data: bytes) -> Iterator[Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise AnswersFileError("isn't UTF-8; save it as CSV in UTF-8, or as XLSX") from error
    if "\0" in text:
        raise AnswersFileError("isn't a text file; save it as CSV in UTF-8, or as XLSX")
    header = next(io.StringIO(text, newline=""), "")
    delimiter = max(",;\t", key=header.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(rows, 1):
            yield number, cells
    except csv.Error as error:
        where = f"row {number + 1}"
        raise AnswersFileError(f"{where}: isn't valid CSV ({error}); check its quotation marks") from error
