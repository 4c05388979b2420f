"""Published figures in words: as a sentence, and with the whole of their provenance."""

from __future__ import annotations

import calendar
from collections.abc import Mapping

from assessment.bank.model import Bank, Figure, ReferenceQuestion
from assessment.findings.said import FigureView, ReferenceView
from assessment.findings.words import PER_CENT, as_given
from assessment.language import SOURCE, _, current

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
    return figure.text if figure.text is not None else f"{as_given(figure.value or 0.0)}{PER_CENT}"


def provenance(figure: Figure) -> tuple[tuple[str, str], ...]:
    """Everything known of where a figure comes from, as pairs of a name and a text."""
    return tuple((name, text) for _in_it, name, text in _known(figure))


def beyond_the_sentence(figure: Figure) -> tuple[tuple[str, str], ...]:
    """Of the provenance of a figure, what its sentence doesn't say."""
    return tuple((name, text) for in_it, name, text in _known(figure) if not in_it)


def _known(figure: Figure) -> tuple[tuple[bool, str, str], ...]:
    """Whether the sentence of a figure says it, a name and a text."""
    return (
        (True, _("Figure"), share(figure)),
        (True, _("Asked"), figure.population),
        (False, _("Number asked"), figure.n),
        (True, _("When"), figure.fielded),
        (False, _("Where"), figure.geography),
        (False, _("Published by"), f"{figure.publisher}, {figure.title}, {figure.year}"),
        (False, _("Address"), figure.url),
        (False, _("What we read"), figure.status),
        (False, _("Why it may not compare"), figure.caveat),
    )


def _view(question: ReferenceQuestion, answer: str) -> ReferenceView:
    titles = {option.id: option.title for option in question.options}
    figures = tuple(FigureView(_sentence(figure, titles), figure) for figure in question.figures)
    return ReferenceView(question.id, question.text, titles.get(answer, ""), figures)


def _sentence(figure: Figure, titles: Mapping[str, str]) -> str:
    # Translators: {asked} is who was asked, {when} is when; both begin with a capital letter in other languages.
    return _("{share} answered “{answer}” ({asked}; {when}). {publisher}, {year}.").format(
        share=share(figure),
        answer=titles[figure.option],
        asked=_population(figure.population),
        when=_lowered(figure.fielded),
        publisher=figure.publisher,
        year=figure.year,
    )


def _population(population: str) -> str:
    if current() == SOURCE and population.startswith("not stated"):
        return "population not stated"
    return _lowered(population)


def _lowered(population: str) -> str:
    """A population or date within a sentence; abbreviations and names of months stay as they are, and so does all that
    is in another language, which may write nouns with a capital."""
    first = population.split(" ")[0]
    as_it_is = current() != SOURCE or first.isupper() or first in MONTHS | NAMES
    return population if as_it_is else population[:1].lower() + population[1:]
