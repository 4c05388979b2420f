"""A result as a tagged PDF (PDF/UA-1), typeset by Typst: page one for a board, then everything behind it.

Typst gets finished findings as data, so whatever people wrote stays text; `report.typ` holds the layout and no numbers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import Any, Literal

import typst

from assessment.findings import find
from assessment.findings.captions import priority, spoken, strongest_and_weakest, widest_first, widest_gap
from assessment.findings.model import Findings
from assessment.findings.reference import provenance
from assessment.findings.said import FigureView, ReferenceView
from assessment.findings.words import two_decimals
from assessment.identity import LEVELS, LIGHT
from assessment.method.formulas import GROUPS, ONE_RESPONDENT, OWNERSHIP, TARGETS, Section, plain
from assessment.reports.glyphs import FAMILIES, showable
from assessment.results import Result
from assessment.scoring.group import ItemResult

Paper = Literal["a4", "us-letter"]

SOURCE = Path(__file__).with_name("report.typ")
IDENTITY = json.dumps({**vars(LIGHT), "levels": LEVELS, "font": [*FAMILIES]})

IN_THE_SENTENCE = ("Figure", "Asked", "When")
"""Of a published figure's provenance, what its sentence says already."""

_ONE_AT_A_TIME = Lock()


def result_pdf(result: Result, *, paper: Paper = "a4") -> bytes:
    """The whole report of one respondent or of a group, the same bytes for the same result."""
    # Findings come in as a source of their own: Typst keeps what it laid out, but not when one of its inputs differs.
    main = f'#import "/{SOURCE.name}": report\n#report({source_of(result)}, "{paper}")\n'
    return typeset(SOURCE, {"identity": IDENTITY}, main)


def source_of(result: Result) -> str:
    """The findings of a result as an expression of Typst's: a string with JSON in it, so that nothing is markup."""
    document = json.loads(json.dumps(_document(find(result)), default=_as_data))
    escaped = json.dumps(showable(document)).replace("\\", "\\\\").replace('"', '\\"')
    return f'json(bytes("{escaped}"))'


def typeset(source: Path, inputs: Mapping[str, str], main: str | None = None) -> bytes:
    """The PDF that a Typst file in this folder makes of its inputs, or `main` of that file."""
    text = None if main is None else main.encode()
    with _ONE_AT_A_TIME:
        document = _compiler(source).compile(text, format="pdf", sys_inputs=dict(inputs), pdf_standards="ua-1")
    assert isinstance(document, bytes)  # noqa: S101 (several files or none come of other formats only)
    return document


@cache
def _compiler(source: Path) -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=list(FAMILIES.values()))
    return typst.Compiler(source, root=source.parent, font_paths=fonts, ignore_system_fonts=True)


def _document(findings: Findings) -> dict[str, Any]:
    sections = (ONE_RESPONDENT, TARGETS) if findings.group is None else (ONE_RESPONDENT, TARGETS, GROUPS, OWNERSHIP)
    return {**vars(findings), "said": _said(findings), "method": [_section(section) for section in sections]}


def _said(findings: Findings) -> dict[str, Any]:
    counted = {item.id: item.counts for items in findings.items.values() for item in items if item.counts}
    return {
        "subjects": strongest_and_weakest(findings.domains),
        "subjects_spoken": f"Radar of {len(findings.domains)} subjects. {spoken(findings.domains)}",
        "gaps": widest_gap(findings.gaps),
        "tracks": {
            t.measure.id: {
                "spoken": f"Radar of {len(t.capabilities)} capabilities of {t.measure.title}. {spoken(t.capabilities)}",
                "widest_first": widest_first(t.capabilities),
            }
            for t in findings.tracks
        },
        "items": {id: _counts(of) for id, of in counted.items()},
        "votes": {
            outcome.subject: [(_counts(q.first), _counts(q.second) if q.second else "") for q in outcome.questions]
            for outcome in ((*findings.room.capabilities, *findings.room.roles) if findings.room else ())
        },
        "steps": {s.capability: priority(findings, s) for s in (*findings.next_steps, *findings.role_steps)},
    }


def _counts(of: ItemResult) -> str:
    levels = (
        f"{of.withheld} chose a level, too few to show which"
        if of.withheld
        else f"N = {sum(of.counts)}, consensus {two_decimals(of.consensus)}"
    )
    return f"{levels}, don't know {of.dont_know}, does not apply {of.not_applicable}, no answer {of.blank}"


def _section(section: Section) -> dict[str, Any]:
    """A section of the method, each point in pieces of which every second is a term."""
    return {
        "title": section.title,
        "points": [[plain(piece) for piece in re.split(r"\*\*(.+?)\*\*", point)] for point in section.points],
    }


def _as_data(value: object) -> object:
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, ReferenceView):
        return {"text": value.text, "answer": value.answer, "sources": _sources(value.figures)}
    return vars(value)


def _sources(figures: Iterable[FigureView]) -> list[dict[str, Any]]:
    """The figures in order, those together that follow each other and are known in the same way."""
    known = ((view.sentence, [f for f in provenance(view.figure) if f[0] not in IN_THE_SENTENCE]) for view in figures)
    return [
        {"sentences": [sentence for sentence, _ in alike], "provenance": facts}
        for facts, alike in groupby(known, key=lambda pair: pair[1])
    ]
