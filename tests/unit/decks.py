"""Decks to test, and ways to read them."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

from pptx import Presentation

from assessment.bank.load import load_bank
from assessment.reports.pptx import result_pptx
from assessment.respondent import Action, Respondent
from assessment.results import Result, build_result
from assessment.scoring.plan import Plan
from assessment.simulate import simulate
from tests.unit.banks import outlined
from tests.unit.worked_result import R1, worked

STANDARD = load_bank(Path(__file__).parents[2] / "questions")


def standard(n: int) -> Result:
    """The result of simulated respondents to the standard edition."""
    return build_result(Plan(STANDARD), list(simulate(STANDARD, n)))


def tiny() -> Result:
    """The result of the smallest bank."""
    return build_result(Plan(outlined({"strategy": {"a": [1]}})), [Respondent("r", {"a.1": "2"})])


def unanswered() -> Result:
    """A result without any score."""
    return build_result(Plan(STANDARD), [Respondent("r", {})])


def with_actions(*actions: Action) -> Result:
    """The worked result of one respondent who took on these actions."""
    result = worked(R1)
    return replace(result, respondents=(replace(result.respondents[0], actions=actions),))


def opened(result: Result) -> Any:
    """The deck of a result, as a program reads it."""
    return Presentation(BytesIO(result_pptx(result)))


def tables(slide: Any) -> list[list[list[str]]]:
    """The tables of a slide, as rows of texts."""
    return [[[c.text for c in row.cells] for row in s.table.rows] for s in slide.shapes if s.has_table]


def charts(deck: Any) -> list[Any]:
    """All charts of a deck, slide by slide."""
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def words(slide: Any) -> str:
    """All that the slide itself says, table by table and shape by shape."""
    of_shapes = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    return "\n".join([*of_shapes, *(cell for table in tables(slide) for row in table for cell in row)])


def notes(slide: Any) -> str:
    """What whoever presents the slide reads."""
    return str(slide.notes_slide.notes_text_frame.text)


def titled(deck: Any, beginning: str) -> Any:
    """The one slide whose title begins so."""
    (slide,) = [s for s in deck.slides if s.shapes.title.text_frame.text.startswith(beginning)]
    return slide
