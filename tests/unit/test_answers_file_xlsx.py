"""A workbook of answers is read like a CSV file, and a damaged or hostile one is refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.errors import AnswersFileError
from assessment.reports.answers_file import read_answers
from assessment.reports.table_file import UPLOAD
from assessment.respondent import Respondent
from tests.unit.tiny_bank import sound_files, write_bank

MIB = 1024 * 1024
HEADER = ["respondent", "simulated", "strategy.value.1", "strategy.value.2", "strategy.value.1#comment"]


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return load_bank(write_bank(tmp_path_factory.mktemp("bank"), sound_files()))


def workbook(*rows: Sequence[Any]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(list(row))
    book.create_sheet("Notes").append(["not", "read"])
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def refusal(bank: Bank, data: bytes) -> str:
    with pytest.raises(AnswersFileError) as caught:
        read_answers(data, bank)
    return str(caught.value)


def test_numbers_and_truth_values_read_as_they_are_written_in_a_csv_file(bank: Bank) -> None:
    data = workbook(HEADER, [7, True, 3, 4.0, 12.5], ["r2", False, "3", None, "مرحبا 🎉"], ["r3", 1, "dk", "na", None])
    assert read_answers(data, bank) == (
        Respondent(
            "7",
            {"strategy.value.1": "3", "strategy.value.2": "4"},
            simulated=True,
            notes={("strategy.value.1", "comment"): "12.5"},
        ),
        Respondent("r2", {"strategy.value.1": "3"}, notes={("strategy.value.1", "comment"): "مرحبا 🎉"}),
        Respondent("r3", {"strategy.value.1": "dk", "strategy.value.2": "na"}, simulated=True),
    )


def test_empty_rows_and_columns_around_the_answers_are_no_respondents(bank: Bank) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([*HEADER, None, None])
    sheet.cell(4, 1, "r1")
    sheet.cell(4, 3, 2)
    sheet.cell(9, 9, "").number_format = "0.00"
    assert read_answers(saved(book), bank) == (Respondent("r1", {"strategy.value.1": "2"}),)


@pytest.mark.parametrize(
    ("row", "where"),
    [
        (
            ["r1", None, 3.5],
            "row 2, column C (strategy.value.1): expected 1, 2, 3, 4, 5, dk, na or nothing, found '3.5'",
        ),
        (["r1", None, None, datetime(2026, 11, 1)], "row 2, column D (strategy.value.2)"),
        (["r1", None, None, None, None, "what is this?"], "row 2, column F: the row has 6 cells, the header 5"),
        (["r1", None, None, None, "x" * 4001], "row 2, column E (strategy.value.1#comment): 4,001 characters"),
    ],
)
def test_a_wrong_cell_is_refused_with_its_row_and_column(bank: Bank, row: Sequence[object], where: str) -> None:
    assert refusal(bank, workbook(HEADER, row)).startswith(where)


def test_an_empty_workbook_is_refused(bank: Bank) -> None:
    assert refusal(bank, workbook()).startswith("row 1: expected a header")


def sheet_xml(data: bytes, rows: str) -> bytes:
    """The workbook with the rows of its first sheet replaced."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                start, end = content.index(b"<sheetData"), content.index(b"</worksheet>")
                content = content[:start] + f"<sheetData>{rows}</sheetData>".encode() + content[end:]
            archive.writestr(name, content)
    return target.getvalue()


def test_a_small_file_that_unfolds_to_a_huge_sheet_is_refused(bank: Bank) -> None:
    header = '<row r="1"><c r="A1" t="inlineStr"><is><t>respondent</t></is></c></row>'
    data = sheet_xml(workbook(HEADER), header + '<row r="99999999"><c r="A99999999"><v>1</v></c></row>')
    assert "the sheet is too large; save what you need of it as CSV" in refusal(bank, data)


def test_cells_without_text_far_out_are_no_part_of_the_table(bank: Bank) -> None:
    header = '<row r="1"><c r="A1" t="inlineStr"><is><t>respondent</t></is></c><c r="XFD1"/></row>'
    blank = "".join(f'<row r="{n}"><c r="XFD{n}" t="inlineStr"><is><t> </t></is></c></row>' for n in range(2, 2_001))
    last = '<row r="2001"><c r="A2001" t="str"><v>r1</v></c></row>'
    assert read_answers(sheet_xml(workbook(HEADER), header + blank + last), bank) == (Respondent("r1", {}),)


def test_texts_read_without_their_markup_reading_aids_or_formulas(bank: Bank) -> None:
    texts = '<sst xmlns="x"><si><r><rPr><b/></rPr><t>re</t></r><r><t xml:space="preserve">spondent</t></r></si></sst>'
    aided = "<is><t>東京</t><rPh sb='0' eb='2'><t>とうきょう</t></rPh></is>"
    rows = (
        '<x:row xmlns:x="y"><x:c t="s"><x:v>0</x:v></x:c></x:row>'
        f'<row><c t="inlineStr">{aided}</c></row><row><c t="str"><f>"a"&amp;"b"</f><v>ab</v></c></row>'
    )
    data = with_parts(sheet_xml(with_texts(), rows), {"xl/sharedStrings.xml": texts.encode()})
    assert [respondent.label for respondent in read_answers(data, bank)] == ["東京", "ab"]


def with_texts() -> bytes:
    """A workbook that has a part of shared texts, as nearly all have."""
    data = io.BytesIO()
    with xlsxwriter.Workbook(data) as book:
        book.add_worksheet().write_row(0, 0, HEADER)
    return data.getvalue()


def test_the_first_sheet_is_that_of_the_first_tab(bank: Bank) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(["not", "answers"])
    first = book.create_sheet("First", 0)
    first.append(["respondent"])
    first.append(["r1"])
    assert read_answers(saved(book), bank) == (Respondent("r1", {}),)


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"xl/sharedStrings.xml": b'<!DOCTYPE s [<!ENTITY a "a">]><sst>&a;</sst>'}, "can't be read as XLSX"),
        ({"[Content_Types].xml": b"<Types/>"}, "can't be read as XLSX"),
        ({f"{n}.xml": b"" for n in range(1_000)}, "has more than 1,000 parts; save it as CSV"),
    ],
    ids=["entities", "no workbook", "many parts"],
)
def test_what_no_spreadsheet_writes_is_refused(bank: Bank, parts: dict[str, bytes], message: str) -> None:
    assert refusal(bank, with_parts(with_texts(), parts)).startswith(message)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="A2"/></row><row r="1"><c r="A1"/></row>',
        '<row><c r="XFE1"><v>1</v></c></row>',
        f'<row><c r="{"A" * 100_000}1"><v>1</v></c></row>',
        '<row><c r="1"><v>1</v></c></row>',
        '<row><c t="s"><v>99</v></c></row>',
        '<row r="x"/>',
        "<row><c><v>3</v></row>",
    ],
    ids=["order", "column", "long place", "no column", "no such text", "no number", "no end"],
)
def test_a_sheet_that_no_spreadsheet_writes_is_refused(bank: Bank, rows: str) -> None:
    assert "can't be read as XLSX" in refusal(bank, sheet_xml(workbook(HEADER), rows))


def test_a_part_packed_in_a_way_that_spreadsheets_do_not_know_is_refused(bank: Bank) -> None:
    data = io.BytesIO(workbook(HEADER, ["r1"]))
    with zipfile.ZipFile(data, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("xl/media/1.xml", b"x")
    assert refusal(bank, data.getvalue()).startswith("its part 'xl/media/1.xml' is packed as no spreadsheet packs")


def test_an_upload_has_limits_of_its_own(bank: Bank) -> None:
    rows = [[f"r{n}"] for n in range(UPLOAD.rows)]
    header = ["respondent"]
    for data in (workbook(header, *rows), "\n".join(["respondent", *(label for (label,) in rows)]).encode()):
        assert len(read_answers(data, bank)) == UPLOAD.rows
        with pytest.raises(AnswersFileError, match=r"row 2001: the file has more than 2,000 rows; remove its blank"):
            read_answers(data, bank, UPLOAD)
    with pytest.raises(AnswersFileError, match=r"is larger than 1 MiB; split it into several files"):
        read_answers(b"x" * (UPLOAD.bytes + 1), bank, UPLOAD)


def with_parts(data: bytes, parts: dict[str, bytes]) -> bytes:
    """The workbook with parts added or replaced."""
    source, target = zipfile.ZipFile(io.BytesIO(data)), io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in ({name: source.read(name) for name in source.namelist()} | parts).items():
            archive.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("content", [b"<si/>", b"<xf/>", b"<c/>", b" "])
def test_a_part_packed_as_no_spreadsheet_packs_it_is_refused_before_it_is_read(
    bank: Bank, part: str, content: bytes
) -> None:
    bomb = content * (2 * MIB // len(content))
    data = with_parts(workbook(HEADER, ["r1"]), {part: bomb})
    assert len(data) < MIB // 10
    assert refusal(bank, data) == f"its part '{part}' is packed more than 100:1; save the file as CSV"


def test_a_workbook_of_more_than_10_mib_unpacked_is_refused_whatever_its_parts_are(bank: Bank) -> None:
    data = with_parts(workbook(HEADER, ["r1"]), {f"xl/media/{n}.xml": b" " * MIB for n in range(10)})
    assert len(data) < MIB // 10
    assert refusal(bank, data) == "unpacks to more than 10 MiB; save it as CSV"


def test_a_workbook_of_the_same_answer_a_hundred_thousand_times_is_no_bomb(bank: Bank) -> None:
    rows = (["r" + str(n), None, 3, 3, "Same as before."] for n in range(20_000))
    assert len(read_answers(workbook(HEADER, *rows), bank)) == 20_000


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml"])
def test_a_workbook_with_a_broken_part_is_refused(bank: Bank, part: str) -> None:
    source, target = zipfile.ZipFile(io.BytesIO(workbook(HEADER, ["r1"]))), io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, source.read(name)[:-20] if name == part else source.read(name))
    assert "can't be read as XLSX" in refusal(bank, target.getvalue())


@given(st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_gives_respondents_or_one_clear_refusal(bank: Bank, at: int, damage: bytes) -> None:
    data = bytearray(workbook(HEADER, ["r1", None, 3]))
    at %= len(data)
    data[at : at + len(damage)] = damage
    try:
        outcome: object = [respondent.label for respondent in read_answers(bytes(data), bank)]
    except AnswersFileError as error:
        outcome = str(error)
    assert outcome
