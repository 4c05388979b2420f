"""A result as a workbook: what stands on its sheets, that text stays text, and that every spreadsheet opens it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openxml_audit import OpenXmlValidator

from assessment.bank.load import load_bank
from assessment.findings import find
from assessment.findings.model import BenchmarkView
from assessment.reports.workbook.book import Book
from assessment.reports.workbook.scores import add_radar, add_scores
from assessment.reports.xlsx import result_xlsx
from assessment.respondent import Action, Respondent
from assessment.results import Result, build_result
from assessment.scoring.plan import Plan
from assessment.services.steps import ROLE_NOTE
from assessment.settings import ROOT
from assessment.simulate import simulate
from tests.unit.banks import bank_of, capability, outlined, questionnaire
from tests.unit.tiny_bank import sound_files, tiny_files, write_bank
from tests.unit.worked_result import BANK, R1, R2, worked

QUESTIONS = load_bank(ROOT / "questions")
LONG = "Ministry of Agriculture, Fisheries, Forests and Rural Development of the Northern Regions, Inc"
HOSTILE = (
    *("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://example.org")', "http://example.org"),
    *("{=1}", "'=1", "<b>&amp;</b>", "مرحبا بالعالم 🎉", "a\x00b\x0b\ud800c\ufffe", "_x0041_", "12345678901234567890"),
)
ONE_SHEETS = [
    *("Summary", "Scores", "Radar", "Answers", "Ownership", "Next steps and actions", "Reference", "Method"),
    "Rules and limits",
]
GROUP_SHEETS = [
    *("Summary", "Scores", "Radar", "To discuss", "Counts", "Answers", "Ownership", "Next steps and actions"),
    *("Reference", "Method", "Rules and limits"),
]


def opened(result: Result) -> Any:
    return openpyxl.load_workbook(io.BytesIO(result_xlsx(result)))


def texts(book: Any) -> Iterator[str]:
    return (str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)


def rows(sheet: Any) -> list[list[Any]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def row_of(sheet: Any, first: str) -> list[Any]:
    (found,) = (row for row in rows(sheet) if row[0] == first)
    return found


@pytest.fixture(scope="module")
def one() -> Result:
    return build_result(Plan(QUESTIONS), tuple(simulate(QUESTIONS, 1)), organisation=LONG)


@pytest.fixture(scope="module")
def group() -> Result:
    return build_result(Plan(QUESTIONS), tuple(simulate(QUESTIONS, 12)), organisation=LONG)


def test_each_part_of_a_result_has_its_sheet(one: Result, group: Result) -> None:
    assert opened(one).sheetnames == ONE_SHEETS
    assert opened(group).sheetnames == GROUP_SHEETS


def test_the_same_result_gives_the_same_bytes(one: Result, group: Result) -> None:
    assert result_xlsx(one) == result_xlsx(one)
    assert result_xlsx(group) == result_xlsx(group)


def test_simulated_answers_are_marked_on_every_sheet_and_every_printed_page(one: Result, group: Result) -> None:
    notice = "Simulated answers: this result describes no real organisation."
    for result in (one, group):
        for sheet in opened(result):
            assert notice in {cell.value for row in sheet.iter_rows(max_row=3) for cell in row}, sheet.title
            assert sheet.oddHeader.left.text == notice
    assert not [text for text in texts(opened(worked(R1))) if "imulated" in text]


def test_the_first_sheet_says_what_a_board_reads(one: Result) -> None:
    found, said = find(one), {str(cell) for row in rows(opened(one)["Summary"]) for cell in row}
    assert {LONG, found.headline, found.sure, "Asked of this meeting", *found.limits} <= said
    assert {quote.text for spotlight in found.spotlights for quote in spotlight.quotes} <= said
    assert {ask.text for ask in found.asks} <= said
    assert {text for _, text in found.facts} <= said


def test_the_numbers_are_those_of_the_result_in_full() -> None:
    scores = opened(worked(R1))["Scores"]
    by_id = {(row[0], row[2]): row for row in rows(scores)}
    # a = 11/3, index (11/3 - 1) / 4 · 100 = 66.67, held against 4; a.1 and a.2 are answered.
    assert by_id["Capability", "a"][3:10] == pytest.approx(
        [11 / 3, "level 4, Scaling", 4, 1 / 3, 200 / 3, 0, 1], abs=1e-9
    )
    assert by_id["Overall", "overall"][3] == pytest.approx(17 / 6)
    assert by_id["Subject", "data"][3:6] == [2, "level 2, Exploring", 4]


def test_what_has_no_score_says_why_and_shows_no_number() -> None:
    scores = opened(worked(replace(R2, simulated=False)))["Scores"]
    (row,) = (row for row in rows(scores) if row[2] == "a" and row[0] == "Capability")
    assert row[3:5] == ["–", "–"]
    assert row[-1] == "under half of it is answered"


def test_ones_own_answers_stand_with_their_words_and_notes() -> None:
    noted = replace(R1, notes={("a.1", "comment"): "We tried", ("a.1", "evidence"): "minutes\nof May"})
    answers = opened(worked(noted, replace(R2, notes={("d.1", "comment"): "late"})))
    assert [row[:5] for row in rows(answers["Notes"]) if row[3] == "comment"] == [
        ["r1", "a", "Who does a.1?", "comment", "We tried"],
        ["r2", "d", "Who does d.1?", "comment", "late"],
    ]
    (row,) = (row for row in rows(opened(worked(noted))["Answers"]) if row[2] == "a.1")
    assert row == ["a", "Who does a.1?", "a.1", 3, "Level 3: a team", "We tried", "minutes\nof May"]


def test_a_group_shows_each_respondent_and_how_many_chose_which_level() -> None:
    book = opened(worked())
    assert [row[:6] for row in rows(book["Answers"])[-2:]] == [
        ["r1", "cio", 3, 4, 2, "cio"],
        ["r2", "cfo", 1, "dk", 2, None],
    ]
    (row,) = (row for row in rows(book["Counts"]) if row[2] == "a.1")
    assert row[3:12] == [1, 0, 1, 0, 0, 0, 0, 0, 0]
    assert row[12:] == [2, pytest.approx(0.5849625)]  # 1 + log2(1 - 1/4)


def test_respondents_who_may_not_be_shown_stand_nowhere() -> None:
    book = opened(replace(worked(), respondents=()))
    assert "Answers" not in book.sheetnames
    assert not {"r1", "r2"} & set(texts(book))
    assert "COUNTIF(Answers" not in " ".join(texts(book))


def written_everywhere(text: str, respondents: int) -> bytes:
    """The workbook of a result that has `text` wherever a person can write."""
    said = Respondent(text, R1.answers, notes={("a.1", kind): text for kind in ("comment", "evidence")})
    result = build_result(Plan(BANK), [said, replace(R2, simulated=False)][:respondents], organisation=text)
    first, *others = result.respondents
    taken = (Action(1, text, "a", text),)
    return result_xlsx(replace(result, respondents=(replace(first, actions=taken), *others)))


def formulas(data: bytes) -> list[tuple[str, str]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
    return [(cell.parent.title, str(cell.value)) for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("respondents", [1, 2])
@pytest.mark.parametrize("text", HOSTILE)
def test_whatever_people_write_stays_text(tmp_path: Path, text: str, respondents: int) -> None:
    data = written_everywhere(text, respondents)
    assert formulas(data) == formulas(written_everywhere("harmless", respondents))
    assert b"<hyperlink" not in b"".join(parts(data).values())
    assert problems(data, tmp_path) == []


def problems(data: bytes, folder: Path) -> list[Any]:
    """What a spreadsheet would want to repair."""
    file = folder / "result.xlsx"
    file.write_bytes(data)
    return list(OpenXmlValidator().validate(str(file)).errors)


def parts(data: bytes) -> dict[str, bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return {name: archive.read(name) for name in archive.namelist()}


def test_a_spreadsheet_opens_it_without_repair(one: Result, group: Result, tmp_path: Path) -> None:
    for result in (one, group, worked(R1), replace(worked(), respondents=())):
        data = result_xlsx(result)
        assert problems(data, tmp_path) == []
        assert not [name for name in parts(data) if "vba" in name.lower()]


def test_charts_are_native_and_say_what_they_show(one: Result, group: Result) -> None:
    for result in (one, group):
        files = parts(result_xlsx(result))
        charts = [content for name, content in files.items() if name.startswith("xl/charts/chart")]
        assert sorted(b"<c:radarChart>" in chart for chart in charts) == [False, True]
        drawings = b"".join(content for name, content in files.items() if name.startswith("xl/drawings/drawing"))
        for m in find(result).domains:
            assert drawings.count(f"{m.title}: {m.score_text}, target".encode()) == 2


def test_headers_stay_in_sight_and_on_every_printed_page(group: Result) -> None:
    book = opened(group)
    for title in ("Scores", "Counts", "Answers", "Ownership", "Next steps and actions"):
        assert book[title].freeze_panes is not None, title
        assert book[title].print_title_rows is not None, title
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.orientation == ("portrait" if sheet.title in ("Summary", "Radar") else "landscape")
        assert bool(sheet.sheet_properties.pageSetUpPr.fitToPage) == (sheet.title != "Answers")  # it is far too wide
        assert "Page" in sheet.oddFooter.right.text


def test_the_role_tracks_stand_apart_with_their_note(one: Result) -> None:
    book = opened(one)
    titles = [row[1] for row in rows(book["Scores"])]
    beyond = titles[[row[0] for row in rows(book["Scores"])].index("Role tracks") :]
    roles = {m.title for track in find(one).tracks if track.is_role for m in track.capabilities}
    assert roles <= set(beyond)
    assert not roles & set(titles[: -len(beyond)])
    for title in ("Scores", "Answers", "Ownership"):
        assert ROLE_NOTE in {row[0] for row in rows(book[title])}


def test_actions_stand_with_owner_and_a_date_that_is_one() -> None:
    result = worked(R1)
    taken = (Action(1, "Name an owner", "d", "Ana", date(2026, 12, 1)), Action(2, "Write it down", done=True))
    book = opened(replace(result, respondents=(replace(result.respondents[0], actions=taken),)))
    steps = rows(book["Next steps and actions"])
    assert ["d", "Name an owner", None, None, None, "Ana", datetime(2026, 12, 1), "no"] in steps
    assert [None, "Write it down", None, None, None, None, None, "yes"] in steps
    assert ["d", "d: from 2 to 3", 2, 2, 4, None, None, None] in steps  # (4 - 2) · 2


def test_others_stand_beside_the_scores_where_there_is_a_benchmark(one: Result) -> None:
    others = BenchmarkView("All who joined, N = 120.", {"strategy": "upper third"}, {"strategy": 2.75})
    findings = replace(find(one), benchmark=others)
    book = Book("Title", (), date(2026, 1, 1))
    add_scores(book, findings)
    add_radar(book, findings)
    read = openpyxl.load_workbook(io.BytesIO(book.finished()))
    (row,) = (row for row in rows(read["Scores"]) if row[0] == "Subject" and row[2] == "strategy")
    assert row[-2:] == ["upper third", 2.75]
    assert others.about in {row[0] for row in rows(read["Scores"])}
    assert row_of(read["Radar"], "Strategy")[3] == 2.75


def test_it_says_what_it_is_and_when_it_was_answered(one: Result) -> None:
    properties = opened(replace(one, day=date(2026, 3, 4))).properties
    assert (properties.title, properties.created) == (LONG, datetime(2026, 3, 4))
    assert properties.subject == "Simulated answers: this result describes no real organisation."
    assert opened(one).properties.created == datetime(2026, 11, 22)  # the edition's own day
    dateless = replace(BANK, edition=replace(BANK.edition, date="spring"))
    assert opened(build_result(Plan(dateless), [R1])).properties.created == datetime(1980, 1, 1)


def test_the_smallest_bank_and_results_without_any_score_work(tmp_path: Path) -> None:
    tiny = load_bank(write_bank(tmp_path / "tiny", tiny_files()))
    sound = load_bank(write_bank(tmp_path / "sound", sound_files()))
    for bank in (tiny, sound, outlined({"cio_cto": {"k": [1]}})):
        for answers in ({}, {item.id: "3" for item in bank.items()}):
            for number in (1, 2):
                result = build_result(Plan(bank), [Respondent(str(n), answers) for n in range(number)])
                assert "Radar" not in opened(result).sheetnames
    assert "Ownership" not in opened(build_result(Plan(tiny), [Respondent("r", {})])).sheetnames
    assert "Reference" in opened(build_result(Plan(sound), [Respondent("r", {})])).sheetnames


def test_what_was_left_out_stands_on_no_list() -> None:
    bank = bank_of(*(questionnaire(id, capability(f"{id}.c", [1])) for id in ("strategy", "data", "literacy")))
    plan = Plan(bank, questionnaires=["data"])
    for respondents in ([Respondent("r", {"data.c.1": "2"})], [Respondent(str(n), {"data.c.1": "2"}) for n in "ab"]):
        book = opened(build_result(plan, respondents))
        assert "strategy.c" not in set(texts(book))
        assert {row[2] for row in rows(book["Scores"]) if row[0] == "Capability"} == {"data.c"}


def test_bars_are_labelled_with_the_scores_as_they_are_written_everywhere() -> None:
    with zipfile.ZipFile(io.BytesIO(result_xlsx(worked(R1)))) as package:
        charts = [package.read(name).decode() for name in package.namelist() if name.startswith("xl/charts/chart")]
    labels = [re.findall(r"<c:dLbl>.*?<a:t>([^<]+)</a:t>.*?</c:dLbl>", chart) for chart in charts]
    assert [m.score_text for m in find(worked(R1)).domains] in labels
