"""What was answered: by one respondent to each question; by each respondent of a group, and counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assessment.findings.model import Findings
from assessment.findings.of_one import ANSWER_WORDS
from assessment.findings.said import ItemView
from assessment.findings.words import score_text, two_decimals
from assessment.language import N_, _
from assessment.reports.workbook.book import Book, Sheet
from assessment.reports.workbook.cells import Cell, number
from assessment.results import RespondentView

ANSWERS, COUNTS = "Answers", "Counts"

_NAMES = (N_("Capability"), N_("Question"), N_("Id"), N_("Answer"), N_("In words"), N_("Comment"), N_("Evidence note"))
_WIDTHS = (24, 40, 26, 9, 42, 34, 34)
_ANSWER = 3

_COUNTED = (
    N_("Level 1"),
    N_("Level 2"),
    N_("Level 3"),
    N_("Level 4"),
    N_("Level 5"),
    *(ANSWER_WORDS[kind] for kind in ("dk", "na", "")),
    N_("Too few to say"),
)
_COUNT_NAMES = (N_("Capability"), N_("Question"), N_("Id"), *_COUNTED, N_("Mean (1 to 5)"), N_("Consensus (0 to 1)"))
_COUNT_WIDTHS = (22, 36, 24, *[18] * 5, *[8] * 4, 9, 11)
FIRST_COUNT = 3
"""The column of how many chose level 1; the others follow."""


def add_answers(book: Book, findings: Findings) -> dict[str, str]:
    """Add the sheet "Answers" of one respondent, a row to a question. Returns the cell of each answer by item id."""
    sheet = book.sheet(ANSWERS, _WIDTHS)
    sheet.header([*map(_, _NAMES)], stays=True)
    cells: dict[str, str] = {}
    for capability, items in _by_track(sheet, findings):
        for item in items:
            given = item.answer
            if given:
                cells[item.id] = f"{ANSWERS}!{sheet.at(_ANSWER, sheet.row)}"
                value = _typed(given.value)
                sheet.add([capability, item.text, item.id, value, given.words, given.comment, given.evidence])
    return cells


def add_respondents(
    book: Book, findings: Findings, respondents: Sequence[RespondentView], others: Sequence[str]
) -> dict[str, str]:
    """Add the sheet "Answers" of a group, a row to a respondent, with columns for the items and for `others` by id.

    Returns the cells with the answers to each item by its id; none, and no sheet, where respondents may not be shown.
    """
    if not respondents:
        return {}
    items = [item.id for items in findings.items.values() for item in items]
    ids = [*items, *others]
    widths = (24, 18, *[5] * len(items), *[14] * len(others))
    sheet = book.sheet(ANSWERS, widths, ANSWERS, across=2)
    sheet.over_pages(2)
    sheet.header(("respondent", "role", *ids), stays=True, columns=2, turned=len(ids))
    first, last = sheet.row, sheet.row + len(respondents) - 1
    for view in respondents:
        sheet.add([view.label, view.role or "", *(_typed(view.answers.get(id, "")) for id in ids)])
    columns = {id: (sheet.at(column, first), sheet.at(column, last)) for column, id in enumerate(items, 2)}
    return {id: f"{ANSWERS}!{top}:{bottom}" for id, (top, bottom) in columns.items()}


def add_counts(book: Book, findings: Findings) -> dict[str, int]:
    """Add the sheet "Counts" of a group, a row to a question. Returns that row's number by item id."""
    sheet = book.sheet(COUNTS, _COUNT_WIDTHS)
    sheet.header([*map(_, _COUNT_NAMES)], stays=True)
    rows: dict[str, int] = {}
    for capability, items in _by_track(sheet, findings):
        for item in items:
            of = item.counts
            if of:
                rows[item.id] = sheet.row
                counts = [*of.counts, of.dont_know, of.not_applicable, of.blank, of.withheld]
                mean, consensus = number(of.mean, score_text(of.mean)), number(of.consensus, two_decimals(of.consensus))
                sheet.add([capability, item.text, item.id, *counts, mean, consensus])
                sheet.add(["", "", "", *item.levels, *[""] * 6], "quiet")
    return rows


def add_notes(book: Book, findings: Findings) -> None:
    """Add the sheet "Notes" of a group: comments and evidence notes. Nothing where nobody wrote any."""
    if not findings.notes:
        return
    sheet = book.sheet("Notes", (24, 26, 44, 10, 60))
    sheet.header((_("Respondent"), _("Capability"), _("Question"), _("Kind"), _("Note")), stays=True)
    for note in findings.notes:
        sheet.add([note.respondent, note.capability, note.question, note.kind, note.text])


def _by_track(sheet: Sheet, findings: Findings) -> Iterator[tuple[str, Sequence[ItemView]]]:
    """The title and the items of each capability, its questionnaire begun on the sheet."""
    items: Mapping[str, Sequence[ItemView]] = findings.items
    for track in findings.tracks:
        sheet.say(track.measure.title, "heading")
        if track.is_role:
            sheet.say(findings.role_note, "muted")
        for m in track.capabilities:
            yield m.title, items.get(m.id, ())


def _typed(answer: str) -> Cell:
    """An answer as its cell has it: a level is a number."""
    return int(answer) if answer.isdigit() else answer
