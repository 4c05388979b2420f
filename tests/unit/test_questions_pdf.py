"""Questions to print: every question with every level, as people are asked them."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from assessment.bank.load import load_bank
from assessment.bank.model import Mode
from assessment.reports.questions_pdf import questions_pdf
from assessment.services.steps import Way
from assessment.settings import ROOT
from tests.unit.banks import bank_of, capability, questionnaire
from tests.unit.pdfs import all_words

BANK = load_bank(ROOT / "questions")
ALL = tuple(q.id for q in BANK.questionnaires)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def text_of(pdf: bytes) -> str:
    """What stands in it, without spaces: lines break anywhere."""
    return squeezed(all_words(PdfReader(BytesIO(pdf))))


@pytest.mark.parametrize("mode", ["pulse", "full"])
def test_every_question_that_is_asked_is_there_with_all_its_levels(mode: Mode) -> None:
    printed = text_of(questions_pdf(BANK, mode, ALL))
    for question in Way(BANK, mode, ALL).questions.values():
        assert squeezed(question.text) in printed
        for choice in question.choices[:5]:
            assert squeezed(choice.title) in printed


def test_only_the_questionnaires_chosen_are_printed() -> None:
    printed = text_of(questions_pdf(BANK, "full", ["data"]))
    items = {q.id: [item for c in q.capabilities for item in c.items] for q in BANK.questionnaires}
    assert all(squeezed(item.text) in printed for item in items["data"])
    assert not any(squeezed(item.text) in printed for item in items["strategy"])


def test_the_same_edition_gives_the_same_bytes() -> None:
    assert questions_pdf(BANK, "pulse", ALL) == questions_pdf(BANK, "pulse", ALL)


def test_a_bank_of_one_question_prints() -> None:
    bank = bank_of(questionnaire("strategy", capability("a", [1])))
    assert questions_pdf(bank, "full", ["strategy"], paper="us-letter").startswith(b"%PDF")
