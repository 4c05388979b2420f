"""Every question with its levels as a tagged PDF, to print: the questionnaires, who decides, and in Full the reference
questions."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from assessment.bank.model import Bank, Mode
from assessment.language import counted
from assessment.reports.pdf import IDENTITY, Paper, typeset
from assessment.services.steps import Step, Way, minutes

SOURCE = Path(__file__).with_name("questions.typ")

LEVELS = 5


def questions_pdf(bank: Bank, mode: Mode, questionnaires: Collection[str], *, paper: Paper = "a4") -> bytes:
    """What these questionnaires ask in this mode, the same bytes for the same edition."""
    way = Way(bank, mode, questionnaires)
    domains = {q.id: q.domain for q in bank.questionnaires}
    document = {
        "title": bank.edition.title,
        "edition": bank.edition.id,
        "levels": bank.edition.levels,
        "facts": counted(
            "{n} question, about {minutes} min to answer",
            "{n} questions, about {minutes} min to answer",
            len(way.questions),
        ).format(minutes=minutes(way.questions.values())),
        "parts": [_part(step, domains) for step in _whole(way.steps)],
    }
    return typeset(SOURCE, {"document": json.dumps(document), "identity": IDENTITY, "paper": paper})


def _whole(steps: Collection[Step]) -> Iterator[Step]:
    """The steps with those of one questionnaire, which screens divide into pages, put together again."""
    held: Step | None = None
    for step in steps:
        if held is not None and step.kind == held.kind == "items" and step.summary == held.summary:
            held = Step(held.id, held.kind, held.title, held.summary, held.questions + step.questions, held.note)
            continue
        if held is not None:
            yield held
        held = step
    if held is not None:
        yield held


def _part(step: Step, domains: dict[str, str]) -> dict[str, Any]:
    choices = [[choice.title for choice in question.choices] for question in step.questions]
    shared = choices[0] if step.kind == "ownership" else []
    return {
        "title": step.title.rpartition(", part ")[0] or step.title,
        "domain": domains.get(step.id),
        "summary": step.summary,
        "note": step.note,
        "kind": step.kind,
        "shared": shared,
        "questions": [
            {"text": question.text, "choices": of[:LEVELS] if step.kind == "items" else [] if shared else of}
            for question, of in zip(step.questions, choices, strict=True)
        ],
    }
