"""Every language that is offered is whole, in the interface and in the files, and says the same in other words."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import BytesIO

import openpyxl
import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from pptx import Presentation

from assessment.bank.load import load_bank
from assessment.bank.translation import read_translations, translated
from assessment.findings import find
from assessment.language import LANGUAGES, OFFERED, SOURCE, _, catalogue_path, direction, speaking
from assessment.reports.pptx import result_pptx
from assessment.reports.result_csv import result_csv
from assessment.reports.result_json import result_json
from assessment.reports.xlsx import result_xlsx
from assessment.results import Result, build_result
from assessment.scoring.plan import Plan
from assessment.settings import ROOT
from assessment.simulate import simulate
from assessment.web.rendering import render
from docs.renew_translations import interface_texts
from tests.unit.pdfs import all_words, opened

OTHERS = sorted(LANGUAGES.keys() - {SOURCE})
QUESTIONS = ROOT / "questions"
PLACEHOLDER = re.compile(r"\{[^}]*\}")


def forms(text: object) -> list[str]:
    """A text, or the forms of a counted one."""
    return [text] if isinstance(text, str) else [str(form) for form in text]  # type: ignore[attr-defined]


def marked() -> Iterator[str]:
    """Every text that the code marks, as the code has it."""
    for path in sorted((ROOT / "assessment").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("_", "N_", "counted")
            ):
                match node.args:
                    case [ast.Constant(value=str(text)), *_rest]:
                        yield text


def test_what_gathers_texts_for_translation_finds_each_that_is_marked() -> None:
    gathered = {forms(message.id)[0] for message in interface_texts() if message.id}
    assert [text for text in marked() if text not in gathered] == []


def says_the_same(message: Message) -> bool:
    """The same placeholders, marks and edges; a singular may leave its number out, as "the other one" does."""
    asked = [(set(PLACEHOLDER.findall(form)), form.count("**"), form.count("`")) for form in forms(message.id)]
    given = [(set(PLACEHOLDER.findall(form)), form.count("**"), form.count("`")) for form in forms(message.string)]
    edges = all(
        (text[:1].isspace(), text[-1:].isspace())
        == (forms(message.id)[0][:1].isspace(), forms(message.id)[0][-1:].isspace())
        for text in forms(message.string)
    )
    return edges and given[-1] == asked[-1] and all(one in asked for one in given)


@pytest.mark.parametrize("language", OTHERS)
def test_the_interface_is_whole_in_every_language_and_keeps_what_is_put_in(language: str) -> None:
    assert language in OFFERED
    with catalogue_path(language).open("rb") as file:
        catalogue = read_po(file, locale=language)
    needed = {message.id for message in interface_texts() if message.id}
    there = {message.id: message for message in catalogue if message.id}
    assert [text for text in needed if text not in there] == []
    assert [text for text in there if text not in needed] == []
    assert [text for text, message in there.items() if message.fuzzy or not all(forms(message.string))] == []
    assert [text for text, message in there.items() if not says_the_same(message)] == []


def result_in(language: str, n: int) -> Result:
    """The result of simulated respondents to the standard edition in this language."""
    bank = load_bank(QUESTIONS)
    if language != SOURCE:
        bank = translated(bank, read_translations(QUESTIONS)[language].gettext)
    return build_result(Plan(bank), list(simulate(bank, n)))


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("n", [1, 6])
def test_files_for_people_speak_the_language_and_files_for_programs_do_not(language: str, n: int) -> None:
    english = result_in(SOURCE, n)
    with speaking(language):
        result = result_in(language, n)
        assert result_json(result) == result_json(english)
        assert result_csv(result) == result_csv(english)
        pdf = all_words(opened(result))
        heads = [_(text) for text in ("Where you stand", "What this cannot tell you", "Method", "Capability", "Target")]
        subject = result.plan.bank.questionnaires[0].capabilities[0].title
        assert [text for text in (*heads, subject) if text not in pdf] == []
        deck = Presentation(BytesIO(result_pptx(result)))
        slides = " ".join(
            shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame
        )
        assert _("What this cannot tell you") in slides
        book = openpyxl.load_workbook(BytesIO(result_xlsx(result)))
        assert [
            sheet.title
            for sheet in book
            if sheet.title != "Summary" and sheet["A1"].value.startswith(f"{sheet.title}: ")
        ] == [sheet.title for sheet in book if sheet.title != "Summary" and _(sheet.title) == sheet.title]
        assert [cell.value for cell in book["Scores"][2 + len(find(result).notices)]][:2] == [_("Measure"), _("Title")]


def test_a_score_is_written_with_the_languages_decimal_sign_and_stays_a_number_in_files() -> None:
    with speaking("de"):
        result = result_in("de", 1)
        book = openpyxl.load_workbook(BytesIO(result_xlsx(result)))
        scores = [row[3] for row in book["Scores"].iter_rows(min_row=4) if row[3].value is not None]
        assert all(isinstance(cell.value, int | float | str) for cell in scores)
        assert any(isinstance(cell.value, float) for cell in scores)
        assert re.search(r"\d,\d", all_words(opened(result)))


def test_a_plain_page_follows_the_direction_of_the_script() -> None:
    with speaking("ar"):
        assert direction() == "rtl"
        assert '<html lang="ar" dir="rtl">' in render("participant_enter.html", style="", script="")
    with speaking("de"):
        page = render("participant_enter.html", style="", script="")
        assert '<html lang="de" dir="ltr">' in page
        assert _("Open the workshop") in page


def filled_in() -> Iterator[tuple[str, set[str], set[str]]]:
    """Every text that is filled in where it is looked up: what it has braces for, and what is put in."""
    for path in sorted((ROOT / "assessment").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    ast.Attribute(ast.Call(ast.Name("_" | "counted" as how), [ast.Constant(), *_] as texts), "format"),
                    _,
                    given,
                ):
                    asked = {
                        found.split(":")[0]
                        for text in texts
                        if isinstance(text, ast.Constant)
                        for found in re.findall(r"\{(\w+(?::[^}]*)?)\}", str(text.value))
                    }
                    counts = {"n"} if how == "counted" else set()
                    yield f"{path.name}:{node.lineno}", asked - counts, {one.arg or "" for one in given}


def test_what_a_text_has_braces_for_is_put_in() -> None:
    assert [place for place, asked, given in filled_in() if asked != given] == []
