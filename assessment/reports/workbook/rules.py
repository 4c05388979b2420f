"""How answers become results, in words, and what they cannot tell."""

from __future__ import annotations

from assessment.findings.model import Findings
from assessment.language import _
from assessment.method.formulas import GROUPS, ONE_RESPONDENT, OWNERSHIP, TARGETS, plain
from assessment.reports.workbook.book import Book


def add_rules(book: Book, findings: Findings) -> None:
    """Add the sheet "Rules and limits"."""
    sheet = book.sheet("Rules and limits", (26, 110))
    for section in (ONE_RESPONDENT, GROUPS, OWNERSHIP) if findings.group else (ONE_RESPONDENT, TARGETS):
        sheet.say(section.title, "heading")
        for point in section.points:
            term = point.split("**")[1] if point.startswith("**") else ""
            sheet.pair(term, plain(point))
    sheet.say(_("What this cannot tell you"), "heading")
    for limit in findings.limits:
        sheet.say(limit)
    sheet.say(_("About this result"), "heading")
    for name, text in findings.facts:
        sheet.pair(name, text)
