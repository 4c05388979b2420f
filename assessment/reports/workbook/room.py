"""What a workshop's room made of its picture, as a sheet: both votes, what was agreed and why, and the parking lot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessment.findings.model import Findings
from assessment.findings.room import Outcome
from assessment.language import N_, _
from assessment.reports.workbook.book import Book, Sheet
from assessment.reports.workbook.cells import Cell

_NAMES = (
    N_("What"),
    N_("Voted twice"),
    N_("First vote"),
    N_("Second vote"),
    N_("Agreed"),
    N_("Reason"),
    N_("Asked first"),
    N_("Can stop it"),
)
_WIDTHS = (40, 9, 26, 26, 24, 44, 24, 24)


def add_room(book: Book, findings: Findings) -> None:
    """Add the sheet "Workshop". Nothing where the result isn't that of a workshop."""
    room = findings.room
    if not room:
        return
    sheet = book.sheet("Workshop", _WIDTHS)
    sheet.say(_("First vote, second vote and what was agreed are kept apart; none replaces another."), "muted")
    _add_outcomes(sheet, _("Capabilities"), room.capabilities)
    _add_outcomes(sheet, _("Who should settle it from now on"), room.decisions)
    if room.roles:
        sheet.say(_("Role tracks"), "heading")
        sheet.say(findings.role_note, "muted")
        _add_outcomes(sheet, "", room.roles)
    _add_votes(sheet, (*room.capabilities, *room.roles))
    _add_owners(sheet, room.decisions, findings.ownership.owners if findings.ownership else {})
    sheet.say(_("Parking lot"), "heading")
    for parked in room.parked:
        sheet.say(parked)
    if not room.parked:
        sheet.say(_("Nothing was put aside."), "muted")


def _add_outcomes(sheet: Sheet, heading: str, outcomes: Sequence[Outcome]) -> None:
    if heading:
        sheet.say(heading, "heading")
    if not outcomes:
        sheet.say(_("There was no second vote, and nothing was agreed."), "muted")
        return
    sheet.header([*map(_, _NAMES)])
    for one in outcomes:
        texts = (one.first_text, one.second_text, one.agreed_text, one.reason, one.consulted, one.veto)
        sheet.add([one.title, one.n, *texts])
    sheet.skip()


def _add_votes(sheet: Sheet, outcomes: Sequence[Outcome]) -> None:
    twice = [(one, question) for one in outcomes if one.n is not None for question in one.questions]
    if not twice:
        return
    sheet.say(_("How many chose levels 1 to 5 in each vote"), "heading")
    sheet.header((_("Question"), _("Don't know"), _("First vote"), _("Second vote"), _("Capability")))
    for one, question in twice:
        first, second = question.first, question.second
        unknown = _("{number}, then {later}").format(number=first.dont_know, later=second.dont_know if second else "–")
        counts: list[Cell] = [" · ".join(map(str, of.counts)) if of else "–" for of in (first, second)]
        sheet.add([question.text, unknown, *counts, one.title])
    sheet.skip()


def _add_owners(sheet: Sheet, decisions: Sequence[Outcome], titles: Mapping[str, str]) -> None:
    twice = [(one, one.owners) for one in decisions if one.n is not None and one.owners]
    if not twice:
        return
    sheet.say(_("How many named whom, at first and from now on"), "heading")
    sheet.header((_("Decision"), "", _("At first"), _("From now on")))
    for one, owners in twice:
        said = (", ".join(f"{titles[id]} {n}" for id, n in counts.items()) for counts in (owners.first, owners.second))
        sheet.add([one.title, "", *said])
    sheet.skip()
