"""Answers from elsewhere: a facilitator brings a file, sees the results of who is in it, and leaves nothing behind."""

from __future__ import annotations

import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from assessment.bank.load import load_bank
from assessment.bank.model import Mode
from assessment.findings import find
from assessment.findings.words import one_decimal, score_text, two_decimals, whole
from assessment.reports.answers_file import answers_csv, load_answers
from assessment.reports.result_json import result_json
from assessment.results import build_result
from assessment.scoring.plan import Plan
from assessment.simulate import simulate
from tests.browser.conftest import ROOT, Server, click
from tests.browser.results_page import choose

BANK = load_bank(ROOT / "questions")
SIMULATED = "Simulated answers: this result describes no real organisation."


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    """A file of twelve simulated leaders."""
    return simulated(tmp_path / "leaders.csv", 12)


def simulated(file: Path, n: int, mode: Mode = "full") -> Path:
    file.write_text(answers_csv(BANK, mode, simulate(BANK, n, mode=mode)), encoding="utf-8")
    return file


def changed(file: Path, row: int, column: str, value: str) -> str:
    """Put a value into a cell of a file of answers (its header is row 1); returns the column's letter."""
    rows = list(csv.reader(file.read_text(encoding="utf-8").splitlines()))
    if column not in rows[0]:
        rows = [[*rows[0], column], *([*cells, ""] for cells in rows[1:])]
    at = rows[0].index(column)
    rows[row - 1][at] = value
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(rows)
    return chr(ord("A") + at)


def bring(page: Page, file: Path) -> None:
    page.locator("input[type=file]").set_input_files(file)


def results(page: Page) -> None:
    """Wait until the results of the file are on the page."""
    expect(page.get_by_role("heading", name="Take it with you")).to_be_visible()


def open_page(page: Page) -> None:
    page.goto("/own_answers")
    expect(page.get_by_role("heading", level=1, name="Answers from elsewhere")).to_be_visible()


def downloaded_json(page: Page) -> dict[str, object]:
    with page.expect_download() as download:
        click(page.get_by_role("button", name="Download as JSON"))
    loaded = json.loads(Path(download.value.path()).read_text(encoding="utf-8"))
    assert isinstance(loaded, dict)
    return loaded


def rows_in_the_database(server: Server) -> int:
    with closing(sqlite3.connect(server.database)) as database:
        tables = [name for (name,) in database.execute("select name from sqlite_master where type = 'table'")]
        assert "responses" in tables
        return sum(
            database.execute(f'select count(*) from "{table}"').fetchone()[0]
            for table in tables
            if table != "alembic_version"
        )


def test_a_group_brought_from_elsewhere_sees_the_numbers_of_its_file_and_leaves_nothing_in_the_database(
    page: Page, server: Server, answers: Path
) -> None:
    page.goto("/")
    click(page.get_by_role("link", name="Bring answers from elsewhere"))
    expect(page.get_by_role("link", name="Answers from elsewhere")).to_have_count(0)  # not in the navigation
    bring(page, answers)
    results(page)
    document = downloaded_json(page)
    respondents = load_answers(answers, BANK)
    expected = build_result(Plan(BANK, "full"), respondents)
    assert document == json.loads(result_json(expected))

    expect(page.get_by_text(SIMULATED)).to_be_visible()
    group = document["group"]
    assert isinstance(group, dict)
    headline = f"The answers of 12 leaders place the organisation at level {group['overall']['level']}, "
    expect(page.get_by_text(headline)).to_contain_text(f"(index {whole(group['overall']['index'])} of 100)")
    for capability in BANK.capabilities():
        found = group["capabilities"][capability.id]
        shown = (score_text(found["mean"]), found["level"], one_decimal(found["gap"]), two_decimals(found["consensus"]))
        row = " ".join(map(str, (capability.title, *shown)))
        expect(page.get_by_role("row", name=row)).to_be_visible()
    found_of_group = find(expected).group
    assert found_of_group is not None
    for number, topic in enumerate(found_of_group.talk[:3], 1):
        expect(page.get_by_role("heading", name=f"{number}. {topic.title}", exact=True).first).to_be_visible()
    for state, decisions in group["ownership_states"].items():
        metric = page.get_by_test_id("stMetric").filter(has_text=state.capitalize())
        expect(metric).to_contain_text(f"{decisions} of {len(BANK.ownership.decisions)}")

    click(page.get_by_text("How the answers are spread").first)
    first = next(BANK.items())
    counts = group["items"][first.id]["counts"]
    said = ", ".join(f"{number} at level {level}" for level, number in enumerate(counts, 1) if number)
    expect(page.get_by_role("figure", name=f"{first.text} {said}")).to_be_visible()
    assert rows_in_the_database(server) == 0


def test_an_error_names_row_and_column_and_nothing_else_is_shown_or_logged(
    page: Page, server: Server, answers: Path
) -> None:
    item = next(BANK.items())
    column = changed(answers, 5, item.id, "periwinkle")
    open_page(page)
    bring(page, answers)
    error = page.get_by_role("alert")
    expect(error).to_contain_text(f"leaders.csv: row 5, column {column} ({item.id}): expected 1, 2, 3, 4, 5, dk, na")
    expect(error).to_contain_text("Nothing of this file was kept.")
    expect(page.get_by_role("heading")).to_have_count(1)
    expect(page.get_by_role("button", name="Download as JSON")).to_have_count(0)
    assert "periwinkle" not in server.log.read_text("utf-8")

    changed(answers, 5, item.id, "3")
    with page.expect_file_chooser() as chooser:  # as a person does it: the same file, put right
        click(page.get_by_role("button", name="Add files"))
    chooser.value.set_files(answers)
    results(page)
    expect(page.get_by_text("Nothing of this file was kept.")).to_have_count(0)


def test_another_file_takes_the_place_of_the_first_and_leaving_the_page_forgets_it(
    page: Page, server: Server, answers: Path, tmp_path: Path
) -> None:
    open_page(page)
    bring(page, answers)
    expect(page.get_by_text("The answers of 12 leaders place")).to_be_visible()
    bring(page, simulated(tmp_path / "others.csv", 7))
    expect(page.get_by_text("The answers of 7 leaders place")).to_be_visible()
    expect(page.get_by_text("The answers of 12 leaders place")).to_have_count(0)

    click(page.get_by_role("link", name="Method", exact=True))
    expect(page.get_by_role("heading", level=1, name="Method")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Answers from elsewhere")).to_be_visible()
    expect(page.get_by_text("others.csv")).to_have_count(0)
    expect(page.get_by_text("The answers of 7 leaders place")).to_have_count(0)


def test_one_of_the_group_can_be_looked_at_alone(page: Page, server: Server, answers: Path) -> None:
    third = load_answers(answers, BANK)[2]
    open_page(page)
    bring(page, answers)
    results(page)
    choose(page, "Whose results", third.label)
    expect(page.get_by_text("One leader's answers place the organisation")).to_be_visible()
    preset = BANK.edition.targets[1]
    choose(page, "Hold it against", preset.title)
    expected = build_result(Plan(BANK, "full"), [third], preset=preset)
    strategy = find(expected).domains[0]
    said = f"{strategy.title}: {strategy.score_text}, target {strategy.target_text}"
    expect(page.get_by_role("figure", name=said).first).to_be_visible()
    assert downloaded_json(page) == json.loads(result_json(expected))


def test_a_file_of_core_answers_is_not_taken_for_a_full_one_without_a_word(
    page: Page, server: Server, tmp_path: Path
) -> None:
    open_page(page)
    bring(page, simulated(tmp_path / "pulse.csv", 1, "pulse"))
    expect(page.get_by_text("Only the questions of the Pulse have answers in this file.")).to_be_visible()
    expect(page.get_by_text("Provisional: one leader's answers")).to_be_visible()
    page.get_by_role("radio", name="Pulse").check(force=True)
    expect(page.get_by_text("One leader's answers place the organisation")).to_be_visible()
    expect(page.get_by_text("Only the questions of the Pulse have answers in this file.")).to_have_count(0)


def test_a_template_filled_in_is_a_file_that_can_be_brought(page: Page, server: Server, tmp_path: Path) -> None:
    open_page(page)
    with page.expect_download() as download:
        click(page.get_by_role("button", name="Template as XLSX"))
    filled = tmp_path / "filled.xlsx"
    download.value.save_as(filled)
    workbook = openpyxl.load_workbook(filled)
    header = [cell.value for cell in workbook.worksheets[0][1]]
    for row, level in ((2, 2), (3, 4)):
        for item in BANK.items():
            workbook.worksheets[0].cell(row, header.index(item.id) + 1, level)
    workbook.save(filled)
    bring(page, filled)
    # Everybody chose 2 or 4 on every question: 3 on the scale, which is 50 of 100.
    expect(page.get_by_text("The answers of 2 leaders place the organisation at level 3, ")).to_contain_text(
        "(index 50"
    )


HOSTILE = "=cmd()|' /C calc'!A0 $x^2$ **bold** <img src=x onerror=alert(1)> [a](javascript:alert(1)) :red[x] 😀 שלום"


def test_what_people_wrote_is_shown_as_text_and_a_comment_on_a_role_not_at_all(
    page: Page, server: Server, answers: Path
) -> None:
    changed(answers, 2, f"{next(BANK.items()).id}#comment", HOSTILE)
    role = next(q for q in BANK.questionnaires if q.domain == "role_clarity")
    changed(answers, 2, f"{role.capabilities[0].items[0].id}#comment", "periwinkle")
    open_page(page)
    bring(page, answers)
    results(page)
    organisation = page.get_by_role("textbox", name="Organisation")
    organisation.fill(HOSTILE)
    organisation.press("Enter")
    expect(page.get_by_role("heading", name=HOSTILE)).to_be_visible()
    click(page.get_by_text("1 note, as written"))
    expect(page.get_by_test_id("stText")).to_have_text(HOSTILE)
    expect(page.get_by_text("periwinkle")).to_have_count(0)
    assert page.locator("img[src=x]").count() == 0
    assert downloaded_json(page)["organisation"] == HOSTILE
