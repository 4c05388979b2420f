"""The template of an answers file: filled in, it is one; its drop-downs and explanations are those of the edition."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from assessment.bank.load import load_bank
from assessment.bank.model import Bank
from assessment.errors import AnswersFileError
from assessment.reports.answers_file import read_answers, template, template_columns
from assessment.reports.answers_template import template_xlsx
from assessment.respondent import Respondent
from assessment.settings import ROOT
from tests.unit.tiny_bank import sound_files, tiny_files, write_bank

QUESTIONS = load_bank(ROOT / "questions")


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return load_bank(write_bank(tmp_path_factory.mktemp("bank"), sound_files()))


def opened(bank: Bank) -> Any:
    return openpyxl.load_workbook(io.BytesIO(template_xlsx(bank)))


def choices(book: Any) -> dict[str, list[Any]]:
    """What the drop-down of each column offers, by the id in its header."""
    found = {}
    for rule in book["Answers"].data_validations.dataValidation:
        (cells,) = rule.sqref.ranges
        sheet, _, place = rule.formula1.partition("!")
        offered = [cell.value for (cell,) in book[sheet][place.replace("$", "")]]
        found[str(book["Answers"].cell(1, cells.min_col).value)] = offered
        assert (cells.min_row, cells.max_row) == (2, 1001)
    return found


def test_both_templates_have_the_same_header(bank: Bank) -> None:
    for of in (bank, QUESTIONS):
        header = [cell.value for cell in opened(of)["Answers"][1]]
        assert header == template(of).strip().split(",") == list(template_columns(of))
    core = openpyxl.load_workbook(io.BytesIO(template_xlsx(bank, "pulse")))["Answers"][1]
    assert [cell.value for cell in core] == template(bank, "pulse").strip().split(",")


def test_filled_in_with_the_choices_offered_it_is_an_answers_file(bank: Bank) -> None:
    book = opened(bank)
    sheet, offered = book["Answers"], choices(book)
    for column, cell in enumerate(sheet[1], 1):
        for row, choice in enumerate(offered.get(cell.value, ()), 2):
            sheet.cell(row, column, choice)
    data = io.BytesIO()
    book.save(data)
    respondents = read_answers(data.getvalue(), bank)
    assert respondents[2].answers["strategy.value.1"] == "3"
    assert [r.answers.get("strategy.value.2") for r in respondents[:8]] == ["1", "2", "3", "4", "5", "dk", "na", None]
    assert [r.role for r in respondents][:2] == ["ceo", "cio"]


def test_a_drop_down_offers_all_that_may_stand_in_its_column(bank: Bank) -> None:
    for of in (bank, QUESTIONS):
        expected = {name: list(allowed) for name, allowed in template_columns(of).items() if allowed}
        assert {name: [str(choice) for choice in offered] for name, offered in choices(opened(of)).items()} == expected


def test_every_column_is_explained_with_its_question_and_what_each_choice_means(bank: Bank) -> None:
    explained = [list(row) for row in opened(bank)["Columns"].iter_rows(values_only=True)]
    at = next(n for n, row in enumerate(explained) if row[0] == "strategy.value.1")
    assert explained[at : at + 7] == [
        [
            "strategy.value.1",
            "What must be shown before AI gets money?",
            1,
            "Nothing yet; people try things as time allows.",
        ],
        [None, None, 2, "A benefit that its sponsor hopes for."],
        [None, None, 3, "The full cost, set beside the benefit expected."],
        [None, None, 4, "A small trial whose result frees the rest."],
        [None, None, 5, "Such results from earlier uses as well."],
        [None, None, "dk", "Don't know"],
        [None, None, "na", "Does not apply"],
    ]
    assert [row[0] for row in explained if row[0] in template_columns(bank)] == list(template_columns(bank))
    owned = next(n for n, row in enumerate(explained) if row[0] == "own.1")
    assert explained[owned][2:] == ["ceo", "CEO"]
    assert "If two leaders disagreed" in explained[owned][1]


def test_the_header_stays_in_sight_and_a_cell_says_what_it_asks(bank: Bank) -> None:
    sheet = opened(QUESTIONS)["Answers"]
    assert sheet.freeze_panes == "B2"
    for rule in sheet.data_validations.dataValidation:
        assert 0 < len(rule.promptTitle) <= 32
        assert 0 < len(rule.prompt) <= 255


def test_nothing_filled_in_is_refused_as_an_empty_file_is(bank: Bank) -> None:
    with pytest.raises(
        AnswersFileError, match="row 2: expected a respondent's answers, found nothing below the header"
    ):
        read_answers(template_xlsx(bank), bank)


def test_a_filled_in_template_of_the_smallest_bank_is_read(tmp_path: Path) -> None:
    tiny = load_bank(write_bank(tmp_path, tiny_files()))
    book = opened(tiny)
    book["Answers"].append(["Ana", "cio", None, None, None, 4])
    data = io.BytesIO()
    book.save(data)
    assert read_answers(data.getvalue(), tiny) == (Respondent("Ana", {"strategy.value.1": "4"}, role="cio"),)


def test_a_spreadsheet_opens_it_without_repair_and_it_is_always_the_same(tmp_path: Path) -> None:
    file = tmp_path / "template.xlsx"
    file.write_bytes(template_xlsx(QUESTIONS))
    assert OpenXmlValidator().validate(str(file)).errors == []
    assert template_xlsx(QUESTIONS) == file.read_bytes()
