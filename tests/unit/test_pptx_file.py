"""What the deck promises as a file: it opens without repair, can be restyled and read aloud, and nothing overflows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openxml_audit import validate_pptx

from assessment.identity import LIGHT
from assessment.reports.deck.layouts import LAYOUTS
from assessment.reports.deck.theme import TYPEFACE
from assessment.reports.pptx import result_pptx
from assessment.respondent import Action, Respondent
from assessment.results import Result, build_result
from assessment.scoring.plan import Plan
from tests.unit.banks import bank_of, capability, questionnaire
from tests.unit.decks import charts, notes, opened, standard, tables, tiny, unanswered, with_actions
from tests.unit.worked_result import R1, worked


@pytest.mark.parametrize(
    "result", [standard(1), standard(200), tiny(), unanswered(), worked()], ids=["1", "200", "tiny", "none", "worked"]
)
def test_the_file_follows_the_standard_to_the_letter(result: Result, tmp_path: Path) -> None:
    file = tmp_path / "deck.pptx"
    file.write_bytes(result_pptx(result))
    assert [error.description for error in validate_pptx(file).errors] == []


def test_every_slide_has_its_number_and_says_whose_it_is() -> None:
    for slide in opened(worked(R1)).slides:
        kinds = {p.placeholder_format.type.name: p for p in slide.placeholders}
        assert kinds["FOOTER"].text_frame.text == "Ü & Co"
        assert kinds["SLIDE_NUMBER"].element.xpath(".//a:fld[@type='slidenum']")


def test_all_that_is_on_a_slide_is_in_a_placeholder_and_none_is_empty() -> None:
    for result in (standard(1), standard(200), unanswered()):
        for slide in opened(result).slides:
            assert all(shape.is_placeholder for shape in slide.shapes)
            assert all(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_charts_and_tables_say_in_words_what_they_show() -> None:
    deck = opened(worked(R1))
    described = [
        shape.element.xpath("./p:nvGraphicFramePr/p:cNvPr/@descr")
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_chart or shape.has_table
    ]
    assert len(described) >= 6
    assert all(description for (description,) in described)
    assert ["Scores and targets of the subjects. strategy: 3.7, target 4.0; data: 2.0, target 4.0."] in described


def test_markup_in_what_people_wrote_stays_text() -> None:
    text = "<b>&amp; =1+1 *bold* #let _x0041_ ]]>"
    deck = opened(replace(with_actions(Action(1, text)), organisation=text))
    assert deck.slides[0].shapes.title.text_frame.text == text
    assert tables(deck.slides[1])[0][1][0] == text
    assert deck.core_properties.title == f"{text}: results"


def test_what_xml_forbids_is_left_out_and_all_else_is_kept() -> None:
    written = "a\x00b\x07c\ud800d\ufffe e\x0b\r\n\tf 🚀 شكرا"
    deck = opened(replace(worked(R1), organisation=written))
    assert deck.slides[0].shapes.title.text_frame.text == "abcd e f 🚀 شكرا"


def test_what_is_written_from_right_to_left_is_set_so() -> None:
    deck = opened(with_actions(Action(1, "שלום עולם"), Action(2, "Hello")))
    paragraphs = deck.slides[1].shapes.element.xpath(".//a:tc/a:txBody/a:p[a:pPr/@rtl='1']")
    assert [paragraph.text for paragraph in paragraphs] == ["שלום עולם"]


def test_what_has_no_room_on_a_slide_is_cut_there_and_whole_in_its_notes() -> None:
    long = "We name one owner for all of the data, who may say no. " * 36  # 1,980 characters; 2,000 are allowed
    slide = opened(with_actions(Action(1, long, owner="Ana", due=date(2026, 12, 1)))).slides[1]
    shown, owner, due, money = tables(slide)[0][1]
    assert shown.endswith("…")
    assert long.startswith(shown[:-1])
    assert f"In full: {long.strip()}" in notes(slide)
    assert (owner, due, money) == ("Ana", "1 December 2026", "")


@pytest.mark.parametrize("organisation", ["Konzern " * 11, "W" * 200, "北京人工智能" * 33])
def test_nothing_reaches_beyond_its_place_or_the_slide(organisation: str) -> None:
    actions = (Action(n, "Do all of this, and well. " * 70, owner="O" * 200) for n in range(50))
    result = standard(1)
    respondent = replace(result.respondents[0], actions=tuple(actions))
    deck = opened(replace(result, respondents=(respondent,), organisation=organisation))
    for slide in deck.slides:
        places = LAYOUTS[slide.slide_layout.name].places
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.left + shape.width <= deck.slide_width
            assert shape.top + shape.height <= deck.slide_height
            if shape.has_table:
                place = places[shape.name.lower()]
                assert sum(row.height.pt for row in shape.table.rows) <= place.height + 0.1
                assert sum(column.width.pt for column in shape.table.columns) == pytest.approx(place.width, abs=0.1)


def test_new_shapes_take_the_colours_and_the_type_of_the_identity() -> None:
    with ZipFile(BytesIO(result_pptx(tiny()))) as package:
        theme = package.read("ppt/theme/theme1.xml").decode()
    named = dict(re.findall(r'<a:(\w+)><a:srgbClr val="(\w+)"', theme))
    assert named["dk1"] == LIGHT.ink[1:]
    assert [named[f"accent{n}"] for n in range(1, 5)] == [
        colour[1:] for colour in (LIGHT.strategy, LIGHT.data, LIGHT.literacy, LIGHT.role_clarity)
    ]
    assert set(re.findall(r'latin typeface="([^"]+)"', theme)) == {TYPEFACE}


def test_the_file_says_what_it_is_and_in_which_language() -> None:
    deck = opened(worked(R1))
    assert (deck.core_properties.title, deck.core_properties.language) == ("Ü & Co: results", "en-GB")
    runs = [run for slide in deck.slides for run in slide.shapes.element.xpath(".//a:rPr/@lang")]
    assert set(runs) == {"en-GB"}


def test_no_clock_is_in_the_file() -> None:
    def stamps(data: bytes) -> Iterator[object]:
        with ZipFile(BytesIO(data)) as package:
            for entry in package.infolist():
                yield entry.date_time[:3]
                if entry.filename.endswith(".xlsx"):
                    yield from stamps(package.read(entry))
                elif entry.filename == "docProps/core.xml":
                    yield from re.findall(rb"\d{4}-\d\d-\d\d", package.read(entry))

    assert set(stamps(result_pptx(worked(R1)))) == {(1980, 1, 1), b"2000-01-01"}
    assert result_pptx(worked(R1)) == result_pptx(worked(R1))


def test_what_opens_with_edit_data_is_the_chart_itself_and_no_formula() -> None:
    bank = bank_of(questionnaire("strategy", replace(capability("a", [1]), title="=1+1")))
    deck = opened(build_result(Plan(bank), [Respondent("r", {"a.1": "2"})]))
    (gaps,) = [c for c in charts(deck) if next(iter(c.plots[0].categories)) == "=1+1 (gap 2.0)"]
    sheet = openpyxl.load_workbook(BytesIO(gaps.part.chart_workbook.xlsx_part.blob)).active
    assert sheet is not None
    cells = [[(cell.value, cell.data_type) for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert cells == [[("=1+1 (gap 2.0)", "s"), (2, "n"), (4, "n")]]
