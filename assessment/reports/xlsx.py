"""A result as a workbook (XLSX), whose method sheet computes every score again from the answers."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from assessment.findings import find
from assessment.reports.workbook.answers import add_answers, add_counts, add_notes, add_respondents
from assessment.reports.workbook.book import Book
from assessment.reports.workbook.method_group import add_method_of_group
from assessment.reports.workbook.method_one import add_method_of_one
from assessment.reports.workbook.room import add_room
from assessment.reports.workbook.rules import add_rules
from assessment.reports.workbook.scores import add_radar, add_scores
from assessment.reports.workbook.steps import add_ownership, add_reference, add_steps, add_topics
from assessment.reports.workbook.summary import add_summary
from assessment.results import Result

_NO_DAY = date(1980, 1, 1)
"""Where neither the answers nor the edition have a day: the first one that an archive can hold."""


def result_xlsx(result: Result) -> bytes:
    """The workbook of a result; the same result always gives the same bytes."""
    findings = find(result)
    about = "; ".join(f"{name}: {text}" for name, text in findings.facts)
    book = Book(findings.title, findings.notices, result.day or _edition_day(result), about)
    bank = result.plan.bank
    add_summary(book, findings)
    add_scores(book, findings)
    add_radar(book, findings)
    add_topics(book, findings)
    add_room(book, findings)
    if findings.group:
        counts = add_counts(book, findings)
        decisions_and_figures = [d.id for d in bank.ownership.decisions] + [q.id for q in bank.reference]
        answers = add_respondents(book, findings, result.respondents, decisions_and_figures)
        add_notes(book, findings)
    else:
        answers = add_answers(book, findings)
    add_ownership(book, findings)
    add_steps(book, findings)
    add_reference(book, findings)
    if findings.group:
        add_method_of_group(book, findings, bank, counts, answers)
    else:
        add_method_of_one(book, findings, bank, answers)
    add_rules(book, findings)
    return book.finished()


def _edition_day(result: Result) -> date:
    with suppress(ValueError):
        return date.fromisoformat(result.plan.bank.edition.date)
    return _NO_DAY
