"""Answers that a person collected elsewhere and uploads: read for them, and kept by nobody."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.bank.model import Bank, Mode
from assessment.errors import AnswersFileError
from assessment.reports.answers_file import read_answers
from assessment.reports.table_file import UPLOAD
from assessment.respondent import Respondent


def read_upload(name: str, data: bytes, bank: Bank) -> tuple[Respondent, ...]:
    """The respondents of an uploaded answers file called `name`.

    Raises `AnswersFileError` with what is wrong in which row and column, and that nothing of the file was kept.
    """
    try:
        return read_answers(data, bank, UPLOAD)
    except AnswersFileError as error:
        safe = "Nothing of this file was kept. Put it right and choose it again."
        raise AnswersFileError(f"{name}: {error}. {safe}") from error


def fitting_mode(bank: Bank, respondents: Iterable[Respondent]) -> Mode:
    """The mode that asks what was answered: Pulse where nobody answered more than core items, else Full."""
    core = {item.id for item in bank.items("pulse")}
    answered = {question for respondent in respondents for question in respondent.answers}
    return "full" if any(item.id in answered and item.id not in core for item in bank.items()) else "pulse"
