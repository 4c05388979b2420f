"""Answers files: a row per respondent, a column per question, read strictly, so that nothing is misread."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from assessment.bank.model import Bank, Mode, Option
from assessment.errors import AnswersFileError
from assessment.reports.csv_text import csv_text, guarded, unguarded
from assessment.reports.table_file import OWN_FILE, Limits, column_letter, read_bytes, read_rows
from assessment.respondent import NOTE_LENGTH, Respondent
from assessment.scoring.ownership import owner_ids

PROFILE = ("role", "industry", "size", "region")
NOTE_KINDS = ("comment", "evidence")

GROUP_LABEL = "group"
"""What a table of results calls the whole group, and so no respondent."""

LABEL_LENGTH = 200
"""A respondent's label has at most this many characters."""

_ITEM_VALUES = ("1", "2", "3", "4", "5", "dk", "na")
_SIMULATED = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False, "": False}


def load_answers(path: Path, bank: Bank) -> tuple[Respondent, ...]:
    """The respondents of an answers file. Raises `AnswersFileError`, naming file, row and column."""
    try:
        return read_answers(read_bytes(path), bank)
    except AnswersFileError as error:
        raise AnswersFileError(f"{path}: {error}") from error


def read_answers(data: bytes, bank: Bank, limits: Limits = OWN_FILE) -> tuple[Respondent, ...]:
    """The respondents in the bytes of an answers file, in its order: at least one.

    Who has no label in a `respondent` column is called by the number of their row of answers, from 1. Raises
    `AnswersFileError`, naming row and column as a spreadsheet shows them.
    """
    rows = read_rows(data, limits)
    number, names = next(rows, (1, []))
    if not names or number != 1:
        raise AnswersFileError("row 1: expected a header with the names of the columns, found nothing")
    columns = _columns(names, bank)
    respondents: list[Respondent] = []
    row_of: dict[str, int] = {}
    for number, cells in rows:
        respondent = _respondent(columns, number, cells, default_label=str(len(respondents) + 1))
        if respondent.label in row_of:
            label_column = next(column for column in columns if column.name == "respondent")
            raise AnswersFileError(
                f"row {number}, {label_column}: {_show(respondent.label)} is also the respondent of row "
                f"{row_of[respondent.label]}; give each respondent one row"
            )
        row_of[respondent.label] = number
        respondents.append(respondent)
    if not respondents:
        raise AnswersFileError("row 2: expected a respondent's answers, found nothing below the header")
    return tuple(respondents)


def answers_csv(bank: Bank, mode: Mode, respondents: Iterable[Respondent]) -> str:
    """An answers file (CSV) of the respondents, with a column of notes for each item that has any."""
    respondents = tuple(respondents)
    written = {key for respondent in respondents for key in respondent.notes}
    questions = _question_ids(bank, mode)
    notes = [(item.id, kind) for item in bank.items() for kind in NOTE_KINDS if (item.id, kind) in written]
    header = ["respondent", *PROFILE, "simulated", *questions, *(_note_column(*note) for note in notes)]
    rows = (
        [
            guarded(r.label),
            *(getattr(r, name) for name in PROFILE),
            "true" if r.simulated else "false",
            *(r.answers.get(question) for question in questions),
            *(guarded(r.notes.get(note, "")) for note in notes),
        ]
        for r in respondents
    )
    return csv_text([header, *rows])


def template(bank: Bank, mode: Mode = "full") -> str:
    """The header of an answers file (CSV) to fill in; note columns may be added."""
    return csv_text([list(template_columns(bank, mode))])


def template_columns(bank: Bank, mode: Mode = "full") -> dict[str, Collection[str] | None]:
    """The columns of a template, in order, with what may stand in each; None for free text."""
    choices = _choices(bank)
    return {name: choices[name] for name in ("respondent", *PROFILE, *_question_ids(bank, mode))}


def _question_ids(bank: Bank, mode: Mode) -> list[str]:
    asked = [item.id for item in bank.items(mode)]
    return asked + [decision.id for decision in bank.ownership.decisions] + [q.id for q in bank.reference]


def _note_column(item: str, kind: str) -> str:
    return f"{item}#{kind}"


@dataclass(frozen=True)
class _Column:
    """A column as its header names it: `choices` is what may stand in it, None for free text."""

    name: str
    position: int
    choices: Collection[str] | None
    note: tuple[str, str] | None

    def __str__(self) -> str:
        return f"column {column_letter(self.position)} ({self.name})"

    def value(self, number: int, cell: str) -> str:
        """What the cell in row `number` says. Raises `AnswersFileError` for what may not stand there."""
        text = cell if self.note else cell.strip()
        if self.name == "simulated":
            text = text.lower()  # Spreadsheets write TRUE.
        if self.choices is None:
            text = unguarded(text) if text.strip() else ""
        problem = self._problem(text)
        if problem:
            raise AnswersFileError(f"row {number}, {self}: {problem}")
        return text

    def _problem(self, text: str) -> str | None:
        most = NOTE_LENGTH if self.note else LABEL_LENGTH
        if self.choices is None and len(text) > most:
            return f"{len(text):,} characters, where at most {most:,} may stand"
        if self.name == "respondent" and text == GROUP_LABEL:
            return f"{_show(text)} is what results call all respondents together; choose another name"
        if text and self.choices is not None and text not in self.choices:
            return f"expected {', '.join(filter(None, self.choices))} or nothing, found {_show(text)}"
        return None


def _columns(names: list[str], bank: Bank) -> list[_Column]:
    choices = _choices(bank)
    notes = {_note_column(item.id, kind): (item.id, kind) for item in bank.items() for kind in NOTE_KINDS}
    columns: dict[str, _Column] = {}
    for position, name in enumerate(name.strip() for name in names):
        where = f"row 1, column {column_letter(position)}"
        if name in columns:
            raise AnswersFileError(f"{where}: {_show(name)} stands in {columns[name]} already")
        if name not in choices and name not in notes:
            known = ", ".join(("respondent", *PROFILE, "simulated"))
            found = _show(name) if name else "nothing"
            raise AnswersFileError(f"{where}: expected {known} or a question of this edition, found {found}")
        columns[name] = _Column(name, position, choices.get(name), notes.get(name))
    return list(columns.values())


def _choices(bank: Bank) -> dict[str, Collection[str] | None]:
    """What may stand in each column that isn't a note; None for the label, which is free text."""
    edition = bank.edition
    profile = (edition.roles, edition.industries, edition.sizes, edition.regions)
    return {
        "respondent": None,
        "simulated": _SIMULATED,
        **{name: _ids(options) for name, options in zip(PROFILE, profile, strict=True)},
        **{item.id: _ITEM_VALUES for item in bank.items()},
        **{decision.id: owner_ids(bank) for decision in bank.ownership.decisions},
        **{question.id: _ids(question.options) for question in bank.reference},
    }


def _ids(options: Iterable[Option]) -> list[str]:
    return [option.id for option in options]


def _respondent(columns: list[_Column], number: int, cells: list[str], default_label: str) -> Respondent:
    if len(cells) != len(columns):
        where = f"row {number}, column {column_letter(min(len(cells), len(columns)))}"
        raise AnswersFileError(f"{where}: the row has {len(cells)} cells, the header {len(columns)}")
    values = {c.name: c.value(number, cell) for c, cell in zip(columns, cells, strict=True)}
    given = {name: value for name, value in values.items() if value}
    label = given.pop("respondent", default_label)
    simulated = _SIMULATED[given.pop("simulated", "")]
    role, industry, size, region = (given.pop(name, None) for name in PROFILE)
    notes = {c.note: given.pop(c.name) for c in columns if c.note and c.name in given}
    return Respondent(label, given, role, industry, size, region, simulated, notes)


def _show(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")
