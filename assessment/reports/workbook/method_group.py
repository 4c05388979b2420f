"""The method sheet of a group: from how many chose what to the overall result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assessment.bank.model import Bank
from assessment.findings.model import Findings, Measure
from assessment.reports.workbook.answers import ANSWERS, COUNTS, FIRST_COUNT
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
    mean,
    or_nothing,
    summed,
)
from assessment.scoring.group import ItemResult

_ABOUT = (
    "Every score is computed again here from the sheet “{where}”, by formulas that you can follow. Change what stands "
    "there and they follow; the result's own numbers beside them stay."
)
_KINDS = ("1", "2", "3", "4", "5", "dk", "na", "Blank", "Withheld")
_QUESTIONS = ("Weight", *_KINDS, "N", "Weight counted", "Points", "Gap points", "Applies")
_CAPABILITIES = ("Weight", "Weight scored", "Weight that applies", "Points")


def add_method_of_group(
    book: Book, findings: Findings, bank: Bank, counts: Mapping[str, int], answers: Mapping[str, str]
) -> None:
    """Add the sheet. `answers` names the cells with the answers to each item, empty where these may not be shown.

    Then the rows of the sheet of `counts` are what everything is computed from.
    """
    method = MethodSheet(book, _ABOUT.format(where=ANSWERS if answers else COUNTS))
    items = _add_questions(method, findings, bank, counts, answers)
    parts = _add_capabilities(method, findings, bank, items)
    questionnaires = add_questionnaires(method, findings, parts)
    subjects = add_subjects(method, findings, questionnaires)
    add_overall(method, findings, subjects, _unknown([c for of in items.values() for c in of], findings), None)
    method.finish()


def _add_questions(
    method: MethodSheet, findings: Findings, bank: Bank, counts: Mapping[str, int], answers: Mapping[str, str]
) -> dict[str, list[list[At]]]:
    """Add the table of questions and return the cells of each, by capability id."""
    names = ("Question", "Mean again", "Mean", "Consensus again", "Consensus", "Check", *_QUESTIONS)
    method.table("Questions", ["Question", "Consensus", "Group target"], names)
    weights = {item.id: item.weight for item in bank.items()}
    found: dict[str, list[list[At]]] = {}
    for m in (m for track in findings.tracks for m in track.capabilities):
        found[m.id] = []
        for item in findings.items.get(m.id, ()):
            if item.counts:
                columns = [
                    _counted(kind, n, answers.get(item.id, ""), counts[item.id]) for n, kind in enumerate(_KINDS)
                ]
                found[m.id].append(
                    _add_question(method, item.id, item.counts, weights[item.id], columns, m.target or 0)
                )
    return found


def _counted(kind: str, n: int, answers: str, row: int) -> str:
    """The formula for how many gave an answer of the kind, the n-th of all; withheld are only counts."""
    if not answers or kind == "Withheld":
        return f"{COUNTS}!{chr(ord('A') + FIRST_COUNT + n)}{row}"
    if kind == "Blank":
        return f"COUNTBLANK({answers})"
    return f"COUNTIF({answers},{kind})" if kind.isdigit() else f'COUNTIF({answers},"{kind}")'


def _add_question(
    method: MethodSheet, id: str, of: ItemResult, weight: float, columns: Sequence[str], target: float
) -> list[At]:
    names = method.names()
    average, own_weight, *kinds, n = names[1], *names[WORKINGS : WORKINGS + 11]
    levels = list(zip((1, 2, 3, 4, 5), kinds, of.counts, strict=False))
    total, gaps = sum(of.counts), [max(0.0, target - level) for level, _, _ in levels]
    points = "+".join(f"{level}*{cell}" for level, cell, _ in levels)
    gap_points = "+".join(f"{gap!r}*{cell}" for gap, (_, cell, _) in zip(gaps, levels, strict=True))
    terms = "+".join(f"IF({cell}=0,0,{cell}/{n}*LOG(1-ABS({level}-{average})/4,2))" for level, cell, _ in levels)
    open_ = of.dont_know + of.blank + of.withheld
    gap = sum(gap * count for gap, (_, _, count) in zip(gaps, levels, strict=True))
    workings: list[Cell] = [
        weight,
        *map(Live, columns, (*of.counts, of.dont_know, of.not_applicable, of.blank, of.withheld)),
        Live(f"SUM({kinds[0]}:{kinds[4]})", total),
        Live(f"IF({n}=0,0,{own_weight})", weight * (total > 0)),
        Live(f"IF({n}=0,0,{own_weight}*{average})", weight * (of.mean or 0)),
        Live(f"IF({n}=0,0,{own_weight}*({gap_points})/{n})", weight * gap / (total or 1)),
        Live(f"IF({n}+{kinds[5]}+{kinds[7]}+{kinds[8]}>0,1,0)", int(total + open_ > 0)),
    ]
    again = Live(f'IF({n}=0,"",({points})/{n})', or_nothing(of.mean))
    agreement = Live(f'IF({n}<2,"",MAX(0,MIN(1,1+{terms})))', or_nothing(of.consensus))
    return method.add(id, [(again, of.mean), (agreement, of.consensus)], workings)


def _add_capabilities(
    method: MethodSheet, findings: Findings, bank: Bank, items: Mapping[str, Sequence[Sequence[At]]]
) -> dict[str, Part]:
    names = (
        "Capability",
        "Mean again",
        "Mean",
        "Consensus again",
        "Consensus",
        "Check",
        *_CAPABILITIES,
        "Gap again",
        "Gap",
    )
    method.table("Capabilities", ["Capability mean"], names)
    weights = {capability.id: capability.weight for capability in bank.capabilities()}
    measures = [m for track in findings.tracks for m in track.capabilities]
    return {m.id: _add_capability(method, m, weights[m.id], items[m.id]) for m in measures}


def _add_capability(method: MethodSheet, m: Measure, weight: float, items: Sequence[Sequence[At]]) -> Part:
    answered, points, gap_points, concerned = (summed([cells[-n] for cells in items]) for n in (4, 3, 2, 1))
    names = method.names()
    score, own_weight = names[1], names[WORKINGS]
    again = Live(f'IF({answered.formula}=0,"",{points.formula}/{answered.formula})', or_nothing(m.score))
    gap = Live(f'IF({answered.formula}=0,"",{gap_points.formula}/{answered.formula})', or_nothing(m.gap))
    agreement = mean([cells[3] for cells in items])
    scored = weight * (m.score is not None)
    workings: list[Cell] = [
        weight,
        Live(f'IF({score}="",0,{own_weight})', scored),
        Live(f"IF({concerned.formula}>0,{own_weight},0)", weight * (concerned.number > 0)),
        Live(f'IF({score}="",0,{own_weight}*{score})', scored * (m.score or 0)),
    ]
    pairs = [(again, m.score), (Live(agreement.formula, or_nothing(m.consensus)), m.consensus)]
    _, scored_at, applies_at, points_at, *_ = method.add(m.title, pairs, workings, [(gap, m.gap)])[WORKINGS:]
    return Part(scored_at, applies_at, (points_at,))


def _unknown(questions: Sequence[Sequence[At]], findings: Findings) -> Live:
    """The don't-know rate: all "don't know" among the answers that aren't "does not apply"."""
    if not questions:
        return Live('""', "")
    columns = [WORKINGS + _QUESTIONS.index(kind) for kind in ("dk", "N", "Blank", "Withheld")]
    unknown, *others = (summed([cells[column] for cells in questions]).formula for column in columns)
    asked = f"({'+'.join((unknown, *others))})"
    rate = or_nothing(findings.overall.dont_know_rate)
    return Live(f'IF({asked}=0,"",{unknown}/{asked})', rate)
