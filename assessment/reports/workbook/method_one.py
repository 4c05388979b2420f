"""The method sheet of one respondent: from their answers to the overall result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessment.bank.model import Bank
from assessment.findings.model import Findings, Measure
from assessment.reports.workbook.book import Book
from assessment.reports.workbook.cells import Cell, Live
from assessment.reports.workbook.method import (
    WORKINGS,
    At,
    MethodSheet,
    Part,
    add_overall,
    add_questionnaires,
    add_subjects,
    or_nothing,
    share,
    summed,
)

_ABOUT = (
    "Every score is computed again here from the sheet “Answers”, by formulas that you can follow. Change an answer "
    "there and they follow; the result's own numbers beside them stay."
)
_QUESTIONS = ("Weight", "Answer", "Weight answered", "Weight that applies", "Points")
_CAPABILITIES = ("Weight", "Weight scored", "Weight that applies", "Points", "With a 1", "With a 5")


def add_method_of_one(book: Book, findings: Findings, bank: Bank, answers: Mapping[str, str]) -> None:
    """Add the sheet. `answers` names the cell of each answer by item id."""
    method = MethodSheet(book, _ABOUT)
    items = _add_questions(method, findings, bank, answers)
    parts = _add_capabilities(method, findings, bank, items)
    questionnaires = add_questionnaires(method, findings, parts)
    subjects = add_subjects(method, findings, questionnaires)
    every = [cells for of in items.values() for cells in of]
    asked = share(summed([c[2] for c in every]), summed([c[3] for c in every]), findings.overall.coverage)
    add_overall(method, findings, subjects, _unknown([c[1] for c in every], findings), asked)
    method.finish()


def _add_questions(
    method: MethodSheet, findings: Findings, bank: Bank, answers: Mapping[str, str]
) -> dict[str, list[list[At]]]:
    """Add the table of questions and return the workings of each, by capability id."""
    method.table("Questions", ["Answer", "Asked"], ("Question", "", "", "", "", "", *_QUESTIONS))
    weights = {item.id: item.weight for item in bank.items()}
    found: dict[str, list[list[At]]] = {}
    for m in (m for track in findings.tracks for m in track.capabilities):
        found[m.id] = []
        for item in findings.items.get(m.id, ()):
            if item.answer:
                given, source = item.answer.value, answers[item.id]
                weight, answer = method.names(WORKINGS + 2)[WORKINGS:]
                w, level = weights[item.id], int(given) if given.isdigit() else 0
                applies, answered = w * (given != "na"), w * (level > 0)
                workings: list[Cell] = [
                    w,
                    Live(f'IF({source}="","",{source})', level or given),
                    Live(f"IF(ISNUMBER({answer}),{weight},0)", answered),
                    Live(f'IF({answer}="na",0,{weight})', applies),
                    Live(f"IF(ISNUMBER({answer}),{weight}*{answer},0)", answered * level),
                ]
                found[m.id].append(method.add(item.id, (), workings)[WORKINGS:])
    return found


def _add_capabilities(
    method: MethodSheet, findings: Findings, bank: Bank, items: Mapping[str, Sequence[Sequence[At]]]
) -> dict[str, Part]:
    names = ("Capability", "Score again", "Score", "Coverage again", "Coverage", "Check", *_CAPABILITIES)
    method.table("Capabilities", ["Coverage", "Capability score"], names)
    weights = {capability.id: capability.weight for capability in bank.capabilities()}
    measures = [m for track in findings.tracks for m in track.capabilities]
    return {m.id: _add_capability(method, m, weights[m.id], items[m.id]) for m in measures}


def _add_capability(method: MethodSheet, m: Measure, weight: float, items: Sequence[Sequence[At]]) -> Part:
    answered, applies, points = (summed([cells[n] for cells in items]) for n in (2, 3, 4))
    open_ = f"({applies.formula}-{answered.formula})"
    names = method.names()
    score, coverage, own_weight = names[1], names[3], names[WORKINGS]
    formula = f'IF({coverage}="","",IF(ROUND({coverage},9)<0.5,"",{points.formula}/{answered.formula}))'
    again = Live(formula, or_nothing(m.score))
    scored = weight * (m.score is not None)
    in_use = weight * (m.coverage is not None)
    workings: list[Cell] = [
        weight,
        Live(f'IF({score}="",0,{own_weight})', scored),
        Live(f'IF({coverage}="",0,{own_weight})', in_use),
        Live(f'IF({score}="",0,{own_weight}*{score})', scored * (m.score or 0)),
        *(
            Live(
                f'IF({coverage}="",0,{own_weight}*({points.formula}+{level}*{open_})/{applies.formula})',
                in_use * (points.number + level * (applies.number - answered.number)) / (applies.number or 1),
            )
            for level in (1, 5)
        ),
    ]
    cells = method.add(m.title, [(again, m.score), share(answered, applies, m.coverage)], workings)[WORKINGS:]
    _, scored_at, applies_at, *points_at = cells
    return Part(scored_at, applies_at, tuple(points_at), tuple((cells[2], cells[3]) for cells in items))


def _unknown(answers: Sequence[At], findings: Findings) -> Live:
    if not answers:
        return Live('""', "")
    span = f"{answers[0].name}:{answers[-1].name}"
    applying = f'(ROWS({span})-COUNTIF({span},"na"))'
    rate = or_nothing(findings.overall.dont_know_rate)
    return Live(f'IF({applying}=0,"",COUNTIF({span},"dk")/{applying})', rate)
