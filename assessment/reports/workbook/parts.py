"""What each role and each table of a group answered, side by side."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.findings.model import Breakdown, Findings, Measure
from assessment.language import _
from assessment.reports.workbook.book import Book, Sheet
from assessment.reports.workbook.cells import number

_TITLE, _ID, _PART = 38, 30, 14


def add_breakdowns(book: Book, findings: Findings) -> None:
    """Add the sheet "Breakdowns". Nothing where the group isn't divided."""
    divided = findings.group.breakdowns if findings.group else ()
    if not divided:
        return
    most = max(len(breakdown.parts) for breakdown in divided)
    sheet = book.sheet("Breakdowns", (_TITLE, _ID, *[_PART] * most))
    sheet.say(
        _(
            "Each number is the mean (1 to 5) of those who belong to a part. In a workshop, parts too small to be "
            "shown are joined, and a question that one part gave too few answers to is left out of every part."
        ),
        "muted",
    )
    subjects = [m for track in findings.tracks if not track.is_role for m in track.capabilities]
    roles = [m for track in findings.tracks if track.is_role for m in track.capabilities]
    for breakdown in divided:
        sheet.say(breakdown.title, "heading")
        _add_means(sheet, breakdown, subjects)
        if roles:
            sheet.say(_("Role tracks"), "heading")
            sheet.say(findings.role_note, "muted")
            _add_means(sheet, breakdown, roles)


def _add_means(sheet: Sheet, breakdown: Breakdown, capabilities: Sequence[Measure]) -> None:
    sheet.header((_("Capability"), _("Id"), *(part.title for part in breakdown.parts)))
    sheet.add([_("Respondents"), "", *(part.n for part in breakdown.parts)], "section")
    for capability in capabilities:
        means = (part.means[capability.id] for part in breakdown.parts)
        sheet.add([capability.title, capability.id, *(number(mean, text) for mean, text in means)])
    sheet.skip()
