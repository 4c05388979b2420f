"""An answers file is read to the letter, or refused with the row and the column that are wrong."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.errors import AnswersFileError
from assessment.reports.answers_file import answers_csv, load_answers, read_answers, template
from assessment.reports.table_file import MAX_ROWS
from assessment.respondent import Respondent
from tests.unit.tiny_bank import sound_files, write_bank

HEADER = b"respondent,role,strategy.value.1,own.1,ref.caio,strategy.value.1#comment\n"


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return load_bank(write_bank(tmp_path_factory.mktemp("bank"), sound_files()))


def refusal(bank: Bank, data: bytes) -> str:
    with pytest.raises(AnswersFileError) as caught:
        read_answers(data, bank)
    return str(caught.value)


def test_every_column_ends_up_where_it_belongs(bank: Bank) -> None:
    data = (
        b"respondent,role,industry,size,region,simulated,strategy.value.1,strategy.value.2,own.1,ref.caio,"
        b"strategy.value.1#comment,strategy.value.2#evidence\n"
        b'r1,cio,other,any,any,yes,3,dk,several,no,"Two lines,\nno less",minutes of May\n'
    )
    assert read_answers(data, bank) == (
        Respondent(
            "r1",
            {"strategy.value.1": "3", "strategy.value.2": "dk", "own.1": "several", "ref.caio": "no"},
            role="cio",
            industry="other",
            size="any",
            region="any",
            simulated=True,
            notes={
                ("strategy.value.1", "comment"): "Two lines,\nno less",
                ("strategy.value.2", "evidence"): "minutes of May",
            },
        ),
    )


def test_what_is_blank_is_absent(bank: Bank) -> None:
    (respondent,) = read_answers(HEADER + b"r1,,,,, \n", bank)
    assert respondent == Respondent("r1", {})


def test_a_respondent_without_a_label_is_called_by_the_number_of_their_row(bank: Bank) -> None:
    labels = [r.label for r in read_answers(b"strategy.value.1\n3\nna\n", bank)]
    assert labels == ["1", "2"]
    labels = [r.label for r in read_answers(b"respondent,strategy.value.1\nann,3\n,4\n", bank)]
    assert labels == ["ann", "2"]


@pytest.mark.parametrize("delimiter", [b",", b";", b"\t"])
@pytest.mark.parametrize("newline", [b"\n", b"\r\n", b"\r"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
def test_separator_line_ends_and_byte_order_mark_are_found_out(
    bank: Bank, delimiter: bytes, newline: bytes, bom: bytes
) -> None:
    cells = [[b"respondent", b"strategy.value.1", b"strategy.value.2"], [b"r1", b"3", b""], [b"r2", b"", b"na"]]
    data = bom + newline.join(delimiter.join(row) for row in cells)
    assert [(r.label, dict(r.answers)) for r in read_answers(data, bank)] == [
        ("r1", {"strategy.value.1": "3"}),
        ("r2", {"strategy.value.2": "na"}),
    ]


@pytest.mark.parametrize(
    ("cell", "simulated"),
    [
        ("true", True),
        ("TRUE", True),
        ("1", True),
        ("yes", True),
        ("false", False),
        ("0", False),
        ("no", False),
        ("", False),
    ],
)
def test_a_row_says_whether_it_is_simulated(bank: Bank, cell: str, simulated: bool) -> None:
    (respondent,) = read_answers(f"respondent,simulated\nr1,{cell}\n".encode(), bank)
    assert respondent.simulated is simulated


def test_empty_rows_are_left_out_and_still_counted(bank: Bank) -> None:
    data = b"respondent,strategy.value.1\n\nr1,3\n,\nr2,9\n"
    assert refusal(bank, data).startswith("row 5, column B (strategy.value.1): ")
    assert [r.label for r in read_answers(data.replace(b"9", b"4"), bank)] == ["r1", "r2"]


def test_a_row_is_counted_as_a_spreadsheet_counts_it_whatever_lines_its_cells_have(bank: Bank) -> None:
    data = HEADER + b'r1,,,,,"one\ntwo\nthree"\nr2,,6,,,\n'
    assert refusal(bank, data).startswith("row 3, column C (strategy.value.1): ")


@pytest.mark.parametrize(
    ("row", "where", "found"),
    [
        (b"r1,,6,,,", "row 2, column C (strategy.value.1): expected 1, 2, 3, 4, 5, dk, na or nothing", "found '6'"),
        (b"r1,,3.5,,,", "row 2, column C (strategy.value.1)", "found '3.5'"),
        (b"r1,,DK,,,", "row 2, column C (strategy.value.1)", "found 'DK'"),
        (b"r1,boss,,,,", "row 2, column B (role): expected ceo, cio", "found 'boss'"),
        (b"r1,,,nobody,,", "row 2, column D (own.1): expected ceo, cio, several, no_one, dont_know", "found 'nobody'"),
        (b"r1,,,,maybe,", "row 2, column E (ref.caio): expected yes, no or nothing", "found 'maybe'"),
        (b"r1,,,,," + b"x" * 4001, "row 2, column F (strategy.value.1#comment)", "4,001 characters"),
        (b"r1,,3", "row 2, column D: the row has 3 cells, the header 6", ""),
        (b"r1,,3,,,,", "row 2, column G: the row has 7 cells, the header 6", ""),
        (b"r1,,,,,\nr2,,,,,\nr1,,,,,", "row 4, column A (respondent): 'r1' is also the respondent of row 2", ""),
        (b"2,,,,,\n,cio,,,,", "row 3, column A (respondent): '2' is also the respondent of row 2", ""),
        (b"x" * 201 + b",,,,,", "row 2, column A (respondent): 201 characters, where at most 200 may stand", ""),
        (b"group,,,,,", "row 2, column A (respondent): 'group' is what results call all", ""),
        (b'r1,,,,,"never closed', "row 2: isn't valid CSV", ""),
        (b"", "row 2: expected a respondent's answers", ""),
        (b",,,,,", "row 2: expected a respondent's answers", ""),
    ],
)
def test_a_wrong_row_is_refused_with_its_row_and_column(bank: Bank, row: bytes, where: str, found: str) -> None:
    message = refusal(bank, HEADER + row)
    assert message.startswith(where)
    assert found in message


def test_a_label_may_have_200_characters(bank: Bank) -> None:
    label = "é" * 199 + "x"
    assert [r.label for r in read_answers(HEADER + f"{label},,,,,".encode(), bank)] == [label]


def test_a_csv_file_with_more_rows_than_a_sheet_has_is_refused_though_they_are_blank(bank: Bank) -> None:
    full = HEADER + b"r1,,,,,\n" + b"\n" * (MAX_ROWS - 2)
    assert [r.label for r in read_answers(full, bank)] == ["r1"]
    assert refusal(bank, full + b"\n").startswith("row 1048577: the file has more than 1,048,576 rows; remove")


@pytest.mark.parametrize(
    ("header", "where"),
    [
        (b"", "row 1: expected a header"),
        (b"\n\nrespondent\nr1\n", "row 1: expected a header"),
        (b"respondent,strategy.value.9\n", "row 1, column B: expected respondent, role"),
        (b"respondent,own.1#comment\n", "row 1, column B: expected respondent, role"),
        (b"respondent,,role\n", "row 1, column B: expected respondent, role"),
        (b"respondent,role,respondent\n", "row 1, column C: 'respondent' stands in column A (respondent) already"),
        (b'"respondent\n', "row 1: isn't valid CSV"),
    ],
)
def test_a_wrong_header_is_refused_with_its_column(bank: Bank, header: bytes, where: str) -> None:
    assert refusal(bank, header).startswith(where)


def test_columns_beyond_z_have_the_names_that_spreadsheets_give_them(tmp_path: Path) -> None:
    files = sound_files()
    items = files["strategy.yaml"]["capabilities"][0]["items"]
    items += [{**deepcopy(items[1]), "id": f"strategy.value.{n}"} for n in range(3, 60)]
    bank = load_bank(write_bank(tmp_path, files))
    ids = [item.id for item in bank.items()]
    for at, column in [(25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")]:
        cells = ["9" if n == at else "" for n in range(len(ids))]
        data = ",".join(ids) + "\n" + ",".join(cells)
        assert refusal(bank, data.encode()).startswith(f"row 2, column {column} ({ids[at]})")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("respondent\nMüller\n".encode("latin-1"), "isn't UTF-8"),
        ("respondent\nr1\n".encode("utf-16"), "isn't UTF-8"),
        (b"respondent\nr\x001\n", "isn't a text file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "password-protected Excel"),
        (b"PK\x03\x04 and no archive", "can't be read as XLSX"),
        (b"respondent\n" + b"x" * (20 * 1024 * 1024), "is larger than 20 MiB"),
        (b"respondent\n" + b"x" * 200_000 + b"\n", "row 2: isn't valid CSV"),
    ],
)
def test_what_is_no_table_in_utf_8_is_refused_with_what_to_do(bank: Bank, data: bytes, reason: str) -> None:
    assert reason in refusal(bank, data)


@pytest.mark.parametrize("name", ["", "missing.csv"])
def test_a_file_that_cannot_be_read_is_refused_by_its_name(bank: Bank, tmp_path: Path, name: str) -> None:
    with pytest.raises(AnswersFileError, match="can't be read") as caught:
        load_answers(tmp_path / name, bank)
    assert str(caught.value).startswith(str(tmp_path / name))


NOTES = (
    "=cmd()|' /C calc'!A0",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "👩🏽‍💻 🎉",
    "مرحبا שלום",
    "<b>&amp;</b>",
    '"a","b";\tc',
)


@pytest.mark.parametrize("note", NOTES)
def test_free_text_comes_back_as_it_was_written(bank: Bank, note: str) -> None:
    written = (Respondent(note.strip(), {}, notes={("strategy.value.1", "comment"): note}),)
    text = answers_csv(bank, "full", written)
    assert read_answers(text.encode(), bank) == written
    assert read_answers(text.encode("utf-8-sig"), bank) == written


@pytest.mark.parametrize("note", NOTES[:6])
def test_a_spreadsheet_never_gets_free_text_that_starts_a_formula(bank: Bank, note: str) -> None:
    text = answers_csv(bank, "full", [Respondent("r1", {}, notes={("strategy.value.1", "evidence"): note})])
    assert "'" + note in text.replace('""', '"')


def test_a_template_names_every_question_of_the_mode_and_is_itself_a_valid_header(bank: Bank) -> None:
    owned = ",".join(f"own.{n}" for n in range(1, 11))
    profile = "respondent,role,industry,size,region"
    assert template(bank) == f"{profile},strategy.value.1,strategy.value.2,{owned},ref.caio\n"
    assert template(bank, "pulse") == f"{profile},strategy.value.1,{owned},ref.caio\n"
    filled = template(bank) + ",".join(["r1", "cio", "", "", "", "3", "dk", *[""] * 11])
    (respondent,) = read_answers(filled.encode(), bank)
    assert respondent == Respondent("r1", {"strategy.value.1": "3", "strategy.value.2": "dk"}, role="cio")


@given(st.binary(max_size=200) | st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail))
def test_any_bytes_give_respondents_or_one_clear_refusal(bank: Bank, data: bytes) -> None:
    assert gives_respondents_or_a_refusal(bank, data)


ALPHABET = st.sampled_from(
    [*"123456", "dk", "na", "r1", "cio", ",", ";", "\t", "\n", "\r", '"', "'", "=", " ", "é", "\x1c", "\u2028"]
)


@given(
    st.sampled_from(["respondent", "strategy.value.1", "respondent;role", "simulated\town.1"]),
    st.lists(ALPHABET, max_size=40).map("".join),
)
def test_any_text_below_a_header_gives_respondents_or_one_clear_refusal(bank: Bank, header: str, text: str) -> None:
    assert gives_respondents_or_a_refusal(bank, f"{header}\n{text}".encode())


def gives_respondents_or_a_refusal(bank: Bank, data: bytes) -> bool:
    try:
        respondents = read_answers(data, bank)
    except AnswersFileError as error:
        return str(error) != ""
    return len(respondents) > 0 and len({r.label for r in respondents}) == len(respondents)
