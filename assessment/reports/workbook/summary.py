"""The sheet that a board reads alone: where they stand, what divides or delays them, what is asked of the meeting."""

from __future__ import annotations

from assessment.findings.captions import spoken
from assessment.findings.model import Ask, Findings
from assessment.identity import LIGHT
from assessment.language import N_, _
from assessment.reports.workbook.book import Book, Sheet
from assessment.reports.workbook.cells import Wide, number

_WIDTHS = (26, 14, 10, 24, 16, 14)
_SUBJECTS = (N_("Subject"), N_("Score (1 to 5)"), N_("Target"), N_("Level"), N_("Index (0 to 100)"), N_("Don't know"))


def add_summary(book: Book, findings: Findings) -> None:
    """Add the sheet "Summary"."""
    sheet = book.sheet("Summary", _WIDTHS, findings.title)
    sheet.on_one_page()
    sheet.say(findings.headline, "lead")
    sheet.say(findings.sure)
    sheet.skip()
    _add_subjects(book, sheet, findings)
    _add_spotlights(sheet, findings)
    if findings.ownership:
        _begin(sheet, _("Who decides"))
        sheet.say(findings.ownership.sentence)
        for words, decisions in findings.ownership.tally.items():
            sheet.add([words, decisions])
    _add_asks(sheet, findings.asks)
    _begin(sheet, _("What this cannot tell you"))
    for limit in findings.limits:
        sheet.say(limit)
    _begin(sheet, _("About this result"))
    for name, text in findings.facts:
        sheet.pair(name, text)


def _begin(sheet: Sheet, heading: str) -> None:
    sheet.skip()
    sheet.say(heading, "heading")


def _add_subjects(book: Book, sheet: Sheet, findings: Findings) -> None:
    sheet.header([*map(_, _SUBJECTS)])
    first = sheet.row
    for m in findings.domains:
        score, target, index = (
            number(m.score, m.score_text),
            number(m.target, m.target_text),
            number(m.index, m.index_text),
        )
        level = m.level_text if m.score is not None else m.why_none
        sheet.add([m.title, score, target, level, index, number(m.dont_know_rate, m.dont_know_text)])
    overall = findings.overall
    level = (
        _("Provisional: {share} is answered").format(share=overall.coverage_text)
        if overall.provisional
        else overall.level_text
    )
    index = number(overall.index, overall.index_text)
    sheet.add([_("Overall"), "", "", level, index, number(overall.dont_know_rate, overall.dont_know_text)], "section")
    sheet.say(_("Held against: {aim}.").format(aim=findings.aim), "muted")
    _place_bars(book, sheet, findings, first)


def _place_bars(book: Book, sheet: Sheet, findings: Findings, first: int) -> None:
    """A bar to each subject, in its colour, with a mark where its target is."""
    last = first + len(findings.domains) - 1
    titles = f"=Summary!${sheet.at(0, first)[0]}${first}:$A${last}"
    font = {"color": LIGHT.page}
    shown = [{"value": m.score_text, "font": font} for m in findings.domains]  # such as 2.47, which isn't yet 2.5
    labels = {"value": True, "custom": shown, "position": "inside_base", "font": font}
    bars = book.chart("column")
    bars.add_series(
        {
            "name": _("Score"),
            "categories": titles,
            "values": f"=Summary!$B${first}:$B${last}",
            "points": [{"fill": {"color": LIGHT.domain(m.domain)}} for m in findings.domains],
            "data_labels": labels,
            "gap": 120,
        }
    )
    marks = book.chart("line")
    marks.add_series(
        {
            "name": _("Target"),
            "categories": titles,
            "values": f"=Summary!$C${first}:$C${last}",
            "line": {"none": True},
            "marker": {"type": "long_dash", "size": 20, "fill": {"color": LIGHT.ink}, "border": {"color": LIGHT.ink}},
        }
    )
    bars.combine(marks)
    bars.set_y_axis({"min": 1, "max": 5, "major_unit": 1, "major_gridlines": {"visible": True}, "name": _("Level")})
    bars.set_legend({"none": True})
    sheet.place(
        bars,
        _("Scores from 1 to 5, with a mark at the target. {domains}").format(domains=spoken(findings.domains)),
        220,
        730,
    )


def _add_spotlights(sheet: Sheet, findings: Findings) -> None:
    if not findings.spotlights:
        return
    _begin(sheet, _("The sharpest disagreements") if findings.of == "group" else _("The widest gaps"))
    for spotlight in findings.spotlights:
        sheet.say(f"{spotlight.title}: {spotlight.question}", "section")
        for quote in spotlight.quotes:
            sheet.pair(quote.label, quote.text)


def _add_asks(sheet: Sheet, asks: tuple[Ask, ...]) -> None:
    if not asks:
        return
    _begin(sheet, _("Asked of this meeting"))
    sheet.add([Wide(_("Decision"), 3, "header"), _("Owner"), _("Date"), _("Money")], "header")
    for ask in asks:
        sheet.add([Wide(ask.text, 3, "cell"), ask.owner, ask.due, ""], "open")
