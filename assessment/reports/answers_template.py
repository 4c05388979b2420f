"""A workbook to fill in with answers collected elsewhere: drop-downs of what may stand where, and what it means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from assessment.bank.model import Bank, Item, Mode, Option
from assessment.findings.of_one import ANSWER_WORDS
from assessment.findings.owners import owner_titles
from assessment.reports.answers_file import LABEL_LENGTH, NOTE_KINDS, PROFILE, template_columns
from assessment.reports.workbook.book import Book
from assessment.reports.workbook.cells import Cell
from assessment.respondent import NOTE_LENGTH

ROWS = 1_000
"""So many rows below the header offer drop-downs; answers may stand in further ones too."""

_NO_DAY = date(1980, 1, 1)
"""When every template was created: the same edition always gives the same bytes."""

_ABOUT = (
    "Give each respondent a row on the sheet “Answers”, and leave empty what was not answered. A column without any "
    f"answers may be deleted. Comments and evidence notes, of at most {NOTE_LENGTH:,} characters, go into columns "
    f"that you add: the id of a question followed by {' or '.join(f'#{kind}' for kind in NOTE_KINDS)}."
)
_NARROW, _WIDE = 5, 16

Meaning = tuple[str, Mapping[str, str]]
"""What a column asks, and what each thing that may stand in it means."""


def template_xlsx(bank: Bank, mode: Mode = "full") -> bytes:
    """The workbook: "Answers" with a header to fill in below, and "Columns", which explains every column.

    With rows filled in, it is an answers file.
    """
    book = Book(f"Answers to fill in: {bank.edition.title}", (), _NO_DAY)
    columns, meanings = template_columns(bank, mode), _meanings(bank)
    items = {item.id for item in bank.items()}
    answers = book.sheet("Answers", [_NARROW if id in items else _WIDE for id in columns], heading=None)
    answers.over_pages(1)
    answers.header(list(columns), stays=True, columns=1, turned=len(columns) - 1)
    explained = book.sheet("Columns", (30, 60, 18, 70))
    explained.say(_ABOUT)
    explained.header(("Column", "What it asks", "May stand there", "What that means"), stays=True)
    for column, (id, choices) in enumerate(columns.items()):
        asks, means = meanings[id]
        first = explained.row
        for choice in choices or ("",):
            told = (id, asks) if explained.row == first else ("", "")
            explained.add([*told, _typed(choice), means.get(choice, "")])
        if choices:
            answers.offer(column, ROWS, f"=Columns!$C${first}:$C${explained.row - 1}", id, asks)
    return book.finished()


def _meanings(bank: Bank) -> dict[str, Meaning]:
    """What stands in each column that a template of the bank can have."""
    edition = bank.edition
    profile = (edition.roles, edition.industries, edition.sizes, edition.regions)
    stem, owners = bank.ownership.stem, owner_titles(bank)
    return {
        "respondent": (f"Any name, of at most {LABEL_LENGTH} characters; the number of the row if left empty.", {}),
        **{name: (f"The respondent's {name}", _titles(of)) for name, of in zip(PROFILE, profile, strict=True)},
        **{item.id: (item.text, _levels(item)) for item in bank.items()},
        **{decision.id: (f"{decision.text}: {stem}", owners) for decision in bank.ownership.decisions},
        **{question.id: (question.text, _titles(question.options)) for question in bank.reference},
    }


def _levels(item: Item) -> dict[str, str]:
    return {str(level): text for level, text in enumerate(item.levels, 1)} | ANSWER_WORDS


def _titles(options: Iterable[Option]) -> dict[str, str]:
    return {option.id: option.title for option in options}


def _typed(choice: str) -> Cell:
    """A choice as a cell: a level is a number, as people type it."""
    return int(choice) if choice.isdigit() else choice
