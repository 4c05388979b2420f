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
from assessment.findings.captions import (
    priority,
    radar_of_subjects,
    radar_of_track,
    strongest_and_weakest,
    widest_first,
    widest_gap,
)
from assessment.findings.model import Findings
from assessment.findings.reference import beyond_the_sentence
from assessment.findings.said import FigureView, ReferenceView
from assessment.findings.words import two_decimals
from assessment.identity import LEVELS, LIGHT
from assessment.language import _, counted, day
from assessment.method.formulas import GROUPS, ONE_RESPONDENT, OWNERSHIP, TARGETS, Section, plain
from assessment.reports.glyphs import FAMILIES, showable
from assessment.reports.pdf_words import pdf_words
from assessment.results import Result
from assessment.scoring.group import ItemResult

Paper = Literal["a4", "us-letter"]

SOURCE = Path(__file__).with_name("report.typ")
IDENTITY = json.dumps({**vars(LIGHT), "levels": LEVELS, "font": [*FAMILIES]})

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
    inputs = {"words": json.dumps(showable(pdf_words())), **inputs}
    with _ONE_AT_A_TIME:
        document = _compiler(source).compile(text, format="pdf", sys_inputs=inputs, pdf_standards="ua-1")
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
    counts = {item.id: item.counts for items in findings.items.values() for item in items if item.counts}
    room = findings.room
    return {
        "subjects": strongest_and_weakest(findings.domains),
        "subjects_spoken": radar_of_subjects(findings.domains),
        "gaps": widest_gap(findings.gaps),
        "tracks": {
            t.measure.id: {
                "spoken": radar_of_track(t),
                "widest_first": widest_first(t.capabilities),
            }
            for t in findings.tracks
        },
        "items": {id: _counts(of) for id, of in counts.items()},
        "votes": {
            outcome.subject: [(_counts(q.first), _counts(q.second) if q.second else "") for q in outcome.questions]
            for outcome in ((*room.capabilities, *room.roles) if room else ())
        },
        "voters": {
            outcome.subject: counted("the same {n} person", "the same {n} people", outcome.n)
            for outcome in ((*room.capabilities, *room.roles, *room.decisions) if room else ())
            if outcome.n is not None
        },
        "steps": {s.capability: priority(findings, s) for s in (*findings.next_steps, *findings.role_steps)},
    }


def _counts(of: ItemResult) -> str:
    if of.withheld:
        said = counted(
            "{n} chose a level, too few to show which, don't know {unknown}, does not apply {beside}, no answer "
            "{blank}",
            "{n} chose a level, too few to show which, don't know {unknown}, does not apply {beside}, no answer "
            "{blank}",
            of.withheld,
        )
    else:
        said = _("N = {n}, consensus {consensus}, don't know {unknown}, does not apply {beside}, no answer {blank}")
    return said.format(
        n=sum(of.counts),
        consensus=two_decimals(of.consensus),
        unknown=of.dont_know,
        beside=of.not_applicable,
        blank=of.blank,
    )


def _section(section: Section) -> dict[str, Any]:
    """A section of the method, each point in pieces of which every second is a term."""
    return {
        "title": _(section.title),
        "points": [[plain(piece) for piece in re.split(r"\*\*(.+?)\*\*", _(point))] for point in section.points],
    }


def _as_data(value: object) -> object:
    if isinstance(value, date):
        return day(value)
    if isinstance(value, ReferenceView):
        return {"text": value.text, "answer": value.answer, "sources": _sources(value.figures)}
    return vars(value)


def _sources(figures: Iterable[FigureView]) -> list[dict[str, Any]]:
    """The figures in order, those together that follow each other and are known in the same way."""
    known = ((view.sentence, beyond_the_sentence(view.figure)) for view in figures)
    return [
        {"sentences": [sentence for sentence, _known in alike], "provenance": facts}
        for facts, alike in groupby(known, key=lambda pair: pair[1])
    ]
