"""No file of answers keeps a server busy or fills its memory, however it was made: measured in a process of its own."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Mapping

import pytest
import xlsxwriter

from assessment.reports.table_file import OWN_FILE, UPLOAD
from assessment.settings import ROOT

TIMES, MEBIBYTES = 15, 300
MIB = 2**20
SHEET = "xl/worksheets/sheet1.xml"
NAMES = b'<row><c t="inlineStr"><is><t>respondent</t></is></c><c t="inlineStr"><is><t>role</t></is></c></row>'

MEASURE = """\
import io, json, sys, time
from pathlib import Path
from xml.etree.ElementTree import iterparse
from assessment.bank.load import load_bank
from assessment.errors import AnswersFileError
from assessment.reports.answers_file import read_answers
from assessment.reports.table_file import OWN_FILE, UPLOAD

bank = load_bank(Path("questions"))
rows = b"<sheet>" + b"<row><c><v>1</v></c></row>" * 100_000 + b"</sheet>"
before = time.process_time()
for _ in iterparse(io.BytesIO(rows)):
    pass
print(json.dumps(time.process_time() - before))
for file in sys.argv[1:]:
    data, limits = Path(file).read_bytes(), OWN_FILE if file.endswith(".xlsx") else UPLOAD
    before = time.process_time()
    try:
        said = f"{len(read_answers(data, bank, limits))} respondents"
    except AnswersFileError as error:
        said = str(error)
    print(json.dumps([Path(file).name, time.process_time() - before, said]))
status = Path("/proc/self/status").read_text()  # getrusage would tell the most that its parent ever used
print(json.dumps(int(status.split("VmHWM:")[1].split()[0]) / 1024))
"""


def padded(piece: bytes, size: int) -> bytes:
    """Pieces of XML to a size, with blanks strewn in, so that they aren't packed too closely to be refused for it."""
    drawn = random.Random(1).choices([piece, piece + b" "], k=size // (len(piece) + 1))
    return b"".join(drawn)


def sheet(rows: bytes) -> bytes:
    return b"<worksheet><sheetData>" + NAMES + rows + b"</sheetData></worksheet>"


def workbook(parts: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A workbook with these parts in place of its own."""
    plain, data = io.BytesIO(), io.BytesIO()
    with xlsxwriter.Workbook(plain) as book:
        book.add_worksheet().write_string(0, 0, "respondent")
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(data, "w", packing, compresslevel=1) as target:
        for name, content in ({name: source.read(name) for name in source.namelist()} | dict(parts)).items():
            target.writestr(name, content)
    return data.getvalue()


def shared(text: bytes, cells: int) -> bytes:
    """A workbook in which every cell shows the same text."""
    rows = b"".join(b'<row><c t="s"><v>0</v></c></row>' for _ in range(cells))
    return workbook({"xl/sharedStrings.xml": b"<sst><si><t>" + text + b"</t></si></sst>", SHEET: sheet(rows)}, 0)


WORKBOOKS = {
    "cells": lambda: workbook({SHEET: sheet(b"<row>" + padded(b"<c/>", 9 * MIB) + b"</row>")}),
    "rows": lambda: workbook({SHEET: sheet(padded(b"<row/>", 9 * MIB))}),
    "values": lambda: workbook({SHEET: sheet(padded(b"<row><c><v>1</v></c></row>", 9 * MIB))}),
    "texts": lambda: workbook({"xl/sharedStrings.xml": b"<sst>" + padded(b"<si><t>a</t></si>", 9 * MIB) + b"</sst>"}),
    "styles": lambda: workbook({"xl/styles.xml": b"<x><cellXfs>" + padded(b"<xf/>", 9 * MIB) + b"</cellXfs></x>"}),
    "depth": lambda: workbook({SHEET: sheet(b"<row>" + b"<t>" * MIB + b"</t>" * MIB + b"</row>")}),
    "tag": lambda: workbook({SHEET: sheet(b'<row r="' + b"1" * 9 * MIB + b'"/>')}, 0),
    "place": lambda: workbook({SHEET: sheet(b'<row><c r="' + b"A" * 9 * MIB + b'1"><v>1</v></c></row>')}, 0),
    "blanks": lambda: shared(b" " * 4 * MIB, 120_000),
    "blanks before a role": lambda: shared(b" " * 4 * MIB + b"cio", 120_000),
    "parts": lambda: workbook({f"{n}": b"" for n in range(150_000)}),
}
TABLES = {
    "columns": b"," * (UPLOAD.bytes - 1),
    "blank rows": b"respondent\n" * 1 + b"\n" * (UPLOAD.bytes - 12),
    "short rows": b"respondent,role\n" + b",\n" * (UPLOAD.bytes // 2 - 9),
    "labels": b"respondent\n" + b"\n".join(b"%d" % n for n in range(140_000)),
    "quotes": b'respondent\n"' + b"x" * (UPLOAD.bytes - 14) + b'"',
    "more quotes": b'respondent\n"' + b'""' * (UPLOAD.bytes // 2 - 10),
}


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, tuple[float, str]], float]:
    """For each file how often the time of an ordinary sheet of 100,000 rows, merely parsed, it took and what was said
    of it; then the most memory in use."""
    folder = tmp_path_factory.mktemp("files")
    made = {f"{name}.xlsx": build() for name, build in WORKBOOKS.items()} | {f"{n}.csv": d for n, d in TABLES.items()}
    for name, data in made.items():
        assert len(data) <= (OWN_FILE if name.endswith("xlsx") else UPLOAD).bytes, name
        (folder / name).write_bytes(data)
    command = [sys.executable, "-c", MEASURE, *(str(folder / name) for name in made)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=True)
    usual, *lines, memory = [json.loads(line) for line in done.stdout.splitlines()]
    return {name: (seconds / usual, said) for name, seconds, said in lines}, memory


@pytest.mark.parametrize("name", [*(f"{name}.xlsx" for name in WORKBOOKS), *(f"{name}.csv" for name in TABLES)])
def test_a_hostile_file_takes_a_small_multiple_of_an_ordinary_one(
    measured: tuple[Mapping[str, tuple[float, str]], float], name: str
) -> None:
    times, said = measured[0][name]
    assert times < TIMES, said


def test_no_hostile_file_takes_much_memory(measured: tuple[Mapping[str, tuple[float, str]], float]) -> None:
    assert measured[1] < MEBIBYTES


def test_what_is_wrong_with_a_padded_file_is_said_as_of_any_other(
    measured: tuple[Mapping[str, tuple[float, str]], float],
) -> None:
    said = {name: of[1] for name, of in measured[0].items()}
    assert said["values.xlsx"].startswith("row 3, column A (respondent): '1' is also the respondent of row 2")
    assert said["cells.xlsx"] == "row 2: expected a respondent's answers, found nothing below the header"
