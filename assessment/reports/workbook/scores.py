"""Every score in one table, the role tracks in one of their own, and the subjects as a radar."""

from __future__ import annotations

from collections.abc import Sequence

from assessment.findings.captions import spoken
from assessment.findings.model import BenchmarkView, Findings, Measure, Overall, Track
from assessment.findings.words import score_text
from assessment.identity import LIGHT
from assessment.language import N_, _
from assessment.reports.workbook.book import Book, Sheet
from assessment.reports.workbook.cells import Cell, number

_NAMES = (
    N_("Measure"),
    N_("Title"),
    N_("Id"),
    N_("Score (1 to 5)"),
    N_("Level"),
    N_("Target"),
    N_("Gap"),
    N_("Index (0 to 100)"),
    N_("Don't know"),
)
_WIDTHS = (15, 38, 30, 13, 21, 10, 10, 13, 12)
_FEWEST_SPOKES = 3


def add_scores(book: Book, findings: Findings) -> None:
    """Add the sheet "Scores": overall, subjects, questionnaires and capabilities, in that order."""
    others = findings.benchmark
    names = [
        *map(_, _NAMES),
        _("Consensus (0 to 1)") if findings.of == "group" else _("Coverage"),
        _("Why there is no score"),
    ]
    widths = [*_WIDTHS, 13, 22]
    if others:
        names += [_("Among others"), _("Median of others")]
        widths += [28, 12]
    sheet = book.sheet("Scores", widths)
    sheet.header(names, stays=True, columns=2)
    sheet.add(_overall(findings.overall) + _of_others("overall", others), "section")
    _add_measures(sheet, _("Subject"), findings.domains, others)
    _add_tracks(sheet, [track for track in findings.tracks if not track.is_role], others)
    roles = [track for track in findings.tracks if track.is_role]
    if roles:
        sheet.skip()
        sheet.say(_("Role tracks"), "heading")
        sheet.say(findings.role_note, "muted")
        sheet.header(names)
        _add_tracks(sheet, roles, others)
    if others:
        sheet.skip()
        sheet.say(others.about, "muted")


def add_radar(book: Book, findings: Findings) -> None:
    """Add the sheet "Radar": the subjects' scores, targets and medians of others. Nothing where they are too few."""
    if len(findings.domains) < _FEWEST_SPOKES:
        return
    medians = findings.benchmark.medians if findings.benchmark else {}
    sheet = book.sheet("Radar", (34, 16, 16, 17))
    sheet.on_one_page()
    sheet.header((_("Subject"), _("Score (1 to 5)"), _("Target"), *((_("Median of others"),) if medians else ())))
    first = sheet.row
    for m in findings.domains:
        others = [_or_empty(medians.get(m.id), score_text(medians.get(m.id)))] if medians else []
        sheet.add([m.title, _or_empty(m.score, m.score_text), _or_empty(m.target, m.target_text), *others])
    levels = ", ".join(f"{level} {name}" for level, name in enumerate(findings.level_names, 1))
    sheet.say(_("Levels, from the middle outwards: {levels}.").format(levels=levels), "muted")
    chart = book.chart("radar")
    rows = first, sheet.row - 2
    lines = (
        (_("Score"), "B", {"color": LIGHT.ink, "width": 2.5}),
        (_("Target"), "C", {"color": LIGHT.muted, "width": 1.5, "dash_type": "dash"}),
        (_("Median of others"), "D", {"color": LIGHT.muted, "width": 1.5, "dash_type": "round_dot"}),
    )
    for name, column, line in lines[: 3 if medians else 2]:
        values, titles = (f"=Radar!${letter}${rows[0]}:${letter}${rows[1]}" for letter in (column, "A"))
        chart.add_series({"name": name, "categories": titles, "values": values, "line": line})
    chart.set_y_axis({"min": 1, "max": 5, "major_unit": 1, "major_gridlines": {"visible": True}})
    chart.set_legend({"position": "bottom"})
    chart.show_blanks_as("gap")
    sheet.place(
        chart,
        _("Radar with level 1 in the middle, 5 at the rim. {domains}").format(domains=spoken(findings.domains)),
        460,
        560,
    )


def _overall(overall: Overall) -> list[Cell]:
    level = _("Provisional") if overall.provisional else overall.level_text
    return [
        _("Overall"),
        _("Overall"),
        "overall",
        number(overall.score, score_text(overall.score)),
        level,
        "",
        "",
        number(overall.index, overall.index_text),
        number(overall.dont_know_rate, overall.dont_know_text),
        number(overall.coverage, overall.coverage_text),
        "",
    ]


def _add_tracks(sheet: Sheet, tracks: Sequence[Track], others: BenchmarkView | None) -> None:
    _add_measures(sheet, _("Questionnaire"), [track.measure for track in tracks], others)
    _add_measures(sheet, _("Capability"), [m for track in tracks for m in track.capabilities], others)


def _add_measures(sheet: Sheet, kind: str, measures: Sequence[Measure], others: BenchmarkView | None) -> None:
    for m in measures:
        sheet.add(
            [
                kind,
                m.title,
                m.id,
                number(m.score, m.score_text),
                m.level_text,
                number(m.target, m.target_text),
                number(m.gap, m.gap_text),
                number(m.index, m.index_text),
                number(m.dont_know_rate, m.dont_know_text),
                number(m.coverage, m.coverage_text) if m.consensus is None else number(m.consensus, m.consensus_text),
                m.why_none,
                *_of_others(m.id, others),
            ]
        )


def _of_others(id: str, others: BenchmarkView | None) -> list[Cell]:
    if not others:
        return []
    median = others.medians.get(id)
    return [others.places.get(id, ""), number(median, score_text(median))]


def _or_empty(value: float | None, shown: str) -> Cell:
    """A number for a chart, which takes any text for a zero."""
    return number(value, shown) if value is not None else None
