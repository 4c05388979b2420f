"""One result, held beside itself: findings, which the screen shows, and every file have the same numbers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator

import openpyxl
import pytest

from assessment.findings import find
from assessment.findings.model import Findings, Measure
from assessment.findings.words import NONE, score_text, whole
from assessment.reports.pptx import result_pptx
from assessment.reports.result_csv import result_csv
from assessment.reports.result_json import result_json
from assessment.reports.xlsx import result_xlsx
from assessment.results import Result
from tests.unit import pdfs
from tests.unit.decks import opened, standard, tables

ONE, GROUP = standard(1), standard(12)
RESULTS = pytest.mark.parametrize("result", [ONE, GROUP], ids=["one", "group"])


def capabilities(found: Findings) -> Iterator[tuple[bool, Measure]]:
    """Every capability, and whether it is of a role track."""
    return ((track.is_role, measure) for track in found.tracks for measure in track.capabilities)


def sure(measure: Measure) -> str:
    """How sure a score is: coverage for one, consensus for a group."""
    return measure.coverage_text if measure.consensus is None else measure.consensus_text


def as_read_from_a_pdf(cells: Iterable[str]) -> str:
    """Cells of a row, one after the other; unbroken spaces are read as plain ones."""
    return " ".join(" ".join(cells).split())


def held(value: float | None) -> object:
    """What a cell has of a number: spreadsheets keep all but the last binary digit of it."""
    return NONE if value is None else pytest.approx(value, rel=1e-14)


@RESULTS
def test_the_pdf_has_the_numbers_of_the_screen(result: Result) -> None:
    found, said = find(result), pdfs.all_words(pdfs.opened(result))
    assert f"index {found.overall.index_text} of 100" in said
    for m in found.domains:
        scale = (m.title, m.score_text, m.index_text, m.level_text, m.target_text, m.dont_know_text)
        assert as_read_from_a_pdf(scale) in said
    for _, m in capabilities(found):
        if m.score is not None:
            row = (m.title, m.score_text, m.target_text, m.gap_text, sure(m), m.dont_know_text)
            assert as_read_from_a_pdf(row) in said
            assert f"{m.title} {m.score_text}, {m.level_text}" in said


@RESULTS
def test_the_slides_have_the_numbers_of_the_screen(result: Result) -> None:
    found, deck = find(result), opened(result)
    rows = {row[0]: row[1:] for slide in deck.slides for table in tables(slide) for row in table[1:]}
    for is_role, m in capabilities(found):
        shown = [m.score_text, m.target_text, m.gap_text]
        assert rows[m.title][: 4 if is_role else 5] == [*shown, *([] if is_role else [sure(m)]), m.dont_know_text]
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    scores = [float(m.score_text) for m in found.domains if m.score_text != NONE]
    assert scores in [
        [value for value in series.values if value is not None] for c in charts for series in c.plots[0].series
    ]


@RESULTS
def test_the_workbook_has_the_numbers_of_the_screen(result: Result) -> None:
    found, book = find(result), openpyxl.load_workbook(io.BytesIO(result_xlsx(result)))
    rows = {(row[0], row[2]): row for row in book["Scores"].iter_rows(values_only=True)}
    overall = rows["Overall", "overall"]
    assert (overall[3], overall[7]) == (held(found.overall.score), held(found.overall.index))
    measures = [("Subject", m) for m in found.domains]
    measures += [("Questionnaire", track.measure) for track in found.tracks]
    measures += [("Capability", m) for _, m in capabilities(found)]
    for kind, m in measures:
        row = rows[kind, m.id]
        assert (row[3], row[4]) == (held(m.score), m.level_text)
        assert row[5:9] == tuple(map(held, (m.target, m.gap, m.index, m.dont_know_rate)))


@RESULTS
def test_json_and_csv_have_the_numbers_of_the_screen_unrounded(result: Result) -> None:
    found, document = find(result), json.loads(result_json(result))
    mine = document["group"] or document["respondents"][0]
    label = "group" if document["group"] else document["respondents"][0]["respondent"]
    lines = csv.DictReader(io.StringIO(result_csv(result)))
    table = {(row["measure"], row["id"]): row for row in lines if row["respondent"] == label}
    assert whole(mine["overall"]["index"]) == found.overall.index_text
    for m in found.domains:
        assert (score_text(mine["domains"][m.id]["score"]), mine["domains"][m.id]["level"]) == (m.score_text, m.level)
        assert table["domain", m.id]["score"] == ("" if m.score is None else repr(m.score))
    for _, m in capabilities(found):
        entry = mine["capabilities"][m.id]
        score = entry["mean"] if document["group"] else entry["score"]
        assert (score, entry["level"]) == (m.score, m.level)
        assert table["capability", m.id]["score"] == ("" if m.score is None else repr(m.score))
        assert table["capability", m.id]["level"] == ("" if m.level is None else str(m.level))


def test_the_group_counts_who_decides_alike_everywhere() -> None:
    found, document = find(GROUP), json.loads(result_json(GROUP))
    assert found.ownership is not None
    assert document["group"]["ownership_states"] == dict(found.ownership.tally)
    said = pdfs.all_words(pdfs.opened(GROUP))
    sheet = openpyxl.load_workbook(io.BytesIO(result_xlsx(GROUP)))["Ownership"]
    rows = {row[0]: row[1:3] for row in sheet.iter_rows(values_only=True)}
    slides = {row[0]: row[1:] for slide in opened(GROUP).slides for table in tables(slide) for row in table[1:]}
    for decision in found.ownership.decisions:
        counted = document["group"]["ownership"][decision.id]
        assert counted["state"] == decision.state
        assert f"{counted['counts'][counted['modal_owner']]} of {counted['n']} named: " in decision.answer
        assert f"{decision.text} {decision.state} {decision.answer}" in said
        assert rows[decision.text] == (decision.state, decision.answer)
        assert slides[decision.text] == [decision.answer, decision.state]


def test_every_file_is_made_of_the_same_result_again() -> None:
    assert result_pptx(ONE) == result_pptx(ONE)
    assert result_xlsx(GROUP) == result_xlsx(GROUP)
