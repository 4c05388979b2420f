"""Published figures in words: as a sentence, and with the whole of their provenance."""

from __future__ import annotations

import calendar
from collections.abc import Mapping

from assessment.bank.model import Bank, Figure, ReferenceQuestion
from assessment.findings.said import FigureView, ReferenceView

MONTHS = frozenset(calendar.month_name[1:])
NAMES = frozenset({"US", "EU", "CEOs"})


def reference_views(bank: Bank, answers: Mapping[str, str]) -> tuple[ReferenceView, ...]:
    """The reference questions that `answers` (question id → option id) has an answer to, beside the figures for them.

    Without any answers at all, every question with no answer in words.
    """
    asked = [q for q in bank.reference if q.id in answers] if answers else bank.reference
    return tuple(_view(question, answers.get(question.id, "")) for question in asked)


def share(figure: Figure) -> str:
    """The published number as its publisher gives it: "28 %", or words where there is no single number."""
    return figure.text if figure.text is not None else f"{figure.value:g} %"


def provenance(figure: Figure) -> tuple[tuple[str, str], ...]:
    """Everything known of where a figure comes from, as pairs of a name and a text."""
    return (
        ("Figure", share(figure)),
        ("Asked", figure.population),
        ("Number asked", figure.n),
        ("When", figure.fielded),
        ("Where", figure.geography),
        ("Published by", f"{figure.publisher}, {figure.title}, {figure.year}"),
        ("Address", figure.url),
        ("What we read", figure.status),
        ("Why it may not compare", figure.caveat),
    )


def _view(question: ReferenceQuestion, answer: str) -> ReferenceView:
    titles = {option.id: option.title for option in question.options}
    figures = tuple(FigureView(_sentence(figure, titles), figure) for figure in question.figures)
    return ReferenceView(question.id, question.text, titles.get(answer, ""), figures)


def _sentence(figure: Figure, titles: Mapping[str, str]) -> str:
    asked = "population not stated" if figure.population.startswith("not stated") else _lowered(figure.population)
    answered = f"{share(figure)} answered “{titles[figure.option]}” ({asked}; {_lowered(figure.fielded)})."
    return f"{answered} {figure.publisher}, {figure.year}."


def _lowered(population: str) -> str:
    """A population or date within a sentence; abbreviations and names of months stay as they are."""
    first = population.split(" ")[0]
    return population if first.isupper() or first in MONTHS | NAMES else population[:1].lower() + population[1:]
