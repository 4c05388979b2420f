"""The first sheet of an XLSX file as rows of text: its cells and nothing else, so that no file takes long to read.

A library for spreadsheets reads styles and links as well: one took 19 seconds over a padded file of 350 KB.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from typing import NamedTuple
from xml.parsers import expat

from assessment.errors import AnswersFileError

MAX_ROWS, MAX_COLUMNS = 1_048_576, 16_384
"""How large spreadsheets let a sheet become."""

MAX_UNPACKED = 10 * 1024 * 1024
"""An XLSX file is a ZIP archive, and a few kilobytes of those can unpack to gigabytes."""

MAX_RATIO, ALWAYS_UNPACKED = 100, 1024 * 1024
"""How closely a part of an XLSX file may be packed where it unpacks to more than so many bytes.

A spreadsheet packs its parts about 10:1; a part of millions of empty elements takes few bytes and long to read.
"""

MAX_PARTS = 1_000
"""A workbook has a dozen parts and a few to each sheet; merely listing a million would take long."""

_PIECE = 1 << 20
"""How many bytes are parsed at a time. The parser begins again with a tag that ends in a later piece."""

_LISTED = b"PK\x01\x02"
"""Begins every entry in an archive's list of its parts."""

_Start = Callable[[str, dict[str, str]], None]
_Text = Callable[[str], None] | None


class _Link(NamedTuple):
    id: str
    kind: str
    part: str


def xlsx_rows(data: bytes) -> Iterator[tuple[int, list[str]]]:
    """Number and cells of each row of the first sheet that has any text, at least as many cells as in the first.

    Numbers read as in a CSV file (3.0 is "3"), texts without the white space around them. Raises `AnswersFileError`,
    also while rows are taken.
    """
    width = 0
    try:
        with _opened(data) as archive:
            for number, cells in _sheet(archive):
                last = max(cells)
                width = width or last + 1
                row = [""] * max(width, last + 1)
                for column, text in cells.items():
                    row[column] = text
                yield number, row
    except AnswersFileError:
        raise
    except Exception as error:  # A damaged archive makes zipfile raise anything at all.
        raise AnswersFileError("can't be read as XLSX; open it in a spreadsheet and save it again") from error


def _opened(data: bytes) -> zipfile.ZipFile:
    """The archive, once its list of parts shows that none takes long to unpack."""
    if data.count(_LISTED) > MAX_PARTS:
        raise AnswersFileError(f"has more than {MAX_PARTS:,} parts; save it as CSV")
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = archive.infolist()
    for part in parts:
        name = repr(part.filename[:60])
        if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise AnswersFileError(f"its part {name} is packed as no spreadsheet packs; save the file as CSV")
        if part.file_size > max(ALWAYS_UNPACKED, MAX_RATIO * part.compress_size):
            raise AnswersFileError(f"its part {name} is packed more than {MAX_RATIO}:1; save the file as CSV")
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise AnswersFileError(f"unpacks to more than {MAX_UNPACKED // 1024**2} MiB; save it as CSV")
    return archive


def _sheet(archive: zipfile.ZipFile) -> Iterator[tuple[int, dict[int, str]]]:
    """Number and cells, by column, of each row of the first sheet that has any text."""
    book = _book(archive)
    links = _links(archive, book)
    cells = _Cells()
    for link in links:
        if link.kind == "sharedStrings":
            _read(archive, link.part, cells.start, cells.end, cells.text)
    sheets = {link.id: link.part for link in links if link.kind == "worksheet"}
    first = next((sheets[id] for id in _sheet_ids(archive, book) if id in sheets), "")
    for _ in _pieces(archive, first, cells.start, cells.end, cells.text):
        yield from cells.rows
        cells.rows.clear()


def _book(archive: zipfile.ZipFile) -> str:
    """The part that lists the sheets."""
    found: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if attributes.get("ContentType", "").endswith(".main+xml") and "PartName" in attributes:
            found.append(attributes["PartName"].lstrip("/"))

    _read(archive, "[Content_Types].xml", start)
    return found[0]


def _links(archive: zipfile.ZipFile, part: str) -> list[_Link]:
    """The parts that a part links to."""
    folder, name = posixpath.split(part)
    found: list[_Link] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            target = posixpath.normpath(posixpath.join("/", folder, attributes["Target"]))
            found.append(_Link(attributes["Id"], attributes["Type"].rpartition("/")[2], target.lstrip("/")))

    _read(archive, posixpath.join(folder, "_rels", f"{name}.rels"), start)
    return found


def _sheet_ids(archive: zipfile.ZipFile, book: str) -> list[str]:
    """The links to the sheets, in the order of their tabs."""
    found: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if _local(name) == "sheet":
            found.extend(value for key, value in attributes.items() if _local(key) == "id")

    _read(archive, book, start)
    return found


def _local(name: str) -> str:
    """A name without the prefix of its namespace."""
    return name.rpartition(":")[2]


def _read(archive: zipfile.ZipFile, part: str, start: _Start, end: _Text = None, text: _Text = None) -> None:
    for _ in _pieces(archive, part, start, end, text):
        pass


def _pieces(archive: zipfile.ZipFile, part: str, start: _Start, end: _Text, text: _Text) -> Iterator[None]:
    """Parse a part, pausing after each piece of it."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            parser.Parse(piece, False)
            yield
    parser.Parse(b"", True)
    yield


def _refuse_document_type(*_: object) -> None:
    raise ValueError("a document type can define text without end")


class _Cells:
    """Takes in what the parts of shared texts and of a sheet say; `rows` are those finished since the last pause."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, dict[int, str]]] = []
        self._shared: list[str] = []
        self._texts: list[str] = []
        self._takes_text = self._aside = False
        self._number, self._column, self._kind = 0, -1, ""
        self._cells: dict[int, str] = {}

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        match _local(name) if ":" in name else name:
            case "c":
                self._column = _column(attributes["r"]) if "r" in attributes else self._column + 1
                self._kind = attributes.get("t", "n")
            case "v" | "t":
                self._takes_text = not self._aside
            case "row":
                self._begin_row(int(attributes.get("r", self._number + 1)))
            case "rPh":  # How to say a text in an Asian script, which is no part of it.
                self._aside = True

    def text(self, text: str) -> None:
        """Text stands within the element."""
        if self._takes_text:
            self._texts.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        match _local(name) if ":" in name else name:
            case "c":
                if self._texts and (text := self._value(self._taken())):
                    self._cells[self._column] = text
            case "v" | "t":
                self._takes_text = False
            case "si":
                self._shared.append(self._taken())
            case "rPh":
                self._aside = False
            case "row" if self._cells:
                self.rows.append((self._number, self._cells))
                self._cells = {}

    def _begin_row(self, number: int) -> None:
        if number <= self._number:
            raise ValueError("rows are out of order")
        if number > MAX_ROWS:
            raise AnswersFileError(f"row {number}: the sheet is too large; save what you need of it as CSV")
        self._number, self._column = number, -1

    def _taken(self) -> str:
        # Stripped here, once: a shared text of nothing but spaces may stand in every cell.
        text = "".join(self._texts).strip()
        self._texts.clear()
        return text

    def _value(self, text: str) -> str:
        """What a cell says, from how its kind is written."""
        match self._kind:
            case "s" if text:
                return self._shared[int(text)]
            case "b" if text:
                return "true" if text == "1" else "false"
            case "n" if text and (number := float(text)).is_integer():
                return str(int(number))
            case _:
                return text


def _column(at: str) -> int:
    """The column of a cell, the first being 0, from its place ("C7" is 2)."""
    letters, number = at[:4].rstrip("0123456789"), 0
    for letter in letters:
        number = 26 * number + ord(letter) - ord("A") + 1
    if not 0 < number <= MAX_COLUMNS:
        raise ValueError(f"no spreadsheet has a column {letters}")
    return number - 1
