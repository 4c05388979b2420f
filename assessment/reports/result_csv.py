"""A result as one tidy table: a line to every score of every respondent and of the group."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.reports.answers_file import GROUP_LABEL
from assessment.reports.csv_text import csv_text, guarded
from assessment.reports.room_csv import room_lines
from assessment.results import GroupView, RespondentView, Result

HEADER = ("respondent", "measure", "id", "score", "level", "coverage")
OF_A_WORKSHOP = ("value", "words")
Row = tuple[str, str, str, float | None, int | None, float | None]


def result_csv(result: Result) -> str:
    """The table as CSV text: `measure` is overall, domain, questionnaire or capability.

    Scores and levels are 1–5, coverage 0–1; what doesn't exist is an empty cell. A workshop's has two columns and more
    measures (see `room_csv`); a simulated one's says so in a column of its own.
    """
    header: tuple[str, ...] = HEADER
    rows: list[tuple[object, ...]] = [row for view in result.respondents for row in _respondent(view)]
    rows += _group(result.group) if result.group else ()
    if result.workshop:
        header += OF_A_WORKSHOP
        rows = [(*row, *(None for _ in OF_A_WORKSHOP)) for row in rows]
        rows += room_lines(result.group, result.workshop)
    if result.simulated:
        header += ("simulated",)
        rows = [(*row, "true") for row in rows]
    return csv_text([header, *rows])


def _respondent(view: RespondentView) -> Iterator[Row]:
    label, result = guarded(view.label), view.result
    yield label, "overall", "overall", result.overall.score, result.overall.level, result.overall.coverage
    for key, domain in result.domains.items():
        yield label, "domain", key, domain.score, domain.level, None
    for key, questionnaire in result.questionnaires.items():
        yield label, "questionnaire", key, questionnaire.score, questionnaire.level, questionnaire.coverage
    for key, capability in result.capabilities.items():
        yield label, "capability", key, capability.score, capability.level, capability.coverage


def _group(group: GroupView) -> Iterator[Row]:
    scores = group.scores
    yield GROUP_LABEL, "overall", "overall", scores.overall.score, scores.overall.level, None
    for key, domain in scores.domains.items():
        yield GROUP_LABEL, "domain", key, domain.score, domain.level, None
    for key, questionnaire in scores.questionnaires.items():
        yield GROUP_LABEL, "questionnaire", key, questionnaire.score, questionnaire.level, None
    for key, capability in scores.capabilities.items():
        yield GROUP_LABEL, "capability", key, capability.mean, capability.level, None
